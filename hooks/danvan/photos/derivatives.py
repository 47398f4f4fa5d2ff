"""Make the derivatives of one photo: widths, crops and encodings of the recipe.

`RECIPE` was chosen by `tests/bench/photo_formats.py`; the table is in the README.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from PIL import Image

from danvan.collection import Focus
from danvan.collection.imagefiles import decode, open_image

from .colour import dominant_colour, to_srgb
from .framing import largest_box

RECIPE: dict[str, Any] = {
    "version": 2,
    "full": (480, 960, 1600, 2200),
    "card": (360, 720, 1080),
    "ratio": (3, 2),
    "avif": {"quality": 60, "speed": 9, "max_threads": 1},
    "jpg": {"quality": 80, "optimize": True, "progressive": True},
}
"""Widths in pixels of whole pictures and of 3 : 2 crops, and the encoders' settings."""
_MANIFEST = "manifest.json"
_FORMATS = {"avif": "AVIF", "jpg": "JPEG"}


@dataclass(frozen=True)
class Derivative:
    """One encoded size of a photo."""

    name: str
    """File name inside the photo's folder, such as `full-960.jpg`."""
    width: int
    height: int


@dataclass(frozen=True)
class Derivatives:
    """Everything made from one photo."""

    key: str
    """Names the original's bytes, its focus and the recipe: the folder in cache and site."""
    folder: Path
    colour: str
    full: tuple[Derivative, ...]
    """The whole picture in JPEG, narrowest first; beside each lies the same name in AVIF."""
    card: tuple[Derivative, ...]
    """The 3 : 2 crop, likewise."""

    @property
    def files(self) -> tuple[Path, ...]:
        names = [d.name for d in (*self.full, *self.card)]
        return tuple(self.folder / n for name in names for n in (name, modern_name(name)))


def modern_name(name: str) -> str:
    """Return the name of the AVIF beside a JPEG derivative."""
    return name.removesuffix(".jpg") + ".avif"


def derivatives_key(digest: str, focus: Focus) -> str:
    """Return the content address of a photo's derivatives: 20 hexadecimal digits."""
    recipe = json.dumps([digest, asdict(focus), RECIPE], sort_keys=True)
    return hashlib.sha256(recipe.encode()).hexdigest()[:20]


def make(original: Path, focus: Focus, folder: Path) -> None:
    """Write all derivatives of `original` and their manifest into the empty `folder`.

    Raise BadImageError when the file cannot be decoded (see `collection.imagefiles`).
    """
    largest = max(RECIPE["full"])
    with open_image(original) as image:
        image.draft("RGB", (largest, largest))
        decode(image)
        upright = to_srgb(image)
    full = list(_save_all(upright, RECIPE["full"], "full", folder))
    card = list(_save_all(_crop(upright, focus), RECIPE["card"], "card", folder))
    manifest = {
        "colour": dominant_colour(upright),
        "full": [asdict(d) for d in full],
        "card": [asdict(d) for d in card],
    }
    (folder / _MANIFEST).write_text(json.dumps(manifest))


def load(key: str, folder: Path) -> Derivatives | None:
    """Return the derivatives in `folder`; None when one of them is not there."""
    try:
        data = json.loads((folder / _MANIFEST).read_text())
        full, card = (tuple(Derivative(**d) for d in data[part]) for part in ("full", "card"))
        found = Derivatives(key, folder, data["colour"], full, card)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if all(path.is_file() for path in found.files) else None


def _save_all(
    image: Image.Image, widths: tuple[int, ...], prefix: str, folder: Path
) -> Iterator[Derivative]:
    """Save `image` at each width that it fills, the widest first; yield the narrowest first."""
    fitting = [w for w in widths if w <= image.width] or [image.width]
    if image.width < widths[-1] and image.width > fitting[-1] * 1.2:
        fitting.append(image.width)
    made = []
    for width in reversed(fitting):
        height = max(1, round(image.height * width / image.width))
        # Each size is made from the next larger one: a cascade costs a third of the time.
        image = image.resize((width, height), Image.Resampling.LANCZOS, reducing_gap=3.0)
        name = f"{prefix}-{width}.jpg"
        for suffix, format_name in _FORMATS.items():
            path = folder / f"{prefix}-{width}.{suffix}"
            image.save(path, format_name, **RECIPE[suffix])
        made.append(Derivative(name, width, height))
    yield from reversed(made)


def _crop(image: Image.Image, focus: Focus) -> Image.Image:
    """Cut the largest 3 : 2 box whose centre is as near to the focus as the edges allow."""
    return image.crop(largest_box(*image.size, RECIPE["ratio"], focus))
