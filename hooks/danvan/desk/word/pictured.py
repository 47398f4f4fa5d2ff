"""Take the pictures out of a manuscript's text, each with the caption that stands at it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import zip_longest

from danvan.collection.folding import fold

from .blocks import Block, Item, Paragraph, Shown, Span, Table, paragraphs_of
from .sections import section_of

LONGEST_CAPTION = 45
"""Words."""
_LABEL = re.compile(r"^\(?(?:ảnh|hình)(?:\s+(?:số\s+)?\d+)?\s*[:.–-]\s*", re.IGNORECASE)
_BEGINS = re.compile(r"^\(?(?:ảnh|hình)\b", re.IGNORECASE)
_CREDIT = re.compile(
    r"(?<=\S)[\s,;–-]*\(?\s*\b(?:ảnh|nguồn ảnh|nguồn|người chụp)\s*:\s*([^():]{2,60}?)\)?\.?$",
    re.IGNORECASE,
)


def with_pictures_apart(blocks: Iterable[Block]) -> list[Item]:
    """Return what the text holds, in order; captions go from the text to their pictures."""
    loose = [part for block in blocks for part in _apart(block)]
    items: list[Item] = []
    waiting: list[Shown] = []
    for item in loose:
        if isinstance(item, Shown):
            (items if item.caption else waiting).append(item)
            continue
        if waiting and isinstance(item, Paragraph) and _is_caption(item):
            items += [_captioned(shown, item.text) for shown in waiting]
            waiting = []
            continue
        if isinstance(item, Table) or item.text:
            items += waiting
            waiting = []
            items.append(item)
    return [*items, *waiting]


def _apart(block: Block) -> Iterator[Item]:
    if isinstance(block, Paragraph):
        yield from _paragraph_apart(block)
    elif any(paragraph.pictures for paragraph in paragraphs_of([block])):
        yield from _table_of_pictures(block)
    elif all(len(row) < 2 for row in block.rows):  # a frame around text
        for paragraph in paragraphs_of([block]):
            yield from _paragraph_apart(paragraph)
    elif any(paragraph.text for paragraph in paragraphs_of([block])):
        yield block


def _paragraph_apart(paragraph: Paragraph) -> Iterator[Item]:
    """Yield a paragraph, with its pictures before the text that comes after them."""
    if not paragraph.pictures:
        yield paragraph
        return
    text: list[Span] = []
    had_picture = False
    for span in (*paragraph.spans, None):
        if span is not None and span.picture is None:
            text.append(span)
            continue
        part = replace(paragraph, spans=tuple(text), boxed=paragraph.boxed or had_picture)
        if part.text:
            yield part
        text = []
        if span is not None and span.picture:
            had_picture = True
            yield Shown(span.picture)


def _table_of_pictures(table: Table) -> Iterator[Item]:
    """Yield the pictures of a table row by row; a caption stands in their cell or in that below."""
    used: set[tuple[int, int]] = set()
    for y, row in enumerate(table.rows):
        below = table.rows[y + 1] if y + 1 < len(table.rows) else ()
        for x, (cell, under) in enumerate(zip_longest(row, below, fillvalue=())):
            if (y, x) in used:
                continue
            parts = [part for block in cell for part in _apart(block)]
            shown = [part for part in parts if isinstance(part, Shown)]
            texts = _blocks(parts)
            if shown and not any(map(_has_text, texts)) and not _pictures_in(under):
                texts = _blocks(part for block in under for part in _apart(block))
                used.add((y + 1, x))
            caption = " ".join(p.text for p in paragraphs_of(texts) if p.text)
            if shown and len(caption.split()) <= LONGEST_CAPTION:
                yield from (_captioned(one, caption) for one in shown)
            else:
                yield from (*shown, *texts)


def _blocks(items: Iterable[Item]) -> list[Block]:
    return [item for item in items if not isinstance(item, Shown)]


def _pictures_in(cell: tuple[Block, ...]) -> bool:
    return any(paragraph.pictures for paragraph in paragraphs_of(cell))


def _has_text(item: Item) -> bool:
    return any(paragraph.text for paragraph in paragraphs_of(_blocks([item])))


def _is_caption(paragraph: Paragraph) -> bool:
    text = paragraph.text
    if (
        not text
        or len(text.split()) > LONGEST_CAPTION
        or paragraph.outline
        or section_of(paragraph)
    ):
        return False
    looks_like_one = paragraph.align == "center" or paragraph.italic or paragraph.boxed
    return paragraph.style == "caption" or bool(_BEGINS.match(text)) or looks_like_one


def _captioned(shown: Shown, text: str) -> Shown:
    typed = " ".join(text.split())
    caption = _LABEL.sub("", typed) or typed
    if typed.startswith("(") and caption.endswith(")") and caption.count("(") < caption.count(")"):
        caption = caption[:-1]
    credit = _CREDIT.search(caption)
    if credit:
        caption = caption[: credit.start()].strip()
    caption = caption.removeprefix("(") if caption.count("(") > caption.count(")") else caption
    said = f"{caption} {credit[1] if credit else ''}"
    more = len(fold(typed).split()) > len(fold(said).split())
    return replace(
        shown,
        caption=caption,
        credit=credit[1].strip() if credit else "",
        as_typed=typed if more else "",
    )
