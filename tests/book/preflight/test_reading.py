"""The rarer corners of PDF that a press file may use."""

from __future__ import annotations

import io

import numpy as np
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name
from PIL import Image

from danvan.book.preflight import Level
from danvan.book.preflight.reading.cmaps import read_cids, read_meanings
from danvan.book.preflight.reading.colourspaces import read_space
from danvan.book.preflight.reading.functions import darkest_values
from danvan.book.preflight.reading.geometry import Box, multiply, placed, read_box, read_matrix
from danvan.book.preflight.words import number, quoted
from support.presspdfs import MM, codes, composite_font, photo_bytes, picture

PDF = pikepdf.new()


def put(kind, name, make):
    """Return a step that puts what `make(pdf)` returns into a page's resources."""

    def step(pdf, page):
        if f"/{kind}" not in page.obj.Resources:
            page.obj.Resources[f"/{kind}"] = Dictionary()
        page.obj.Resources[f"/{kind}"][f"/{name}"] = make(pdf)

    return step


# --- geometry ------------------------------------------------------------------------------------


def test_transformations_are_applied_one_after_the_other():
    turn, move = (0, 1, -1, 0, 0, 0), (1, 0, 0, 1, 10, 0)
    assert placed(multiply(turn, move), Box(0, 0, 2, 1)) == Box(9, 0, 10, 2)
    assert placed(multiply(move, turn), Box(0, 0, 2, 1)) == Box(-1, 10, 0, 12)


def test_a_box_may_name_any_two_corners():
    assert read_box([9, 8, 1, 2]) == Box(1, 2, 9, 8)


@pytest.mark.parametrize("values", [[1, 2, 3], ["a", 2, 3, 4], ["nan", 2, 3, 4]])
def test_what_is_no_box_is_refused(values):
    with pytest.raises(ValueError, match=r"box|float"):
        read_box(values)


def test_no_matrix_is_the_identity():
    assert read_matrix(None) == (1, 0, 0, 1, 0, 0)


# --- words ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [(145.0, 1, "145"), (73.4, 1, "73,4"), (0.015, 2, "0,01"), (300, 0, "300"), (-0.01, 1, "0")],
)
def test_numbers_have_a_comma_and_no_zeros_at_their_end(value, digits, text):
    assert number(value, digits) == text


def test_quotations_are_short_and_plain():
    assert quoted("  Tuyến\n phố\u00ad xanh ") == "Tuyến phố xanh"
    assert quoted("x" * 50) == "x" * 40 + "…"
    assert quoted(" ") == "chữ không đọc được"


# --- character maps ------------------------------------------------------------------------------


def test_meanings_by_letter_by_range_and_by_list():
    meanings = read_meanings(
        b"1 beginbfchar <01> <00e1> <02> <d83dde00> endbfchar\n"
        b"2 beginbfrange <10> <12> <0041> <20> <21> [<0061> <00620063>] endbfrange"
    )
    assert meanings == {1: "á", 2: "😀", 16: "A", 17: "B", 18: "C", 32: "a", 33: "bc"}


def test_cids_by_letter_and_by_range():
    space = b"1 begincodespacerange <0000> <ffff> endcodespacerange "
    assert read_cids(
        space + b"begincidchar <0005> 9 endcidchar begincidrange <0010> <0012> 40 endcidrange"
    ) == {5: 9, 16: 40, 17: 41, 18: 42}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"begincodespacerange <00> <ff> endcodespacerange",
        b"/H usecmap begincodespacerange <0000> <ffff> endcodespacerange",
    ],
)
def test_encodings_of_other_codes_are_not_guessed(data):
    assert read_cids(data) is None


