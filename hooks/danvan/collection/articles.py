"""Check the Markdown of an article: its sections, the photos it shows, the pages it links."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection as Container
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from urllib.parse import unquote, urlsplit

from . import messages
from .folding import fold, nfc
from .markup import SCHEMES, foreign_html
from .photolists import clean_name
from .problems import Findings
from .schema import ARTICLE_SECTIONS

# Phones and Zalo name photos `ảnh 1 (2).jpg`: a target may hold spaces and a pair of brackets.
_TARGET = (
    r"\(\s*<?(?P<target>(?:[^()<>\n]|\([^()\n]*\))*?)>?(?:\s+(?:\"[^\"\n]*\"|'[^'\n]*'))?\s*\)"
)
_IMAGE = re.compile(r"!\[(?P<alt>[^\]]*)\]" + _TARGET)
_LINK = re.compile(r"(?<!!)\[[^\]]*\]" + _TARGET)
_REFERENCE_IMAGE = re.compile(r"!\[[^\]]*\][ ]?\[(?P<target>[^\]]*)\]")
_DEFINITION = re.compile(r"^ {0,3}\[(?!\^)[^\]]+\]:\s*<?(?P<target>[^\s<>]+)")
_HTML_IMAGE = re.compile(r"(?P<target><img\b)", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:[a-zA-Z][a-zA-Z0-9+.-]*:|//)")
_FOLLOWED = (*(f"{scheme}:" for scheme in SCHEMES), "//")
ATTACHMENTS = (".pdf",)
"""What may lie beside a page of docs/ and be published: Word files carry names and old versions."""
_HTML_LINK = re.compile(r"<a\b[^>]*?\bhref\s*=\s*[\"']?(?P<target>[^\"'\s>]+)", re.IGNORECASE)
_HEADING = re.compile(r"^#{1,6}\s*(?P<text>.*?)\s*#*$")
_TABLE_ROW = re.compile(r"^\s*\|.*\|\s*$")
_LITERAL = str.maketrans({sign: f"&#{ord(sign)};" for sign in "|*_`[]\\"})
_CODE_FENCE = re.compile(r"^\s*(?:```|~~~)")
_CODE_SPAN = re.compile(r"(?<!`)(?P<ticks>`+)(?!`).+?(?<!`)(?P=ticks)(?!`)")


_LONGEST = 300_000
"""Characters: a book of 150 pages in one article."""
_COSTLY, _MOST_SIGNS = "[<*_`", 3_000
"""Python-Markdown's time grows with their square."""
_NESTED = re.compile(r"^(?:\s*(?:[-*+>]|\d{1,9}[.)])(?=[\s>])){30}")


@dataclass(frozen=True)
class Reference:
    """A picture or link in an article: its target as written, and its line in the file."""

    target: str
    line: int


@dataclass(frozen=True)
class Linkable:
    """What links may lead to."""

    files: Mapping[str, bool]
    """NFC path of each staff file, and whether readers can see its page."""
    gone: Container[str] = ()
    """Those among them of stories that were taken down."""
    removed: frozenset[str] = frozenset()
    """Addresses on the site of such stories."""


def advise_sections(path: Path, body: str, findings: Findings) -> None:
    """Advise when one of the four sections of an exemplar's article has no heading."""
    headings = {fold(m["text"]) for _, text in _text_lines(body, 1) if (m := _HEADING.match(text))}
    for section in ARTICLE_SECTIONS:
        if not any(fold(section) in heading for heading in headings):
            findings.advise(path, 1, messages.MISSING_SECTION, section=section)


def check_size(path: Path, body: str, body_line: int, findings: Findings) -> None:
    """Record what would keep Markdown busy for minutes, or exhaust its stack."""
    if len(body) > _LONGEST:
        told = {"length": len(body), "limit": _LONGEST}
        findings.problem(path, body_line, messages.ARTICLE_TOO_LONG, **told)
    lines = body.split("\n")
    for sign in _COSTLY:
        if (count := body.count(sign)) > _MOST_SIGNS:
            fullest = max(range(len(lines)), key=lambda place: lines[place].count(sign))
            at = body_line + fullest
            findings.problem(path, at, messages.TOO_MANY_SIGNS, sign=sign, count=count)
    for place, line in enumerate(lines):
        if _NESTED.match(line):
            findings.problem(path, body_line + place, messages.NESTED_TOO_DEEP)


def check_images(
    path: Path, body: str, body_line: int, photos: Container[str] | None, findings: Findings
) -> None:
    """Record pictures in the text that come from elsewhere or are not among the listed `photos`.

    `photos` is None when the list could not be read: that is one mistake, not one per picture.
    """
    for image in _references(_HTML_IMAGE, body, body_line):
        findings.problem(path, image.line, messages.INLINE_PHOTO_HTML)
    for image in _references(_REFERENCE_IMAGE, body, body_line):
        findings.problem(path, image.line, messages.INLINE_PHOTO_REFERENCE)
    for image in _references(_IMAGE, body, body_line):
        name = photo_name(image.target)
        if not name:
            findings.problem(path, image.line, messages.INLINE_PHOTO_EMPTY)
        elif _SCHEME.match(image.target):
            findings.problem(path, image.line, messages.INLINE_PHOTO_REMOTE, name=image.target)
        elif photos is not None and name not in photos:
            findings.problem(path, image.line, messages.INLINE_PHOTO_UNLISTED, name=name)


