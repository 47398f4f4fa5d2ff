"""What the templates of the browse page and its lists receive."""

from __future__ import annotations

from dataclasses import dataclass

from .views import Card


@dataclass(frozen=True)
class ListLink:
    """A line of a directory: a field, ward, unit or year and how many stories it has."""

    name: str
    address: str
    count: str


@dataclass(frozen=True)
class Directory:
    """All fields, wards, units or years, for readers without scripts."""

    key: str
    """Names it on the page and in its address, such as `phuong`."""
    title: str
    links: tuple[ListLink, ...]


@dataclass(frozen=True)
class BrowseView:
    """The page to find stories by words and facts."""

    count: str
    """How many stories there are, in words."""
    directories: tuple[Directory, ...]
    all: ListLink | None
    """The list of all stories; None while there is none."""


@dataclass(frozen=True)
class ListRow:
    """A story in a list."""

    card: Card
    place: str
    """Unit and ward, without what the page or the unit's own name says already."""


@dataclass(frozen=True)
class ListGroup:
    """The stories under one letter."""

    letter: str
    """Empty where the list is too short for letters."""
    rows: tuple[ListRow, ...]


@dataclass(frozen=True)
class ListView:
    """A plain list of stories in alphabetical order."""

    kicker: str
    title: str
    count: str
    groups: tuple[ListGroup, ...]
    filter: str = ""
    """What the browse page is to be asked for these stories, such as `phuong=me-tri`."""
