"""From a collection to the list of pages that a build makes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from danvan.collection import Collection, Exemplar, Field, Part, Photo
from danvan.collection.articles import replace_images, shown_inline
from danvan.collection.folding import nfc
from danvan.photos import Derivatives

from . import words
from .accents import accent_stylesheet
from .cards import Cards
from .pictures import PICTURES_ADDRESS, Picture, figure_html, picture_of
from .prose import prepared
from .views import (
    Card,
    DocumentRow,
    FieldCard,
    FieldView,
    HomeView,
    PartLink,
    PartView,
    StoryView,
)

NEWEST_ON_HOME = 6
_ARTICLE_SIZES = "(min-width: 60em) 43rem, 94vw"
_INTRODUCTION, _FULL_TEXT = "dan-van/index.md", "dan-van/toan-van.md"
View = HomeView | FieldView | StoryView | PartView


@dataclass(frozen=True)
class PagePlan:
    """One page: where it comes from and goes to, its template, and what the template receives."""

    source: str
    """Address of its Markdown file as other files link to it, relative to the content folders."""
    address: str
    """Address on the site, relative to its root: '' for the home page, else ending with `/`."""
    template: str
    title: str
    summary: str
    markdown: str
    view: View
    picture: Picture | None = None
    """Shown where the page is shared."""


@dataclass(frozen=True)
class NavItem:
    """An entry of the main navigation: a page, or a heading with pages below it."""

    title: str
    source: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class SitePlan:
    """All pages of a build, its navigation, and the files that go with them."""

    pages: tuple[PagePlan, ...]
    navigation: tuple[NavItem, ...]
    pictures: Mapping[str, Path]
    """Address on the site of each derivative, and the file in the cache."""
    stylesheet: str
    """CSS of the fields' colours."""
    own_sources: frozenset[str] = field(default_factory=frozenset)
    """Files of docs/ that the plan stands for, whether they became pages or not."""


def plan_site(
    collection: Collection,
    derivatives: Mapping[Photo, Derivatives],
    *,
    place: str,
    preview: bool,
) -> SitePlan:
    """Plan the public site, or with `preview` the one for staff, with drafts and missing parts.

    `place` is the small line above the title of the home page.
    """
    planner = _Planner(collection, derivatives, place=place, preview=preview)
    pages = tuple(planner.pages())
    shown = planner.shown_photos(pages)
    pictures = {
        f"{PICTURES_ADDRESS}/{made.key}/{file.name}": file for made in shown for file in made.files
    }
    return SitePlan(
        pages,
        tuple(planner.navigation(pages)),
        pictures,
        accent_stylesheet(collection.fields),
        frozenset(words.PART_SOURCES) | {f"van-ban/{d.path.name}" for d in planner.documents},
    )


