"""Boxes and transformations of a PDF page, in points of its default user space."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

MM = 72 / 25.4
"""Points in a millimetre."""

Matrix = tuple[float, float, float, float, float, float]
"""`a b c d e f` as the operator `cm` has them (ISO 32000-1, 8.3.3)."""
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)


class Box(NamedTuple):
    """An upright rectangle."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.top - self.bottom

    def grown(self, by: float) -> Box:
        """Return the box with each side moved outwards; a negative `by` shrinks it."""
        return Box(self.left - by, self.bottom - by, self.right + by, self.top + by)

    def common(self, other: Box) -> Box | None:
        """Return what both boxes cover, which may be a line; None when they are apart."""
        shared = Box(
            max(self.left, other.left),
            max(self.bottom, other.bottom),
            min(self.right, other.right),
            min(self.top, other.top),
        )
        return shared if shared.left <= shared.right and shared.bottom <= shared.top else None

    def overlaps(self, other: Box) -> bool:
        """Tell whether both boxes share an area."""
        shared = self.common(other)
        return shared is not None and shared.width > 0 and shared.height > 0

    def inside(self, other: Box, tolerance: float = 0.0) -> bool:
        """Tell whether no side lies further out than `tolerance` beyond `other`."""
        return (
            self.left >= other.left - tolerance
            and self.bottom >= other.bottom - tolerance
            and self.right <= other.right + tolerance
            and self.top <= other.top + tolerance
        )


EVERYWHERE = Box(-math.inf, -math.inf, math.inf, math.inf)
NOWHERE = Box(math.inf, math.inf, -math.inf, -math.inf)
"""Has nothing in common with any box."""


def multiply(first: Matrix, then: Matrix) -> Matrix:
    """Return the transformation that applies `first` and then `then`."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = then
    return (
        a * g + b * i,
        a * h + b * j,
        c * g + d * i,
        c * h + d * j,
        e * g + f * i + k,
        e * h + f * j + m,
    )


def placed(matrix: Matrix, box: Box) -> Box:
    """Return the upright box around `box` after the transformation."""
    if box == EVERYWHERE:
        return box
    a, b, c, d, e, f = matrix
    corners = [(x, y) for x in (box.left, box.right) for y in (box.bottom, box.top)]
    return around((a * x + c * y + e, b * x + d * y + f) for x, y in corners)


def around(points: Iterable[tuple[float, float]]) -> Box:
    """Return the smallest box that holds all of at least one point."""
    across, up = zip(*points, strict=True)
    return Box(min(across), min(up), max(across), max(up))


def united(boxes: Iterable[Box]) -> Box:
    """Return the smallest box that holds all of at least one box."""
    corners = [(box.left, box.bottom, box.right, box.top) for box in boxes]
    lefts, bottoms, rights, tops = zip(*corners, strict=True)
    return Box(min(lefts), min(bottoms), max(rights), max(tops))


def read_box(values: Iterable[object]) -> Box:
    """Return four numbers of a PDF array as a box, whichever corners they name.

    Raise ValueError when they are not four numbers.
    """
    numbers = [float(str(value)) for value in values]
    if len(numbers) != 4 or not all(map(math.isfinite, numbers)):
        raise ValueError("a box has four numbers")
    x0, y0, x1, y1 = numbers
    return Box(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1))


def read_matrix(values: Iterable[object] | None) -> Matrix:
    """Return six numbers of a PDF array; the identity when there is no array.

    Raise ValueError when they are not six numbers.
    """
    if values is None:
        return IDENTITY
    a, b, c, d, e, f = (float(str(value)) for value in values)
    return (a, b, c, d, e, f)
