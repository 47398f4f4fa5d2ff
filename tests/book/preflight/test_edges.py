"""The edge of the page: bleed, and text that the guillotine may cut."""

from __future__ import annotations

import pikepdf
import pytest

from danvan.book.preflight import Level
from support.presspdfs import BLEED, HEIGHT, MM, WIDTH, codes, photo_bytes


def bleed(press):
    return press.check("interior.bleed")


def margins(press):
    return press.check("interior.margins")


# --- areas ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("place", "side"),
    [
        ((0, 50, 40, 30), "trái"),
        ((50, 0, 40, 30), "dưới"),
        ((105, 50, 40, 30), "phải"),
        ((50, 175, 40, 30), "trên"),
    ],
)
def test_an_area_that_ends_at_the_trim_is_red_and_names_the_side(press, place, side):
    press.page(6).area(*place)
    found = bleed(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert f"mảng màu thiếu tràn lề ở cạnh {side}:" in found.lines[0]


def test_an_area_beyond_the_trim_that_stops_before_the_bleed_is_red(press):
    press.page(6).area(-2, 50, 40, 30)
    assert bleed(press).level is Level.RED


@pytest.mark.parametrize(("reach", "level"), [(2.6, Level.GREEN), (2.4, Level.RED)])
def test_half_a_millimetre_of_bleed_may_be_missing(press, reach, level):
    press.page(6).area(-reach, 50, 40, 30)
    assert bleed(press).level is level


def test_a_photo_that_ends_at_the_trim_is_red(press):
    press.page(6).photo(photo_bytes(), x=0, y=50)
    assert "ảnh thiếu tràn lề ở cạnh trái" in bleed(press).lines[0]


def test_a_photo_that_a_clip_ends_at_the_trim_is_red(press):
    numbers = f"0 0 {WIDTH * MM} {HEIGHT * MM}"
    press.page(6).put(f"q {numbers} re W n").photo(photo_bytes(), x=-5, y=50).put("Q")
    assert bleed(press).level is Level.RED


def test_a_photo_that_bleeds_on_all_sides_is_green(press):
    size = WIDTH + 2 * BLEED, HEIGHT + 2 * BLEED
    press.page(6).photo(photo_bytes(), -BLEED, -BLEED, *size)
    assert bleed(press).level is Level.GREEN


@pytest.mark.parametrize(
    "place", [(1, 50, 40, 30), (-3, 50, 40, 30), (50, 50, 10, 10), (-20, 50, 10, 10)]
)
def test_areas_inside_through_and_outside_the_edge_are_green(press, place):
    press.page(6).area(*place)
    assert bleed(press).level is Level.GREEN


def test_white_needs_no_bleed(press):
    press.page(6).area(0, 50, 40, 30, "0 0 0 0 k")
    press.page(7).area(0, 50, 40, 30, "1 g")
    assert bleed(press).level is Level.GREEN


def test_an_area_on_bleeding_ground_of_its_own_colour_is_green(press):
    press.page(5).area(0, 50, 40, 30)
    assert bleed(press).level is Level.GREEN


def test_an_area_on_bleeding_ground_of_another_colour_is_red(press):
    press.page(5).area(0, 50, 40, 30, "0 0.5 0.5 0 k")
    assert bleed(press).level is Level.RED


def test_an_area_drawn_with_lines_is_an_area(press):
    y, top, right = 50 * MM, 80 * MM, 40 * MM
    press.page(6).put(f"q 0.5 0 0 0 k 0 {y} m {right} {y} l {right} {top} l 0 {top} l h f Q")
    assert bleed(press).level is Level.RED


def test_an_area_inside_a_form_is_found_where_it_is_drawn(press):
    def add_form(pdf, page):
        form = pikepdf.Stream(
            pdf, b"0.5 0 0 0 k 0 0 1 1 re f", Type=pikepdf.Name.XObject,
            Subtype=pikepdf.Name.Form, BBox=pikepdf.Array([0, 0, 1, 1]),
            Matrix=pikepdf.Array([10, 0, 0, 10, 0, 0]),
        )  # fmt: skip
        page.obj.Resources.XObject = pikepdf.Dictionary({"/X": form})

    press.page(6).put("q 5 0 0 5 0 200 cm /X Do Q").finish.append(add_form)
    assert bleed(press).pages == (6,)


def test_a_tiled_ground_counts_as_the_area_that_it_fills(press):
    def add_pattern(pdf, page):
        pattern = pikepdf.Stream(
            pdf, b"0.5 0 0 0 k 0 0 2 2 re f", Type=pikepdf.Name.Pattern, PatternType=1,
            PaintType=1, TilingType=1, BBox=pikepdf.Array([0, 0, 2, 2]), XStep=2, YStep=2,
            Resources=pikepdf.Dictionary(),
        )  # fmt: skip
        page.obj.Resources.Pattern = pikepdf.Dictionary({"/T": pattern})

    for sheet, left in ((press.page(6), 0), (press.page(7), -BLEED)):
        sheet.area(left, 50, 40, 30, "/Pattern cs /T scn").finish.append(add_pattern)
    assert bleed(press).pages == (6,)


# --- text ----------------------------------------------------------------------------------------


def test_text_beyond_the_trim_is_red_and_quoted(press):
    press.page(7).text("Những tập thể dân vận", x=130)
    found = margins(press)
    assert (found.level, found.pages) == (Level.RED, (7,))
    assert "“Những tập thể dân vận” ra ngoài khổ thành phẩm" in found.lines[0]


def test_text_wholly_outside_the_page_is_red_too(press):
    press.page(7).text("Bài", y=-30)
    assert margins(press).level is Level.RED


def test_text_near_the_trim_is_amber_and_measured(press):
    press.page(7).text("Bài", x=1.5)
    found = margins(press)
    assert (found.level, found.pages) == (Level.AMBER, (7,))
    assert "chữ quá sát mép xén: “Bài”" in found.lines[0]
    # The B begins a little behind its pen.
    assert "cách mép 1,8 mm" in found.lines[0]


def test_the_marks_above_letters_count(press):
    """Without its two marks, the letter would stay 3 mm inside."""
    size, baseline = 40, HEIGHT - 13
    press.page(6).text("o", y=baseline, size=size)
    press.page(7).text("ỡ", y=baseline, size=size)
    assert margins(press).pages == (7,)


def test_blanks_have_no_reach(press):
    press.page(7).text("Bài" + " " * 200)
    assert margins(press).level is Level.GREEN


def test_invisible_text_is_not_cut(press):
    press.page(7).put("3 Tr").text("Bài", x=-10).put("0 Tr")
    assert margins(press).level is Level.GREEN


def test_text_that_a_clip_hides_is_not_cut(press):
    press.page(7).put(f"q 0 0 {20 * MM} {20 * MM} re W n").text("Bài", x=-30, y=100).put("Q")
    assert margins(press).level is Level.GREEN


@pytest.mark.parametrize(
    "state",
    ["300 Tc", "4000 Tz", "200 Ts", "0 -600 Td", "0 -600 TD", "700 TL T*", "-2 0 0 2 0 450 Tm"],
)
def test_the_state_of_text_moves_it(press, state):
    before = "q 0 0 0 1 k BT /F 10 Tf 1 0 0 1 60 450 Tm"
    for number, moved in ((6, state), (7, "")):
        press.page(number).put(f"{before} {moved} <{codes('Bài')}> Tj ET Q")
    assert margins(press).pages == (6,)


@pytest.mark.parametrize(("operator", "before"), [("'", ""), ('"', "0 200")])
def test_text_on_the_next_line_is_found_there(press, operator, before):
    start = "q 0 0 0 1 k BT /F 10 Tf 600 TL 1 0 0 1 60 450 Tm"
    press.page(6).put(f"{start} {before} <{codes('Bài')}> {operator} ET Q")
    assert margins(press).pages == (6,)


def test_shifts_between_letters_move_the_following_ones(press):
    for number, shift in ((6, -90000), (7, -900)):
        pieces = f"[<{codes('B')}> {shift} <{codes('ài')}>]"
        press.page(number).put(f"q 0 0 0 1 k BT /F 10 Tf 100 300 Td {pieces} TJ ET Q")
    assert margins(press).pages == (6,)


def test_slug_lines_beside_crop_marks_are_not_cut(press):
    press.expect(marks=True)
    for sheet in press.interior.sheets:
        sheet.room = 15
    press.page(6).text("Bài 6", x=20, y=-12)
    press.page(7).text("Bài 7", x=20, y=-4)
    assert margins(press).pages == (7,)
