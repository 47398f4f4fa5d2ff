"""Fonts are in the file, and every letter is in its font."""

from __future__ import annotations

import io

import pikepdf
import pytest
from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from pikepdf import Array, Dictionary, Name

from danvan.book.preflight import Level
from support.presspdfs import codes, composite_font, font_bytes


def fonts(press):
    return press.check("interior.fonts")


def glyphs(press):
    return press.check("interior.glyphs")


def use(press, make, text="<41>", page=6, size=10):
    """Show `text` on a page in the font that `make(pdf)` returns."""

    def step(pdf, page):
        page.obj.Resources.Font["/Own"] = make(pdf)

    sheet = press.page(page)
    sheet.put(f"q /Over gs 0 0 0 1 k BT /Own {size} Tf 100 200 Td {text} Tj ET Q")
    sheet.finish.append(step)


def test_embedded_fonts_are_green_and_listed_without_their_tags(press):
    assert fonts(press).level is Level.GREEN
    assert fonts(press).lines == ("Phông nào cũng được nhúng: BeVietnam.",)


def test_a_font_that_is_not_embedded_is_red_and_named(press):
    use(press, lambda _: Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica))
    found = fonts(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert "phông Helvetica không được nhúng" in found.lines[0]


def test_a_composite_font_without_its_file_is_red(press):
    def make(pdf):
        font = composite_font(pdf)
        del font.DescendantFonts[0].FontDescriptor["/FontFile2"]
        return font

    use(press, make, "<0024>")
    assert fonts(press).level is Level.RED


def test_a_font_made_of_drawings_is_red(press):
    def make(pdf):
        return Dictionary(
            Type=Name.Font, Subtype=Name.Type3, FontMatrix=Array([0.1, 0, 0, 0.1, 0, 0]),
            FontBBox=Array([0, 0, 9, 9]), FirstChar=65, LastChar=65, Widths=Array([9]),
            Encoding=Dictionary(Differences=Array([65, Name("/a")])), Name=Name.Ve,
            CharProcs=Dictionary(a=pikepdf.Stream(pdf, b"9 0 d0 0 0 9 9 re f")),
        )  # fmt: skip

    use(press, make)
    assert "Ve là Type 3" in fonts(press).lines[0]


def test_a_damaged_font_file_is_red(press):
    use(press, lambda pdf: composite_font(pdf, b"this is no font"), "<0024>")
    assert "bị hỏng" in fonts(press).lines[0]
    assert fonts(press).level is Level.RED


def test_fonts_inside_forms_are_judged(press):
    def step(pdf, page):
        font = Dictionary(Type=Name.Font, Subtype=Name.TrueType, BaseFont=Name.Arial)
        page.obj.Resources.XObject = Dictionary(X=pikepdf.Stream(
            pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]),
            Resources=Dictionary(Font=Dictionary(A=font)),
        ))  # fmt: skip

    press.page(6).put("/X Do").finish.append(step)
    assert "Arial" in fonts(press).lines[0]


# --- missing glyphs ------------------------------------------------------------------------------


def test_every_letter_of_a_good_book_has_its_glyph(press):
    assert glyphs(press).level is Level.GREEN


def test_the_sign_for_a_missing_glyph_is_red_with_page_and_text(press):
    press.page(7).text("Bài ☃ xanh", y=100)
    found = glyphs(press)
    assert (found.level, found.pages) == (Level.RED, (7,))
    assert "BeVietnam thiếu chữ" in found.lines[0]
    assert "1 lần, gần “Bài □ xanh”" in found.lines[0]


def test_a_glyph_number_beyond_the_font_is_missing(press):
    use(press, composite_font, "<ffff>")
    assert glyphs(press).pages == (6,)


def test_a_letter_that_the_smaller_font_lost_is_missing(press):
    """Its number is still there, its outline is not: it prints as nothing."""
    use(press, lambda pdf: composite_font(pdf, font_bytes("Bà ")), f"<{codes('Bài ')}>")
    assert "1 lần, gần “Bài”" in glyphs(press).lines[0]


def test_glyphs_are_found_through_a_table_of_numbers(press):
    table = b"\0\0" + bytes.fromhex(codes("B"))

    def make(pdf):
        font = composite_font(pdf)
        font.DescendantFonts[0].CIDToGIDMap = pikepdf.Stream(pdf, table)
        del font["/ToUnicode"]
        return font

    use(press, make, "<0001>", page=6)
    use(press, make, "<0002>", page=7)
    assert glyphs(press).pages == (7,)


# --- simple fonts --------------------------------------------------------------------------------

NAMES = [".notdef", "A", "space"]


def square(pen):
    pen.moveTo((50, 0))
    pen.lineTo((50, 700))
    pen.lineTo((450, 700))
    pen.closePath()
    return pen


