"""Make the copy of a reading edition that goes to those who approve it.

Each page stands on A4 at its own size, with room for notes, numbers at its lines, and the round
that it was submitted in. The pages themselves are those of the book: no line moves.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from html import escape
from pathlib import Path

import pikepdf
import pypdfium2
from pikepdf import Array, Dictionary, Name
from weasyprint import HTML

from .geometry import POINT, Geometry

SHEET = (210.0, 297.0)
"""A4 upright; this and what follows is in mm."""
LEAST_ROOM = 60.0
"""Across and down, where the book is nearly as large as the sheet."""
LEFT, TOP = 15.0, 24.0
_NUMBER = (9.0, 4.0)
_FROM_PAGE = 1.5
"""Between the numbers and the trim."""
_SAME_LINE = 4.0
"""Points between the middles of words that stand on one line."""
MARK, MAKET_MARK = "BẢN THẢO TRÌNH DUYỆT LẦN {round}", "BẢN MAKET TRÌNH DUYỆT"
NOTES = "Ghi chú của người duyệt"
_DRAFT, _MAKET = "bản thảo ", "maket"
_STYLE = """
@font-face {{ font-family: "Be Vietnam Pro"; font-weight: 400; src: url("{plain}"); }}
@font-face {{ font-family: "Be Vietnam Pro"; font-weight: 600; src: url("{bold}"); }}
@page sheet {{ size: {width}mm {height}mm; margin: 0; }}
@page number {{ size: {number_width}mm {number_height}mm; margin: 0; }}
body {{ margin: 0; font: 400 7pt/4mm "Be Vietnam Pro"; color: #6a6058; }}
.sheet {{ page: sheet; position: relative; height: {height}mm; }}
.sheet > * {{ position: absolute; margin: 0; }}
.mark {{ top: 8mm; left: 0; width: {width}mm; text-align: center;
  font: 600 12pt/8mm "Be Vietnam Pro"; color: #9b2d22; }}
.page {{ left: {left}mm; top: {top}mm; width: {trim_width}mm; height: {trim_height}mm;
  outline: 0.4pt solid #cfc6b8; }}
.notes {{ left: {notes_left}mm; top: {top}mm; width: {notes_width}mm; }}
.line {{ left: {notes_left}mm; width: {notes_width}mm; border-bottom: 0.4pt dotted #b9b0a2; }}
.under {{ left: {left}mm; width: {trim_width}mm; border-bottom: 0.4pt dotted #b9b0a2; }}
.number {{ page: number; text-align: right; height: {number_height}mm; }}
"""
_RULE = 9.0
"""From one line for notes to the next."""


def mark_of(stage: str) -> str:
    """Return what stands on each page at a stage; nothing if nobody approves the book then."""
    if stage.startswith(_DRAFT):
        return MARK.format(round=stage.removeprefix(_DRAFT))
    return MAKET_MARK if stage == _MAKET else ""


def sheet_size(page: Geometry) -> tuple[float, float]:
    """Return width and height of the sheets."""
    width, height = page.trim_width + LEAST_ROOM, page.trim_height + LEAST_ROOM
    return max(SHEET[0], width), max(SHEET[1], height)


def make_review_copy(
    reading: Path, target: Path, *, mark: str, page: Geometry, cover_pages: int, fonts: Path
) -> None:
    """Write `reading` to `target` with `mark`, room for notes and line numbers.

    The first `cover_pages`, and the last, have no line numbers.
    """
    lines = _lines(reading, page, cover_pages)
    most = max(map(len, lines), default=0)
    stamps = io.BytesIO(_stamps(mark, page, most, fonts))
    with pikepdf.open(reading) as book, pikepdf.open(stamps) as drawn:
        forms = [book.copy_foreign(one.as_form_xobject()) for one in drawn.pages]
        for own, heights in zip(book.pages, lines, strict=True):
            _stamp(own, forms, heights, page)
        book.save(
            target, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate
        )


def _lines(reading: Path, page: Geometry, cover_pages: int) -> list[list[float]]:
    """Return where the lines of text stand on each page: points from its foot to their middles."""
    top = (page.trim_height - 15.0) / POINT
    foot = (page.foot - 4.0) / POINT
    pages: list[list[float]] = []
    with pypdfium2.PdfDocument(reading) as document:
        count = len(document)
        for number in range(count):
            if number < cover_pages or number == count - 1:
                pages.append([])
                continue
            own = document[number]
            text = own.get_textpage()
            middles = []
            for place in range(text.count_rects()):
                _, low, _, high = text.get_rect(place)
                if foot <= low and high <= top:
                    middles.append((low + high) / 2)
            pages.append(_merged(middles))
            text.close()
            own.close()
    return pages


def _merged(middles: Sequence[float]) -> list[float]:
    """Return one height for each line, from the top."""
    lines: list[float] = []
    for middle in sorted(middles, reverse=True):
        if not lines or lines[-1] - middle > _SAME_LINE:
            lines.append(middle)
    return lines


def _stamps(mark: str, page: Geometry, most: int, fonts: Path) -> bytes:
    """Return a PDF with the sheet around a page, and then each line number on a page of its own."""
    width, height = sheet_size(page)
    notes_left = LEFT + page.trim_width + 6
    style = _STYLE.format(
        plain=(fonts / "be-vietnam-pro-400.ttf").as_uri(),
        bold=(fonts / "be-vietnam-pro-600.ttf").as_uri(),
        width=width,
        height=height,
        number_width=_NUMBER[0],
        number_height=_NUMBER[1],
        left=LEFT,
        top=TOP,
        trim_width=page.trim_width,
        trim_height=page.trim_height,
        notes_left=notes_left,
        notes_width=width - notes_left - 8,
    )
    rules = int((page.trim_height - _RULE) // _RULE)
    beside = (
        f'<i class="line" style="top:{TOP + _RULE * (n + 1):.1f}mm"></i>' for n in range(rules)
    )
    below = TOP + page.trim_height
    more = int((height - below - 10) // _RULE)
    under = (
        f'<i class="under" style="top:{below + _RULE * (n + 1):.1f}mm"></i>' for n in range(more)
    )
    numbers = "".join(f'<div class="number">{number + 1}</div>' for number in range(most))
    html = (
        f'<style>{style}</style><div class="sheet"><p class="mark">{escape(mark)}</p>'
        f'<div class="page"></div><p class="notes">{NOTES}</p>{"".join(beside)}{"".join(under)}'
        f"</div>{numbers}"
    )
    made = HTML(string=html).write_pdf()
    assert isinstance(made, bytes)
    return made


def _stamp(
    own: pikepdf.Page, forms: Sequence[pikepdf.Object], heights: Sequence[float], page: Geometry
) -> None:
    """Draw the sheet and the numbers around a page; to readers' programs they are no content."""
    width, height = (size / POINT for size in sheet_size(page))
    left, top = LEFT / POINT, TOP / POINT
    page_width, page_height = page.trim_width / POINT, page.trim_height / POINT
    foot = height - top - page_height
    trim = Array([0, 0, page_width, page_height])
    own.obj.MediaBox = Array([-left, -foot, width - left, page_height + top])
    own.obj.TrimBox = trim
    drawn = [(0, -left, -foot)]
    across = -(_NUMBER[0] + _FROM_PAGE) / POINT
    down = _NUMBER[1] / POINT / 2
    drawn += [(number, across, middle - down) for number, middle in enumerate(heights, 1)]
    resources = own.resources
    if "/XObject" not in resources:
        resources.XObject = Dictionary()
    calls = []
    for number, x, y in drawn:
        resources.XObject[Name(f"/Duyet{number}")] = forms[number]
        calls.append(f"q 1 0 0 1 {x:.2f} {y:.2f} cm /Duyet{number} Do Q")
    # What bleeds off a page would show on the sheet.
    clip = f"q 0 0 {page_width:.3f} {page_height:.3f} re W n".encode()
    own.contents_add(clip, prepend=True)
    content = "\n".join(calls)
    own.contents_add(f"Q /Artifact BMC\n{content}\nEMC".encode())
