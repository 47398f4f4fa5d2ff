"""Photos as phones, cameras and offices send them, each with bytes of its own."""

from __future__ import annotations

import io
import random
from pathlib import Path

import pillow_heif
from PIL import Image, ImageCms

SIZE = (640, 430)
SECRETS = ("zxqtacgia", "zxqviettat", "zxqloinhan")
"""What the photos say in EXIF, XMP and comments; nothing of it may be published."""
_ORIENTATION, _ARTIST, _DESCRIPTION, _GPS = 0x0112, 0x013B, 0x010E, 0x8825


def photo(seed: int, size: tuple[int, int] = SIZE, mode: str = "RGB") -> Image.Image:
    """Return a picture that no other seed makes: soft colours under a little noise."""
    chance = random.Random(seed)  # noqa: S311
    small = Image.new("RGB", (8, 6))
    small.putdata([tuple(chance.randrange(30, 225) for _ in "rgb") for _ in range(48)])
    return small.resize(size, Image.Resampling.BICUBIC).convert(mode)


def metadata(*, orientation: int = 1) -> Image.Exif:
    """Return EXIF as a phone writes it: who, what, and exactly where."""
    exif = Image.Exif()
    exif[_ORIENTATION] = orientation
    exif[_ARTIST] = SECRETS[0]
    exif[_DESCRIPTION] = SECRETS[0]
    exif[_GPS] = {1: "N", 2: (21.0, 0.0, 46.08), 3: "E", 4: (105.0, 45.0, 56.88)}
    return exif


XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF '
    'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    f"<rdf:Description>{SECRETS[1]}</rdf:Description></rdf:RDF></x:xmpmeta>"
).encode()


def save_jpeg(path: Path, seed: int, *, orientation: int = 1, **options: object) -> None:
    photo(seed, **options).save(
        path,
        "JPEG",
        quality=85,
        exif=metadata(orientation=orientation),
        xmp=XMP,
        comment=SECRETS[2],
        icc_profile=ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes(),
    )


def save_cmyk(path: Path, seed: int) -> None:
    photo(seed, mode="CMYK").save(path, "JPEG", quality=85, exif=metadata())


def save_heic(path: Path, seed: int) -> None:
    pillow_heif.register_heif_opener()
    photo(seed).save(path, "HEIF", quality=70, exif=metadata().tobytes(), xmp=XMP)


def save_16_bit(path: Path, seed: int) -> None:
    photo(seed, mode="L").convert("I;16").point(lambda value: value * 256).save(path, "PNG")


def save_transparent(path: Path, seed: int) -> None:
    picture = photo(seed, mode="RGBA")
    picture.putalpha(photo(seed + 1, mode="L"))
    picture.save(path, "PNG", exif=metadata())


def truncated(seed: int) -> bytes:
    """Return the first half of a JPEG."""
    whole = io.BytesIO()
    photo(seed).save(whole, "JPEG")
    return whole.getvalue()[: len(whole.getvalue()) // 2]
