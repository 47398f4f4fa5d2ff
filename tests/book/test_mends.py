"""Faults of WeasyPrint and pydyf: still there without the mends, gone with them.

When a test of a fault fails, the mend of it in mends.py is no longer needed.
"""

from __future__ import annotations

import pydyf
import pytest
from weasyprint import HTML
from weasyprint.formatting_structure import boxes
from weasyprint.layout import inline

from danvan.book.mends import mended_weasyprint
from support.projects import ROOT

FONT = ROOT / "overrides/book/fonts/source-serif-4-400.ttf"
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{ size: 100mm 4000mm; margin: 0 }}
p {{ margin: 0; font: 10pt/14pt F }}
"""
TEXT = "Tổ dân phố họp bàn với từng nhà một làm đường cho bà con"
WORDS = TEXT.split()
WIDTHS = [20 + step / 4 for step in range(200)]
"""Millimetres."""
FAULTY = 62.75
"""Here the words before the element fill a line, without the space after them."""


def lines(between, widths=WIDTHS, style=""):
    """Return for each width the lines of a paragraph whose words `between` are in an element."""
    words = list(WORDS)
    if between:
        words[between[0]] = f"<span>{words[between[0]]}"
        words[between[1] - 1] += "</span>"
    paragraphs = (f'<p style="width: {width}mm">{" ".join(words)}</p>' for width in widths)
    html = f"<html lang=vi><style>{STYLE}{style}</style>{''.join(paragraphs)}</html>"
    (page,) = HTML(string=html).render().pages
    return [
        [_words(line) for line in box.descendants() if isinstance(line, boxes.LineBox)]
        for box in page._page_box.descendants()
        if isinstance(box, boxes.BlockBox) and box.element_tag == "p"
    ]


def _words(line):
    texts = [box.text for box in line.descendants() if isinstance(box, boxes.TextBox)]
    return "".join(texts).split()


# --- one word alone on a line --------------------------------------------------------------------


def test_stock_weasyprint_leaves_one_word_alone_where_all_have_room():
    (found,) = lines((9, 11), [FAULTY])
    assert found[0] == WORDS[:1]
    assert found[1] == WORDS[1:9]


def test_the_mend_fills_that_line():
    with mended_weasyprint():
        (found,) = lines((9, 11), [FAULTY])
    assert found == [WORDS[:9], WORDS[9:]]


@pytest.mark.parametrize("between", [(1, 2), (4, 8), (9, 11)])
@pytest.mark.parametrize("style", ["", "p { text-align: justify; text-indent: 5mm }"])
def test_mended_lines_break_where_they_would_without_the_element(between, style):
    with mended_weasyprint():
        assert lines(between, style=style) == lines(None, style=style)


def test_stock_weasyprint_breaks_other_lines_so_that_this_compares_something():
    assert lines((9, 11)) != lines(None)


def test_a_word_that_fills_its_line_still_stands_alone():
    widths = [12.0, 14.0]
    with mended_weasyprint():
        found = lines((9, 11), widths)
    assert found == lines(None, widths)
    assert any(len(line) == 1 for paragraph in found for line in paragraph)


# --- the pages that tags refer to ----------------------------------------------------------------


@pytest.fixture
def listed(monkeypatch):
    """Return a function that writes a tagged book and counts how often a page is listed."""
    stock, numbers = pydyf.PDF.page_references, []

    def counted(pdf):
        found = stock.fget(pdf)
        numbers.append(len(found))
        return found

    monkeypatch.setattr(pydyf.PDF, "page_references", property(counted))

    def listed(pages):
        numbers.clear()
        body = "<p style='break-after: page'>Một <b>hai</b> ba.</p>" * (pages - 1) + "<p>Hết.</p>"
        HTML(string=f"<html lang=vi><title>S</title>{body}").write_pdf(pdf_variant="pdf/ua-1")
        return sum(numbers)

    return listed


def test_stock_pydyf_lists_pages_with_the_square_of_their_number(listed):
    assert listed(20) > 3.5 * listed(10) > 350


def test_the_mend_lists_each_page_once(listed):
    with mended_weasyprint():
        assert [listed(pages) for pages in (10, 20)] == [10, 20]


@pytest.mark.parametrize("variant", ["pdf/ua-1", None])
def test_mended_files_have_the_same_bytes(variant):
    def written():
        link = '<h1 id="a">Một</h1><p><a href="#b">hai</a></p>'
        body = f'{link}<p style="break-before: page" id="b"><a href="#a">ba</a></p>'
        html = f"<html lang=vi><title>S</title><style>{STYLE}</style>{body}"
        return HTML(string=html).write_pdf(pdf_variant=variant)

    stock = written()
    with mended_weasyprint():
        assert [written() for _ in range(3)] == [stock] * 3


# --- afterwards ----------------------------------------------------------------------------------


def test_weasyprint_is_left_as_it_was_even_after_a_fault():
    before = inline.split_first_line, pydyf.PDF.__dict__["page_references"]
    with mended_weasyprint():
        assert inline.split_first_line is not before[0]
        assert pydyf.PDF.__dict__["page_references"] is not before[1]
    assert (inline.split_first_line, pydyf.PDF.__dict__["page_references"]) == before
    with pytest.raises(ZeroDivisionError), mended_weasyprint():
        raise ZeroDivisionError
    assert (inline.split_first_line, pydyf.PDF.__dict__["page_references"]) == before
