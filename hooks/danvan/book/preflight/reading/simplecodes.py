"""From the one-byte codes of simple fonts to glyphs (ISO 32000-1, 9.6.6)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pikepdf
from fontTools import agl
from fontTools.encodings.StandardEncoding import StandardEncoding

from .fontprograms import FontProgram

_CODECS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_SAME_SIGN = str.maketrans("\u00a0\u00ad", " -")
"""Signs that Windows' encoding prints as others (ISO 32000-1, annex D.2, notes 5 and 6)."""
_UNICODE, _SYMBOLS, _MACINTOSH = (3, 1), (3, 0), (1, 0)
_PRIVATE = 0xF000
"""Where symbol fonts keep their characters."""

_Tables = Mapping[tuple[int, int], Mapping[int, str]]


def simple_numbers(font: Any, program: FontProgram) -> Callable[[int], int]:
    """Return a function that gives the glyph's number for a code; 0 when there is none."""
    names = _names(font.get("/Encoding"))
    tables = program.tables

    def number(code: int) -> int:
        found = (program.of_name(name) for name in _candidates(code, names, tables))
        return next((glyph for glyph in found if glyph), 0)

    return number


def _candidates(code: int, names: Mapping[int, str], tables: _Tables) -> Iterator[str]:
    """Yield the names under which a font may keep the glyph of a code, the likeliest first."""
    if code in names:
        yield from _synonyms(names[code], tables)
    yield tables.get(_SYMBOLS, {}).get(_PRIVATE + code, "")
    yield tables.get(_SYMBOLS, {}).get(code, "")
    yield tables.get(_MACINTOSH, {}).get(code, "")
    if code not in names:
        yield from _synonyms(StandardEncoding[code], tables)


def _synonyms(name: str, tables: _Tables) -> Iterator[str]:
    yield name
    meaning = agl.toUnicode(name)
    if len(meaning) == 1:
        yield tables.get(_UNICODE, {}).get(ord(meaning), "")
        yield from agl.UV2AGL.get(ord(meaning), "").split()


def _names(encoding: Any) -> dict[int, str]:
    """Return the names that the encoding of a font dictionary gives to codes."""
    if encoding is None:
        return {}
    if not isinstance(encoding, pikepdf.Dictionary):
        return _of_codec(str(encoding))
    names = _of_codec(str(encoding.get("/BaseEncoding", "")))
    code = 0
    for item in encoding.get("/Differences", []):
        if isinstance(item, pikepdf.Name):
            names[code] = str(item).removeprefix("/")
            code += 1
        else:
            code = int(item)
    return names


def _of_codec(encoding: str) -> dict[int, str]:
    if encoding == "/StandardEncoding":
        return dict(enumerate(StandardEncoding))
    codec = _CODECS.get(encoding)
    if codec is None:
        return {}
    texts = {code: _sign(code, codec) for code in range(32, 256)}
    return {code: agl.UV2AGL.get(ord(text), "") for code, text in texts.items() if text}


def _sign(code: int, codec: str) -> str:
    return bytes([code]).decode(codec, "ignore").translate(_SAME_SIGN)
