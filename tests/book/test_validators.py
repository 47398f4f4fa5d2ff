"""The validators that judge the book catch what is wrong and let pass what is right."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pikepdf
import pydyf
import pytest
from PIL import Image
from weasyprint import HTML

from support.pdfreading import (
    colour_operators,
    fonts_of,
    links,
    outline,
    page_texts,
    page_words,
)
from support.pdfvalidation import ToolMissingError, qpdf_problems, verapdf
from support.pdfx4 import pdfx4_problems

ROOT = Path(__file__).parents[2]
FONT = ROOT / "overrides/book/fonts/source-serif-4-400.ttf"
PRESS_PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
STYLE = f"""
  @font-face {{ font-family: Danvan; src: url({FONT.as_uri()}) }}
  @page {{ size: 145mm 205mm; margin: 20mm }}
  html {{ font: 10pt Danvan }}
  body {{ margin: 0 }}
  h2 {{ break-before: page }}
"""
PRESS_STYLE = f"""
  @color-profile device-cmyk {{
    src: url({PRESS_PROFILE.as_uri()}); components: cyan, magenta, yellow, black
  }}
  @page {{ bleed: 3mm; background: device-cmyk(0 0.1 0.2 0) }}
  html {{ color: device-cmyk(0 0 0 1) }}
"""
BOOK = """
  <h1>Dân vận khéo</h1>
  <p><a href="#hai">Xem trang sau</a> hoặc <a href="https://danvan.vn/">trang tin</a>.</p>
  <table><tr><th scope="row">Số</th><td>12</td></tr></table>
  <h2 id="hai">Phố xanh</h2>
  <figure><img src="anh.jpg" alt="Ra quân"><figcaption>Buổi ra quân</figcaption></figure>
  <h2>Tổ tự quản</h2>
