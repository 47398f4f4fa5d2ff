"""One small book under other settings: each does what it says, and harms nothing when it fails."""

from __future__ import annotations

import re
from pathlib import Path

import pikepdf
import pypdfium2
import pytest

from support.bookpages import MM, Pages, loose
from support.pdfreading import colour_operators, fonts_of, page_texts
from support.pdfvalidation import qpdf_problems
from support.pdfx4 import pdfx4_problems
from support.pressinks import most_ink, painted, pictures
from support.small_book import (
    IMPRINT,
    ISBN,
    MOVEMENT,
    MOVEMENT_PHOTOS,
    STORIES,
)

WIDTH, HEIGHT = 145, 205
FINAL = "phát hành"
MADE = re.compile(r"Đã dựng (\d+) tệp PDF; (\d+) tệp dùng lại")
EPOCH = "1600000000"
SLUG, MARK = 8, 5
"""Millimetres: the strip around the bleed that holds crop marks, and their length."""
BLEED, FLAP, SIGNATURE = 5, 80, 16
REACH = BLEED + SLUG
"""Millimetres from the trim to the edge of a sheet with crop marks."""
BLURB = "Năm chuyện nhỏ ở năm nơi, ai cũng làm theo được."
LARGE = 20
"""Points: the titles of parts and stories are larger."""
PART, CONTENTS = "Gương điển hình", 7
"""Title of a part with a coloured opener, and the last page (from 0) that only names it."""
PIXELS = 6
"""Of drawn sheets, a millimetre."""


@pytest.fixture(scope="module")
def final(small_project, plain_edition):
    """The edition that is published: everything filled in, and whatever a printer may ask for."""
    return small_project.edition(
        "final",
        stage=FINAL,
        imprint=IMPRINT,
        press={
            "standard": "PDF/X-1a",
            "paper": "Ford 80",
            "bleed": BLEED,
            "marks": "có",
            "signature": SIGNATURE,
            "flap": FLAP,
            "blurb": BLURB,
        },
    )


@pytest.fixture(scope="module")
def grey(small_project, plain_edition):
    """An A5 book in black, whose photos of the movement are in colour."""
    return small_project.edition(
        "grey",
        trim_width=148,
        trim_height=210,
        press={"colour": "1 màu", "colour_sections": [MOVEMENT]},
    )


# --- again ---------------------------------------------------------------------------------------


# --- the edition that is published ---------------------------------------------------------------


def test_a_finished_book_passes_the_preflight(final):
    assert final.faults() == []


def test_its_imprint_says_everything_and_has_no_blanks(final):
    (imprint,) = (t for t in page_texts(final.interior()) if "Chịu trách nhiệm xuất bản" in t)
    for value in IMPRINT.values():
        shown = f"{value:,}".replace(",", ".") if isinstance(value, int) else value
        assert shown in imprint
    assert "…" not in imprint
    pages = len(Pages(final.interior()))
    assert f"In 1.500 bản, khổ 14,5 × 20,5 cm, {pages} trang." in imprint
    assert pages % SIGNATURE == 0


def test_no_cover_of_it_calls_it_a_draft(final, plain_edition):
    for edition, stands in ((plain_edition, True), (final, False)):
        first = Pages(edition.reading()).text(1)
        sheet = Pages(edition.cover()).text(1)
        assert (loose("đang biên tập") in loose(first)) is stands
        assert (loose("đang biên tập") in loose(sheet)) is stands


