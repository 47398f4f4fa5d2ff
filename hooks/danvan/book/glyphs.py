"""Keep to the characters that the book's own faces print.

A character without a glyph makes WeasyPrint warn, and a strict build then stops; where the machine
has more fonts it takes one of them, so that two machines would print two books.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont

_SIGNS = {
    "•": "●▪◦❖➢➤►▶◆♦✦∗",
    "√": "✅☑✔",
    "-": "\u2011",  # Word's non-breaking hyphen
    "→": "➔➜➡⇒",
    "*": "★☆✱",
}
"""What people put before a line, and the nearest sign that the faces have."""
_NEAREST = {sign: near for near, signs in _SIGNS.items() for sign in signs}
# Addresses and ids are no text: what they lead to is called like that.
_NOT_TEXT = re.compile(r'(\s(?:href|src|id)="[^"]*")')
_LAYOUT = frozenset("\n\t\r")
_INVISIBLE = ("Cf", "Mn")
"""Joiners and variation selectors of emoji: nobody misses them."""


@cache
def _characters(folder: Path) -> frozenset[str]:
    """Return what the faces in `folder` have, read once a process."""
    known = set(_LAYOUT)
    for path in folder.glob("*.ttf"):
        with TTFont(path, lazy=True) as font:
            known |= set(map(chr, font.getBestCmap()))
    return frozenset(known)


class Glyphs:
    """What a folder of font files can print; remembers the characters that it could not."""

    def __init__(self, folder: Path) -> None:
        self._known = _characters(folder)
        self._chosen: dict[str, str] = {}
        self.left_out: set[str] = set()

    def printable(self, html: str) -> str:
        """Return `html` with each character of its text that has no glyph replaced or left out."""
        unknown = set(html) - self._known
        if not unknown:
            return html
        parts = _NOT_TEXT.split(html)
        in_text = unknown & set("".join(parts[::2]))
        chosen = str.maketrans({character: self._choose(character) for character in in_text})
        parts[::2] = [part.translate(chosen) for part in parts[::2]]
        return "".join(parts)

    def _choose(self, character: str) -> str:
        if character not in self._chosen:
            self._chosen[character] = self._nearest(character)
        return self._chosen[character]

    def _nearest(self, character: str) -> str:
        for near in (_NEAREST.get(character, ""), unicodedata.normalize("NFKC", character)):
            if near and self._all_known(near):
                return near
        if unicodedata.category(character) not in _INVISIBLE:
            self.left_out.add(character)
        return ""

    def _all_known(self, text: Iterable[str]) -> bool:
        return all(character in self._known for character in text)
