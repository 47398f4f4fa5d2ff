"""Proofs for those who approve the book: spreads and contact sheets of real PDFs."""

from __future__ import annotations

import re
import time
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
from PIL import Image
from weasyprint import HTML

from danvan.book import proofs
from danvan.book.proofs import make_contact_sheet, make_spreads
from support.projects import ROOT

FONTS = ROOT / "overrides/book/fonts"
POINT = 72 / 25.4
COLOURS = ((200, 40, 40), (40, 160, 40), (40, 40, 200))
"""Of pages 1, 2, 3; then again from the first."""
STYLE = """
@font-face { font-family: F; src: url("%s"); }
@page { size: 100mm 150mm; bleed: 3mm; margin: 0; }
body { margin: 0; font: 20pt F; }
section { height: 150mm; break-after: page; position: relative; }
section:last-child { break-after: auto; }
section::before { content: ""; position: absolute; inset: -3mm; z-index: -1; background: yellow; }
p { position: absolute; left: 20mm; top: 20mm; margin: 0; color: white; }
"""


@pytest.fixture
def book(tmp_path):
    """Return a function that makes a book of coloured, numbered pages with bleed."""

    def book(pages, extra=""):
        font = (FONTS / "be-vietnam-pro-500.ttf").as_uri()
        sections = "".join(
            f'<section style="background: rgb{COLOURS[i % 3]}">'
            f"<p>Trang {i + 1}</p>{extra}</section>"
            for i in range(pages)
        )
        head = f"<title>Sách “Dân vận khéo”</title><style>{STYLE % font}</style>"
        path = tmp_path / f"sach-{pages}.pdf"
        HTML(string=f'<html lang="vi">{head}{sections}</html>').write_pdf(path)
        return path

    return book


def spreads_of(source, tmp_path, **options):
    make_spreads(source, tmp_path / "doi.pdf", **options)
    return tmp_path / "doi.pdf"


def texts(path):
    """Return the numbers of the pages on each page of a PDF, from left to right."""
    with pypdfium2.PdfDocument(path) as pdf:
        return [re.findall(r"Trang (\d+)", page.get_textpage().get_text_range()) for page in pdf]


def dictionaries(pdf):
    return [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary)]


def face_names(pdf):
    return {str(o.FontName) for o in dictionaries(pdf) if "/FontName" in o}


# --- Spreads -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("pages", "first_is_right", "pairs"),
    [
        (1, True, [["1"]]),
        (4, True, [["1"], ["2", "3"], ["4"]]),
        (5, True, [["1"], ["2", "3"], ["4", "5"]]),
        (4, False, [["1", "2"], ["3", "4"]]),
        (3, False, [["1", "2"], ["3"]]),
    ],
)
def test_pages_stand_together_as_the_book_opens(book, tmp_path, pages, first_is_right, pairs):
    made = spreads_of(book(pages), tmp_path, first_is_right=first_is_right)
    assert texts(made) == pairs


def test_a_spread_is_two_trimmed_pages_wide(book, tmp_path):
    with pikepdf.open(spreads_of(book(3), tmp_path)) as made:
        for page in made.pages:
            box = [float(edge) / POINT for edge in page.mediabox]
            assert box == pytest.approx([0, 0, 200, 150], abs=0.01)


def test_each_page_fills_its_half_without_its_bleed(book, tmp_path):
    with pypdfium2.PdfDocument(spreads_of(book(3), tmp_path)) as made:
        alone, pair = (page.render(scale=1).to_numpy()[..., ::-1] for page in made)
    middle = alone.shape[1] // 2
    assert np.abs(alone[5, 5:-5].astype(int)[: middle - 10] - 237).max() < 3  # grey: no page
    assert (alone[5, middle + 3 : -3] == COLOURS[0]).all()
    assert (pair[5, 3 : middle - 3] == COLOURS[1]).all()
    assert (pair[5, middle + 3 : -3] == COLOURS[2]).all()


