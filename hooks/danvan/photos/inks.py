"""Bring pictures to the colours of a press, and keep their ink within what its paper dries."""

from __future__ import annotations

import io
from functools import lru_cache

import numpy as np
import numpy.typing as npt
from PIL import Image, ImageCms

from .colour import to_srgb

Pixels = npt.NDArray[np.uint8]
Levels = npt.NDArray[np.int32]
"""Amounts of ink, 255 for one solid ink."""

_BLOCK = 8
"""Pixels; without subsampling each block of a JPEG stands alone (ITU-T T.81, A.1 and A.3)."""


def to_cmyk(image: Image.Image, output: bytes) -> Image.Image:
    """Return an upright L, RGB or CMYK picture in the colours of the ICC profile `output`.

    CMYK without a profile, or with this one, is taken as made for this press and kept; grey
    becomes a grey of four inks, as is usual on coated paper. The profile that the picture carries
    is used as it is, not by way of sRGB, which has no room for some colours that a press prints.
    Raise PyCMSError when `output` is no CMYK profile.
    """
    embedded = image.info.get("icc_profile")
    if embedded and image.mode == "CMYK" and _same(embedded, output):
        return image
    try:
        transform = _transform(embedded, image.mode, output) if embedded else None
    except (ImageCms.PyCMSError, OSError):  # broken, or of other colours than the picture
        transform = None
    if transform:
        return transform.apply(image)
    if image.mode == "CMYK":
        return image
    return _transform(None, "RGB", output).apply(to_srgb(image))


def jpeg(image: Image.Image, quality: int) -> bytes:
    """Return `image` as a bare baseline JPEG, every pixel with its own colour.

    Old interpreters of printers do not know progressive JPEGs. Colour at half the resolution,
    usual on the web, frays the red of banners.
    """
    bare = image.copy()
    bare.info = {}  # Pillow would write a comment from there
    try:
        return _saved(bare, quality, optimize=True)
    except OSError:  # a noisy picture, optimised as a whole, can outgrow Pillow's buffer
        return _saved(bare, quality, optimize=False)


def jpeg_within(image: Image.Image, quality: int, limit: int) -> tuple[bytes, float]:
    """Return a CMYK picture as a JPEG with at most `limit` percent of ink, and its highest ink.

    The limit, 100 or more, holds for each pixel as it is decoded: JPEG overshoots beside edges,
    and so the blocks in which it does are reduced further until they no longer do.
    """
    top = limit * 255 // 100
    pixels = np.asarray(image)
    ceilings = np.full([-(-side // _BLOCK) for side in pixels.shape[:2]], top, np.int32)
    while True:  # ends: a block whose ceiling has come down to 0 is blank
        data = jpeg(_limited(pixels, ceilings), quality)
        totals = _decoded_totals(data)
        excess = _highest_per_block(totals) - top
        if excess.max() <= 0:
            return data, float(totals.max()) * 100 / 255
        # By twice the excess: quantisation gives part of it back. Halves the rounds.
        ceilings = np.maximum(ceilings - 2 * np.maximum(excess, 0), 0)


def highest_grey(data: bytes) -> float:
    """Return the ink, in percent, of the darkest pixel of a grey JPEG as it is decoded."""
    with Image.open(io.BytesIO(data)) as image:
        return float(255 - int(np.asarray(image).min())) * 100 / 255


def _same(one: bytes, other: bytes) -> bool:
    """Tell whether two ICC profiles differ at most in what embedding them changes.

    Flags, rendering intent and profile ID do not enter a profile's identity (ICC.1:2010, 7.2.18).
    """

    def body(profile: bytes) -> bytes:
        return profile[:44] + profile[48:64] + profile[68:84] + profile[100:]

    return body(one) == body(other)


@lru_cache(maxsize=8)
def _transform(source: bytes | None, mode: str, output: bytes) -> ImageCms.ImageCmsTransform:
    """Return the way from `source` (None: sRGB) to `output`.

    Relative colorimetric keeps skin and all else that the press can print exactly as it was.
    Perceptual would depend on what the profile's maker made of it: often, as in the usual free
    FOGRA39 profile, the same table, in which all that is darker than the press's black becomes
    one black. Black point compensation keeps these shadows apart, and paper stays white.
    """
    profile = ImageCms.ImageCmsProfile(io.BytesIO(source)) if source else None
    return ImageCms.buildTransform(
        profile or ImageCms.createProfile("sRGB"),
        ImageCms.ImageCmsProfile(io.BytesIO(output)),
        mode,
        "CMYK",
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )


def _saved(image: Image.Image, quality: int, *, optimize: bool) -> bytes:
    file = io.BytesIO()
    image.save(file, "JPEG", quality=quality, subsampling="4:4:4", optimize=optimize)
    return file.getvalue()


def _limited(pixels: Pixels, ceilings: Levels) -> Image.Image:
    """Return the picture with each pixel's ink within the ceiling of its block.

    Cyan, magenta and yellow give way in proportion, which keeps the hue. Black keeps what it has,
    and with it the drawing of the shadows; only a ceiling below black alone brings it down.
    """
    height, width = pixels.shape[:2]
    ceiling = ceilings.repeat(_BLOCK, 0).repeat(_BLOCK, 1)[:height, :width]
    over = _totals(pixels) > ceiling
    limited = pixels.copy()
    limited[over] = _reduced(pixels[over].astype(np.int32), ceiling[over])
    return Image.frombytes("CMYK", (width, height), limited.tobytes())


def _reduced(inks: Levels, ceiling: Levels) -> Levels:
    """Return rows of CMYK that are above their ceiling brought down to it."""
    colours, black = inks[:, :3], np.minimum(inks[:, 3], ceiling)
    room, total = ceiling - black, np.maximum(colours.sum(axis=1), 1)
    colours = colours * room[:, None] // total[:, None]
    return np.column_stack([colours, black])


def _decoded_totals(data: bytes) -> Levels:
    with Image.open(io.BytesIO(data)) as image:
        return _totals(np.asarray(image))


def _totals(pixels: Pixels) -> Levels:
    """Return the sum of inks of each pixel; in this way four times as fast as by `sum`."""
    totals = pixels[..., 0].astype(np.int32)
    for ink in (1, 2, 3):
        totals += pixels[..., ink]
    return totals


def _highest_per_block(totals: Levels) -> Levels:
    for axis, length in enumerate(totals.shape):
        totals = np.maximum.reduceat(totals, np.arange(0, length, _BLOCK), axis=axis)
    return totals
