"""Make the draft of an exemplar from a Word file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from .blocks import Item, Paragraph, Shown
from .facts import take_facts
from .markdown import article
from .photographs import Photograph, Sent, photographs
from .pictured import with_pictures_apart
from .reading import read_docx
from .sections import with_headings

_LOOSE_CAPTION = re.compile(r"^\(?(?:ảnh|hình)\s+(?:số\s+)?(\d{1,2})\s*[:.]\s*(.+)$", re.IGNORECASE)
NOTE = "Chú thích chân trang ở chỗ không giữ được dấu gọi: “{}”"
CAPTION = "Dòng chú thích ảnh trong tệp Word: “{}”"


@dataclass(frozen=True)
class Draft:
    """An exemplar as far as its Word file tells it."""

    values: dict[str, str]
    """By attribute of the front matter; what is not known is not there."""
    area: str
    """The field (lĩnh vực) that the file names; empty when it names none."""
    address: str
    """Of the exemplar that was exported to this file; else empty."""
    body: str
    photos: tuple[Photograph, ...]
    remarks: tuple[str, ...]
    """What staff should know, one line each, in Vietnamese."""


def read_draft(file: Path, units: Sequence[str], sent: Sequence[Sent], folder: Path) -> Draft:
    """Return the draft that a .docx file and the photos `sent` with it make.

    `units` are the names on the list of units; `folder` is for files of a moment. Raise WordError
    when the file is damaged.
    """
    manuscript = read_docx(file)
    items = with_pictures_apart(manuscript.blocks)
    facts = take_facts(items, units)
    loose = _take_loose_captions(items) if sent else {}
    headed, renamed = with_headings(items)
    shown = [item for item in headed if isinstance(item, Shown)]
    typed = [CAPTION.format(one.as_typed) for one in shown if one.as_typed]
    typed += [CAPTION.format(text) for text in loose.values()]
    photos, about_photos = photographs(shown, manuscript.aside, sent, loose, folder)
    if facts.credit:
        photos = [replace(p, credit=p.credit or facts.credit) for p in photos]
    text = [item for item in headed if not isinstance(item, Shown)]
    body, uncalled = article(text, manuscript.notes)
    notes = (NOTE.format(note) for note in uncalled if note)
    remarks = (*manuscript.remarks, *about_photos, *facts.kept, *renamed, *typed, *notes)
    known = tuple(dict.fromkeys(remarks))
    return Draft(facts.values, facts.area, manuscript.identifier, body, tuple(photos), known)


def _take_loose_captions(items: list[Item]) -> dict[int, str]:
    """Take lines such as `Ảnh 2: …` out of a text whose photos came apart from it."""
    if any(isinstance(item, Shown) for item in items):
        return {}
    found: dict[int, str] = {}
    for item in list(items):
        match = _LOOSE_CAPTION.match(item.text) if isinstance(item, Paragraph) else None
        if match:
            found.setdefault(int(match[1]), " ".join(match[2].split()))
            items.remove(item)
    return found