def test_pages_that_do_not_begin_at_the_origin_are_placed_right(book, tmp_path):
    source = book(3)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        for page in pdf.pages:
            page.trimbox = [20, 30, 220, 330]
        pdf.save()
    with pypdfium2.PdfDocument(spreads_of(source, tmp_path)) as made:
        assert made[1].get_size() == (400, 300)
        pair = made[1].render(scale=1).to_numpy()[..., ::-1]
    for row in (2, -3):
        assert (pair[row, 2:198] == COLOURS[1]).all()
        assert (pair[row, 203:398] == COLOURS[2]).all()


def test_the_fold_is_a_hairline(book, tmp_path):
    with pypdfium2.PdfDocument(spreads_of(book(3), tmp_path)) as made:
        row = made[1].render(scale=6).to_numpy()[60, :, ::-1].astype(int)
    is_page = (row == COLOURS[1]).all(axis=1) | (row == COLOURS[2]).all(axis=1)
    fold = np.nonzero(~is_page)[0]
    assert 1 <= len(fold) <= 3  # of 6 pixels a point
    assert fold.mean() == pytest.approx(len(row) / 2, abs=2)


def images_and_faces(path):
    with pikepdf.open(path) as pdf:
        found = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        images = [o.read_raw_bytes() for o in found if o.get("/Subtype") == "/Image"]
        keys = ("/FontFile2", "/FontFile3")
        faces = [o[k].read_bytes() for o in dictionaries(pdf) for k in keys if k in o]
        return images, sorted(faces)


def test_photos_and_faces_are_taken_over_once_and_as_they_are(book, tmp_path):
    photo = tmp_path / "anh.jpg"
    Image.effect_noise((600, 400), 60).save(photo, quality=88)
    source = book(4, extra=f'<img src="{photo.as_uri()}" style="width: 60mm">')
    images, faces = images_and_faces(spreads_of(source, tmp_path))
    assert images == [photo.read_bytes()]
    assert faces == images_and_faces(source)[1]
    assert len(faces) == 1


def test_title_and_language_are_kept(book, tmp_path):
    with pikepdf.open(spreads_of(book(2), tmp_path)) as made:
        assert made.docinfo["/Title"] == "Sách “Dân vận khéo”"
        assert made.Root.Lang == "vi"


def test_the_printing_condition_is_kept(book, tmp_path):
    source = book(2)
    with pikepdf.open(source, allow_overwriting_input=True) as pdf:
        pdf.Root.OutputIntents = pikepdf.Array(
            [pikepdf.Dictionary(Type=pikepdf.Name.OutputIntent, OutputConditionIdentifier="F39")]
        )
        pdf.save()
    with pikepdf.open(spreads_of(source, tmp_path)) as made:
        assert made.Root.OutputIntents[0].OutputConditionIdentifier == "F39"


def test_the_same_book_gives_the_same_proofs(book, tmp_path):
    source = book(5)
    made = []
    for name in ("a", "b"):
        paths = [tmp_path / f"{name}{suffix}" for suffix in ("-doi.pdf", ".png", ".pdf")]
        make_spreads(source, paths[0])
        make_contact_sheet(source, *paths[1:], fonts=FONTS)
        made.append([path.read_bytes() for path in paths])
        time.sleep(1.1)  # dates in PDFs are in seconds
    assert made[0] == made[1]


# --- Contact sheet -------------------------------------------------------------------------------


@pytest.fixture
def contact(tmp_path):
    def contact(source, **options):
        png, pdf = tmp_path / "to.png", tmp_path / "to.pdf"
        make_contact_sheet(source, png, pdf, fonts=FONTS, **options)
        return png, pdf

    return contact


def pictures(pdf):
    """Yield sheet, left, top, right, bottom (mm, from the upper left) and colour of each page."""
    for number, sheet in enumerate(pdf):
        for image in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            left, bottom, right, top = (edge / POINT for edge in image.get_bounds())
            colour = image.get_bitmap().to_numpy()[3, 20, ::-1].astype(int)
            yield number, left, 210 - top, right, 210 - bottom, colour


