"""The page of the book: margins, measure, and the grid of text lines, in millimetres."""

from __future__ import annotations

from dataclasses import dataclass

POINT = 25.4 / 72
"""Millimetres in a point."""
LINE = 15 * POINT
"""Height of a line of text: the grid that everything on a text page keeps to."""
TOP, INSIDE, OUTSIDE = 20.0, 18.0, 16.0
_SMALLEST_FOOT = 20.0


@dataclass(frozen=True)
class Geometry:
    """Sizes that follow from the trim size."""

    trim_width: float
    trim_height: float
    bleed: float = 3.0

    @property
    def measure(self) -> float:
        """Width of the text."""
        return self.trim_width - INSIDE - OUTSIDE

    @property
    def lines(self) -> int:
        """How many lines of text a page holds."""
        return int((self.trim_height - TOP - _SMALLEST_FOOT) / LINE)

    @property
    def height(self) -> float:
        """Height of the text."""
        return self.lines * LINE

    @property
    def foot(self) -> float:
        return self.trim_height - TOP - self.height

    @property
    def css(self) -> str:
        """What the style sheet cannot know: custom properties and the margins of pages."""
        sizes = {
            "trim-width": self.trim_width,
            "trim-height": self.trim_height,
            "measure": self.measure,
            "text-height": self.height,
            "top": TOP,
            "foot": self.foot,
            "inside": INSIDE,
            "outside": OUTSIDE,
            "bleed": self.bleed,
        }
        properties = " ".join(f"--{name}: {size:.3f}mm;" for name, size in sizes.items())
        top, foot = f"{TOP:.3f}mm", f"{self.foot:.3f}mm"
        # Important: the plugin's own style sheet, further down, sets A4.
        return (
            f":root {{ {properties} }}\n"
            f"@page {{ size: {self.trim_width:g}mm {self.trim_height:g}mm !important; }}\n"
            f"@page :left {{ margin: {top} {INSIDE:g}mm {foot} {OUTSIDE:g}mm; }}\n"
            f"@page :right {{ margin: {top} {OUTSIDE:g}mm {foot} {INSIDE:g}mm; }}\n"
        )


def up_to_line(height: float) -> float:
    """Return `height` (mm) rounded up to whole lines, so that the text below keeps to the grid."""
    return -(-(height - 0.01) // LINE) * LINE
