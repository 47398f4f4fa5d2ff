"""Draw the drum motif (rings, fourteen-rayed star, small circles) and the site's icon as SVG.

Usage: python .tools/motif.py
"""

from __future__ import annotations

import math
import re
from pathlib import Path

GOLD, RED, PAPER = "#b98a2f", "#9b2d22", "#fbf8f2"
RAYS = 14


Point = tuple[float, float]
Shape = str
"""Path commands M, L and C with absolute coordinates, and `O r` for a circle around the origin."""
_COMMAND = re.compile(r"([MLCO])([^MLCO]*)")
_NUMBER = re.compile(r"-?[\d.]+")


def star(outer: float, inner: float) -> list[Point]:
    """Return the corners of the star, its first ray pointing up."""
    points = []
    for i in range(2 * RAYS):
        radius, angle = (outer, inner)[i % 2], math.pi * i / RAYS - math.pi / 2
        points.append((radius * math.cos(angle), radius * math.sin(angle)))
    return points


def around(count: int, radius: float, shape: Shape, turn: float = 0.0) -> str:
    """Return `shape`, drawn at the top of a ring, `count` times around it."""
    return "".join(turned(shape, 2 * math.pi * (i + turn) / count, radius) for i in range(count))


def turned(shape: Shape, angle: float, radius: float) -> str:
    """Return `shape` moved up by `radius` and turned by `angle` (radians) around the centre."""
    drawn = []
    for command, numbers in _COMMAND.findall(shape):
        values = [float(number) for number in _NUMBER.findall(numbers)]
        if command == "O":
            drawn.append(circle(values[0], placed(0, 0, angle, radius)))
        else:
            pairs = zip(values[::2], values[1::2], strict=True)
            drawn.append(command + " ".join(written(placed(*p, angle, radius)) for p in pairs))
    return "".join(drawn)


def placed(x: float, y: float, angle: float, radius: float) -> Point:
    y -= radius
    return x * math.cos(angle) - y * math.sin(angle), x * math.sin(angle) + y * math.cos(angle)


def circle(radius: float, centre: Point = (0, 0)) -> str:
    """Return a circle as two arcs."""
    x, y = centre
    arc = f"a{radius} {radius} 0 1 0 "
    return f"M{written((x - radius, y))}{arc}{2 * radius:g} 0{arc}{-2 * radius:g} 0"


def written(point: Point) -> str:
    return " ".join(f"{value:.2f}".rstrip("0").rstrip(".") for value in point)


def motif() -> str:
    """Return the motif as one path: a PDF draws each element of an SVG with some ten operators."""
    rings = (96, 112, 118, 150, 156, 196, 202, 208, 262, 268, 300, 306)
    parts = [circle(radius) for radius in rings]
    parts.append("M" + "L".join(map(written, star(88, 22))) + "Z")
    parts.append(around(RAYS, 62, "M-5 0L0 -9L5 0M-8 6L0 -8L8 6", 0.5))
    parts.append(around(48, 104, "O3"))
    parts.append(around(72, 134, "M0 -14L0 14"))
    parts.append(around(36, 134, "O3.4", 0.5))
    bird = (
        "M-19 6C-8 -2 2 -4 9 -8C14 -11 18 -11 24 -9M9 -8C4 2 -4 8 -14 11"
        "M1 -4C-3 -13 -9 -18 -16 -20C-12 -12 -10 -6 -8 0"
    )
    parts.append(around(14, 176, bird))
    parts.append(around(96, 235, "M-6 16L0 -16L6 16"))
    parts.append(around(84, 284, "O5.5O1.6"))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-310 -310 620 620" width="620" '
        f'height="620" fill="none" stroke="{GOLD}" stroke-width="1.3">'
        f'<path d="{"".join(parts)}"/></svg>\n'
    )


def icon() -> str:
    points = " ".join(f"{x:.2f},{y:.2f}" for x, y in star(17, 6))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-32 -32 64 64">'
        f'<circle r="31" fill="{RED}"/><g fill="none" stroke="#e9c877" stroke-width="1.8">'
        f'<circle r="26"/><circle r="21"/></g><g fill="{PAPER}"><polygon points="{points}"/></g>'
        "</svg>\n"
    )


if __name__ == "__main__":
    Path("docs/assets/hoa-van.svg").write_text(motif())
    Path("docs/assets/bieu-tuong.svg").write_text(icon())