class _Planner:
    """Holds what all pages of one build share."""

    def __init__(
        self,
        collection: Collection,
        derivatives: Mapping[Photo, Derivatives],
        *,
        place: str,
        preview: bool,
    ) -> None:
        self.collection = collection
        self.parts = collection.parts
        self.documents = collection.parts.documents
        self.derivatives = derivatives
        self.place = place
        self.preview = preview
        self.cards = Cards(collection, derivatives, preview=preview)

    def pages(self) -> Iterator[PagePlan]:
        yield self._home()
        for this in self.collection.fields:
            yield self._field(this)
        for exemplar in self.cards.exemplars:
            yield self._story(exemplar)
        yield from self._parts()

    def navigation(self, pages: tuple[PagePlan, ...]) -> Iterator[NavItem]:
        """Stories stay out: a navigation that grows with the collection slows every page."""
        present = {page.source: page for page in pages}
        yield NavItem(words.HOME, "index.md")
        fields = (self.cards.links[f.slug] for f in self.collection.fields)
        children = tuple(NavItem(f.name, f"{f.slug}/linh-vuc.md") for f in fields)
        yield NavItem(words.EXEMPLARS, children=children)
        for source, title in words.NAVIGATION:
            if source in present:
                yield NavItem(title, source)

    def shown_photos(self, pages: tuple[PagePlan, ...]) -> tuple[Derivatives, ...]:
        """Return the derivatives of this build's pages only: nothing else is copied."""
        found: dict[str, Derivatives] = {}
        for page in pages:
            if isinstance(page.view, StoryView | PartView):
                found |= {p.made.key: p.made for p in page.view.pictures}
        return tuple(found.values())

    # --- pages -----------------------------------------------------------------------------------

    def _home(self) -> PagePlan:
        part = self.parts.home
        title = part.title if part else words.SITE_TITLE
        summary = part.summary if part else ""
        newest = sorted(self.cards.all, key=lambda card: -card.year)[:NEWEST_ON_HOME]
        view = HomeView(
            title=title,
            summary=summary,
            place=self.place,
            hero=self._hero(newest),
            fields=tuple(self._field_card(f) for f in self.collection.fields),
            newest=tuple(newest),
            parts=tuple(self._part_links()),
            count=len(self.cards.all),
            notices=tuple(self._missing_parts()) if self.preview else (),
        )
        body = prepared(part.body, title) if part else ""
        return PagePlan("index.md", "", "home.html", title, summary, body, view, view.hero)

    def _field(self, this: Field) -> PagePlan:
        link = self.cards.links[this.slug]
        view = FieldView(link, self.cards.of_field(this.slug))
        picture = next((card.picture for card in view.cards if card.picture), None)
        return PagePlan(
            f"{this.slug}/linh-vuc.md",
            link.address,
            "field.html",
            this.name,
            this.summary,
            prepared(this.body, this.name),
            view,
            picture,
        )

    def _story(self, exemplar: Exemplar) -> PagePlan:
        pictures = self._pictures(exemplar.photos, exemplar.title)
        inline = shown_inline(exemplar.body)
        rest = [n for n in pictures if n not in inline]
        previous, following = self.cards.beside(exemplar)
        view = StoryView(
            card=self.cards.card(exemplar),
            author=exemplar.author,
            cover=pictures[rest[0]] if rest else None,
            gallery=tuple(pictures[name] for name in rest[1:]),
            pictures=tuple(pictures.values()),
            previous=previous,
            following=following,
            related=self.cards.related(exemplar),
            in_book=exemplar.in_book,
        )
        relative = exemplar.path.relative_to(self.collection.root / "exemplars")
        return PagePlan(
            nfc(relative.as_posix()),
            exemplar.address,
            "story.html",
            exemplar.title,
            exemplar.summary,
            _article(exemplar.title, exemplar.body, pictures, "../../"),
            view,
            view.card.picture,
        )

    def _parts(self) -> Iterator[PagePlan]:
        parts = self.parts
        if parts.foreword or self.preview:
            yield self._part("loi-noi-dau.md", parts.foreword)
        yield from self._article_page(parts.introduction, parts.article)
        if self.documents or self.preview:
            rows = tuple(_document_row(document) for document in self.documents)
            yield self._part("van-ban/index.md", parts.documents_introduction, documents=rows)
        for document in self.documents:
            if document.body.strip():
                yield self._document(document)
        if parts.movement or self.preview:
            yield self._part("anh-phong-trao/index.md", parts.movement)

    def _article_page(self, introduction: Part | None, article: Part | None) -> Iterator[PagePlan]:
        """Part 1 is one page: the project's introduction, then the article that staff add."""
        body = introduction.body if introduction else ""
        if article:
            body += f"\n\n## {words.FULL_TEXT_HEADING}\n\n{article.body}"
        notice = "" if article else words.MISSING_PART[_FULL_TEXT]
        if introduction or article or self.preview:
            yield self._part(_INTRODUCTION, introduction or article, body=body, missing=notice)

    def _part(
        self,
        source: str,
        part: Part | None,
        *,
        body: str = "",
        missing: str = "",
        documents: tuple[DocumentRow, ...] = (),
    ) -> PagePlan:
        kicker, default_title = words.PART_TITLES[source]
        title = part.title if part else default_title
        pictures = self._pictures(part.photos, title) if part else {}
        there = part or documents
        view = PartView(
            title=title,
            kicker=kicker,
            summary=part.summary if part else "",
            author=part.author if part else "",
            source=part.source if part else "",
            pictures=tuple(pictures.values()),
            documents=documents,
            sample=part.sample if part else False,
            notice=(missing if there else words.MISSING_PART[source]) if self.preview else "",
        )
        address = source.removesuffix("index.md").removesuffix(".md")
        address = address if address.endswith("/") else f"{address}/"
        text = _article(title, body or (part.body if part else ""), pictures, "../")
        template = words.PART_TEMPLATES.get(source, "part.html")
        picture = next(iter(view.pictures), None)
        return PagePlan(source, address, template, title, view.summary, text, view, picture)

    def _document(self, document: Part) -> PagePlan:
        pictures = self._pictures(document.photos, document.title)
        row = _document_row(document)
        values = (row.number, row.issued, row.issuer, row.subject)
        facts = tuple(zip(words.DOCUMENT_FACTS, values, strict=True))
        view = PartView(
            title=document.title,
            kicker=words.DOCUMENT,
            summary=document.summary,
            author=document.author,
            facts=facts,
            pictures=tuple(pictures.values()),
            sample=document.sample,
        )
        text = _article(document.title, document.body, pictures, "../../")
        summary = document.summary or document.subject
        source = f"van-ban/{document.path.name}"
        return PagePlan(source, row.address, "part.html", document.title, summary, text, view)

    # --- pieces ----------------------------------------------------------------------------------

    def _pictures(self, photos: tuple[Photo, ...], title: str) -> dict[str, Picture]:
        return {photo.name: picture_of(photo, self.derivatives[photo], title) for photo in photos}

    def _hero(self, newest: list[Card]) -> Picture | None:
        movement = self.parts.movement
        photos = self._pictures(movement.photos, movement.title) if movement else {}
        chosen = photos.get(self.parts.home.hero) if self.parts.home else None
        if chosen:
            return chosen
        wide = [p for p in photos.values() if p.shape != "portrait"]
        covers = [card.picture for card in newest if card.picture]
        return next(iter(wide + covers), None)

    def _field_card(self, this: Field) -> FieldCard:
        cards = self.cards.of_field(this.slug)
        picture = next((card.picture for card in cards if card.picture), None)
        return FieldCard(self.cards.links[this.slug], len(cards), picture)

    def _part_links(self) -> Iterator[PartLink]:
        parts = self.parts
        present = {
            "loi-noi-dau.md": parts.foreword,
            _INTRODUCTION: parts.introduction or parts.article,
            "van-ban/index.md": parts.documents_introduction or next(iter(self.documents), None),
            "anh-phong-trao/index.md": parts.movement,
        }
        for source, part in present.items():
            if part:
                kicker, title = words.PART_TITLES[source]
                is_document = part in self.documents
                address = source.removesuffix("index.md").replace(".md", "/")
                summary = words.DOCUMENTS_SUMMARY if is_document else part.summary
                yield PartLink(title if is_document else part.title, kicker, address, summary)

    def _missing_parts(self) -> Iterator[str]:
        parts = self.parts
        missing: dict[str, Callable[[], bool]] = {
            "loi-noi-dau.md": lambda: parts.foreword is None,
            _FULL_TEXT: lambda: parts.article is None,
            "van-ban/index.md": lambda: not parts.documents,
            "anh-phong-trao/index.md": lambda: parts.movement is None,
        }
        yield from (words.MISSING_PART[source] for source, is_so in missing.items() if is_so())


def _article(title: str, body: str, pictures: Mapping[str, Picture], root: str) -> str:
    """Return Markdown ready to render; `root` leads from the page to the site's root."""
    figures = {name: figure_html(p, root, _ARTICLE_SIZES) for name, p in pictures.items()}
    return replace_images(prepared(body, title), figures)


def _document_row(document: Part) -> DocumentRow:
    issued = document.issued
    return DocumentRow(
        document.number,
        f"{issued.day:02}/{issued.month}/{issued.year}" if issued else "",
        document.issuer,
        document.subject,
        document.title,
        f"van-ban/{document.slug}/" if document.body.strip() else "",
    )
