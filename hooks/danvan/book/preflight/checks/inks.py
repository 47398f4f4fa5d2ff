"""How much ink the files lay on the paper, and in which inks they print black text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, Part, conclude
from danvan.book.preflight.originals import Originals
from danvan.book.preflight.reading.colourspaces import Inks
from danvan.book.preflight.reading.marks import PageContent, TextMark
from danvan.book.preflight.reading.pixels import Pixels
from danvan.book.preflight.reading.pressfile import PressFile
from danvan.book.preflight.words import ink_percents, number, quoted

TOLERANCE = 1.0
"""Percent of ink above the limit that are rounding."""
DARK = 0.22
"""Largest red, green or blue (0-1) of what people take for black."""
_ONE_INK = 0.05
"""Share of cyan, magenta and yellow together that black text may hold by rounding."""
_FULL = 0.999


def check_ink(
    file: PressFile, facts: PressFacts, pixels: Mapping[object, Pixels], originals: Originals
) -> Check:
    """Find pictures and colours with more ink than the paper can take."""
    limit = float(facts.ink_limit)
    findings = [
        finding
        for page in file.pages
        for finding in (
            *_of_images(page, limit, pixels, originals),
            *_of_colours(page, limit),
        )
    ]
    shown = [pixels[m.picture.key].darkest for page in file.pages for m in page.images]
    drawn = [sum(inks) * 100 for page in file.pages for inks in painted_inks(page)]
    most = number(max((*shown, *drawn), default=0.0), 0)
    return conclude(messages.INK, file.part, findings, limit=facts.ink_limit, found=most)


def check_black(file: PressFile, facts: PressFacts) -> Check:
    """Find black text in several inks, and black text that does not overprint.

    Where black is the only ink there is nothing to overprint.
    """
    one_ink = facts.colour_pages if file.part is Part.INTERIOR and facts.one_colour else None
    findings = (
        finding
        for page in file.pages
        for text in page.texts
        if text.box is not None
        for finding in _of_text(text, page, overlapping=one_ink is None or page.number in one_ink)
    )
    return conclude(messages.BLACK, file.part, findings)


def painted_inks(page: PageContent) -> Iterator[Inks]:
    """Yield the inks of all text, areas, lines, stencils and gradients within the bleed."""
    texts = ((text.box, colour) for text in page.texts for colour, _ in text.painted)
    paths = ((path.box, path.colour) for path in page.paths)
    stencils = ((m.box, m.colour) for m in page.images if m.picture.stencil)
    for box, colour in (*texts, *paths, *stencils):
        # Crop marks stand outside, in the colour of all plates.
        if box is not None and colour.inks is not None and box.overlaps(page.bleed):
            yield colour.inks
    for shade in page.shades:
        yield from shade.colours


def _of_images(
    page: PageContent, limit: float, pixels: Mapping[object, Pixels], originals: Originals
) -> Iterator[Finding]:
    for mark in page.images:
        found = pixels[mark.picture.key]
        if found.darkest > limit + TOLERANCE:
            yield messages.INK_IMAGE.at(
                page.number,
                original=originals.name(found.digest),
                found=number(found.darkest, 0),
                limit=number(limit, 0),
                share=number(found.over, 2),
            )


def _of_colours(page: PageContent, limit: float) -> Iterator[Finding]:
    for inks in set(painted_inks(page)):
        total = sum(inks) * 100
        if total > limit + TOLERANCE:
            yield messages.INK_COLOUR.at(
                page.number,
                inks=ink_percents(inks),
                found=number(total, 0),
                limit=number(limit, 0),
            )


def _of_text(text: TextMark, page: PageContent, *, overlapping: bool) -> Iterator[Finding]:
    for colour, overprints in text.painted:
        if colour.inks is None:
            continue
        *coloured, black = colour.inks
        if _looks_black(colour.inks) and sum(coloured) > _ONE_INK:
            yield messages.BLACK_RICH.at(
                page.number, text=quoted(text.text), inks=ink_percents(colour.inks)
            )
        elif overlapping and black >= _FULL and not sum(coloured) and not overprints:
            yield messages.BLACK_KNOCKS_OUT.at(page.number)


def _looks_black(inks: Inks) -> bool:
    """Tell what is nearly black on paper, by the plain rule for screens."""
    *coloured, black = inks
    return all((1 - ink) * (1 - black) <= DARK for ink in coloured)
