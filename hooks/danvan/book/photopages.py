"""Compose photos on pages: one, two or three together by their orientation, sizes in millimetres.

Every size is decided here and printed as it is, so that the print derivatives have exactly the
pixels that they need and no photo is ever wider than the text by accident.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from danvan.pages.pictures import Picture

from .geometry import POINT, Geometry

GAP = 4.0
"""Millimetres between photos side by side."""
BETWEEN = 6.0
"""Millimetres between a caption and the photo below it."""
CAPTION_GAP = 1.6
CAPTION_LINE = 11 * POINT
SHARP = 150
"""Dots an inch: a photo with fewer pixels is printed smaller."""
GOOD = 200
"""Dots an inch that a photo needs to bleed off the page."""
_STRIP = 24.0
"""Millimetres below a photo that fills its page, for the caption."""
_UNTRIMMED = 6.0
"""Millimetres inside the trim that a caption stays away from."""
_MOST_CROPPED = 0.12
_SLACK = 1.0
_SMALL = 45.0
_NARROWEST = 10.0
_SMALLER = (*((p, 0) for p in range(99, 49, -1)), *((p, 1) for p in range(100, 0, -1)))
"""What is tried for a photo that is too high: percent of its width, caption in the measure."""

CaptionLines = Callable[[Picture, float], int]
"""Tells how many lines the caption of a picture takes in so many millimetres."""


@dataclass(frozen=True)
class Placed:
    """A photo and the box that it fills, in millimetres."""

    picture: Picture
    width: float
    height: float
    cropped: bool = False
    """Whether the box cuts the photo instead of showing it whole."""
    caption_lines: int = 0
    caption_width: float = 0.0
    """Where the caption is wider than the photo."""

    @property
    def frame(self) -> float:
        """Width with the caption."""
        return max(self.width, self.caption_width)

    @property
    def total(self) -> float:
        """Height with the caption."""
        lines = self.caption_lines
        return self.height + (CAPTION_GAP + lines * CAPTION_LINE if lines else 0.0)


@dataclass(frozen=True)
class Position:
    """Where a photo stands on its page: millimetres from the left and the top of the text."""

    placed: Placed
    left: float
    top: float


@dataclass(frozen=True)
class PhotoPage:
    """Photos that stand together, in rows; `bleed` photos reach over the edges of the page."""

    rows: tuple[tuple[Placed, ...], ...]
    bleed: bool = False
    drop: float = 0.0
    """Millimetres from the top of the page to a photo that bleeds off it."""

    @property
    def height(self) -> float:
        rows = [max(placed.total for placed in row) for row in self.rows]
        return sum(rows) + BETWEEN * (len(rows) - 1)

    def places(self, measure: float) -> Iterator[Position]:
        """Yield where each photo stands, every row in the middle of the `measure`."""
        top = 0.0
        for row in self.rows:
            left = (measure - sum(p.frame for p in row) - GAP * (len(row) - 1)) / 2
            for placed in row:
                yield Position(placed, left, top)
                left += placed.frame + GAP
            top += max(placed.total for placed in row) + BETWEEN


class Composer:
    """Composes photos for one page geometry."""

    def __init__(self, geometry: Geometry, caption_lines: CaptionLines) -> None:
        self.geometry = geometry
        self.caption_lines = caption_lines

    def single(self, picture: Picture, *, highest: float | None = None) -> Placed:
        """Return `picture` as wide as the text, unless it is too high or has too few pixels.

        With its caption it is at most `highest` mm. A caption too long to stand below a narrow
        photo takes the whole measure.
        """
        limit = highest or self.geometry.height
        measure = self.geometry.measure
        widest = min(measure, _sharp_width(picture), limit * _ratio(picture))
        placed = self._placed(picture, widest)
        for percent, caption_width in _SMALLER:
            if placed.total <= limit:
                break
            placed = self._placed(picture, widest * percent / 100, caption_width * measure)
        return placed

    def pages(self, pictures: Sequence[Picture]) -> tuple[PhotoPage, ...]:
        """Return the compositions that fill their pages best, photos in the order given."""
        best: list[tuple[float, tuple[PhotoPage, ...]]] = [(0.0, ())]
        for end in range(1, len(pictures) + 1):
            options = [
                (best[start][0] + self._cost(page), (*best[start][1], page))
                for start in range(max(0, end - 3), end)
                for page in self._options(pictures[start:end])
            ]
            best.append(min(options, key=lambda option: option[0]))
        return best[-1][1]

    def plates(self, pictures: Sequence[Picture]) -> Iterator[PhotoPage]:
        """Yield pages of photos alone: full pages and pairs by turns."""
        rest, full = list(pictures), False
        while rest:
            pair = rest[:2]
            wide = len(pair) == 2 and all(_ratio(p) > 1 for p in pair)
            together = list(self._together(pair)) if full and wide else []
            if together:
                yield min(together, key=self._cost)
            else:
                yield self._full(rest[0])
            full = not together
            del rest[: 2 if together else 1]

    def _full(self, picture: Picture) -> PhotoPage:
        """Return a page for one photo, over its edges when the photo is good enough for that."""
        page = self.geometry
        width = page.trim_width + 2 * page.bleed
        highest = page.trim_height + page.bleed - _STRIP
        whole = width / _ratio(picture)
        height = min(whole, highest)
        lines = self.caption_lines(picture, page.measure)
        placed = Placed(picture, width, height, cropped=height < whole, caption_lines=lines)
        poor = picture.photo.width / width * 25.4 < GOOD or 1 - height / whole > _MOST_CROPPED
        if poor or placed.total - height > _STRIP - _UNTRIMMED:
            return self._alone(picture)
        portrait = whole > page.trim_height * 0.7
        drop = -page.bleed if portrait else (page.trim_height - placed.total) * 0.42
        return PhotoPage(((placed,),), bleed=True, drop=drop)

    def _options(self, pictures: Sequence[Picture]) -> Iterator[PhotoPage]:
        """Yield every page of one, two or three photos; one alone always makes one."""
        if len(pictures) == 1:
            yield self._alone(pictures[0])
        else:
            yield from self._together(pictures)

    def _alone(self, picture: Picture) -> PhotoPage:
        return PhotoPage(((self.single(picture, highest=self.geometry.height - _SLACK),),))

    def _together(self, pictures: Sequence[Picture]) -> Iterator[PhotoPage]:
        """Yield every way in which two or three photos fit a page in their order."""
        for cuts in range(1 << (len(pictures) - 1)):
            ends = [i + 1 for i in range(len(pictures) - 1) if cuts >> i & 1]
            bounds = [0, *ends, len(pictures)]
            rows = [pictures[a:b] for a, b in pairwise(bounds)]
            if all(len(row) <= 2 for row in rows) and (page := self._fitted(rows)):
                yield page

    def _fitted(self, rows: Sequence[Sequence[Picture]]) -> PhotoPage | None:
        """Return `rows` in the measure, all made narrower until they fit the page, if they do."""
        width = self.geometry.measure
        while width > 2 * _NARROWEST + GAP:
            page = PhotoPage(tuple(self._row(row, width) for row in rows))
            if page.height <= self.geometry.height - _SLACK:
                return page
            width -= 1.0
        return None

    def _row(self, pictures: Sequence[Picture], width: float) -> tuple[Placed, ...]:
        """Return photos side by side, equally high, none blown up beyond its pixels."""
        ratios = [_ratio(p) for p in pictures]
        height = (width - GAP * (len(pictures) - 1)) / sum(ratios)
        height = min(height, *(_sharp_width(p) / _ratio(p) for p in pictures))
        return tuple(
            self._placed(p, height * ratio) for p, ratio in zip(pictures, ratios, strict=True)
        )

    def _placed(self, picture: Picture, width: float, caption_width: float = 0.0) -> Placed:
        lines = self.caption_lines(picture, max(width, caption_width))
        return Placed(
            picture,
            width,
            width / _ratio(picture),
            caption_lines=lines,
            caption_width=caption_width,
        )

    def _cost(self, page: PhotoPage) -> float:
        """Return how badly `page` is filled: 1 for an empty page, more for stamp-sized photos."""
        area = sum(p.width * p.total for row in page.rows for p in row)
        empty = 1 - area / (self.geometry.measure * self.geometry.height)
        small = sum(max(0.0, _SMALL - p.width) / _SMALL for row in page.rows for p in row)
        # A page less is worth a somewhat worse page.
        return empty**2 + small + 0.35


def _ratio(picture: Picture) -> float:
    return picture.photo.width / picture.photo.height


def _sharp_width(picture: Picture) -> float:
    """Return the width in millimetres that the photo's pixels still fill decently."""
    return picture.photo.width / SHARP * 25.4
