"""Render one edition of the book from its HTML; runs in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .accessibility import mend_tags
from .division import Part, divide
from .mends import mended_weasyprint
from .numbering import fill_in_count, number_pages, number_references
from .pagination import Bookmark, Pagination, PartPages, paginate, sheet
from .presswork import Printing, finish_for_press
from .spaces import plain, read_as_plain_spaces

PX = 0.75
"""Points a CSS pixel."""


@dataclass(frozen=True)
class RenderJob:
    """One PDF to be made."""

    name: str
    """What staff see while it is made."""
    html: str
    base: Path
    """Folder that addresses in `html` are relative to."""
    photos: Mapping[str, Path]
    """File of each `anh:` address."""
    motif: Path
    """The ornament, drawn in the colour of each `hoa-van:rrggbb` address."""
    date: str
    """ISO 8601; printed nowhere, but PDF/X asks for it."""
    signature: int = 4
    variant: str = "pdf/ua-1"
    printing: Printing | None = None
    """None: an edition for the screen."""
    colour_sections: tuple[str, ...] = ()
    """Anchors of the sections that keep colour in a grey interior."""
    whole: bool = False
    """A sheet that is no book: all its pages are printed as they are."""


@dataclass(frozen=True)
class LaidOut:
    """A part of a book before the others are known."""

    document: Document
    pages: PartPages
    part: Part
    warnings: tuple[str, ...]


def divided(job: RenderJob) -> tuple[Part, ...]:
    """Return what can be laid out side by side."""
    return (Part(job.html),) if job.whole else divide(job.html)


def lay_out(job: RenderJob, part: Part, progress: Callable[[str], None] | None = None) -> LaidOut:
    """Lay out the pages of a part, with room for page numbers."""
    with _Listener(progress) as heard, mended_weasyprint():
        css = [CSS(string=f"@page {{ bleed: {job.printing.bleed}mm }}")] if job.printing else []
        source = HTML(string=part.html, base_url=f"{job.base.as_uri()}/", url_fetcher=_Fetcher(job))
        document = source.render(stylesheets=css, pdf_variant=job.variant)
    del document.pages[: part.before]
    if not part.is_last:
        del document.pages[-1]
    _one_annotation_each(document.pages, on_paper=bool(job.printing))
    document.metadata.created = document.metadata.modified = job.date
    pages = PartPages(len(document.pages), _anchors(document.pages), _bookmarks(document.pages))
    return LaidOut(document, pages, part, tuple(heard.warnings))


def paginated(job: RenderJob, parts: Sequence[PartPages]) -> Pagination:
    """Return which pages of all parts make the edition."""
    if job.whole:
        return sheet(parts[0])
    return paginate(
        parts, job.signature, on_paper=bool(job.printing), colour_sections=job.colour_sections
    )


def write_part(
    job: RenderJob, part: LaidOut, number: int, pagination: Pagination, target: Path
) -> tuple[str, ...]:
    """Write the pages that the edition takes from a part, with their numbers.

    Return what WeasyPrint complained of, here and while the part was laid out.
    """
    numbers = pagination.layout.anchors
    if not job.whole:
        number_pages(part.document.pages, partial(pagination.number, number))
        number_references(part.document.pages, numbers)
        fill_in_count(part.document.pages, pagination.layout.pages)
    chosen = part.document.copy([part.document.pages[index] for index in pagination.kept[number]])
    chosen._html = part.document._html
    coloured = {
        place
        for place, index in enumerate(pagination.kept[number])
        if pagination.number(number, index) in pagination.layout.colour_pages
    }

    def finish(document: Document, pdf: pydyf.PDF) -> None:
        read_as_plain_spaces(pdf)
        if job.printing:
            finish_for_press(pdf, job.printing, coloured, part.part.html)
        else:
            mend_tags(document, pdf, part.part.headings, numbers, number)

    with _Listener() as heard, mended_weasyprint():
        # Compressed when the parts are bound: faster, and not twice.
        chosen.write_pdf(target, finisher=finish, pdf_variant=job.variant, uncompressed_pdf=True)
    return (*part.warnings, *heard.warnings)


def _one_annotation_each(pages: Iterable[Page], *, on_paper: bool) -> None:
    """Keep the annotation of each link and drop those of the boxes inside it.

    WeasyPrint 70 hands a link on to its children, which PDF/UA refuses (ISO 14289-1, 7.18.5).
    """
    for page in pages:
        # On paper nothing can be clicked, and PDF/X allows no annotation (ISO 15930-7, 6.17).
        page.links = [] if on_paper else [link for link in page.links if link[3].link]


def _anchors(pages: Sequence[Page]) -> dict[str, int]:
    # Backwards: an element that goes on over several pages counts where it begins.
    indexes = range(len(pages) - 1, -1, -1)
    return {name: index for index in indexes for name in pages[index].anchors}


def _bookmarks(pages: Iterable[Page]) -> tuple[Bookmark, ...]:
    """Return the entries of the outline and leave none to WeasyPrint, which knows one part."""
    found = []
    for index, page in enumerate(pages):
        for level, label, (left, top), _ in page.bookmarks:
            foot = (page.height - top) * PX
            found.append(Bookmark(level, plain(label), index, left * PX, foot))
        page.bookmarks = []
    return tuple(found)


class _Fetcher(URLFetcher):  # type: ignore[misc]
    """Serves photos, the ornament and local files; nothing from a network."""

    def __init__(self, job: RenderJob) -> None:
        super().__init__(allowed_protocols=("file", "data"))
        self._photos = job.photos
        self._motif = job.motif

    def fetch(self, url: str, headers: Any = None) -> URLFetcherResponse:
        scheme, _, rest = url.partition(":")
        if scheme == "anh":
            body = self._photos[rest].read_bytes()
            return URLFetcherResponse(url, body, {"Content-Type": "image/jpeg"})
        if scheme == "hoa-van":
            svg = self._motif.read_text("utf-8").replace("#b98a2f", f"#{rest}")
            return URLFetcherResponse(url, svg, {"Content-Type": "image/svg+xml"})
        return super().fetch(url, headers)


class _Listener(logging.Handler):
    """Collects WeasyPrint's warnings and passes on which page it is at."""

    def __init__(self, progress: Callable[[str], None] | None = None) -> None:
        super().__init__()
        self.warnings: list[str] = []
        self._progress = progress
        loggers = (logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress"))
        self._levels = {logger: logger.level for logger in loggers}

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.warnings.append(record.getMessage())
        elif self._progress and record.name == "weasyprint.progress":
            self._progress(record.getMessage())

    def __enter__(self) -> Self:
        for logger in self._levels:
            logger.addHandler(self)
            logger.setLevel(logging.INFO)
        return self

    def __exit__(self, *_: object) -> None:
        for logger, level in self._levels.items():
            logger.removeHandler(self)
            logger.setLevel(level)
