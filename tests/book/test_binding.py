"""A book that is bound from parts is the book that is laid out in one piece."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from danvan.book.binding import bind
from danvan.book.division import Part, divide
from danvan.book.pagination import Layout, PartPages, sheet
from danvan.book.presswork import Printing
from danvan.book.rendering import RenderJob, lay_out, paginated, write_part
from support.builders import jpeg_bytes
from support.pdfreading import fonts_of, links, outline, page_texts
from support.pdfvalidation import qpdf_problems, verapdf
from support.projects import ROOT
from support.rendered import render

PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
FONT = ROOT / "overrides/book/fonts/be-vietnam-pro-400.ttf"
PRESS = Printing(PROFILE, "FOGRA39", ink_limit=300, marks=False, grey=False, bleed=3.0)
DATE = "1980-01-01T00:00:00+00:00"
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{ size: 100mm 150mm; margin: 15mm; font: 8pt F }}
@page :first {{ @bottom-right {{ content: normal }} }}
@page :left {{ @top-left {{ content: string(name) }} @bottom-left {{ content: "000" }} }}
@page :right {{ @bottom-right {{ content: "000" }} }}
@page plate {{ @bottom-left {{ content: none }} @bottom-right {{ content: none }} }}
@page :blank {{ @top-left {{ content: none }} @bottom-left {{ content: none }} }}
body {{ margin: 0; font: 10pt/14pt F }}
article, .blank, .break {{ break-before: page }}
article {{ background: #e6d7b5 }}
.recto {{ break-before: right }}
.cover, .blank {{ page: plate }}
article.cover:first-child {{ break-before: auto }}
th {{ font-weight: 400 }}
h1, h2, h3, h4 {{ font: 12pt/14pt F; string-set: name content() }}
a.elsewhere::after {{ content: " (tr. 000)" }}
"""
"""The first page is set apart as mkdocs-with-pdf's style sheet does."""
COVER = """
<article class="cover" id="bia"><p>Bìa trước</p></article>
<article class="cover"><p>Trong bìa</p></article>
"""
CONTENTS = """
<article class="recto" id="doc-toc"><h1>Mục lục</h1>
<p><a class="elsewhere" href="#mot">Một</a></p>
<p><a class="elsewhere" href="#hai">Hai</a></p>
<p><a class="elsewhere" href="#ba">Ba</a></p>
<p>Sách dày <span class="so-trang">000</span> trang.</p></article>
"""
TABLE = """
<table><thead><tr><th>Việc</th><th>Số</th></tr></thead>
<tbody><tr><td>Hoa</td><td>1</td></tr></tbody></table>
"""
ONE = f"""
<article class="recto" id="mot:"><h1 id="mot">Một</h1>
<p>Như <a class="elsewhere" href="#hai:anh-1">ảnh</a> ở <a href="https://danvan.vn/">đây</a>.</p>
<h3>Việc đã làm</h3>{TABLE}<ul><li><p>một</p></li><li><p>hai</p></li></ul>
<p class="break">Trang sau của bài một.</p></article>
"""
TWO = f"""
<article class="recto" id="hai:"><h3 id="hai">Hai</h3>
<p>Theo <a class="elsewhere" href="#mot">bài một</a>, <a href="#ba">bài ba</a>,
<a href="https://danvan.vn/">đây</a> và <a href="#doc-toc"><img src="anh:a" alt="Hoa"></a></p>
<h4>Việc đã làm</h4>{TABLE}
<figure class="break" id="hai:anh-1"><img src="anh:b" alt="Cây"></figure></article>
"""
THREE = """
<article class="recto" id="ba:"><h2 id="ba">Ba</h2>
<p>Về <a class="elsewhere" href="#mot">một</a>, <a class="elsewhere" href="#hai">hai</a>.</p>
<h4>Kết quả</h4></article>
"""


def book(*articles):
    spare = '<div class="blank" id="dv-trang-trang"></div>' + '<div class="blank"></div>' * 3
    return (
        f"<html lang=vi><head><title>Sách</title><style>{STYLE}</style></head>"
        f'<body>{"".join(articles)}{spare}<article class="cover">Bìa sau</article></body></html>'
    )


HTML = book(COVER, CONTENTS, ONE, TWO, THREE)
OUTLINE = [
    (1, "Mục lục", 3),
    (1, "Một", 5),
    (2, "Việc đã làm", 5),
    (2, "Hai", 7),
    (3, "Việc đã làm", 7),
    (2, "Ba", 9),
    (3, "Kết quả", 9),
]


