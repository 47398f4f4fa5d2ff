"""Only the inks of the press: no RGB anywhere, no colour where black was ordered."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from danvan.book.preflight import Level
from support.presspdfs import MM, PROFILE, photo_bytes, picture


def colours(press, part="interior"):
    return press.check(f"{part}.colours")


def resource(kind, name, make):
    """Return a step that puts what `make(pdf)` returns into a page's resources."""

    def step(pdf, page):
        if f"/{kind}" not in page.obj.Resources:
            page.obj.Resources[f"/{kind}"] = Dictionary()
        page.obj.Resources[f"/{kind}"][f"/{name}"] = make(pdf)

    return step


def form(content, **entries):
    def make(pdf):
        return pikepdf.Stream(
            pdf, content, Type=Name.XObject, Subtype=Name.Form,
            BBox=Array([0, 0, 100, 100]), **entries,
        )  # fmt: skip

    return make


def assert_red(press, word, page=6):
    found = colours(press)
    assert (found.level, found.pages) == (Level.RED, (page,))
    assert word in found.lines[0]


def test_cmyk_grey_and_the_four_plates_by_name_are_green(press):
    separation = Array([Name.Separation, Name.Black, Name.DeviceRGB, Dictionary()])
    press.page(6).entry("ColorSpace", "S", separation)
    press.page(6).put("0.5 g 0.1 0.2 0 0 K /S cs 0.5 scn 0 0 9 9 re B")
    assert colours(press).level is Level.GREEN
    assert colours(press).lines == ("Mọi chữ, hình và ảnh đều dùng mực in CMYK.",)


@pytest.mark.parametrize(
    "operators", ["1 0 0 rg", "1 0 0 RG", "/DeviceRGB cs 1 0 0 sc", "/DeviceRGB CS 1 0 0 SC"]
)
def test_rgb_operators_are_red(press, operators):
    press.page(6).put(operators)
    assert_red(press, "màu RGB")


@pytest.mark.parametrize(
    ("space", "word"),
    [
        (Array([Name.Lab, Dictionary(WhitePoint=Array([1, 1, 1]))]), "Lab"),
        (Array([Name.CalRGB, Dictionary(WhitePoint=Array([1, 1, 1]))]), "CalRGB"),
        (Array([Name.CalGray, Dictionary(WhitePoint=Array([1, 1, 1]))]), "CalGray"),
        (Array([Name.Indexed, Name.DeviceRGB, 1, b"\0\0\0\xff\xff\xff"]), "RGB"),
        (Array([Name.Separation, Name("/Gold"), Name.DeviceRGB, Dictionary()]), "RGB"),
        (Array([Name.Pattern, Name.DeviceRGB]), "RGB"),
    ],
)
def test_spaces_without_inks_are_red_when_they_are_used(press, space, word):
    press.page(6).entry("ColorSpace", "C", space).put("/C cs")
    assert_red(press, f"màu {word}")


@pytest.mark.parametrize(("size", "word"), [(3, "RGB theo hồ sơ ICC"), (1, "xám theo hồ sơ ICC")])
def test_rgb_and_grey_by_profile_are_red(press, size, word):
    def make(pdf):
        return Array([Name.ICCBased, pikepdf.Stream(pdf, b"profile", N=size)])

    press.page(6).put("/C cs").finish.append(resource("ColorSpace", "C", make))
    assert_red(press, word)


def test_spaces_that_nobody_uses_are_no_matter(press):
    """WeasyPrint names Lab in the resources of every page."""
    press.page(6).entry("ColorSpace", "C", Array([Name.Lab, Dictionary()]))
    assert colours(press).level is Level.GREEN


def test_an_rgb_photo_is_red(press):
    press.page(6).photo(photo_bytes(mode="RGB"))
    assert_red(press, "màu RGB")


def test_an_rgb_photo_in_the_line_is_red(press):
    press.page(6).put(b"q 9 0 0 9 50 50 cm BI /W 1 /H 1 /BPC 8 /CS /RGB ID abc\nEI Q")
    assert_red(press, "màu RGB")


def test_a_picture_without_a_colour_space_is_red(press):
    def make(pdf):
        image = picture(pdf, photo_bytes())
        del image["/ColorSpace"]
        return image

    press.page(6).put("q 9 0 0 9 50 50 cm /X Do Q").finish.append(resource("XObject", "X", make))
    assert_red(press, "không ghi hệ màu")


def test_rgb_is_found_inside_forms_inside_forms(press):
    def make(pdf):
        inner = form(b"1 0 0 rg")(pdf)
        return form(b"/Y Do", Resources=Dictionary(XObject=Dictionary(Y=inner)))(pdf)

    press.page(6).put("/X Do").finish.append(resource("XObject", "X", make))
    assert_red(press, "màu RGB")


def test_a_form_that_nobody_draws_is_no_matter(press):
    press.page(6).finish.append(resource("XObject", "X", form(b"1 0 0 rg")))
    assert colours(press).level is Level.GREEN


def test_a_form_is_named_on_every_page_that_draws_it(press):
    def share(pdf):
        shared = pdf.make_indirect(form(b"1 0 0 rg")(pdf))
        for number in (2, 5):
            pdf.pages[number - 1].obj.Resources.XObject = Dictionary(X=shared)

    for number in (2, 5):
        press.page(number).put("/X Do")
    press.interior.finish.append(share)
    assert colours(press).pages == (2, 5)


def test_rgb_is_found_in_tiles(press):
    def make(pdf):
        return pikepdf.Stream(
            pdf, b"1 0 0 rg 0 0 5 5 re f", PatternType=1, PaintType=1, TilingType=1,
            BBox=Array([0, 0, 5, 5]), XStep=5, YStep=5, Resources=Dictionary(),
        )  # fmt: skip

    press.page(6).area(50, 50, 9, 9, "/Pattern cs /T scn")
    press.page(6).finish.append(resource("Pattern", "T", make))
    assert_red(press, "màu RGB")


