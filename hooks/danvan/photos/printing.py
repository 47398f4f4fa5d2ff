"""Make the photos that the book embeds, each at its printed size, into a content-addressed cache.

WeasyPrint embeds a JPEG byte for byte: resolution, colours and ink are made right here.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Literal

from danvan.collection import Photo
from danvan.collection.imagefiles import file_digest

from .colour import to_srgb
from .framing import Frame, cut, frame_of
from .inks import highest_grey, jpeg, jpeg_within, to_cmyk
from .originals import open_original
from .workshop import Job, fill_folders, report

RECIPE_VERSION = 1
"""Raised when the same request and recipe give another picture than before."""
_MANIFEST = "manifest.json"
_NAME = "print.jpg"
_DOING = "Đang xử lý ảnh cho sách"
_DONE = "Đã xử lý {made} ảnh mới cho sách; {kept} ảnh dùng lại từ lần trước."


@dataclass(frozen=True)
class PrintRecipe:
    """How an edition of the book prints its photos.

    Raise ValueError for CMYK without a profile, and for less ink than one solid.
    """

    dpi: int
    colour: Literal["rgb", "cmyk", "grey"]
    quality: int
    """Of the JPEG; 90 and more for a press."""
    profile: Path | None = None
    """The ICC profile of press and paper; CMYK only."""
    ink_limit: int = 320
    """Percent of all inks together in one place; CMYK only. The printer names it: about 320 on
    coated paper, less on uncoated."""

    def __post_init__(self) -> None:
        if self.colour == "cmyk" and self.profile is None:
            raise ValueError("a CMYK recipe needs the profile of its press")
        if self.ink_limit < 100:
            raise ValueError("an ink limit is at least the 100 percent of one solid ink")


@dataclass(frozen=True)
class PrintRequest:
    """A photo and the size that the book shows it at."""

    photo: Photo
    width_mm: float
    height_mm: float | None = None
    """Given, the photo is cropped to this box around its focus; else it is whole."""


@dataclass(frozen=True)
class Print:
    """A photo that is ready for the book."""

    path: Path
    """A JPEG in the cache, without profile or metadata."""
    width: int
    """Pixels."""
    height: int
    dpi: float
    """Pixels of the original per printed inch, before any downsampling; warn when too few."""
    ink: float
    """The most ink in one place, percent; 0 for RGB."""


def make_prints(
    requests: Iterable[tuple[PrintRequest, PrintRecipe]], cache: Path
) -> dict[tuple[PrintRequest, PrintRecipe], Print]:
    """Return the print of each photo requested, making those that `cache` does not hold.

    The cache may be deleted, and shared between builds: a folder in it appears whole or not at all.
    Raise BadImageError when a file changed since it was read and can no longer be decoded, and
    OSError when a profile cannot be read.
    """
    wanted = _keyed(requests)
    folders = {key: cache / "prints" / key[:2] / key for key in wanted.values()}
    missing = {key: pair for pair, key in wanted.items() if _load(folders[key]) is None}
    fill_folders([_job(*pair, folders[key]) for key, pair in missing.items()], _DOING)
    if missing:
        report(_DONE, made=len(missing), kept=len(folders) - len(missing))
    return {pair: made for pair, key in wanted.items() if (made := _load(folders[key])) is not None}


def _keyed(
    requests: Iterable[tuple[PrintRequest, PrintRecipe]],
) -> dict[tuple[PrintRequest, PrintRecipe], str]:
    pairs = list(requests)
    profiles = {recipe.profile for _, recipe in pairs if recipe.profile}
    digests = {profile: file_digest(profile) for profile in profiles}
    return {
        pair: _key(*pair, digests[pair[1].profile] if pair[1].profile else None) for pair in pairs
    }


def _key(request: PrintRequest, recipe: PrintRecipe, profile: str | None) -> str:
    """Return the content address of a print: 20 hexadecimal digits."""
    photo = request.photo
    facts = [
        RECIPE_VERSION,
        [photo.digest, asdict(photo.focus), request.width_mm, request.height_mm],
        [recipe.dpi, recipe.colour, recipe.quality, recipe.ink_limit, profile],
    ]
    return hashlib.sha256(json.dumps(facts).encode()).hexdigest()[:20]


def _job(request: PrintRequest, recipe: PrintRecipe, folder: Path) -> Job:
    photo = request.photo
    return Job(folder, photo.width * photo.height, partial(_make, request, recipe))


def _make(request: PrintRequest, recipe: PrintRecipe, folder: Path) -> None:
    """Write one print and its manifest into the empty `folder`."""
    frame = frame_of(request.photo, request.width_mm, request.height_mm, recipe.dpi)
    data, ink = _encoded(request.photo.path, frame, recipe)
    (folder / _NAME).write_bytes(data)
    width, height = frame.size
    manifest = {"width": width, "height": height, "dpi": frame.dpi, "ink": ink}
    (folder / _MANIFEST).write_text(json.dumps(manifest))


def _encoded(original: Path, frame: Frame, recipe: PrintRecipe) -> tuple[bytes, float]:
    """Return the JPEG and its highest ink."""
    image = cut(open_original(original, frame.scale), frame)
    if recipe.colour == "cmyk":
        assert recipe.profile
        press = to_cmyk(image, recipe.profile.read_bytes())
        return jpeg_within(press, recipe.quality, recipe.ink_limit)
    image = to_srgb(image)
    if recipe.colour == "rgb":
        return jpeg(image, recipe.quality), 0.0
    data = jpeg(image.convert("L"), recipe.quality)
    return data, highest_grey(data)


def _load(folder: Path) -> Print | None:
    """Return the print in `folder`; None when it is not all there."""
    try:
        facts = json.loads((folder / _MANIFEST).read_text())
        found = Print(folder / _NAME, **facts)
    except (OSError, ValueError, TypeError):
        return None
    return found if found.path.is_file() else None
