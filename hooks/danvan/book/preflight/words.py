"""Numbers and texts as Vietnamese readers expect them."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from .messages import NO_TEXT
from .reading.colourspaces import Inks

UNKNOWN = "□"
"""In place of a character that cannot be shown."""
_LONGEST = 40
"""Characters of a quotation from a page."""


def number(value: float, digits: int = 1) -> str:
    """Return a number with a decimal comma, without zeros at its end."""
    text = f"{value:.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return ("0" if text == "-0" else text).replace(".", ",")


def size(width: float, height: float, digits: int = 1) -> str:
    """Return `145 × 205`."""
    return f"{number(width, digits)} × {number(height, digits)}"


def quoted(text: str) -> str:
    """Return the beginning of a text of a page, for people to find it by."""
    plain = " ".join("".join(map(_shown, text)).split())
    if len(plain) > _LONGEST:
        plain = plain[:_LONGEST].rstrip() + "…"
    return plain or NO_TEXT


def _shown(character: str) -> str:
    """Return a character that the report can show; joiners and soft hyphens are left out."""
    if character.isprintable() or character.isspace():
        return character
    return "" if unicodedata.category(character) == "Cf" else UNKNOWN


def ink_percents(inks: Inks) -> str:
    """Return `C 75 M 68 Y 67 K 90`."""
    pairs = zip("CMYK", inks, strict=True)
    return " ".join(f"{name} {number(amount * 100, 0)}" for name, amount in pairs)


def listed(items: Iterable[str]) -> str:
    """Return items in one line."""
    return ", ".join(items)
