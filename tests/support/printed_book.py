"""The held-out book as printed, beside what staff gave for it.

Titles are found by the size of their letters, never by bookmarks, links or the product's reports.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from PIL import Image, ImageOps

from . import held_out
from .bookpages import Line, Pages, Placed, Rectangle, Run, loose
from .built_site import BuiltSite
from .held_out_book import MOVEMENT
from .stories import Story, nfd

WIDTH, HEIGHT = 145, 205
TOP, INSIDE, OUTSIDE, FOOT = 20, 18, 16, 20
"""Margins in millimetres; the foot, with the folio, is up to a line higher."""
OPENING, STORY_TITLE = 13.5, 20.5
"""Points: the smallest letters of a title in the contents, and of what opens a page alone."""
PARTS = (
    "Bài báo “Dân vận” (1949)",
    "Một số văn bản chỉ đạo",
    "Hình ảnh phong trào",
    "Gương điển hình",
)
DOCUMENTS = ("Kế hoạch thử", "Công văn thử về việc gửi bài")
BACK = "Bảng tra và danh mục"
PEOPLE, UNITS, WARDS, PHOTO_LIST = INDEXES = (
    "Tên người và tập thể",
    "Đơn vị",
    "Phường",
    "Danh mục ảnh",
)
CREDIT = "Ảnh: Ban Biên tập"
_CAPTION_DEPTH = 19.0
"""Millimetres below a photo in which its caption must be read whole."""
_LABEL_FACE = "Be-Vietnam-Pro-Semi-Bold"
_NUMBER_SIZE = 8.5
"""Points of the page numbers in the back matter."""


@dataclass(frozen=True)
class Entry:
    """A line of the contents or of an index, with the page numbers that it names."""

    text: str
    numbers: tuple[str, ...]


@dataclass(frozen=True)
class Photo:
    """A photo as printed; `caption` is the one that stands below it."""

    page: int
    placed: Placed
    owner: str
    """Folder of its story; empty for photos of the movement."""
    caption: str | None
    """None: none of its owner's captions stands there; empty: it was sent without one."""
    original: tuple[int, int] = field(compare=False)
    """Pixels of the upright original."""


@dataclass(frozen=True)
class _Sent:
    caption: str
    size: tuple[int, int]


