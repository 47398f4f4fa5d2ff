"""What no-break spaces hold together stays on one line, and a PDF is read with plain spaces."""

from __future__ import annotations

import pypdfium2
import pytest
from weasyprint import HTML

from danvan.book.rendering import RenderJob
from danvan.book.spaces import plain, read_as_plain_spaces
from support.bookpages import Pages
from support.pdfreading import outline
from support.projects import ROOT
from support.rendered import render

FONTS = ROOT / "overrides/book/fonts"
DATE = "1980-01-01T00:00:00+00:00"
NBSP = "\u00a0"
STYLE = f"""
@font-face {{ font-family: F; src: url({(FONTS / "source-serif-4-400.ttf").as_uri()}) }}
@font-face {{ font-family: G; src: url({(FONTS / "be-vietnam-pro-400.ttf").as_uri()}) }}
@page {{ size: 100mm 400mm; margin: 10mm }}
h1, p {{ font: 10pt/14pt F }}
b {{ font: 10pt/14pt G }}
"""
TEXT = f"Cả tổ dân phố họp bàn từ năm{NBSP}2023 đến nay"
WIDTHS = range(12, 80, 2)
"""Millimetres."""


def document(*paragraphs):
    inner = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html lang=vi><head><title>S</title><style>{STYLE}</style></head><body>{inner}</body>"


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a PDF whose spaces are plain unless told otherwise."""

    def written(html, *, mended=True):
        path = tmp_path / f"{mended}.pdf"
        finisher = (lambda _document, pdf: read_as_plain_spaces(pdf)) if mended else None
        HTML(string=html).write_pdf(path, finisher=finisher, uncompressed_pdf=True)
        return path

    return written


def copied(path):
    """Return what is copied from the first page, its lines joined by a sign."""
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].get_textpage().get_text_range().replace("\r\n", "|")


def seen(path):
    with pypdfium2.PdfDocument(path) as pdf:
        return pdf[0].render(scale=2).to_numpy().tobytes()


# --- in a PDF ------------------------------------------------------------------------------------


def test_weasyprint_copies_all_spaces_as_the_first_no_break_space(written):
    """The reason for all this: when it fails, the mend may go."""
    found = copied(written(document(f"năm{NBSP}2023 đến nay"), mended=False))
    assert found == f"năm{NBSP}2023{NBSP}đến{NBSP}nay"


@pytest.mark.parametrize(
    "texts",
    [
        (f"năm{NBSP}2023 đến nay", "trước và sau"),
        (f"Từ{NBSP}đó", TEXT),
        (f"chữ <b>số{NBSP}7 và 8</b> nữa", f"từ{NBSP}đó đến <b>nay thì</b> khác"),
        (f"5{NBSP}km{NBSP}đường",),
    ],
)
def test_every_space_is_copied_as_a_plain_one(written, texts):
    html = document(*texts)
    found = copied(written(html))
    assert NBSP not in found
    stock = copied(written(html, mended=False))
    assert NBSP in stock
    assert found == stock.replace(NBSP, " ")


def test_pages_look_as_they_did(written):
    html = document(TEXT, f"chữ <b>số{NBSP}7 và 8</b> nữa")
    assert seen(written(html)) == seen(written(html, mended=False))


def test_a_text_without_no_break_spaces_is_not_touched(written):
    html = document("Tổ dân phố số 7 – “năm” 2023")
    assert written(html).read_bytes() == written(html, mended=False).read_bytes()


def test_words_held_together_stay_on_one_line_at_any_width(written):
    paragraphs = (f'<p style="width: {width}mm">{TEXT}</p>' for width in WIDTHS)
    pages = Pages(written(document(*paragraphs)))
    lines = [line.text for number in pages.numbers for line in pages.lines(number)]
    assert sum("năm 2023" in line for line in lines) == len(WIDTHS)
    assert any(line.endswith(" từ") for line in lines)
    assert any(line.startswith("năm 2023") for line in lines)


# --- in a book -----------------------------------------------------------------------------------


def test_a_book_is_read_and_listed_with_plain_spaces(tmp_path):
    title = f"Tổ{NBSP}dân phố số{NBSP}7"
    html = (
        f"<html lang=vi><head><title>S</title><style>{STYLE} h1 {{ break-before: page }}</style>"
        f'</head><body><p>Bìa</p><h1></h1><h1>{title}</h1><h1 id="dv-trang-trang"></h1><h1></h1>'
    )
    path = tmp_path / "sach.pdf"
    render(RenderJob("s", html, tmp_path, {}, tmp_path, DATE, signature=1), path)
    assert outline(path) == [(1, "Tổ dân phố số 7", 3)]
    with pypdfium2.PdfDocument(path) as pdf:
        assert pdf[2].get_textpage().get_text_range() == "Tổ dân phố số 7"


@pytest.mark.parametrize(
    ("written", "read"), [(f"năm{NBSP}2023{NBSP}ấy", "năm 2023 ấy"), ("năm 2023", "năm 2023")]
)
def test_titles_are_read_with_plain_spaces(written, read):
    assert plain(written) == read
