"""From a collection to the list of pages that a build makes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from danvan.collection import Collection, Exemplar, Field, Photo, redirects
from danvan.collection.articles import shown_inline
from danvan.collection.folders import as_linked
from danvan.collection.folding import nfc
from danvan.photos import Derivatives

from . import words
from .accents import accent_stylesheet
from .browsing import browse_pages
from .cards import Cards
from .pageplan import NavItem, PagePlan, SitePlan
from .parts import missing_parts, part_links, part_pages, part_sources
from .pictures import PICTURES_ADDRESS, Picture, pictures_of, placeholder_stylesheet
from .prose import article, prepared
from .views import Card, FieldCard, FieldView, HomeView, PartView, RemovedView, StoryView

NEWEST_ON_HOME = 6


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
        placeholder_stylesheet(shown),
        redirects(collection),
        part_sources(collection.parts),
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
        self.derivatives = derivatives
        self.place = place
        self.preview = preview
        self.cards = Cards(collection, derivatives, preview=preview)

    def pages(self) -> Iterator[PagePlan]:
        parts = tuple(part_pages(self.parts, self.derivatives, preview=self.preview))
        yield self._home(parts)
        for this in self.collection.fields:
            yield self._field(this)
        for exemplar in self.cards.exemplars:
            yield self._story(exemplar)
        for exemplar in self.collection.removed:
            yield self._notice(exemplar)
        yield from parts
        yield from browse_pages(self.cards)

    def navigation(self, pages: tuple[PagePlan, ...]) -> Iterator[NavItem]:
        """Stories stay out: a navigation that grows with the collection slows every page."""
        present = {page.source: page for page in pages}
        yield NavItem(words.HOME, "index.md")
        fields = self.collection.fields
        children = tuple(NavItem(f.name, self._source(f)) for f in fields)
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

    def _home(self, parts: tuple[PagePlan, ...]) -> PagePlan:
        part = self.parts.home
        title = part.title if part else words.SITE_TITLE
        summary = part.summary if part else ""
        newest = sorted(self.cards.all, key=lambda card: -card.year)[:NEWEST_ON_HOME]
        view = HomeView(
            title=title,
            summary=summary,
            place=self.place,
            hero=self._hero(newest),
            fields=tuple(self._field_card(f, newest) for f in self.collection.fields),
            newest=tuple(newest),
            parts=tuple(part_links(parts)),
            notices=tuple(missing_parts(self.parts)) if self.preview else (),
        )
        body = prepared(part.body, title) if part else ""
        return PagePlan("index.md", "", "home.html", title, summary, body, view, view.hero)

    def _field(self, this: Field) -> PagePlan:
        link = self.cards.links[this.slug]
        view = FieldView(link, self.cards.of_field(this.slug))
        picture = next((card.picture for card in view.cards if card.picture), None)
        return PagePlan(
            self._source(this),
            link.address,
            "field.html",
            this.name,
            this.summary,
            prepared(this.body, this.name),
            view,
            picture,
        )

    def _notice(self, exemplar: Exemplar) -> PagePlan:
        """Return what stands at the address of a story that was taken down."""
        view = RemovedView(exemplar.removed_on, exemplar.removal_reason)
        source, title = self._source(exemplar), words.REMOVED
        summary = words.REMOVED_SUMMARY
        return PagePlan(
            source, exemplar.address, "removed.html", title, summary, "", view, listed=False
        )

    def _story(self, exemplar: Exemplar) -> PagePlan:
        pictures = pictures_of(exemplar.photos, self.derivatives, exemplar.title)
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
        return PagePlan(
            self._source(exemplar),
            exemplar.address,
            "story.html",
            exemplar.title,
            exemplar.summary,
            article(exemplar.title, exemplar.body, pictures, "../../"),
            view,
            view.card.picture,
        )

    # --- pieces ----------------------------------------------------------------------------------

    def _source(self, content: Field | Exemplar) -> str:
        """Return where the file lies, not its slug: links between files go by folder names."""
        path = as_linked(content.path)
        return nfc(path.relative_to(self.collection.root / "exemplars").as_posix())

    def _hero(self, newest: list[Card]) -> Picture | None:
        movement = self.parts.movement
        photos = pictures_of(movement.photos, self.derivatives, movement.title) if movement else {}
        chosen = photos.get(self.parts.home.hero) if self.parts.home else None
        if chosen:
            return chosen
        wide = [p for p in photos.values() if p.shape != "portrait"]
        covers = [card.picture for card in newest if card.picture]
        return next(iter(wide + covers), None)

    def _field_card(self, this: Field, newest: list[Card]) -> FieldCard:
        """Show a picture that the newest stories, further down the page, do not show again."""
        cards = self.cards.of_field(this.slug)
        ordered = sorted(cards, key=lambda card: card in newest)
        picture = next((card.picture for card in ordered if card.picture), None)
        return FieldCard(self.cards.links[this.slug], len(cards), picture)
