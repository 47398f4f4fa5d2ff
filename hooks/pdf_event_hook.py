"""mkdocs-with-pdf events: the plugin assembles and renders the book that danvan hands to it.

The plugin is frozen at 0.9.3. Left alone it parses every page of the site, twice, and loads
Material's whole CSS into the book. Its own options keep it from doing so (`exclude_pages`, and
`theme_handler_path` naming this file); what it then lays out are the sections of `hand_over`.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup, Tag

from danvan.book import BookSection, BookSettings
from danvan.book.assembly import anchor
from danvan.pages.titles import bound

PLUGIN = "with-pdf"


class _BookPage:
    """A section of the book in the shape in which the plugin takes pages from a navigation."""

    is_section = False
    children: tuple[()] = ()

    def __init__(self, section: BookSection) -> None:
        self.title = section.title
        self.url = anchor(section.address)
        setattr(self, "pdf-article", BeautifulSoup(section.html, "html.parser").article)


class _Forward(logging.Handler):
    """Passes WeasyPrint's warnings on to MkDocs, so that a strict build stops for them."""

    def __init__(self, log: Any) -> None:
        super().__init__(logging.WARNING)
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.warning("Sách PDF: %s", record.getMessage())


class _Uncounted(logging.Filter):
    """Stands for the plugin's own counter of warnings, which ends a build with a traceback.

    MkDocs counts the same warnings, prints them, and ends a strict build in one line.
    """

    def counts(self) -> tuple[int, int]:
        return 0, 0


def prepare(plugins: Mapping[str, Any], output: str) -> None:
    """Tell the plugin where the book goes."""
    if PLUGIN in plugins:
        plugins[PLUGIN]._error_counter = _Uncounted()
        plugins[PLUGIN].config["output_path"] = output


def hand_over(
    plugins: Mapping[str, Any],
    sections: Iterable[BookSection],
    book: BookSettings,
    templates: Path,
    colours: str,
    log: Any,
) -> None:
    """Give the plugin the sections to assemble; nothing happens when it is switched off.

    `colours` is the site's CSS of the fields' colours.
    """
    if PLUGIN not in plugins:
        return
    _bridge_warnings(log)
    generator = plugins[PLUGIN].generator
    generator._options.template.keywords.update(book=book, bound=bound)
    # The plugin would take the head of the first page that it parses, and it parses none.
    generator._head = _head(book, templates, colours)
    generator.on_nav([_BookPage(section) for section in sections])


def _head(book: BookSettings, templates: Path, colours: str) -> Tag | None:
    """Return what the style sheet cannot know: the folder of its files, sizes and colours."""
    width, height = f"{book.trim_width}mm", f"{book.trim_height}mm"
    light = (rule for rule in colours.splitlines() if rule.startswith(".field-"))
    css = (
        f":root {{ --trim-width: {width}; --trim-height: {height}; }}"
        # The plugin sets its A4 further down.
        f" @page {{ size: {width} {height} !important; }} {' '.join(light)}"
    )
    return BeautifulSoup(
        f'<head><base href="{escape(templates.resolve().as_uri())}/">'
        f"<title>{escape(book.title)}</title>"
        f'<meta name="author" content="{escape(book.issuer)}"><style>{css}</style></head>',
        "html.parser",
    ).head


def _bridge_warnings(log: Any) -> None:
    logger = logging.getLogger("weasyprint")
    for handler in [h for h in logger.handlers if isinstance(h, _Forward)]:
        logger.removeHandler(handler)  # of an earlier build in this process
    logger.addHandler(_Forward(log))
    logger.setLevel(logging.WARNING)


# --- called by the plugin ------------------------------------------------------------------------


def pre_pdf_render(soup: BeautifulSoup, logger: logging.Logger) -> BeautifulSoup:
    """Give the document the language that the plugin drops."""
    assert isinstance(soup.html, Tag)
    soup.html["lang"] = "vi"
    for style in soup.find_all("style"):
        # libsass puts it before Vietnamese words (the plugin's own strings), where it is an error.
        style.string = style.get_text().replace('@charset "UTF-8";', "")
    return soup


def get_stylesheet(debug_html: bool) -> str:
    """Return no theme style: the book has a style sheet of its own (overrides/book)."""
    return ""


def get_script_sources() -> list[str]:
    """Return no scripts."""
    return []


def inject_link(html: str, href: str, *_: object) -> str:
    """Leave pages as they are: the templates link the book."""
    return html