@dataclass(frozen=True)
class Book:
    """A finished PDF."""

    path: Path
    layout: Layout
    parts: int

    @property
    def pages(self):
        """What a reader sees of each page."""
        with pypdfium2.PdfDocument(self.path) as pdf:
            return [page.render(scale=0.7).to_numpy().tobytes() for page in pdf]

    @property
    def labels(self):
        with pikepdf.open(self.path) as pdf:
            return [page.label for page in pdf.pages]


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Return a function that makes a book in at most so many parts."""
    made = {}
    home = tmp_path_factory.mktemp("sach")
    photos = {}
    for seed, name in enumerate("ab"):
        photos[name] = home / f"{name}.jpg"
        photos[name].write_bytes(jpeg_bytes(seed=seed))

    def make(parts, html=HTML, *, again=0, **changes):
        known = (parts, html, again, tuple(changes.items()))
        if known not in made:
            job = RenderJob("sách", html, home, photos, home, DATE, **changes)
            made[known] = _made(job, parts, home / f"{len(made)}.pdf")
        return made[known]

    return make


def _made(job, parts, target):
    laid_out = [lay_out(job, part) for part in divide(job.html, parts, shortest=1)]
    pagination = paginated(job, [part.pages for part in laid_out])
    files = [target.with_name(f"{target.name}-{number}") for number in range(len(laid_out))]
    for number, part in enumerate(laid_out):
        assert write_part(job, part, number, pagination, files[number]) == ()
    bind(files, pagination, target)
    return Book(target, pagination.layout, len(laid_out))


@pytest.fixture(params=[2, 3])
def pair(make, request):
    """The same reading edition in one piece and in parts."""
    whole, divided = make(1), make(request.param)
    assert (whole.parts, divided.parts) == (1, request.param)
    return whole, divided


@pytest.fixture
def divided(make):
    """A reading edition in two parts, opened."""
    with pikepdf.open(make(2).path) as pdf:
        yield pdf


# --- pages ---------------------------------------------------------------------------------------


def test_pages_look_and_read_the_same_in_the_same_order(pair):
    whole, divided = pair
    texts = page_texts(divided.path)
    assert texts == page_texts(whole.path)
    beginnings = [text.split()[0] for text in texts if text]
    assert beginnings == ["Bìa", "Trong", "Mục", "Một", "Trang", "Hai", "Việc", "Ba", "Bìa"]
    assert divided.pages == whole.pages


def test_the_page_at_the_cut_has_its_number_as_any_other(make):
    texts = page_texts(make(2).path)
    assert [text.split()[-1] for text in texts[2:9] if text] == ["1", "3", "4", "5", "6", "7"]


def test_labels_are_the_same(pair):
    whole, divided = pair
    assert divided.layout == whole.layout
    assert divided.labels == whole.labels == list(divided.layout.labels)
    assert divided.labels[:4] == ["Bìa 1", "Bìa 2", "1", "2"]


def test_the_outline_is_the_same(pair):
    whole, divided = pair
    assert outline(whole.path) == outline(divided.path) == OUTLINE
    assert _places(whole.path) == _places(divided.path)


def _places(path):
    """Return where on its page each entry of the outline leads."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [item.get_dest().get_view() for item in pdf.get_toc()]


def test_who_made_it_and_when_is_told_once(pair):
    told = []
    for made in pair:
        with pikepdf.open(made.path) as pdf:
            told.append((pdf.Root.Metadata.read_bytes(), dict(pdf.docinfo), str(pdf.Root.Lang)))
    assert told[0] == told[1]


def test_fonts_of_all_parts_are_embedded(pair):
    assert [fonts_of(made.path) for made in pair] == [{"F": True}] * 2


# --- links ---------------------------------------------------------------------------------------


def test_links_lead_where_they_would(pair):
    whole, divided = pair
    assert links(divided.path) == links(whole.path)


def test_links_lead_from_each_part_into_the_other(make):
    found = [(page, target) for page, _, target in links(make(2).path)]
    site = "https://danvan.vn/"
    contents = [(3, 5), (3, 7), (3, 9)]
    one, two, three = [(5, 8), (5, site)], [(7, 5), (7, 9), (7, site), (7, 3)], [(9, 5), (9, 7)]
    assert found == [*contents, *one, *two, *three]


def names(pdf):
    return [bytes(name) for name in list(pdf.Root.Names.Dests.Names)[::2]]


def test_targets_are_listed_once_and_sorted_as_a_search_needs_it(divided):
    found = names(divided)
    assert found == sorted(set(found))
    assert {b"mot", b"hai", b"ba", b"hai:anh-1", b"bia"} <= set(found)


