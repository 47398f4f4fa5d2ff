"""The collection as plain values: fields, exemplars, photos, units, other parts of the book."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import Enum
from pathlib import Path


class Kind(Enum):
    """Who is honoured."""

    COLLECTIVE = "tập thể"
    INDIVIDUAL = "cá nhân"


class State(Enum):
    """How far an exemplar has come; only APPROVED can be public, and REMOVED was."""

    REGISTERED = "đăng ký"
    SENT = "đã gửi"
    SELECTED = "đã chọn"
    APPROVED = "đã duyệt"
    REMOVED = "gỡ"


@dataclass(frozen=True)
class Focus:
    """Where the subject of a photo is: fractions (0–1) from the left and from the top."""

    x: float = 0.5
    y: float = 0.5


@dataclass(frozen=True)
class Photo:
    """A photo file that was opened and found whole."""

    path: Path
    name: str
    """The file name as staff see it, NFC."""
    digest: str
    """SHA-256 of the file, hexadecimal."""
    width: int
    """Pixels, after the EXIF orientation is applied."""
    height: int
    line: int
    caption: str = ""
    credit: str = ""
    focus: Focus = Focus()
    illustration: bool = False
    look: int = 0
    """64 bits that are nearly the same for copies of one photo; see `imagefiles.ImageFacts`."""


@dataclass(frozen=True)
class Unit:
    """A unit that submits articles (đơn vị)."""

    name: str
    kind: str = ""
    at_least: int = 0
    at_most: int = 0
    deadline: date | None = None
    sample: bool = False


@dataclass(frozen=True)
class Field:
    """A field (lĩnh vực): one of the four folders of the collection."""

    slug: str
    name: str
    order: int
    path: Path
    colour: str = ""
    """`#rrggbb`, or empty."""
    summary: str = ""
    body: str = ""


@dataclass(frozen=True)
class Exemplar:
    """One exemplar (gương điển hình): a story with its facts and photos."""

    field: str
    """The slug of its field."""
    slug: str
    path: Path
    title: str
    kind: Kind
    name: str
    unit: str
    year: int
    state: State
    summary: str
    ward: str = ""
    author: str = ""
    approved_on: date | None = None
    removed_on: date | None = None
    removal_reason: str = ""
    """For readers who come to its address."""
    old_addresses: tuple[str, ...] = ()
    """Where it stood before its folder was renamed, as `address`."""
    models: int = 1
    in_book: bool = True
    consent: bool = False
    sample: bool = False
    photos: tuple[Photo, ...] = ()
    body: str = ""
    body_line: int = 1

    @property
    def public(self) -> bool:
        """Approved, with the consent of the people shown. Nothing else may leave the house."""
        return self.state is State.APPROVED and self.consent

    @property
    def address(self) -> str:
        """The address on the site, relative to its root."""
        return f"{self.field}/{self.slug}/"

    @property
    def addresses(self) -> tuple[str, ...]:
        """All addresses that ever were its own, this one first."""
        return (self.address, *self.old_addresses)


@dataclass(frozen=True)
class Part:
    """A hand-written page of the book: foreword, part 1, a document of part 2, or part 3."""

    path: Path
    slug: str
    title: str
    summary: str = ""
    author: str = ""
    source: str = ""
    number: str = ""
    issued: date | None = None
    issuer: str = ""
    subject: str = ""
    order: int = 0
    hero: str = ""
    """Home page only: the file name of the movement photo at its top."""
    sample: bool = False
    photos: tuple[Photo, ...] = ()
    body: str = ""
    body_line: int = 1


@dataclass(frozen=True)
class Parts:
    """The parts of the book around the exemplars; None or empty where staff have added nothing."""

    home: Part | None = None
    foreword: Part | None = None
    introduction: Part | None = None
    """Introduces the 1949 article (part 1)."""
    article: Part | None = None
    """The whole 1949 article, which staff add."""
    documents_introduction: Part | None = None
    documents: tuple[Part, ...] = ()
    movement: Part | None = None

    @property
    def all(self) -> tuple[Part, ...]:
        """Every part there is."""
        single = (self.home, self.foreword, self.introduction, self.article)
        more = (self.documents_introduction, *self.documents, self.movement)
        return tuple(part for part in (*single, *more) if part)


@dataclass(frozen=True)
class Collection:
    """Everything that staff have written, read and checked."""

    root: Path
    fields: tuple[Field, ...] = ()
    """In the order that staff gave."""
    exemplars: tuple[Exemplar, ...] = ()
    """In book order: by field, then the newest first, then by title."""
    units: tuple[Unit, ...] = ()
    parts: Parts = Parts()

    def visible(self, *, preview: bool) -> tuple[Exemplar, ...]:
        """Return the exemplars a build may show: the public ones, in a staff preview drafts too."""
        shown = (e for e in self.exemplars if e.state is not State.REMOVED)
        return tuple(e for e in shown if preview or e.public)

    @property
    def removed(self) -> tuple[Exemplar, ...]:
        """Exemplars that were taken down: of them only a notice is left."""
        return tuple(e for e in self.exemplars if e.state is State.REMOVED)
