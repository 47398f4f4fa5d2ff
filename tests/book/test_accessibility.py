"""Tags for screen readers: what WeasyPrint leaves short of PDF/UA-1 is mended."""

from __future__ import annotations

from dataclasses import dataclass

import pikepdf
import pytest
from weasyprint import HTML

from danvan.book.accessibility import mend_tags
from danvan.book.rendering import RenderJob
from support.builders import jpeg_bytes
from support.pdfvalidation import verapdf
from support.projects import ROOT
from support.rendered import render

FONT = ROOT / "overrides/book/fonts/source-serif-4-400.ttf"
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{
  size: 100mm 100mm; margin: 15mm;
  @top-left {{ content: string(title) }}
  @bottom-right {{ content: counter(page) }}
}}
body {{ margin: 0; font: 10pt/14pt F }}
h1 {{ string-set: title content() }}
"""
HEADINGS = "<h1>Một</h1><h3>Hai</h3><h6>Ba</h6><h2>Bốn</h2><h3>Năm</h3><h1>Sáu</h1><h4>Bảy</h4>"
LISTS = """
<ul>
  <li>một <b>hai</b></li>
  <li><p>ba</p><p>bốn</p></li>
  <li>năm<ol><li><p>sáu</p></li></ol></li>
</ul>
<dl><dt>bảy</dt><dd><p>tám</p></dd></dl>
"""
TABLES = """
<table>
  <thead><tr><th>Việc</th><th>Số</th></tr></thead>
  <tbody><tr><th scope="row">Trồng hoa</th><td>1</td></tr>
    <tr><td colspan="2">cả phố</td></tr></tbody>
</table>
<table><tr><td>không đầu đề</td><td>2</td></tr></table>
"""
LINKS = """
<p><a href="#cuoi">Xem <b>trang <i>cuối</i></b></a> hoặc
<a href="https://danvan.vn/">trang
  tin</a>.</p>
