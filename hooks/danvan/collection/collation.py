"""Vietnamese alphabetical order, and people in the order of their given names.

Words are compared one by one, as Vietnamese dictionaries do: first the letters of a syllable (ă, â,
đ, ê, ô, ơ and ư are letters of their own), then its tone, and only then the next syllable.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from .folding import nfc

Word = tuple[tuple[tuple[int, int], ...], tuple[int, ...]]
"""Letters as (1, place in the alphabet) and numbers as (0, value); then the tones."""
SortKey = tuple[Word, ...]

NUMBERS = "0–9"
_ALPHABET = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz"
_PLACES = {letter: place for place, letter in enumerate(_ALPHABET)}
_SHAPES = frozenset("\u0302\u0306\u031b")
"""Circumflex, breve and horn make other letters: â, ă, ơ."""
_TONES = {"\u0300": 1, "\u0309": 2, "\u0303": 3, "\u0301": 4, "\u0323": 5}
"""Huyền, hỏi, ngã, sắc, nặng; ngang, without a mark, is before them."""
_WORD = re.compile(r"(?:[^\W_][\u0300-\u036f]*['’]?)+")
_PART = re.compile(r"(?P<number>[0-9]+)|(?P<letter>[^\W_])(?P<marks>[\u0300-\u036f]*)")
# A dot between groups of three digits is the thousands separator: 1.200.
_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")

_TITLES = """
    ông, bà, anh, chị, em, cô, chú, bác, cụ, cậu, mợ, dì, thím, cháu, bạn, mẹ, bố, đồng chí, đ/c
    thầy, thầy giáo, cô giáo, nhà giáo, nhà giáo ưu tú, nhà giáo nhân dân, giáo viên
    sư thầy, sư cô, ni sư, đại đức, thượng toạ, hoà thượng, linh mục, mục sư
    TS, ThS, Th.S, PGS, GS, TSKH, CN, BS, BSCK, BSCKI, BSCKII, DS, KS, KTS, LS
    NGƯT, NGND, NSƯT, NSND, tiến sĩ, thạc sĩ, giáo sư, phó giáo sư, cử nhân, kỹ sư, kiến trúc sư
    luật sư, bác sĩ, dược sĩ, y sĩ, y tá, điều dưỡng, nghệ nhân, nghệ sĩ
    nghệ sĩ ưu tú, nghệ sĩ nhân dân, nghệ nhân ưu tú, nghệ nhân nhân dân
    binh nhì, binh nhất, hạ sĩ, trung sĩ, thượng sĩ, chuẩn uý, thiếu uý, trung uý, thượng uý, đại uý
    thiếu tá, trung tá, thượng tá, đại tá, thiếu tướng, trung tướng, thượng tướng, đại tướng
    cựu chiến binh, thương binh, mẹ Việt Nam anh hùng, bà mẹ Việt Nam anh hùng
"""
_FAMILIES = "gia đình, hộ, hộ gia đình"
"""What is honoured as one, however many people it is named after."""
_COUPLES = """
    vợ chồng, hai vợ chồng, đôi vợ chồng, ông bà, hai ông bà, anh chị, anh em, hai anh em, chị em
    hai chị em, mẹ con, hai mẹ con, bố con, hai bố con, cha con, hai cha con, bà cháu, hai bà cháu
"""
_SURNAMES = """
    An, Âu, Bạch, Bùi, Cao, Châu, Chu, Cù, Doãn, Dương, Đàm, Đào, Đặng, Đinh, Đoàn, Đỗ, Giang, Hà
    Hồ, Hoàng, Huỳnh, Hứa, Khổng, Khuất, Kiều, Kim, La, Lã, Lại, Lâm, Lê, Lương, Lưu, Lý, Mạc, Mai
    Nghiêm, Ngô, Nguyễn, Ninh, Nông, Phạm, Phan, Phí, Phó, Phùng, Quách, Tạ, Tăng, Thạch, Thái
    Thân, Tô, Tôn, Tống, Trần, Triệu, Trịnh, Trương, Từ, Văn, Vi, Võ, Vũ, Vương
