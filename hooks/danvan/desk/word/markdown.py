"""Write what was read from a Word file as the Markdown of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from .blocks import Block, Paragraph, Shown, Span, Table, paragraphs_of, told
from .sections import Heading

_SPECIAL = re.compile(r"([\\`*_\[\]{])")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"^(#{1,6}(?=\s|$)|>|[+*=-]+(?=\s|$)|:(?=\s)|~~~|\|)")
_NUMBERED = re.compile(r"^(\d{1,9})([.)])(?=\s)")
_BULLET = re.compile(r"^\s*(?P<sign>[-–—•·*+▪►✓→])\s+")
_ENDS = (".", "!", "?", ":", ";", "…", "”")
TEXT, BULLETS, NUMBERS, NESTED = "text", "bullets", "numbers", "nested"
_INDENT = "    "
_LONGEST_VERSE = 60
"""Characters of a line of a poem."""


def article(
    items: Iterable[Heading | Block | Shown], notes: Mapping[str, list[Block]]
) -> tuple[str, list[str]]:
    """Return the Markdown of `items` with the footnotes that they call, and the other footnotes."""
    numbers: dict[str, int] = {}
    writer = _Writer(numbers)
    parts: list[str] = []
    kinds: list[str] = []
    for item in items:
        for text, kind in writer.blocks(item):
            close = kinds and kinds[-1] != TEXT and kind in {kinds[-1], NESTED}
            parts.append(("\n" if close else "\n\n") + text)
            kinds.append(kinds[-1] if close else kind)  # what is nested belongs to the list around
    body = "".join(parts).strip("\n")
    text = "\n\n".join(filter(None, [body, *writer.footnotes(notes)]))
    return text, [told(blocks) for key, blocks in notes.items() if key not in numbers]


class _Writer:
    def __init__(self, numbers: dict[str, int]) -> None:
        self._numbers = numbers
        """The number of each footnote, in the order in which they are called."""
        self._counts: dict[tuple[str, int], int] = {}
        self._deepest = -1
        """Level of the list item just written; -1 outside lists. A level cannot be left out."""

    def blocks(self, item: Heading | Block | Shown) -> Iterable[tuple[str, str]]:
        """Yield the Markdown of an item, each with its kind: text, or an item of which list."""
        if isinstance(item, Heading):
            self._deepest = -1
            yield f"{'#' * item.level} {_escaped(item.text)}", TEXT
        elif isinstance(item, Table):
            self._deepest = -1
            yield self._table(item), TEXT
        elif isinstance(item, Paragraph):
            for part in _without_breaks(item):
                text, kind = self._paragraph(part)
                self._deepest = -1 if kind == TEXT else self._deepest
                yield text, kind

    def footnotes(self, notes: Mapping[str, list[Block]]) -> list[str]:
        """Return the definitions of the footnotes that were called."""
        found = []
        for key, number in self._numbers.items():
            texts = [self._inline(p.spans) for p in paragraphs_of(notes.get(key, [])) if p.text]
            found.append(f"[^{number}]: " + f"\n\n{_INDENT}".join(texts or ["…"]))
        return found

    def _paragraph(self, paragraph: Paragraph) -> tuple[str, str]:
        text = paragraph.text
        typed = _BULLET.match(text)
        if paragraph.item:
            return self._listed(paragraph)
        if typed:
            level = self._level(1 if typed["sign"] == "+" else 0)
            spans = _from(paragraph.spans, typed.end())
            return f"{_INDENT * level}- {self._inline(spans)}", NESTED if level else BULLETS
        numbered = _NUMBERED.match(text)
        if numbered and len(numbered[1]) < 3:
            spans = _from(paragraph.spans, numbered.end())
            self._deepest = 0
            return f"{numbered[1]}. {self._inline(spans)}", NUMBERS
        return self._inline(paragraph.spans), TEXT

    def _listed(self, paragraph: Paragraph) -> tuple[str, str]:
        item = paragraph.item
        assert item
        spans = paragraph.spans
        if typed := _BULLET.match(paragraph.text):
            spans = _from(spans, typed.end())
        key = (item.key, item.level)
        self._counts[key] = self._counts.get(key, 0) + 1
        mark = f"{self._counts[key]}." if item.ordered else "-"
        level = self._level(item.level)
        kind = NESTED if level else NUMBERS if item.ordered else BULLETS
        return f"{_INDENT * level}{mark} {self._inline(spans)}", kind

    def _level(self, wanted: int) -> int:
        """Return how deep an item can stand: one level below the item before it, at most."""
        self._deepest = min(wanted, self._deepest + 1)
        return self._deepest

    def _table(self, table: Table) -> str:
        width = max(len(row) for row in table.rows)
        rows = [[self._cell(cell) for cell in row] for row in table.rows]
        lines = [f"| {' | '.join(row + [''] * (width - len(row)))} |" for row in rows]
        lines.insert(1, "|" + " --- |" * width)
        return "\n".join(lines)

    def _cell(self, cell: Sequence[Block]) -> str:
        texts = (self._inline(p.spans) for p in paragraphs_of(tuple(cell)) if p.text)
        return (
            "<br>".join(texts).replace("  \n", "<br>").replace("|", "\\|").replace("\\\\|", "\\|")
        )

    def _inline(self, spans: Iterable[Span]) -> str:
        """Return successive spans with their emphasis, as one line (verse: as several)."""
        merged = _merged(spans)
        text = "".join(self._span(span) for span in merged).strip()
        text = re.sub(r"[ \t\u00a0]{2,}|\t", " ", text)
        text = text.replace("\n", "  \n")
        return _NUMBERED.sub(r"\1\\\2", _LINE_START.sub(r"\\\1", text))

    def _span(self, span: Span) -> str:
        if span.note:
            number = self._numbers.setdefault(span.note, len(self._numbers) + 1)
            return f"[^{number}]"
        core = span.text.strip(" \t\u00a0\n")
        if not core:
            return span.text
        before, after = span.text.split(core, 1)
        text = _escaped(core)
        if span.raised:
            text = f"<{span.raised}>{text}</{span.raised}>"
        if span.link:
            text = f"[{text}]({span.link.replace(' ', '%20').replace(')', '%29')})"
        marks = "**" * span.bold + "*" * span.italic
        return f"{before}{marks}{text}{marks}{after}"


def _escaped(text: str) -> str:
    return _TAG.sub("&lt;", _ENTITY.sub("&amp;", _SPECIAL.sub(r"\\\1", text)))


def _merged(spans: Iterable[Span]) -> list[Span]:
    """Give spaces the look of the text before them, so that emphasis is not broken at each."""
    merged: list[Span] = []
    shown = [span for span in spans if not span.picture]
    wholly_bold = all(span.bold for span in shown if span.text.strip())
    for one in shown:
        span = replace(one, bold=one.bold and not wholly_bold)
        last = merged[-1] if merged else None
        if last and not span.note and not last.note:
            if not span.text.strip() and "\n" not in span.text:
                merged[-1] = replace(last, text=last.text + span.text)
                continue
            if replace(span, text="") == replace(last, text=""):
                merged[-1] = replace(last, text=last.text + span.text)
                continue
        merged.append(span)
    return merged


def _from(spans: Sequence[Span], start: int) -> tuple[Span, ...]:
    """Return `spans` without the first `start` letters of their text."""
    lead = len("".join(span.text for span in spans)) - len(
        "".join(span.text for span in spans).lstrip()
    )
    left = start + lead
    kept = []
    for span in spans:
        cut = min(left, len(span.text))
        left -= cut
        if span.note or span.text[cut:]:
            kept.append(replace(span, text=span.text[cut:]))
    return tuple(kept)


def _without_breaks(paragraph: Paragraph) -> list[Paragraph]:
    """Split a paragraph where somebody typed line breaks in place of paragraphs; join the others.

    The lines of a poem stay lines.
    """
    text = paragraph.text
    if "\n" not in text:
        return [paragraph]
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if _is_verse(lines):
        return [replace(paragraph, spans=_with_single_breaks(paragraph.spans))]
    parts: list[list[Span]] = [[]]
    for span in paragraph.spans:
        for number, piece in enumerate(span.text.split("\n")):
            if number:
                said = "".join(one.text for one in parts[-1]).rstrip()
                if not said or said.endswith(_ENDS) or _BULLET.match(piece):
                    parts.append([])
                else:
                    parts[-1].append(replace(span, text=" "))
            parts[-1].append(replace(span, text=piece))
    made = (replace(paragraph, spans=tuple(spans)) for spans in parts)
    return [part for part in made if part.text]


def _is_verse(lines: Sequence[str]) -> bool:
    short = all(len(line) <= _LONGEST_VERSE and line[0].isupper() for line in lines)
    inner = sum(line.endswith(".") for line in lines[:-1])
    return len(lines) > 1 and short and inner * 2 <= len(lines) - 1


def _with_single_breaks(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, text=re.sub(r"\s*\n\s*", "\n", span.text)) for span in spans)
