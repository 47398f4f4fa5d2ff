"""Proofs of the laid-out book for those who approve it: spreads, and all pages on a few sheets."""

from __future__ import annotations

import base64
import io
import math
import multiprocessing
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from html import escape
from itertools import chain
from pathlib import Path
from typing import TypeVar

import pikepdf
import pypdfium2
from PIL import Image
from weasyprint import HTML

_T = TypeVar("_T")

_NO_PAGE = 0.93
_FOLD = 0.6
"""Grey (0 black, 1 white) of the half of a spread without a page, and of the fold."""

_SHEET = (297.0, 210.0)
"""A4 landscape; this and what follows is in mm."""
_MARGIN, _HEAD, _BETWEEN, _LABEL = 12.0, 8.0, 7.0, 5.0
_ACROSS = 4
"""Spreads in a row."""
_PAGE = (_SHEET[0] - 2 * _MARGIN - (_ACROSS - 1) * _BETWEEN) / _ACROSS / 2
_PICTURE = 230
"""Pixels across a page: some 180 dpi."""
_SCREEN_DPI = 120
_TALLEST = 20_000
"""Pixels: taller pictures do not open in common viewers."""
_CHUNK = 16
"""Pages that a process draws at a time."""
_HEAVY = 60_000_000
"""Bytes: with fewer, drawing takes less time than starting processes to share it."""
_COUNT = "Tờ {number}/{total}"
_STYLE = """
@font-face {{ font-family: "Be Vietnam Pro"; font-weight: 500; src: url("{font}"); }}
@page {{ size: {width}mm {height}mm; margin: 0; }}
html {{ font: 500 7pt/{label}mm "Be Vietnam Pro"; color: #6a6058; }}
body {{ margin: 0; }}
section {{ position: relative; height: {height}mm; break-after: page; overflow: hidden; }}
section:last-child {{ break-after: auto; }}
section * {{ position: absolute; white-space: nowrap; }}
img {{ width: {page}mm; outline: 0.3pt solid #b9b0a2; }}
p {{ margin: 0; width: {page}mm; text-align: center; }}
"""


def make_spreads(pages_pdf: Path, target: Path, *, first_is_right: bool = True) -> None:
    """Write a PDF whose pages are two pages of `pages_pdf` side by side, as the book opens.

    Pages are cut to their TrimBox and placed whole (ISO 32000-1, 8.10: form XObjects), so that text
    stays text and photos stay as they are. With `first_is_right` page 1 stands alone at the right.
    """
    with pikepdf.open(pages_pdf) as book, pikepdf.new() as proof:
        for pair in _pairs(list(book.pages), first_is_right=first_is_right):
            _add_spread(proof, *pair)
        proof.docinfo["/Title"] = str(book.docinfo.get("/Title", ""))
        for key in ("/Lang", "/OutputIntents"):
            if key in book.Root:
                value = book.Root[key]
                proof.Root[key] = proof.copy_foreign(book.make_indirect(value))
        proof.save(target, min_version=book.pdf_version, deterministic_id=True)


def make_contact_sheet(
    pages_pdf: Path, png: Path, pdf: Path, *, fonts: Path, labels: Sequence[str] | None = None
) -> None:
    """Show all pages small, two and two as the book opens, on A4 sheets in `pdf` and in `png`.

    `labels` stand below the pages, one each; without them they are counted from 1. `fonts` is the
    book's folder of faces. The PNG holds all sheets one below the other, or the first ones of a
    book too long for one picture. Raise ValueError when labels and pages are not as many.
    """
    pictures, title = _pictures(pages_pdf)
    labels = labels or [str(number) for number in range(1, len(pictures) + 1)]
    cells = [_Cell(*both) for both in zip(pictures, labels, strict=True)]
    font = (fonts / "be-vietnam-pro-500.ttf").resolve().as_uri()
    HTML(string=_sheets(cells, title, font)).write_pdf(pdf)
    _photograph(pdf, png)


def _pairs(pages: Sequence[_T], *, first_is_right: bool) -> Iterator[tuple[_T | None, _T | None]]:
    """Yield left and right pages; None where there is none."""
    places: list[_T | None] = [*([None] if first_is_right else []), *pages]
    places += [None] * (len(places) % 2)
    yield from zip(places[::2], places[1::2], strict=True)


# --- Spreads -------------------------------------------------------------------------------------


