"""The cover: spine, folds, barcode."""

from __future__ import annotations

import pytest

from danvan.book.preflight import Level
from danvan.book.preflight.checks.barcode import is_isbn_13
from support.presspdfs import (
    ISBN,
    WIDTH,
    PressPdf,
    Sheet,
    bars,
    cover,
    photo_bytes,
)

OTHER = "978-604-1-00000-1"


# --- spine ---------------------------------------------------------------------------------------


def spine(press):
    return press.check("cover.spine")


def test_a_spine_as_thick_as_the_book_is_green(press):
    assert spine(press).level is Level.GREEN
    assert "Gáy 8 mm, đúng với 8 trang" in spine(press).lines[0]


@pytest.mark.parametrize(
    ("leaf", "level"), [(2.07, Level.GREEN), (2.08, Level.RED), (1.93, Level.GREEN)]
)
def test_three_tenths_of_a_millimetre_may_differ(press, leaf, level):
    press.expect(paper_thickness=leaf)
    assert spine(press).level is level


def test_the_pages_of_the_interior_are_counted_in_the_file(press):
    press.interior.sheets += [Sheet().text("Bài") for _ in range(4)]
    assert spine(press).level is Level.RED
    assert "ruột 12 trang cần 12 mm" in spine(press).lines[0]


def test_an_unknown_paper_is_amber(press):
    press.expect(paper_thickness=0)
    assert spine(press).level is Level.AMBER
    assert "Hỏi nhà in" in spine(press).lines[0]


def thin(press, *, text):
    press.expect(spine=5.9, paper_thickness=5.9 / 4, spine_text=False)
    press.cover = cover(spine=5.9)
    if not text:
        press.sheet.content = [line for line in press.sheet.content if b"0 1 -1 0" not in line]


def test_text_on_a_thin_spine_is_amber_whatever_the_facts_say(press):
    thin(press, text=True)
    assert spine(press).level is Level.AMBER
    assert "gáy quá mỏng" in spine(press).lines[0]


def test_a_thin_spine_without_text_is_green(press):
    thin(press, text=False)
    assert spine(press).level is Level.GREEN


def test_text_announced_for_a_thin_spine_is_amber(press):
    thin(press, text=False)
    press.expect(spine_text=True)
    assert spine(press).level is Level.AMBER


# --- folds ---------------------------------------------------------------------------------------


def folds(press):
    return press.check("cover.folds")


def test_text_beside_the_folds_is_green(press):
    assert folds(press).level is Level.GREEN


@pytest.mark.parametrize("x", [WIDTH - 4, WIDTH + 7, WIDTH + 8.5])
def test_text_on_or_next_to_a_fold_is_amber_and_quoted(press, x):
    press.sheet.text("Đường", x, 100)
    assert folds(press).level is Level.AMBER
    assert "“Đường” đè lên hoặc sát nếp gấp" in folds(press).lines[0]


@pytest.mark.parametrize(("gap", "level"), [(1.2, Level.GREEN), (0.5, Level.AMBER)])
def test_a_millimetre_beside_a_fold_stays_free(press, gap, level):
    press.sheet.text("Đ", WIDTH + 8 + gap, 100)
    assert folds(press).level is level


def test_folds_of_flaps_count(press):
    press.expect(flap=60)
    press.cover = cover(flap=60)
    press.sheet.text("Đường", 57, 100)
    assert folds(press).level is Level.AMBER


def test_without_flaps_there_is_no_fold_there(press):
    press.sheet.text("Đường", 57, 100)
    assert folds(press).level is Level.GREEN


# --- barcode -------------------------------------------------------------------------------------


def barcode(press):
    return press.check("cover.barcode")


def redraw(press, **how):
    """Draw the barcode again, on a cover without one."""
    press.sheet.content = press.sheet.content[:3]
    bars(press.sheet, 20, 20, **how)


def test_the_barcode_of_the_isbn_is_green(press):
    assert barcode(press).level is Level.GREEN
    assert f"đúng ISBN {ISBN}" in barcode(press).lines[0]


def test_a_book_without_isbn_needs_no_barcode(press):
    press.expect(isbn="")
    press.sheet.content = press.sheet.content[:3]
    assert barcode(press).level is Level.GREEN


def test_a_missing_barcode_is_red(press):
    press.sheet.content = press.sheet.content[:3]
    assert barcode(press).level is Level.RED
    assert "Không thấy mã vạch" in barcode(press).lines[0]


def test_the_barcode_of_another_book_is_red(press):
    redraw(press, digits=OTHER)
    assert barcode(press).level is Level.RED
    assert f"đọc ra “{OTHER.replace('-', '')}”, không phải ISBN" in barcode(press).lines[0]


def test_an_isbn_with_a_wrong_check_digit_is_red(press):
    press.expect(isbn="978-604-0-00000-3")
    assert any("sai số kiểm tra" in line for line in barcode(press).lines)
    assert barcode(press).level is Level.RED


