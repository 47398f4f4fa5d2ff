"""Fonts of a PDF as its text uses them: codes, advance widths, glyphs, and what they mean."""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, NamedTuple

import pikepdf

from danvan.book.preflight.words import UNKNOWN

from .cmaps import read_cids, read_meanings
from .fontprograms import FontProgram, font_file, read_program
from .geometry import Box, read_box
from .simplecodes import simple_numbers

_WIDE = 1000.0
"""ISO 32000-1, table 117: the width of a CID that DW and W do not name."""


class Glyph(NamedTuple):
    """What one code of a text shows; lengths in thousandths of the font size."""

    width: float
    box: Box | None
    """Reach of the outline; None when it is blank."""
    missing: bool
    """Whether the font has no glyph: it shows the sign for a missing one, or nothing."""


class Face:
    """A font dictionary of a PDF."""

    def __init__(self, font: Any) -> None:
        self.font = font
        self.kind = _word(font.get("/Subtype", ""))
        self.composite = self.kind == "Type0"
        self._inner = font["/DescendantFonts"][0] if self.composite else font
        self._descriptor = self._inner.get("/FontDescriptor")
        self.name = _word(font.get("/BaseFont", font.get("/Name", ""))) or "không tên"
        self.embedded = font_file(self._descriptor) is not None
        self.damaged = False
        self._program = self._read_program()
        self._cids = self._encoding()
        self._number = self._numbering()
        self._widths = _composite_widths(self._inner) if self.composite else _simple_widths(font)
        self._glyphs: dict[int, Glyph] = {}
        self._codes: dict[bytes, tuple[int, ...]] = {}

    @property
    def verifiable(self) -> bool:
        """Whether missing glyphs can be told from others."""
        return self._number is not None

    def codes(self, text: bytes) -> Sequence[int]:
        """Return the character codes of a shown string."""
        if not self.composite:
            return text
        # Typesetters show letter by letter: the same few hundred strings again and again.
        codes = self._codes.get(text)
        if codes is None:
            count = len(text) // 2
            codes = self._codes[text] = struct.unpack(f">{count}H", text[: count * 2])
        return codes

    def glyph(self, code: int) -> Glyph:
        """Return what a code shows."""
        glyph = self._glyphs.get(code)
        if glyph is None:
            glyph = self._glyphs[code] = self._look_up(code)
        return glyph

    def text(self, codes: Iterable[int]) -> str:
        """Return what codes mean, as far as the PDF says it."""
        return "".join(self._meanings.get(code) or self._guess(code) for code in codes)

    def _guess(self, code: int) -> str:
        return UNKNOWN if self.composite else bytes([code]).decode("cp1252", "replace")

    @cached_property
    def _meanings(self) -> Mapping[int, str]:
        stream = self.font.get("/ToUnicode")
        return read_meanings(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}

    @cached_property
    def _fallback(self) -> tuple[float, Box | None]:
        """Width and reach of glyphs of which the PDF says no more."""
        descriptor = self._descriptor
        if descriptor is None:
            return (_WIDE if self.composite else 0.0), None
        composite = self.composite
        width = self._inner.get("/DW", _WIDE) if composite else descriptor.get("/MissingWidth", 0)
        box = descriptor.get("/FontBBox")
        return float(width), read_box(box) if box is not None else None

    def _read_program(self) -> FontProgram | None:
        try:
            return read_program(self._descriptor)
        except Exception:  # noqa: BLE001 # fontTools raises anything on a damaged file
            self.damaged = True
            return None

    def _encoding(self) -> Callable[[int], int] | None:
        """Return the function from codes to CIDs; None when the PDF does not hold it."""
        encoding: Any = self.font.get("/Encoding")
        if not isinstance(encoding, pikepdf.Stream):
            return int if encoding == pikepdf.Name("/Identity-H") else None
        cids = read_cids(encoding.read_bytes())
        return None if cids is None else lambda code: cids.get(code, 0)

    def _numbering(self) -> Callable[[int], int] | None:
        """Return the function from codes to glyph numbers; None when it cannot be known."""
        if self._program is None:
            return None
        if not self.composite:
            return simple_numbers(self.font, self._program)
        if self._cids is None:
            return None
        table = self._inner.get("/CIDToGIDMap")
        if not isinstance(table, pikepdf.Stream):
            return self._program.of_cid
        data = table.read_bytes()
        return lambda cid: int.from_bytes(data[2 * cid : 2 * cid + 2], "big")

    def _look_up(self, code: int) -> Glyph:
        width, reach = self._fallback
        place = self._cids(code) if self.composite and self._cids else code
        width = self._widths.get(place, width)
        if self._program is None or self._number is None:
            return Glyph(width, reach, missing=False)
        number = self._number(place)
        if not 0 < number < self._program.count:
            return Glyph(width, reach, missing=True)
        outline = self._outline(number)
        # A letter that was left out when the font was made smaller prints as nothing.
        lost = outline is None and _is_visible(self._meanings.get(code, ""))
        return Glyph(width, reach if lost else outline, missing=lost)

    def _outline(self, number: int) -> Box | None:
        assert self._program is not None
        try:
            return self._program.box(number)
        except Exception:  # noqa: BLE001 # as in _read_program
            self.damaged = True
            return None


def _is_visible(text: str) -> bool:
    """Tell letters, numbers, punctuation and symbols from blanks, joiners and marks."""
    return any(unicodedata.category(character)[0] in "LNPS" for character in text)


def _word(name: Any) -> str:
    return str(name).removeprefix("/")


def _simple_widths(font: Any) -> dict[int, float]:
    first = int(font.get("/FirstChar", 0))
    widths = font.get("/Widths", [])
    return {first + place: float(width) for place, width in enumerate(widths)}


def _composite_widths(inner: Any) -> dict[int, float]:
    """Return the widths of the array W (ISO 32000-1, 9.7.4.3)."""
    widths: dict[int, float] = {}
    items = list(inner.get("/W", []))
    while len(items) > 1:
        first, following = int(items.pop(0)), items.pop(0)
        if isinstance(following, pikepdf.Array):
            widths |= {first + place: float(width) for place, width in enumerate(following)}
        else:
            width = float(items.pop(0))
            widths |= dict.fromkeys(range(first, min(int(following), 0xFFFF) + 1), width)
    return widths
