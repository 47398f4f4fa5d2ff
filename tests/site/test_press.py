"""The files for the printing house, made of the held-out book."""

from __future__ import annotations

import json
import re
from hashlib import sha256

import pikepdf
import pypdfium2
import pytest

from danvan.book.paper import find_paper
from support.bookpages import MM, Pages, loose
from support.held_out_book import BOOK
from support.pdfreading import colour_operators, fonts_of, page_texts
from support.pdfvalidation import qpdf_problems
from support.pdfx4 import pdfx4_problems
from support.pressinks import most_ink, painted, pictures
from support.printed_book import PARTS

WIDTH, HEIGHT, BLEED = 145, 205, 3
INK_LIMIT, DPI = 320, 300
PAPER = "Couché mờ 120"
NAMES = ("bia.pdf", "kiem-tra.html", "kiem-tra.json", "ruot.pdf", "thong-so.json")
PROOFS = ("toan-canh.pdf", "toan-canh.png", "trang-doi.pdf")
BLACK = (0, 0, 0, 1)


@pytest.fixture(scope="module")
def press(held_out_site):
    return held_out_site.project / "press"


@pytest.fixture(scope="module")
def interior(press):
    return press / f"{BOOK['output']}-ruot.pdf"


@pytest.fixture(scope="module")
def cover(press):
    return press / f"{BOOK['output']}-bia.pdf"


@pytest.fixture(params=["interior", "cover"])
def sheet(request):
    return request.getfixturevalue(request.param)


@pytest.fixture(scope="module")
def report(press):
    return json.loads((press / f"{BOOK['output']}-kiem-tra.json").read_text("utf-8"))


# --- what a printing house refuses ---------------------------------------------------------------


def test_the_press_folder_holds_interior_cover_report_and_proofs(press):
    names = {f"{BOOK['output']}-{name}" for name in (*NAMES, *PROOFS)}
    assert {path.name for path in press.iterdir()} == names


def test_nothing_for_the_press_is_on_the_site(held_out_site):
    assert [p for p in held_out_site.all_files if p.suffix == ".pdf"] == [held_out_site.book_path]


def test_it_is_pdf_x_4(sheet):
    assert pdfx4_problems(sheet) == []


def test_it_is_sound(sheet):
    assert qpdf_problems(sheet) == []


def test_every_colour_and_every_picture_is_of_the_four_inks(sheet):
    found = set().union(*colour_operators(sheet).values())
    assert found <= {"k", "K", "Do DeviceCMYK"}
    assert "k" in found


def test_every_font_is_embedded(sheet):
    assert fonts_of(sheet)
    assert set(fonts_of(sheet).values()) == {True}


def test_nothing_can_be_clicked(sheet):
    with pikepdf.open(sheet) as pdf:
        assert [page for page in pdf.pages if "/Annots" in page.obj] == []
        assert "/AcroForm" not in pdf.Root


def test_it_names_its_printing_condition_and_carries_the_profile(sheet):
    with pikepdf.open(sheet) as pdf:
        (intent,) = pdf.Root.OutputIntents
        assert str(intent.OutputConditionIdentifier) == "FOGRA39"
        profile = intent.DestOutputProfile.read_bytes()
        assert profile[16:20] == b"CMYK"


# --- ink -----------------------------------------------------------------------------------------


def test_no_area_and_no_letter_has_more_ink_than_the_paper_dries(sheet):
    assert [mark for mark in painted(sheet) if sum(mark.ink) * 100 > INK_LIMIT + 0.01] == []


def test_no_pixel_of_a_photo_has_more_ink_than_the_paper_dries(interior):
    found = list(pictures(interior))
    assert len(found) > 30
    assert {picture.mode for picture in found} == {"CMYK"}
    assert max(map(most_ink, found)) <= INK_LIMIT


def test_black_letters_are_black_ink_alone_and_overprint(book, interior):
    letters = [mark for mark in painted(interior) if mark.kind == "text"]
    black = [mark for mark in letters if mark.ink == BLACK]
    assert {mark.page for mark in black} >= {int(book.number(story)) for story in book.stories}
    assert [mark for mark in black if not mark.overprints] == []
    # Nor is there a black of several inks, which blurs when plates shift.
    assert [m for m in letters if m.ink[3] > 0.6 and any(m.ink[:3])] == []


def test_coloured_and_white_letters_knock_out(sheet):
    assert [m for m in painted(sheet) if m.overprints and m.ink != BLACK] == []


# --- pages ---------------------------------------------------------------------------------------


def test_pages_have_exact_trim_and_bleed(interior):
    with pikepdf.open(interior) as pdf:
        for page in pdf.pages:
            assert _millimetres(page.trimbox) == pytest.approx((0, 0, WIDTH, HEIGHT), abs=0.01)
            whole = (-BLEED, -BLEED, WIDTH + BLEED, HEIGHT + BLEED)
            assert _millimetres(page.obj.BleedBox) == pytest.approx(whole, abs=0.01)
            assert _millimetres(page.mediabox) == pytest.approx(whole, abs=0.01)