@pytest.mark.parametrize("name", ["cà-phê", "tổ-dân", "50%", "a&amp;b", "(x)"])
@pytest.mark.parametrize("parts", [1, 2])
def test_every_link_inside_has_the_bytes_of_its_target(make, name, parts):
    one = f'<article id="{name}"><h1>Một</h1><p><a href="#sau-{name}">sau</a></p></article>'
    back = f'<h2 id="sau-{name}">Hai</h2><a href="#{name}">đầu</a>'
    two = f'<article class="recto" id="z">{back}</article>'
    made = make(parts, book(COVER, one, two))
    assert made.parts == parts
    assert [(page, target) for page, _, target in links(made.path)] == [(3, 5), (5, 3)]
    with pikepdf.open(made.path) as pdf:
        asked = [bytes(note.Dest) for page in pdf.pages for note in page.obj.get("/Annots", [])]
        assert set(asked) < set(names(pdf))
        assert names(pdf) == sorted(names(pdf))


def test_the_first_part_needs_no_targets(make):
    one = "<article><p>Một</p></article>" * 3
    two = '<article class="recto" id="hai"><p><a href="#hai">Hai</a></p></article>'
    made = make(2, book(one, two))
    assert made.parts == 2
    assert [(page, target) for page, _, target in links(made.path)] == [(5, 5)]


# --- tags ----------------------------------------------------------------------------------------


def elements(pdf):
    """Return all structure elements in reading order."""
    return list(_below(pdf.Root.StructTreeRoot))


def _below(parent):
    kids = parent.K if isinstance(parent.K, pikepdf.Array) else [parent.K]
    for kid in kids:
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem":
            assert kid.P.objgen == parent.objgen
            yield kid
            yield from _below(kid)


def parent_tree(pdf):
    entries = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
    keys = [int(key) for key in entries[::2]]
    assert keys == sorted(set(keys))
    return dict(zip(keys, entries[1::2], strict=True))


def test_the_tags_are_the_same(pair):
    tags = []
    for made in pair:
        with pikepdf.open(made.path) as pdf:
            tags.append([str(element.S) for element in elements(pdf)])
    assert tags[0] == tags[1]


def test_one_document_holds_the_elements_of_all_parts(divided):
    assert len(divided.Root.StructTreeRoot.K) == 1
    assert [str(e.S) for e in elements(divided)].count("/Document") == 1


def test_levels_of_headings_nest_over_the_border_between_parts(pair):
    for made in pair:
        with pikepdf.open(made.path) as pdf:
            levels = [str(e.S)[1:] for e in elements(pdf) if str(e.S)[1:] in ("H1", "H2", "H3")]
        assert levels == ["H1", "H1", "H2", "H2", "H3", "H2", "H3"]


def test_each_page_knows_the_elements_of_its_content(divided):
    tree, known = parent_tree(divided), {e.objgen for e in elements(divided)}
    read = 0
    for page in divided.pages:
        for place, element in enumerate(tree[int(page.obj.StructParents)]):
            if element is not None:
                assert element.objgen in known
                assert element.Pg.objgen == page.obj.objgen
                assert place in list(element.K)
                read += 1
    assert read > 40


def test_each_link_knows_its_element(divided):
    tree, found = parent_tree(divided), []
    for page in divided.pages:
        for note in page.obj.get("/Annots", []):
            element = tree[int(note.StructParent)]
            (reference,) = [
                k for k in element.K if isinstance(k, pikepdf.Dictionary) and "/Obj" in k
            ]
            assert element.S == "/Link"
            assert reference.Obj.objgen == note.objgen
            assert reference.Pg.objgen == page.obj.objgen
            found.append(str(note.Contents))
    assert found[:4] == ["Một", "Hai", "Ba", "ảnh"]
    assert found[5:] == ["bài một", "bài ba", "đây", "Trang 1", "một", "hai"]


def test_all_keys_are_used(divided):
    pages = [int(page.obj.StructParents) for page in divided.pages]
    notes = [int(n.StructParent) for page in divided.pages for n in page.obj.get("/Annots", [])]
    assert sorted([*pages, *notes]) == list(parent_tree(divided))


def test_header_cells_of_different_parts_have_different_ids(tmp_path):
    """WeasyPrint may give two tables of two parts the same ones: here they are the same table."""
    html = f"<html lang=vi><title>Sách</title><body>{TABLE}</body></html>"
    job = RenderJob("bảng", html, tmp_path, {}, tmp_path, DATE, whole=True)
    pagination = replace(sheet(PartPages(1, {})), kept=((0,),) * 3, offsets=(0,) * 3)
    files = [tmp_path / f"{number}.pdf" for number in range(3)]
    for number, file in enumerate(files):
        write_part(job, lay_out(job, Part(html)), number, pagination, file)
    bind(files, pagination, tmp_path / "sach.pdf")
    with pikepdf.open(tmp_path / "sach.pdf") as pdf:
        heads = [bytes(element.ID) for element in elements(pdf) if element.S == "/TH"]
        cells = [element.A.Headers for element in elements(pdf) if element.S == "/TD"]
        assert [list(map(bytes, headers)) for headers in cells] == [[head] for head in heads]
    assert len(set(heads)) == len(heads) == 6


