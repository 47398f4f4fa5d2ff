"""mkdocs-with-pdf events: the plugin assembles the books that danvan hands to it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape
from math import ceil
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag
from markupsafe import Markup

from danvan.book import BookSettings, BookText, BookWorks
from danvan.book.assembly import anchor
from danvan.book.imprint import BLANK, copies, imprint_lines, trim_size
from danvan.book.lettering import balanced, text_width
from danvan.pages.parts import FOREWORD
from danvan.pages.titles import bound
from pdf_assembler import BookAssembler

PLUGIN = "with-pdf"
SHORTEST_LINE = 10
"""Ems of a title that are not broken further."""


def take_over(plugins: Mapping[str, Any]) -> None:
    """Put danvan's assembler in the place of the plugin's generator."""
    plugin = plugins[PLUGIN]
    if not isinstance(plugin.generator, BookAssembler):
        plugin.generator = BookAssembler(plugin.generator._options)
    # Its counter of warnings ends a build with a traceback; MkDocs counts the same warnings.
    plugin._error_counter = None
    plugin._options.strict = False


def combined_html(
    plugins: Mapping[str, Any],
    text: BookText,
    book: BookSettings,
    colours: str,
    works: BookWorks,
) -> str:
    """Return the HTML of one volume; `colours` is the site's CSS of the fields' colours."""
    keywords = {
        "book": book,
        "bound": bound,
        "balanced": partial(_balanced, templates=works.templates),
        "website": works.website,
        "signature": book.press.signature,
        "imprint": {
            "lines": imprint_lines(book),
            "blank": BLANK,
            "copies": copies(book),
            "trim": trim_size(book),
        },
    }
    assembler: BookAssembler = plugins[PLUGIN].generator
    soup = assembler.combined(_head(book, colours), text.sections, keywords)
    _foreword_first(soup)
    _true_levels(soup)
    return str(soup)


def _head(book: BookSettings, colours: str) -> Tag:
    """Return what the style sheet cannot know: sizes, colours, and what the document is called."""
    light = (rule for rule in colours.splitlines() if rule.startswith(".field-"))
    head = BeautifulSoup(
        f"<head><title>{escape(book.title)}</title>"
        f'<meta name="author" content="{escape(book.issuer)}">'
        f'<meta name="description" content="{escape(book.subtitle)}">'
        f'<meta name="keywords" content="Dân vận khéo, gương điển hình">'
        f"<style>{book.geometry.css} {' '.join(light)}</style></head>",
        "html.parser",
    ).head
    assert head
    return head


def _balanced(text: str, lines: int, templates: Path) -> Markup:
    """Return `text` in at most so many lines of about equal length, fewer when it is short."""
    font = templates / "fonts" / "source-serif-4-600.ttf"
    broken = balanced(text, min(lines, ceil(text_width(text, font) / SHORTEST_LINE)), font)
    return Markup("<br>").join(broken)


def _foreword_first(soup: BeautifulSoup) -> None:
    """Put the foreword before the contents, where the plugin knows only the cover."""
    contents = soup.find(id="doc-toc")
    foreword = soup.find(id=f"{anchor(FOREWORD.removesuffix('.md'))}:")
    if isinstance(contents, Tag) and isinstance(foreword, Tag):
        contents.insert_before(foreword.extract())


def _true_levels(soup: BeautifulSoup) -> None:
    """Give headings inside articles the level below their title's (ISO 14289-1, 7.4.2).

    Until the contents were made they were all `h6`, which the plugin leaves out there.
    """
    level = 1
    for headline in soup.find_all(["h1", "h2", "h3", "h6"]):
        classes = headline.get("class") or []
        if "sub" in classes:
            headline.name = f"h{level + int(classes[-1].removeprefix('sub-'))}"
        else:
            level = int(headline.name[1])


# --- called by the plugin ------------------------------------------------------------------------


def get_stylesheet(debug_html: bool) -> str:
    """Return no theme style: the book has a style sheet of its own (overrides/book)."""
    return ""


def get_script_sources() -> list[str]:
    """Return no scripts."""
    return []


def inject_link(html: str, href: str, *_: object) -> str:
    """Leave pages as they are: the templates link the book."""
    return html
