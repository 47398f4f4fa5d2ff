"""Photos of a book page in rows, and which derivative a row needs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from danvan.pages.pictures import Picture

PRINT_WIDTH = 960
"""Pixels: about 220 dpi over the 111 mm measure, enough for screens and office printers."""
GAP = 0.036
"""Between two photos side by side, as a share of the measure (4 mm of 111)."""


@dataclass(frozen=True)
class Placed:
    """A photo and the share (0-1) of the measure that it fills."""

    picture: Picture
    share: float = 1.0


def rows(pictures: Sequence[Picture], *, mixed: bool = False) -> Iterator[tuple[Placed, ...]]:
    """Yield rows in the order given: two photos share one, a panorama stands alone.

    Photos in a row get the same height, uncropped. `mixed` lets a large landscape photo and a
    pair alternate, which fills a page of photos alone.
    """
    start, large = 0, mixed
    while start < len(pictures):
        here = pictures[start : start + 2]
        if _is_pair(here) and not (large and here[0].shape == "landscape"):
            yield _side_by_side(*here)
        else:
            here = here[:1]
            yield (Placed(here[0]),)
        start += len(here)
        large = mixed and not large


def print_source(picture: Picture, share: float = 1.0) -> str:
    """Return the `file:` address of the smallest derivative that is sharp at `share`."""
    full = picture.made.full
    fitting = [d for d in full if d.width >= PRINT_WIDTH * share] or [full[-1]]
    return (picture.made.folder / fitting[0].name).resolve().as_uri()


def _is_pair(pictures: Sequence[Picture]) -> bool:
    return len(pictures) == 2 and all(p.shape != "panorama" for p in pictures)


def _side_by_side(left: Picture, right: Picture) -> tuple[Placed, ...]:
    ratios = [p.width / p.height for p in (left, right)]
    shares = [(1 - GAP) * ratio / sum(ratios) for ratio in ratios]
    return tuple(Placed(p, share) for p, share in zip((left, right), shares, strict=True))
