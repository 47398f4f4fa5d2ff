"""Everything that one build makes of the book: each volume to read, to print and to approve."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from danvan.collection import messages
from danvan.pages import SitePlan
from danvan.photos import Print, PrintRecipe, make_prints

from .assembly import BookText, anchor, assemble_book
from .coverplan import CoverSheet
from .coversheet import cover_sheet_html
from .glyphs import Glyphs
from .pagination import Layout
from .paper import find_paper, spine_width
from .photodesk import PhotoUse
from .presswork import Printing
from .printshop import Printed, PrintShop
from .rendering import RenderJob
from .settings import GREY, PDFX1A, BookSettings
from .typography import set_type

READING_DPI, READING_QUALITY = 150, 84
_PROFILE = Path(__file__).parent / "profiles" / "FOGRA39L_coated.icc"
_MOTIF = Path("docs/assets/hoa-van.svg")
_FONTS = "fonts"
_COVER_PAPER_LIMIT = 320
"""Percent: covers are printed on coated board."""
_NO_DATE = 315532800
"""1 January 1980, the earliest that archive formats know: the same input gives the same bytes."""
_READING, _INTERIOR, _COVER = "sách đọc", "ruột in", "bìa in"


class NotPrintable(Exception):  # noqa: N818 - it is a verdict, not a mistake of the program
    """A book cannot go to press as it is; the message is for staff."""


@dataclass(frozen=True)
class BookPlace:
    """Where a story stands in a volume."""

    volume: str
    page: int
    """As printed."""
    address: str
    """Of that page in the reading edition, relative to the site's root."""


@dataclass
class VolumeWork:
    """One volume while it is made."""

    book: BookSettings
    text: BookText
    html: str
    left_out: str
    """Characters that the faces lack."""
    prints: Mapping[str, Print] = field(default_factory=dict)
    """Of the press edition, by the address of the photo's use."""
    reading: str = ""
    interior: str = ""
    cover: str = ""
    """Keys in the print shop."""

    def openers(self, layout: Layout) -> Iterator[tuple[str, int]]:
        """Yield title and page of all that begins on a right-hand page."""
        for title, key in self.text.openers:
            if key in layout.anchors:
                yield title, layout.anchors[key]


