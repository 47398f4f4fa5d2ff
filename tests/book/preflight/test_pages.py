"""The order of pages: whole sheets, meant blanks, openers on the right."""

from __future__ import annotations

import pytest

from danvan.book.preflight import Level
from support.presspdfs import Sheet, photo_bytes


def pages(press, *written):
    """Make an interior with text on the pages `written`; the last number is the page count."""
    count = written[-1]
    press.interior.sheets = [Sheet() for _ in range(abs(count))]
    for number in written[: -1 if count < 0 else None]:
        press.page(number).text("Bài")


def check(press, key):
    return press.check(f"pages.{key}")


# --- count ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("count", "level"), [(8, Level.GREEN), (7, Level.RED), (9, Level.RED)])
def test_pages_fill_whole_sheets(press, count, level):
    pages(press, *range(1, count + 1))
    assert check(press, "count").level is level


def test_what_is_missing_is_told(press):
    press.expect(signature=16)
    pages(press, *range(1, 21))
    (line,) = check(press, "count").lines
    assert "Ruột có 20 trang, không chia hết cho 16" in line
    assert "Thêm 12 trang (trang trắng ở cuối) hoặc bớt 4 trang" in line


# --- blank pages ---------------------------------------------------------------------------------


def blanks(press, openers, *written):
    """Return the check of a book with `openers` and text on the pages `written`."""
    press.expect(opener_pages=tuple((f"Phần {n}", n) for n in openers))
    pages(press, *written)
    return check(press, "blank")


def test_blank_pages_before_openers_and_at_the_end_are_meant(press):
    found = blanks(press, [3], 1, 3, 4, 5, -8)
    assert found.level is Level.GREEN
    assert found.lines == ("Có 4 trang trắng đúng chỗ: 2, 6–8.",)


def test_a_book_without_blank_pages_says_so(press):
    assert blanks(press, [], 1, 2, 3, 4).lines == ("Không có trang trắng.",)


@pytest.mark.parametrize(
    ("written", "openers", "page", "word"),
    [
        ((1, 2, 4, 5, 6, 7, 8), [], 3, "bên phải"),
        ((1, 2, 3, 6, 7, 8), [], 4, "hai trang trắng"),
        ((1, 2, 3, 5, 6, 7, 8), [], 4, "không phải trang mở đầu"),
    ],
)
def test_other_blank_pages_are_amber(press, written, openers, page, word):
    found = blanks(press, openers, *written)
    assert found.level is Level.AMBER
    assert found.lines[0].startswith(f"Trang {page}: ")
    assert word in found.lines[0]


def test_as_many_blank_pages_at_the_end_as_a_sheet_has_are_too_many(press):
    found = blanks(press, [], 1, 2, 3, 4, -8)
    assert found.level is Level.AMBER
    assert "cuối sách có 4 trang trắng, nhiều hơn 3" in found.lines[0]


def test_white_areas_and_spaces_print_nothing(press):
    blanks(press, [3], 1, 3, 4)
    press.page(2).area(0, 0, 145, 205, "0 0 0 0 k").text("   ").text("Bài", colour="1 g")
    press.page(2).put("q 0 0 0 1 k 0 0 9 9 re W n Q").area(160, 10, 9, 9, "0 0 0 1 k")
    assert check(press, "blank").lines == ("Có 1 trang trắng đúng chỗ: 2.",)


@pytest.mark.parametrize("what", ["text", "area", "photo", "line"])
def test_anything_printed_makes_a_page(press, what):
    blanks(press, [], 1, 2, -4)
    sheet = press.page(4)
    {
        "text": lambda: sheet.text("Bài"),
        "area": lambda: sheet.area(20, 20, 5, 5),
        "photo": lambda: sheet.photo(photo_bytes()),
        "line": lambda: sheet.put("q 0 0 0 1 K 50 50 m 99 50 l S Q"),
    }[what]()
    assert check(press, "blank").pages == (3,)


# --- openers -------------------------------------------------------------------------------------


def test_openers_on_the_right_are_green(press):
    assert check(press, "openers").level is Level.GREEN


@pytest.mark.parametrize(
    ("page", "word"),
    [(4, "trang bên trái"), (9, "ruột chỉ có 8 trang"), (0, "ruột chỉ có 8 trang")],
)
def test_openers_on_the_left_or_nowhere_are_red(press, page, word):
    press.expect(opener_pages=(("Phần 4", page),))
    found = check(press, "openers")
    assert found.level is Level.RED
    assert "“Phần 4”" in found.lines[0]
    assert word in found.lines[0]


def test_an_opener_that_is_blank_is_red(press):
    press.page(3).content = []
    assert "trang trắng" in check(press, "openers").lines[0]
    assert check(press, "openers").level is Level.RED


# --- sheets in colour ----------------------------------------------------------------------------


def sheets(press):
    return check(press, "colour")


def test_an_interior_in_four_colours_has_only_colour_sheets(press):
    assert sheets(press).lines == ("Cả ruột in bốn màu.",)


def test_a_whole_sheet_in_colour_is_green(press):
    press.expect(colour="grey", colour_pages=(5, 6, 7, 8))
    press.page(4).content = []
    assert sheets(press).level is Level.GREEN
    assert "trọn trong các tay 4 trang" in sheets(press).lines[0]


@pytest.mark.parametrize("declared", [(4, 5, 6, 7, 8), (5, 6, 7), (2,)])
def test_a_sheet_partly_in_colour_is_amber(press, declared):
    press.expect(colour="grey", colour_pages=declared)
    assert sheets(press).level is Level.AMBER


def test_colour_that_nobody_declared_counts(press):
    """Page 4 has a photo in colour."""
    press.expect(colour="grey", colour_pages=(5, 6, 7, 8))
    assert "trang 1–4" in sheets(press).lines[0]


def test_an_interior_in_black_says_so(press):
    press.expect(colour="grey")
    press.page(4).content = press.page(5).content = []
    assert sheets(press).lines == ("Cả ruột in một màu đen.",)
