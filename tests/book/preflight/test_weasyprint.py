"""Pages as WeasyPrint really writes them: kerned text, groups, tiles, drawings, clipped photos."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pikepdf
import pypdfium2
import pytest
import weasyprint

from danvan.book.preflight import Level, Part, PrintedPhoto, preflight
from danvan.book.preflight.reading.geometry import Box, united
from danvan.book.preflight.reading.pressfile import open_press_file
from support.presspdfs import FACE, FACTS, PROFILE, photo_bytes

STYLE = f"""
@font-face {{ font-family: B; src: url({FACE.as_uri()}) }}
@color-profile device-cmyk {{ src: url({PROFILE.as_uri()});
  components: cyan, magenta, yellow, black }}
@page {{ size: 145mm 205mm; margin: 20mm 16mm; bleed: 3mm;
  @bottom-center {{ content: counter(page); font: 8pt B; color: device-cmyk(0 0 0 1) }} }}
@page ground {{ background: device-cmyk(0.1 0.1 0 0) }}
body {{ font: 10pt/15pt B; color: device-cmyk(0 0 0 1); text-align: justify }}
section {{ break-before: page }}
"""
TEXT = "Những điển hình “Dân vận khéo” của chi hội phụ nữ số 5, phường Mễ Trì. " * 12
SECTIONS = {
    1: f"<p>{TEXT}</p>",
    2: "<img src=anh.jpg style='width: 30mm'>",
    3: "<div style='width: 20mm; height: 10mm; overflow: hidden'>"
    "<img src=anh.jpg style='width: 40mm'></div>",
    4: "<div style='width: 30mm; height: 20mm; background: url(anh.jpg) 0 0 / 30mm 20mm'></div>",
    5: "<p style='opacity: 0.5; background: device-cmyk(0.2 0 0 0)'>Một nhóm mờ</p>",
    6: "<svg width='30mm' height='20mm' viewBox='0 0 30 20'>"
    "<rect width='30' height='20' fill='device-cmyk(0 0.5 0 0)'/></svg>",
    7: "<p style='margin-left: 100mm; white-space: nowrap'>Dòng này dài quá mép trang</p>",
    8: "<p>Chữ lạ: \U000f1234</p>",
    9: "<div style='position: absolute; left: -16mm; width: 40mm; height: 20mm; "
    "background: device-cmyk(0 0 0.5 0)'></div>",
    10: "<p style='color: #333'>Màu của màn hình</p>",
    11: "<style>section:nth-of-type(11) { page: ground }</style><p>Nền tràn lề</p>",
    12: "<a href='https://danvan.vn' style='color: inherit'>Liên kết</a>",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The folder of one PDF with a page for each thing to see."""
    folder = tmp_path_factory.mktemp("weasyprint")
    (folder / "anh.jpg").write_bytes(photo_bytes())
    body = "".join(f"<section>{content}</section>" for content in SECTIONS.values())
    html = f"<html lang=vi><title>Thử</title><style>{STYLE}</style>{body}"
    document = weasyprint.HTML(string=html, base_url=f"{folder}/")
    document.write_pdf(folder / "ruot.pdf", pdf_variant="pdf/x-4")
    return folder


@pytest.fixture(scope="module")
def report(folder):
    photo = PrintedPhoto(hashlib.sha256(photo_bytes()).hexdigest(), "a.jpg", "Bài", (2000, 1335))
    return preflight(replace(FACTS, cover="", opener_pages=(), photos=(photo,)), folder)


@pytest.fixture(scope="module")
def pages(folder):
    with open_press_file(folder / "ruot.pdf", Part.INTERIOR) as file:
        yield file.pages


def check(report, key):
    return next(check for check in report.checks if check.key == f"interior.{key}")


def test_everything_can_be_read(report):
    assert check(report, "file").level is Level.GREEN
    assert check(report, "fonts").level is Level.GREEN
    assert check(report, "boxes").level is Level.GREEN


def test_letters_stand_where_another_reader_sees_them(folder, pages):
    with pypdfium2.PdfDocument(folder / "ruot.pdf") as pdf:
        text = pdf[0].get_textpage()
        characters = range(text.count_chars())
        seen = [text.get_charbox(n) for n in characters if text.get_text_range(n, 1).strip()]
        text.close()
    ours = united(mark.box for mark in pages[0].texts if mark.box)
    theirs = united(Box(*box) for box in seen)
    # PDFium rounds to its own grid of hinted outlines.
    assert tuple(ours) == pytest.approx(tuple(theirs), abs=0.4)


def test_text_is_read_back(pages):
    assert pages[0].texts[0].text.startswith("Những điển hình “Dân vận khéo”")


def test_photos_are_measured_alone_clipped_and_as_a_ground(report):
    sizes = {row.page: (round(row.width), round(row.height)) for row in report.photos}
    assert sizes == {2: (30, 20), 3: (40, 27), 4: (30, 20)}
    assert {row.original for row in report.photos} == {"a.jpg"}
    assert check(report, "resolution").pages == (3,)


def test_the_clipped_photo_is_seen_where_it_shows(pages):
    (mark,) = pages[2].images
    assert mark.box.width == pytest.approx(20 * 72 / 25.4, abs=0.5)


def test_drawings_and_groups_are_walked_into(pages):
    assert (0.2, 0, 0, 0) in [mark.colour.inks for mark in pages[4].paths]
    assert "Một nhóm mờ" in "".join(mark.text for mark in pages[4].texts)
    assert [mark.colour.inks for mark in pages[5].paths] == [(0, 0.5, 0, 0)]


def test_text_that_runs_off_the_page_is_red(report):
    found = check(report, "margins")
    assert (found.level, found.pages) == (Level.RED, (7,))
    assert "“Dòng này dài quá mép trang”" in found.lines[0]


def test_a_character_that_no_face_has_is_red(report):
    assert check(report, "glyphs").pages == (8,)
    assert "1 lần, gần “Chữ lạ: □”" in check(report, "glyphs").lines[0]


def test_a_band_to_the_trim_is_red_and_a_page_ground_is_not(report):
    assert check(report, "bleed").pages == (9,)


def test_colours_of_screens_are_red(report):
    found = check(report, "colours")
    assert found.pages == (10,)
    assert "màu RGB" in found.lines[0]


def test_links_are_red(report):
    assert check(report, "prohibited").pages == (12,)


def test_black_that_does_not_overprint_is_amber(report):
    assert check(report, "black").level is Level.AMBER


def test_a_profile_named_by_its_description_is_red(report):
    """WeasyPrint takes the identifier from the profile's text; the build must set it."""
    found = check(report, "standard")
    assert found.level is Level.RED
    assert "phải là “FOGRA39”" in found.lines[0]


def test_a_finished_file_is_green(folder):
    with pikepdf.open(folder / "ruot.pdf") as pdf:
        pdf.Root.OutputIntents[0].OutputConditionIdentifier = "FOGRA39"
        pdf.save(folder / "xong.pdf")
    facts = replace(FACTS, interior="xong.pdf", cover="", opener_pages=(), photos=())
    assert check(preflight(facts, folder), "standard").level is Level.GREEN
