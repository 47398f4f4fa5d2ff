"""The ways in which people type one and the same query."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from itertools import product

from danvan.collection.folding import fold, nfc

from .stories import nfd

FOLDED_FORMS = frozenset({"folded", "half", "slip"})
"""Forms that are typed without diacritics."""
_TONES = "\u0300\u0301\u0309\u0303\u0323"
_TONE_PLACES = {
    unicodedata.normalize("NFC", first + tone) + second: first + nfc(second + tone)
    for (first, second), tone in product((("o", "a"), ("o", "e"), ("u", "y")), _TONES)
}
_NEIGHBOURS = {  # on a keyboard
    key: row[max(0, place - 1) : place] + row[place + 1 : place + 2]
    for row in ("qwertyuiop", "asdfghjkl", "zxcvbnm")
    for place, key in enumerate(row)
}
_TRIES = 60


def typed(text: str, form: str, known: AbstractSet[str] = frozenset()) -> str | None:
    """Return `text` as it is typed in `form`; None when that form would change nothing.

    A slip never makes one of the `known` words (folded) or the beginning of one: then nobody
    could tell it from what was meant.
    """
    changed = _FORMS[form](text, known)
    return changed if form == "as is" or changed != text else None


def half(text: str) -> str:
    """Return `text` with only the first half of its last word, at least two letters."""
    head, _, last = text.rpartition(" ")
    return f"{head} {last[: max(2, (len(last) + 1) // 2)]}".strip()


def one_slip(one: str, other: str) -> bool:
    """Return whether a letter more, less or other, or two swapped, makes one word of the other."""
    if abs(len(one) - len(other)) > 1 or one == other:
        return False
    longer, shorter = (one, other) if len(one) >= len(other) else (other, one)
    place = next((n for n, c in enumerate(shorter) if longer[n] != c), len(shorter))
    if len(longer) > len(shorter):
        return longer[place + 1 :] == shorter[place:]
    swapped = longer[place + 1 : place + 2] + longer[place]
    return longer[place + 1 :] == shorter[place + 1 :] or (
        swapped == shorter[place : place + 2] and longer[place + 2 :] == shorter[place + 2 :]
    )


def _other_tone_place(text: str) -> str:
    words = nfc(text).split(" ")
    for old, new in _TONE_PLACES.items():
        for place, word in enumerate(words):
            if word.endswith(old) and not word.startswith("qu"):
                words[place] = word.removesuffix(old) + new
            elif word.endswith(new) and not word.startswith("qu"):
                words[place] = word.removesuffix(new) + old
    return " ".join(words)


def _with_slip(text: str, known: AbstractSet[str]) -> str:
    """Return `text` folded, with one letter wrong in its longest word where that is possible."""
    words = fold(text).split(" ")
    long = sorted((word for word in words if word.isalpha() and len(word) > 3), key=len)
    rng = random.Random(text)  # noqa: S311 - nothing secret, only repeatable
    for word, _ in product(reversed(long), range(_TRIES)):
        wrong = _slipped(word, rng)
        if not any(other.startswith(wrong) for other in known | {word}):
            return " ".join(wrong if each == word else each for each in words)
    return text


def _slipped(word: str, rng: random.Random) -> str:
    place = rng.randrange(1, len(word))
    before, letter, after = word[:place], word[place], word[place + 1 :]
    return rng.choice(
        [
            before + after,
            before + letter * 2 + after,
            before + after[:1] + letter + after[1:],
            before + rng.choice(_NEIGHBOURS[letter]) + after,
        ]
    )


def _folded(text: str) -> str:
    """Return `text` without diacritics, with hyphens and slashes as they were."""
    bare = (c for c in nfd(text) if not unicodedata.combining(c))
    return "".join(bare).replace("đ", "d").replace("Đ", "D").lower()


_FORMS: dict[str, Callable[[str, AbstractSet[str]], str]] = {
    "as is": lambda text, _: text,
    "folded": lambda text, _: _folded(text),
    "decomposed": lambda text, _: nfd(text),
    "capitals": lambda text, _: text.upper(),
    "hyphens": lambda text, _: "-".join(text.split()),
    "ampersand": lambda text, _: " & ".join(text.split(" ", 2)),
    "tones": lambda text, _: _other_tone_place(text),
    "half": lambda text, _: half(_folded(text)),
    "slip": _with_slip,
}
