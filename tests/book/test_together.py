"""What no-break spaces held together stays on one line, and the PDF is read with plain spaces."""

from __future__ import annotations

import pypdfium2
import pytest
from weasyprint import HTML

from danvan.book.together import keep_together
from support.bookpages import Pages
from support.projects import ROOT

FONT = ROOT / "overrides/book/fonts/source-serif-4-400.ttf"
NBSP = "\u00a0"
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{ size: 100mm 100mm; margin: 10mm }}
p {{ font: 10pt/14pt F }}
.bound {{ white-space: nowrap }}
"""


def body(text):
    """Return what becomes of the text of a paragraph."""
    made = keep_together(f"<html><body><p>{text}</p></body></html>")
    return made.removeprefix("<html><body><p>").removesuffix("</p></body></html>")


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("năm~2023", '<span class="bound">năm 2023</span>'),
        ("từ năm~2023, ở", 'từ <span class="bound">năm 2023,</span> ở'),
        ("5~km~đường xa", '<span class="bound">5 km đường</span> xa'),
        ("năm~1, năm~2", '<span class="bound">năm 1,</span> <span class="bound">năm 2</span>'),
        ("chữ <b>số~7</b> nữa", 'chữ <b><span class="bound">số 7</span></b> nữa'),
        ("“Dân~vận”,\nkhéo", '<span class="bound">“Dân vận”,</span>\nkhéo'),
        ("A~&amp;~B", '<span class="bound">A &amp; B</span>'),
        ("không có gì", "không có gì"),
        ("", ""),
    ],
)
def test_words_held_together_stand_in_a_span_with_plain_spaces(written, printed):
    assert body(written.replace("~", NBSP)) == printed


@pytest.mark.parametrize("written", ["~chữ", "chữ~", "chữ ~ chữ", "<b>chữ</b>~chữ", "chữ~<b>x</b>"])
def test_a_no_break_space_without_a_word_on_both_sides_is_a_plain_space(written):
    assert body(written.replace("~", NBSP)) == written.replace("~", " ")


def test_attributes_and_the_head_stay_as_they_are():
    html = (
        f"<html><head><title>năm{NBSP}2023</title></head>"
        f'<body class="a"><img alt="năm{NBSP}2023"/><p>năm{NBSP}2023</p></body></html>'
    )
    head, shown = keep_together(html).split("<p>")
    assert head == html.partition("<p>")[0]
    assert shown == '<span class="bound">năm 2023</span></p></body></html>'


def test_a_document_without_no_break_spaces_is_not_touched():
    html = "<html><body><p>Tổ dân phố  số 7</p>\n</body></html>"
    assert keep_together(html) == html


# --- in a PDF ------------------------------------------------------------------------------------

TEXT = f"Cả tổ dân phố họp bàn từ năm{NBSP}2023 đến nay"
WIDTHS = range(12, 80, 2)
"""Millimetres."""


@pytest.fixture
def written(tmp_path):
    def written(text):
        paragraphs = (f'<p style="width: {width}mm">{text}</p>' for width in WIDTHS)
        html = f"<html lang=vi><style>{STYLE}</style><body>{''.join(paragraphs)}</body></html>"
        return html, tmp_path / "sach.pdf"

    return written


def test_weasyprint_copies_all_spaces_as_the_first_no_break_space(written):
    """The reason for all this: when it fails, no-break spaces may stay."""
    html, path = written(f"năm{NBSP}2023 đến nay")
    HTML(string=html).write_pdf(path)
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert f"đến{NBSP}nay" in text


def test_words_are_copied_with_plain_spaces_and_stay_on_one_line(written):
    html, path = written(TEXT)
    HTML(string=keep_together(html)).write_pdf(path)
    with pypdfium2.PdfDocument(path) as pdf:
        texts = [page.get_textpage().get_text_range() for page in pdf]
    assert not [text for text in texts if NBSP in text]
    pages = Pages(path)
    lines = [line.text for number in pages.numbers for line in pages.lines(number)]
    assert sum("năm 2023" in line for line in lines) == len(WIDTHS)
    assert any(line.endswith("từ") for line in lines)
