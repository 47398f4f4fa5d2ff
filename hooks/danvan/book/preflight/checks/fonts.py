"""Fonts: all embedded and whole, and no sign for a missing glyph in any text."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.book.preflight import messages
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import listed, quoted

_TYPE_3 = "Type3"
_NAMES_SHOWN = 12


def check_fonts(file: PressFile) -> Check:
    """Find fonts that are not embedded, damaged, or drawings."""
    findings = (f for page in file.pages for f in _of_fonts(page))
    names = sorted({_family(face.name) for page in file.pages for face in page.faces.values()})
    shown = listed(names[:_NAMES_SHOWN]) + ("…" if len(names) > _NAMES_SHOWN else "")
    rule = messages.FONTS if names else messages.FONTS._replace(good=messages.NO_FONTS)
    return conclude(rule, file.part, findings, names=shown)


def check_glyphs(file: PressFile) -> Check:
    """Find text that shows the sign for a missing glyph."""
    findings = (f for page in file.pages for f in _missing(page))
    return conclude(messages.GLYPHS, file.part, findings)


def _of_fonts(page: PageContent) -> Iterator[Finding]:
    for face in page.faces.values():
        name = _family(face.name)
        if face.kind == _TYPE_3:
            yield messages.FONT_TYPE_3.at(page.number, name=name)
        elif not face.embedded:
            yield messages.FONT_NOT_EMBEDDED.at(page.number, name=name)
        elif face.damaged:
            yield messages.FONT_DAMAGED.at(page.number, name=name)
        elif not face.verifiable:
            yield messages.FONT_UNVERIFIABLE.at(page.number, name=name)


def _missing(page: PageContent) -> Iterator[Finding]:
    counts: dict[str, int] = {}
    near: dict[str, str] = {}
    for text in page.texts:
        if text.missing:
            name = _family(text.face.name)
            counts[name] = counts.get(name, 0) + text.missing
            near.setdefault(name, text.text)
    for name, count in counts.items():
        yield messages.GLYPH_MISSING.at(
            page.number, name=name, count=count, text=quoted(near[name])
        )


def _family(name: str) -> str:
    """Return a font's name without the tag of its subset (ISO 32000-1, 9.6.4)."""
    tag, plus, rest = name.partition("+")
    # WeasyPrint leaves a comma at the end of families whose name ends in a number.
    return (rest if plus and len(tag) == 6 else name).rstrip(",")
