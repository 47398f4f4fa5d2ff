"""What the templates receive: plain values, ready to print (templates escape them)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .pictures import Picture


@dataclass(frozen=True)
class FieldLink:
    """A field as named on other pages."""

    slug: str
    name: str
    address: str
    summary: str = ""


@dataclass(frozen=True)
class Card:
    """A story in a gallery."""

    title: str
    address: str
    field: FieldLink
    kind: str
    name: str
    unit: str
    ward: str
    year: int
    summary: str
    picture: Picture | None
    sample: bool
    notice: str
    """Why only staff see this story, or empty."""


@dataclass(frozen=True)
class StoryView:
    """A page of one exemplar."""

    card: Card
    author: str
    cover: Picture | None
    gallery: tuple[Picture, ...]
    """The photos that neither open the page nor stand in its text."""
    pictures: tuple[Picture, ...]
    """All photos in the order that staff gave: what the book prints."""
    previous: Card | None
    following: Card | None
    related: tuple[Card, ...]
    in_book: bool


@dataclass(frozen=True)
class RemovedView:
    """The notice at the address of a story that was taken down."""

    day: date | None
    reason: str


@dataclass(frozen=True)
class FieldView:
    """A page of one field."""

    field: FieldLink
    cards: tuple[Card, ...]

    @property
    def collectives(self) -> int:
        return sum(card.kind == "Tập thể" for card in self.cards)

    @property
    def individuals(self) -> int:
        return len(self.cards) - self.collectives


@dataclass(frozen=True)
class FieldCard:
    """A field on the home page."""

    field: FieldLink
    count: int
    picture: Picture | None


@dataclass(frozen=True)
class DocumentRow:
    """A guiding document in the list of part 2."""

    number: str
    issued: str
    issuer: str
    subject: str
    title: str
    address: str
    """Empty while staff have not added its text."""


@dataclass(frozen=True)
class PartView:
    """A hand-written page of the book."""

    title: str
    kicker: str
    """The small line above the title, such as `Phần 1`."""
    summary: str = ""
    author: str = ""
    source: str = ""
    facts: tuple[tuple[str, str], ...] = ()
    pictures: tuple[Picture, ...] = ()
    documents: tuple[DocumentRow, ...] = ()
    sample: bool = False
    notice: str = ""
    """What is still missing, for staff."""


@dataclass(frozen=True)
class PartLink:
    """A part of the book as named on the home page."""

    title: str
    kicker: str
    address: str
    summary: str


@dataclass(frozen=True)
class HomeView:
    """The home page."""

    title: str
    summary: str
    place: str
    hero: Picture | None
    fields: tuple[FieldCard, ...]
    newest: tuple[Card, ...]
    parts: tuple[PartLink, ...]
    notices: tuple[str, ...]
    """What is still missing, for staff."""