class PrintedBook:
    """The reading edition of the held-out project."""

    def __init__(self, site: BuiltSite) -> None:
        self.site = site
        self.pages = Pages(site.book_path)
        self.stories = held_out.printed_stories()

    # --- where things stand ----------------------------------------------------------------------

    @cached_property
    def first_page(self) -> dict[str, int]:
        """The page with both title and summary of a story, by the story's folder."""
        found = {}
        for story in self.stories:
            (found[story.folder],) = [
                number
                for number in self.pages.numbers
                if loose(story.title) in map(loose, self.pages.titles(number, STORY_TITLE))
                and self.pages.says(number, story.fact("tóm tắt"))
            ]
        return found

    def number(self, story: Story) -> str:
        """Return the page number that readers see on a story's first page."""
        return self.pages.label(self.first_page[story.folder])

    def stories_of(self, area: str) -> list[Story]:
        """Return the stories of a field in the order of their pages."""
        of_area = (story for story in self.stories if story.area == area)
        return sorted(of_area, key=lambda story: self.first_page[story.folder])

    def opening(self, title: str) -> int:
        """Return the one page after the imprint that carries `title` in large letters."""
        (found,) = [
            number
            for number in self.pages.numbers[6:]
            if loose(title) in map(loose, self.pages.titles(number, OPENING))
        ]
        return found

    def section(self, title: str) -> range:
        """Return the pages from that of `title` to the next title."""
        return self._until_next_title(self.opening(title))

    def pages_of(self, story: Story) -> range:
        return self._until_next_title(self.first_page[story.folder])

    def _until_next_title(self, first: int) -> range:
        after = self.pages.numbers[first:]
        return range(first, next(n for n in after if self.pages.titles(n, OPENING)))

    def address(self, story: Story) -> str:
        """Return the address of a story's page on the site."""
        (found,) = [
            address
            for address, page in self.site.pages.items()
            if page.select_one(".dv-story")
            and page.h1.get_text() == story.title
            and page.select_one(".dv-lead").get_text() == story.fact("tóm tắt")
        ]
        return found

    # --- parts of a page -------------------------------------------------------------------------

    def block(self, number: int) -> Rectangle:
        """Return where text may stand: the margin at the spine is the wider one."""
        left = INSIDE if int(self.pages.label(number)) % 2 else OUTSIDE
        return left, FOOT, left + WIDTH - INSIDE - OUTSIDE, HEIGHT - TOP

    def body(self, number: int) -> list[Line]:
        """Return the lines between running head and folio."""
        return [
            line for line in self.pages.lines(number) if FOOT - 1 < _height(line) < HEIGHT - TOP
        ]

    def head(self, number: int) -> str:
        return " ".join(
            line.text for line in self.pages.lines(number) if _height(line) >= HEIGHT - TOP
        )

    def folio(self, number: int) -> Line | None:
        lines = [line for line in self.pages.lines(number) if _height(line) <= FOOT - 1]
        assert len(lines) <= 1, lines
        return lines[0] if lines else None

    # --- lists -----------------------------------------------------------------------------------

    @property
    def contents(self) -> range:
        return range(self.opening("Mục lục"), self.opening(PARTS[0]))

    def contents_entries(self) -> list[tuple[Entry, int | str]]:
        """Return the lines of the contents and where a click on them leads."""
        links = [link for link in self.pages.links if link.page in self.contents]
        found = []
        for link in links:
            parts = re.fullmatch(r"(.*?)[. ]*\. ?(\d+)", link.text)
            assert parts, link
            found.append((Entry(parts[1], (parts[2],)), link.target))
        return found

    @property
    def back(self) -> range:
        return range(self.opening(BACK), len(self.pages))

    def entries(self, title: str) -> list[Entry]:
        """Return the entries of an index or of the list of photos."""
        found: list[tuple[list[str], list[str]]] = []
        for number, line in self.lines_below(title):
            runs = self.pages.runs(number, line)
            if runs[0].face == _LABEL_FACE and runs[0].size > _NUMBER_SIZE:
                continue  # a letter, or the story that photos belong to
            if line.box[0] < self.block(number)[0] + 2:
                found.append(([], []))
            text, numbers = found[-1]
            text.append("".join(run.text for run in runs if not _is_number(run)).strip())
            numbers += re.findall(r"\d+", " ".join(run.text for run in runs if _is_number(run)))
        return [Entry(" ".join(text).strip(), tuple(numbers)) for text, numbers in found]

    def lines_below(self, title: str) -> Iterator[tuple[int, Line]]:
        """Yield page and line of what stands below a heading of the back matter."""
        below = False
        for number in self.back:
            for line in self.body(number):
                if line.size >= OPENING:
                    below = loose(line.text) == loose(title)
                elif below:
                    yield number, line

    # --- photos ----------------------------------------------------------------------------------

    def photos(self) -> list[Photo]:
        """Return every photo of the book with the caption that stands below it."""
        movement = [_Sent(caption, size) for _, caption, size in MOVEMENT]
        found = list(self._photos(self.section(PARTS[2]), "", movement))
        for story in self.stories:
            found += self._photos(self.pages_of(story), story.folder, self._sent(story))
        return found

    def _sent(self, story: Story) -> list[_Sent]:
        home = self.site.project / "exemplars" / nfd(story.area) / story.folder
        return [_Sent(story.caption(name), _upright(home / name)) for name in story.photos]

    def _photos(self, pages: range, owner: str, sent: list[_Sent]) -> Iterator[Photo]:
        rest = list(sent)
        for number in pages:
            for placed in self.pages.photos(number):
                below = loose(self._below(number, placed))
                fitting = [s for s in rest if below.startswith(loose(f"{s.caption} {CREDIT}"))]
                fitting = fitting or [s for s in rest if not s.caption]
                if not fitting:
                    yield Photo(number, placed, owner, None, (0, 0))
                    continue
                best = min(fitting, key=lambda s: abs(s.size[0] / s.size[1] - placed.ratio))
                rest.remove(best)
                yield Photo(number, placed, owner, best.caption, best.size)

    def _below(self, number: int, placed: Placed) -> str:
        left, bottom, right, _ = placed.box
        box = (max(left, 0), bottom - _CAPTION_DEPTH, min(right, WIDTH) + 0.3, bottom)
        return self.pages.within(number, box)

    def expected_photos(self) -> list[tuple[str, str]]:
        """Return owner and caption of every photo that must be printed."""
        return [("", caption) for _, caption, _ in MOVEMENT] + [
            (story.folder, story.caption(name)) for story in self.stories for name in story.photos
        ]


def _is_number(run: Run) -> bool:
    """Tell page numbers, and the dots before them, by the size of their letters."""
    return abs(run.size - _NUMBER_SIZE) < 0.1


def _height(line: Line) -> float:
    return (line.box[1] + line.box[3]) / 2


def _upright(path: Path) -> tuple[int, int]:
    with Image.open(path) as image:
        return ImageOps.exif_transpose(image).size