def test_all_pages_are_shown_in_reading_order(book, contact):
    with pypdfium2.PdfDocument(contact(book(40))[1]) as pdf:
        colours = [colour for *_place, colour in pictures(pdf)]
        sizes = [[round(edge / POINT) for edge in sheet.get_size()] for sheet in pdf]
    assert sizes == [[297, 210]] * len(sizes)
    assert len(sizes) == 2
    expected = [COLOURS[i % 3] for i in range(40)]
    assert np.abs(np.array(colours) - np.array(expected)).max() < 12


def test_spreads_touch_and_the_first_page_stands_alone_at_the_right(book, contact):
    with pypdfium2.PdfDocument(contact(book(9))[1]) as pdf:
        places = [place[1:4] for place in pictures(pdf)]
    (first, *_), (second, _, fold), (third, *_), fourth = places[0], places[1], places[2], places[3]
    width = fold - second
    assert first == pytest.approx(12 + width, abs=0.05)  # the left half of its spread is empty
    assert third == pytest.approx(fold, abs=0.05)
    assert fourth[0] > places[2][2] + 3


def test_pages_are_shown_trimmed_and_undistorted(book, contact):
    with pypdfium2.PdfDocument(contact(book(2))[1]) as pdf:
        _sheet, left, top, right, bottom, _colour = next(pictures(pdf))
        assert (bottom - top) / (right - left) == pytest.approx(1.5, abs=0.01)


def test_below_each_page_stands_its_number_in_the_book_s_face(book, contact):
    _png, path = contact(book(5))
    with pypdfium2.PdfDocument(path) as pdf:
        text = pdf[0].get_textpage().get_text_range().split()
    assert text[-5:] == ["1", "2", "3", "4", "5"]
    with pikepdf.open(path) as pdf:
        found = face_names(pdf)
    assert found
    assert all("Be-Vietnam-Pro" in face for face in found)


def test_labels_may_be_given(book, contact):
    labels = ["Bìa 1", "ii", "1"]
    with pypdfium2.PdfDocument(contact(book(3), labels=labels)[1]) as pdf:
        text = pdf[0].get_textpage().get_text_range()
    assert text.endswith("Bìa 1 ii 1")


def test_labels_and_pages_must_be_as_many(book, contact):
    with pytest.raises(ValueError, match="shorter"):
        contact(book(3), labels=["1", "2"])


def test_sheets_carry_title_and_number(book, contact):
    with pypdfium2.PdfDocument(contact(book(40))[1]) as pdf:
        text = [sheet.get_textpage().get_text_range() for sheet in pdf]
    assert ["Tờ 1/2" in text[0], "Tờ 2/2" in text[1]] == [True, True]
    assert all("Sách “Dân vận khéo”" in sheet for sheet in text)


def test_the_picture_shows_all_sheets_one_below_the_other(book, contact):
    png, pdf = contact(book(40))
    with Image.open(png) as image, pypdfium2.PdfDocument(pdf) as sheets:
        assert image.size == (1404, 2 * 993)
        scale = 1404 / sheets[1].get_width()
        second = sheets[1].render(scale=scale).to_pil().convert("RGB")
        assert image.convert("RGB").crop((0, 993, 1404, 2 * 993)).tobytes() == second.tobytes()


def test_a_picture_too_tall_shows_the_first_sheets(book, contact, monkeypatch):
    monkeypatch.setattr(proofs, "_TALLEST", 1500)
    png, pdf = contact(book(40))
    with Image.open(png) as image, pypdfium2.PdfDocument(pdf) as sheets:
        assert image.height == 993
        assert len(sheets) == 2


def test_a_heavy_book_is_drawn_by_several_processes_with_the_same_result(
    book, contact, monkeypatch
):
    source = book(40)
    alone = contact(source)[1].read_bytes()
    monkeypatch.setattr(proofs, "_HEAVY", 0)
    assert contact(source)[1].read_bytes() == alone


def test_a_relative_folder_of_faces_is_fine(book, tmp_path, monkeypatch):
    source = book(2)
    monkeypatch.chdir(ROOT)
    fonts = Path("overrides/book/fonts")
    make_contact_sheet(source, tmp_path / "to.png", tmp_path / "to.pdf", fonts=fonts)
    with pikepdf.open(tmp_path / "to.pdf") as pdf:
        assert face_names(pdf)
