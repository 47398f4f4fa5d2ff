"""Painting with patterns and gradients (ISO 32000-1, 8.7)."""

from __future__ import annotations

from typing import Any

from .colourspaces import read_space
from .functions import darkest_values
from .geometry import EVERYWHERE, Box, multiply, read_matrix
from .marks import Colour, ShadeMark
from .run import Run

_TILING, _UNCOLOURED = 1, 2


def paint_pattern(run: Run, colour: Colour, box: Box) -> None:
    """Mark what a pattern paints inside `box`."""
    pattern = colour.pattern
    if int(pattern["/PatternType"]) != _TILING:
        paint_shading(run, pattern["/Shading"], box)
        return
    state = run.state.copy()
    state.ctm = multiply(read_matrix(pattern.get("/Matrix")), run.base)
    state.clip = EVERYWHERE  # the tile is repeated: where its first copy lies tells nothing
    if int(pattern.get("/PaintType", 1)) == _UNCOLOURED:
        state.fill = state.stroke = Colour(colour.space, colour.inks)
    sheet = run.content.aside()
    run.walk(run, pattern, state, sheet)
    run.content.take(sheet, box)


def paint_shading(run: Run, shading: Any, box: Box) -> None:
    """Mark a gradient that fills `box`."""
    space = read_space(shading["/ColorSpace"], run.spaces)
    run.content.spaces.add(space)
    values = darkest_values(shading.get("/Function"))
    colours = tuple(inks for value in values if (inks := space.inks(value)))
    run.content.shades.append(ShadeMark(run.content.next_order, box, colours))
