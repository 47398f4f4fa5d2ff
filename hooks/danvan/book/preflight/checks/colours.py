"""Colours that the press cannot print: anything but the four inks, or but black."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, Part, conclude
from danvan.book.preflight.reading.marks import PageContent
from danvan.book.preflight.reading.pixels import Pixels
from danvan.book.preflight.reading.pressfile import PressFile

_TRACE = 0.005
"""Share of an ink that is none: rounding."""


def check_colours(file: PressFile, facts: PressFacts, pixels: Mapping[object, Pixels]) -> Check:
    """Find colour spaces that are not inks and, in a one-colour interior, inks but black."""
    grey = facts.one_colour and file.part is Part.INTERIOR
    findings = [f for page in file.pages for f in _of_spaces(page, facts)]
    if grey:
        findings += [
            messages.COLOUR_ON_GREY_PAGE.at(page.number, what=what)
            for page in file.pages
            if page.number not in facts.colour_pages
            for what in coloured(page, pixels)
        ]
    allowed = messages.ONLY_BLACK if grey else messages.ONLY_CMYK
    return conclude(messages.COLOURS, file.part, findings, allowed=allowed)


def coloured(page: PageContent, pixels: Mapping[object, Pixels]) -> Iterator[str]:
    """Yield what on the page needs cyan, magenta or yellow."""
    if any(pixels[mark.picture.key].coloured for mark in page.images):
        yield messages.INK_OF_IMAGE
    stencils = [mark.colour.inks for mark in page.images if mark.picture.stencil]
    painted = [colour.inks for text in page.texts for colour, _ in text.painted]
    drawn = [path.colour.inks for path in page.paths]
    blended = [inks for shade in page.shades for inks in shade.colours]
    everything = (*stencils, *painted, *drawn, *blended)
    if any(inks is not None and max(inks[:3]) > _TRACE for inks in everything):
        yield messages.INK_OF_COLOUR


def _of_spaces(page: PageContent, facts: PressFacts) -> Iterator[Finding]:
    for space in page.spaces:
        if space.foreign:
            yield messages.COLOUR_FOREIGN.at(page.number, space=space.foreign)
        elif space.profiled and facts.is_x_1a:
            yield messages.COLOUR_PROFILED.at(page.number, space=space.name)
        for ink in space.spots:
            yield messages.COLOUR_SPOT.at(page.number, ink=ink)
    if any(m.picture.space is None and not m.picture.stencil for m in page.images):
        yield messages.COLOUR_UNKNOWN.at(page.number)
