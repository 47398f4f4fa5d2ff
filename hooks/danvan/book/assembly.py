"""The text of the book in reading order, as HTML that a PDF renderer lays out.

The articles are those of the site; photos are `anh:` addresses that each edition fills with its
own derivative, links to pages of the book point inside it, and all other links to the site.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from danvan.pages import PagePlan, SitePlan
from danvan.pages.parts import DOCUMENTS, FOREWORD, INTRODUCTION, MOVEMENT
from danvan.pages.titles import bound
from danvan.pages.views import FieldView, PartView, StoryView
from danvan.pages.words import EXEMPLARS

from .articletext import ArticlePrinter
from .geometry import LINE, POINT, up_to_line
from .indexes import BookIndex, IndexedStory, build_indexes
from .lettering import shortened
from .photodesk import PhotoDesk, PhotoUse
from .photopages import Placed
from .settings import BookSettings, Selection
from .typography import set_plain

FRONT = (FOREWORD, INTRODUCTION, DOCUMENTS, MOVEMENT)
BACK = "bang-tra/"
_OPENERS = {"Bìa lót": "bia-lot", "Trang tên sách": "trang-ten-sach", "Mục lục": "doc-toc"}
_BACK_TITLE = "Bảng tra và danh mục"
_HEAD_FACE, _HEAD_SIZE = "be-vietnam-pro-400.ttf", 7.5
"""Of running heads."""
_HEAD_LINES = 13
"""Lines that the head of a story takes, so that every story begins at the same height."""
_HEAD_ROW = 5.0
_SMALLEST_COVER = 45.0
"""Millimetres: a photo that would be lower than this goes to the next page."""


@dataclass(frozen=True)
class BookSection:
    """A page of the site as a section of the book."""

    title: str
    address: str
    """Address on the site, relative to its root."""
    html: str
    """One `<article>`."""


@dataclass(frozen=True)
class BookText:
    """A volume: its sections in reading order and the photos in them."""

    sections: tuple[BookSection, ...]
    photos: tuple[PhotoUse, ...]
    stories: tuple[str, ...]
    """Addresses on the site of the stories in it."""
    openers: tuple[tuple[str, str], ...]
    """Title and id of all that begins on a right-hand page."""


def assemble_book(
    plan: SitePlan,
    articles: Mapping[str, str],
    book: BookSettings,
    templates: Path,
    site_url: str,
) -> BookText:
    """Return the volume that `book` describes.

    `articles` maps the source of each page to its rendered Markdown; `templates` holds the book's
    Jinja templates; links out of the book start with `site_url`.
    """
    assembler = _Assembler(plan, articles, book, templates, site_url)
    sections = tuple(assembler.sections())
    stories = tuple(page.address for page in assembler.pages if isinstance(page.view, StoryView))
    return BookText(sections, tuple(assembler.desk.uses), stories, tuple(assembler.openers()))


def anchor(address: str) -> str:
    """Return the id of a page of the site inside the book.

    Slugs hold single hyphens only, so `--` keeps `a/b` apart from `a-b`.
    """
    return "trang-" + (address.strip("/").replace("/", "--") or "dau")


class _Assembler:
    def __init__(
        self,
        plan: SitePlan,
        articles: Mapping[str, str],
        book: BookSettings,
        templates: Path,
        site_url: str,
    ) -> None:
        self.articles = articles
        self.site_url = f"{site_url.rstrip('/')}/" if site_url else ""
        chosen = book.selection
        stories = {page.address for page in plan.pages if is_printed_story(page, chosen)}
        self.pages = [page for page in plan.pages if _in_book(page, stories, chosen)]
        self.fields = [page for page in self.pages if isinstance(page.view, FieldView)]
        self.anchors = {page.address: anchor(page.address) for page in self.pages}
        self.indexes = build_indexes(map(self._indexed, self._all_stories()))
        self.geometry = book.geometry
        self.head_face = templates / "fonts" / _HEAD_FACE
        self.desk = PhotoDesk(book.geometry, templates / "fonts")
        self.environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True
        )
        self.environment.filters.update(
            bound=bound, typeset=set_plain, running_head=self._running_head
        )
        self.environment.globals.update(
            anchors=self.anchors,
            desk=self.desk,
            geometry=self.geometry,
            site_url=self.site_url,
            entry_of=self._entries(),
            entry_id=entry_id,
            exemplars=EXEMPLARS,
        )
        self.photo = vars(self.environment.get_template("picture.html.j2").module)["photo"]
        self.printer = ArticlePrinter(self.anchors, self.desk, self.photo, self.site_url)

    def _running_head(self, text: str) -> str:
        size = _HEAD_SIZE * POINT
        return shortened(set_plain(text), self.geometry.measure / size, self.head_face)

    def sections(self) -> Iterator[BookSection]:
        by_source = {page.source: page for page in self.pages}
        for source in FRONT:
            if source in by_source:
                yield self._section(by_source[source], "part.html.j2")
            if source == DOCUMENTS and source in by_source:
                yield from self._documents(by_source[source].title)
        for number, page in enumerate(self.fields):
            yield self._section(page, "field.html.j2", opens_part=number == 0)
            yield from (self._story(story) for story in self._stories(page))
        listed = [use for use in self.desk.uses if use.picture.caption or use.picture.credit]
        if self.indexes or listed:
            yield self._back(listed)

    def openers(self) -> Iterator[tuple[str, str]]:
        """Yield title and id of all that opens on a right-hand page."""
        yield from _OPENERS.items()
        for page in self.pages:
            if page.source in FRONT:
                yield page.title, self.anchors[page.address]
        for number, page in enumerate(self.fields):
            if number == 0:
                yield EXEMPLARS, f"{self.anchors[page.address]}:phan"
            else:
                yield page.title, self.anchors[page.address]
        yield _BACK_TITLE, anchor(BACK)

    def _documents(self, part: str) -> Iterator[BookSection]:
        for page in self.pages:
            if isinstance(page.view, PartView) and page.source not in FRONT:
                yield self._section(page, "document.html.j2", part=part)

    def _stories(self, field: PagePlan) -> list[PagePlan]:
        view = field.view
        assert isinstance(view, FieldView)
        wanted = {card.address for card in view.cards}
        return [page for page in self.pages if page.address in wanted]

    def _all_stories(self) -> list[PagePlan]:
        return [story for page in self.fields for story in self._stories(page)]

    def _story(self, page: PagePlan) -> BookSection:
        view = page.view
        assert isinstance(view, StoryView)
        head = self._head_height(view)
        cover = self._cover(view, head)
        return self._section(page, "story.html.j2", cover, head=head)

    def _cover(self, view: StoryView, head: float) -> Placed | None:
        """Return the opening photo, below the head or on the next page, with its line of air."""
        if not view.cover:
            return None
        page = self.desk.geometry.height - LINE
        room = page - head
        return self.desk.single(view.cover, highest=room if room > _SMALLEST_COVER else page)

    def _head_height(self, view: StoryView) -> float:
        """Return the height of what stands above a story: always the same, unless it is long."""
        card = view.card
        rows = self.desk.head_rows(card.title, card.summary, f"{card.name} {card.unit} {card.ward}")
        return max(_HEAD_LINES * LINE, up_to_line(rows + (_HEAD_ROW if card.sample else 0.0)))

    def _section(
        self, page: PagePlan, template: str, cover: Placed | None = None, **more: object
    ) -> BookSection:
        self.desk.begin(self.anchors[page.address], page.title)
        # Photos are listed as they are printed: the one that opens the story before those in it.
        opening = self.photo(cover) if cover else ""
        body = self.printer.printed(self.articles.get(page.source, ""), page)
        html = self.environment.get_template(template).render(
            page=page,
            view=page.view,
            anchor=self.anchors[page.address],
            opening=opening,
            body=body,
            **more,
        )
        return BookSection(page.title, page.address, html)

    def _back(self, listed: Sequence[PhotoUse]) -> BookSection:
        """Return the indexes and the list of photos."""
        html = self.environment.get_template("back.html.j2").render(
            title=_BACK_TITLE,
            anchor=anchor(BACK),
            indexes=self.indexes,
            uses=listed,
        )
        return BookSection(_BACK_TITLE, BACK, html)

    def _indexed(self, page: PagePlan) -> IndexedStory:
        view = page.view
        assert isinstance(view, StoryView)
        card = view.card
        place = self.anchors[page.address]
        return IndexedStory(place, card.title, card.kind, card.name, card.unit, card.ward)

    def _entries(self) -> dict[tuple[str, str], str]:
        """Return the id of the index entry that a story stands in, by index and story."""
        return {
            (index.key, story): entry_id(index, group_number, number)
            for index in self.indexes
            for group_number, group in enumerate(index.groups)
            for number, entry in enumerate(group.entries)
            for story in entry.anchors
        }


def entry_id(index: BookIndex, group: int, number: int) -> str:
    """Return the id of an index entry."""
    return f"{anchor(BACK)}:{index.key}-{group}-{number}"


def _in_book(page: PagePlan, stories: Container[str], chosen: Selection) -> bool:
    """Tell pages that are printed; of fields, only those with one of the printed `stories`."""
    if isinstance(page.view, FieldView):
        return any(card.address in stories for card in page.view.cards)
    if isinstance(page.view, PartView):
        return chosen.parts
    return page.address in stories


def is_printed_story(page: PagePlan, chosen: Selection) -> bool:
    """Tell the public stories marked for the book that `chosen` takes."""
    view = page.view
    if not (isinstance(view, StoryView) and view.in_book):
        return False
    card = view.card
    return (
        (not chosen.years or card.year in chosen.years)
        and (not chosen.fields or card.field.slug in chosen.fields)
        and (not chosen.stories or page.address.strip("/") in chosen.stories)
    )