def built(*, truetype):
    """Return a font of three glyphs: the missing one, A and the blank."""
    builder = FontBuilder(1000, isTTF=truetype)
    builder.setupGlyphOrder(NAMES)
    builder.setupCharacterMap({65: "A", 32: "space"})
    drawn = {"A": square, ".notdef": square, "space": lambda pen: pen}
    if truetype:
        builder.setupGlyf({n: drawn[n](TTGlyphPen(None)).glyph() for n in NAMES})
    else:
        strings = {n: drawn[n](T2CharStringPen(500, None)).getCharString() for n in NAMES}
        builder.setupCFF("Thu", {}, strings, {})
    builder.setupHorizontalMetrics(dict.fromkeys(NAMES, (500, 0)))
    builder.setupHorizontalHeader()
    builder.setupNameTable({})
    builder.setupOS2()
    builder.setupPost()
    buffer = io.BytesIO()
    builder.font.save(buffer)
    return buffer.getvalue()


def simple(kind, **entries):
    """Return a maker of a simple font: TrueType, bare CFF or CFF in OpenType."""

    def make(pdf):
        data = built(truetype=kind == "TrueType")
        if kind == "TrueType":
            file = {"FontFile2": pikepdf.Stream(pdf, data)}
        elif kind == "OpenType":
            file = {"FontFile3": pikepdf.Stream(pdf, data, Subtype=Name.OpenType)}
        else:
            from fontTools.ttLib import TTFont  # noqa: PLC0415

            bare = TTFont(io.BytesIO(data)).reader["CFF "]
            file = {"FontFile3": pikepdf.Stream(pdf, bare, Subtype=Name.Type1C)}
        descriptor = Dictionary(
            Type=Name.FontDescriptor, FontName=Name.Thu, Flags=32,
            FontBBox=Array([0, 0, 500, 700]), MissingWidth=500, **file,
        )  # fmt: skip
        subtype = Name.TrueType if kind == "TrueType" else Name.Type1
        return Dictionary(
            Type=Name.Font, Subtype=subtype, BaseFont=Name.Thu, FirstChar=32, LastChar=66,
            Widths=Array([500] * 35), FontDescriptor=descriptor, **entries,
        )  # fmt: skip

    return make


ENCODINGS = [
    {},
    {"Encoding": Name.WinAnsiEncoding},
    {"Encoding": Name.MacRomanEncoding},
    {"Encoding": Dictionary(Differences=Array([65, Name.A, Name.B]))},
]


@pytest.mark.parametrize("kind", ["TrueType", "Type1C", "OpenType"])
@pytest.mark.parametrize("entries", ENCODINGS)
def test_simple_fonts_show_what_they_have_and_miss_the_rest(press, kind, entries):
    use(press, simple(kind, **entries), "(A A)", page=6)
    use(press, simple(kind, **entries), "(AB)", page=7)
    assert fonts(press).level is Level.GREEN
    assert glyphs(press).pages == (7,)


def test_differences_rename_codes(press):
    entries = {"Encoding": Dictionary(Differences=Array([66, Name.A, Name("/Aringacute")]))}
    use(press, simple("TrueType", **entries), "(B)", page=6)
    use(press, simple("TrueType", **entries), "(C)", page=7)
    assert glyphs(press).pages == (7,)


def test_windows_no_break_space_is_a_blank(press):
    use(press, simple("TrueType", Encoding=Name.WinAnsiEncoding), "<a0>")
    assert glyphs(press).level is Level.GREEN


def test_widths_of_simple_fonts_move_the_text(press):
    """Sixty letters of 5 points stay inside the page, eighty do not."""
    use(press, simple("TrueType"), f"({'A' * 50})", page=6)
    use(press, simple("TrueType"), f"({'A' * 70})", page=7)
    assert press.check("interior.margins").pages == (7,)


def test_word_spacing_widens_blanks_of_simple_fonts_only(press):
    use(press, simple("TrueType"), "200 Tw (A A)", page=6)
    use(press, composite_font, f"200 Tw <{codes('A A')}>", page=7)
    assert press.check("interior.margins").pages == ()
    use(press, simple("TrueType"), "200 Tw (A A A)", page=4)
    assert press.check("interior.margins").pages == (4,)


def type_1(pdf):
    font = simple("Type1C")(pdf)
    del font.FontDescriptor["/FontFile3"]
    font.FontDescriptor.FontFile = pikepdf.Stream(pdf, b"%!PS-AdobeFont-1.0: Thu")
    return font


@pytest.mark.parametrize("make", [simple("TrueType"), simple("Type1C"), simple("OpenType"), type_1])
def test_letters_reach_as_high_as_their_outlines(press, make):
    """Seven tenths of 40 points are 28: from 560 on they pass the trim edge at 581."""
    use(press, make, "40 0 0 40 100 560 Tm (A)", page=6, size=1)
    use(press, make, "10 0 0 10 100 560 Tm (A)", page=7, size=1)
    found = press.check("interior.margins")
    assert "“A” ra ngoài" in found.lines[0]
    assert found.lines[0].startswith("Trang 6:")


def test_a_type_1_font_is_amber_because_its_letters_cannot_be_verified(press):
    use(press, type_1)
    assert fonts(press).level is Level.AMBER
    assert "không kiểm được chữ thiếu" in fonts(press).lines[0]