def test_pages_say_what_the_reading_edition_says_on_the_page_of_that_number(book, interior):
    reading, printed = page_texts(book.pages.path), page_texts(interior)
    assert printed[0] == reading[book.pages.labelled(1) - 1] != ""
    for number, text in enumerate(printed, 1):
        label = str(number)
        is_there = label in book.pages.labels
        assert text == (reading[book.pages.labelled(label) - 1] if is_there else ""), number


def test_the_number_of_pages_fills_the_last_signature(interior):
    assert len(Pages(interior)) % 4 == 0


def test_openers_and_photos_that_bleed_fill_the_page_to_the_edge_of_the_bleed(book, interior):
    openers = [int(book.pages.label(book.opening(part))) for part in PARTS]
    assert [page for page in openers if not _is_coloured_all_around(interior, page)] == []
    bleeding = {int(book.pages.label(p.page)) for p in book.photos() if p.placed.box[0] < 0}
    edges = Pages(interior)
    for page in bleeding:
        (photo,) = edges.photos(page)
        assert photo.box[0] == pytest.approx(-BLEED, abs=0.1)
        assert photo.box[2] == pytest.approx(WIDTH + BLEED, abs=0.1)


def test_photos_have_the_pixels_of_the_press_or_all_that_were_sent(book, interior):
    pages = Pages(interior)
    for photo in book.photos():
        printed = pages.photos(int(book.pages.label(photo.page)))
        here = min(printed, key=lambda p: _apart(p.box, photo.placed.box))
        assert _apart(here.box, photo.placed.box) < 1
        possible = photo.original[0] / photo.placed.width * 25.4
        assert min(DPI, possible) * 0.98 < here.dpi < DPI * 1.02, photo


# --- cover ---------------------------------------------------------------------------------------


def test_the_cover_is_two_pages_and_the_spine_of_this_book_wide(cover, interior, report):
    spine = len(Pages(interior)) / 2 * find_paper(PAPER).thickness
    pages = Pages(cover)
    assert len(pages) == 1
    assert pages.size(1) == pytest.approx((2 * WIDTH + spine, HEIGHT), abs=0.06)
    assert report["expected"]["spine"] == pytest.approx(spine, abs=0.05)
    assert _is_coloured_all_around(cover, 1)


def test_the_cover_tells_title_issuer_and_stage(cover):
    (text,) = page_texts(cover)
    for words in (BOOK["title"], BOOK["subtitle"], BOOK["place"], BOOK["issuer"], BOOK["stage"]):
        assert loose(words) in loose(text)


# --- report and proofs ---------------------------------------------------------------------------


def test_the_report_is_not_red(report):
    red = [
        (check["title"], check["lines"]) for check in report["checks"] if check["level"] == "red"
    ]
    assert red == []
    assert report["level"] == "amber"


def test_the_report_warns_of_what_is_really_there(report):
    """Blanks of the imprint, photos with few pixels, emoji; nothing else."""
    amber = {check["key"] for check in report["checks"] if check["level"] == "amber"}
    assert amber == {"interior.resolution", "book.imprint", "book.characters"}


def test_the_report_is_about_these_files(report, interior, cover):
    said = {file["name"]: (file["sha256"], file["pages"]) for file in report["files"]}
    for path in (interior, cover):
        digest = sha256(path.read_bytes()).hexdigest()
        assert said[path.name] == (digest, len(Pages(path)))


def test_the_report_for_people_says_the_same_and_loads_nothing(report, press):
    page = (press / f"{BOOK['output']}-kiem-tra.html").read_text("utf-8")
    assert report["verdict"] in page
    assert not re.search(r"(?:src|href)=[\"']?(?:https?:)?//", page)
    for check in report["checks"]:
        assert check["title"] in page


def test_the_build_tells_the_verdict_and_where_to_read_on(held_out_site):
    assert f"Báo cáo: press/{BOOK['output']}-kiem-tra.html" in held_out_site.output


def test_the_spreads_are_the_book_as_it_opens(press, book):
    spreads = Pages(press / f"{BOOK['output']}-trang-doi.pdf")
    assert len(spreads) == len(book.pages) // 2 + 1
    for number in spreads.numbers[1:-1]:
        left, right = 2 * number - 2, 2 * number - 1
        together = loose(book.pages.text(left) + book.pages.text(right))
        assert sorted(loose(spreads.text(number))) == sorted(together)


def _millimetres(box) -> tuple[float, ...]:
    return tuple(float(edge) / MM for edge in box)


def _apart(one, other) -> float:
    return max(abs(a - b) for a, b in zip(one, other, strict=True))


def _is_coloured_all_around(pdf, number) -> bool:
    """Tell a page without paper white anywhere at the edges of its bleed."""
    with pypdfium2.PdfDocument(pdf) as document:
        picture = document[number - 1].render(scale=1).to_pil().convert("L")
    right, bottom = picture.width - 1, picture.height - 1
    sides = (1, 1, right, 2), (1, bottom - 1, right, bottom), (1, 1, 2, bottom)
    edges = [picture.crop(side) for side in (*sides, (right - 1, 1, right, bottom))]
    return all(edge.getextrema()[1] < 252 for edge in edges)
