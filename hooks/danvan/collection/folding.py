"""Compare Vietnamese words the way people mean them: without case, tone marks or separators."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Iterable

_SEPARATORS = re.compile(r"[\s_\-–—]+")
_NOT_SLUG = re.compile(r"[^a-z0-9]+")


def nfc(text: str) -> str:
    """Return `text` in Unicode normal form C, the only form used inside danvan."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Return `text` lower-cased, without diacritics, with `_`, `-` and runs of space as one space.

    `đ` has no canonical decomposition (Unicode 15, UnicodeData.txt), so it is mapped by hand.
    """
    bare = "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))
    return _SEPARATORS.sub(" ", bare.casefold().replace("đ", "d")).strip()


def slugify(text: str) -> str:
    """Return `text` as an address part: ASCII letters, digits and single hyphens."""
    return _NOT_SLUG.sub("-", fold(text)).strip("-")


def nearest(word: str, known: Iterable[str]) -> str | None:
    """Return the one of `known` that `word` most probably stands for, or None if none is near."""
    by_fold = {fold(candidate): candidate for candidate in known}
    close = difflib.get_close_matches(fold(word), list(by_fold), n=1, cutoff=0.6)
    return by_fold[close[0]] if close else None
