"""What the file says of itself, and what must not be in it."""

from __future__ import annotations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from danvan.book.preflight import Level
from support.presspdfs import MM, photo_bytes, picture


def standard(press):
    return press.check("interior.standard")


def assert_red(check, word):
    assert check.level is Level.RED
    assert any(word in line for line in check.lines), check.lines


# --- the standard --------------------------------------------------------------------------------


def test_a_file_that_says_what_was_ordered_is_green(press):
    assert standard(press).lines == (
        "Tệp khai đúng PDF/X-4, điều kiện in FOGRA39, kèm hồ sơ màu CMYK.",
    )


def old_variant(press):
    press.expect(variant="pdf/x-1a")
    for pdf in (press.interior, press.cover):
        pdf.version, pdf.identifier = "1.4", "PDF/X-1a:2003"


def test_the_old_variant_is_green_when_it_is_ordered_and_made(press):
    old_variant(press)
    assert press.report.level is Level.GREEN


def test_the_other_variant_than_ordered_is_red(press):
    press.expect(variant="pdf/x-1a")
    assert_red(standard(press), "chuẩn “PDF/X-4”, phải là PDF/X-1a:2003")


def test_a_file_of_no_variant_is_red(press):
    def forget(pdf):
        del pdf.Root["/Metadata"]

    press.interior.finish.append(forget)
    assert_red(standard(press), "chuẩn “không có”, phải là PDF/X-4")


def test_broken_xmp_says_nothing(press, caplog):
    def spoil(pdf):
        pdf.Root.Metadata = pikepdf.Stream(pdf, b"<x:xmpmeta <<<")

    press.interior.finish.append(spoil)
    assert_red(standard(press), "không có")
    assert caplog.records == []


def test_a_pdf_newer_than_the_variant_is_red(press):
    old_variant(press)
    press.interior.version = "1.6"
    assert_red(standard(press), "Tệp là PDF 1.6; PDF/X-1a:2003 chỉ nhận đến PDF 1.4")


def intent(change):
    def step(pdf):
        change(pdf, pdf.Root.OutputIntents[0])

    return step


def test_no_output_intent_is_red(press):
    def change(pdf, _intent):
        del pdf.Root["/OutputIntents"]

    press.interior.finish.append(intent(change))
    assert_red(standard(press), "Thiếu điều kiện in")


def test_two_output_intents_are_red(press):
    def change(pdf, first):
        pdf.Root.OutputIntents.append(first)

    press.interior.finish.append(intent(change))
    assert_red(standard(press), "Có 2 điều kiện in")


def test_another_printing_condition_is_red(press):
    def change(_pdf, first):
        first.OutputConditionIdentifier = "Coated\n FOGRA47"

    press.interior.finish.append(intent(change))
    assert_red(standard(press), "“Coated FOGRA47”, phải là “FOGRA39”")


def test_an_intent_without_a_profile_is_red(press):
    def change(_pdf, first):
        del first["/DestOutputProfile"]

    press.interior.finish.append(intent(change))
    assert_red(standard(press), "không kèm hồ sơ màu")


@pytest.mark.parametrize(
    "head", [b"mntrRGB ", b"prtrRGB ", b"prtrGRAY", b"scnrCMYK"], ids=lambda head: head.decode()
)
def test_a_profile_of_another_device_is_red(press, head):
    def change(pdf, first):
        data = bytes(12) + head + bytes(16) + b"acsp"
        first.DestOutputProfile = pikepdf.Stream(pdf, data, N=4)

    press.interior.finish.append(intent(change))
    assert_red(standard(press), "không phải hồ sơ máy in CMYK")


@pytest.mark.parametrize("value", [None, "/Unknown"])
def test_an_undecided_trapping_is_red(press, value):
    def change(pdf):
        if value is None:
            del pdf.docinfo["/Trapped"]
        else:
            pdf.docinfo.Trapped = Name(value)

    press.interior.finish.append(change)
    assert_red(standard(press), "Trapped")


@pytest.mark.parametrize("key", ["Title", "CreationDate", "ModDate"])
def test_missing_details_are_amber(press, key):
    def change(pdf):
        del pdf.docinfo[f"/{key}"]

    press.interior.finish.append(change)
    assert standard(press).level is Level.AMBER
    assert key in standard(press).lines[0]


