"""Operators that build, paint and clip with paths (ISO 32000-1, 8.5)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .geometry import NOWHERE, Box
from .marks import PathMark
from .paths import Path, clipped, stroked
from .patterns import paint_pattern
from .run import Run


def paint(run: Run, *, fill: bool = False, stroke: bool = False) -> None:
    """Paint the current path, clip with it when asked, and start another."""
    reach = run.path.box()
    if reach is not None:
        if fill and run.state.fill_alpha > 0:
            _fill(run, reach)
        if stroke and run.state.stroke_alpha > 0:
            _stroke(run, reach)
        if run.clips_next:
            run.state.clip = run.state.clip.common(reach) or NOWHERE
    run.path, run.clips_next = Path(), False


def _fill(run: Run, reach: Box) -> None:
    seen = reach.common(run.state.clip)
    if seen is None:
        return
    rectangles = clipped(run.path.rectangles(), run.state.clip)
    _mark(run, seen, rectangles, stroking=False)


def _stroke(run: Run, reach: Box) -> None:
    line = stroked(reach, run.state.line_width, run.state.ctm)
    seen = line.common(run.state.clip)
    if seen is not None:
        _mark(run, seen, (), stroking=True)


def _mark(run: Run, box: Box, rectangles: tuple[Box, ...], *, stroking: bool) -> None:
    colour = run.state.stroke if stroking else run.state.fill
    if colour.pattern is not None:
        paint_pattern(run, colour, box)
    else:
        run.content.paths.append(PathMark(run.content.next_order, box, colour, rectangles))


def _close_and_paint(**how: bool) -> Callable[[Run, list[Any]], None]:
    return lambda run, _: paint(run, **how)


def _numbers(operands: list[Any]) -> list[float]:
    return [float(operand) for operand in operands]


def _rectangle(run: Run, operands: list[Any]) -> None:
    run.path.rectangle(run.state.ctm, _numbers(operands))


def _move(run: Run, operands: list[Any]) -> None:
    run.path.move(run.state.ctm, _numbers(operands))


def _line(run: Run, operands: list[Any]) -> None:
    run.path.line(run.state.ctm, _numbers(operands))


def _curve(run: Run, operands: list[Any]) -> None:
    run.path.curve(run.state.ctm, _numbers(operands))


def _clip(run: Run, _operands: list[Any]) -> None:
    run.clips_next = True


def _set_width(run: Run, operands: list[Any]) -> None:
    run.state.line_width = float(operands[0])


PATH_OPERATORS: Mapping[str, Callable[[Run, list[Any]], None]] = {
    "re": _rectangle,
    "m": _move,
    "l": _line,
    "c": _curve,
    "v": _curve,
    "y": _curve,
    "w": _set_width,
    "W": _clip,
    "W*": _clip,
    "n": _close_and_paint(),
    "S": _close_and_paint(stroke=True),
    "s": _close_and_paint(stroke=True),
    "f": _close_and_paint(fill=True),
    "F": _close_and_paint(fill=True),
    "f*": _close_and_paint(fill=True),
    "B": _close_and_paint(fill=True, stroke=True),
    "B*": _close_and_paint(fill=True, stroke=True),
    "b": _close_and_paint(fill=True, stroke=True),
    "b*": _close_and_paint(fill=True, stroke=True),
}