@pytest.mark.parametrize("encoding", [Name("/UniJIS-UTF16-H"), pikepdf.Stream(PDF, b"")])
def test_a_font_with_an_encoding_from_elsewhere_is_amber(press, encoding):
    def make(pdf):
        inside = pdf.copy_foreign(encoding) if isinstance(encoding, pikepdf.Stream) else encoding
        return composite_font(pdf, Encoding=inside)

    press.page(6).finish.append(put("Font", "Own", make))
    found = press.check("interior.fonts")
    assert (found.level, found.pages) == (Level.AMBER, (6,))


def test_widths_given_for_a_range_move_the_text(press):
    def make(pdf):
        font = composite_font(pdf)
        font.DescendantFonts[0].W = Array([0, 60000, 30000])
        return font

    press.page(6).finish.append(put("Font", "Own", make))
    press.page(6).put(f"q 0 0 0 1 k BT /Own 10 Tf 99 99 Td <{codes('Bài')}> Tj ET Q")
    assert press.check("interior.margins").level is Level.RED


# --- colour spaces and functions -----------------------------------------------------------------


@pytest.mark.parametrize(
    "value", [Name.Unknown, Array([]), Array([Name.Unknown, 1]), Dictionary(), 3]
)
def test_what_is_no_colour_space_is_refused(value):
    with pytest.raises(ValueError, match="colour space"):
        read_space(value, {})


def test_a_device_space_in_an_array_is_the_same():
    assert read_space(Array([Name.DeviceCMYK]), {}) == read_space(Name.DeviceCMYK, {})


@pytest.mark.parametrize("name", ["DeviceGray", "DeviceCMYK", "K"])
def test_a_space_that_was_only_chosen_is_black(press, name):
    """ISO 32000-1, 8.6.8: the first colour of each space."""
    space = Array([Name.Separation, Name.Black, Name.DeviceCMYK, Dictionary()])
    press.page(2).entry("ColorSpace", "K", space).area(20, 20, 5, 5, f"1 1 1 1 k /{name} cs")
    assert press.check("pages.blank").lines == ("Có 1 trang trắng đúng chỗ: 8.",)
    assert press.check("interior.ink").lines[0].endswith("(nhiều nhất là 150 %).")


def test_a_page_starts_in_black(press):
    press.page(2).put("50 50 9 9 re f")
    assert press.check("pages.blank").lines == ("Có 1 trang trắng đúng chỗ: 8.",)


def exponential(low, high):
    return Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1, C0=Array(low), C1=Array(high))


def test_functions_tell_the_values_they_go_through():
    assert darkest_values(None) == ()
    assert darkest_values(exponential([0.0], [1.0])) == ((0.0,), (1.0,))
    apart = Array([exponential([0.0], [1.0]), exponential([0.2], [0.4])])
    assert set(darkest_values(apart)) == {(0.0, 0.2), (0.0, 0.4), (1.0, 0.2), (1.0, 0.4)}


def test_sampled_functions_are_read_from_their_bytes():
    sampled = pikepdf.Stream(
        PDF, bytes([0, 255, 51, 0]), FunctionType=0, BitsPerSample=8, Size=Array([2]),
        Domain=Array([0, 1]), Range=Array([0, 1, 0, 1]),
    )  # fmt: skip
    assert darkest_values(sampled) == ((0.0, 1.0), (0.2, 0.0))
    sampled.Decode = Array([1, 0, 0, 0.5])
    assert darkest_values(sampled) == ((1.0, 0.5), (0.8, 0.0))
    sampled.BitsPerSample = 12
    assert darkest_values(sampled) == ()


def test_postscript_functions_are_not_evaluated():
    assert darkest_values(pikepdf.Stream(PDF, b"{ dup }", FunctionType=4)) == ()


# --- paths and patterns --------------------------------------------------------------------------


def test_curves_reach_as_far_as_their_control_points(press):
    """A leaf above the page is printed nowhere, one on the page makes it a page."""
    for number_of_page, y in ((2, 900), (8, 300)):
        press.page(number_of_page).put(f"0 0 0 1 k 9 {y} m 9 {y} 99 {y} 99 {y + 9} c f")
    assert press.check("pages.blank").lines == ("Có 1 trang trắng đúng chỗ: 2.",)