"""


def rendered(path, body, style="", *, lang="vi", **options):
    """Write `body` as a PDF at `path`, with a picture beside it that it may use."""
    Image.new("RGB", (60, 40), "#9b2d22").save(path.with_name("anh.jpg"))
    head = f"<title>Sách</title><style>{STYLE}{style}</style>"
    html = f'<html lang="{lang}"><head>{head}</head><body>{body}</body></html>'
    HTML(string=html, base_url=str(path.parent)).write_pdf(path, **options)
    return path


def pressed(path, body="<h1>Dân vận khéo</h1>", style="", **options):
    return rendered(
        path, body, PRESS_STYLE + style, pdf_variant="pdf/x-4", finisher=name_the_press, **options
    )


def name_the_press(_document, pdf):
    pdf.catalog["OutputIntents"][0]["OutputConditionIdentifier"] = pydyf.String("FOGRA39")


def saved(pdf, path, **options):
    pdf.save(path, **options)
    return path


@pytest.fixture(scope="module")
def reading(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reading")
    return rendered(folder / "sach.pdf", BOOK, pdf_variant="pdf/ua-1")


@pytest.fixture(scope="module")
def press(tmp_path_factory):
    return pressed(tmp_path_factory.mktemp("press") / "sach.pdf")


def rules(problems):
    return {problem.split(":")[0] for problem in problems}


# --- veraPDF and qpdf ----------------------------------------------------------------------------


def test_verapdf_passes_an_accessible_book(reading):
    assert verapdf(reading) == []


def test_verapdf_names_each_broken_rule_once_and_says_how_often(tmp_path, caplog):
    body = '<h1>Sách</h1><h3>Chương</h3><img src="anh.jpg"><img src="anh.jpg">'
    pdf = rendered(tmp_path / "a.pdf", body, lang="tiếng Việt", pdf_variant="pdf/ua-1")
    problems = verapdf(pdf)
    assert sorted(rules(problems)) == ["7.2-29", "7.3-1", "7.4.2-1"]
    assert len(problems) == 3
    (pictures,) = (problem for problem in problems if problem.startswith("7.3-1"))
    assert "alternate description" in pictures and "(2×" in pictures
    assert "no required alt" in caplog.text


def test_verapdf_judges_by_the_standard_asked_for(reading):
    assert {"6.1.3-1", "6.6.4-1"} <= rules(verapdf(reading, "2b"))


@pytest.mark.parametrize("flavour", ["ua1", "chuẩn lạ"])
def test_verapdf_passes_nothing_that_it_cannot_judge(tmp_path, flavour, reading):
    pdf = reading
    if flavour == "ua1":
        pdf = tmp_path / "a.pdf"
        pdf.write_text("không phải PDF", "utf-8")
    with pytest.raises(AssertionError, match="Exception"):
        verapdf(pdf, flavour)


def test_qpdf_passes_a_sound_file(reading):
    assert qpdf_problems(reading) == []


def test_qpdf_notices_a_file_that_was_cut_off(reading, tmp_path):
    pdf = tmp_path / "a.pdf"
    pdf.write_bytes(reading.read_bytes()[:-200])
    assert any("xref" in problem for problem in qpdf_problems(pdf))


def test_a_validator_that_is_not_there_says_so(reading, monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(ToolMissingError, match="qpdf is not installed"):
        qpdf_problems(reading)


# --- PDF/X-4 -------------------------------------------------------------------------------------


def test_a_press_file_is_pdfx4(press):
    assert pdfx4_problems(press) == []


def test_pdfx4_allows_annotations_only_beside_the_print(press, tmp_path):
    def link(*rectangle):
        return pikepdf.Dictionary(
            Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Link, Rect=rectangle
        )

    with pikepdf.open(press) as pdf:
        _left, _bottom, right, _top = pdf.pages[0].obj.BleedBox
        pdf.pages[0].obj.Annots = [link(right, 0, right + 9, 9), link(right - 1, 0, right + 9, 9)]
        changed = saved(pdf, tmp_path / "a.pdf")
    assert pdfx4_problems(changed) == ["page 1: an annotation /Link inside the BleedBox"]


def test_pdfx4_misses_what_identifies_a_press_file(press, tmp_path):
    with pikepdf.open(press) as pdf:
        del pdf.docinfo["/Trapped"], pdf.docinfo["/ModDate"]
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = pikepdf.String("")
        with pdf.open_metadata(update_docinfo=False) as xmp:
            xmp["{http://www.npes.org/pdfx/ns/id/}GTS_PDFXVersion"] = "PDF/X-3"
            del xmp["xmpMM:DocumentID"]
        lock = pikepdf.Encryption(owner="chủ", user="")
        changed = saved(pdf, tmp_path / "a.pdf", encryption=lock)
    assert pdfx4_problems(changed) == [
        "it is encrypted",
        "Trapped is neither True nor False",
        "the document information has no /ModDate",
        "its metadata call it PDF/X-3",
        "its metadata have no xmpMM:DocumentID",
        "its output intent names no printing condition",
    ]


def test_pdfx4_misses_the_file_identifier(tmp_path):
    pdf = pressed(tmp_path / "a.pdf", pdf_identifier=False)
    assert pdfx4_problems(pdf) == ["the trailer has no ID"]


def test_pdfx4_refuses_a_reading_edition(reading):
    problems = pdfx4_problems(reading)
    assert "it has 0 output intents for PDF/X" in problems
    assert "page 1: an annotation /Link inside the BleedBox" in problems
    assert "6.2.4.3-2" in rules(problems)  # DeviceRGB without an RGB press


def test_pdfx4_measures_the_boxes(press, tmp_path):
    with pikepdf.open(press) as pdf:
        page = pdf.pages[0].obj
        page.TrimBox = [-20, 0, 400, 500]
        page.BleedBox = [-9, -9, 9000, 500]
        page.CropBox = [-9, -9, 420, 9000]
        pdf.pages.append(pdf.pages[0])
        pdf.pages[1].obj.ArtBox = [0, 0, 10, 10]
        changed = saved(pdf, tmp_path / "a.pdf")
    assert pdfx4_problems(changed) == [
        "page 1: the BleedBox reaches beyond the MediaBox",
        "page 1: the TrimBox reaches beyond the BleedBox",
        "page 1: the CropBox reaches beyond the MediaBox",
        "page 2: not exactly one of TrimBox and ArtBox",
    ]


def test_pdfx4_wants_fonts_inside_and_colours_of_the_press(tmp_path):
    rgb = pressed(tmp_path / "rgb.pdf", style="html { color: red }")
    with pikepdf.open(rgb) as pdf:
        for item in pdf.objects:
            if isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item:
                del item["/FontFile2"]
        changed = saved(pdf, tmp_path / "a.pdf")
    assert {"6.2.4.3-2", "6.2.11.4.1-1"} <= rules(pdfx4_problems(changed))


def test_pdfx4_wants_the_profile_of_a_press(press, tmp_path):
    with pikepdf.open(press) as pdf:
        (intent,) = pdf.Root.OutputIntents
        intent.DestOutputProfile.N = 3
        other = saved(pdf, tmp_path / "a.pdf")
        del intent["/DestOutputProfile"]
        none = saved(pdf, tmp_path / "b.pdf")
    assert "the profile of its output intent is ('prtr', 'CMYK', 3)" in pdfx4_problems(other)
    assert "its output intent has no profile" in pdfx4_problems(none)


# --- Reading -------------------------------------------------------------------------------------


def test_fonts_are_named_and_those_left_outside_are_noticed(reading, tmp_path):
    assert fonts_of(reading) == {"Danvan": True, "Danvan-Bold": True}
    with pikepdf.open(reading) as pdf:
        (plain,) = (
            item
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary)
            and str(item.get("/FontName")).endswith("+Danvan")
        )
        del plain["/FontFile2"]
        changed = saved(pdf, tmp_path / "a.pdf")
    assert fonts_of(changed) == {"Danvan": False, "Danvan-Bold": True}


def test_colours_are_found_on_their_page_and_inside_groups_and_pictures(tmp_path):
    Image.new("CMYK", (60, 40), (0, 80, 80, 0)).save(tmp_path / "muc.jpg")
    body = """
      <h1>Chữ</h1>
      <h2 style="opacity: 0.5; color: red">Nhóm</h2>
      <h2><img src="anh.jpg" alt="Đỏ"><img src="muc.jpg" alt="Mực"></h2>
    """
    ink = "cs DeviceCMYK"
    assert colour_operators(pressed(tmp_path / "a.pdf", body)) == {
        1: {ink},
        2: {ink, "rg"},
        3: {ink, "Do DeviceRGB", "Do DeviceCMYK"},
    }


def test_colours_are_found_in_patterns_masks_and_named_spaces(tmp_path):
    with pikepdf.new() as pdf:
        stream = pdf.make_stream
        gold = [pikepdf.Name.Separation, pikepdf.Name.Gold, pikepdf.Name.DeviceCMYK]
        shading = {"/ColorSpace": pikepdf.Name.DeviceRGB}
        resources = {
            "/ColorSpace": {"/gold": gold, "/icc": [pikepdf.Name.ICCBased, stream(b"", N=3)]},
            "/Pattern": {"/tile": stream(b"0 0 1 RG 0 0 9 9 re S"), "/fade": {"/Shading": shading}},
            "/Shading": {"/sky": {"/ColorSpace": [pikepdf.Name.Indexed, pikepdf.Name.icc, 1, b""]}},
            "/ExtGState": {"/soft": {"/SMask": {"/G": stream(b"1 g 0 0 9 9 re f")}}},
        }
        painted = {
            b"/gold cs 1 scn": {"cs Separation Gold"},
            b"/Pattern CS /tile SCN": {"CS Pattern", "RG"},
            b"/Pattern cs /fade scn": {"cs Pattern", "sh DeviceRGB"},
            b"/sky sh": {"sh Indexed ICCBased 3"},
            b"/soft gs 0 0 0 1 k": {"g", "k"},
            b"BI /W 1 /H 1 /CS /RGB /BPC 8 ID abc EI": {"BI DeviceRGB"},
        }
        for content in painted:
            page = pdf.add_blank_page()
            page.obj.Contents = stream(content)
            page.obj.Resources = pdf.make_indirect(pikepdf.Dictionary(resources))
        made = saved(pdf, tmp_path / "a.pdf")
    assert list(colour_operators(made).values()) == list(painted.values())


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        (unicodedata.normalize("NFD", "Đường phố"), "Đường phố"),
        ("không&shy;gian&shy;rộng", "khônggianrộng"),
        ("năm 2023-2024 – Co-operative", "năm 2023-2024 – Co-operative"),
    ],
)
def test_text_is_composed_and_free_of_line_ends(tmp_path, printed, read):
    column = f'<p style="width: 14mm; hyphens: manual">{printed}</p>'
    assert page_texts(rendered(tmp_path / "a.pdf", column)) == [read]


def test_words_stand_on_their_pages(reading):
    first, second, third = page_words(reading)
    assert first[:6] == ["Dân", "vận", "khéo", "Xem", "trang", "sau"]
    assert second == ["Phố", "xanh", "Buổi", "ra", "quân"]
    assert third == ["Tổ", "tự", "quản"]


def test_bookmarks_have_level_title_and_page(reading):
    assert outline(reading) == [
        (1, "Dân vận khéo", 1),
        (2, "Phố xanh", 2),
        (2, "Tổ tự quản", 3),
    ]


def test_links_lead_to_pages_and_addresses(reading):
    inside, outside = links(reading)
    assert (inside[0], inside[2]) == (1, 2)
    assert (outside[0], outside[2]) == (1, "https://danvan.vn/")
    left, bottom, right, top = inside[1]
    assert left == pytest.approx(20 / 25.4 * 72, abs=0.01)
    assert left < right < outside[1][0] and bottom < top < 205 / 25.4 * 72
