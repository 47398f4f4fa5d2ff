"""Titles that break well, on pages and in the book (WeasyPrint knows no `text-wrap: balance`)."""

from __future__ import annotations

import re

from markupsafe import Markup

_PIECE = re.compile(r"“[^”]{1,16}”\S*|\([^)]{1,26}\)\S*|\S+")
_SHORTEST_LAST_LINE = 9
"""Characters: one short word alone below a title looks lost."""


def bound(title: str) -> Markup:
    """Return `title` with spans around short quotations, brackets and its last words.

    The style sheet keeps what is in a span on one line.
    """
    pieces = _PIECE.findall(title)
    while len(pieces) > 2 and len(pieces[-1]) < _SHORTEST_LAST_LINE:
        pieces[-2:] = [" ".join(pieces[-2:])]
    span = Markup('<span class="bound">{}</span>')
    return Markup(" ").join(span.format(p) if " " in p else p for p in pieces)
