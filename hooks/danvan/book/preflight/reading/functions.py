"""PDF functions (ISO 32000-1, 7.10): the values that a gradient goes through."""

from __future__ import annotations

from itertools import product
from typing import Any

import pikepdf

_SAMPLED, _EXPONENTIAL, _STITCHING = 0, 2, 3
_EIGHT_BITS = 8
_MOST = 4096
"""Combinations worth trying when each ink has a function of its own."""

Values = tuple[float, ...]


def darkest_values(function: Any) -> tuple[Values, ...]:
    """Return outputs between which all outputs of a function lie.

    An array of functions gives one component each. PostScript functions, and samples that are not
    bytes, are not evaluated.
    """
    if function is None:
        return ()
    if isinstance(function, pikepdf.Array):
        parts = [{value[0] for value in darkest_values(part)} for part in function]
        extremes = [(min(part), max(part)) if part else (0.0,) for part in parts]
        return tuple(product(*extremes)) if len(extremes) < _MOST.bit_length() else ()
    kind = int(function["/FunctionType"])
    if kind == _EXPONENTIAL:
        return _values(function, "/C0", (0.0,)), _values(function, "/C1", (1.0,))
    if kind == _STITCHING:
        return tuple(value for part in function["/Functions"] for value in darkest_values(part))
    return _samples(function) if kind == _SAMPLED else ()


def _values(function: Any, key: str, default: Values) -> Values:
    return tuple(float(value) for value in function.get(key, default))


def _samples(function: Any) -> tuple[Values, ...]:
    if int(function["/BitsPerSample"]) != _EIGHT_BITS:
        return ()
    limits = _values(function, "/Decode", ()) or _values(function, "/Range", ())
    low, high = limits[::2], limits[1::2]
    data, size = function.read_bytes(), len(low)
    rows = {data[start : start + size] for start in range(0, len(data) - size + 1, size)}
    return tuple(
        tuple(a + (b - a) * sample / 255 for a, b, sample in zip(low, high, row, strict=True))
        for row in sorted(rows)
    )