def _add_spread(proof: pikepdf.Pdf, left: pikepdf.Page | None, right: pikepdf.Page | None) -> None:
    boxes = [[float(edge) for edge in page.trimbox] for page in (left, right) if page]
    width = max(box[2] - box[0] for box in boxes)
    height = max(box[3] - box[1] for box in boxes)
    spread = proof.add_blank_page(page_size=(2 * width, height))
    content = []
    for name, page, x in (("/Left", left, 0.0), ("/Right", right, width)):
        if page is None:
            content.append(f"q {_NO_PAGE} g {x:.4f} 0 {width:.4f} {height:.4f} re f Q")
            continue
        box = [float(edge) for edge in page.trimbox]
        form = proof.copy_foreign(page.as_form_xobject())
        spread.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
        content.append(f"q 1 0 0 1 {x - box[0]:.4f} {-box[1]:.4f} cm {name} Do Q")
    content.append(f"q 0.25 w {_FOLD} G {width:.4f} 0 m {width:.4f} {height:.4f} l S Q")
    spread.contents_add("\n".join(content).encode())


# --- Contact sheet -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Picture:
    jpeg: bytes
    ratio: float
    """Height by width."""


@dataclass(frozen=True)
class _Cell:
    picture: _Picture
    label: str


def _pictures(pages_pdf: Path) -> tuple[list[_Picture], str]:
    """Return a small picture of each page, and the book's title."""
    with pypdfium2.PdfDocument(pages_pdf) as book:
        count, title = len(book), book.get_metadata_value("Title")
    starts = range(0, count, _CHUNK)
    paths = [pages_pdf] * len(starts)
    if pages_pdf.stat().st_size < _HEAVY:
        return list(chain.from_iterable(map(_draw, paths, starts))), title
    # Not forked: the process may have threads by now.
    spawned = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(os.cpu_count() or 1, len(starts)), spawned) as pool:
        return list(chain.from_iterable(pool.map(_draw, paths, starts))), title


def _draw(pages_pdf: Path, start: int) -> list[_Picture]:
    drawn = []
    with pypdfium2.PdfDocument(pages_pdf) as book:
        for number in range(start, min(start + _CHUNK, len(book))):
            page = book[number]
            page.set_cropbox(*page.get_trimbox())
            scale = _PICTURE / page.get_width()
            buffer = io.BytesIO()
            page.render(scale=scale).to_pil().convert("RGB").save(buffer, "JPEG", quality=82)
            drawn.append(_Picture(buffer.getvalue(), page.get_height() / page.get_width()))
    return drawn


def _sheets(cells: Sequence[_Cell], title: str, font: str) -> str:
    pairs = list(_pairs(cells, first_is_right=True))
    pitch = _PAGE * max(cell.picture.ratio for cell in cells) + _LABEL + _BETWEEN / 2
    down = max(1, int((_SHEET[1] - 2 * _MARGIN - _HEAD) / pitch))
    sheets = [pairs[i : i + _ACROSS * down] for i in range(0, len(pairs), _ACROSS * down)]
    body = []
    for number, sheet in enumerate(sheets, 1):
        count = _COUNT.format(number=number, total=len(sheets))
        head = f'<span style="left: {_MARGIN}mm; top: {_MARGIN - 4}mm">{escape(title)}</span>'
        head += f'<span style="right: {_MARGIN}mm; top: {_MARGIN - 4}mm">{count}</span>'
        body.append(f"<section>{head}{''.join(_spreads(sheet, pitch))}</section>")
    width, height = _SHEET
    style = _STYLE.format(font=font, width=width, height=height, page=_PAGE, label=_LABEL)
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{escape(title)}</title>'
        f"<style>{style}</style><body>{''.join(body)}</body></html>"
    )


def _spreads(sheet: Sequence[tuple[_Cell | None, _Cell | None]], pitch: float) -> Iterator[str]:
    for place, pair in enumerate(sheet):
        row, column = divmod(place, _ACROSS)
        for side, cell in enumerate(pair):
            if cell:
                x = _MARGIN + column * (2 * _PAGE + _BETWEEN) + side * _PAGE
                y = _MARGIN + _HEAD + row * pitch
                yield _cell(cell, x, y)


def _cell(cell: _Cell, x: float, y: float) -> str:
    below = y + _PAGE * cell.picture.ratio + 0.5
    source = f"data:image/jpeg;base64,{base64.b64encode(cell.picture.jpeg).decode()}"
    return (
        f'<img src="{source}" alt="" style="left: {x:.2f}mm; top: {y:.2f}mm">'
        f'<p style="left: {x:.2f}mm; top: {below:.2f}mm">{escape(cell.label)}</p>'
    )


def _photograph(pdf: Path, png: Path) -> None:
    """Write the sheets of `pdf` one below the other, as many as the tallest picture takes."""
    with pypdfium2.PdfDocument(pdf) as sheets:
        scale = _SCREEN_DPI / 72
        height = math.ceil(sheets[0].get_height() * scale)
        drawn = [
            sheets[number].render(scale=scale).to_pil().convert("RGB")
            for number in range(min(len(sheets), _TALLEST // height))
        ]
    whole = Image.new("RGB", (drawn[0].width, sum(image.height for image in drawn)), "white")
    top = 0
    for image in drawn:
        whole.paste(image, (0, top))
        top += image.height
    whole.save(png)
