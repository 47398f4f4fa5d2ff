"""Press files: inks only, black that overprints, boxes, crop marks, condition, identity."""

from __future__ import annotations

import io
import itertools
import re
from dataclasses import replace
from typing import NamedTuple

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import ImageCms
from weasyprint import HTML

from danvan.book.preflight import Level, preflight
from danvan.book.presswork import Printing, finish_for_press
from support.pdfreading import colour_operators
from support.pdfvalidation import qpdf_problems
from support.pdfx4 import pdfx4_problems
from support.presspdfs import FACTS
from support.projects import ROOT

PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
FONT = ROOT / "overrides/book/fonts/be-vietnam-pro-400.ttf"
FOGRA39 = Printing(PROFILE, "FOGRA39", ink_limit=300, marks=False, grey=False, bleed=3.0)
MM = 72 / 25.4
WIDTH, HEIGHT = 100, 150
"""Millimetres of the trimmed page."""
DATE = "1980-01-01T00:00:00+00:00"
BLACK, WHITE = (0, 0, 0, 1), (0, 0, 0, 0)
NATURAL = (0.2, 0.75, 0.89, 0.34)
"""FOGRA39's inks for #994723, as the profile gives them with black point compensation."""
MOTIF = """
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10">
  <pattern id="dots" width="2" height="2" patternUnits="userSpaceOnUse">
    <rect width="1" height="1" fill="#994723"/>
  </pattern>
  <circle cx="5" cy="5" r="4" fill="#994723" stroke="#994723"/>
  <rect width="10" height="5" fill="url(#dots)"/>
</svg>
"""
STYLE = f"""
@font-face {{ font-family: F; src: url({FONT.as_uri()}) }}
@page {{ size: {WIDTH}mm {HEIGHT}mm; margin: 15mm }}
body {{ margin: 0; font: 10pt F; color: #211c18 }}
section + section {{ break-before: page }}
.ground {{ height: 20mm; background: url(motif.svg) center / contain no-repeat }}
.tiles {{ height: 20mm; background: url(motif.svg) 0 0 / 5mm 5mm }}
.faint {{ opacity: 0.5 }}
.red {{ background: #8b271d }}
"""
LINES = """
<p>Đen</p>
<p style="color: #6a6058">Xám</p>
<p style="color: #994723">Nâu</p>
<p class="red" style="color: #fff">Trắng</p>
<p>Lại đen</p>
"""
DRAWINGS = '<div class="ground"></div><div class="tiles"></div>'
NESTED = f'<div class="faint">{DRAWINGS}<div class="faint">{DRAWINGS}</div></div>'


@pytest.fixture(scope="module")
def make(tmp_path_factory):
    """Return a function that makes a press file of pages; `Printing` may be changed by name."""
    folder = tmp_path_factory.mktemp("presswork")
    (folder / "motif.svg").write_text(MOTIF)
    numbers = itertools.count()

    def make(*pages, variant="pdf/x-4", identity="sách", colour_pages=(), style="", **changes):
        printing = replace(FOGRA39, **changes)
        bleed = f"@page {{ bleed: {printing.bleed}mm }}"
        body = "".join(f"<section>{page}</section>" for page in pages)
        html = f"<html lang=vi><title>Sách</title><style>{STYLE}{bleed}{style}</style>{body}</html>"
        document = HTML(string=html, base_url=f"{folder}/").render(pdf_variant=variant)
        document.metadata.created = document.metadata.modified = DATE
        path = folder / f"{next(numbers)}.pdf"

        def finish(_document, pdf):
            finish_for_press(pdf, printing, colour_pages, identity)

        document.write_pdf(path, finisher=finish, pdf_variant=variant, pdf_identifier=True)
        return path

    return make


# --- reading -------------------------------------------------------------------------------------


class Paint(NamedTuple):
    """Something that is painted."""

    page: int
    inside: tuple[str, ...]
    """Names of the forms and patterns that it stands in."""
    kind: str
    """`text`, `area` or `line`."""
    ink: tuple[float, ...]
    overprints: bool