def test_a_file_without_an_id_is_red(press):
    press.interior.save(press.folder / "a.pdf")
    data = (press.folder / "a.pdf").read_bytes()
    (press.folder / "khong-ma.pdf").write_bytes(data.replace(b"/ID", b"/No"))
    press.expect(interior="khong-ma.pdf")
    assert_red(standard(press), "mã nhận dạng (ID)")


def test_an_encrypted_file_is_red(press):
    press.interior.save(press.folder / "a.pdf")
    with pikepdf.open(press.folder / "a.pdf") as pdf:
        pdf.save(press.folder / "ma-hoa.pdf", encryption=pikepdf.Encryption(owner="x", user=""))
    press.expect(interior="ma-hoa.pdf")
    assert_red(standard(press), "mã hoá")


# --- transparency --------------------------------------------------------------------------------


def see_through(press, name, given):
    press.page(6).entry("ExtGState", "See", given).put("/See gs")


STATES = {
    "ca": Dictionary(ca=0.5),
    "CA": Dictionary(CA=0.9),
    "BM Multiply": Dictionary(BM=Name.Multiply),
}


@pytest.mark.parametrize("name", STATES)
def test_transparency_is_red_in_the_old_variant(press, name):
    old_variant(press)
    see_through(press, name, STATES[name])
    found = press.check("interior.transparency")
    assert_red(found, f"({name})")
    assert found.pages == (6,)


@pytest.mark.parametrize("name", STATES)
def test_transparency_is_green_in_the_new_variant(press, name):
    see_through(press, name, STATES[name])
    assert press.report.level is Level.GREEN


def test_opaque_states_are_green_in_the_old_variant(press):
    old_variant(press)
    see_through(press, "", Dictionary(ca=1, CA=1, BM=Name.Normal, SMask=Name("/None")))
    assert press.report.level is Level.GREEN


def test_masked_photos_are_red_in_the_old_variant(press):
    old_variant(press)

    def step(pdf, page):
        mask = picture(pdf, photo_bytes(mode="L"))
        page.obj.Resources.XObject = Dictionary(X=picture(pdf, photo_bytes(), SMask=mask))

    press.page(6).put(f"q {9 * MM} 0 0 {6 * MM} 99 99 cm /X Do Q").finish.append(step)
    assert_red(press.check("interior.transparency"), "(SMask)")


def test_masks_in_states_are_red_in_the_old_variant(press):
    old_variant(press)

    def step(pdf, page):
        group = pikepdf.Stream(pdf, b"", Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
        mask = Dictionary(S=Name.Luminosity, G=group)
        page.obj.Resources.ExtGState.See = Dictionary(SMask=mask)

    press.page(6).put("/See gs").finish.append(step)
    assert_red(press.check("interior.transparency"), "(SMask)")


def test_groups_are_red_in_the_old_variant(press):
    old_variant(press)

    def step(_pdf, page):
        page.obj.Group = Dictionary(S=Name.Transparency, CS=Name.DeviceCMYK)

    press.page(6).finish.append(step)
    assert_red(press.check("interior.transparency"), "(Group)")


# --- what must not be there ----------------------------------------------------------------------


def prohibited(press):
    return press.check("interior.prohibited")


def annotate(press, rect, subtype=Name.Link):
    def step(_pdf, page):
        box = Array([value * MM for value in rect])
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=subtype, Rect=box)])

    press.page(6).finish.append(step)


def test_a_link_on_the_page_is_red(press):
    annotate(press, (20, 20, 40, 25))
    assert_red(prohibited(press), "(Link)")
    assert prohibited(press).pages == (6,)


def test_a_link_in_the_bleed_is_red(press):
    annotate(press, (-2.5, 20, -1, 25))
    assert_red(prohibited(press), "(Link)")


def test_annotations_outside_the_bleed_and_the_printers_own_are_green(press):
    annotate(press, (160, 20, 170, 25))
    assert prohibited(press).level is Level.GREEN
    annotate(press, (20, 20, 40, 25), Name.TrapNet)
    assert prohibited(press).level is Level.GREEN


