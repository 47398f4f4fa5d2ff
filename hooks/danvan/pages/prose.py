"""Small steps that make staff Markdown mean what its writer meant."""

from __future__ import annotations

import re
from collections.abc import Mapping

import nh3

from danvan.collection.articles import marked_lines, replace_images
from danvan.collection.folding import fold
from danvan.collection.markup import EMPTIED, LIGHTBOX, SCHEMES, TAGS, allowed, kept_value

from .pictures import Picture, figure_html

_ATTRIBUTES = {tag: set(allowed(tag)) for tag in TAGS}
_ATTRIBUTES["a"] |= LIGHTBOX
_ARTICLE_SIZES = "(min-width: 60em) 34rem, 94vw"
_HEADING_1 = re.compile(r"^#(?!#)\s*(?P<text>.*?)\s*#*$")
_UNDERLINE_1 = re.compile(r"^=+\s*$")
_LIST_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+\S")
_TABLE_ROW = re.compile(r"^\s{0,3}\|.*\|\s*$")
_WORD_BULLET = re.compile(r"^(?P<indent>\s*)[•●▪◦■‣∙·\uf0b7]\s+(?=\S)")
_INTO_OTHER_FOLDER = re.compile(r"(\]\(<?)\.\./((?:\.\./)*)(?:docs|exemplars)/")


def article(title: str, body: str, pictures: Mapping[str, Picture], root: str) -> str:
    """Return Markdown ready to render, its pictures in place.

    `root` leads from the page to the site's root, as in `../../`.
    """
    figures = {name: figure_html(p, root, _ARTICLE_SIZES) for name, p in pictures.items()}
    return replace_images(prepared(body, title), figures)


def prepared(body: str, title: str) -> str:
    """Return `body` ready for Markdown; `title` is what the page's own heading says."""
    return _between_folders(_loosened(_without_title(_with_number_signs(body), title)))


def publishable(html: str) -> str:
    """Return a rendered article with nothing but what `markup` lets through, every element closed.

    Notes among staff are not for readers. A pasted `<div>` left open, or an `</article>` without a
    beginning, would take the rest of the page.
    """
    return nh3.clean(
        html,
        tags=set(TAGS),
        clean_content_tags=set(EMPTIED),
        attributes=_ATTRIBUTES,
        attribute_filter=kept_value,
        url_schemes=set(SCHEMES),
        link_rel=None,
    )


def _with_number_signs(body: str) -> str:
    """Write headings underlined with `===`, as old editors make them, with a number sign."""
    lines: list[str] = []
    for line, is_text in marked_lines(body):
        if lines and lines[-1].strip() and is_text and _UNDERLINE_1.match(line):
            lines[-1] = f"# {lines[-1].strip()}"
        else:
            lines.append(line)
    return "\n".join(lines)


def _without_title(body: str, title: str) -> str:
    """Drop a first-level heading that repeats the title and lower any other: a page has one."""
    lines = []
    for line, is_text in marked_lines(body):
        heading = _HEADING_1.match(line) if is_text else None
        if heading is None:
            lines.append(line)
        elif fold(heading["text"]) != fold(title):
            lines.append(f"## {heading['text']}")
    return "\n".join(lines)


def _loosened(body: str) -> str:
    """Put an empty line before a list or table that follows text at once.

    Markdown would run it into the paragraph; people who write in Word do not know that.
    """
    lines: list[str] = []
    in_block = False
    for written, is_text in marked_lines(body):
        # Word's bullets arrive as letters.
        line = _WORD_BULLET.sub(r"\g<indent>- ", written) if is_text else written
        starts = bool(_LIST_ITEM.match(line) or _TABLE_ROW.match(line))
        before = lines[-1] if lines else ""
        if starts and is_text and not in_block and before.strip():
            lines.append("")
        in_block = starts or (in_block and bool(line.strip()))
        lines.append(line)
    return "\n".join(lines)


def _between_folders(body: str) -> str:
    """Turn links between docs/ and exemplars/, right on disk, into links on the site.

    Both folders are the root of the site, so a path through their parent is one step shorter.
    """
    return _INTO_OTHER_FOLDER.sub(r"\1\2", body)