"""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_SEPARATOR = re.compile(r"\s*(?P<sign>[;,&]|(?<=\s)(?:và|cùng|[-–—])(?=\s))\s*")
# “Nguyễn Văn An, tổ trưởng”, “Nguyễn Văn An – tổ trưởng”, “Trần Thị Bình và các con”
_NOT_THE_NAME = re.compile(rf"\s*[–—].*|{_SEPARATOR.pattern}.*", re.DOTALL)
_LINKS = (";", "&", "và", "cùng")
"""Separators that stand between people; commas and dashes mostly stand before what they are."""


def sort_key(text: str) -> SortKey:
    """Return what `text` is sorted by; texts with equal keys are the same words.

    Case, punctuation, Unicode form and the place of the tone mark (hoà, hòa) do not count, and
    numbers go by their value.
    """
    marked = unicodedata.normalize("NFD", _THOUSANDS.sub("", text).casefold())
    return tuple(_word_key(word) for word in _WORD.findall(marked))


def initial(text: str) -> str:
    """Return the heading that `text` stands under: a capital, `0–9`, or nothing without words."""
    return heading(sort_key(text))


def heading(key: SortKey) -> str:
    """Return the heading that a text with this sort key stands under."""
    if not key:
        return ""
    (is_letter, place), *_ = key[0][0]
    if not is_letter:
        return NUMBERS
    return (_ALPHABET[place] if place < len(_ALPHABET) else chr(place)).upper()


def given_name_key(full_name: str) -> tuple[SortKey, SortKey]:
    """Return what a person is sorted by: the given name, then the other names as written.

    Titles in front do not count, nor do brackets or what follows a comma, a dash or “và”.
    """
    before, given, _ = split_given_name(full_name)
    key = _without_titles(sort_key(_masked(before) + given))
    return key[-1:], key[:-1]


def split_given_name(full_name: str) -> tuple[str, str, str]:
    """Return `full_name` in three parts: what is before the given name, the name, what is after."""
    masked = _masked(full_name)
    name = _NOT_THE_NAME.sub("", masked).rstrip() or masked.rstrip()
    start = max(map(name.rfind, " \t\n\u00a0")) + 1
    return full_name[:start], full_name[start : len(name)], full_name[len(name) :]


def people_in(name: str) -> tuple[str, ...]:
    """Return the people whom `name` names, each as written there; families stay whole."""
    text = " ".join(nfc(name).split())
    separators = list(_SEPARATOR.finditer(_masked(text)))
    people, start = [], 0
    for found in separators:
        before, after = text[start : found.start()], text[found.end() :]
        if _is_other_person(before, found["sign"], after):
            people.append(before)
            start = found.end()
    people.append(text[start:])
    if len(people) > 1:
        people[0] = _without_couple(people[0])
    return tuple(filter(None, (person.strip(" ,;") for person in people)))


def _word_key(word: str) -> Word:
    parts: list[tuple[int, int]] = []
    tones: list[int] = []
    for part in _PART.finditer(word):
        if part["number"]:
            parts.append((0, int(part["number"])))
            continue
        shape = "".join(mark for mark in part["marks"] if mark in _SHAPES)
        letter = nfc(part["letter"] + shape)
        parts.append((1, _PLACES.get(letter, _PLACES.get(part["letter"], ord(part["letter"])))))
        tones += [_TONES[mark] for mark in part["marks"] if mark in _TONES]
    return tuple(parts), tuple(tones)


def _masked(text: str) -> str:
    """Return `text` with blanks for brackets and for titles before a comma (“Đại tá, bác sĩ …”)."""
    masked = _BRACKETS.sub(lambda brackets: " " * len(brackets[0]), text)
    title, comma, _ = masked.partition(",")
    if comma and sort_key(title) in _keys(_TITLES):
        return " " * len(title + comma) + _masked(masked[len(title + comma) :])
    return masked


def _is_other_person(before: str, sign: str, after: str) -> bool:
    """Tell whether `after` names one more person, and not what the one `before` is."""
    key = sort_key(_NOT_THE_NAME.sub("", _masked(after)))
    if _prefix(key, _keys(_FAMILIES)):
        return True
    if _prefix(sort_key(before), _keys(_FAMILIES)) and sign != ";":
        return False
    names = _without_titles(key)
    written = _masked(after).split()[: len(key)][len(key) - len(names) :]
    if not 1 <= len(written) <= 5 or not all(word[0].isupper() for word in written):
        return False
    if len(names) < len(key) or sign in _LINKS:
        return True
    return len(names) >= 3 and names[:1] in _keys(_SURNAMES)


def _without_titles(key: SortKey) -> SortKey:
    titles = _keys(f"{_TITLES}\n{_FAMILIES}\n{_COUPLES}")
    while length := _prefix(key, titles):
        key = key[length:]
    return key


def _without_couple(name: str) -> str:
    return " ".join(name.split()[_prefix(sort_key(name), _keys(_COUPLES)) :])


def _prefix(key: SortKey, known: frozenset[SortKey]) -> int:
    """Return how many words at the start of `key` are the longest of `known`, a name left over."""
    lengths = range(min(len(key) - 1, 6), 0, -1)
    return next((length for length in lengths if key[:length] in known), 0)


@cache
def _keys(table: str) -> frozenset[SortKey]:
    return frozenset(sort_key(entry) for entry in re.split(r"[,\n]", table) if entry.strip())