def shading(space):
    function = Dictionary(FunctionType=2, Domain=Array([0, 1]), N=1)
    return Dictionary(
        ShadingType=2, ColorSpace=space, Coords=Array([0, 0, 9, 9]), Function=function
    )


def test_rgb_is_found_in_gradients(press):
    press.page(6).entry("Shading", "S", shading(Name.DeviceRGB)).put("/S sh")
    assert_red(press, "màu RGB")


def test_rgb_is_found_in_gradients_used_as_colours(press):
    pattern = Dictionary(PatternType=2, Shading=shading(Name.DeviceRGB))
    press.page(6).entry("Pattern", "T", pattern).area(50, 50, 9, 9, "/Pattern cs /T scn")
    assert_red(press, "màu RGB")


def test_rgb_is_found_in_soft_masks(press):
    def make(pdf):
        group = Dictionary(S=Name.Transparency, CS=Name.DeviceGray)
        mask = Dictionary(S=Name.Luminosity, G=form(b"1 1 1 rg 0 0 9 9 re f", Group=group)(pdf))
        return Dictionary(SMask=mask)

    press.page(6).put("/M gs").finish.append(resource("ExtGState", "M", make))
    assert_red(press, "màu RGB")


def test_a_group_that_blends_in_rgb_is_red(press):
    group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)
    press.page(6).put("/X Do").finish.append(resource("XObject", "X", form(b"", Group=group)))
    assert_red(press, "màu RGB")


def test_a_page_that_blends_in_rgb_is_red(press):
    def step(_pdf, page):
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceRGB)

    press.page(6).finish.append(step)
    assert_red(press, "màu RGB")


def test_rgb_is_found_in_annotations(press):
    def step(pdf, page):
        look = form(b"1 0 0 rg 0 0 5 5 re f")(pdf)
        page.obj.Annots = Array([Dictionary(
            Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), AP=Dictionary(N=look)
        )])  # fmt: skip

    press.page(6).finish.append(step)
    assert_red(press, "màu RGB")


def test_rgb_is_found_in_drawn_letters(press):
    def make(pdf):
        drawing = pikepdf.Stream(pdf, b"9 0 d0 /C cs 0 0 9 9 re f")
        spaces = Dictionary(C=Array([Name.Indexed, Name.DeviceRGB, 0, b"abc"]))
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
            FontBBox=Array([0, 0, 9, 9]), FirstChar=65, LastChar=65, Widths=Array([9]),
            Encoding=Dictionary(Differences=Array([65, Name("/a")])),
            CharProcs=Dictionary(a=drawing), Resources=Dictionary(ColorSpace=spaces),
        )  # fmt: skip

    press.page(6).finish.append(resource("Font", "D", make))
    assert_red(press, "màu RGB")


def test_a_spot_ink_is_red_and_named(press):
    space = Array([Name.Separation, Name("/PANTONE 485 C"), Name.DeviceCMYK, Dictionary()])
    press.page(6).entry("ColorSpace", "C", space).put("/C cs 1 scn")
    assert_red(press, "mực pha “PANTONE 485 C”")


def icc_cmyk(pdf):
    return Array([Name.ICCBased, pikepdf.Stream(pdf, PROFILE.read_bytes(), N=4)])


def test_cmyk_by_profile_is_for_the_new_variant_only(press):
    press.page(6).put("/C cs").finish.append(resource("ColorSpace", "C", icc_cmyk))
    assert colours(press).level is Level.GREEN


def test_cmyk_by_profile_is_red_in_the_old_variant(press):
    press.expect(variant="pdf/x-1a")
    press.page(6).put("/C cs").finish.append(resource("ColorSpace", "C", icc_cmyk))
    assert_red(press, "PDF/X-1a")


# --- one colour ----------------------------------------------------------------------------------


@pytest.fixture
def grey(press):
    """The interior in black alone, but for pages 4 and 5, which are in colour."""
    press.expect(colour="grey", colour_pages=(4, 5))
    return press


def test_black_and_grey_pages_are_green(grey):
    grey.page(6).area(20, 20, 50, 50, "0.7 g").photo(photo_bytes(mode="L"))
    assert colours(grey).level is Level.GREEN
    assert "chỉ dùng mực đen" in colours(grey).lines[0]


@pytest.mark.parametrize("operators", ["0.1 0 0 0 k", "0 0 0.2 0.9 k"])
def test_colours_on_a_grey_page_are_red(grey, operators):
    grey.page(6).area(20, 20, 50, 50, operators)
    assert_red(grey, "có mực màu (màu chữ hoặc hình)")


def test_a_colour_photo_on_a_grey_page_is_red(grey):
    grey.page(6).photo(photo_bytes())
    assert_red(grey, "có mực màu (ảnh)")


def test_a_cmyk_photo_in_black_ink_alone_is_green(grey):
    grey.page(6).photo(photo_bytes(inks=(0, 0, 0, 50)))
    assert colours(grey).level is Level.GREEN


def test_a_coloured_gradient_on_a_grey_page_is_red(grey):
    ramp = shading(Name.DeviceCMYK)
    ramp.Function.C0, ramp.Function.C1 = Array([0, 0, 0, 1]), Array([0.5, 0, 0, 0])
    grey.page(6).entry("Shading", "S", ramp).put(f"q 0 0 {50 * MM} {50 * MM} re W n /S sh Q")
    assert colours(grey).pages == (6,)


def test_the_cover_stays_in_colour(grey):
    assert colours(grey, "cover").level is Level.GREEN