_KINDS = {"Tj": "text", "TJ": "text"} | dict.fromkeys(("f", "F", "f*"), "area")
_BOTH = ("B", "B*", "b", "b*")


def painted(path):
    """Return all that a file paints, with the ink and the overprint in force there."""
    with pikepdf.open(path) as pdf:
        pages = enumerate(pdf.pages, 1)
        return [p for number, page in pages for p in _painted(page, page.resources, number, (), {})]


def _painted(content, resources, page, inside, state):
    state, outer = dict(state), []
    for operands, operator in pikepdf.parse_content_stream(content):
        name = str(operator)
        if name == "q":
            outer.append(dict(state))
        elif name == "Q":
            state = outer.pop()
        elif name in ("k", "K", "rg", "RG"):
            state[name.isupper()] = tuple(map(float, operands))
        elif name == "scn":
            state[False] = pattern = str(operands[0])
            drawn = resources.Pattern[pattern]
            yield from _painted(drawn, drawn.Resources, page, (*inside, pattern), {})
        elif name == "gs":
            entries = resources.ExtGState[operands[0]]
            state |= {key: entries[key] for key in ("/OP", "/op", "/OPM") if key in entries}
        elif name == "Do":
            form = resources.XObject[operands[0]]
            yield from _painted(form, form.Resources, page, (*inside, str(operands[0])), state)
        else:
            if name in _KINDS or name in _BOTH:
                over = bool(state.get("/op") and state.get("/OPM"))
                yield Paint(page, inside, _KINDS.get(name, "area"), state.get(False), over)
            if name in ("S", "s", *_BOTH):
                over = bool(state.get("/OP") and state.get("/OPM"))
                yield Paint(page, inside, "line", state.get(True), over)


def of_kind(path, kind):
    return [(p.ink, p.overprints) for p in painted(path) if p.kind == kind]


def millimetres(box):
    return [float(edge) / MM for edge in box]


def pixels(path, page=0, scale=4):
    """Return the darkness (0-255) of the pixels of a page's MediaBox, `scale` for a point."""
    with pypdfium2.PdfDocument(path) as pdf:
        shown = pdf[page].render(scale=scale, grayscale=True, may_draw_forms=False).to_numpy()
    return 255 - shown.reshape(shown.shape[:2]).astype(int)


# --- inks ----------------------------------------------------------------------------------------


def test_colours_of_screens_become_inks_in_text_forms_and_patterns(make):
    path = make(LINES + DRAWINGS, DRAWINGS)
    assert colour_operators(path) == {n: {"k", "K", "cs Pattern"} for n in (1, 2)}
    depths = {len(p.inside) for p in painted(path) if p.ink == NATURAL}
    assert {0, 1, 2, 3} <= depths  # text, the ornament, its dots, and those in the tiles


def test_colours_become_inks_in_forms_inside_forms(make):
    path = make(NESTED)
    found = painted(path)
    assert {p.ink for p in found if p.ink[0] != "/"} == {NATURAL}
    assert max(len(p.inside) for p in found) > 4
    assert colour_operators(path) == {1: {"k", "K", "cs Pattern"}}


def test_the_inks_are_those_of_the_profile_within_the_limit(make):
    colour = {"style": "p { color: #00220a }"}
    files = (make("<p>Xanh</p>", ink_limit=limit, **colour) for limit in (400, 250))
    plain, limited = (of_kind(path, "text")[0][0] for path in files)
    assert sum(plain) > 2.7
    assert 2.4 < sum(limited) <= 2.5


def test_forms_are_no_transparency_groups_of_the_screen(make):
    with pikepdf.open(make(DRAWINGS)) as pdf:
        streams = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        assert [o for o in streams if o.get("/Subtype") == "/Form"]
        assert not [o for o in streams if "/Group" in o]


# --- overprint -----------------------------------------------------------------------------------


