"""What stands where on the printed cover, and in what size: sheet, title, spine and back."""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

from danvan.collection.folding import fold

from .barcode import Barcode
from .geometry import POINT
from .lettering import balanced, line_count, text_width
from .settings import DOWN, UP

SPINE_TEXT_FROM = 6.0
"""Millimetres: folding drifts by up to 1 mm, and type on a narrower spine lands on a cover."""
DRAWN_FOR = 145.0
"""Millimetres: the trim width for which the sizes in cover_sheet.css were drawn."""
_STAR_FROM = 8.0
_TWO_LINES_FROM = 11.0
_SMALLEST_ON_SPINE = 6.5
"""Points: finer type left free in a dark ground fills up with ink."""
_TOP, _INSIDE, _OUTSIDE, _FOOT = 22.0, 18.0, 16.0, 18.0
"""Margins in mm, as in cover_sheet.css."""
_BLURB_TOP = 24.0
_MM = 1 / POINT
"""Points in a millimetre."""
_WRONG_DIRECTION = "Hướng chữ trên gáy phải là “{down}” hoặc “{up}”, không phải “{given}”."
_BLURB_TOO_LONG = (
    "Lời giới thiệu ở bìa 4 dài quá, in không vừa. Xin rút gọn: nay có {letters} ký tự, vừa nhất là"
    " 300–700."
)


@dataclass(frozen=True)
class CoverSheet:
    """Sizes of the sheet in mm; places are counted from its trimmed left edge."""

    trim_width: float
    trim_height: float
    spine: float
    bleed: float
    flap: float = 0.0

    @property
    def back_x(self) -> float:
        return self.flap

    @property
    def spine_x(self) -> float:
        return round(self.flap + self.trim_width, 3)

    @property
    def front_x(self) -> float:
        return round(self.spine_x + self.spine, 3)

    @property
    def front_flap_x(self) -> float:
        return round(self.front_x + self.trim_width, 3)

    @property
    def total_width(self) -> float:
        return round(self.front_flap_x + self.flap, 3)

    @property
    def has_spine_text(self) -> bool:
        """Whether the spine is wide enough for type."""
        return self.spine >= SPINE_TEXT_FROM

    @property
    def star(self) -> float:
        """Diameter of the star at the foot of the spine; 0 where it would not look like one."""
        return round(min(0.56 * self.spine, 7.0), 2) if self.spine >= _STAR_FROM else 0.0


@dataclass(frozen=True)
class Lines:
    """Lines of type and their size in points."""

    lines: tuple[str, ...]
    size: float


@dataclass(frozen=True)
class Spine:
    type: Lines
    turn: str
    """`down` or `up`."""
    start: float
    """Millimetres between the head of the book and the text."""


@dataclass(frozen=True)
class Back:
    blurb: tuple[str, ...]
    """Paragraphs."""
    blurb_size: float
    """Points."""
    motif: float
    """Diameter in mm; 0 where the texts leave no room."""
    motif_top: float
    """Millimetres."""
    barcode: Barcode | None


def plan_title(title: str, sheet: CoverSheet, font: Path) -> Lines:
    """Set the title as large as it goes into 30 % of the height, in lines of like length."""
    scale = sheet.trim_width / DRAWN_FOR
    width = (sheet.trim_width - _INSIDE - _OUTSIDE) * _MM
    height = sheet.trim_height * 0.3 * _MM
    size = 31.0 * scale
    while size > 12 * scale and line_count(title, width / size, font) * size * 1.3 > height:
        size -= 0.5
    lines = line_count(title, width / size, font)
    most = len(title) if lines == math.inf else int(lines)
    return Lines(balanced(title, most, font), round(size, 2))


# --- Spine ---------------------------------------------------------------------------------------


def plan_spine(text: str, direction: str, sheet: CoverSheet, font: Path) -> Spine | None:
    """Set `text` on the spine, ending 10 mm before head and foot; None when it is too narrow.

    Raise ValueError, in Vietnamese, for a direction that is neither “xuống” nor “lên”.
    """
    turns = {fold(DOWN): "down", fold(UP): "up"}
    if fold(direction) not in turns:
        raise ValueError(_WRONG_DIRECTION.format(down=DOWN, up=UP, given=direction))
    if not sheet.has_spine_text or not text.strip():
        return None
    room = sheet.trim_height - 20 - (sheet.star + 8 if sheet.star else 0)
    chosen = _on_spine(text, sheet.spine, room * _MM, font)
    length = _longest(chosen.lines, font) * chosen.size / _MM
    # At the height of the first line of the front cover, unless that place is needed.
    return Spine(chosen, turns[fold(direction)], round(min(_TOP, 10 + room - length), 2))


def _on_spine(text: str, spine: float, room: float, font: Path) -> Lines:
    """Set `text` in one line or two, whichever is larger; words that fit in neither are cut.

    Capitals with two marks and descenders together are 1.25 em high, so that a size of 0.42 of the
    spine leaves a quarter of it free on each side. `room` is in points.
    """
    words = text.split()
    while len(words) > 1 and room / text_width(" ".join(words), font) < _SMALLEST_ON_SPINE:
        words = [*words[:-2], words[-2].rstrip(",;:–…") + "…"]
    shares = {1: 0.42, 2: 0.25} if spine >= _TWO_LINES_FROM else {1: 0.42}
    settings = []
    for count, share in shares.items():
        lines = balanced(" ".join(words), count, font)
        size = min(18.0, share * spine * _MM, room / _longest(lines, font))
        settings.append(Lines(lines, int(size * 100) / 100))
    return max(settings, key=lambda setting: setting.size)


def _longest(lines: tuple[str, ...], font: Path) -> float:
    return max(text_width(line, font) for line in lines)


# --- Back cover ----------------------------------------------------------------------------------


def plan_back(blurb: str, isbn: str, barcode_scale: float, sheet: CoverSheet, font: Path) -> Back:
    """Set the blurb at the top, and the motif in the middle of what is left above the foot.

    Raise ValueError, in Vietnamese, for a wrong ISBN or scale and for a blurb that does not fit.
    """
    barcode = Barcode(isbn, barcode_scale) if isbn else None
    paragraphs = tuple(" ".join(part.split()) for part in blurb.split("\n\n") if part.strip())
    foot = sheet.trim_height - _FOOT - (barcode.height if barcode else 10)
    size, end = _blurb(paragraphs, sheet, foot - 8, font)
    room = foot - end
    motif = round(min(0.66 * sheet.trim_width, room - 24), 2) if room >= 54 else 0.0
    return Back(paragraphs, size, motif, round(end + (room - motif) / 2, 2), barcode)


def _blurb(
    paragraphs: tuple[str, ...], sheet: CoverSheet, limit: float, font: Path
) -> tuple[float, float]:
    """Return the size in points at which the blurb ends above `limit`, and where it ends (mm)."""
    scale = sheet.trim_width / DRAWN_FOR
    if not paragraphs:
        return 11.5 * scale, 0.0
    width = (sheet.trim_width - _INSIDE - _OUTSIDE) * _MM
    for size in (11.5 * scale, 11 * scale, 10.5 * scale, 10 * scale, 9.5 * scale, 9 * scale):
        lines = sum(line_count(paragraph, width / size, font) for paragraph in paragraphs)
        spaces = 0.7 * (len(paragraphs) - 1)
        end = _BLURB_TOP + (lines * 1.52 + spaces) * size / _MM
        if end <= limit:
            return round(size, 2), end
    raise ValueError(_BLURB_TOO_LONG.format(letters=sum(map(len, paragraphs))))
