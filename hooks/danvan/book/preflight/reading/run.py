"""One content stream being carried out: its graphics state, its resources, where its marks go."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from .colourspaces import GREY, Kind
from .geometry import EVERYWHERE, IDENTITY, Box, Matrix
from .marks import Colour, PageContent
from .paths import Path
from .pictures import Picture, read_picture
from .textruns import TextLine, TextStyle
from .typefaces import Face

BLACK = Colour(GREY, (0.0, 0.0, 0.0, 1.0))
"""The colour at the start of a page (ISO 32000-1, 8.4.1)."""


def identity(value: Any) -> object:
    """Return a key that is equal for the same object of a PDF only, or for equal direct objects."""
    return value.objgen if value.is_indirect else bytes(value.unparse())


@dataclass
class State:
    """The graphics state, as far as it matters to a press."""

    ctm: Matrix = IDENTITY
    clip: Box = EVERYWHERE
    fill: Colour = BLACK
    stroke: Colour = BLACK
    fill_alpha: float = 1.0
    stroke_alpha: float = 1.0
    fill_overprint: bool = False
    stroke_overprint: bool = False
    overprint_mode: int = 0
    line_width: float = 1.0
    text: TextStyle = field(default_factory=TextStyle)

    def copy(self) -> State:
        twin = copy.copy(self)
        twin.text = copy.copy(self.text)
        return twin

    def overprints(self, colour: Colour, *, stroking: bool = False) -> bool:
        """Tell whether `colour` leaves the inks below it that it does not contain.

        ISO 32000-1, 8.6.7: in DeviceCMYK that takes overprint mode 1; in DeviceGray and ICC-based
        spaces it never happens.
        """
        if not (self.stroke_overprint if stroking else self.fill_overprint):
            return False
        if colour.space.kind is Kind.SEPARATION:
            return True
        device_cmyk = colour.space.kind is Kind.CMYK and not colour.space.by_icc
        return device_cmyk and self.overprint_mode == 1


class Cabinet:
    """Fonts, pictures and parsed streams of one PDF: what pages share is read once."""

    def __init__(self, pdf: pikepdf.Pdf) -> None:
        self.pdf = pdf
        self._faces: dict[object, Face] = {}
        self._pictures: dict[object, Picture] = {}
        self._parsed: dict[object, list[Any]] = {}

    def face(self, font: Any) -> Face:
        key = identity(font)
        if key not in self._faces:
            self._faces[key] = Face(font)
        return self._faces[key]

    def picture(self, stream: Any, named: Mapping[str, Any]) -> Picture:
        key = identity(stream)
        if key not in self._pictures:
            self._pictures[key] = read_picture(stream, named)
        return self._pictures[key]

    def instructions(self, stream: Any) -> list[Any]:
        """Return the operators of a form, pattern or appearance."""
        key = identity(stream)
        if key not in self._parsed:
            self._parsed[key] = list(pikepdf.parse_content_stream(stream))
        return self._parsed[key]


@dataclass
class Run:
    """What the operators of one content stream work on."""

    content: PageContent
    cabinet: Cabinet
    resources: Any
    state: State
    walk: Callable[[Run, Any, State, PageContent], None]
    """Carries out another stream: form, pattern or mask."""
    entered: tuple[object, ...] = ()
    """The streams in which this one stands, so that none is carried out inside itself."""
    base: Matrix = IDENTITY
    """The matrix at the start of the stream, to which patterns are fixed."""
    stack: list[State] = field(default_factory=list)
    path: Path = field(default_factory=Path)
    clips_next: bool = False
    """Whether `W` was seen, which takes effect after the path is painted."""
    line: TextLine = field(default_factory=TextLine)

    def resource(self, kind: str, name: Any) -> Any:
        """Return a named resource. Raise KeyError when there is none."""
        return self.resources[kind][str(name)]

    @property
    def spaces(self) -> Mapping[str, Any]:
        """The named colour spaces."""
        found: Mapping[str, Any] = self.resources.get("/ColorSpace", {})
        return found
