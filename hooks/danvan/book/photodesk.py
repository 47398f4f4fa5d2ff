"""Give each photo of the book its printed size and an address to be found by."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from danvan.pages.pictures import Picture
from danvan.photos import PrintRequest

from .geometry import POINT, Geometry, up_to_line
from .measuring import face
from .photopages import Composer, PhotoPage, Placed

_CAPTION_FACE, _CAPTION_SIZE = "be-vietnam-pro-400.ttf", 7.8
_TITLE_FACE, _TEXT_FACE = "source-serif-4-600.ttf", "source-serif-4-400.ttf"
_LEAST_BELOW = 3.0
"""Millimetres between a caption and the text below it, at least."""


@dataclass(frozen=True)
class PhotoUse:
    """A photo as it stands in the book."""

    address: str
    """What follows `anh:` in the book's HTML."""
    anchor: str
    """Id of its figure."""
    request: PrintRequest
    picture: Picture
    section: str
    """Anchor of the section that it stands in."""
    title: str
    """Title of that section."""


@dataclass
class PhotoDesk:
    """Composes photos for one book and remembers each."""

    geometry: Geometry
    fonts: Path
    uses: list[PhotoUse] = field(default_factory=list)
    _counts: Counter[str] = field(default_factory=Counter)
    """Photos so far, by section."""
    _section: str = ""
    _title: str = ""

    def __post_init__(self) -> None:
        self.composer = Composer(self.geometry, self.caption_lines)

    def begin(self, section: str, title: str) -> None:
        """Count the photos that follow to the section with the anchor `section`."""
        self._section, self._title = section, title

    def single(self, picture: Picture, *, highest: float | None = None) -> Placed:
        """Return `picture` in the measure, `highest` millimetres high with its caption."""
        return self.composer.single(picture, highest=highest)

    def pages(self, pictures: Sequence[Picture]) -> tuple[PhotoPage, ...]:
        return self.composer.pages(pictures)

    def plates(self, pictures: Sequence[Picture]) -> tuple[PhotoPage, ...]:
        return tuple(self.composer.plates(pictures))

    def use(self, placed: Placed) -> PhotoUse:
        """Note that `placed` is printed in the section at hand."""
        photo = placed.picture.photo
        width, height = round(placed.width, 2), round(placed.height, 2)
        request = PrintRequest(photo, width, height if placed.cropped else None)
        told = f"{photo.digest} {photo.focus} {width} {height} {self._section} {len(self.uses)}"
        address = hashlib.sha256(told.encode()).hexdigest()[:16]
        self._counts[self._section] += 1
        anchor = f"{self._section}:anh-{self._counts[self._section]}"
        found = PhotoUse(address, anchor, request, placed.picture, self._section, self._title)
        self.uses.append(found)
        return found

    def caption_lines(self, picture: Picture, width: float) -> int:
        """Return how many lines caption and credit of `picture` take in `width` millimetres."""
        text = f"{picture.caption} {picture.credit}".strip()
        return face(self.fonts / _CAPTION_FACE).lines(text, _CAPTION_SIZE, width)

    def head_rows(self, title: str, summary: str, who: str) -> float:
        """Return the height in millimetres of a story's title, summary and line of facts."""
        serif = face(self.fonts / _TITLE_FACE)
        text = face(self.fonts / _TEXT_FACE)
        sans = face(self.fonts / _CAPTION_FACE)
        # One word less in a line than measured: what is bound together breaks earlier.
        width = self.geometry.measure * 0.94
        points = (
            12
            + 7.1
            + serif.lines(title, 21, width) * 28
            + 11.3
            + text.lines(summary, 11.5, width) * 17
            + 9.9
            + sans.lines(who, 8, width) * 12
            + 14.2
        )
        return points * POINT

    @staticmethod
    def block(placed: Placed) -> float:
        """Return the height of a photo between paragraphs: whole lines, with air below."""
        return up_to_line(placed.total + _LEAST_BELOW)
