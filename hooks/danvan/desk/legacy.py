"""Text typed for the fonts of before Unicode, and what it says: TCVN3 (ABC), VNI and VPS.

Such text is ordinary Latin text to a computer (`d©n vËn` for *dân vận*); only its fonts made it
Vietnamese. The tables follow TCVN 5712:1993 (VN3), VNI Windows and VPS.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property

from .syllables import is_syllable

# Each row holds the twelve vowels with one tone; the first row those without.
_VOWELS = (
    "aâăeêioôơuưy",
    "áấắéếíóốớúứý",
    "àầằèềìòồờùừỳ",
    "ạậặẹệịọộợụựỵ",
    "ảẩẳẻểỉỏổởủửỷ",
    "ãẫẵẽễĩõỗỡũữỹ",
)
_TCVN3 = (
    "a©¨eªio«¬u\xady",
    "¸Ê¾ÐÕÝãèíóøý",
    "µÇ»ÌÒ×ßåêïõú",
    "¹ËÆÑÖÞäéîôùþ",
    "¶È¼ÎÓØáæëñöû",
    "·É½ÏÔÜâçìò÷ü",
)
_TCVN3_MORE = {"®": "đ", "§": "Đ", "¡": "Ă", "¢": "Â", "£": "Ê", "¤": "Ô", "¥": "Ơ", "¦": "Ư"}
_VPS = (
    "aâæeêioôÖuÜy",
    "áÃ¡é‰íóÓ§úÙš",
    "àÀ¢èŠìòÒ©ùØÿ",
    "åÆ¥ËŒÎ†¶®ø¿œ",
    "äÄ£È‹ÌÕ°ªûº›",
    "ãÅ¤ëÍïõ‡«Û»Ï",
)
_VPS_MORE = {"Ç": "đ", "ñ": "Đ", "ˆ": "Ă", "÷": "Ơ", "Ð": "Ư"}
# VNI writes a plain vowel and what stands on it: a tone, a circumflex or breve, or both in one.
_VNI_PLAIN = ("", "ù", "ø", "ï", "û", "õ")
_VNI_CIRCUMFLEX = ("â", "á", "à", "ä", "å", "ã")
_VNI_BREVE = ("ê", "é", "è", "ë", "ú", "ü")
_VNI_I = ("i", "í", "ì", "ò", "æ", "ó")
_WORD = re.compile(r"[^\s.,;:!?()\[\]{}\"“”'‘/–—-]+")
_LATIN = re.compile("[A-Za-z]")
LEAST = 3
"""Words that must turn Vietnamese before a text counts as typed for old fonts."""


@dataclass(frozen=True, eq=False)
class Encoding:
    """An old way to write Vietnamese."""

    name: str
    table: Mapping[str, str]
    fonts: str
    """Pattern of the names of its fonts."""

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        longest_first = sorted(self.table, key=len, reverse=True)
        return re.compile("|".join(map(re.escape, longest_first)))

    def to_unicode(self, text: str) -> str:
        """Return `text`, typed for this encoding's fonts, in Unicode."""
        return self._pattern.sub(lambda found: self.table[found[0]], text)

    def words(self, text: str) -> Iterator[tuple[str, str, int]]:
        """Yield the words of a Unicode text that only make sense in this encoding.

        With each come what it says and where it stands.
        """
        for found in _WORD.finditer(text):
            if _is_strange(found[0]) and (meant := self.meant(found[0])):
                yield found[0], meant, found.start()

    def meant(self, word: str) -> str:
        """Return what a word says that is no Vietnamese; nothing if it says nothing here."""
        meant = self.to_unicode(word)
        return meant if meant != word and is_syllable(meant) else ""


def _by_rows(rows: tuple[str, ...], more: Mapping[str, str]) -> dict[str, str]:
    pairs = zip("".join(rows), "".join(_VOWELS), strict=True)
    return {old: new for old, new in pairs if old != new} | dict(more)


def _vni() -> dict[str, str]:
    rows = [(vowel, vowel, _VNI_PLAIN) for vowel in "aeouy"]
    rows += [("ô", "ơ", _VNI_PLAIN), ("ö", "ư", _VNI_PLAIN), ("", "i", _VNI_I)]
    rows += [(vowel, hat, _VNI_CIRCUMFLEX) for vowel, hat in ("aâ", "eê", "oô")]
    rows += [("a", "ă", _VNI_BREVE)]
    found = {"ñ": "đ", "î": "ỵ"} | {
        old + mark: tone
        for old, new, marks in rows
        for mark, tone in zip(marks, _tones(new), strict=True)
    }
    capitals = {old.upper(): new.upper() for old, new in found.items()}
    return {old: new for old, new in (capitals | found).items() if old != new}


def _tones(vowel: str) -> tuple[str, ...]:
    column = _VOWELS[0].index(vowel)
    return tuple(row[column] for row in _VOWELS)


TCVN3 = Encoding("TCVN3 (ABC)", _by_rows(_TCVN3, _TCVN3_MORE), r"^\.?vn(?!i[- ])[a-z]")
VNI = Encoding("VNI", _vni(), r"^vni[- ]")
VPS = Encoding("VPS", _by_rows(_VPS, _VPS_MORE), r"^vps ")
ENCODINGS = (TCVN3, VNI, VPS)


def encoding_of(text: str) -> Encoding | None:
    """Return the old encoding that a text was typed in; None for Unicode text."""
    strange = [word for word in _WORD.findall(text) if _is_strange(word)]
    if len(strange) < LEAST:
        return None
    counts = {one: sum(bool(one.meant(word)) for word in strange) for one in ENCODINGS}
    best = max(counts, key=lambda encoding: counts[encoding])
    return best if counts[best] >= LEAST else None


@cache
def _is_strange(word: str) -> bool:
    return not word.isascii() and bool(_LATIN.search(word)) and not is_syllable(word)


def encoding_of_font(font: str) -> Encoding | None:
    """Return the encoding that a font was made for, by its name (`.VnTime`, `VNI-Times`)."""
    found = (one for one in ENCODINGS if re.match(one.fonts, font, re.IGNORECASE))
    return next(found, None)
