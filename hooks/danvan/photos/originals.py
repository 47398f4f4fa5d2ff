"""Open an original for printing: upright, in the colours that its file is in."""

from __future__ import annotations

import math
from pathlib import Path

from PIL import Image

from danvan.collection.imagefiles import decode, open_image

from .colour import upright

_WHITE = (255, 255, 255)
"""Behind transparent pictures: no ink, as the paper around them."""


def open_original(path: Path, scale: float) -> Image.Image:
    """Return the picture in `path`, upright and in mode L, RGB or CMYK, with its profile if any.

    The profile stays in `info["icc_profile"]`, and nothing else does. The picture may be decoded
    smaller, down to `scale` times its size, which is quicker. Raise BadImageError when the file
    cannot be decoded (see `collection.imagefiles`).
    """
    with open_image(path) as image:
        image.draft("RGB", _scaled(image.size, scale))
        decode(image)
        profile = image.info.get("icc_profile")
        original = upright(image, _WHITE)
    if original.mode not in ("L", "RGB", "CMYK"):
        original = original.convert("RGB")
    original.info = {"icc_profile": profile} if profile else {}
    return original


def _scaled(size: tuple[int, int], scale: float) -> tuple[int, int]:
    return math.ceil(size[0] * scale), math.ceil(size[1] * scale)
