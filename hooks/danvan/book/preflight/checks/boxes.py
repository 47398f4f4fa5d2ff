"""Page sizes: TrimBox, BleedBox and MediaBox (ISO 15930-7, 6.9; ISO 32000-1, 14.11.2)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import pikepdf

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, Part, conclude
from danvan.book.preflight.reading.geometry import MM, Box
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pressfile import PressFile, page_box
from danvan.book.preflight.words import number, size

TOLERANCE = 0.1
"""Millimetres."""
_LEAST_MARKS = 8
"""Crop marks of one page: two at each corner."""


def check_boxes(file: PressFile, facts: PressFacts) -> Check:
    """Compare the boxes of every page with the size of the book."""
    width = facts.cover_width if file.part is Part.COVER else facts.trim_width
    wanted = (width, facts.trim_height)
    findings = [
        finding
        for page, content in zip(file.pdf.pages, file.pages, strict=True)
        for finding in (*_of_boxes(page, content, wanted, facts), *_of_entries(page, content))
    ]
    findings += _differing(file)
    if file.part is Part.COVER and len(file.pages) != 1:
        findings.append(messages.COVER_PAGES.at(found=len(file.pages)))
    return conclude(
        messages.BOXES,
        file.part,
        findings,
        width=number(width),
        height=number(facts.trim_height),
        bleed=number(facts.bleed),
    )


def _of_boxes(
    page: pikepdf.Page, content: PageContent, wanted: tuple[float, float], facts: PressFacts
) -> Iterator[Finding]:
    media, trim = page_box(page, "/MediaBox"), page_box(page, "/TrimBox")
    bleed = page_box(page, "/BleedBox")
    for name, box in (("MediaBox", media), ("TrimBox", trim), ("BleedBox", bleed)):
        if box is None:
            yield messages.BOX_ABSENT.at(content.number, box=name)
    if trim is not None and not _near(_size(trim), wanted):
        yield messages.TRIM_WRONG.at(content.number, found=size(*_size(trim)), wanted=size(*wanted))
    if trim is not None and bleed is not None:
        around = _overhang(trim, bleed)
        if not _near(around, (facts.bleed,) * 4):
            found = " – ".join(number(side) for side in around)
            yield messages.BLEED_WRONG.at(content.number, found=found, wanted=number(facts.bleed))
    if media is not None and bleed is not None:
        yield from _of_media(content, media, bleed, marks=facts.marks)


def _of_media(content: PageContent, media: Box, bleed: Box, *, marks: bool) -> Iterator[Finding]:
    page = content.number
    if not bleed.inside(media, TOLERANCE * MM):
        yield messages.MEDIA_SMALL.at(page)
    same = _near(_overhang(bleed, media), (0.0,) * 4)
    if marks and same:
        yield messages.NO_ROOM_FOR_MARKS.at(page)
    elif marks and _marks_outside(content, bleed) < _LEAST_MARKS:
        yield messages.NO_MARKS.at(page)
    elif not marks and not same:
        found, wanted = size(*_size(media)), size(*_size(bleed))
        yield messages.MEDIA_LARGE.at(page, found=found, wanted=wanted)


def _of_entries(page: pikepdf.Page, content: PageContent) -> Iterator[Finding]:
    """Judge what turns, scales or crops a page."""
    if page.rotation % 360:
        yield messages.ROTATED.at(content.number, angle=page.rotation)
    factor = float(page.obj.get("/UserUnit", 1))
    if factor != 1:
        yield messages.SCALED.at(content.number, factor=number(factor, 2))
    crop = page_box(page, "/CropBox")
    if crop is not None and not content.bleed.inside(crop, TOLERANCE * MM):
        yield messages.CROPPED.at(content.number)


def _differing(file: PressFile) -> Iterator[Finding]:
    """Find pages whose MediaBox is not the size of most."""
    sizes = [
        _size(box) if (box := page_box(page, "/MediaBox")) else None for page in file.pdf.pages
    ]
    common = Counter(sizes).most_common(1)
    for number_of_page, found in enumerate(sizes, 1):
        usual = common[0][0]
        if found is not None and usual is not None and not _near(found, usual):
            yield messages.SIZES_DIFFER.at(number_of_page)


def _marks_outside(content: PageContent, bleed: Box) -> int:
    """Count strokes and areas wholly outside the bleed."""
    inner = bleed.grown(-TOLERANCE * MM)
    boxes = (box for path in content.paths for box in path.rectangles or (path.box,))
    return sum(not box.overlaps(inner) for box in boxes)


def _size(box: Box) -> tuple[float, float]:
    return box.width / MM, box.height / MM


def _overhang(inner: Box, outer: Box) -> tuple[float, float, float, float]:
    """Return by how many millimetres `outer` is larger at its left, bottom, right and top."""
    return (
        (inner.left - outer.left) / MM,
        (inner.bottom - outer.bottom) / MM,
        (outer.right - inner.right) / MM,
        (outer.top - inner.top) / MM,
    )


def _near(found: tuple[float, ...], wanted: tuple[float, ...]) -> bool:
    return all(abs(a - b) <= TOLERANCE for a, b in zip(found, wanted, strict=True))
