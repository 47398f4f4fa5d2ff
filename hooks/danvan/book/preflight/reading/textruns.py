"""Text objects (ISO 32000-1, 9.4): where each shown string stands and how far it reaches."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .geometry import IDENTITY, Box, Matrix, multiply, placed
from .typefaces import Face, Glyph

_SPACE = 32
"""The only code that word spacing widens, and only as a single byte (ISO 32000-1, 9.3.3)."""


@dataclass
class TextStyle:
    """Text state (ISO 32000-1, 9.3)."""

    face: Face | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    @property
    def fills(self) -> bool:
        return self.mode in (0, 2, 4, 6)

    @property
    def strokes(self) -> bool:
        return self.mode in (1, 2, 5, 6)


@dataclass(frozen=True, slots=True)
class Shown:
    """A string as it was shown."""

    codes: Sequence[int]
    box: Box | None
    """Reach of the outlines in text space; None when all are blank."""
    advance: float
    missing: int


class TextLine:
    """The text matrix and the text line matrix."""

    def __init__(self) -> None:
        self.matrix: Matrix = IDENTITY
        self._start: Matrix = IDENTITY

    def begin(self, matrix: Matrix = IDENTITY) -> None:
        self.matrix = self._start = matrix

    def move(self, across: float, up: float) -> None:
        self.begin(multiply((1.0, 0.0, 0.0, 1.0, across, up), self._start))

    def show(self, pieces: Iterable[bytes | float], style: TextStyle, ctm: Matrix) -> Shown:
        """Move past `pieces` (strings, and shifts in thousandths) and return what they show."""
        shown = _set(pieces, style)
        box = None if shown.box is None else placed(multiply(self.matrix, ctm), shown.box)
        self.matrix = multiply((1.0, 0.0, 0.0, 1.0, shown.advance, 0.0), self.matrix)
        return Shown(shown.codes, box, shown.advance, shown.missing)


def _set(pieces: Iterable[bytes | float], style: TextStyle) -> Shown:
    """Set one string with its pen at the origin."""
    assert style.face is not None
    em = style.size / 1000
    codes, pens, glyphs, end = _walked(pieces, style.face, style, em)
    outlines = [(x, glyph.box) for x, glyph in zip(pens, glyphs, strict=True) if glyph.box]
    reach = None
    if outlines and em:
        box = Box(
            min(x + outline.left for x, outline in outlines),
            min(outline.bottom for _, outline in outlines),
            max(x + outline.right for x, outline in outlines),
            max(outline.top for _, outline in outlines),
        )
        # A negative size turns it round, which `placed` minds.
        reach = placed((em * style.scale, 0.0, 0.0, em, 0.0, style.rise), box)
    missing = sum(glyph.missing for glyph in glyphs)
    return Shown(codes, reach, end * em * style.scale, missing)


def _walked(
    pieces: Iterable[bytes | float], face: Face, style: TextStyle, em: float
) -> tuple[list[int], list[float], list[Glyph], float]:
    """Return codes, pen positions and glyphs, and where the pen ends, in thousandths of the size.

    This is the innermost loop of a preflight.
    """
    codes: list[int] = []
    pens: list[float] = []
    glyphs: list[Glyph] = []
    spacing, between_words = (style.spacing / em, style.word_spacing / em) if em else (0.0, 0.0)
    pen = 0.0
    for piece in pieces:
        if not isinstance(piece, bytes):
            pen -= piece
            continue
        for code in face.codes(piece):
            glyph = face.glyph(code)
            codes.append(code)
            pens.append(pen)
            glyphs.append(glyph)
            pen += glyph.width + spacing
            if code == _SPACE and not face.composite:
                pen += between_words
    return codes, pens, glyphs, pen