@pytest.mark.parametrize("operators", ["60 w", "/Wide gs"])
def test_a_line_is_as_wide_as_it_is_set(press, operators):
    """It runs 20 points below the page and is 60 points wide."""
    sheet = press.page(2).entry("ExtGState", "Wide", Dictionary(LW=60))
    sheet.put(f"q 0 0 0 1 K {operators} 9 -20 m 99 -20 l S Q")
    press.page(8).put("q 0 0 0 1 K 9 -20 m 99 -20 l S Q")
    assert press.check("pages.blank").lines == ("Có 1 trang trắng đúng chỗ: 8.",)


def test_curves_are_no_areas(press):
    press.page(6).put("q 0.5 0 0 0 k 0 99 m 0 99 40 99 40 150 c f Q")
    assert press.check("interior.bleed").level is Level.GREEN


def test_a_slanting_figure_is_no_area(press):
    press.page(6).put("q 0.5 0 0 0 k 0 99 m 40 99 l 0 150 l f Q")
    assert press.check("interior.bleed").level is Level.GREEN


def test_what_is_outside_the_clip_is_not_painted(press):
    press.page(2).put("q 0 0 5 5 re W n").area(50, 50, 9, 9, "0 0 0 1 k").put("Q")
    assert press.check("pages.blank").lines == ("Có 2 trang trắng đúng chỗ: 2, 8.",)


def test_clips_that_do_not_meet_leave_nothing(press):
    sheet = press.page(2).put("q 0 0 5 5 re W n 90 90 5 5 re W n")
    sheet.area(0, 0, 145, 205, "1 1 1 1 k").put("Q")
    assert press.check("pages.blank").lines == ("Có 2 trang trắng đúng chỗ: 2, 8.",)


def uncoloured(pdf):
    return pikepdf.Stream(
        pdf, b"0 0 2 2 re f", PatternType=1, PaintType=2, TilingType=1, XStep=2, YStep=2,
        BBox=Array([0, 0, 2, 2]), Resources=Dictionary(),
    )  # fmt: skip


def test_tiles_without_colour_take_that_of_the_operator(press):
    space = Array([Name.Pattern, Name.DeviceCMYK])
    press.page(6).entry("ColorSpace", "C", space).finish.append(put("Pattern", "T", uncoloured))
    press.page(6).area(50, 50, 9, 9, "/C cs 1 1 1 0.5 /T scn")
    assert "C 100 M 100 Y 100 K 50" in press.check("interior.ink").lines[0]


def test_text_in_a_pattern_is_weighed_by_it(press):
    space = Array([Name.Pattern, Name.DeviceCMYK])
    press.page(6).entry("ColorSpace", "C", space).finish.append(put("Pattern", "T", uncoloured))
    press.page(6).text("Bài", colour="/C cs 1 1 1 0.5 /T scn", y=50)
    assert press.check("interior.ink").pages == (6,)


def test_a_state_may_bring_a_font(press):
    def make(pdf):
        return Dictionary(Font=Array([composite_font(pdf), 300]))

    press.page(6).finish.append(put("ExtGState", "Own", make))
    press.page(6).put(f"q 0 0 0 1 k /Own gs BT 50 50 Td <{codes('Bài')}> Tj ET Q")
    assert press.check("interior.margins").pages == (6,)


@pytest.mark.parametrize("alpha", ["ca", "CA"])
def test_what_is_fully_transparent_is_not_printed(press, alpha):
    press.page(2).entry("ExtGState", "Gone", Dictionary({f"/{alpha}": 0}))
    press.page(2).put("/Gone gs 0 0 0 1 k 0 0 0 1 K")
    press.page(2).put("50 50 9 9 re f" if alpha == "ca" else "50 50 9 9 re S")
    assert press.check("pages.blank").lines == ("Có 2 trang trắng đúng chỗ: 2, 8.",)