"""
BREAK = '<p style="break-before: page">Trang sau</p>'
LAST = '<p style="break-before: page" id="cuoi">Hết</p>'
LONG = "<ul>" + "<li><p>dòng này dài hơn một trang giấy nhỏ</p></li>" * 40 + "</ul>"


@dataclass(frozen=True)
class Element:
    """A structure element and those inside it."""

    tag: str
    entries: pikepdf.Object
    inside: tuple[Element, ...]

    def all(self, *tags):
        """Return the elements of some kinds, this one first, in reading order."""
        own = [self] if self.tag in tags else []
        return own + [found for child in self.inside for found in child.all(*tags)]

    @property
    def outline(self):
        """The kinds of the elements inside, without their contents."""
        return [child.tag for child in self.inside]


@pytest.fixture
def written(tmp_path):
    """Return a function that writes a tagged PDF, mended unless told otherwise."""

    def written(*parts, finisher=mend_tags):
        html = f"<html lang=vi><title>Sách</title><style>{STYLE}</style>{''.join(parts)}"
        path = tmp_path / "sach.pdf"
        HTML(string=html).write_pdf(path, finisher=finisher, pdf_variant="pdf/ua-1")
        return path

    return written


@pytest.fixture
def tagged(written):
    """Return a function that writes a PDF and reads its structure."""
    opened = []

    def tagged(*parts, **options):
        opened.append(pikepdf.open(written(*parts, **options)))
        return _element(opened[-1].Root.StructTreeRoot.K[0])

    yield tagged
    for pdf in opened:
        pdf.close()


def _element(entries):
    kids = [kid for kid in entries.K if isinstance(kid, pikepdf.Dictionary)]
    inside = tuple(_element(kid) for kid in kids if kid.get("/Type") == "/StructElem")
    return Element(str(entries.S)[1:], entries, inside)


# --- headings ------------------------------------------------------------------------------------


def test_headings_are_nested_without_gaps(tagged):
    found = tagged(HEADINGS).all(*(f"H{level}" for level in range(1, 7)))
    assert [element.tag for element in found] == ["H1", "H2", "H3", "H2", "H3", "H1", "H2"]


def test_a_document_that_begins_deep_begins_at_level_one(tagged):
    found = tagged("<h4>Một</h4><h5>Hai</h5><h4>Ba</h4>").all("H1", "H2", "H4", "H5")
    assert [element.tag for element in found] == ["H1", "H2", "H1"]


# --- lists ---------------------------------------------------------------------------------------


def test_items_of_lists_hold_labels_and_bodies_only(tagged):
    items = tagged(LISTS, BREAK, LONG).all("LI")
    assert len(items) == 46
    assert {tag for item in items for tag in item.outline} == {"Lbl", "LBody"}


def test_paragraphs_of_an_item_stand_in_one_body_and_know_their_parent(tagged):
    _first, second, *_ = tagged(LISTS).all("LI")
    assert second.outline == ["Lbl", "LBody"]
    body = second.inside[1]
    assert body.outline == ["P", "P"]
    for child in (body, *body.inside):
        assert child.entries.Pg.Type == "/Page"
    assert body.entries.P.objgen == second.entries.objgen
    assert {p.entries.P.objgen for p in body.inside} == {body.entries.objgen}


def test_what_follows_the_text_of_an_item_is_read_after_it(tagged):
    (item,) = tagged("<ul><li><p>một</p>hai<p>ba</p></li></ul>").all("LI")
    assert item.outline == ["Lbl", "LBody", "LBody", "LBody"]
    assert [body.outline for body in item.inside[1:]] == [["P"], ["Span"], ["P"]]


def test_nested_lists_stay_lists(tagged):
    outer, inner, _terms = tagged(LISTS).all("L")
    assert outer.outline == ["LI", "LI", "LI", "L"]
    assert inner.outline == ["LI"]


# --- tables --------------------------------------------------------------------------------------


def test_header_cells_say_what_they_head(tagged):
    scopes = [str(cell.entries.A.Scope) for cell in tagged(TABLES).all("TH")]
    assert scopes == ["/Column", "/Column", "/Row"]


def test_cells_name_their_headers_and_none_where_there_is_none(tagged):
    cells = tagged(TABLES).all("TD")
    names = [[str(name) for name in cell.entries.A.get("/Headers", [])] for cell in cells]
    assert list(map(len, names)) == [2, 2, 0, 0]
    assert "/Headers" not in cells[2].entries.A
    headers = {str(cell.entries.ID) for cell in tagged(TABLES).all("TH")}
    assert set(names[0]) <= headers


# --- running heads -------------------------------------------------------------------------------


def marks(path):
    """Return for each page its marked content: `pagination`, `artifact`, or whether it is read.

    What its parent tree knows is added once more: an element that is read, or nothing.
    """
    with pikepdf.open(path) as pdf:
        root = pdf.Root.StructTreeRoot
        read = {e.entries.objgen for e in _every(_element(root.K[0]))}
        parents = dict(zip(root.ParentTree.Nums[::2], root.ParentTree.Nums[1::2], strict=True))
        found = []
        for page in pdf.pages:
            known = list(parents[page.obj.StructParents])
            found.append(list(_marks(page, known, read)))
            found[-1] += [element.objgen in read for element in known if element is not None]
        return found


def _every(element):
    yield element
    for child in element.inside:
        yield from _every(child)


def _marks(page, parents, read):
    for operands, operator in pikepdf.parse_content_stream(page):
        if str(operator) == "BMC":
            yield "artifact"
        elif str(operator) == "BDC":
            tag, properties = operands
            if "/MCID" in properties:
                parent = parents[int(properties.MCID)]
                yield parent is not None and parent.objgen in read
            else:
                assert tag == "/Artifact"
                yield str(properties.Type)[1:].lower()


def test_running_heads_and_folios_are_artifacts_of_pagination(written):
    parts = ("<h1>Một</h1><p>hai</p>", BREAK, LAST)
    pages = marks(written(*parts))
    assert [page.count("pagination") for page in pages] == [2, 2, 2]
    assert [page.count(True) for page in pages] == [4, 2, 2]
    assert not [mark for page in pages for mark in page if mark is False]
    stock = marks(written(*parts, finisher=None))
    assert [page.count(False) for page in stock] == [4, 4, 4]


# --- links ---------------------------------------------------------------------------------------


def contents_of(path):
    with pikepdf.open(path) as pdf:
        found = [note for page in pdf.pages for note in page.obj.get("/Annots", [])]
        return [str(note.Contents) for note in found if note.Subtype == "/Link"]


def test_links_are_described_by_their_words(written):
    described = contents_of(written("<h1>Một</h1>", LINKS, LAST))
    assert (described[0], described[-1]) == ("Xem trang cuối", "trang tin")


def test_a_link_without_words_is_described_by_its_target(written, tmp_path):
    (tmp_path / "anh.jpg").write_bytes(jpeg_bytes())
    picture = f'<img src="{(tmp_path / "anh.jpg").as_uri()}" alt="Ra quân">'
    described = contents_of(written(f'<h1>Một</h1><a href="https://danvan.vn/">{picture}</a>'))
    assert set(described) == {"https://danvan.vn/"}


# --- the standard --------------------------------------------------------------------------------


def test_a_document_with_all_of_these_is_pdf_ua_once_it_is_mended(written, tmp_path):
    parts = (HEADINGS, LISTS, TABLES, LINKS, BREAK, LONG, LAST)
    stock = verapdf(written(*parts, finisher=None))
    assert {rule.split(":")[0] for rule in stock} >= {"7.4.2-1", "7.2-20", "7.18.5-1"}
    html = f"<html lang=vi><title>Sách</title><style>{STYLE}</style>{''.join(parts)}"
    motif, path = tmp_path / "hoa-van.svg", tmp_path / "sach.pdf"
    date = "1980-01-01T00:00:00+00:00"
    render(RenderJob("sách", html, tmp_path, {}, motif, date, whole=True), path)
    assert verapdf(path) == []
