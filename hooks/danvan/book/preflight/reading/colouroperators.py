"""Operators that set colours and graphics states (ISO 32000-1, 8.4.5 and 8.6.8)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pikepdf

from .colourspaces import Kind, Space, read_space
from .geometry import multiply, read_matrix
from .marks import Colour
from .run import Run, identity

_START = {Kind.GREY: (0.0,), Kind.INDEXED: (0.0,), Kind.CMYK: (0.0, 0.0, 0.0, 1.0)}
"""Components of a space that was just chosen; 1 for those not named."""


def _put(run: Run, colour: Colour, *, stroking: bool) -> None:
    run.content.spaces.add(colour.space)
    if stroking:
        run.state.stroke = colour
    else:
        run.state.fill = colour


def _device(name: str, *, stroking: bool) -> Callable[[Run, list[Any]], None]:
    def operator(run: Run, operands: list[Any]) -> None:
        space = read_space(name, {})
        _put(run, _coloured(space, operands), stroking=stroking)

    return operator


def _choose(*, stroking: bool) -> Callable[[Run, list[Any]], None]:
    def operator(run: Run, operands: list[Any]) -> None:
        space = read_space(operands[0], run.spaces)
        start = _START.get(space.kind, (1.0,) * space.size)
        _put(run, _coloured(space, start), stroking=stroking)

    return operator


def _components(*, stroking: bool) -> Callable[[Run, list[Any]], None]:
    def operator(run: Run, operands: list[Any]) -> None:
        space = (run.state.stroke if stroking else run.state.fill).space
        if operands and isinstance(operands[-1], pikepdf.Name):
            pattern = run.resource("/Pattern", operands[-1])
            values = [float(value) for value in operands[:-1]]
            inks = space.base.inks(values) if space.base else None
            _put(run, Colour(space, inks, pattern), stroking=stroking)
        else:
            _put(run, _coloured(space, operands), stroking=stroking)

    return operator


def _coloured(space: Space, values: Any) -> Colour:
    numbers = [float(value) for value in values]
    if len(numbers) != space.size:
        raise ValueError("a colour has as many numbers as its space")
    return Colour(space, space.inks(numbers))


def _transform(run: Run, operands: list[Any]) -> None:
    run.state.ctm = multiply(read_matrix(operands), run.state.ctm)


def _apply_state(run: Run, operands: list[Any]) -> None:
    """Apply a graphics state dictionary (ISO 32000-1, table 58)."""
    given = run.resource("/ExtGState", operands[0])
    run.content.states[identity(given)] = given
    state = run.state
    state.fill_alpha = float(given.get("/ca", state.fill_alpha))
    state.stroke_alpha = float(given.get("/CA", state.stroke_alpha))
    state.stroke_overprint = bool(given.get("/OP", state.stroke_overprint))
    # Without a value of its own, filling follows stroking.
    state.fill_overprint = bool(given.get("/op", given.get("/OP", state.fill_overprint)))
    state.overprint_mode = int(given.get("/OPM", state.overprint_mode))
    state.line_width = float(given.get("/LW", state.line_width))
    if "/Font" in given:
        font, size = given["/Font"]
        state.text.face = run.cabinet.face(font)
        state.text.size = float(size)
    mask = given.get("/SMask")
    if isinstance(mask, pikepdf.Dictionary):
        # What a mask is made of lays no ink, but its colours count.
        run.walk(run, mask["/G"], state.copy(), run.content.aside())


COLOUR_OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = {
    "g": _device("/DeviceGray", stroking=False),
    "G": _device("/DeviceGray", stroking=True),
    "rg": _device("/DeviceRGB", stroking=False),
    "RG": _device("/DeviceRGB", stroking=True),
    "k": _device("/DeviceCMYK", stroking=False),
    "K": _device("/DeviceCMYK", stroking=True),
    "cs": _choose(stroking=False),
    "CS": _choose(stroking=True),
    "sc": _components(stroking=False),
    "scn": _components(stroking=False),
    "SC": _components(stroking=True),
    "SCN": _components(stroking=True),
    "cm": _transform,
    "gs": _apply_state,
}