def test_black_text_is_black_ink_that_overprints_and_other_text_knocks_out(make):
    shown = of_kind(make(LINES), "text")
    inks = [ink for ink, _ in shown]
    assert inks == [BLACK, (0, 0, 0, inks[1][3]), NATURAL, WHITE, BLACK]
    assert 0.6 < inks[1][3] < 0.9
    assert [over for _, over in shown] == [True, False, False, False, True]


@pytest.mark.parametrize("others", ["<i>Nâu</i>", "<s>Gạch</s>", '<b class="red">Ô</b>', DRAWINGS])
def test_what_stands_between_does_not_change_how_text_prints(make, others):
    style = "i { color: #994723 } s { text-decoration: line-through #fff } b { color: #fff }"
    words = f"<div>Đen {others} đen</div><div style='color: white'>Trắng {others} trắng</div>"
    shown = of_kind(make(words, style=style), "text")
    assert {over for ink, over in shown if ink == BLACK} == {True}
    assert {over for ink, over in shown if ink != BLACK} == {False}
    assert len(shown) >= 4


@pytest.mark.parametrize(
    ("fill", "stroke", "fill_overprints", "line_overprints"),
    [
        ("#fff", "#000", False, True),
        ("#000", "#fff", True, False),
        ("#000", "#000", True, True),
        ("#fff", "#8b271d", False, False),
    ],
)
def test_an_outline_does_not_make_its_area_overprint(
    make, fill, stroke, fill_overprints, line_overprints
):
    """White K0 that overprints would be nothing at all."""
    box = f'<rect x="1" y="1" width="8" height="8" fill="{fill}" stroke="{stroke}"/>'
    path = make(f'<svg width="30" height="30" viewBox="0 0 10 10">{box}</svg>')
    assert [over for _, over in of_kind(path, "area")] == [fill_overprints]
    assert [over for _, over in of_kind(path, "line")] == [line_overprints]


# --- one ink -------------------------------------------------------------------------------------


def test_a_grey_interior_is_black_ink_alone_but_on_its_colour_pages(make):
    page = LINES + DRAWINGS
    found = painted(make(page, page, page, grey=True, colour_pages={1}))
    inks = {n: {p.ink for p in found if p.page == n and p.ink[0] != "/"} for n in (1, 2, 3)}
    assert inks[1] == inks[3]
    assert all(ink[:3] == (0, 0, 0) for ink in inks[1])
    assert {BLACK, WHITE} < inks[1]
    assert NATURAL in inks[2]


# --- boxes and crop marks ------------------------------------------------------------------------


@pytest.mark.parametrize("bleed", [3.0, 5.0])
def test_the_file_reaches_to_the_bleed(make, bleed):
    with pikepdf.open(make(LINES, LINES, bleed=bleed)) as pdf:
        for page in pdf.pages:
            reach = [-bleed, -bleed, WIDTH + bleed, HEIGHT + bleed]
            assert millimetres(page.obj.TrimBox) == pytest.approx([0, 0, WIDTH, HEIGHT], abs=0.01)
            assert millimetres(page.obj.MediaBox) == pytest.approx(reach, abs=0.01)
            assert page.obj.BleedBox == page.obj.MediaBox


@pytest.mark.parametrize("bleed", [3.0, 5.0])
def test_crop_marks_stand_at_the_trim_outside_the_bleed(make, bleed):
    plain, marked = (make(LINES, LINES, bleed=bleed, marks=marks) for marks in (False, True))
    with pikepdf.open(marked) as pdf:
        page = pdf.pages[1].obj
        reach = [-bleed, -bleed, WIDTH + bleed, HEIGHT + bleed]
        assert millimetres(page.BleedBox) == pytest.approx(reach, abs=0.01)
        left, bottom, right, top = millimetres(page.MediaBox)
    assert left == bottom == pytest.approx(-bleed - 8, abs=0.01)
    assert (right, top) == pytest.approx((WIDTH + bleed + 8, HEIGHT + bleed + 8), abs=0.01)
    shown, scale = pixels(marked, 1), 4 * MM
    gap, slug = round(2.8 * scale), round(8 * scale)
    for turns, size in ((0, WIDTH), (1, HEIGHT), (2, WIDTH), (3, HEIGHT)):
        edge = np.rot90(shown, turns)[:slug]
        assert not edge[-gap:].any()  # next to the bleed
        places = np.nonzero(edge.sum(axis=0))[0] / scale + left
        assert np.minimum(abs(places), abs(places - size)).max() < 0.3
        assert places.min() < 1 and places.max() > size - 1
    without = pixels(plain, 1)
    assert shown[slug:-slug, slug:-slug].sum() == pytest.approx(without.sum(), rel=0.02)


