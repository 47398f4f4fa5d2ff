"""Tell Vietnamese syllables from other words, by how they are built."""

from __future__ import annotations

import unicodedata
from functools import cache

_ONSETS = "ngh ng nh ch gh gi kh ph qu th tr b c d đ g h k l m n p r s t v x"
"""Longer ones first; `gi` and `qu` swallow a vowel of the rhyme."""
_RHYMES = """
    a ac ach ai am an ang anh ao ap at au ay ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
    e ec em en eng eo ep et ê êch êm ên êng ênh êp êt êu
    i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
    o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oem oen oeo oet
    oi om on ong ooc oong op ot ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơng ơp ơt
    u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt uơ up ut
    uy uya uych uyên uyêt uynh uyp uyt uyu ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu
    ưt ưu y yêm yên yêng yêt yêu
"""
"""All rhymes without tones (Đoàn Thiện Thuật, Ngữ âm tiếng Việt, 1977)."""
_KNOWN = frozenset(_RHYMES.split())
_STOPS = ("c", "ch", "p", "t")
TONES = {"\u0301": "sắc", "\u0300": "huyền", "\u0323": "nặng", "\u0309": "hỏi", "\u0303": "ngã"}


@cache
def is_syllable(word: str) -> bool:
    """Tell whether `word` (NFC, any case) is built as a Vietnamese syllable."""
    letters, tone = _without_tone(word.lower())
    for onset in (*(one for one in _ONSETS.split() if letters.startswith(one)), ""):
        rhyme = letters[len(onset) :]
        # After q there is always u: rhymes that need it count without.
        if rhyme in _KNOWN and (not rhyme.endswith(_STOPS) or tone in {"sắc", "nặng"}):
            return True
    return False


def _without_tone(word: str) -> tuple[str, str]:
    parts = unicodedata.normalize("NFD", word)
    tone = next((TONES[part] for part in parts if part in TONES), "")
    bare = "".join(part for part in parts if part not in TONES)
    return unicodedata.normalize("NFC", bare), tone
