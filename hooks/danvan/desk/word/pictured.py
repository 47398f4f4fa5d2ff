"""Take the pictures out of a manuscript's text, each with the caption that stands at it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from danvan.collection.folding import fold

from .blocks import Block, Item, Paragraph, Shown, Span, Table, paragraphs_of
from .sections import section_of

LONGEST_CAPTION, SHORTEST_TEXT = 45, 25
"""Words; from so many on a paragraph is the article's text."""
_LABEL = re.compile(r"^\(?(?:ảnh|hình)(?:\s+(?:số\s+)?\d+)?\s*[:.–-]\s*", re.IGNORECASE)
_BEGINS = re.compile(r"^\(?(?:ảnh|hình)\b(?:\s+(?:số\s+)?\d+)?\s*[:.–-]", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?<=\S)[\s,;–-]*\(?\s*\b(?:ảnh|nguồn ảnh|nguồn|người chụp)\s*:\s*([^():\[\]]{2,60}?)\)?\.?$",
    re.IGNORECASE,
)
_CREDIT_ALONE = re.compile(
    r"^\(?(?:ảnh|nguồn ảnh|nguồn|người chụp)\s*:\s*([^():\[\]]{2,40}?)\)?\.?$", re.IGNORECASE
)
_QUOTED = re.compile(r"^[“\"].*[”\"]\.?$")
_WORD = re.compile(r"\w+")
_DATE = re.compile(r"\bngay\b.{1,12}\bthang\b.{1,12}\bnam\b")


def with_pictures_apart(blocks: Iterable[Block]) -> list[Item]:
    """Return what the text holds, in order; captions go from the text to their pictures."""
    return _captioned_items([part for block in blocks for part in _apart(block)], begun=False)


def _captioned_items(loose: Sequence[Item], *, begun: bool) -> list[Item]:
    """Give pictures the captions that follow them.

    Until the article has `begun`, what follows a picture may be a title: only a line that is
    plainly a caption counts.
    """
    items: list[Item] = []
    waiting: list[Shown] = []
    last: list[Shown] = []
    for item in loose:
        if isinstance(item, Shown):
            (items if item.caption else waiting).append(item)
            last = []
            continue
        if isinstance(item, Paragraph) and not item.text:
            continue
        if waiting and isinstance(item, Paragraph) and _is_caption(item, begun=begun):
            last = [_captioned(shown, item.text) for shown in waiting]
            items += last
            waiting = []
            continue
        if last and isinstance(item, Paragraph) and (credit := _CREDIT_ALONE.match(item.text)):
            items[-len(last) :] = [_credited(shown, credit, item.text) for shown in last]
            last = []
            continue
        items += waiting
        waiting, last = [], []
        begun = begun or isinstance(item, Table) or _is_text(item)
        items.append(item)
    return [*items, *waiting]


def _apart(block: Block) -> Iterator[Item]:
    if isinstance(block, Paragraph):
        yield from _paragraph_apart(block)
    elif any(paragraph.pictures for paragraph in paragraphs_of([block])):
        yield from _table_of_figures(block) if _is_data(block) else _table_of_pictures(block)
    elif all(len(row) < 2 for row in block.rows):  # a frame around text
        for paragraph in paragraphs_of([block]):
            yield from _paragraph_apart(paragraph)
    elif any(paragraph.text for paragraph in paragraphs_of([block])):
        yield block


def _paragraph_apart(paragraph: Paragraph) -> Iterator[Item]:
    """Yield a paragraph's pictures and its text: that after a line break as a line of its own."""
    if not paragraph.pictures:
        yield paragraph
        return
    text: list[Span] = []
    shown: list[Shown] = []
    below = False  # the text stands on a line of its own, under its picture
    for span in paragraph.spans:
        if span.picture and below and _says(replace(paragraph, spans=tuple(text))):
            yield from shown
            yield replace(paragraph, spans=tuple(text), boxed=True)
            text, shown, below = [], [], False
        if span.picture:
            shown.append(Shown(span.picture))
        elif shown and not any(s.text.strip() for s in text) and span.text.startswith("\n"):
            below = True
            text.append(replace(span, text=span.text.lstrip("\n")))
        else:
            text.append(span)
    # Pictures are anchored at the beginning of the paragraph that they belong to.
    yield from shown
    whole = replace(paragraph, spans=tuple(text), boxed=paragraph.boxed or below)
    if _says(whole):
        yield whole


