"""Bring any picture to upright 8-bit sRGB without alpha: what every derivative is made from."""

from __future__ import annotations

import io

from PIL import Image, ImageCms, ImageOps

PAPER = (251, 248, 242)
"""sRGB of the site's rice paper, behind transparent pictures."""
_SRGB = ImageCms.createProfile("sRGB")


def to_srgb(image: Image.Image) -> Image.Image:
    """Return `image` upright, in mode RGB and in sRGB, its transparency laid on paper.

    The embedded ICC profile is applied where it is usable; without one, RGB and grey count as
    sRGB and CMYK is converted by Pillow's plain rule.
    """
    profile = image.info.get("icc_profile")
    image = ImageOps.exif_transpose(image)
    image = _on_paper(_eight_bits(image))
    converted = _by_profile(image, profile) if profile else None
    return converted or image.convert("RGB")


def dominant_colour(image: Image.Image) -> str:
    """Return the mean colour of an RGB picture as `#rrggbb`, for its place while it loads."""
    red, green, blue = image.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))  # type: ignore[misc]
    return f"#{red:02x}{green:02x}{blue:02x}"


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16-bit grey, which Pillow would clip instead, to 8 bits."""
    if image.mode.startswith("I;16"):
        return image.point(lambda value: value / 256, "L")
    if image.mode in ("I", "F"):
        _low, high = image.getextrema()
        top = max(float(high), 255.0)  # type: ignore[arg-type]
        scale = 255.0 / top if float(high) > 255 else 1.0  # type: ignore[arg-type]
        return image.point(lambda value: value * scale).convert("L")
    return image


def _on_paper(image: Image.Image) -> Image.Image:
    transparent = "transparency" in image.info or image.mode in ("RGBA", "LA", "PA", "La", "RGBa")
    if not transparent:
        return image.convert("RGB") if image.mode in ("P", "1") else image
    layer = image.convert("RGBA")
    paper = Image.new("RGBA", layer.size, (*PAPER, 255))
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
