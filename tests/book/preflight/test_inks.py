"""How much ink, and which ink black text is printed in."""

from __future__ import annotations

import hashlib
import zlib

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from danvan.book.preflight import Level, PrintedPhoto
from support.presspdfs import MM, photo_bytes, picture


def ink(press):
    return press.check("interior.ink")


def black(press, part="interior"):
    return press.check(f"{part}.black")


def raw(samples, space, bits=8, **entries):
    """Return a step that puts an image of raw samples into a page as /X."""
    rows, columns = samples.shape[:2]

    def step(pdf, page):
        page.obj.Resources.XObject = Dictionary(X=pikepdf.Stream(
            pdf, zlib.compress(samples.tobytes()), Type=Name.XObject, Subtype=Name.Image,
            Width=columns, Height=rows, BitsPerComponent=bits, Filter=Name.FlateDecode,
            ColorSpace=space, **entries,
        ))  # fmt: skip

    return step


def draw(press, step):
    press.page(6).put(f"q {20 * MM} 0 0 {20 * MM} {20 * MM} {20 * MM} cm /X Do Q")
    press.page(6).finish.append(step)


# --- pictures ------------------------------------------------------------------------------------


def test_photos_below_the_limit_are_green_and_the_most_is_told(press):
    assert ink(press).level is Level.GREEN
    assert "nhiều nhất là 150 %" in ink(press).lines[0]