# --- standards -----------------------------------------------------------------------------------


def test_a_bound_reading_edition_is_pdf_ua(make):
    assert verapdf(make(3).path) == []


def test_a_bound_file_has_no_fault(pair, make):
    press = make(2, printing=PRESS, variant="pdf/x-4")
    assert [qpdf_problems(made.path) for made in (*pair, press)] == [[], [], []]


# --- on paper ------------------------------------------------------------------------------------


@pytest.fixture(params=["pdf/x-4", "pdf/x-1a"])
def pressed(make, request):
    """The same press edition in one piece and in two parts."""
    return [make(parts, printing=PRESS, variant=request.param) for parts in (1, 2)]


def test_press_editions_look_and_read_the_same(pressed):
    whole, divided = pressed
    assert divided.parts == 2
    assert page_texts(divided.path) == page_texts(whole.path)
    assert divided.pages == whole.pages
    assert divided.layout == whole.layout
    assert divided.layout.pages == len(divided.pages) == 8
    assert [(level, title, page + 2) for level, title, page in outline(divided.path)] == OUTLINE


def test_press_editions_name_one_condition_and_have_no_annotation(pressed):
    for made in pressed:
        with pikepdf.open(made.path) as pdf:
            assert len(pdf.Root.OutputIntents) == 1
            assert not [page for page in pdf.pages if "/Annots" in page.obj]
            assert "/StructTreeRoot" not in pdf.Root


def test_pages_of_all_parts_have_the_boxes_of_the_first(pressed):
    with pikepdf.open(pressed[1].path) as pdf:
        boxes = {
            tuple(
                tuple(map(float, page.obj[name])) for name in ("/MediaBox", "/TrimBox", "/BleedBox")
            )
            for page in pdf.pages
        }
    assert len(boxes) == 1


@pytest.mark.parametrize(
    ("variant", "version", "packed"), [("pdf/x-4", "1.6", True), ("pdf/x-1a", "1.4", False)]
)
def test_only_files_that_may_have_them_have_object_streams(make, variant, version, packed):
    path = make(2, printing=PRESS, variant=variant).path
    with pikepdf.open(path) as pdf:
        assert pdf.pdf_version == version
    content = path.read_bytes()
    assert (b"/ObjStm" in content) == packed
    assert (b"/XRef" in content) == packed
    assert content.startswith(f"%PDF-{version}".encode())


@pytest.mark.parametrize("parts", [1, 2])
def test_bound_files_are_compressed(make, parts):
    assert b" Tf" not in make(parts).path.read_bytes()


# --- bytes ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{}, {"printing": PRESS, "variant": "pdf/x-4"}])
def test_the_same_parts_give_the_same_bytes(make, changes):
    first, second = (make(2, again=again, **changes) for again in (0, 1))
    assert first.path != second.path
    assert first.path.read_bytes() == second.path.read_bytes()


def test_a_long_book_is_rendered_in_parts_and_none_of_them_stays(tmp_path):
    """What `render` does by itself; photos count as much text."""
    (tmp_path / "a.jpg").write_bytes(jpeg_bytes())
    photos = '<p><img src="a.jpg" alt="Hoa" style="width: 5mm"></p>' * 60
    long = f'<article class="recto"><h1>Bài</h1>{photos}</article>' * 2
    job = RenderJob("sách", book(COVER, long), tmp_path, {}, tmp_path, DATE)
    assert len(divide(job.html)) == 2
    layout = render(job, tmp_path / "sach.pdf")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.jpg", "sach.pdf"]
    whole = _made(job, 1, tmp_path / "mot.pdf")
    assert layout == whole.layout
    assert page_texts(tmp_path / "sach.pdf") == page_texts(whole.path)


GREY = Printing(PROFILE, "FOGRA39", ink_limit=300, marks=False, grey=True, bleed=3.0)


@pytest.mark.parametrize(("section", "pages"), [("mot", (3, 4)), ("hai", (5, 6)), ("ba", (7,))])
def test_sections_keep_their_colour_in_whatever_part_they_are(make, section, pages):
    whole, divided = (
        make(parts, printing=GREY, variant="pdf/x-4", colour_sections=(section,))
        for parts in (1, 2)
    )
    assert divided.layout.colour_pages == pages
    assert divided.pages == whole.pages
    grey = make(2, printing=GREY, variant="pdf/x-4")
    both = zip(divided.pages, grey.pages, strict=True)
    assert tuple(n for n, (one, other) in enumerate(both, 1) if one != other) == pages
