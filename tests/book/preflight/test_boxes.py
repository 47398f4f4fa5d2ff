"""Page sizes: what is cut, what bleeds, what is paper."""

from __future__ import annotations

import pikepdf
import pytest

from danvan.book.preflight import Level
from support.presspdfs import MM, Sheet, cover


def boxes(press, part="interior"):
    return press.check(f"{part}.boxes")


def set_entry(name, value):
    def step(_pdf, page):
        page.obj[f"/{name}"] = value

    return step


def remove(name):
    def step(_pdf, page):
        del page.obj[f"/{name}"]

    return step


def box(*millimetres):
    return pikepdf.Array([value * MM for value in millimetres])


def test_pages_of_the_right_size_are_green_and_say_so(press):
    assert boxes(press).level is Level.GREEN
    assert "145 × 205 mm" in boxes(press).lines[0]


def test_a_page_of_another_size_is_red_and_named(press):
    press.page(3).width = 148
    found = boxes(press)
    assert (found.level, found.pages) == (Level.RED, (3,))
    assert any("148 × 205 mm, phải là 145 × 205 mm" in line for line in found.lines)


@pytest.mark.parametrize(("width", "level"), [(145.09, Level.GREEN), (145.15, Level.RED)])
def test_a_tenth_of_a_millimetre_is_rounding(press, width, level):
    for sheet in press.interior.sheets:
        sheet.width = width
    assert boxes(press).level is level


@pytest.mark.parametrize("name", ["TrimBox", "BleedBox"])
def test_a_page_that_does_not_declare_a_box_is_red(press, name):
    press.page(2).finish.append(remove(name))
    found = boxes(press)
    assert (found.level, found.pages) == (Level.RED, (2,))
    assert name in found.lines[0]


def test_a_media_box_that_pages_have_from_their_parent_counts(press):
    def move_up(pdf):
        pdf.Root.Pages.MediaBox = pdf.pages[0].obj.MediaBox
        for page in pdf.pages:
            del page.obj["/MediaBox"]

    press.interior.finish.append(move_up)
    assert boxes(press).level is Level.GREEN


def test_too_little_bleed_is_red(press):
    press.page(5).bleed = 2
    found = boxes(press)
    assert (found.level, found.pages) == (Level.RED, (5,))
    assert "2 – 2 – 2 – 2 mm" in found.lines[0]


def test_bleed_on_one_side_only_is_red_although_its_size_is_right(press):
    press.page(5).finish.append(set_entry("BleedBox", box(-6, -3, 145, 208)))
    assert boxes(press).level is Level.RED


def test_paper_smaller_than_the_bleed_is_red(press):
    press.page(1).room = 1
    assert any("MediaBox) nhỏ hơn" in line for line in boxes(press).lines)


def test_paper_larger_than_the_bleed_is_red_without_marks(press):
    for sheet in press.interior.sheets:
        sheet.room = 10
    assert boxes(press).level is Level.RED


def add_marks(sheet: Sheet, room=10):
    """Draw two lines at each corner of the trim, outside the bleed."""
    sheet.room = room
    for x in (0, sheet.width):
        for y in (-9, sheet.height + 5):
            sheet.put(f"q 1 1 1 1 K {x * MM} {y * MM} m {x * MM} {(y + 4) * MM} l S Q")
    for y in (0, sheet.height):
        for x in (-9, sheet.width + 5):
            sheet.put(f"q 1 1 1 1 K {x * MM} {y * MM} m {(x + 4) * MM} {y * MM} l S Q")


def test_crop_marks_outside_the_bleed_are_green_everywhere(press):
    press.expect(marks=True)
    for sheet in (*press.interior.sheets, press.sheet):
        add_marks(sheet)
    assert press.report.level is Level.GREEN, press.report.to_json()


def test_marks_asked_for_need_room(press):
    press.expect(marks=True)
    assert "không còn chỗ" in boxes(press).lines[0]
    assert boxes(press).level is Level.RED


def test_marks_asked_for_and_not_drawn_are_amber(press):
    press.expect(marks=True)
    for sheet in press.interior.sheets:
        add_marks(sheet)
    press.page(4).content = [b""]
    found = boxes(press)
    assert (found.level, found.pages) == (Level.AMBER, (4,))


def test_one_page_of_other_paper_is_red(press):
    press.expect(marks=True)
    for sheet in press.interior.sheets:
        add_marks(sheet)
    press.page(2).room = 12
    found = boxes(press)
    assert "khác các trang còn lại" in found.lines[0]
    assert found.pages == (2,)


@pytest.mark.parametrize(
    ("name", "value", "word"),
    [
        ("Rotate", 90, "xoay 90"),
        ("UserUnit", 2, "phóng 2 lần"),
        ("CropBox", box(0, 0, 145, 205), "CropBox"),
    ],
)
def test_turned_scaled_and_cropped_pages_are_red(press, name, value, word):
    press.page(6).finish.append(set_entry(name, value))
    found = boxes(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert word in found.lines[0]


def test_a_box_that_is_no_box_is_red(press):
    press.page(6).finish.append(set_entry("TrimBox", pikepdf.Array([1, 2])))
    assert boxes(press).pages == (6,)


def test_a_cover_is_as_wide_as_both_sides_and_the_spine(press):
    assert boxes(press, "cover").level is Level.GREEN
    assert "298 × 205 mm" in boxes(press, "cover").lines[0]


def test_a_cover_for_another_spine_is_red(press):
    press.cover = cover(spine=9)
    assert "299 × 205 mm, phải là 298 × 205 mm" in boxes(press, "cover").lines[0]


def test_a_cover_with_flaps_is_wider_by_both(press):
    press.expect(flap=70)
    press.cover = cover(flap=70)
    assert press.report.level is Level.GREEN
    assert "438 × 205 mm" in boxes(press, "cover").lines[0]


def test_a_cover_of_two_pages_is_red(press):
    press.cover.sheets *= 2
    assert any("2 trang" in line for line in boxes(press, "cover").lines)
    assert boxes(press, "cover").level is Level.RED