def _says(paragraph: Paragraph) -> bool:
    return bool(paragraph.text) or any(span.note for span in paragraph.spans)


def _is_data(table: Table) -> bool:
    """Tell a table of figures that has a picture in it from one that only arranges pictures."""
    cells = [cell for row in table.rows for cell in row]
    told = sum(any(p.text for p in paragraphs_of(cell)) for cell in cells)
    pictured = sum(_pictures_in(cell) for cell in cells)
    return len(table.rows) > 2 and told > 2 * pictured


def _table_of_figures(table: Table) -> Iterator[Item]:
    """Yield the table, then each picture of it with what its row says as caption."""
    yield table
    for row in table.rows:
        texts = (" ".join(p.text.split()) for cell in row for p in paragraphs_of(cell))
        caption = ", ".join(filter(None, texts))
        short = caption if len(caption.split()) <= LONGEST_CAPTION else ""
        for paragraph in (p for cell in row for p in paragraphs_of(cell)):
            yield from (Shown(picture, short) for picture in paragraph.pictures)


def _table_of_pictures(table: Table) -> Iterator[Item]:
    """Yield the pictures of a table row by row; a caption stands in their cell or in that below."""
    used: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        below = table.rows[y + 1] if y + 1 < len(table.rows) else ()
        for x, (cell, under) in enumerate(zip_longest(row, below, fillvalue=())):
            if (y, x) in used or x >= len(row):
                continue
            parts = [_in_a_box(part) for block in cell for part in _apart(block)]
            has_picture = any(isinstance(part, Shown) for part in parts)
            if has_picture and not any(map(_has_text, parts)) and not _pictures_in(under):
                parts += [_in_a_box(part) for block in under for part in _apart(block)]
                used.add((y + 1, x))
            yield from _captioned_items(parts, begun=True)


def _in_a_box(item: Item) -> Item:
    return replace(item, boxed=True) if isinstance(item, Paragraph) else item


def _pictures_in(cell: tuple[Block, ...]) -> bool:
    return any(paragraph.pictures for paragraph in paragraphs_of(cell))


def _has_text(item: Item) -> bool:
    return not isinstance(item, Shown) and any(p.text for p in paragraphs_of([item]))


def _is_text(item: Item) -> bool:
    if not isinstance(item, Paragraph):
        return False
    return len(item.text.split()) >= SHORTEST_TEXT or bool(section_of(item))


def _is_caption(paragraph: Paragraph, *, begun: bool) -> bool:
    text = paragraph.text
    if not text or len(text.split()) > LONGEST_CAPTION or paragraph.outline:
        return False
    if paragraph.style == "caption" or _BEGINS.match(text):
        return True
    if paragraph.style == "title" or (paragraph.bold and section_of(paragraph)):
        return False
    if _QUOTED.match(text) or _DATE.search(fold(text)):
        return False
    if begun and (paragraph.align == "center" or _CREDIT.search(text)):
        return True
    return paragraph.boxed or (paragraph.italic and not paragraph.bold)


def _captioned(shown: Shown, text: str) -> Shown:
    typed = " ".join(text.split())
    caption = _LABEL.sub("", typed) or typed
    if typed.startswith("(") and caption.endswith(")") and caption.count("(") < caption.count(")"):
        caption = caption[:-1]
    credit = _CREDIT.search(caption)
    if credit:
        caption = caption[: credit.start()].strip()
    caption = caption.removeprefix("(") if caption.count("(") > caption.count(")") else caption
    said = Counter(_WORD.findall(f"{caption} {credit[1] if credit else ''}"))
    return replace(
        shown,
        caption=caption,
        credit=credit[1].strip() if credit else "",
        as_typed=typed if Counter(_WORD.findall(typed)) - said else "",
    )


def _credited(shown: Shown, credit: re.Match[str], text: str) -> Shown:
    return replace(shown, credit=credit[1].strip(), as_typed=f"{shown.as_typed} {text}".strip())
