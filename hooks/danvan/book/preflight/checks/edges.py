"""What stands at the edge of the page: areas that must bleed, and text that must not be cut."""

from __future__ import annotations

from collections.abc import Iterator

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, conclude
from danvan.book.preflight.reading.geometry import MM, Box
from danvan.book.preflight.reading.marks import Colour, PageContent, TextMark
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import number, quoted

SHORT_OF_BLEED = 0.5
"""Millimetres by which an area may miss the edge of the bleed."""
TOUCHING = 0.1
"""Millimetres from the trim edge within which an area touches it."""
SAFE = 3.0
"""Millimetres inside the trim that text keeps free: what a guillotine may be off, doubled."""
_ROUNDING = 0.05
"""Millimetres."""

Area = tuple[Box, str, Colour | None]
"""Where something lies, what it is called, and its colour if it has only one."""


def check_bleed(file: PressFile, facts: PressFacts) -> Check:
    """Find pictures and areas that reach the trim edge but not the edge of the bleed."""
    findings = (f for page in file.pages for f in _short_of_bleed(page, facts.bleed))
    return conclude(messages.BLEED, file.part, findings, bleed=number(facts.bleed))


def check_margins(file: PressFile, facts: PressFacts) -> Check:
    """Find text outside the trim, and text so near to its edge that it may be cut."""
    findings = (f for page in file.pages for f in _at_the_edge(page, marks=facts.marks))
    return conclude(messages.MARGINS, file.part, findings, safe=number(SAFE))


def _short_of_bleed(page: PageContent, bleed: float) -> Iterator[Finding]:
    areas = list(_areas(page))
    for box, what, colour in areas:
        if not box.overlaps(page.trim):
            continue
        missing = [
            name
            for name, strip in _missing_strips(box, page)
            if not any(strip.inside(b, SHORT_OF_BLEED * MM) for b in _same_colour(areas, colour))
        ]
        if missing:
            sides = ", ".join(missing)
            yield messages.BLEED_MISSING.at(
                page.number, what=what, sides=sides, bleed=number(bleed)
            )


def _areas(page: PageContent) -> Iterator[Area]:
    yield from ((mark.box, messages.IMAGE, None) for mark in page.images)
    yield from ((mark.box, messages.COLOUR_AREA, None) for mark in page.shades)
    for mark in page.paths:
        if mark.colour.visible:
            yield from ((box, messages.COLOUR_AREA, mark.colour) for box in mark.rectangles)


def _missing_strips(box: Box, page: PageContent) -> Iterator[tuple[str, Box]]:
    """Yield each side on which `box` stops between trim and bleed, and what lies beyond it."""
    touch, short = TOUCHING * MM, SHORT_OF_BLEED * MM
    trim, bleed = page.trim, page.bleed
    seen = box.common(trim) or box
    left, bottom, right, top = messages.SIDES
    if bleed.left + short < box.left <= trim.left + touch:
        yield left, seen._replace(left=bleed.left, right=box.left)
    if bleed.bottom + short < box.bottom <= trim.bottom + touch:
        yield bottom, seen._replace(bottom=bleed.bottom, top=box.bottom)
    if trim.right - touch <= box.right < bleed.right - short:
        yield right, seen._replace(left=box.right, right=bleed.right)
    if trim.top - touch <= box.top < bleed.top - short:
        yield top, seen._replace(bottom=box.top, top=bleed.top)


def _same_colour(areas: list[Area], colour: Colour | None) -> Iterator[Box]:
    """Yield the areas that hide a cut that is off, because nobody sees where the two meet."""
    if colour is not None:
        yield from (
            box for box, _, other in areas if other is not None and other.inks == colour.inks
        )


def _at_the_edge(page: PageContent, *, marks: bool) -> Iterator[Finding]:
    safe = page.trim.grown((_ROUNDING - SAFE) * MM)
    cut = [t for t in page.texts if _outside(t, page.trim) and not (marks and _slug(t, page))]
    near = [t for t in page.texts if _outside(t, safe) and not _outside(t, page.trim)]
    if cut:
        yield messages.TEXT_CUT.at(page.number, text=_first(cut))
    if near:
        distance = min(_distance(t.box, page.trim) for t in near if t.box is not None)
        yield messages.TEXT_NEAR_EDGE.at(
            page.number, text=_first(near), distance=number(distance), safe=number(SAFE)
        )


def _outside(text: TextMark, box: Box) -> bool:
    return text.box is not None and not text.box.inside(box, _ROUNDING * MM)


def _slug(text: TextMark, page: PageContent) -> bool:
    """Tell the line beside the crop marks that names the sheet."""
    return text.box is not None and not text.box.overlaps(page.bleed)


def _distance(box: Box, trim: Box) -> float:
    """Return millimetres from a box inside the trim to its nearest edge."""
    gaps = (box.left - trim.left, box.bottom - trim.bottom, trim.right - box.right)
    return max(0.0, min(*gaps, trim.top - box.top) / MM)


def _first(texts: list[TextMark]) -> str:
    return quoted(texts[0].text)
