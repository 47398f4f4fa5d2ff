"""How wide a text is in one of the book's faces, and how many lines it takes."""

from __future__ import annotations

from functools import cache
from math import ceil
from pathlib import Path

from fontTools.ttLib import TTFont

from .geometry import POINT


class Face:
    """A font file, for measuring; kerning is left out."""

    def __init__(self, path: Path) -> None:
        with TTFont(path, lazy=True) as font:
            self._units: int = font["head"].unitsPerEm
            widths = font["hmtx"].metrics
            self._advances: dict[str, int] = {
                chr(code): widths[name][0] for code, name in font.getBestCmap().items()
            }
        self._space = self._advances[" "]

    def width(self, text: str, size: float) -> float:
        """Return the width of `text` in millimetres at `size` points."""
        units = sum(self._advances.get(character, self._space) for character in text)
        return float(units / self._units * size * POINT)

    def lines(self, text: str, size: float, width: float) -> int:
        """Return how many ragged lines of `width` mm the words of `text` take; 0 without any."""
        count, filled = 0, 0.0
        space = self.width(" ", size)
        # Only at plain spaces: a no-break space holds its words together.
        for word in text.split(" "):
            if not word:
                continue
            wide = self.width(word, size)
            if count and filled + space + wide <= width:
                filled += space + wide
            else:
                # An address that is longer than a line is broken anywhere.
                full = max(0, ceil(wide / width) - 1)
                count, filled = count + full + 1, wide - full * width
        return count


@cache
def face(path: Path) -> Face:
    """Return the face in `path`, read once a process."""
    return Face(path)
