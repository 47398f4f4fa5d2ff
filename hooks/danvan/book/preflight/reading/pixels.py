"""Decode the pictures of a press file: their inks, their compression, whether they are whole."""

from __future__ import annotations

import hashlib
import io
import os
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import islice

import numpy as np
from PIL import Image

from .inksamples import Samples, ink_samples
from .pictures import Picture
from .quality import jpeg_quality

_MORE_THAN_TRACES = 0xF8F8F8
"""Bits of cyan, magenta and yellow from 8 of 255 on; less of an ink is noise of the compression."""
_JPEG_SCAN, _JPEG_END = b"\xff\xda", b"\xff\xd9"
"""Markers SOS and EOI of ITU-T T.81, which never stand inside a scan."""
_AHEAD = 8
"""Pictures per processor whose bytes are in memory at once."""


@dataclass(frozen=True)
class Pixels:
    """What the pixels of a picture say. Inks in percent; 0 for pictures without inks."""

    digest: str = ""
    """SHA-256 of a JPEG's bytes."""
    quality: int | None = None
    """Estimated quality of a JPEG, 1-100."""
    darkest: float = 0.0
    """Largest sum of the four inks."""
    over: float = 0.0
    """Percent of the pixels above the limit."""
    coloured: bool = False
    """Whether there is cyan, magenta or yellow."""
    broken: bool = False


def measure(pictures: Iterable[Picture], limit: float) -> dict[object, Pixels]:
    """Return the pixels of each picture by its key; `limit` is in percent.

    Pillow and numpy let go of the interpreter while they work, so threads share the processors.
    """
    waiting = iter({picture.key: picture for picture in pictures}.values())
    workers = os.cpu_count() or 1
    found: dict[object, Pixels] = {}
    with ThreadPoolExecutor(workers) as pool:
        while batch := list(islice(waiting, workers * _AHEAD)):
            # The PDF library is not safe to use in threads: bytes are read here.
            read = [(picture, _bytes_of(picture)) for picture in batch]
            done = pool.map(lambda job: _measured(job[0], job[1], limit), read)
            found |= {picture.key: pixels for picture, pixels in zip(batch, done, strict=True)}
    return found


def _bytes_of(picture: Picture) -> bytes | None:
    try:
        return b"" if picture.is_fax else picture.data()
    except Exception:  # noqa: BLE001 # a damaged stream can fail anywhere
        return None


def _measured(picture: Picture, data: bytes | None, limit: float) -> Pixels:
    if picture.is_fax:
        return Pixels()
    if data is None:
        return Pixels(broken=True)
    digest = hashlib.sha256(data).hexdigest() if picture.is_jpeg else ""
    try:
        samples, quality = (_of_file if picture.is_file else _of_samples)(picture, data)
        inks = None if samples is None else ink_samples(samples, picture)
    except Exception:  # noqa: BLE001 # a damaged picture can fail anywhere
        return Pixels(digest, broken=True)
    return Pixels(digest, quality) if inks is None else _weighed(inks, digest, quality, limit)


def _of_file(picture: Picture, data: bytes) -> tuple[Samples | None, int | None]:
    """Decode a JPEG or JPEG 2000. Raise an exception when it is not what the PDF says."""
    # Pillow fills the missing end of a small JPEG in silence; a RIP may not.
    if picture.is_jpeg and data.find(_JPEG_END, data.rfind(_JPEG_SCAN)) < 0:
        raise ValueError("the picture ends early")
    with Image.open(io.BytesIO(data)) as image:
        image.load()
        quality = jpeg_quality(image)
        if image.size != (picture.width, picture.height):
            raise ValueError("the picture has another size than the PDF says")
        bands = len(image.getbands())
        if picture.space is not None and bands != picture.space.size:
            raise ValueError("the picture has other colours than the PDF says")
        samples = np.asarray(image).reshape(picture.height, picture.width, bands)
    # Pillow takes all CMYK in JPEG for inverted, and turns it round.
    return (255 - samples if picture.is_jpeg and bands == 4 else samples), quality


def _of_samples(picture: Picture, data: bytes) -> tuple[Samples | None, None]:
    """Return the samples of a raw picture; None when they are not whole bytes."""
    components = picture.space.size if picture.space else 1
    row = -(-picture.width * components * picture.bits // 8)
    if len(data) < row * picture.height:
        raise ValueError("there are less samples than the PDF says")
    if picture.bits not in (8, 16):
        return None, None
    rows = np.frombuffer(data, np.uint8, row * picture.height)
    whole = rows.reshape(picture.height, picture.width, -1)
    return whole[:, :, :: picture.bits // 8], None  # of two bytes, the larger one


def _weighed(inks: Samples, digest: str, quality: int | None, limit: float) -> Pixels:
    """Judge samples of four inks, 255 being full."""
    pairs = np.ascontiguousarray(inks).view("<u4")[..., 0]
    # Two sums of two inks at once, in the halves of a number: much faster than adding columns.
    halves = (pairs & 0x00FF00FF) + ((pairs >> 8) & 0x00FF00FF)
    sums = (halves + (halves >> 16)) & 0xFFFF
    over = np.count_nonzero(sums > (limit + 1) * 2.55) / max(1, sums.size)
    coloured = bool(np.bitwise_or.reduce(pairs, axis=None) & _MORE_THAN_TRACES)
    return Pixels(digest, quality, float(sums.max(initial=0)) / 2.55, over * 100, coloured)
