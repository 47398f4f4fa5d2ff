"""Words as readers type them: with or without tone marks, in any Unicode form, tones anywhere.

Both halves of the search must cut and fold alike; the other half is docs/assets/js/search/words.js.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W_]+")
_TONES = {"\u0300": "2", "\u0301": "3", "\u0303": "4", "\u0309": "5", "\u0323": "6"}
"""Digit of each tone mark. It stands after the syllable, so that *hoà* and *hòa* are one."""
LONGEST = 24
"""Characters of a word that count: addresses and rows of letters are no words."""


def words_of(text: str) -> list[str]:
    """Return the words of `text` as they are written, in normal form C."""
    return _WORD.findall(unicodedata.normalize("NFC", text))


def spelled(word: str) -> tuple[str, str]:
    """Return a word in its one spelling (letters, then the digit of its tone), and folded."""
    tone, letters, bare = "", [], []
    for character in unicodedata.normalize("NFD", word.lower()):
        if character in _TONES:
            tone = _TONES[character]
            continue
        letters.append(character)
        if unicodedata.category(character) != "Mn":
            bare.append("d" if character == "đ" else character)
    exact = unicodedata.normalize("NFC", "".join(letters))[:LONGEST]
    return exact + tone, "".join(bare)[:LONGEST]
