"""Where a title breaks best.

WeasyPrint knows no `text-wrap: balance`, and type on a cover must be measured before it is set.
"""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from html import unescape
from pathlib import Path

from danvan.pages.titles import bound

from .geometry import POINT
from .measuring import face

_NOT_LAST = " ,;:.–-(“"
"""What does not stand before an ellipsis."""
_PIECE = re.compile(r'<span class="bound">(.*?)</span>|\S+')


def balanced(text: str, lines: int, font: Path) -> tuple[str, ...]:
    """Return `text` broken into at most `lines` lines, the longest of them as short as can be.

    Short quotations and the last words stay together (see `pages.titles.bound`).
    """
    pieces = _pieces(text)
    ends = range(1, len(pieces) + 1)
    spans = {text_width(" ".join(pieces[a:b]), font) for b in ends for a in range(b)}
    for width in sorted(spans):
        broken = _broken(pieces, width, font)
        if len(broken) <= lines:
            return broken
    return ()


def line_count(text: str, width: float, font: Path) -> float:
    """Return how many lines `text` takes at `width` em; infinite when a piece is wider."""
    pieces = _pieces(text)
    if any(text_width(piece, font) > width for piece in pieces):
        return math.inf
    return len(_broken(pieces, width, font))


def text_width(text: str, font: Path) -> float:
    """Return the width of `text` in em, without kerning, which mostly makes it narrower."""
    return face(font).width(text, 1.0) / POINT


def shortened(text: str, width: float, font: Path) -> str:
    """Return `text`, or as many of its first words as `width` em hold, with an ellipsis.

    WeasyPrint's own ellipsis would be read aloud and copied as all the words that it hides.
    """
    if text_width(text, font) <= width:
        return text
    words = text.split()
    while words and text_width(f"{' '.join(words)}…", font) > width:
        words.pop()
    if words:
        return " ".join(words).rstrip(_NOT_LAST) + "…"
    letters = len(text)
    while text_width(f"{text[:letters]}…", font) > width:
        letters -= 1
    return f"{text[:letters]}…"


def _broken(pieces: Sequence[str], width: float, font: Path) -> tuple[str, ...]:
    lines: list[str] = []
    for piece in pieces:
        longer = f"{lines[-1]} {piece}" if lines else piece
        # A hair of tolerance: the same letters added up in another order.
        if lines and text_width(longer, font) <= width + 1e-6:
            lines[-1] = longer
        else:
            lines.append(piece)
    return tuple(lines)


def _pieces(text: str) -> list[str]:
    return [unescape(match[1] or match[0]) for match in _PIECE.finditer(bound(text))]
