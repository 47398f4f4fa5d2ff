"""Colour spaces of a PDF as a press sees them: which inks a colour lays on the paper.

Device-independent grey counts as foreign like RGB and Lab: a RIP turns it into four inks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

import pikepdf

Inks = tuple[float, float, float, float]
"""Cyan, magenta, yellow and black, each 0-1."""
NO_INK: Inks = (0.0, 0.0, 0.0, 0.0)
PROCESS = ("Cyan", "Magenta", "Yellow", "Black")
_FOREIGN = {"/DeviceRGB": ("RGB", 3), "/CalRGB": ("CalRGB", 3), "/Lab": ("Lab", 3)}
_ICC = {1: "xám theo hồ sơ ICC", 3: "RGB theo hồ sơ ICC"}


class Kind(Enum):
    GREY = auto()
    CMYK = auto()
    SEPARATION = auto()
    INDEXED = auto()
    PATTERN = auto()
    FOREIGN = auto()


@dataclass(frozen=True)
class Space:
    """A colour space."""

    kind: Kind
    name: str
    """As the report calls it."""
    size: int
    """Number of components."""
    colourants: tuple[str, ...] = ()
    """Names of a Separation's or DeviceN's inks."""
    base: Space | None = None
    """Of an Indexed space or an uncoloured pattern; the alternate of a Separation."""
    palette: bytes = b""
    by_icc: bool = False

    @property
    def foreign(self) -> str:
        """Name of the space without inks that this is or rests on; empty when there is none."""
        if self.kind is Kind.FOREIGN:
            return self.name
        return self.base.foreign if self.base else ""

    @property
    def profiled(self) -> bool:
        """Whether an ICC profile takes part."""
        return self.by_icc or (self.base is not None and self.base.profiled)

    @property
    def spots(self) -> tuple[str, ...]:
        """Names of inks that are not the four of the press."""
        own = (n for n in self.colourants if n not in (*PROCESS, "All", "None"))
        return (*own, *(self.base.spots if self.base else ()))

    def inks(self, values: Sequence[float]) -> Inks | None:
        """Return the inks of a colour; None for foreign spaces and patterns."""
        if len(values) < self.size:
            return None
        if self.kind is Kind.GREY:
            return (0.0, 0.0, 0.0, 1.0 - values[0])
        if self.kind is Kind.CMYK:
            return (values[0], values[1], values[2], values[3])
        if self.kind is Kind.SEPARATION:
            return _of_colourants(self.colourants, values)
        return self._looked_up(values) if self.kind is Kind.INDEXED else None

    def _looked_up(self, values: Sequence[float]) -> Inks | None:
        assert self.base is not None
        start = int(values[0]) * self.base.size
        entry = self.palette[start : start + self.base.size]
        return self.base.inks([value / 255 for value in entry])


GREY = Space(Kind.GREY, "xám", 1)
CMYK = Space(Kind.CMYK, "CMYK", 4)
PATTERN = Space(Kind.PATTERN, "hoa văn", 0)


def read_space(value: Any, named: Mapping[str, Any]) -> Space:
    """Return the colour space that a name or array of a PDF means.

    `named` is the resource dictionary `ColorSpace`. The short names of inline images are written
    out by pikepdf. Raise ValueError for what is no colour space.
    """
    if isinstance(value, pikepdf.Name | str):
        return _by_name(str(value), named)
    if not isinstance(value, pikepdf.Array) or not len(value):
        raise ValueError("not a colour space")
    family = str(value[0])
    if len(value) == 1:
        return _by_name(family, named)
    if family == "/CalGray":
        return Space(Kind.FOREIGN, "CalGray", 1)
    if family in _FOREIGN:
        return _foreign(family)
    readers = {
        "/ICCBased": _icc,
        "/Indexed": _indexed,
        "/Separation": _separation,
        "/DeviceN": _separation,
        "/Pattern": _pattern,
    }
    if family not in readers:
        raise ValueError(f"no colour space {family}")
    return readers[family](value, named)


def _by_name(name: str, named: Mapping[str, Any]) -> Space:
    plain = {"/DeviceGray": GREY, "/DeviceCMYK": CMYK, "/Pattern": PATTERN}
    if name in plain:
        return plain[name]
    if name in _FOREIGN:
        return _foreign(name)
    if name not in named or str(named[name]) == name:
        raise ValueError(f"no colour space {name}")
    return read_space(named[name], named)


def _foreign(family: str) -> Space:
    name, size = _FOREIGN[family]
    return Space(Kind.FOREIGN, name, size)


def _icc(value: Any, _named: Mapping[str, Any]) -> Space:
    size = int(value[1]["/N"])
    if size == 4:
        return Space(Kind.CMYK, "CMYK theo hồ sơ ICC", 4, by_icc=True)
    return Space(Kind.FOREIGN, _ICC.get(size, "hồ sơ ICC"), size, by_icc=True)


def _indexed(value: Any, named: Mapping[str, Any]) -> Space:
    base = read_space(value[1], named)
    table = value[3]
    palette = table.read_bytes() if isinstance(table, pikepdf.Stream) else bytes(table)
    return Space(Kind.INDEXED, f"bảng màu {base.name}", 1, base=base, palette=palette)


def _separation(value: Any, named: Mapping[str, Any]) -> Space:
    names = value[1] if isinstance(value[1], pikepdf.Array) else [value[1]]
    colourants = tuple(str(name).removeprefix("/") for name in names)
    alternate = read_space(value[2], named)
    if set(colourants) <= {*PROCESS, "All", "None"}:
        # The press has these plates: what stands in for them is never asked.
        return Space(Kind.SEPARATION, "mực in", len(colourants), colourants)
    return Space(Kind.SEPARATION, "mực pha", len(colourants), colourants, alternate)


def _pattern(value: Any, named: Mapping[str, Any]) -> Space:
    base = read_space(value[1], named)
    return Space(Kind.PATTERN, PATTERN.name, base.size, base=base)


def _of_colourants(names: Sequence[str], values: Sequence[float]) -> Inks:
    if "All" in names:
        return (values[0],) * 4
    amounts = dict(zip(names, values, strict=False))
    c, m, y, k = (amounts.get(name, 0.0) for name in PROCESS)
    return (c, m, y, k)
