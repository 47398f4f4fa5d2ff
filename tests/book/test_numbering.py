"""Page numbers are printed where the style sheet left room for them, and nowhere else."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest

from danvan.book.division import divide
from danvan.book.rendering import RenderJob, lay_out, paginated, write_part
from support.bookpages import Pages
from support.pdfreading import page_texts
from support.projects import ROOT
from support.rendered import render

FONTS = ROOT / "overrides/book/fonts"
DATE = "1980-01-01T00:00:00+00:00"
WIDTH, MARGIN = 100.0, 15.0
"""Millimetres."""
STYLE = f"""
@font-face {{ font-family: F; src: url({(FONTS / "be-vietnam-pro-400.ttf").as_uri()}) }}
@page {{ size: {WIDTH}mm 150mm; margin: {MARGIN}mm; font: 8.5pt F }}
@page :left {{ @bottom-left {{ content: "000"; text-align: left }} }}
@page :right {{ @bottom-right {{ content: "000"; text-align: right }} }}
@page plate {{ @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}
@page :blank {{ @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}
body {{ margin: 0; font: 10pt/14pt F }}
p {{ margin: 0 }}
article, .blank {{ break-before: page }}
.recto {{ break-before: right }}
.cover, .blank {{ page: plate }}
article.cover:first-child {{ break-before: auto }}
.contents a {{ display: block }}
.contents a::after {{ content: leader(". ") "000" }}
a.elsewhere::after {{ content: " (tr. 000)" }}
.entry {{ position: relative; padding: 0 9mm 0 5mm }}
.entry::before {{ content: ""; margin-left: -5mm }}
.entry-pages a::after {{ content: "000"; white-space: nowrap }}
.entry-pages::before {{ content: leader(". ") }}
.entry-pages {{ margin-right: -9mm; white-space: nowrap }}
.entry-pages--many {{ white-space: normal }}
.entry-pages--many::before {{ content: ": " }}
"""
"""What overrides/book/styles.scss prints numbers with."""


def book(*articles, signature=4):
    """Return the HTML of a book; its cover is the element `bia`."""
    spare = '<div class="blank" id="dv-trang-trang"></div>'
    spare += '<div class="blank"></div>' * (signature - 1)
    return (
        f"<html lang=vi><head><title>Sách</title><style>{STYLE}</style></head><body>"
        '<article class="cover" id="bia">Bìa</article><article class="cover">Trong</article>'
        f'{"".join(articles)}{spare}<article class="cover">Bìa sau</article></body></html>'
    )


def chapters(count):
    """Return articles `a1`, `a2` … of a page each."""
    return [f'<article id="a{n}"><p>Bài.</p></article>' for n in range(1, count + 1)]


def last(inner):
    return f'<article id="cuoi">{inner}</article>'


@pytest.fixture
def printed(tmp_path):
    """Return a function that renders a book."""

    def printed(html, signature=4):
        path = tmp_path / "sach.pdf"
        render(RenderJob("s", html, tmp_path, {}, tmp_path, DATE, signature), path)
        return Pages(path)

    return printed


def lines_of(pages, label):
    """Return the lines of the page with a printed number, without its folio."""
    lines = pages.lines(pages.labelled(label))
    assert lines[-1].text == str(label)
    return lines[:-1]


# --- folios --------------------------------------------------------------------------------------


def folios(pages):
    found = {}
    for number in pages.numbers:
        feet = [line for line in pages.lines(number) if line.box[3] < MARGIN]
        if feet:
            (found[pages.label(number)],) = feet
    return found


def test_every_page_but_the_cover_has_its_number(printed):
    found = folios(printed(book(*chapters(11))))
    assert {label: line.text for label, line in found.items()} == {
        str(number): str(number) for number in range(1, 12)
    }


def test_numbers_stand_at_the_outer_edge_whatever_their_length(printed):
    found = folios(printed(book(*chapters(12))))
    for label, line in found.items():
        if int(label) % 2:
            assert line.box[2] == pytest.approx(WIDTH - MARGIN, abs=0.6), label
        else:
            assert line.box[0] == pytest.approx(MARGIN, abs=0.6), label


def test_blank_pages_have_none(printed):
    html = book(*chapters(1), '<article class="recto">Bài</article>')
    assert list(folios(printed(html))) == ["1", "3"]


def test_folios_go_on_over_parts(tmp_path):
    html = book(*chapters(3), '<article class="recto">Bài</article>', *chapters(2))
    job = RenderJob("s", html, tmp_path, {}, tmp_path, DATE)
    parts = [lay_out(job, part) for part in divide(html, 2, 1)]
    pagination = paginated(job, [part.pages for part in parts])
    texts = []
    for number, part in enumerate(parts):
        write_part(job, part, number, pagination, tmp_path / f"{number}.pdf")
        texts.append(page_texts(tmp_path / f"{number}.pdf"))
    assert texts[0][2:] == ["Bài. 1", "Bài. 2", "Bài. 3", ""]
    assert texts[1][:3] == ["Bài 5", "Bài. 6", "Bài. 7"]


# --- references ----------------------------------------------------------------------------------


def test_a_link_in_the_contents_names_the_page_at_the_right(printed):
    contents = "".join(f'<a href="#a{n}">Bài {n}</a>' for n in (1, 9, 10))
    pages = printed(book(f'<article class="contents">{contents}</article>', *chapters(10)))
    lines = lines_of(pages, 1)
    named = [re.fullmatch(r"(Bài \d+)[ .]+\. ?(\d+)", line.text).groups() for line in lines]
    assert named == [("Bài 1", "2"), ("Bài 9", "10"), ("Bài 10", "11")]
    for line in lines:
        assert line.box[2] == pytest.approx(WIDTH - MARGIN, abs=0.6), line.text


def test_references_go_forwards_and_backwards(printed):
    first = last('<p>Xem <a class="elsewhere" href="#sau">bài sau</a> nữa.</p>')
    second = (
        '<article id="sau"><p>Như <a class="elsewhere" href="#cuoi">bài trước</a>.</p></article>'
    )
    pages = printed(book(first, *chapters(9), second))
    assert [line.text for line in lines_of(pages, 1)] == ["Xem bài sau (tr. 11) nữa."]
    assert [line.text for line in lines_of(pages, 11)] == ["Như bài trước (tr. 1)."]


def test_what_follows_a_reference_stays_where_it_is(printed):
    """The room is the same for numbers of any length, and the number stands at its right."""
    line = '<p><a class="elsewhere" href="#{}">Xem</a>.</p>'
    pages = printed(book(*chapters(10), last(line.format("a1") + line.format("a10"))))
    short, long = lines_of(pages, 11)
    assert (short.text, long.text) == ("Xem (tr. 1).", "Xem (tr. 10).")
    assert short.box[2] == pytest.approx(long.box[2], abs=0.05)


def test_a_reference_that_breaks_over_two_lines_is_numbered(printed):
    words = " ".join(["chữ"] * 3)
    paragraphs = "".join(
        f'<p style="width: {width}mm">{words} <a class="elsewhere" href="#a10">nữa</a></p>'
        for width in range(20, 60, 4)
    )
    lines = lines_of(printed(book(*chapters(10), last(paragraphs))), 11)
    text = " ".join(line.text for line in lines)
    assert text.count("(tr. 10)") == len(range(20, 60, 4))
    assert [line for line in lines if line.text.startswith("10)")]


@pytest.mark.parametrize(
    "text",
    [
        "Trồng 1.000 cây, tặng 000 suất",
        '<a href="#a1">1.000 cây</a>',
        '<a class="elsewhere" href="https://danvan.vn/">1.000</a>',
    ],
)
def test_numbers_in_texts_are_left_alone(printed, text):
    lines = lines_of(printed(book(*chapters(1), last(f"<p>{text}</p>"))), 2)
    shown = re.sub(r"<[^>]*>", "", text)
    assert lines[0].text.startswith(shown)


# --- lists ---------------------------------------------------------------------------------------


def entry(numbers, *, many):
    links = ", ".join(f'<a href="#a{n}" title="Hội"></a>' for n in numbers)
    classes = "entry-pages entry-pages--many" if many else "entry-pages"
    return f'<p class="entry">Hội<span class="{classes}">{links}</span></p>'


def gaps(pages, label, line):
    """Return the millimetres from each comma to the number after it."""
    page = pages._pages[pages.labelled(label) - 1]
    row = next(letters for known, letters in page._rows if known is line)
    visible = [letter for letter in row if not letter.text.isspace()]
    return [after.box[0] - a.box[2] for a, after in pairwise(visible) if a.text == ","]


def test_numbers_of_a_short_list_stand_below_each_other(printed):
    lists = entry([1, 2], many=False) + entry([11, 12], many=False)
    pages = printed(book(*chapters(12), last(lists)))
    short, long = lines_of(pages, 13)
    assert short.text.endswith(". 1, 2") and long.text.endswith(". 11, 12")
    assert short.box[2] == pytest.approx(long.box[2], abs=0.5)
    assert short.box[2] == pytest.approx(WIDTH - MARGIN, abs=0.6)


def test_numbers_of_a_long_list_follow_each_other_closely(printed):
    pages = printed(book(*chapters(30), last(entry(range(1, 31), many=True))))
    lines = lines_of(pages, 31)
    text = " ".join(line.text for line in lines)
    assert text == f"Hội: {', '.join(str(n) for n in range(1, 31))}"
    assert len(lines) > 3
    for line in lines:
        assert max(gaps(pages, 31, line)) < 1.5, line.text


def test_lines_of_a_long_list_begin_at_one_edge(printed):
    pages = printed(book(*chapters(30), last(entry(range(1, 31), many=True))))
    edges = [line.box[0] for line in lines_of(pages, 31)[1:]]
    assert edges == pytest.approx([MARGIN + 5.0] * len(edges), abs=0.4)


@pytest.mark.parametrize("many", [False, True])
def test_a_click_on_a_number_leads_to_its_page(printed, many):
    numbers = range(1, 31) if many else range(1, 9, 2)
    pages = printed(book(*chapters(30), last(entry(numbers, many=many))))
    assert [(link.text, pages.label(link.target)) for link in pages.links] == [
        (str(number), str(number)) for number in numbers
    ]


# --- the number of pages -------------------------------------------------------------------------

COUNT = '<p>Khổ 10 × 15 cm, <span class="so-trang">000</span> trang, <b>in ở</b> đây. 000</p>'


@pytest.mark.parametrize(("chapter", "signature", "count"), [(2, 4, "4"), (9, 16, "16")])
def test_the_imprint_closes_up_around_the_number_of_pages(printed, chapter, signature, count):
    pages = printed(book(*chapters(chapter), last(COUNT), signature=signature), signature)
    (line,) = lines_of(pages, chapter + 1)
    assert line.text == f"Khổ 10 × 15 cm, {count} trang, in ở đây. 000"
    typed = f"<p>Khổ 10 × 15 cm, {count} trang, <b>in ở</b> đây. 000</p>"
    (same,) = lines_of(printed(book(*chapters(chapter), last(typed))), chapter + 1)
    assert line.box == pytest.approx(same.box, abs=0.1)
