"""ISBN-13: what is wrong with one as written, and its bars (EAN-13, ISO/IEC 15420)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from barcode.ean import EuropeanArticleNumber13

_MODULE = 0.33
"""Width of the narrowest bar in mm at 100 %."""
_LEFT_QUIET, _SYMBOL, _RIGHT_QUIET = 11, 95, 7
"""Modules: the white before, the bars, the white behind; together 37.29 mm at 100 %."""
_HEIGHT = 25.93
"""Of bars and digits, in mm at 100 %."""
_BAR, _GUARD_BAR = 22.85, 24.5
"""Lengths in mm at 100 %."""
_LINE = 4.4
"""Of the ISBN line above the bars, in mm at 100 %."""
_LABEL = re.compile(r"^\s*ISBN(?:-1[03])?[\s:-]*", re.IGNORECASE)
_DASHES = re.compile(r"[\u2010-\u2015\u2212]")  # what word processors make of a hyphen
_SPACES = re.compile(r"\s+")
_PREFIXES = ("978", "979")  # GS1's prefixes for books

_WRONG_SIGNS = (
    "Mã ISBN “{text}” có ký tự lạ. Chỉ viết chữ số và dấu gạch nối, ví dụ 978-604-0-00000-2."
)
_WRONG_LENGTH = (
    "Mã ISBN “{text}” có {count} chữ số. Mã ISBN hiện dùng có đúng 13 chữ số: chép lại từ giấy cấp."
)
_WRONG_PREFIX = "Mã ISBN “{text}” phải bắt đầu bằng 978 hoặc 979: chép lại từ giấy cấp."
_WRONG_CHECK = (
    "Mã ISBN “{text}” có chỗ gõ nhầm: với 12 chữ số đầu như vậy, chữ số cuối phải là {right},"
    " không phải {given}. So lại từng chữ số với giấy cấp."
)
_WRONG_SCALE = "Mã vạch chỉ in được ở cỡ từ 80 % đến 100 %, không phải {percent:g} %."


class Bar(NamedTuple):
    """A black bar; `x` is where it begins, counted from the first bar, in modules."""

    x: int
    width: int
    tall: bool
    """One of the guard bars, which reach down between the digits."""


@dataclass(frozen=True)
class Barcode:
    """The white box of an ISBN on a back cover: its line, bars and digits; all sizes in mm.

    Raise ValueError, in Vietnamese, when the ISBN is not right or `scale` is outside 0.8-1
    (GS1 General Specifications, general retail; larger would only take room).
    """

    isbn: str
    scale: float = 1.0

    def __post_init__(self) -> None:
        isbn_digits(self.isbn)
        if not 0.8 <= self.scale <= 1:
            raise ValueError(_WRONG_SCALE.format(percent=self.scale * 100))

    @property
    def width(self) -> float:
        return round((_LEFT_QUIET + _SYMBOL + _RIGHT_QUIET) * _MODULE * self.scale, 3)

    @property
    def height(self) -> float:
        return round((_LINE + _HEIGHT) * self.scale, 3)

    @property
    def line(self) -> str:
        """What stands above the bars: `ISBN` and the number with its hyphens as given."""
        return f"ISBN {_bare(self.isbn)}"

    @property
    def bars(self) -> Iterator[tuple[float, float, float]]:
        """Left edge, width and length of each bar."""
        for bar in ean13_bars(self.isbn):
            length = _GUARD_BAR if bar.tall else _BAR
            yield self._mm(_LEFT_QUIET + bar.x), self._mm(bar.width), round(length * self.scale, 3)

    @property
    def digits(self) -> Iterator[tuple[str, float, float]]:
        """Each digit with left edge and width of its cell: below the seven modules it names.

        The first has no bars of its own and stands before them.
        """
        starts = (1.5, *(_LEFT_QUIET + 3 + 7 * i + (5 if i >= 6 else 0) for i in range(12)))
        for digit, start in zip(isbn_digits(self.isbn), starts, strict=True):
            yield digit, self._mm(start), self._mm(7)

    def _mm(self, modules: float) -> float:
        return round(modules * _MODULE * self.scale, 4)


def isbn_problem(text: str) -> str:
    """Return in Vietnamese what is wrong with an ISBN and what to do; "" when it is right.

    Hyphens, spaces and the letters ISBN before it are allowed (ISBN Users' Manual, 7th ed.).
    """
    bare = _bare(text)
    digits = re.sub(r"[- ]", "", bare)
    if not re.fullmatch(r"[0-9]*", digits):
        return _WRONG_SIGNS.format(text=bare)
    if len(digits) != 13:
        return _WRONG_LENGTH.format(text=bare, count=len(digits))
    if not digits.startswith(_PREFIXES):
        return _WRONG_PREFIX.format(text=bare)
    right = _check_digit(digits)
    if digits[-1] != right:
        return _WRONG_CHECK.format(text=bare, right=right, given=digits[-1])
    return ""


def isbn_digits(text: str) -> str:
    """Return the 13 digits of an ISBN. Raise ValueError, in Vietnamese, when it is not right."""
    if problem := isbn_problem(text):
        raise ValueError(problem)
    return re.sub(r"[- ]", "", _bare(text))


def ean13_bars(isbn: str) -> tuple[Bar, ...]:
    """Return the 30 bars of an ISBN, from left to right.

    Raise ValueError, in Vietnamese, when the ISBN is not right.
    """
    (modules,) = EuropeanArticleNumber13(isbn_digits(isbn), guardbar=True).build()
    bars, x = [], 0
    for sign, run in groupby(modules):  # 0 white, 1 black, G black and tall
        width = len(list(run))
        if sign != "0":
            bars.append(Bar(x, width, tall=sign == "G"))
        x += width
    return tuple(bars)


def _bare(text: str) -> str:
    return _LABEL.sub("", _DASHES.sub("-", _SPACES.sub(" ", text))).strip(" -")


def _check_digit(digits: str) -> str:
    weighted = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits[:12]))
    return str(-weighted % 10)
