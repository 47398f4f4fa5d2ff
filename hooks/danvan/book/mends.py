"""Two faults of WeasyPrint 70 and pydyf 0.13, mended while a book is rendered.

Both versions are fixed in the lock file, and tests fail when a mend is no longer needed or no
longer works.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from math import inf
from typing import Any
from weakref import WeakKeyDictionary

import pydyf
from weasyprint.layout import inline

Split = Callable[..., tuple[Any, int, int | None, float, float, float]]


@contextmanager
def mended_weasyprint() -> Iterator[None]:
    """Render with the mends, and leave WeasyPrint as it was."""
    split, references = inline.split_first_line, pydyf.PDF.page_references
    inline.split_first_line = _without_lone_first_words(split)
    pydyf.PDF.page_references = property(_listed_once(references.fget))
    try:
        yield
    finally:
        inline.split_first_line = split
        pydyf.PDF.page_references = references


def _without_lone_first_words(split: Split) -> Split:
    """Return `split` without its fault: one word on a line that has room for all of them.

    It happens to text before an element when the text fills the line and only the space after it
    reaches beyond.
    """

    def mended(
        text: str, style: Any, context: Any, max_width: float | None, *more: Any, **named: Any
    ) -> tuple[Any, int, int | None, float, float, float]:
        found = split(text, style, context, max_width, *more, **named)
        if found[2] is None or not text.endswith(" ") or max_width in (None, inf):
            return found
        if " " in text.encode()[: found[1]].decode().strip():
            return found
        bare = split(text.rstrip(" "), style, context, max_width, *more, **named)
        if bare[2] is not None:
            return found
        with_space = max_width + style["font_size"]
        return split(text, style, context, with_space, *more, **named)

    return mended


def _listed_once(
    references: Callable[[pydyf.PDF], tuple[bytes, ...]],
) -> Callable[[pydyf.PDF], tuple[bytes, ...]]:
    """Return `references` listing the pages of a PDF once, not for every element that is tagged.

    Otherwise the time to tag a book grows with the square of its pages.
    """
    kept: WeakKeyDictionary[pydyf.PDF, tuple[bytes, ...]] = WeakKeyDictionary()

    def listed(pdf: pydyf.PDF) -> tuple[bytes, ...]:
        # Of a page stand there its number, its generation and an `R`.
        if len(kept.get(pdf, ())) != len(pdf.pages["Kids"]) // 3:
            kept[pdf] = references(pdf)
        return kept[pdf]

    return listed