class BookWorks:
    """Makes all volumes; the editions of a volume are rendered side by side."""

    def __init__(
        self,
        settings: BookSettings,
        root: Path,
        templates: Path,
        cache: Path,
        website: str,
    ) -> None:
        self.settings = settings
        self.root = root
        self.templates = templates.resolve()
        self.cache = cache
        self.website = website
        self.shop = PrintShop(cache)
        self.volumes: list[VolumeWork] = []
        self._photos: tuple[Path, ...] = ()

    def begin(
        self,
        plan: SitePlan,
        articles: Mapping[str, str],
        combined: Callable[[BookText, BookSettings], str],
    ) -> None:
        """Assemble every volume and start rendering.

        `articles` maps the source of each page to its rendered Markdown; `combined` returns the
        HTML of a volume.
        """
        for book in self.settings.each_volume:
            text = assemble_book(plan, articles, book, self.templates, self.website)
            glyphs = Glyphs(self.templates / _FONTS)
            html = glyphs.printable(set_type(combined(text, book)))
            left_out = "".join(sorted(glyphs.left_out))
            self.volumes.append(VolumeWork(book, text, html, left_out))
        self._order_books(self._prints())

    def places(self) -> Mapping[str, tuple[BookPlace, ...]]:
        """Wait for the reading editions; return where each story stands, by its address."""
        found: dict[str, tuple[BookPlace, ...]] = {}
        for volume in self.volumes:
            layout = self.shop.layout(volume.reading)
            for address in volume.text.stories:
                page = layout.anchors[anchor(address)]
                target = f"{volume.book.reading_edition}#page={page + layout.first}"
                place = BookPlace(volume.book.title, page, target)
                found[address] = (*found.get(address, ()), place)
        return found

    def order_covers(self) -> None:
        """Start the covers, whose spines depend on the number of pages.

        Raise NotPrintable when a text does not fit its cover.
        """
        for volume in self.volumes:
            if volume.book.press.enabled:
                try:
                    volume.cover = self.shop.order(self._cover_job(volume))
                except ValueError as misfit:
                    raise NotPrintable(str(misfit)) from None

    def reading_edition(self, volume: VolumeWork) -> Printed:
        return self.shop.collect(volume.reading)

    @property
    def files(self) -> tuple[Path, ...]:
        """What of the cache the books are made of."""
        return (*self.shop.folders, *self._photos)

    @property
    def warnings(self) -> Iterator[str]:
        """What WeasyPrint complained of, in any edition that is finished."""
        seen = dict.fromkeys(
            warning
            for volume in self.volumes
            for key in (volume.reading, volume.interior, volume.cover)
            if key
            for warning in self.shop.collect(key).layout.warnings
        )
        yield from seen

    @property
    def left_out(self) -> Iterator[str]:
        """One line for each volume from which characters had to be left out."""
        for volume in self.volumes:
            if volume.left_out:
                yield messages.BOOK_LEFT_OUT.format(characters=" ".join(volume.left_out))

    def printing(self, book: BookSettings, *, cover: bool = False) -> Printing:
        """Return what an interior or a cover is printed with."""
        press = book.press
        return Printing(
            profile=self.root / press.profile if press.profile else _PROFILE,
            condition=press.condition,
            ink_limit=_COVER_PAPER_LIMIT if cover else ink_limit(book),
            marks=press.marks,
            grey=press.colour == GREY and not cover,
            bleed=press.bleed,
        )

    # --- orders ----------------------------------------------------------------------------------

    def _prints(self) -> Mapping[tuple[str, bool], Print]:
        """Make the photos of all volumes; return them by address and whether they go to press."""
        wanted = {
            (use.address, for_press): (use.request, recipe)
            for volume in self.volumes
            for use in volume.text.photos
            for for_press, recipe in self._recipes(volume.book, use)
        }
        made = make_prints(wanted.values(), self.cache)
        self._photos = tuple(one.path for one in made.values())
        return {key: made[pair] for key, pair in wanted.items()}

    def _recipes(self, book: BookSettings, use: PhotoUse) -> Iterator[tuple[bool, PrintRecipe]]:
        yield False, PrintRecipe(READING_DPI, "rgb", READING_QUALITY)
        press = book.press
        if not press.enabled:
            return
        in_colour = press.colour != GREY or use.section in _colour_sections(book)
        printing = self.printing(book)
        if in_colour:
            profile, limit = printing.profile, printing.ink_limit
            yield True, PrintRecipe(press.dpi, "cmyk", press.quality, profile, limit)
        else:
            yield True, PrintRecipe(press.dpi, "grey", press.quality)

    def _order_books(self, prints: Mapping[tuple[str, bool], Print]) -> None:
        for volume in self.volumes:
            uses = [use.address for use in volume.text.photos]
            files = {address: prints[address, False].path for address in uses}
            volume.reading = self.shop.order(self._job(volume, _READING, files))
        for volume in self.volumes:
            if not volume.book.press.enabled:
                continue
            uses = [use.address for use in volume.text.photos]
            volume.prints = {address: prints[address, True] for address in uses}
            files = {address: made.path for address, made in volume.prints.items()}
            printing = self.printing(volume.book)
            volume.interior = self.shop.order(self._job(volume, _INTERIOR, files, printing))

    def _job(
        self,
        volume: VolumeWork,
        name: str,
        files: Mapping[str, Path],
        printing: Printing | None = None,
    ) -> RenderJob:
        book = volume.book
        return RenderJob(
            name=f"{name} “{book.title}”",
            html=volume.html,
            base=self.templates,
            photos=files,
            motif=self.root / _MOTIF,
            date=book_date(),
            signature=book.press.signature,
            variant=variant(book) if printing else "pdf/ua-1",
            printing=printing,
            colour_sections=_colour_sections(book),
        )

    def _cover_job(self, volume: VolumeWork) -> RenderJob:
        book, press = volume.book, volume.book.press
        sheet = self.cover_sheet(volume)
        html = cover_sheet_html(
            sheet,
            title=book.title,
            subtitle=book.subtitle,
            place=book.place,
            issuer=book.issuer,
            stage=book.stage,
            spine_text=press.spine_text,
            spine_text_direction=press.spine_direction,
            isbn=book.imprint.isbn,
            price_or_note=book.imprint.price,
            website=self.website,
            blurb=press.blurb,
            templates=self.templates,
        )
        return RenderJob(
            name=f"{_COVER} “{book.title}”",
            html=Glyphs(self.templates / _FONTS).printable(html),
            base=self.templates,
            photos={},
            motif=self.root / _MOTIF,
            date=book_date(),
            variant=variant(book),
            printing=self.printing(book, cover=True),
            whole=True,
        )

    def cover_sheet(self, volume: VolumeWork) -> CoverSheet:
        """Return the sizes of the cover around the finished interior."""
        book = volume.book
        spine = spine_width(self.shop.layout(volume.reading).pages, leaf_thickness(book))
        return CoverSheet(
            book.trim_width, book.trim_height, spine, book.press.bleed, book.press.flap
        )


def ink_limit(book: BookSettings) -> int:
    """Return the most ink (percent) for the book's paper."""
    paper = find_paper(book.press.paper)
    return book.press.ink_limit or (paper.ink_limit if paper else 280)


def leaf_thickness(book: BookSettings) -> float:
    """Return the thickness of a leaf in millimetres, as measured or from the table."""
    paper = find_paper(book.press.paper)
    return book.press.paper_thickness or (paper.thickness if paper else 0.1)


def book_date() -> str:
    """Return the date that files carry, ISO 8601: SOURCE_DATE_EPOCH, or always the same.

    Source: reproducible-builds.org/specs/source-date-epoch.
    """
    seconds = int(os.environ.get("SOURCE_DATE_EPOCH") or _NO_DATE)
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%dT%H:%M:%S+00:00")


def _colour_sections(book: BookSettings) -> tuple[str, ...]:
    return tuple(anchor(address) for address in book.press.colour_sections)


def variant(book: BookSettings) -> str:
    return "pdf/x-1a" if book.press.standard == PDFX1A else "pdf/x-4"