@pytest.mark.parametrize("part", ["interior", "cover"])
def test_it_is_pdf_x_1a(final, part):
    """ISO 15930-4: PDF 1.4 without transparency, inks only, fonts embedded, nothing to click."""
    path = getattr(final, part)()
    with pikepdf.open(path) as pdf:
        assert pdf.pdf_version <= "1.4"
        assert str(pdf.docinfo["/GTS_PDFXVersion"]).startswith("PDF/X-1a")
        assert str(pdf.docinfo["/Trapped"]) in ("/True", "/False")
        assert [intent.S for intent in pdf.Root.OutputIntents] == ["/GTS_PDFX"]
        assert [page for page in pdf.pages if "/Annots" in page.obj] == []
        parts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary | pikepdf.Stream)]
        assert [o for o in parts if "/SMask" in o or "/Group" in o] == []
        assert [o for o in parts if o.get("/ca", 1) != 1 or o.get("/CA", 1) != 1] == []
    assert set(fonts_of(path).values()) == {True}
    inks = {"k", "K", "Do DeviceCMYK", "CS Separation All"}
    assert set().union(*colour_operators(path).values()) <= inks
    assert qpdf_problems(path) == []


def test_uncoated_paper_gets_less_ink(final, plain_edition):
    for edition, limit in ((final, 280), (plain_edition, 320)):
        assert edition.report()["expected"]["ink_limit"] == limit
    assert max(map(most_ink, pictures(final.interior()))) <= 280
    assert max(sum(mark.ink) for mark in painted(final.interior())) <= 2.8
    # Else this would prove nothing.
    assert max(map(most_ink, pictures(plain_edition.interior()))) > 280


@pytest.mark.parametrize("part", ["interior", "cover"])
def test_the_sheet_has_room_for_crop_marks_around_the_bleed(final, part):
    with pikepdf.open(getattr(final, part)()) as pdf:
        for page in pdf.pages:
            x1, y1, x2, y2 = _millimetres(page.trimbox)
            sheet = (x1 - REACH, y1 - REACH, x2 + REACH, y2 + REACH)
            assert _millimetres(page.mediabox) == pytest.approx(sheet, abs=0.01)


@pytest.mark.parametrize("part", ["interior", "cover"])
def test_crop_marks_show_every_edge_of_the_trim(final, part):
    sheet = _Sheet(getattr(final, part)())
    width, height = sheet.size
    for x in (REACH, width - REACH):
        for y in (1, height - 1):
            assert sheet.is_drawn(x - 0.4, y - 0.4, x + 0.4, y + 0.4)
    for y in (REACH, height - REACH):
        for x in (1, width - 1):
            assert sheet.is_drawn(x - 0.4, y - 0.4, x + 0.4, y + 0.4)


@pytest.mark.parametrize("part", ["interior", "cover"])
def test_nothing_else_is_drawn_outside_the_bleed(final, part):
    sheet = _Sheet(getattr(final, part)())
    width, height = sheet.size
    inner, outer = SLUG - 0.3, MARK + 0.3
    clear = [
        # Between marks and bleed, and between the marks of one side.
        (outer, outer, width - outer, inner),
        (outer, height - inner, width - outer, height - outer),
        (outer, outer, inner, height - outer),
        (width - inner, outer, width - outer, height - outer),
        (REACH + 1, 0.3, width - REACH - 1, outer),
        (REACH + 1, height - outer, width - REACH - 1, height - 0.3),
        (0.3, REACH + 1, outer, height - REACH - 1),
        (width - outer, REACH + 1, width - 0.3, height - REACH - 1),
    ]
    assert [box for box in clear if sheet.is_drawn(*box)] == []


def test_the_bleed_is_as_wide_as_asked(final):
    for path in (final.interior(), final.cover()):
        with pikepdf.open(path) as pdf:
            for page in pdf.pages:
                x1, y1, x2, y2 = _millimetres(page.trimbox)
                wide = (x1 - BLEED, y1 - BLEED, x2 + BLEED, y2 + BLEED)
                assert _millimetres(page.obj.BleedBox) == pytest.approx(wide, abs=0.01)


