"""Path construction (ISO 32000-1, 8.5.2): what a path reaches, and whether it is rectangles."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from .geometry import Box, Matrix, around, placed, united

Point = tuple[float, float]
_SMALL = 0.02
"""Points; corners that differ by less are on one line."""


class Path:
    """The path under construction, in page space."""

    def __init__(self) -> None:
        self._figures: list[list[Point]] = []
        self._straight = True

    def rectangle(self, matrix: Matrix, numbers: Sequence[float]) -> None:
        x, y, width, height = numbers
        corners = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self._figures.append([_point(matrix, *corner) for corner in corners])

    def move(self, matrix: Matrix, numbers: Sequence[float]) -> None:
        self._figures.append([_point(matrix, *numbers)])

    def line(self, matrix: Matrix, numbers: Sequence[float]) -> None:
        self._figures[-1].append(_point(matrix, *numbers))

    def curve(self, matrix: Matrix, numbers: Sequence[float]) -> None:
        """Add a curve; it never leaves the hull of its control points."""
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        self._figures[-1].extend(_point(matrix, *pair) for pair in pairs)
        self._straight = False

    def box(self) -> Box | None:
        """Return what the path reaches; None when it is empty."""
        boxes = [around(figure) for figure in self._figures]
        return united(boxes) if boxes else None

    def rectangles(self) -> tuple[Box, ...]:
        """Return the upright rectangles of the path; nothing when it has other figures."""
        if not self._straight:
            return ()
        figures = [figure for figure in self._figures if len(figure) > 1]
        return tuple(map(around, figures)) if all(map(_is_upright, figures)) else ()


def clipped(boxes: Sequence[Box], clip: Box) -> tuple[Box, ...]:
    """Return what can be seen of each box, leaving out those of which nothing can."""
    seen = (box.common(clip) for box in boxes)
    return tuple(box for box in seen if box is not None)


def stroked(box: Box, width: float, matrix: Matrix) -> Box:
    """Return the reach of a line of `width` around the box of its path."""
    pen = placed(matrix, Box(0, 0, width, width))
    return box.grown(max(pen.width, pen.height) / 2)


def _is_upright(figure: list[Point]) -> bool:
    """Tell a rectangle with upright sides, closed by a fifth point or not."""
    around_it = around(figure)
    on_edge = all(
        min(x - around_it.left, around_it.right - x) < _SMALL
        and min(y - around_it.bottom, around_it.top - y) < _SMALL
        for x, y in figure
    )
    return on_edge and len(figure) in (4, 5) and _turns_right(figure)


def _turns_right(figure: list[Point]) -> bool:
    """Tell figures that move along one axis at a time."""
    return all(
        abs(here[0] - there[0]) < _SMALL or abs(here[1] - there[1]) < _SMALL
        for here, there in pairwise(figure)
    )


def _point(matrix: Matrix, x: float, y: float) -> Point:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f
