"""Advice on what of people's private lives should not be public."""

from __future__ import annotations

import re
from collections.abc import Iterator

from danvan.collection.messages import Message
from danvan.collection.textfiles import line_of

from . import messages
from .writing import Advice

# Mobile numbers have ten digits, those of houses eleven with 02; written in any groups.
_PHONE = re.compile(
    r"""(?<![\w.,/])
    (?:\(?\+?84\)?[ .-]?|\(?0)
    (?:[35789](?:[ .-]?\d){8}|2\d{0,2}\)?(?:[ .-]?\d){7,9})
    (?![\w/])""",
    re.VERBOSE,
)
# Twelve digits that begin with the number of a province, 001 to 096 (Thông tư 59/2021/TT-BCA).
_CITIZEN_ID = re.compile(r"(?<![\w.,])0(?:0[1-9]|[1-8]\d|9[0-6])(?:[ .]?\d{3}){3}(?![\w])")
_NAMED_ID = re.compile(
    r"(?:CCCD|CMND|CMTND|CMT|căn cước|chứng minh(?: nhân dân| thư)?)[^.\n\d]{0,30}"
    r"(?P<sample>\d{9}(?:\d{3})?)(?!\d)",
    re.IGNORECASE,
)
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_NUMBER = r"\d+[A-Za-z]?(?:/\d+[A-Za-z]?)*"
_LANES = ("ngõ", "ngách", "hẻm", "kiệt")
_LANE = f"(?:{'|'.join(_LANES)})"
_HOME = re.compile(
    rf"(?:số nhà|nhà số|nhà riêng(?: ở| tại)? số)\s+{_NUMBER}"
    rf"(?:[,\s]+(?:{_LANE}|đường|phố)\s[^\s,.;]+)*"
    rf"|(?<![^\W_])số\s+{_NUMBER}[,\s]+{_LANE}\s+{_NUMBER}",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"\d(?:[ .()-]{0,2}\d){8}")
_HOMES = ("số nhà", "nhà số", "nhà riêng", *_LANES)
"""What no home address does without."""


def advise_personal(text: str) -> Iterator[Advice]:
    """Yield a piece of advice for each private fact in the prose of an article."""
    taken: set[int] = set()
    for pattern, message in _wanted(text):
        for hit in pattern.finditer(text):
            if hit.end() not in taken:
                taken.add(hit.end())
                sample = " ".join((hit.groupdict().get("sample") or hit[0]).split())
                yield Advice(line_of(text, hit.start()), message, {"sample": sample})


def _wanted(text: str) -> Iterator[tuple[re.Pattern[str], Message]]:
    """Yield what to look for; most articles have nothing that could be any of it."""
    if _DIGITS.search(text):
        yield _NAMED_ID, messages.CITIZEN_ID
        yield _CITIZEN_ID, messages.CITIZEN_ID
        yield _PHONE, messages.PHONE
    if "@" in text:
        yield _EMAIL, messages.EMAIL
    small = text.lower()
    if any(words in small for words in _HOMES):
        yield _HOME, messages.HOME_ADDRESS