def advise_html(path: Path, body: str, body_line: int, findings: Findings) -> None:
    """Advise about HTML that site and book leave out (see `markup`)."""
    for found in dict.fromkeys(foreign_html(_without_code(body))):
        line = body_line + found.line - 1
        if not found.attribute:
            findings.advise(path, line, messages.FOREIGN_HTML, name=found.tag)
        elif found.tag != "img":  # which is a problem as a whole
            told = {"tag": found.tag, "name": found.attribute}
            findings.advise(path, line, messages.FOREIGN_ATTRIBUTE, **told)


def check_links(
    path: Path, body: str, body_line: int, linkable: Linkable, findings: Findings
) -> None:
    """Record links between staff files that lead nowhere, or to an exemplar that is not public."""
    _check_removed(path, body, body_line, linkable, findings)
    written = (_references(pattern, body, body_line) for pattern in (_LINK, _DEFINITION))
    for link in chain.from_iterable(written):
        if link.target.lower().startswith(_FOLLOWED) or link.target.startswith("#"):
            continue
        file = nfc(unquote(link.target.split("#")[0].split("?")[0]))
        target = posixpath.normpath(nfc((path.parent / file).as_posix()))
        if target in linkable.gone:
            findings.problem(path, link.line, messages.LINK_REMOVED, target=link.target)
        elif target in linkable.files:
            if not linkable.files[target]:
                findings.problem(path, link.line, messages.LINK_NOT_PUBLIC, target=link.target)
        elif _SCHEME.match(link.target) or not _published_attachment(path, Path(target)):
            findings.problem(path, link.line, messages.BROKEN_LINK, target=link.target)
    for link in _references(_HTML_LINK, body, body_line):  # MkDocs leaves these as they are
        if not link.target.lower().startswith((*_FOLLOWED, "#")):
            findings.problem(path, link.line, messages.BROKEN_LINK, target=link.target)


def _check_removed(
    path: Path, body: str, body_line: int, linkable: Linkable, findings: Findings
) -> None:
    if not linkable.removed:
        return
    patterns = (_LINK, _DEFINITION, _HTML_LINK)
    for link in chain.from_iterable(_references(one, body, body_line) for one in patterns):
        if _leads_to(link.target, linkable.removed):
            findings.problem(path, link.line, messages.LINK_REMOVED, target=link.target)


def _leads_to(target: str, addresses: Container[str]) -> bool:
    """Tell whether a link with a host leads to one of the site's `addresses`, wherever it lies."""
    try:
        parts = urlsplit(target)
    except ValueError:  # no address that anybody could follow
        return False
    steps = parts.path.removesuffix("/index.html").strip("/").split("/")
    tails = ("/".join(steps[start:]) + "/" for start in range(len(steps)))
    return bool(parts.netloc) and any(tail in addresses for tail in tails)


def _published_attachment(page: Path, target: Path) -> bool:
    """Tell whether `target` is a file beside a page of docs/, which is published as it is."""
    return "guong" not in page.name and target.suffix.lower() in ATTACHMENTS and target.is_file()


def photo_name(target: str) -> str:
    """Return the file name that a picture's target in Markdown stands for."""
    return clean_name(unquote(target))


def replace_images(body: str, figures: Mapping[str, str]) -> str:
    """Return `body` with each picture that `figures` has by name replaced by its block of HTML."""

    def figure(match: re.Match[str]) -> str:
        name = photo_name(match["target"])
        inside_code = any(a <= match.start() < b for a, b in _code_spans(match.string))
        if inside_code or name not in figures:
            return match[0]
        if _TABLE_ROW.match(match.string):  # a row is one line, and its cells are Markdown
            return figures[name].translate(_LITERAL)
        return f"\n\n{figures[name]}\n\n"

    lines = [
        _IMAGE.sub(figure, text) if text_line else text for text, text_line in marked_lines(body)
    ]
    return "\n".join(lines)


def shown_inline(exemplar_body: str) -> set[str]:
    """Return the names of the photos that an article shows in its text."""
    return {photo_name(image.target) for image in _references(_IMAGE, exemplar_body, 1)}


def _references(pattern: re.Pattern[str], body: str, first_line: int) -> Iterator[Reference]:
    for line, text in _text_lines(body, first_line):
        spans = _code_spans(text)
        for match in pattern.finditer(text):
            if not any(a <= match.start() < b for a, b in spans):
                yield Reference(match["target"], line)


def _code_spans(line: str) -> list[tuple[int, int]]:
    """Return where `line` shows code between backticks, in which nothing is a link."""
    return [match.span() for match in _CODE_SPAN.finditer(line)]


def _without_code(body: str) -> str:
    """Return `body` of the same lines, with nothing where it shows code."""
    shown = (_CODE_SPAN.sub("", text) if is_text else "" for text, is_text in marked_lines(body))
    return "\n".join(shown)


def _text_lines(body: str, first_line: int) -> Iterator[tuple[int, str]]:
    for number, (text, is_text) in enumerate(marked_lines(body), first_line):
        if is_text:
            yield number, text


def marked_lines(body: str) -> Iterator[tuple[str, bool]]:
    """Yield each line and whether it is text, not code."""
    in_code = False
    for text in body.split("\n"):
        fence = bool(_CODE_FENCE.match(text))
        in_code ^= fence
        yield text, not (in_code or fence)
