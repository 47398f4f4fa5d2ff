"""A finished PDF page by page as a reader sees it: lines of text, photos, and where both stand.

Pages count from 1 in the file; a printed number is what the page says of itself. Rectangles are
(left, bottom, right, top) in millimetres from the lower left corner of the trimmed page.
"""

from __future__ import annotations

import ctypes
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import groupby, pairwise
from pathlib import Path
from typing import NamedTuple

import pypdfium2
from pypdfium2 import raw

from .pdfreading import Rectangle, links, outline

MM = 72 / 25.4
_SIGNS = str.maketrans("“”„‘’–—", '"""\'\'--', "√✅")
_LOOSE = re.compile(r"[\s\u00ad\u200b\ufffe\ufeff-]+")
_HYPHEN = "\x02"
"""What PDFium reports for a hyphen at the end of a line."""
_UNPRINTED = ("So", "Sk", "Mn", "Cf")


def loose(text: str) -> str:
    """Return `text` comparable however it was typed, set and broken into lines.

    Case, spaces, hyphens, dashes and the shape of quotation marks do not count, nor do emoji and
    ticks, of which the book's faces have few.
    """
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_SIGNS)
    return "".join(c for c in _LOOSE.sub("", plain) if unicodedata.category(c) not in _UNPRINTED)


@dataclass(frozen=True)
class Line:
    """A line of text as it stands on the page."""

    text: str
    size: float
    """Points."""
    face: str
    """Name of the font of its first letter, without the subset tag."""
    box: Rectangle


class Run(NamedTuple):
    """Letters of one face and size that follow each other in a line."""

    text: str
    face: str
    size: float
    """Points."""


@dataclass(frozen=True)
class Placed:
    """A photo as it stands on the page."""

    box: Rectangle
    pixels: tuple[int, int]

    @property
    def width(self) -> float:
        return self.box[2] - self.box[0]

    @property
    def height(self) -> float:
        return self.box[3] - self.box[1]

    @property
    def dpi(self) -> float:
        return self.pixels[0] / self.width * 25.4

    @property
    def ratio(self) -> float:
        return self.width / self.height


@dataclass(frozen=True)
class Link:
    """A link, the words that it lies on, and the page of the file or the address it leads to."""

    page: int
    box: Rectangle
    text: str
    target: int | str


