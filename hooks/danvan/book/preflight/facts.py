"""What the build knows and expects of its press files, kept as JSON beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, asdict, dataclass, fields
from pathlib import Path
from typing import Any

from danvan.book.settings import FINAL_STAGE
from danvan.collection.folding import fold

_KEY_UNKNOWN = "Tệp {name}: không có mục “{key}”."
_KEY_MISSING = "Tệp {name}: thiếu mục “{key}”."
_KEY_WRONG = "Tệp {name}: mục “{key}” sai kiểu giá trị."
_UNREADABLE = "Không đọc được tệp {name}. Dựng lại bản in để có tệp mới."


class FactsError(ValueError):
    """The file of facts is missing or damaged; the message is for staff."""


@dataclass(frozen=True)
class PrintedPhoto:
    """One embedded photo and where it comes from."""

    digest: str
    """SHA-256 in hexadecimal of the JPEG bytes in the PDF (the raw DCT stream)."""
    original: str
    """The file that staff gave, relative to the project's root."""
    page_title: str
    """The story or part in which it stands."""
    pixels: tuple[int, int]
    """Width and height of the original's pixels that are printed (after the crop)."""


@dataclass(frozen=True)
class PressFacts:
    """What the press files ought to be. Lengths in millimetres, pages counted from 1."""

    title: str
    stage: str
    """One of `settings.STAGES`."""
    interior: str
    """File name in the press folder."""
    cover: str
    """File name in the press folder; empty when the build makes no cover."""
    trim_width: float
    trim_height: float
    bleed: float
    variant: str
    """`pdf/x-4` or `pdf/x-1a`."""
    output_condition: str
    """The printing condition as the ICC's registry names it, such as `FOGRA39`."""
    ink_limit: int
    """Largest sum of the four inks, in percent."""
    dpi: int = 300
    signature: int = 4
    """Pages that are printed on one sheet and folded; the page count is a multiple of it."""
    colour: str = "cmyk"
    """`cmyk`, or `grey` for an interior in black ink alone."""
    colour_pages: tuple[int, ...] = ()
    """Pages that may be in colour although `colour` is `grey`."""
    marks: bool = False
    """Crop marks asked for: the MediaBox is then larger than the BleedBox."""
    opener_pages: tuple[tuple[str, int], ...] = ()
    """Title and page of all that must start on a right-hand page (title page, parts, …); a blank
    page before one of them is meant."""
    photos: tuple[PrintedPhoto, ...] = ()
    missing_imprint: tuple[str, ...] = ()
    """Names of the imprint's lines that are still empty."""
    missing_parts: tuple[str, ...] = ()
    left_out: str = ""
    """Characters that the faces lack and that were left out."""
    paper: str = ""
    paper_thickness: float = 0
    """Of one leaf, which is two pages."""
    spine: float = 0
    """As laid out on the cover."""
    spine_text: bool = False
    isbn: str = ""
    flap: float = 0

    @property
    def released(self) -> bool:
        """Whether this is the edition to print, in which nothing may be missing."""
        return fold(self.stage) == fold(FINAL_STAGE)

    @property
    def is_x_1a(self) -> bool:
        """Whether the old variant was ordered, without transparency and profiles."""
        return self.variant == "pdf/x-1a"

    @property
    def one_colour(self) -> bool:
        return self.colour == "grey"

    @property
    def cover_width(self) -> float:
        """Width of the whole cut cover: flap, back, spine, front, flap."""
        return 2 * self.trim_width + self.spine + 2 * self.flap


def write_facts(facts: PressFacts, path: Path) -> None:
    """Write `facts` as JSON; the same facts give the same bytes."""
    text = json.dumps(asdict(facts), ensure_ascii=False, indent=2)
    path.write_text(f"{text}\n", "utf-8", newline="\n")


def read_facts(path: Path) -> PressFacts:
    """Return what `write_facts` wrote.

    Raise FactsError, in Vietnamese, when the file is missing, damaged or of another version.
    """
    try:
        data = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise FactsError(_UNREADABLE.format(name=path.name)) from error
    if not isinstance(data, dict):
        raise FactsError(_UNREADABLE.format(name=path.name))
    return PressFacts(**_values(data, path.name))


def _values(data: Mapping[str, Any], name: str) -> dict[str, Any]:
    known = {field.name: field for field in fields(PressFacts)}
    for key in data:
        if key not in known:
            raise FactsError(_KEY_UNKNOWN.format(name=name, key=key))
    values = {}
    for key, field in known.items():
        if key not in data:
            if field.default is MISSING:
                raise FactsError(_KEY_MISSING.format(name=name, key=key))
            continue
        try:
            values[key] = _READERS[str(field.type)](data[key])
        except (TypeError, ValueError, KeyError) as error:
            raise FactsError(_KEY_WRONG.format(name=name, key=key)) from error
    return values


def _exactly(*kinds: type) -> Callable[[Any], Any]:
    def read(value: Any) -> Any:
        # To Python a truth is a number; in the file it is not.
        if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
            raise TypeError
        return value

    return read


def _several(read: Callable[[Any], Any]) -> Callable[[Any], tuple[Any, ...]]:
    return lambda values: tuple(read(value) for value in _exactly(list)(values))


def _opener(value: Any) -> tuple[str, int]:
    title, page = value
    return _text(title), _count(page)


def _photo(value: Any) -> PrintedPhoto:
    width, height = map(_count, value["pixels"])
    texts = {key: _text(value[key]) for key in ("digest", "original", "page_title")}
    return PrintedPhoto(**texts, pixels=(width, height))


_text, _count = _exactly(str), _exactly(int)
_READERS: Mapping[str, Callable[[Any], Any]] = {
    "str": _text,
    "int": _count,
    "float": _exactly(int, float),
    "bool": _exactly(bool),
    "tuple[int, ...]": _several(_count),
    "tuple[str, ...]": _several(_text),
    "tuple[tuple[str, int], ...]": _several(_opener),
    "tuple[PrintedPhoto, ...]": _several(_photo),
}
"""How a value of each type in PressFacts is read."""
