"""Render one edition of the book from its HTML; runs in a process of its own."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from math import ceil, inf
from pathlib import Path
from typing import Any, Self

import pydyf
from weasyprint import CSS, HTML
from weasyprint.document import Document, Page
from weasyprint.formatting_structure import boxes
from weasyprint.text.line_break import create_layout, line_size
from weasyprint.urls import URLFetcher, URLFetcherResponse

from .accessibility import mend_tags
from .mends import mended_weasyprint
from .presswork import Printing, finish_for_press

COVER_PAGES = 2
"""The cover and its inside stand before page 1."""
PAGE_COUNT = "so-trang"
"""Class of what stands in the imprint for the number of pages, known only after the layout."""
_SPARE = "dv-trang-trang"
"""Id of the first of the blank pages at the end, of which as many stay as a signature needs."""


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
class Layout:
    """What the layout of a finished PDF tells."""

    pages: int
    """Pages of the interior, filled up to the signature."""
    anchors: Mapping[str, int]
    """Printed page number of every element with an id; cover pages have none."""
    first: int
    """How many pages of the file stand before page 1."""
    labels: tuple[str, ...] = ()
    """What stands for each page of the file: its number, `Bìa 1`, or nothing."""
    colour_pages: tuple[int, ...] = ()
    """Printed numbers of the pages that keep colour in a grey interior."""
    warnings: tuple[str, ...] = ()


def render(job: RenderJob, target: Path, progress: Callable[[str], None] | None = None) -> Layout:
    """Write the PDF of `job` to `target`; `progress` hears of each page that is laid out."""
    with _Listener(progress) as heard, mended_weasyprint():
        css = [CSS(string=f"@page {{ bleed: {job.printing.bleed}mm }}")] if job.printing else []
        source = HTML(string=job.html, base_url=f"{job.base.as_uri()}/", url_fetcher=_Fetcher(job))
        document = source.render(stylesheets=css, pdf_variant=job.variant)
        if job.whole:
            layout = Layout(len(document.pages), {}, 0)
        else:
            document, layout = _as_book(document, job)
        _one_annotation_each(document.pages, on_paper=bool(job.printing))
        document.metadata.created = document.metadata.modified = job.date
        _write(document, job, layout, target)
    return replace(layout, warnings=tuple(heard.warnings))


def _one_annotation_each(pages: Iterable[Page], *, on_paper: bool) -> None:
    """Keep the annotation of each link and drop those of the boxes inside it.

    WeasyPrint 70 hands a link on to its children, which PDF/UA refuses (ISO 14289-1, 7.18.5).
    """
    for page in pages:
        # On paper nothing can be clicked, and PDF/X allows no annotation (ISO 15930-7, 6.17).
        page.links = [] if on_paper else [link for link in page.links if link[3].link]


def _as_book(document: Document, job: RenderJob) -> tuple[Document, Layout]:
    """Take the pages that `job` prints and put the number of pages into the imprint."""
    every = document.pages
    spare = next(n for n, page in enumerate(every) if _SPARE in page.anchors)
    printed = spare - COVER_PAGES
    count = ceil(printed / job.signature) * job.signature
    _fill_in(every[:spare], str(count))
    # Backwards: an element that goes on over several pages counts where it begins.
    anchors = {
        name: number - COVER_PAGES + 1
        for number in range(spare - 1, COVER_PAGES - 1, -1)
        for name in every[number].anchors
    }
    if job.printing:
        kept = every[COVER_PAGES : COVER_PAGES + count]
        first, labels = 0, _numbers(count)
    else:
        # The inside of the back cover, where it is needed to make the back cover a left page.
        inside = (spare + 1) % 2
        kept = every[: spare + inside] + every[-1:]
        first = COVER_PAGES
        labels = ("Bìa 1", "Bìa 2", *_numbers(printed), *("Bìa 3",) * inside, "Bìa 4")
    colour = _colour_pages(anchors, job.colour_sections, printed)
    chosen = document.copy(kept)
    chosen._html = document._html
    return chosen, Layout(count, anchors, first, labels, colour)


def _numbers(last: int) -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, last + 1))


def _fill_in(pages: Iterable[Page], number: str) -> None:
    """Print `number` where the imprint left room for three digits."""
    lines = (
        line
        for page in pages
        for line in page._page_box.descendants()
        if isinstance(line, boxes.LineBox)
    )
    for line in lines:
        for place, span in enumerate(line.children):
            if span.element is not None and span.element.get("class") == PAGE_COUNT:
                (text,) = span.children
                text.text = number
                text.pango_layout = create_layout(number, text.style, None, inf, 0)
                width, _ = line_size(text.pango_layout.get_first_line()[0], text.style)
                for following in line.children[place + 1 :]:
                    following.translate(width - text.width, 0)
                return


def _colour_pages(
    anchors: Mapping[str, int], sections: Iterable[str], last: int
) -> tuple[int, ...]:
    """Return the pages from each section's first to the one before the next section's."""
    starts = sorted({page for name, page in anchors.items() if name.endswith(":")})
    found: set[int] = set()
    for section in sections:
        if (first := anchors.get(f"{section}:")) is not None:
            following = next((page for page in starts if page > first), last + 1)
            found.update(range(first, following))
    return tuple(sorted(found))


def _write(document: Document, job: RenderJob, layout: Layout, target: Path) -> None:
    def finish(document: Document, pdf: pydyf.PDF) -> None:
        if job.printing:
            colour = {page - 1 for page in layout.colour_pages}
            finish_for_press(pdf, job.printing, colour, job.html)
        else:
            mend_tags(document, pdf)
            _label_pages(pdf, layout)

    options: dict[str, Any] = {"pdf_variant": job.variant, "pdf_identifier": True}
    document.write_pdf(target, finisher=finish, **options)


def _label_pages(pdf: pydyf.PDF, layout: Layout) -> None:
    """Let viewers show the printed page numbers, and cover pages as “Bìa”."""
    labels = pydyf.Array([])
    for place, label in enumerate(layout.labels):
        if not label.isdigit():
            labels += [place, pydyf.Dictionary({"P": pydyf.String(label)})]
        elif label == "1":
            labels += [place, pydyf.Dictionary({"S": "/D"})]
    pdf.catalog["PageLabels"] = pydyf.Dictionary({"Nums": labels})


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

    def __init__(self, progress: Callable[[str], None] | None) -> None:
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