def test_an_annotation_without_a_place_counts_as_on_the_page(press):
    def step(_pdf, page):
        page.obj.Annots = Array([Dictionary(Type=Name.Annot, Subtype=Name.Text)])

    press.page(6).finish.append(step)
    assert_red(prohibited(press), "(Text)")


def script(pdf):
    pdf.Root.OpenAction = Dictionary(S=Name.JavaScript, JS="app.alert(1)")


def named_script(pdf):
    pdf.Root.Names = Dictionary(JavaScript=Dictionary(Names=Array([])))


def action(pdf):
    pdf.Root.Outlines = Dictionary(
        First=Dictionary(Title="x", A=Dictionary(S=Name.URI, URI="https://danvan.vn"))
    )


def page_action(pdf):
    pdf.pages[2].obj.AA = Dictionary(O=Dictionary(S=Name.Named, N=Name.Print))


def attachment(pdf):
    pdf.attachments["a.txt"] = b"x"


def form_field(pdf):
    pdf.Root.AcroForm = Dictionary(Fields=Array([Dictionary(FT=Name.Tx)]))


def postscript(pdf):
    pdf.pages[2].obj.Resources.XObject = Dictionary(
        P=pikepdf.Stream(pdf, b"showpage", Type=Name.XObject, Subtype=Name.PS)
    )


def substitute(pdf):
    pdf.pages[2].obj.Resources.XObject = Dictionary(
        P=pikepdf.Stream(pdf, b"", Subtype=Name.Form, OPI=Dictionary())
    )


def external(pdf):
    pdf.pages[2].obj.Resources.XObject = Dictionary(
        P=pikepdf.Stream(pdf, b"", Subtype=Name.Form, F="other.bin")
    )


def alternate(pdf):
    pdf.pages[3].obj.Resources.XObject.P0.Alternates = Array([])


def old_compression(pdf):
    stream = pdf.make_stream(b"")
    stream.write(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01", filter=Name.LZWDecode)
    pdf.pages[2].obj.Resources.XObject = Dictionary(P=stream)


def own_curve(pdf):
    pdf.pages[5].obj.Resources.ExtGState.Over.TR = Dictionary(FunctionType=2)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        (script, "mã JavaScript"),
        (named_script, "mã JavaScript"),
        (action, "hành động khi mở hoặc bấm (URI)"),
        (page_action, "hành động khi mở hoặc bấm (Named)"),
        (attachment, "tệp đính kèm"),
        (form_field, "biểu mẫu điền chữ"),
        (postscript, "đoạn mã PostScript"),
        (substitute, "chỉ dẫn thay ảnh (OPI)"),
        (external, "nội dung lấy từ tệp khác"),
        (alternate, "ảnh thay thế"),
        (old_compression, "kiểu nén LZW"),
        (own_curve, "đường cong chuyển mực riêng"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_things_that_are_not_for_paper_are_red(press, change, word):
    press.interior.finish.append(change)
    assert_red(prohibited(press), word)


def test_bookmarks_that_lead_to_pages_are_green(press):
    def bookmarks(pdf):
        pdf.Root.Outlines = Dictionary(
            First=Dictionary(Title="x", Dest=Array([pdf.pages[0].obj, Name.Fit]))
        )
        pdf.Root.OpenAction = Array([pdf.pages[0].obj, Name.Fit])
        pdf.Root.StructTreeRoot = Dictionary(K=Dictionary(S=Name.Hide, P=pdf.pages[0].obj))

    press.interior.finish.append(bookmarks)
    assert prohibited(press).level is Level.GREEN


@pytest.mark.parametrize(("old", "level"), [(False, Level.AMBER), (True, Level.RED)])
def test_layers_are_amber_and_red_in_the_old_variant(press, *, old, level):
    def add_layers(pdf):
        pdf.Root.OCProperties = Dictionary(OCGs=Array([]), D=Dictionary())

    press.interior.finish.append(add_layers)
    if old:
        old_variant(press)
    assert prohibited(press).level is level
    assert "optional content" in prohibited(press).lines[0]