@pytest.mark.parametrize(
    ("digits", "good"),
    [
        ("9786040000002", True),
        ("9780306406157", True),
        ("9780306406158", False),
        ("8936000000002", False),
        ("978604000000", False),
        ("", False),
    ],
)
def test_isbn_check_digits(digits, good):
    assert is_isbn_13(digits) is good


def test_bars_in_four_inks_are_no_barcode(press):
    press.sheet.content = [
        line.replace(b"0 0 0 1 k", b"0.7 0.6 0.6 1 k") for line in press.sheet.content
    ]
    assert "Không thấy mã vạch" in barcode(press).lines[0]


def test_a_barcode_as_a_picture_is_none(press):
    press.sheet.content = press.sheet.content[:3]
    press.sheet.photo(photo_bytes(mode="L"), 20, 20)
    assert barcode(press).level is Level.RED


def test_a_picture_among_the_bars_is_red(press):
    press.sheet.photo(photo_bytes(mode="L"), 25, 22, 5, 5)
    assert any("Trong ô mã vạch có ảnh" in line for line in barcode(press).lines)


def test_bars_on_colour_are_red(press):
    press.sheet.content = [
        line.replace(b"q 0 0 0 0 k", b"q 0.3 0 0 0 k") for line in press.sheet.content
    ]
    assert "Nền dưới mã vạch không trắng" in barcode(press).lines[0]


def test_bars_on_bare_paper_are_green(press):
    press.sheet.content = [line for line in press.sheet.content if b"0.1 0.05" not in line]
    press.sheet.content = [line for line in press.sheet.content if b"q 0 0 0 0 k" not in line]
    assert barcode(press).level is Level.GREEN


@pytest.mark.parametrize(
    ("left", "right", "level"), [(3, 3, Level.GREEN), (0.5, 3, Level.RED), (3, 0.5, Level.RED)]
)
def test_the_white_ground_needs_quiet_zones_on_both_sides(press, left, right, level):
    ground, *lines = bars(Sheet(), 20, 20).content
    assert ground.startswith(b"q 0 0 0 0 k")
    press.sheet.content = press.sheet.content[:3]
    press.sheet.area(20 - left, 19, left + 95 * 0.33 + right, 24, "0 0 0 0 k")
    press.sheet.content += lines
    assert barcode(press).level is level


def test_black_areas_beside_the_bars_are_none(press):
    press.sheet.area(70, 20, 30, 22, "0 0 0 1 k").area(70, 60, 1, 2, "0 0 0 1 k")
    assert barcode(press).level is Level.GREEN


def test_a_bar_too_many_makes_it_unreadable(press):
    press.sheet.area(25, 20, 1.2, 22, "0 0 0 1 k")
    assert any("không đọc ra" in line for line in barcode(press).lines)
    assert barcode(press).level is Level.RED


@pytest.mark.parametrize("colour", ["0 0 0 1 k", "0 0 0 0 k", "0.5 0 0 0 k"])
def test_an_area_across_the_bars_is_red(press, colour):
    press.sheet.area(30, 22, 6, 5, colour)
    assert any("đè lên mã vạch" in line for line in barcode(press).lines)
    assert barcode(press).level is Level.RED


def test_text_across_the_bars_is_red_and_below_them_it_is_not(press):
    press.sheet.text("978", 25, 16.8, size=8)
    assert barcode(press).level is Level.GREEN
    press.sheet.text("978", 25, 30, size=8)
    assert barcode(press).level is Level.RED


@pytest.mark.parametrize(("module", "level"), [(0.264, Level.GREEN), (0.25, Level.AMBER)])
def test_bars_too_thin_for_scanners_are_amber(press, module, level):
    redraw(press, module=module)
    assert barcode(press).level is level


@pytest.mark.parametrize("turn", ["0 1 -1 0 300 60", "0 -1 1 0 60 300"])
def test_a_barcode_on_its_side_is_read(press, turn):
    upright = bars(Sheet(), 10, 10)
    press.sheet.content = press.sheet.content[:3]
    press.sheet.put(f"q {turn} cm").put(b"\n".join(upright.content)).put("Q")
    assert barcode(press).level is Level.GREEN


def test_bars_drawn_module_by_module_in_one_path_are_read(press):
    upright = bars(Sheet(), 20, 20)
    ground, *lines = upright.content
    rectangles = b" ".join(line.split(b"k ")[1].split(b" f")[0] for line in lines)
    press.sheet.content = press.sheet.content[:3]
    press.sheet.put(ground).put(b"q 0 0 0 1 k " + rectangles + b" f Q")
    assert barcode(press).level is Level.GREEN


def test_a_cover_without_pages_is_red_and_no_traceback(press):
    press.cover = PressPdf([])
    assert press.check("cover.file").level is Level.RED
    assert press.check("cover.boxes").level is Level.RED
