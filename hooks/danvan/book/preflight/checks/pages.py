"""The order of pages: their number, blank ones, right-hand openers, sheets in colour."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan.book.preflight import messages
from danvan.book.preflight.facts import PressFacts
from danvan.book.preflight.findings import Check, Finding, Part, conclude, page_ranges
from danvan.book.preflight.reading.marks import (
    ImageMark,
    PageContent,
    PathMark,
    ShadeMark,
    TextMark,
)
from danvan.book.preflight.reading.pixels import Pixels
from danvan.book.preflight.reading.pressfile import PressFile

from .colours import coloured

_PART = Part.BOOK


def check_count(file: PressFile, facts: PressFacts) -> Check:
    """Find a page count that leaves the last sheet part empty."""
    count, extra = len(file.pages), len(file.pages) % facts.signature
    findings = []
    if extra or not count:
        missing = facts.signature - extra
        findings.append(
            messages.COUNT_WRONG.at(
                count=count, signature=facts.signature, missing=missing, extra=extra
            )
        )
    return conclude(messages.COUNT, _PART, findings, count=count, signature=facts.signature)


def check_blanks(file: PressFile, facts: PressFacts) -> Check:
    """Find blank pages that nobody meant: those before an opener and at the end are meant."""
    blank = [page.number for page in file.pages if is_blank(page)]
    end = len(file.pages)
    while end in blank:
        end -= 1
    findings = list(_stray([n for n in blank if n < end], facts))
    at_end, most = len(file.pages) - end, facts.signature - 1
    if at_end > most:
        findings.append(messages.BLANK_END.at(end + 1, count=at_end, most=most))
    fine = messages.BLANKS_FINE.format(count=len(blank), pages=page_ranges(blank))
    return conclude(messages.BLANKS, _PART, findings, blanks=fine if blank else messages.NO_BLANKS)


def check_openers(file: PressFile, facts: PressFacts) -> Check:
    """Find openers that are not on a right-hand page, or not there at all."""
    blank = {page.number for page in file.pages if is_blank(page)}
    findings = []
    for title, page in facts.opener_pages:
        if not 1 <= page <= len(file.pages):
            count = len(file.pages)
            findings.append(messages.OPENER_OUTSIDE.at(title=title, number=page, count=count))
        elif page % 2 == 0:
            findings.append(messages.OPENER_LEFT.at(page, title=title))
        elif page in blank:
            findings.append(messages.OPENER_BLANK.at(page, title=title))
    rule = messages.OPENERS
    rule = rule if facts.opener_pages else rule._replace(good=messages.NO_OPENERS)
    return conclude(rule, _PART, findings, count=len(facts.opener_pages))


def check_sheets(file: PressFile, facts: PressFacts, pixels: Mapping[object, Pixels]) -> Check:
    """Find sheets of a one-colour interior that are only partly in colour."""
    if not facts.one_colour:
        return conclude(messages.SHEETS, _PART, (), sheets=messages.ALL_COLOUR)
    really = {page.number for page in file.pages if any(coloured(page, pixels))}
    in_colour = {page for page in facts.colour_pages if page <= len(file.pages)} | really
    findings = []
    for first in range(1, len(file.pages) + 1, facts.signature):
        last = min(first + facts.signature - 1, len(file.pages))
        if 0 < len(in_colour & set(range(first, last + 1))) <= last - first:
            findings.append(
                messages.SHEET_PART.at(first=first, last=last, signature=facts.signature)
            )
    full = messages.SHEETS_FULL.format(signature=facts.signature)
    sheets = full if in_colour else messages.ALL_GREY
    return conclude(messages.SHEETS, _PART, findings, sheets=sheets)


def is_blank(page: PageContent) -> bool:
    """Tell a page that prints nothing within its trim."""
    return not any(_prints(mark, page) for mark in page.marks)


def _prints(mark: PathMark | ImageMark | TextMark | ShadeMark, page: PageContent) -> bool:
    if mark.box is None or mark.box.common(page.trim) is None:
        return False
    if isinstance(mark, TextMark):
        return any(colour.visible for colour, _ in mark.painted)
    if isinstance(mark, PathMark):
        return mark.colour.visible
    return True


def _stray(blank: list[int], facts: PressFacts) -> Iterator[Finding]:
    """Yield what is wrong with blank pages before the end of the book."""
    openers = {page for _, page in facts.opener_pages}
    for page in blank:
        if page + 1 in blank:
            yield messages.BLANK_PAIR.at(page)
        elif page % 2:
            yield messages.BLANK_RIGHT.at(page)
        elif page + 1 not in openers:
            yield messages.BLANK_STRAY.at(page)