def test_a_photo_above_the_limit_is_red_with_its_page_and_its_file(press):
    heavy = photo_bytes(inks=(90, 80, 80, 80))
    digest = hashlib.sha256(heavy).hexdigest()
    known = PrintedPhoto(digest, "exemplars/a/toi.jpg", "Bài tối", (2000, 2000))
    press.expect(photos=(*press.facts.photos, known))
    press.page(6).photo(heavy)
    found = ink(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert "exemplars/a/toi.jpg (Bài tối) có chỗ tổng mực 330 %" in found.lines[0]
    assert "(100 % diện tích ảnh)" in found.lines[0]


@pytest.mark.parametrize(("black_ink", "level"), [(2, Level.GREEN), (3, Level.RED)])
def test_one_percent_is_rounding(press, black_ink, level):
    samples = np.full((9, 9, 4), (255, 255, 255, black_ink), np.uint8)
    draw(press, raw(samples, Name.DeviceCMYK))
    press.page(7).area(20, 20, 5, 5, f"1 1 1 {black_ink / 255} k")
    found = ink(press)
    assert found.level is level
    assert level is Level.GREEN or found.pages == (6, 7)


def test_a_single_pixel_above_the_limit_is_found(press):
    samples = np.zeros((100, 200, 4), np.uint8)
    samples[50, 50] = 250
    draw(press, raw(samples, Name.DeviceCMYK))
    assert ink(press).level is Level.RED
    assert "(0,01 % diện tích ảnh)" in ink(press).lines[0]


def test_a_photo_that_lost_its_inversion_prints_as_a_negative_and_is_red(press):
    """JPEGs in CMYK are stored inverted: without Decode, paper white is four full inks."""

    def step(pdf, page):
        image = picture(pdf, photo_bytes(inks=(0, 0, 0, 0)))
        del image["/Decode"]
        page.obj.Resources.XObject = Dictionary(X=image)

    draw(press, step)
    assert "tổng mực 400 %" in ink(press).lines[0]


def test_a_partial_decode_counts(press):
    samples = np.full((10, 10, 4), 255, np.uint8)
    part = Array([0, 0.4] * 4)
    draw(press, raw(samples, Name.DeviceCMYK, Decode=part))
    assert ink(press).level is Level.GREEN
    assert "160 %" in ink(press).lines[0]


def test_sixteen_bit_pictures_are_read(press):
    samples = np.full((10, 10, 4), 0xFFFF, ">u2")
    draw(press, raw(samples, Name.DeviceCMYK, bits=16))
    assert "tổng mực 400 %" in ink(press).lines[0]


def test_only_the_palette_entries_in_use_count(press):
    palette = bytes([*(0, 0, 0, 0), *(255, 255, 255, 255), *(100, 0, 0, 0)])
    space = Array([Name.Indexed, Name.DeviceCMYK, 2, palette])
    harmless = np.array([[[0], [2]]], np.uint8)
    draw(press, raw(harmless, space))
    assert ink(press).level is Level.GREEN
    press.page(7).put(f"q {MM} 0 0 {MM} 99 99 cm /X Do Q")
    press.page(7).finish.append(raw(np.array([[[1], [0]]], np.uint8), space))
    assert ink(press).pages == (7,)


def test_pictures_in_named_plates_are_read(press):
    space = Array([
        Name.DeviceN, Array([Name.Black, Name.Magenta, Name.Cyan, Name.Yellow]),
        Name.DeviceCMYK, Dictionary(),
    ])  # fmt: skip
    draw(press, raw(np.full((5, 5, 4), 230, np.uint8), space))
    assert "tổng mực 361 %" in ink(press).lines[0]


# --- colours -------------------------------------------------------------------------------------


@pytest.mark.parametrize("operators", ["0.9 0.8 0.8 0.8 k", "/DeviceCMYK cs 0.9 0.8 0.8 0.8 sc"])
def test_an_area_above_the_limit_is_red(press, operators):
    press.page(6).area(20, 20, 5, 5, operators)
    found = ink(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert "C 90 M 80 Y 80 K 80 có tổng mực 330 %" in found.lines[0]


def test_text_and_lines_above_the_limit_are_red(press):
    press.page(6).text("Bài", colour="1 1 1 0.5 k")
    press.page(7).put("q 1 1 1 0.5 K 100 100 m 200 200 l S Q")
    assert ink(press).pages == (6, 7)


def test_the_colour_of_all_plates_inside_the_page_is_red(press):
    space = Array([Name.Separation, Name.All, Name.DeviceCMYK, Dictionary()])
    press.page(6).entry("ColorSpace", "C", space).area(20, 20, 5, 5, "/C cs 1 scn")
    assert "tổng mực 400 %" in ink(press).lines[0]


@pytest.mark.parametrize("stitched", [False, True])
def test_a_gradient_into_too_much_ink_is_red(press, stitched):
    function = Dictionary(
        FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array([0] * 4), C1=Array([0.9] * 4)
    )
    if stitched:
        function = Dictionary(
            FunctionType=3, Domain=Array([0, 1]), Bounds=Array([]), Encode=Array([0, 1]),
            Functions=Array([function]),
        )  # fmt: skip
    ramp = Dictionary(
        ShadingType=2, ColorSpace=Name.DeviceCMYK, Coords=Array([0, 0, 9, 9]), Function=function
    )
    press.page(6).entry("Shading", "S", ramp).put("q 50 50 9 9 re W n /S sh Q")
    assert "tổng mực 360 %" in ink(press).lines[0]


def test_a_stencil_is_weighed_by_its_colour(press):
    stencil = raw(np.zeros((8, 1), np.uint8), Name.DeviceGray, bits=1, ImageMask=True)
    press.page(6).put("1 1 1 1 k")
    draw(press, stencil)
    assert "C 100 M 100 Y 100 K 100" in ink(press).lines[0]


# --- black text ----------------------------------------------------------------------------------


def test_black_text_in_one_ink_that_overprints_is_green(press):
    assert black(press).level is Level.GREEN


@pytest.mark.parametrize(
    "colour", ["0.75 0.68 0.67 0.9 k", "0.3 0 0 1 k", "1 1 1 0 k", "0.6 0.55 0.6 0.8 K 2 Tr"]
)
def test_black_text_in_several_inks_is_red_and_quoted(press, colour):
    press.page(6).text("Kinh tế", y=100, colour=colour)
    found = black(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert "chữ đen “Kinh tế” pha từ nhiều mực" in found.lines[0]


@pytest.mark.parametrize(
    "colour", ["0.2 0.9 0.8 0.1 k", "0 0.3 0.6 0.45 k", "0 0 0 0.6 k", "1 0.9 0.3 0.2 k"]
)
def test_colours_and_grey_are_not_black(press, colour):
    press.page(6).text("Kinh tế", y=100, colour=colour)
    assert black(press).level is Level.GREEN


def state(**entries):
    return Dictionary(Type=Name.ExtGState, **entries)


@pytest.mark.parametrize(
    "given",
    [
        state(),
        state(op=False, OP=True, OPM=1),
        state(OP=True, op=True),
        state(OP=True, op=True, OPM=0),
    ],
)
def test_black_text_that_knocks_out_is_amber(press, given):
    press.page(6).entry("ExtGState", "Own", given).text("Kinh tế", y=100, state="/Own gs")
    found = black(press)
    assert (found.level, found.pages) == (Level.AMBER, (6,))


def test_filling_overprints_like_stroking_unless_it_is_told_otherwise(press):
    press.page(6).entry("ExtGState", "Own", state(OP=True, OPM=1))
    press.page(6).text("Kinh tế", y=100, state="/Own gs")
    assert black(press).level is Level.GREEN


def test_grey_zero_cannot_overprint(press):
    press.page(6).text("Kinh tế", y=100, colour="0 g")
    assert black(press).level is Level.AMBER


def test_overprint_ends_with_the_saved_state(press):
    press.page(6).put("q /Over gs Q").text("Kinh tế", y=100, state="")
    assert black(press).level is Level.AMBER


def test_overprint_reaches_into_forms(press):
    def step(pdf, page):
        resources = Dictionary(Font=page.obj.Resources.Font)
        page.obj.Resources.XObject = Dictionary(X=pikepdf.Stream(
            pdf, b"0 0 0 1 k BT /F 9 Tf 99 99 Td <0001> Tj ET", Subtype=Name.Form,
            BBox=Array([0, 0, 400, 400]), Resources=resources,
        ))  # fmt: skip

    for number, before in ((6, "/Over gs"), (7, "")):
        press.page(number).put(f"q {before} /X Do Q").finish.append(step)
    assert 6 not in black(press).pages


def test_where_black_is_the_only_ink_nothing_needs_to_overprint(press):
    press.expect(colour="grey", colour_pages=(4, 5))
    for number in (5, 6):
        press.page(number).text("Kinh tế", y=100, state="")
    assert black(press).pages == (5,)


def test_the_cover_is_judged_too(press):
    press.sheet.text("Kinh tế", 50, 100, colour="0.7 0.6 0.6 0.9 k")
    assert black(press, "cover").level is Level.RED
