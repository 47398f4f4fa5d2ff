"""Which pages a book has when all its parts are laid out, and what is printed on which."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from math import ceil

COVER_PAGES = 2
"""The cover and its inside stand before page 1."""
SPARE = "dv-trang-trang"
"""Id of the first of the blank pages at the end, of which as many stay as a signature needs."""


@dataclass(frozen=True)
class Bookmark:
    """An entry of the outline."""

    level: int
    label: str
    page: int
    """Index in the part."""
    left: float
    top: float
    """Points from the left and from the foot of the page."""


@dataclass(frozen=True)
class PartPages:
    """The pages of one part as they were laid out."""

    count: int
    anchors: Mapping[str, int]
    """Index of the page on which each element with an id begins."""
    bookmarks: tuple[Bookmark, ...] = ()


@dataclass(frozen=True)
class Layout:
    """What the layout of a finished PDF tells."""

    pages: int
    """Pages of the interior, filled up to the signature."""
    anchors: Mapping[str, int]
    """Printed page number of every element with an id; cover pages have none."""
    first: int
    """How many pages of the file stand before page 1."""
    labels: tuple[str, ...] = ()
    """What stands for each page of the file: its number, `Bìa 1`, or nothing."""
    colour_pages: tuple[int, ...] = ()
    """Printed numbers of the pages that keep colour in a grey interior."""
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Pagination:
    """The pages of a file, and where they come from."""

    layout: Layout
    kept: tuple[tuple[int, ...], ...]
    """For each part the indexes of its pages that the file takes, in order."""
    offsets: tuple[int, ...]
    """For each part the number of pages laid out before it."""
    bookmarks: tuple[Bookmark, ...]
    """The whole outline, pages counted in the file."""

    def number(self, part: int, index: int) -> int:
        """Return what is printed on a page of a part; below 1 on the cover."""
        return self.offsets[part] + index - COVER_PAGES + 1


def sheet(part: PartPages) -> Pagination:
    """Return a sheet that is no book: all its pages as they are."""
    pages = tuple(range(part.count))
    return Pagination(Layout(part.count, {}, 0), (pages,), (0,), ())


def paginate(
    parts: Sequence[PartPages], signature: int, *, on_paper: bool, colour_sections: Iterable[str]
) -> Pagination:
    """Return the pages of an edition, on screen or on paper.

    `colour_sections` are the ids of the sections that keep colour in a grey interior.
    """
    offsets = tuple(accumulate((part.count for part in parts[:-1]), initial=0))
    every = offsets[-1] + parts[-1].count
    begins = {
        name: offset + page
        for offset, part in reversed(tuple(zip(offsets, parts, strict=True)))
        for name, page in part.anchors.items()
    }
    spare = begins[SPARE]
    printed = spare - COVER_PAGES
    count = ceil(printed / signature) * signature
    anchors = {
        name: page - COVER_PAGES + 1 for name, page in begins.items() if COVER_PAGES <= page < spare
    }
    if on_paper:
        kept: Sequence[int] = range(COVER_PAGES, COVER_PAGES + count)
        first, labels = 0, _numbers(count)
    else:
        # The inside of the back cover, where it is needed to make the back cover a left page.
        inside = (spare + 1) % 2
        kept = (*range(spare + inside), every - 1)
        first = COVER_PAGES
        labels = ("Bìa 1", "Bìa 2", *_numbers(printed), *("Bìa 3",) * inside, "Bìa 4")
    colour = _colour_pages(anchors, colour_sections, printed)
    return Pagination(
        Layout(count, anchors, first, labels, colour),
        tuple(
            tuple(page - offset for page in kept if 0 <= page - offset < part.count)
            for offset, part in zip(offsets, parts, strict=True)
        ),
        offsets,
        tuple(_outline(parts, offsets, {page: place for place, page in enumerate(kept)})),
    )


def _numbers(last: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, last + 1))


def _outline(
    parts: Iterable[PartPages], offsets: Iterable[int], places: Mapping[int, int]
) -> Iterable[Bookmark]:
    for offset, part in zip(offsets, parts, strict=True):
        for mark in part.bookmarks:
            place = places.get(offset + mark.page)
            if place is not None:
                yield Bookmark(mark.level, mark.label, place, mark.left, mark.top)


def _colour_pages(
    anchors: Mapping[str, int], sections: Iterable[str], last: int
) -> tuple[int, ...]:
    """Return the pages from each section's first to the one before the next section's."""
    starts = sorted({page for name, page in anchors.items() if name.endswith(":")})
    found: set[int] = set()
    for section in sections:
        if (first := anchors.get(f"{section}:")) is not None:
            following = next((page for page in starts if page > first), last + 1)
            found.update(range(first, following))
    return tuple(sorted(found))
