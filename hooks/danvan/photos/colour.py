"""Bring any picture to upright 8-bit sRGB without alpha: what every derivative is made from."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

from danvan.collection.imagefiles import TURNS, orientation

PAPER = (251, 248, 242)
"""sRGB of the site's rice paper, behind transparent pictures."""
_SRGB = ImageCms.createProfile("sRGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """Return `image` upright, in mode RGB and in sRGB, its transparency laid on paper.

    The embedded ICC profile is applied where it is usable; without one, RGB and grey count as
    sRGB and CMYK is converted by Pillow's plain rule.
    """
    profile = image.info.get("icc_profile")
    image = upright(image, PAPER)
    converted = _by_profile(image, profile) if profile else None
    return _bare(converted or image.convert("RGB"))


def upright(image: Image.Image, paper: tuple[int, int, int]) -> Image.Image:
    """Return `image` turned upright, in 8 bits, its transparency laid on `paper`.

    Its colours stay those of its file; the mode is L, RGB, CMYK or another without alpha.
    """
    turn = TURNS.get(orientation(image))
    return _on_paper(_eight_bits(image if turn is None else image.transpose(turn)), paper)


def _bare(image: Image.Image) -> Image.Image:
    """Take away what a file said beside its pixels.

    Pillow writes a JPEG's comment and an AVIF's profile from there without being asked.
    """
    image.info = {}
    return image


def dominant_colour(image: Image.Image) -> str:
    """Return the mean colour of an RGB picture as `#rrggbb`, for its place while it loads."""
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale grey of more than 8 bits, which Pillow would clip instead."""
    if image.mode.startswith("I;16"):  # little- or big-endian, which `point` does not do
        return image.convert("I").point(lambda value: value / 256).convert("L")
    if image.mode in ("I", "F"):
        _low, high = image.getextrema()
        top = float(high)  # type: ignore[arg-type]
        # Scientific and HDR TIFFs: 0–1, 0–255, or whatever their brightest point is.
        scale = 255.0 if 0 < top <= 1 and image.mode == "F" else 255.0 / max(top, 255.0)
        return image.point(lambda value: value * scale).convert("L")
    return image


def _on_paper(image: Image.Image, colour: tuple[int, int, int]) -> Image.Image:
    transparent = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    if not transparent:
        return image.convert("RGB") if image.mode in ("P", "1") else image
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, (*colour, 255))
    return Image.alpha_composite(paper, layer).convert("RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    """Convert by the embedded profile; None when the profile does not fit the picture."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        return ImageCms.profileToProfile(
            image,
            source,
            _SRGB,
            renderingIntent=ImageCms.Intent.PERCEPTUAL,
            outputMode="RGB",
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
