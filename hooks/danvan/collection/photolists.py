"""The photos that a page lists: found in its own folder, listed once, opened later all together."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import messages
from .folding import fold, nearest, nfc
from .imagefiles import PIXEL_LIMIT, RATIO_LIMIT, SUFFIXES, ImageFacts
from .messages import Message
from .model import Focus, Photo
from .problems import Findings
from .records import read_record
from .schema import PHOTO
from .yamltext import Entry, Value

PRINT_WIDTH_PX = 1311
"""Pixels for the 111 mm text measure of the book at 300 dpi."""
_ELSEWHERE = re.compile(r"^(?:/|[a-zA-Z]:|[a-zA-Z]{2,}://)|^(?:.*/)?\.\.(?:/|$)")


@dataclass(frozen=True)
class ListedPhoto:
    """A photo whose file is where staff said; not opened yet."""

    path: Path
    name: str
    line: int
    details: dict[str, Any]


def read_photo_list(
    items: tuple[Value, ...], owner: Path, findings: Findings, *, readable: bool = True
) -> tuple[ListedPhoto, ...]:
    """Return the photos that `owner`, a staff file, lists and that exist in its folder.

    When the list is not `readable` as a whole, nothing is said of photos that it leaves out.
    """
    has_own_folder = len(list(owner.parent.glob("*.md"))) == 1
    if not (items or has_own_folder):
        return ()
    on_disk = _files_by_name(owner.parent)
    listed: dict[Path, ListedPhoto] = {}
    for item in items:
        entries = item.entries
        if entries is None:  # `- ra-quan.jpg`
            entries = (Entry("tệp", item.line, item),)
        if item.broken:
            continue
        record = read_record(entries, PHOTO, owner, item.line, findings)
        if "file" not in record.values:
            continue
        line = record.line("file", item.line)
        name = clean_name(record.values["file"])
        path = _find(name, owner, line, on_disk, findings)
        if path is None:
            continue
        if path in listed:
            first = listed[path].line
            findings.problem(owner, line, messages.PHOTO_TWICE, name=name, first=first)
            continue
        listed[path] = ListedPhoto(path, name, line, record.values)
    if has_own_folder and readable:
        _advise_unlisted(owner, on_disk, listed, findings)
    return tuple(listed.values())


def open_photos(
    listed: tuple[ListedPhoto, ...],
    facts: dict[Path, ImageFacts | Message],
    owner: Path,
    findings: Findings,
) -> tuple[Photo, ...]:
    """Return the listed photos that `facts` says are whole; record what is wrong with the rest."""
    photos = []
    for item in listed:
        known = facts[item.path]
        if isinstance(known, Message):
            limits = {"limit": PIXEL_LIMIT // 1_000_000, "ratio": RATIO_LIMIT}
            findings.problem(owner, item.line, known, name=item.name, **limits)
            continue
        photo = _photo(item, known)
        _advise(photo, owner, findings)
        photos.append(photo)
    return tuple(photos)


def clean_name(written: str) -> str:
    """Return a photo's name as it is compared: NFC, with `/` between folders."""
    return nfc(written).replace("\\", "/").removeprefix("./")


def names_in(items: tuple[Value, ...]) -> frozenset[str]:
    """Return every photo name that staff listed, also where the file or its key is wrong."""
    texts = {item.text for item in items}
    texts |= {entry.value.text for item in items for entry in item.entries or ()}
    return frozenset(map(clean_name, texts))


def _photo(item: ListedPhoto, facts: ImageFacts) -> Photo:
    details = item.details
    return Photo(
        path=item.path,
        name=item.name,
        digest=facts.digest,
        width=facts.width,
        height=facts.height,
        look=facts.look,
        line=item.line,
        caption=details.get("caption", ""),
        credit=details.get("credit", ""),
        focus=details.get("focus", Focus()),
        illustration=details.get("illustration", False),
    )


def _files_by_name(folder: Path) -> dict[str, Path]:
    """Map NFC relative names to paths; a Mac writes NFD names."""
    return {
        nfc(path.relative_to(folder).as_posix()): path
        for path in sorted(folder.rglob("*"))
        if not path.is_dir() and not any(p.startswith(".") for p in path.relative_to(folder).parts)
    }


def _find(
    name: str, owner: Path, line: int, on_disk: dict[str, Path], findings: Findings
) -> Path | None:
    if _ELSEWHERE.match(name):
        findings.problem(owner, line, messages.PHOTO_OUTSIDE, name=name)
        return None
    path = on_disk.get(name)
    if path is None:
        near = _same_but_case(name, on_disk) or nearest(name, on_disk)
        hint = messages.PHOTO_MISSING_NEAR.format(near=near) if near else ""
        findings.problem(owner, line, messages.PHOTO_MISSING, name=name, hint=hint)
        return None
    below = path.relative_to(owner.parent)
    if any((owner.parent / part).is_symlink() for part in (below, *below.parents) if part.name):
        findings.problem(owner, line, messages.PHOTO_LINKED, name=name)
        return None
    return path


def _same_but_case(name: str, on_disk: dict[str, Path]) -> str | None:
    return next((known for known in on_disk if fold(known) == fold(name)), None)


def _advise_unlisted(
    owner: Path,
    on_disk: dict[str, Path],
    listed: dict[Path, ListedPhoto],
    findings: Findings,
) -> None:
    for name, path in on_disk.items():
        if path.suffix.lower() in SUFFIXES and path not in listed:
            findings.advise(owner, 1, messages.UNLISTED_PHOTO, name=name)


def _advise(photo: Photo, owner: Path, findings: Findings) -> None:
    if not photo.caption:
        findings.advise(owner, photo.line, messages.NO_CAPTION, name=photo.name)
    if not photo.credit:
        findings.advise(owner, photo.line, messages.NO_CREDIT, name=photo.name)
    if max(photo.width, photo.height) < PRINT_WIDTH_PX:
        findings.advise(
            owner,
            photo.line,
            messages.SMALL_PHOTO,
            name=photo.name,
            width=photo.width,
            height=photo.height,
            wanted=PRINT_WIDTH_PX,
        )