def test_crop_marks_are_on_every_plate_and_without_marks_none_is(make):
    plain, marked = (make(LINES, LINES, marks=marks) for marks in (False, True))
    found = colour_operators(marked)
    assert {kind for kinds in found.values() for kind in kinds if "All" in kind} == {
        "CS Separation All"
    }
    assert all("CS Separation All" in kinds for kinds in found.values())
    assert not [k for kinds in colour_operators(plain).values() for k in kinds if "All" in k]
    with pikepdf.open(marked) as pdf:
        _separation, _all, space, tint = pdf.pages[0].resources.ColorSpace.All
        assert space == "/DeviceCMYK"
        assert (list(tint.C0), list(tint.C1)) == ([0, 0, 0, 0], [1, 1, 1, 1])


# --- printing condition and identity -------------------------------------------------------------


def test_the_printing_condition_is_named_and_its_profile_embedded(make):
    with pikepdf.open(make(LINES, condition="PSOcoated_v3")) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert intent.S == "/GTS_PDFX"
        assert intent.OutputConditionIdentifier == "PSOcoated_v3"
        assert intent.RegistryName == "http://www.color.org"
        profile = intent.DestOutputProfile.read_bytes()
        assert (profile, intent.DestOutputProfile.N) == (PROFILE.read_bytes(), 4)
    assert ImageCms.ImageCmsProfile(io.BytesIO(profile)).profile.xcolor_space == "CMYK"


def test_the_same_book_is_the_same_file_and_another_has_another_identity(make):
    first, again, other = (make(LINES, identity=name) for name in ("a", "a", "b"))
    assert first.read_bytes() == again.read_bytes()
    assert document_id(first) != document_id(other)


def document_id(path):
    with pikepdf.open(path) as pdf:
        found = str(pdf.open_metadata()["xmpMM:DocumentID"])
    assert re.fullmatch(r"xmp\.did:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", found)
    return found


# --- the standards -------------------------------------------------------------------------------


@pytest.mark.parametrize("marks", [False, True])
def test_the_file_is_pdf_x_4(make, marks):
    path = make(LINES + DRAWINGS, LINES, marks=marks)
    assert pdfx4_problems(path) == []
    assert qpdf_problems(path) == []


@pytest.mark.parametrize(("variant", "version"), [("pdf/x-4", "1.6"), ("pdf/x-1a", "1.4")])
def test_a_printing_house_finds_nothing_wrong(make, variant, version):
    path = make(LINES + DRAWINGS, LINES, variant=variant)
    with pikepdf.open(path) as pdf:
        assert pdf.pdf_version == version
        assert pdf.docinfo.Trapped == "/False"
        if variant == "pdf/x-1a":
            assert pdf.docinfo.GTS_PDFXVersion == "PDF/X-1a:2003"
    facts = replace(
        FACTS,
        interior=path.name,
        cover="",
        variant=variant,
        trim_width=WIDTH,
        trim_height=HEIGHT,
        opener_pages=(),
        photos=(),
    )
    report = preflight(facts, path.parent)
    looked_at = ("standard", "transparency", "colours", "black", "ink", "boxes", "prohibited")
    levels = {c.key.removeprefix("interior."): c.level for c in report.checks}
    assert {key: levels[key] for key in looked_at} == dict.fromkeys(looked_at, Level.GREEN)
