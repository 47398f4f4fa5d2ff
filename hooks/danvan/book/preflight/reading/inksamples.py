"""From the samples of a picture to the four inks they lay on the paper."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from .colourspaces import NO_INK, PROCESS, Kind, Space
from .pictures import Picture

Samples = NDArray[np.uint8]
"""Rows, columns, components."""
_EMPTY = (0, 1)
_FULL = (1, 0)


def ink_samples(samples: Samples, picture: Picture) -> Samples | None:
    """Return samples of cyan, magenta, yellow and black, 255 being full.

    None for spaces that are no inks, and for grey, which is never too much ink.
    """
    space = picture.space
    if space is None:
        return None
    if space.kind is Kind.INDEXED:
        return _of_palette(samples, space)
    decoded = _decoded(samples, picture.decode)
    if space.kind is Kind.CMYK:
        return decoded
    return _of_colourants(decoded, space) if space.kind is Kind.SEPARATION else None


def _decoded(samples: Samples, decode: Sequence[float]) -> Samples:
    """Apply the Decode array (ISO 32000-1, 8.9.5.2)."""
    ranges = list(zip(decode[::2], decode[1::2], strict=True))
    if not ranges or all(r == _EMPTY for r in ranges):
        return samples
    if all(r == _FULL for r in ranges):
        return 255 - samples
    steps = np.arange(256) / 255
    tables = [np.clip((a + (b - a) * steps) * 255, 0, 255) for a, b in ranges]
    columns = [
        np.rint(table).astype(np.uint8)[samples[..., place]] for place, table in enumerate(tables)
    ]
    return np.stack(columns, axis=-1)


def _of_palette(samples: Samples, space: Space) -> Samples | None:
    entries = [space.inks([index]) for index in range(256)]
    if entries[0] is None:
        return None
    table = np.array([inks or NO_INK for inks in entries])
    found: Samples = np.rint(table * 255).astype(np.uint8)[samples[..., 0]]
    return found


def _of_colourants(samples: Samples, space: Space) -> Samples:
    """Return the process inks among named inks; spot inks are reported for themselves."""
    inks = np.zeros((*samples.shape[:2], 4), np.uint8)
    for place, name in enumerate(space.colourants):
        if name in PROCESS:
            inks[..., PROCESS.index(name)] = samples[..., place]
        elif name == "All":
            inks[...] = samples[..., place : place + 1]
    return inks
