"""Character maps inside a PDF: from codes to text and to glyphs (ISO 32000-1, 9.7.5 and 9.10.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

_SECTION = re.compile(rb"begin(bfchar|bfrange|cidchar|cidrange)(.*?)end\1", re.DOTALL)
_CODE_SPACE = re.compile(rb"begincodespacerange(.*?)endcodespacerange", re.DOTALL)
_HEX = re.compile(rb"<\s*([0-9A-Fa-f]*)\s*>")
_PAIR = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]*)>")
_RANGE = re.compile(
    rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f]*)>|\[([^\]]*)\])",
)
_CID = re.compile(rb"<([0-9A-Fa-f]+)>\s*(\d+)")
_CID_RANGE = re.compile(rb"<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(\d+)")
_LONGEST = 0x10000
"""Codes have at most two bytes; a longer range is a mistake."""


def read_meanings(data: bytes) -> Mapping[int, str]:
    """Return the text of each code that a ToUnicode map names."""
    meanings: dict[int, str] = {}
    for kind, body in _SECTION.findall(data):
        if kind == b"bfchar":
            meanings |= {int(code, 16): _text(target) for code, target in _PAIR.findall(body)}
        elif kind == b"bfrange":
            for first, last, start, several in _RANGE.findall(body):
                meanings |= _spread(int(first, 16), int(last, 16), start, several)
    return meanings


def read_cids(data: bytes) -> Mapping[int, int] | None:
    """Return the CID of each code that an encoding names; None when its codes are not two bytes."""
    limits = _HEX.findall(b" ".join(_CODE_SPACE.findall(data)))
    if b"usecmap" in data or not limits or any(len(limit) != 4 for limit in limits):
        return None
    cids: dict[int, int] = {}
    for kind, body in _SECTION.findall(data):
        if kind == b"cidchar":
            cids |= {int(code, 16): int(cid) for code, cid in _CID.findall(body)}
        elif kind == b"cidrange":
            for first, last, start in _CID_RANGE.findall(body):
                codes = range(int(first, 16), int(last, 16) + 1)
                cids |= {code: int(start) + place for place, code in enumerate(codes)}
    return cids


def _spread(first: int, last: int, start: bytes, several: bytes) -> dict[int, str]:
    codes = range(first, min(last + 1, first + _LONGEST))
    targets = map(_text, _HEX.findall(several)) if several else _counted(_text(start))
    return dict(zip(codes, targets, strict=False))


def _counted(text: str) -> Iterator[str]:
    """Yield `text`, then the same with its last character one further, and so on."""
    if text:
        for point in range(ord(text[-1]), 0x110000):
            yield text[:-1] + chr(point)


def _text(digits: bytes) -> str:
    even = digits if len(digits) % 2 == 0 else digits + b"0"
    return bytes.fromhex(even.decode("ascii")).decode("utf-16-be", "replace")