class Pages:
    """The pages of a PDF."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._document = pypdfium2.PdfDocument(path)
        self.labels = [self._document.get_page_label(n) for n in range(len(self._document))]
        self._pages = [_Page(page) for page in self._document]

    def __len__(self) -> int:
        return len(self._pages)

    @property
    def numbers(self) -> range:
        return range(1, len(self) + 1)

    def label(self, number: int) -> str:
        """Return what viewers show for a page."""
        return self.labels[number - 1]

    def labelled(self, label: int | str) -> int:
        """Return the page that viewers show a label for."""
        return self.labels.index(str(label)) + 1

    def size(self, number: int) -> tuple[float, float]:
        """Return width and height of the trimmed page in millimetres."""
        return self._pages[number - 1].size

    def lines(self, number: int) -> list[Line]:
        return self._pages[number - 1].lines

    def photos(self, number: int) -> list[Placed]:
        return self._pages[number - 1].photos

    def text(self, number: int) -> str:
        """Return all that the page says, in one line."""
        return " ".join(line.text for line in self.lines(number))

    def says(self, number: int, words: str) -> bool:
        return loose(words) in loose(self.text(number))

    def titles(self, number: int, size: float) -> list[str]:
        """Return what stands in letters of at least `size` points, each title in one piece."""
        found: list[list[Line]] = []
        for line in self.lines(number):
            if line.size < size:
                continue
            if found and _goes_on(found[-1][-1], line):
                found[-1].append(line)
            else:
                found.append([line])
        return [" ".join(line.text for line in title) for title in found]

    def runs(self, number: int, line: Line) -> list[Run]:
        """Return a line of a page in its pieces of one face and size."""
        return self._pages[number - 1].runs(line)

    def overprinted(self, number: int) -> str:
        """Return the letters that lie on the one before them in their line."""
        return self._pages[number - 1].overprinted

    def within(self, number: int, box: Rectangle) -> str:
        """Return the letters of a page whose middle lies in a rectangle."""
        return self._pages[number - 1].within(box)

    @cached_property
    def links(self) -> list[Link]:
        found = []
        for number, rectangle, target in links(self.path):
            box = tuple(edge / MM for edge in rectangle)
            found.append(Link(number, box, self.within(number, box), target))
        return found

    @cached_property
    def outline(self) -> list[tuple[int, str, int]]:
        return outline(self.path)


class _Page:
    def __init__(self, page: pypdfium2.PdfPage) -> None:
        left, bottom, right, top = page.get_trimbox()
        self.size = (right - left) / MM, (top - bottom) / MM
        split = _split(_letters(page.get_textpage(), left, bottom))
        # PDFium tells in the order of drawing; people read from the top.
        self._rows = sorted(
            ((_line(row), row) for row in split), key=lambda pair: -_middle(pair[0])
        )
        self.lines = [line for line, _ in self._rows]
        self.photos = [
            Placed(_moved(image.get_bounds(), left, bottom), image.get_px_size())
            for image in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE])
        ]

    def runs(self, line: Line) -> list[Run]:
        letters = next(letters for known, letters in self._rows if known is line)
        faces = groupby(letters, key=lambda letter: (_face(letter), _size(letter)))
        return [Run("".join(a.text for a in run), *of) for of, run in faces]

    @property
    def overprinted(self) -> str:
        found = []
        for _, letters in self._rows:
            visible = sorted((a for a in letters if not a.text.isspace()), key=lambda a: a.box[0])
            found += [b.text for a, b in pairwise(visible) if _covers(a.box, b.box)]
        return "".join(found)

    def within(self, box: Rectangle) -> str:
        """Return the letters whose middle lies in `box`."""
        left, bottom, right, top = box
        inside = (
            letter.text
            for _, letters in self._rows
            for letter in letters
            if left <= (letter.box[0] + letter.box[2]) / 2 <= right
            and bottom <= _middle(letter) <= top
        )
        return "".join(inside).strip()


@dataclass(frozen=True)
class _Letter:
    text: str
    box: Rectangle
    place: int
    source: pypdfium2.PdfTextPage


def _middle(item: _Letter | Line) -> float:
    return (item.box[1] + item.box[3]) / 2


def _covers(one: Rectangle, other: Rectangle) -> bool:
    """Tell boxes of letters that share more than kerning and italics let them."""
    common = min(one[2], other[2]) - max(one[0], other[0])
    return common > 0.4 * min(one[2] - one[0], other[2] - other[0]) and common > 0.4


def _goes_on(line: Line, following: Line) -> bool:
    """Tell the second line of a title from a title of its own."""
    gap = line.box[1] - following.box[3]
    return abs(line.size - following.size) < 0.1 and gap * MM < line.size


def _letters(text: pypdfium2.PdfTextPage, left: float, bottom: float) -> Iterator[_Letter]:
    for place in range(text.count_chars()):
        letter = chr(raw.FPDFText_GetUnicode(text.raw, place))
        yield _Letter(letter, _moved(text.get_charbox(place), left, bottom), place, text)


def _split(letters: Iterable[_Letter]) -> Iterator[list[_Letter]]:
    """Part letters where PDFium reports the end of a line."""
    line: list[_Letter] = []
    for letter in letters:
        if letter.text in "\r\n\ufffe":
            if line:
                yield line
            line = []
        elif letter.text == _HYPHEN:
            yield [*line, replace(letter, text="-")]
            line = []
        elif line or not letter.text.isspace():
            line.append(letter)
    if line:
        yield line


def _line(letters: Sequence[_Letter]) -> Line:
    first, visible = letters[0], [a for a in letters if not a.text.isspace()]
    lows = list(zip(*(a.box[:2] for a in visible), strict=True))
    highs = list(zip(*(a.box[2:] for a in visible), strict=True))
    box = (min(lows[0]), min(lows[1]), max(highs[0]), max(highs[1]))
    text = unicodedata.normalize("NFC", "".join(a.text for a in letters))
    return Line(" ".join(text.split()), _size(first), _face(first), box)


def _size(letter: _Letter) -> float:
    """Return the size in points, whatever the page is scaled by."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(letter.source.raw, letter.place, matrix)
    return raw.FPDFText_GetFontSize(letter.source.raw, letter.place) * abs(matrix.d)


def _face(letter: _Letter) -> str:
    buffer = ctypes.create_string_buffer(100)
    raw.FPDFText_GetFontInfo(letter.source.raw, letter.place, buffer, 100, ctypes.c_int())
    return buffer.value.decode().partition("+")[2]


def _moved(rectangle: Rectangle, left: float, bottom: float) -> Rectangle:
    x1, y1, x2, y2 = rectangle
    return (x1 - left) / MM, (y1 - bottom) / MM, (x2 - left) / MM, (y2 - bottom) / MM
