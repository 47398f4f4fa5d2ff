"""Turn text that was typed for fonts of before Unicode into Unicode, run by run."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import replace

from danvan.desk.legacy import Encoding, encoding_of, encoding_of_font
from danvan.desk.syllables import is_syllable

from .blocks import Block, Paragraph, Span, Table, paragraphs_of

_PRIVATE = re.compile("[\uf020-\uf0ff]")
"""Where Word keeps letters of fonts that say they hold symbols."""
_CAPITALS = re.compile(r"^\.?vn.*h$", re.IGNORECASE)
"""TCVN3 has no capitals with marks: they are small letters in a font of capitals."""
_SYMBOLS = {
    "\uf0b7": "•",
    "\uf0a7": "•",
    "\uf0d8": "•",
    "\uf076": "•",
    "\uf0fc": "✓",
    "\uf0e0": "→",
    "\uf02d": "-",
}
_WINDOWS = "ŠšŒœŸŽžƒ"
"""Letters that the old code page had beyond Latin-1; no Vietnamese in Unicode goes without more."""
_WORD = re.compile(r"\w+")


def unicode_runs(blocks: list[Block]) -> list[Block]:
    """Return `blocks` in Unicode; each run is judged by its font's name and by what it says."""
    named = [_map(block, _by_fonts) for block in blocks]
    texts = "\n".join(paragraph.text for paragraph in paragraphs_of(named))
    encoding = encoding_of(texts)
    if encoding:
        named = [_map(block, lambda p: _by_content(p, encoding)) for block in named]
    return [_map(block, _plain) for block in named]


def _map(block: Block, change: Callable[[Paragraph], Paragraph]) -> Block:
    if isinstance(block, Paragraph):
        return change(block)
    return Table(
        tuple(tuple(tuple(_map(one, change) for one in cell) for cell in row) for row in block.rows)
    )


def _by_fonts(paragraph: Paragraph) -> Paragraph:
    spans = _joined(paragraph.spans)
    found = {encoding for span in spans if (encoding := encoding_of_font(span.font))}
    for encoding in found:
        own = [span for span in spans if encoding_of_font(span.font) is encoding]
        if _says_more(encoding, " ".join(_letters(span) for span in own)):
            spans = [
                _converted(s, encoding) if s in own or _fits(s, encoding) else s for s in spans
            ]
    return replace(paragraph, spans=tuple(spans))


def _fits(span: Span, encoding: Encoding) -> bool:
    """Tell whether a run that lost its font says something in the encoding of those around it."""
    if encoding_of_font(span.font) or span.text.isascii() or _PRIVATE.search(span.text):
        return False
    words = re.findall(r"[^\W\d_]+", encoding.to_unicode(span.text))
    return not any(map(_is_unicode, span.text)) and bool(words) and all(map(is_syllable, words))


def _joined(spans: Iterable[Span]) -> list[Span]:
    """Join successive spans that look alike: Word splits them inside words."""
    joined: list[Span] = []
    for span in spans:
        last = joined[-1] if joined else None
        plain = not (span.note or span.picture)
        if last and plain and replace(span, text=last.text) == last and not last.picture:
            joined[-1] = replace(last, text=last.text + span.text)
        else:
            joined.append(span)
    return joined


def _says_more(encoding: Encoding, text: str) -> bool:
    """Tell whether a text is Vietnamese in an old encoding rather than as it stands.

    Text that was typed in Unicode keeps the name of an old font when a template had it.
    """
    words = [word for word in text.split() if not word.isascii()]
    old = [word for word in words if not any(map(_is_unicode, word))]
    if len(old) * 2 < len(words):
        return False
    as_it_is = sum(all(map(is_syllable, _WORD.findall(word))) for word in old)
    meant = sum(all(map(is_syllable, _WORD.findall(encoding.to_unicode(word)))) for word in old)
    return meant >= as_it_is


def _letters(span: Span) -> str:
    return _PRIVATE.sub(lambda found: chr(ord(found[0]) - 0xF000), span.text)


def _converted(span: Span, encoding: Encoding) -> Span:
    """Convert a run, but for words that somebody put right in Unicode."""
    text = "".join(
        part if any(map(_is_unicode, part)) else encoding.to_unicode(part)
        for part in re.split(r"(\s+)", _letters(span))
    )
    return replace(span, text=text.upper() if _CAPITALS.match(span.font) else text, font="")


def unicode_text(text: str, encoding: Encoding) -> str:
    """Return text that was typed in an old encoding's font, unless it is Unicode all the same."""
    return encoding.to_unicode(text) if _says_more(encoding, text) else text


def _by_content(paragraph: Paragraph, encoding: Encoding) -> Paragraph:
    """Convert a paragraph that lost its font: all of it, or words if others are in Unicode."""
    spans = _joined(paragraph.spans)
    text = " ".join(span.text for span in spans)
    if next(encoding.words(text), None) is None:
        return paragraph
    whole = not any(map(_is_unicode, text))
    changed = (
        replace(span, text=encoding.to_unicode(span.text)) if whole else _respelled(span, encoding)
        for span in spans
    )
    return replace(paragraph, spans=tuple(changed))


def _is_unicode(letter: str) -> bool:
    """Tell whether no old encoding has this letter."""
    return ord(letter) > 0xFF and letter not in _WINDOWS and letter.isalpha()


def _respelled(span: Span, encoding: Encoding) -> Span:
    text, done = "", 0
    for word, meant, start in encoding.words(span.text):
        text += span.text[done:start] + meant
        done = start + len(word)
    return replace(span, text=text + span.text[done:])


def _plain(paragraph: Paragraph) -> Paragraph:
    spans = (replace(span, text=_without_symbols(span.text), font="") for span in paragraph.spans)
    return replace(paragraph, spans=tuple(_joined(spans)))


def _without_symbols(text: str) -> str:
    text = _PRIVATE.sub(lambda found: _SYMBOLS.get(found[0], "•"), text)
    return text.replace("\xad", "")