def test_the_cover_has_its_flaps_its_blurb_and_its_barcode(final, plain_edition):
    spine = final.report()["expected"]["spine"]
    width, height = Pages(final.cover()).size(1)
    assert (width, height) == pytest.approx((2 * WIDTH + spine + 2 * FLAP, HEIGHT), abs=0.06)
    assert Pages(plain_edition.cover()).size(1)[0] < 2 * WIDTH + 10
    text = Pages(final.cover()).text(1)
    assert loose(BLURB) in loose(text)
    assert loose(f"ISBN {ISBN}") in loose(text)
    bars = [check for check in final.report()["checks"] if check["key"] == "cover.barcode"]
    assert [check["level"] for check in bars] == ["green"]
    assert ISBN.replace("-", "") in re.sub(r"\D", "", "".join(bars[0]["lines"]))


def test_a_book_without_press_files_has_no_press_folder(small_project, plain_edition):
    bare = small_project.edition("bare", press={"enabled": "không"})
    assert not bare.press.exists()
    assert bare.reading().read_bytes() == plain_edition.reading().read_bytes()
    assert "Báo cáo" not in bare.output


# --- black, with colour in places ----------------------------------------------------------------


def test_a_grey_interior_has_colour_only_in_the_sections_that_keep_it(grey):
    pages = Pages(grey.interior())
    opening = next(n for n in pages.numbers if "Hình ảnh phong trào" in pages.titles(n, LARGE))
    following = next(n for n in pages.numbers if "Gương điển hình" in pages.titles(n, LARGE))
    coloured = {mark.page for mark in painted(grey.interior()) if any(mark.ink[:3])}
    assert opening in coloured
    assert coloured <= set(range(opening, following))
    operators = colour_operators(grey.interior())
    with_photos = {number for number, found in operators.items() if "Do DeviceCMYK" in found}
    assert with_photos and with_photos <= set(range(opening, following))
    assert grey.report()["level"] != "red"


def test_its_photos_are_grey_but_those_of_the_coloured_section(grey):
    modes = sorted(picture.mode for picture in pictures(grey.interior()))
    own = sum(len(story.photos) for story in STORIES)
    assert modes == ["CMYK"] * len(MOVEMENT_PHOTOS) + ["L"] * own
    assert pdfx4_problems(grey.interior()) == []


def test_its_cover_is_in_colour(grey):
    assert any(any(mark.ink[:3]) for mark in painted(grey.cover()))


def test_another_trim_size_changes_every_page_and_the_imprint(grey):
    for path in (grey.reading(), grey.interior()):
        pages = Pages(path)
        for number in pages.numbers:
            assert pages.size(number) == pytest.approx((148, 210), abs=0.01)
    assert any("khổ 14,8 × 21 cm" in text for text in page_texts(grey.reading()))
    assert Pages(grey.cover()).size(1)[1] == pytest.approx(210, abs=0.01)


def test_its_pages_say_the_same_as_those_of_the_reading_edition(grey):
    reading, printed = Pages(grey.reading()), page_texts(grey.interior())
    texts = page_texts(grey.reading())
    numbered = [n for n in reading.numbers if reading.label(n).isdigit()]
    assert [texts[n - 1] for n in numbered] == printed[: len(numbered)]
    assert set(printed[len(numbered) :]) <= {""}


def _millimetres(box) -> tuple[float, ...]:
    return tuple(float(edge) / MM for edge in box)


class _Sheet:
    """The page of a file with the most around its edges, drawn with all of its MediaBox."""

    def __init__(self, pdf: Path) -> None:
        with pypdfium2.PdfDocument(pdf) as document:
            opener = next(
                (n for n in range(len(document)) if PART in page_texts(pdf)[n] and n > CONTENTS), 0
            )
            drawn = document[opener].render(scale=PIXELS / MM).to_pil().convert("L")
        self.picture = drawn
        self.size = drawn.width / PIXELS, drawn.height / PIXELS

    def is_drawn(self, left: float, top: float, right: float, bottom: float) -> bool:
        """Tell whether anything darker than paper is in a rectangle (millimetres from the top)."""
        box = tuple(round(edge * PIXELS) for edge in (left, top, right, bottom))
        return self.picture.crop(box).getextrema()[0] < 200
