"""The font files embedded in a PDF: which glyphs they have, and how far each reaches."""

from __future__ import annotations

import io
from collections.abc import Mapping
from functools import cached_property
from typing import Any, Protocol

import pikepdf
from fontTools.cffLib import CFFFontSet
from fontTools.encodings.StandardEncoding import StandardEncoding
from fontTools.ttLib import TTFont

from .geometry import Box

EM = 1000.0
"""Units of an em in a PDF's glyph space (ISO 32000-1, 9.2.4)."""
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


class FontProgram(Protocol):
    """An embedded font file."""

    @property
    def count(self) -> int:
        """Number of glyphs; number 0 is the sign for a missing one."""

    def box(self, number: int) -> Box | None:
        """Return the outline's box in thousandths of an em; None when it is blank."""

    def of_cid(self, cid: int) -> int:
        """Return the glyph's number for a CID; 0 when there is none."""

    def of_name(self, name: str) -> int:
        """Return the glyph's number for a PostScript name; 0 when there is none."""

    @property
    def tables(self) -> Mapping[tuple[int, int], Mapping[int, str]]:
        """The character maps by platform and encoding, giving glyph names."""


def font_file(descriptor: Any) -> tuple[str, Any] | None:
    """Return key and stream of the font file in a font descriptor; None when there is none."""
    for key in _FILES:
        if descriptor is not None and key in descriptor:
            return key, descriptor[key]
    return None


def read_program(descriptor: Any) -> FontProgram | None:
    """Return the embedded font file; None for Type 1, whose glyphs have no numbers.

    Any exception means that the file is damaged.
    """
    found = font_file(descriptor)
    if found is None or found[0] == "/FontFile":
        return None
    key, stream = found
    data = stream.read_bytes()
    if key == "/FontFile3" and stream.get("/Subtype") != pikepdf.Name("/OpenType"):
        return _Compact(_compact_font(data))
    font = TTFont(io.BytesIO(data), lazy=True)
    return _Compact(font["CFF "].cff, font) if "CFF " in font else _TrueType(font)


def _compact_font(data: bytes) -> Any:
    fonts = CFFFontSet()
    fonts.decompile(io.BytesIO(data), None)
    return fonts


class _TrueType:
    def __init__(self, font: Any) -> None:
        self._font = font
        self._outlines = font["glyf"]
        self._scale = EM / font["head"].unitsPerEm

    @property
    def count(self) -> int:
        return int(self._font["maxp"].numGlyphs)

    def box(self, number: int) -> Box | None:
        glyph = self._outlines[self._font.getGlyphName(number)]
        if not glyph.numberOfContours:
            return None
        edges = (glyph.xMin, glyph.yMin, glyph.xMax, glyph.yMax)
        return Box(*(edge * self._scale for edge in edges))

    def of_cid(self, cid: int) -> int:
        return cid if cid < self.count else 0

    def of_name(self, name: str) -> int:
        return int(self._font.getReverseGlyphMap().get(name, 0))

    @cached_property
    def tables(self) -> Mapping[tuple[int, int], Mapping[int, str]]:
        if "cmap" not in self._font:
            return {}
        return {(t.platformID, t.platEncID): t.cmap for t in self._font["cmap"].tables}


class _Compact:
    """A CFF font, bare or inside an OpenType file."""

    def __init__(self, fonts: Any, font: Any = None) -> None:
        self._top = fonts[0]
        self._outlines = self._top.CharStrings
        self._names: list[str] = self._top.charset
        self._numbers = {name: number for number, name in enumerate(self._names)}
        self._keyed = hasattr(self._top, "ROS")
        self._font = font
        self._scale = EM * self._top.FontMatrix[0]

    @property
    def count(self) -> int:
        return len(self._names)

    def box(self, number: int) -> Box | None:
        edges = self._outlines[self._names[number]].calcBounds(self._outlines)
        return None if edges is None else Box(*(edge * self._scale for edge in edges))

    def of_cid(self, cid: int) -> int:
        if self._keyed:
            return self._numbers.get(f"cid{cid:05d}", 0)
        return cid if cid < self.count else 0

    def of_name(self, name: str) -> int:
        return self._numbers.get(name, 0)

    @property
    def tables(self) -> Mapping[tuple[int, int], Mapping[int, str]]:
        encoding = getattr(self._top, "Encoding", None)
        names = encoding if isinstance(encoding, list) else StandardEncoding
        # The font's own encoding, under the numbers of a symbolic TrueType font.
        return {(1, 0): dict(enumerate(names))}
