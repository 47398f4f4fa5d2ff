"""Divide the HTML of a book into parts that are laid out side by side.

A part begins where the book begins a right-hand page anyway, so that no part has to know how many
pages stand before it. What depends on the content alone divides it, not the machine: the same book
gives the same bytes everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

PARTS = 2
"""A part more costs each font once more, and the reading of the style sheet."""
SHORTEST = 30_000
"""Characters below which a part is not worth a process of its own."""
ELSEWHERE = "trang:"
"""Scheme of links to other parts, until the parts are bound together."""
_RECTO = re.compile(r'<article\b[^>]*\bclass="[^"]*\brecto\b')
_BODY, _END = "<body", "</body></html>"
_NEXT_RECTO = '<div class="recto" style="height: 1mm"></div>'
"""Ends a part: on the right-hand page after it, which belongs to the next part."""
_PAGE_BEFORE, _PAGES_BEFORE = '<div style="height: 1mm"></div>', 2
"""Begins a part: style sheets set the first page of a document apart. A blank page follows."""
_TAG = re.compile(r"<[^>]*>")
_ID = re.compile(r'\bid="([^"]*)"')
_LINK = re.compile(r'\bhref="#([^"]*)"')
_HEADING = re.compile(r"<h([1-6])\b")
_PER_PHOTO = 600
"""Characters that take as long to lay out as a photo."""


@dataclass(frozen=True)
class Part:
    """The HTML of some successive sections of a book, complete with its head."""

    html: str
    headings: tuple[str, ...] = ()
    """Levels (`1` to `6`) of the headings that stand before the part."""
    is_last: bool = True
    """The others end with a page that is not theirs."""
    before: int = 0
    """How many pages it begins with that are not its own."""


def divide(html: str, parts: int = PARTS, shortest: int = SHORTEST) -> tuple[Part, ...]:
    """Return a book in at most so many parts of about the same length."""
    starts = [match.start() for match in _RECTO.finditer(html, max(0, html.find(_BODY)))]
    cuts = sorted(set(_cuts(html, starts, parts, shortest)))
    if not cuts:
        return (Part(html),)
    head = html[: html.index(">", html.index(_BODY)) + 1]
    ends = [0, *cuts, len(html)]
    every = set(_ID.findall(html))
    return tuple(_part(html, head, every, start, end) for start, end in pairwise(ends))


def _cuts(html: str, starts: Sequence[int], parts: int, shortest: int) -> Iterator[int]:
    """Yield the `starts` that are nearest to equal shares."""
    if not starts:
        return
    before = dict(zip(starts, _weights(html, starts), strict=True))
    total = before[starts[-1]] + _weight(html[starts[-1] :])
    for number in range(1, parts):
        cut = min(starts, key=lambda start: abs(before[start] - total * number / parts))
        if min(before[cut], total - before[cut]) >= shortest:
            yield cut


def _weights(html: str, starts: Sequence[int]) -> Iterator[int]:
    """Yield how much stands before each start."""
    weight = 0
    for start, end in pairwise((html.index(_BODY), *starts)):
        weight += _weight(html[start:end])
        yield weight


def _weight(html: str) -> int:
    return len(_TAG.sub("", html)) + _PER_PHOTO * html.count("<img")


def _part(html: str, head: str, every: set[str], start: int, end: int) -> Part:
    text = html[start:end]
    if start:
        text = head + _PAGE_BEFORE + text
    is_last = end == len(html)
    if not is_last:
        text += _NEXT_RECTO + _END
    elsewhere = every - set(_ID.findall(text))
    linked = _LINK.sub(
        lambda link: f'href="{ELSEWHERE}{link[1]}"' if link[1] in elsewhere else link[0], text
    )
    headings = tuple(_HEADING.findall(html[:start]))
    return Part(linked, headings, is_last, _PAGES_BEFORE if start else 0)
