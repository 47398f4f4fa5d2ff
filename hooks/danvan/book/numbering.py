"""Print page numbers on pages that are laid out: nobody knows them before the last part is."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from math import inf
from typing import Any

from weasyprint.document import Page
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size

from .division import ELSEWHERE

PAGE_COUNT = "so-trang"
"""Class of what stands in the imprint for the number of pages."""
MANY = "entry-pages--many"
"""Class of a list of page numbers that goes on over several lines."""
_PLACEHOLDER = "000"
"""What the style sheet prints for a page number."""
_REFERENCE, _FOLIOS = "a::after", ("@bottom-left", "@bottom-right")
_TARGET = re.compile(rf"(?:#|{ELSEWHERE})(.*)")


def number_pages(pages: Iterable[Page], number: Callable[[int], int]) -> None:
    """Print the folio of each page; `number` tells it for an index."""
    for index, page in enumerate(pages):
        for margin in page._page_box.children[1:]:
            if margin.at_keyword in _FOLIOS:
                at_right = margin.at_keyword == _FOLIOS[1]
                for text in _texts(margin):
                    _replace(text, str(number(index)), at_right=at_right)


def number_references(pages: Iterable[Page], numbers: Mapping[str, int]) -> None:
    """Print behind each link inside the book the page of its target.

    It stands at the right of its room, and in a long list next to the number before.
    """
    for page in pages:
        boxes_there = list(page._page_box.descendants())
        for box in boxes_there:
            if box.element_tag == _REFERENCE:
                _refer(box, numbers)
        moved: dict[Any, tuple[float, float]] = {}
        for box in boxes_there:
            if box.element_tag == "span" and MANY in box.element.get("class", "").split():
                moved.update(_close_up(box))
        page.links = [_moved(link, moved) for link in page.links]


def link_words(box: Any, target: str, numbers: Mapping[str, int]) -> str:
    """Return what a link says: its words, or the page that it leads to."""
    words = " ".join("".join(box.element.itertext()).split())
    page = numbers.get(_target(box) or "")
    return words or (f"Trang {page}" if page else target)


def fill_in_count(pages: Iterable[Page], count: int) -> None:
    """Print the number of pages where the imprint left room for three digits."""
    for line, place in _counts(pages):
        (text,) = line.children[place].children
        narrower = _replace(text, str(count))
        for following in line.children[place + 1 :]:
            following.translate(-narrower, 0)


def _refer(box: Any, numbers: Mapping[str, int]) -> None:
    number = numbers.get(_target(box) or "", "")
    for text in _texts(box):
        _replace(text, text.text.replace(_PLACEHOLDER, str(number)), at_right=True)


def _close_up(line: Any) -> Iterator[tuple[Any, tuple[float, float]]]:
    """Take the room out that short numbers leave before them.

    Yield each box of a number with its new left and right edge.
    """
    end = line.content_box_x()
    for box in line.children:
        for text in _texts(box):
            text.translate(end - text.position_x, 0)
            start, end = end, end + text.width
            yield box, (start, end)


def _moved(link: Any, edges: Mapping[Any, tuple[float, float]]) -> Any:
    """Return a link of a page where its box is now."""
    kind, target, (left, top, right, bottom), box = link
    left, right = edges.get(box, (left, right))
    return kind, target, (left, top, right, bottom), box


def _counts(pages: Iterable[Page]) -> Iterator[tuple[Any, int]]:
    for page in pages:
        for line in page._page_box.descendants():
            if isinstance(line, boxes.LineBox):
                for place, span in enumerate(line.children):
                    if span.element is not None and span.element.get("class") == PAGE_COUNT:
                        yield line, place


def _target(box: Any) -> str | None:
    """Return the id that the link of a box leads to."""
    found = _TARGET.fullmatch(box.element.get("href", ""))
    return found[1] if found else None


def _texts(box: Any) -> Iterator[Any]:
    return (inner for inner in box.descendants() if isinstance(inner, boxes.TextBox))


def _replace(box: Any, text: str, *, at_right: bool = False) -> float:
    """Let a box say `text`, keeping its left or its right edge; return how much narrower it is."""
    box.text = text
    box.pango_layout = create_layout(text, box.style, None, inf, 0)
    width, _ = line_size(box.pango_layout.get_first_line()[0], box.style)
    narrower = float(box.width - width)
    box.width = width
    if at_right:
        box.translate(narrower, 0)
    return narrower
