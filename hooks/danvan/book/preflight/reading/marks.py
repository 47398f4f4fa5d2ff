"""What a page puts on paper: its marks, in the order in which they are painted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from .colourspaces import Inks, Space
from .geometry import Box
from .pictures import Picture
from .typefaces import Face


@dataclass(frozen=True, slots=True)
class Colour:
    """A colour as the content stream sets it."""

    space: Space
    inks: Inks | None
    """None for colours without inks of their own: RGB and the like, and patterns."""
    pattern: Any = None
    """The pattern's object."""

    @property
    def visible(self) -> bool:
        return self.inks is None or sum(self.inks) > 0


@dataclass(frozen=True, slots=True)
class PathMark:
    """A filled or stroked path."""

    order: int
    box: Box
    """What can be seen of it, after clipping."""
    colour: Colour
    rectangles: tuple[Box, ...]
    """What can be seen of each rectangle, when it is filled and consists of rectangles."""


@dataclass(frozen=True, slots=True)
class ImageMark:
    """A picture, drawn."""

    order: int
    box: Box
    picture: Picture
    colour: Colour
    """In which a stencil is painted."""
    width: float
    """Printed width in millimetres, whatever is clipped."""
    height: float


@dataclass(frozen=True, slots=True)
class TextMark:
    """A string, shown."""

    order: int
    box: Box | None
    """Reach of its outlines, after clipping; None when nothing can be seen."""
    face: Face
    codes: Sequence[int]
    painted: tuple[tuple[Colour, bool], ...]
    """Colours of filling and stroking, and whether each overprints in every process colour."""
    missing: int
    """How many of its codes have no glyph."""

    @property
    def text(self) -> str:
        return self.face.text(self.codes)


@dataclass(frozen=True, slots=True)
class ShadeMark:
    """A gradient."""

    order: int
    box: Box
    colours: tuple[Inks, ...]
    """The darkest colours that it goes through, as far as they can be known."""


@dataclass
class PageContent:
    """All that one page paints, and what it uses for it."""

    number: int
    """Counted from 1."""
    bleed: Box
    """The BleedBox; where there is none, the MediaBox. Likewise `trim`."""
    trim: Box
    paths: list[PathMark] = field(default_factory=list)
    images: list[ImageMark] = field(default_factory=list)
    texts: list[TextMark] = field(default_factory=list)
    shades: list[ShadeMark] = field(default_factory=list)
    spaces: set[Space] = field(default_factory=set)
    """Every colour space that is set, painted with, or blended in."""
    states: dict[object, Any] = field(default_factory=dict)
    """Graphics state dictionaries in force at some time."""
    groups: list[Any] = field(default_factory=list)
    """Transparency groups that are painted."""
    faces: dict[object, Face] = field(default_factory=dict)
    """Every font that the page's resources hold, and those of its forms."""
    broken: list[str] = field(default_factory=list)
    """What could not be read."""
    painted: int = 0
    """How many marks there are so far."""

    @property
    def next_order(self) -> int:
        """Return the place of a new mark in the order of painting."""
        self.painted += 1
        return self.painted

    @property
    def marks(self) -> Iterator[PathMark | ImageMark | TextMark | ShadeMark]:
        yield from self.paths
        yield from self.images
        yield from self.texts
        yield from self.shades

    def aside(self) -> PageContent:
        """Return a sheet that remembers what is used on it here, but keeps its marks apart."""
        return replace(self, paths=[], images=[], texts=[], shades=[])

    def take(self, sheet: PageContent, box: Box) -> None:
        """Put the marks of a sheet into `box`, whose pattern they are."""
        self.paths += [replace(mark, box=box, rectangles=(box,)) for mark in sheet.paths]
        self.images += [replace(mark, box=box) for mark in sheet.images]
        self.texts += [replace(mark, box=box) for mark in sheet.texts if mark.box]
        self.shades += [replace(mark, box=box) for mark in sheet.shades]
        self.painted = max(self.painted, sheet.painted)
