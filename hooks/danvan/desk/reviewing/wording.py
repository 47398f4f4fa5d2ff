"""Tell two versions of a text apart word by word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from html import escape

SAME, ADDED, REMOVED = "", "ins", "del"
_TOKEN = re.compile(r"\w+(?:[-/.,:]\w+)*|\s+|[^\w\s]")
_WORD = re.compile(r"\w+")
_ALIKE = 0.4
"""Share of words from which one paragraph counts as a version of another."""


@dataclass(frozen=True)
class Piece:
    """Successive words with one fate."""

    text: str
    change: str = SAME

    @property
    def html(self) -> str:
        text = escape(self.text)
        return f"<{self.change}>{text}</{self.change}>" if self.change else text


Line = tuple[Piece, ...]
"""A paragraph, as pieces."""


def changed_words(old: str, new: str) -> Line:
    """Return `new` with what was added to `old`, and what was removed from it, in reading order.

    Words are compared whole: *hoa* and *hoà* are two words, not one with a letter changed.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece("".join(after[c:d])))
            continue
        if b > a:
            pieces.append(Piece("".join(before[a:b]), REMOVED))
        if d > c:
            pieces.append(Piece("".join(after[c:d]), ADDED))
    return tuple(_joined(pieces))


def changed_paragraphs(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Yield the paragraphs of both versions in order; alike ones are told word by word."""
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield from ((Piece(text),) for text in new[c:d])
        else:
            yield from _replaced(old[a:b], new[c:d])


def is_changed(line: Line) -> bool:
    """Tell whether anything was added to a paragraph or removed from it."""
    return any(piece.change for piece in line)


def _replaced(old: Sequence[str], new: Sequence[str]) -> Iterator[Line]:
    """Pair each new paragraph with the old one it is a version of, and keep the order of both."""
    waiting = 0
    for text in new:
        partner = _partner(text, old, waiting)
        if partner is None:
            yield (Piece(text, ADDED),)
            continue
        yield from ((Piece(gone, REMOVED),) for gone in old[waiting:partner])
        yield changed_words(old[partner], text)
        waiting = partner + 1
    yield from ((Piece(gone, REMOVED),) for gone in old[waiting:])


def _partner(text: str, old: Sequence[str], first: int) -> int | None:
    words = _WORD.findall(text)
    best, share = None, _ALIKE
    for place in range(first, len(old)):
        matcher = SequenceMatcher(None, _WORD.findall(old[place]), words, autojunk=False)
        if matcher.quick_ratio() > share and (ratio := matcher.ratio()) > share:
            best, share = place, ratio
    return best


def _joined(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """Join changes that only a space keeps apart: readers see one change, not confetti."""
    joined: list[Piece] = []
    for place, piece in enumerate(pieces):
        gap = not piece.change and not piece.text.strip()
        if gap and 0 < place < len(pieces) - 1:
            joined += [Piece(piece.text, REMOVED), Piece(piece.text, ADDED)]
        else:
            joined.append(piece)
    run: list[Piece] = []
    for piece in joined:
        if piece.change:
            run.append(piece)
            continue
        yield from _sorted(run)
        run = []
        yield piece
    yield from _sorted(run)


def _sorted(run: Sequence[Piece]) -> Iterator[Piece]:
    """Return a run of changes as what went, then what came."""
    for change in (REMOVED, ADDED):
        text = "".join(piece.text for piece in run if piece.change == change)
        if text:
            yield Piece(text, change)
