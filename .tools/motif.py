"""Draw the drum motif (rings, fourteen-rayed star, small circles) and the site's icon as SVG.

Usage: python .tools/motif.py
"""

from __future__ import annotations

import math
from pathlib import Path

GOLD, RED, PAPER = "#b98a2f", "#9b2d22", "#fbf8f2"
RAYS = 14


def star(outer: float, inner: float) -> str:
    """Return the outline of the star, its first ray pointing up."""
    points = []
    for i in range(2 * RAYS):
        radius, angle = (outer, inner)[i % 2], math.pi * i / RAYS - math.pi / 2
        points.append(f"{radius * math.cos(angle):.2f},{radius * math.sin(angle):.2f}")
    return f'<polygon points="{" ".join(points)}"/>'


def around(count: int, radius: float, shape: str, turn: float = 0.0) -> str:
    """Return `shape`, drawn at the top of a ring, `count` times around it."""
    return "".join(
        f'<g transform="rotate({360 * (i + turn) / count:.3f}) translate(0 {-radius})">{shape}</g>'
        for i in range(count)
    )


def motif() -> str:
    rings = (96, 112, 118, 150, 156, 196, 202, 208, 262, 268, 300, 306)
    parts = [f'<circle r="{radius}"/>' for radius in rings]
    parts.append(star(88, 22))
    parts.append(around(RAYS, 62, '<path d="M-5 0 0 -9 5 0M-8 6 0 -8 8 6"/>', 0.5))
    parts.append(around(48, 104, '<circle r="3"/>'))
    parts.append(around(72, 134, '<path d="M0 -14V14"/>'))
    parts.append(around(36, 134, '<circle r="3.4"/>', 0.5))
    bird = (
        '<path d="M-19 6C-8 -2 2 -4 9 -8C14 -11 18 -11 24 -9M9 -8C4 2 -4 8 -14 11'
        'M1 -4C-3 -13 -9 -18 -16 -20C-12 -12 -10 -6 -8 0"/>'
    )
    parts.append(around(14, 176, bird))
    parts.append(around(96, 235, '<path d="M-6 16 0 -16 6 16"/>'))
    parts.append(around(84, 284, '<circle r="5.5"/><circle r="1.6"/>'))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-310 -310 620 620" width="620" '
        f'height="620" fill="none" stroke="{GOLD}" stroke-width="1.3">{"".join(parts)}</svg>\n'
    )


def icon() -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="-32 -32 64 64">'
        f'<circle r="31" fill="{RED}"/><g fill="none" stroke="#e9c877" stroke-width="1.8">'
        f'<circle r="26"/><circle r="21"/></g><g fill="{PAPER}">{star(17, 6)}</g></svg>\n'
    )


if __name__ == "__main__":
    Path("docs/assets/hoa-van.svg").write_text(motif())
    Path("docs/assets/bieu-tuong.svg").write_text(icon())
