"""Advice on how an article is typed: spaces, quotes, tone marks, old fonts, length."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from danvan.collection.messages import Message
from danvan.collection.textfiles import line_of
from danvan.desk.legacy import encoding_of

from . import messages
from .prose import BLANK

SHORTEST, LONGEST = 500, 1500
"""Words of an article, as the district asked for."""
_LETTER = r"[^\W\d_]"
_DOUBLE_SPACE = re.compile(r"[ \u00a0]{2,}(?<=[^\s|\ufffc].[ \u00a0])(?=[^\s|\ufffc])")
_SPACE_BEFORE = re.compile(r"[ \u00a0](?<=[^\W\d_].)[,;:!?.…](?=[\s)”]|$)", re.MULTILINE)
_NO_SPACE_AFTER = re.compile(
    rf"(?:[,;!?…](?={_LETTER})|[.:](?=[^\W\d_a-z]{_LETTER}))(?<={_LETTER}{_LETTER}.)"
)
_STRAIGHT_QUOTE = re.compile(r"\"")
"""Patterns find a place; the words around it are shown."""
_COUNTED = re.compile(r"[^\W_]+(?:[-.,/:][^\W_]+)*")
_ABBREVIATIONS = """
tp tx tt ts ths gs pgs bs ks cn ncs ngnd ngut nsnd nsut bt pbt ct pct tl kt ubnd hdnd
"""
_VOWEL = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯY"
_OLD_TONES = re.compile(
    rf"(?:[òóỏõọÒÓỎÕỌ](?<![{_VOWEL}].)[aeAE]|[ùúủũụÙÚỦŨỤ](?<![qQ{_VOWEL}].)[yY])(?!{_LETTER})"
)
_NEW_TONES = re.compile(
    rf"(?:[oO](?<![{_VOWEL}].)[àáảãạèéẻẽẹÀÁẢÃẠÈÉẺẼẸ]|[uU](?<![qQ{_VOWEL}].)[ỳýỷỹỵỲÝỶỸỴ])(?!{_LETTER})"
)
"""Open rhymes oa, oe, uy, the only ones that people write in two ways; in *quý* u is no vowel."""
_MARKS = re.compile("[\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323]")
_COMPOSED = re.compile(
    "[àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵ]", re.IGNORECASE
)


@dataclass(frozen=True)
class Advice:
    """Something that could be better in a text."""

    line: int
    """In the text, 1-based."""
    message: Message
    values: Mapping[str, object]
    also: Sequence[int] = ()
    """More lines with the same slip."""


def advise_writing(text: str) -> Iterator[Advice]:
    """Yield advice on the prose of an article, each kind of slip once with all its lines."""
    for pattern, message in (
        (_DOUBLE_SPACE, messages.DOUBLE_SPACE),
        (_SPACE_BEFORE, messages.SPACE_BEFORE),
        (_NO_SPACE_AFTER, messages.NO_SPACE_AFTER),
        (_STRAIGHT_QUOTE, messages.STRAIGHT_QUOTE),
    ):
        found = [hit for hit in pattern.finditer(text) if not _is_abbreviation(text, hit)]
        if found:
            lines = [line_of(text, hit.start()) for hit in found]
            yield Advice(lines[0], message, {"sample": _around(text, found[0])}, lines[1:])
    yield from _tone_styles(text)
    yield from _old_fonts(text)


def advise_length(text: str) -> Iterator[Advice]:
    """Yield advice on an article that says too little or too much for the book."""
    count = len(_COUNTED.findall(text))
    if not SHORTEST <= count <= LONGEST:
        message = messages.TOO_SHORT if count < SHORTEST else messages.TOO_LONG
        yield Advice(1, message, {"count": count, "low": SHORTEST, "high": LONGEST})


def advise_forms(raw: str) -> Iterator[Advice]:
    """Yield advice on a file, as it is on disk, in which letters are coded in two ways."""
    if unicodedata.is_normalized("NFC", raw):
        return
    mark = _MARKS.search(raw)
    if mark and _COMPOSED.search(raw):
        yield Advice(line_of(raw, mark.start()), messages.MIXED_FORMS, {})


def _is_abbreviation(text: str, hit: re.Match[str]) -> bool:
    if hit[0] not in ".:":
        return False
    word = _word_at(text, hit.start() - 1)
    return word.isupper() or word.lower() in _ABBREVIATIONS.split()


def _around(text: str, hit: re.Match[str]) -> str:
    """Return the words on both sides of a place."""
    before = re.search(r"\S*$", text[max(0, hit.start() - 30) : hit.start()])
    after = re.match(r"\S*", text[hit.end() : hit.end() + 30])
    return f"{before[0] if before else ''}{hit[0]}{after[0] if after else ''}".replace(BLANK, "")


def _word_at(text: str, place: int) -> str:
    """Return the word that holds a place."""
    start = end = place
    while start > 0 and text[start - 1].isalpha():
        start -= 1
    while end < len(text) and text[end].isalpha():
        end += 1
    return text[start:end]


def _tone_styles(text: str) -> Iterator[Advice]:
    """Advise when *hoà* and *hòa* stand in one text; the rarer style is the one to change."""
    old = [hit.start() for hit in _OLD_TONES.finditer(text)]
    new = [hit.start() for hit in _NEW_TONES.finditer(text)]
    if old and new:
        rarer, usual = sorted((old, new), key=len)
        word = _word_at(text, rarer[0])
        values = {"sample": word, "other": _twin(word, [_word_at(text, at) for at in usual])}
        yield Advice(line_of(text, rarer[0]), messages.TONE_STYLES, values)


def _twin(word: str, usual: Sequence[str]) -> str:
    """Return the same word in the usual style where the text has it, else any."""
    bare = _without_tones(word)
    return next((one for one in usual if _without_tones(one) == bare), usual[0])


def _without_tones(word: str) -> str:
    parts = unicodedata.normalize("NFD", word.lower())
    return "".join(part for part in parts if not unicodedata.combining(part))


def _old_fonts(text: str) -> Iterator[Advice]:
    encoding = encoding_of(text)
    if encoding is None:
        return
    found = list(encoding.words(text))
    lines = [line_of(text, place) for _, _, place in found]
    word, meant, _ = found[0]
    values = {"encoding": encoding.name, "sample": word, "meant": meant}
    yield Advice(lines[0], messages.LEGACY, values, lines[1:])