def test_black_by_the_name_of_its_plate_overprints_without_a_mode(press):
    space = Array([Name.Separation, Name.Black, Name.DeviceCMYK, Dictionary()])
    press.page(6).entry("ColorSpace", "K", space).entry("ExtGState", "Own", Dictionary(op=True))
    press.page(6).text("Bài", colour="/K cs 1 scn", state="/Own gs", y=50)
    assert press.check("interior.black").level is Level.GREEN


# --- pictures ------------------------------------------------------------------------------------


def draw(press, make, page=6):
    place = f"{30 * MM} 0 0 {20 * MM} {20 * MM} {20 * MM}"
    press.page(page).put(f"q {place} cm /X Do Q").finish.append(put("XObject", "X", make))


def jpeg_2000(pdf, colour):
    buffer = io.BytesIO()
    Image.new("CMYK", (400, 300), colour).save(buffer, "JPEG2000")
    entries = {"Filter": Name.JPXDecode, "ColorSpace": Name.DeviceCMYK}
    image = picture(pdf, photo_bytes(400, 300), **entries)
    del image["/Decode"]
    image.write(buffer.getvalue(), filter=Name.JPXDecode)
    return image


def test_jpeg_2000_is_weighed(press):
    draw(press, lambda pdf: jpeg_2000(pdf, (255, 255, 255, 51)))
    assert "tổng mực 320 %" in press.check("interior.ink").lines[0]


def test_fax_pictures_are_black_alone(press):
    def make(pdf):
        return pikepdf.Stream(
            pdf, b"fax", Subtype=Name.Image, Width=999, Height=999, BitsPerComponent=1,
            ColorSpace=Name.DeviceGray, Filter=Name.CCITTFaxDecode,
        )  # fmt: skip

    draw(press, make)
    assert press.report.level is Level.GREEN


def test_a_palette_of_rgb_is_foreign_and_not_weighed(press):
    def make(pdf):
        space = Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xff\xff\xff"])
        return pikepdf.Stream(
            pdf, np.zeros((400, 400), np.uint8).tobytes(), Subtype=Name.Image, Width=400,
            Height=400, BitsPerComponent=8, ColorSpace=space,
        )  # fmt: skip

    draw(press, make)
    assert press.check("interior.quality").level is Level.GREEN
    assert press.check("interior.colours").level is Level.RED


def test_a_picture_on_all_plates_is_weighed_on_all(press):
    def make(pdf):
        space = Array([Name.Separation, Name.All, Name.DeviceGray, Dictionary()])
        return pikepdf.Stream(
            pdf, np.full((400, 400), 200, np.uint8).tobytes(), Subtype=Name.Image, Width=400,
            Height=400, BitsPerComponent=8, ColorSpace=space,
        )  # fmt: skip

    draw(press, make)
    assert "tổng mực 314 %" in press.check("interior.ink").lines[0]


@pytest.mark.parametrize("filters", [Name.FlateDecode, Array([Name.ASCII85Decode, Name.DCTDecode])])
def test_pictures_that_cannot_be_unpacked_are_red(press, filters):
    def make(pdf):
        image = picture(pdf, photo_bytes())
        image.write(b"neither this nor that", filter=filters)
        return image

    draw(press, make)
    assert press.check("interior.quality").level is Level.RED


# --- the file ------------------------------------------------------------------------------------


def test_a_stream_that_cannot_be_unpacked_is_red(press):
    def spoil(pdf):
        font = pdf.pages[0].obj.Resources.Font.F
        file = font.DescendantFonts[0].FontDescriptor.FontFile2
        file.write(b"this is not compressed", filter=Name.FlateDecode)

    press.interior.finish.append(spoil)
    assert press.check("interior.file").level is Level.RED
    assert press.check("interior.fonts").level is Level.RED
