"""Editions of a small book: which pages stay, what is told of them, and where files come from."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pikepdf
import pytest

from danvan.book.presswork import Printing
from danvan.book.rendering import RenderJob
from support.bookpages import Pages
from support.builders import jpeg_bytes
from support.pdfreading import links, page_texts
from support.pdfvalidation import verapdf
from support.projects import ROOT
from support.rendered import render

PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
FONT = ROOT / "overrides/book/fonts/be-vietnam-pro-400.ttf"
PRESS = Printing(PROFILE, "FOGRA39", ink_limit=300, marks=False, grey=False, bleed=3.0)
MM = 72 / 25.4
DATE = "1980-01-01T00:00:00+00:00"
MOTIF = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">
  <circle cx="5" cy="5" r="4" fill="#b98a2f"/>
</svg>
"""
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{ size: 100mm 150mm; margin: 15mm }}
body {{ margin: 0; font: 10pt/14pt F }}
article, .blank {{ break-before: page }}
.cover {{ break-before: auto }}
"""
IMPRINT = '<p>Sách dày <span class="so-trang">000</span> trang.</p>'


def book(*articles, signature=4, style=""):
    """Return the HTML of a book as the plugin combines it, the spare pages at its end marked `.`"""
    spare = '<div class="blank" id="dv-trang-trang">.</div>'
    spare += '<div class="blank">.</div>' * (signature - 1)
    inner = "".join(f"<article>{article}</article>" for article in articles)
    return (
        f"<html lang=vi><title>Sách</title><style>{STYLE}{style}</style>"
        "<article class=cover>Bìa trước</article><article>Trong bìa</article>"
        f"{inner}{spare}<article>Bìa sau</article></html>"
    )


def chapters(count):
    return [f"<p>Bài {number}</p>" for number in range(1, count + 1)]


@pytest.fixture
def job(tmp_path):
    """Return a function that describes an edition of some HTML."""
    motif = tmp_path / "hoa-van.svg"
    motif.write_text(MOTIF)

    def job(html, **changes):
        fixed = {"name": "sách", "base": tmp_path, "photos": {}, "motif": motif, "date": DATE}
        if changes.get("printing"):
            fixed["variant"] = "pdf/x-4"
        return RenderJob(html=html, **(fixed | changes))

    return job


@pytest.fixture
def made(job, tmp_path):
    """Return a function that renders a book: the layout and the text of each page."""

    def made(html, **changes):
        layout = render(job(html, **changes), tmp_path / "sach.pdf")
        return layout, page_texts(tmp_path / "sach.pdf")

    return made


# --- pages ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "ends"), [(3, []), (4, ["."])])
def test_to_read_there_is_everything_and_the_back_cover_is_a_left_page(made, count, ends):
    _layout, texts = made(book(*chapters(count)))
    inner = [f"Bài {number}" for number in range(1, count + 1)]
    assert texts == ["Bìa trước", "Trong bìa", *inner, *ends, "Bìa sau"]
    assert len(texts) % 2 == 0


@pytest.mark.parametrize(
    ("count", "signature", "pages"), [(3, 4, 4), (4, 4, 4), (5, 4, 8), (5, 8, 8), (1, 8, 8)]
)
def test_to_print_there_is_the_interior_filled_up_to_a_signature(made, count, signature, pages):
    html = book(*chapters(count), signature=signature)
    layout, texts = made(html, signature=signature, printing=PRESS)
    inner = [f"Bài {number}" for number in range(1, count + 1)]
    assert texts == [*inner, *["."] * (pages - count)]
    assert layout.pages == pages


def test_a_sheet_that_is_no_book_is_printed_as_it_is(made):
    layout, texts = made("<p>Bìa</p>", whole=True, printing=PRESS)
    assert texts == ["Bìa"]
    assert (layout.pages, layout.first, layout.anchors, layout.labels) == (1, 0, {}, ())


@pytest.mark.parametrize("printing", [None, PRESS])
@pytest.mark.parametrize(("count", "signature", "pages"), [(3, 4, "4"), (12, 16, "16")])
def test_the_imprint_names_the_number_of_printed_pages(made, printing, count, signature, pages):
    html = book(*chapters(count - 1), IMPRINT, signature=signature)
    layout, texts = made(html, signature=signature, printing=printing)
    assert f"Sách dày {pages} trang." in texts
    assert layout.pages == int(pages)
    assert not [text for text in texts if "000" in text]


# --- what is told of the pages -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("count", "labels"), [(3, ["1", "2", "3"]), (4, ["1", "2", "3", "4", "Bìa 3"])]
)
def test_viewers_show_printed_numbers_and_name_the_cover(made, tmp_path, count, labels):
    layout, texts = made(book(*chapters(count)))
    assert list(layout.labels) == ["Bìa 1", "Bìa 2", *labels, "Bìa 4"]
    with pikepdf.open(tmp_path / "sach.pdf") as pdf:
        assert tuple(page.label for page in pdf.pages) == layout.labels
    assert texts[layout.first] == "Bài 1"


def test_a_press_file_counts_from_its_first_page(made, tmp_path):
    layout, _ = made(book(*chapters(3)), printing=PRESS)
    assert layout.labels == ("1", "2", "3", "4")
    assert layout.first == 0
    with pikepdf.open(tmp_path / "sach.pdf") as pdf:
        assert "/PageLabels" not in pdf.Root


LONG = '<section id="dai:"><p>Chữ.</p>' + "<p>Dòng.</p>" * 40 + '<p id="cuoi">Hết.</p></section>'


@pytest.mark.parametrize("printing", [None, PRESS])
def test_an_element_counts_where_it_begins(made, printing):
    html = book('<p id="dau">Bài 1</p>', LONG, '<p id="sau">Bài 3</p>')
    layout, texts = made(html, printing=printing)
    last = int(layout.anchors["cuoi"])
    assert last > 2
    assert layout.anchors == {"dau": 1, "dai:": 2, "cuoi": last, "sau": last + 1}
    assert "Hết." in texts[layout.first + last - 1]
    assert "Hết." not in texts[layout.first + last - 2]


def test_pages_of_the_cover_are_no_anchors(made):
    html = book("<p>Bài</p>").replace("Bìa trước", '<p id="bia">Bìa trước</p>')
    layout, _ = made(html)
    assert layout.anchors == {}


# --- colour in a grey interior -------------------------------------------------------------------

SECTIONS = [f'<div id="{name}:">{name}</div>' for name in ("mot", "hai", "ba")]


@pytest.mark.parametrize(
    ("sections", "pages"),
    [
        ((), ()),
        (("mot",), (1,)),
        (("dai",), (2, 3, 4)),
        (("ba", "mot"), (1, 6)),
        (("khong-co",), ()),
    ],
)
def test_a_section_in_colour_keeps_it_up_to_the_next_section(made, tmp_path, sections, pages):
    parts = [SECTIONS[0], LONG, *SECTIONS[1:]]
    grey = replace(PRESS, grey=True)
    html = book(*parts, style="body { color: #994723 }")
    layout, texts = made(html, printing=grey, colour_sections=sections)
    assert layout.anchors["ba:"] == 6 and len(texts) == 8
    assert layout.colour_pages == pages
    with pikepdf.open(tmp_path / "sach.pdf") as pdf:
        coloured = [n for n, page in enumerate(pdf.pages, 1) if _is_coloured(page)]
    assert tuple(coloured) == pages


def _is_coloured(page):
    inks = [o for o, op in pikepdf.parse_content_stream(page) if str(op) in ("k", "K")]
    assert inks
    return any(float(ink) > 0 for operands in inks for ink in operands[:3])


# --- what is mended ------------------------------------------------------------------------------

LINK = '<p><a href="https://danvan.vn/">Trang <b>của <i>chúng</i></b> tôi</a></p>'


def test_a_link_is_one_annotation_on_the_screen_and_none_on_paper(made, tmp_path):
    made(book(LINK))
    assert [target for _, _, target in links(tmp_path / "sach.pdf")] == ["https://danvan.vn/"]
    made(book(LINK), printing=PRESS)
    assert links(tmp_path / "sach.pdf") == []


def test_a_reading_edition_is_pdf_ua(made, tmp_path):
    made(book("<h1>Sách</h1>", LINK + "<ul><li><p>Một</p></li></ul>"))
    assert verapdf(tmp_path / "sach.pdf") == []


def test_lines_are_filled(made, tmp_path):
    """WeasyPrint alone would leave the first word on a line of its own."""
    serif = ROOT / "overrides/book/fonts/source-serif-4-400.ttf"
    style = f"@font-face {{ font-family: S; src: url({serif.as_uri()}) }} body {{ font: 10pt S }}"
    text = "Tổ dân phố họp bàn với từng nhà một <span>làm đường</span> cho bà con"
    made(book(f'<p style="width: 62.75mm">{text}</p>', style=style))
    lines = [line.text for line in Pages(tmp_path / "sach.pdf").lines(3)]
    assert lines == ["Tổ dân phố họp bàn với từng nhà một", "làm đường cho bà con"]


# --- files ---------------------------------------------------------------------------------------


@contextmanager
def listening() -> Iterator[tuple[str, list[str]]]:
    """Serve a picture here; yield the address and what was asked for."""
    asked = []

    class Answer(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(jpeg_bytes())

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Answer) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}", asked
        finally:
            server.shutdown()
            thread.join()


@pytest.mark.parametrize(
    "use",
    [
        '<img src="{address}/a.jpg" alt="">',
        '<style>@import "{address}/a.css";</style>',
        '<link rel="stylesheet" href="{address}/a.css">',
        '<div style="background: url({address}/a.jpg)">Chữ</div>',
        '<svg width="9" height="9"><image href="{address}/a.jpg" width="9" height="9"/></svg>',
        '<object data="{address}/a.svg"></object>',
    ],
)
def test_nothing_is_fetched_from_a_network(made, use):
    with listening() as (address, asked):
        layout, _ = made(book(use.format(address=address)))
    assert asked == []
    assert any(address in warning for warning in layout.warnings)


def embedded(path):
    with pikepdf.open(path) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        return [o.read_raw_bytes() for o in streams if o.get("/Subtype") == "/Image"]


def test_photos_are_embedded_byte_for_byte_wherever_they_are(made, tmp_path):
    (tmp_path / "anh.jpg").write_bytes(jpeg_bytes(60, 40, seed=1))
    (tmp_path / "kho").mkdir()
    (tmp_path / "kho/print.jpg").write_bytes(jpeg_bytes(60, 40, seed=2))
    html = book('<img src="anh.jpg" alt="a"><img src="anh:ab12" alt="b">')
    layout, _ = made(html, photos={"ab12": tmp_path / "kho/print.jpg"})
    assert sorted(embedded(tmp_path / "sach.pdf")) == sorted(
        jpeg_bytes(60, 40, seed=s) for s in (1, 2)
    )
    assert layout.warnings == ()


def test_the_ornament_is_drawn_in_the_colour_asked_for(made, tmp_path):
    ground = '<div style="height: 9mm; background: url(hoa-van:{})"></div>'
    made(book(ground.format("ff0000") + ground.format("0000ff")))
    with pikepdf.open(tmp_path / "sach.pdf") as pdf:
        content = b"".join(
            o.read_bytes() for o in pdf.objects if isinstance(o, pikepdf.Stream) and "/BBox" in o
        )
    assert b"1 0 0 rg" in content and b"0 0 1 rg" in content


# --- what is heard while it is made --------------------------------------------------------------


def test_warnings_are_collected(made):
    html = book('<p style="khong-co: 1">A</p><img src="mat.jpg" alt="x"><img src="anh:la" alt="y">')
    layout, _ = made(html)
    for word in ("khong-co", "mat.jpg", "anh:la"):
        assert [w for w in layout.warnings if word in w], word


def test_a_faultless_book_gives_no_warning(made):
    layout, _ = made(book(*chapters(2)))
    assert layout.warnings == ()


def test_the_warnings_of_one_book_are_not_those_of_the_next(made):
    made(book('<p style="khong-co: 1">A</p>'))
    layout, _ = made(book("<p>A</p>"))
    assert layout.warnings == ()


def test_logging_is_left_as_it_was(made):
    loggers = [logging.getLogger(name) for name in ("weasyprint", "weasyprint.progress")]
    before = [(logger.level, list(logger.handlers)) for logger in loggers]
    made(book("<p>A</p>"))
    assert [(logger.level, logger.handlers) for logger in loggers] == before


def test_progress_is_told_page_by_page(job, tmp_path):
    heard = []
    render(job(book(*chapters(3))), tmp_path / "sach.pdf", heard.append)
    for page in range(1, 7):
        assert [news for news in heard if f"Page {page}" in news]


# --- bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("printing", [None, PRESS])
def test_the_same_job_gives_the_same_bytes_with_the_date_of_the_job(job, tmp_path, printing):
    html = book(*chapters(2), LINK)
    for name in ("a", "b"):
        render(job(html, printing=printing), tmp_path / name)
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    with pikepdf.open(tmp_path / "a") as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:19800101000000+00'00"
        assert "/ID" in pdf.trailer


@pytest.mark.parametrize("bleed", [3.0, 5.0])
def test_press_files_have_the_bleed_of_the_job_and_reading_editions_none(made, tmp_path, bleed):
    html = book(*chapters(2))
    for printing, size in ((None, 100), (replace(PRESS, bleed=bleed), 100 + 2 * bleed)):
        made(html, printing=printing)
        with pikepdf.open(tmp_path / "sach.pdf") as pdf:
            left, _bottom, right, _top = pdf.pages[0].mediabox
        assert float(right - left) / MM == pytest.approx(size, abs=0.01)
