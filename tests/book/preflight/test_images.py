"""Photos: sharp enough for their size, not squeezed, not damaged."""

from __future__ import annotations

import hashlib

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from danvan.book.preflight import Level, PrintedPhoto
from support.presspdfs import MM, photo_bytes, picture


def resolution(press):
    return press.check("interior.resolution")


def quality(press):
    return press.check("interior.quality")


def know(press, data, original="exemplars/a/b.jpg", pixels=(4000, 3000)):
    """Tell the facts where a photo comes from."""
    digest = hashlib.sha256(data).hexdigest()
    photo = PrintedPhoto(digest, original, "Bài một", pixels)
    press.expect(photos=(*press.facts.photos, photo))


def row(press, page):
    return next(row for row in press.report.photos if row.page == page)


@pytest.mark.parametrize(
    ("width", "level"),
    [
        (355, Level.GREEN),
        (351, Level.GREEN),
        (350, Level.AMBER),
        (176, Level.AMBER),
        (175, Level.RED),
        (60, Level.RED),
    ],
)
def test_the_dpi_of_a_photo_of_30_mm_depend_on_its_pixels(press, width, level):
    press.page(6).photo(photo_bytes(width, 800), width=30, height=20)
    assert resolution(press).level is level
    assert row(press, 6).dpi == pytest.approx(width / 30 * 25.4)


def test_the_coarser_direction_counts(press):
    press.page(6).photo(photo_bytes(800, 100), width=30, height=20)
    assert row(press, 6).dpi == pytest.approx(100 / 20 * 25.4)


def test_other_wishes_move_both_limits(press):
    press.expect(dpi=200)
    press.page(6).photo(photo_bytes(240, 800), width=30, height=20)
    assert resolution(press).level is Level.GREEN


def test_a_coarse_photo_is_named_with_page_size_file_and_what_would_do(press):
    coarse = photo_bytes(700, 467)
    know(press, coarse, "exemplars/kinh-te/x/ra-quan.jpg", (700, 467))
    press.page(7).photo(coarse, width=110, height=73.4)
    (line,) = resolution(press).lines
    assert line == (
        "Trang 7: ảnh exemplars/kinh-te/x/ra-quan.jpg (Bài một) in 110 × 73,4 mm chỉ đạt 161 dpi, "
        "thiếu nét. Thay bằng ảnh rộng ít nhất 1300 px, hoặc in không rộng quá 59 mm."
    )


def test_pixels_that_were_made_up_do_not_help(press):
    """The embedded copy was enlarged from a small original."""
    enlarged = photo_bytes(1300, 867)
    know(press, enlarged, pixels=(500, 333))
    press.page(6).photo(enlarged, width=110, height=73.4)
    found = row(press, 6)
    assert (round(found.dpi), round(found.original_dpi)) == (300, 115)
    assert resolution(press).level is Level.RED
    assert "chỉ đạt 115 dpi" in resolution(press).lines[0]


def test_pixels_that_the_build_lost_are_not_the_photographers_fault(press):
    small = photo_bytes(700, 467)
    know(press, small, pixels=(4000, 2668))
    press.page(6).photo(small, width=110, height=73.4)
    assert resolution(press).level is Level.AMBER
    assert "tệp gốc đủ 923 dpi nhưng bản nhúng trong PDF chỉ 161 dpi" in resolution(press).lines[0]


def test_a_photo_that_nobody_knows_is_judged_all_the_same(press):
    press.page(6).photo(photo_bytes(60, 40))
    assert "không rõ tệp gốc" in resolution(press).lines[0]
    assert row(press, 6).original == ""


def test_size_comes_from_the_whole_transformation_through_forms_and_turns(press):
    def step(pdf, page):
        image = picture(pdf, photo_bytes())
        form = pikepdf.Stream(
            pdf, b"0 1 -1 0 0 0 cm 3 0 0 2 0 0 cm /I Do", Subtype=Name.Form,
            Matrix=Array([2, 0, 0, 2, 0, 0]), BBox=Array([-9, -9, 9, 9]),
            Resources=Dictionary(XObject=Dictionary(I=image)),
        )  # fmt: skip
        page.obj.Resources.XObject = Dictionary(X=form)

    press.page(6).put(f"q {5 * MM} 0 0 {5 * MM} 200 200 cm /X Do Q").finish.append(step)
    found = row(press, 6)
    assert (found.width, found.height) == (pytest.approx(30), pytest.approx(20))


def test_cropping_in_the_page_does_not_make_a_photo_sharper(press):
    press.page(6).put("q 60 280 20 20 re W n").photo(photo_bytes(200, 133)).put("Q")
    assert resolution(press).level is Level.AMBER


def test_a_photo_that_a_clip_hides_is_not_printed(press):
    press.page(6).put("q 0 0 5 5 re W n").photo(photo_bytes(60, 40)).put("Q")
    assert resolution(press).level is Level.GREEN


def test_a_ground_of_tiles_is_a_photo_too(press):
    def step(pdf, page):
        image = picture(pdf, photo_bytes(60, 40))
        page.obj.Resources.Pattern = Dictionary(T=pikepdf.Stream(
            pdf, f"{30 * MM} 0 0 {20 * MM} 0 0 cm /I Do".encode(), PatternType=1, PaintType=1,
            TilingType=1, BBox=Array([0, 0, 99, 99]), XStep=99, YStep=99,
            Resources=Dictionary(XObject=Dictionary(I=image)),
        ))  # fmt: skip

    press.page(6).area(50, 50, 30, 20, "/Pattern cs /T scn").finish.append(step)
    assert row(press, 6).width == pytest.approx(30)
    assert resolution(press).pages == (6,)


def test_each_place_of_a_photo_has_a_row(press):
    shared = photo_bytes()
    press.page(6).photo(shared).photo(shared, y=50, width=60, height=40)
    sizes = [round(r.width) for r in press.report.photos if r.page == 6]
    assert sizes == [30, 60]
    assert resolution(press).level is Level.AMBER


def test_photos_of_the_cover_are_judged(press):
    press.sheet.photo(photo_bytes(60, 40), x=200)
    assert press.check("cover.resolution").level is Level.RED


def test_a_photo_of_the_list_that_is_not_printed_is_amber(press):
    know(press, b"other bytes", "exemplars/a/quen.jpg")
    found = press.check("book.photos")
    assert found.level is Level.AMBER
    assert "exemplars/a/quen.jpg" in found.lines[0]


def test_a_jpeg_inside_another_compression_is_still_known(press):
    import zlib  # noqa: PLC0415

    data = photo_bytes(400, 267)
    know(press, data, "exemplars/a/nen.jpg")

    def step(pdf, page):
        image = picture(pdf, data, Filter=Array([Name.FlateDecode, Name.DCTDecode]))
        image.write(zlib.compress(data), filter=image.Filter)
        page.obj.Resources.XObject = Dictionary(X=image)

    press.page(6).put(f"q {30 * MM} 0 0 {20 * MM} 50 50 cm /X Do Q").finish.append(step)
    assert row(press, 6).original == "exemplars/a/nen.jpg"


# --- compression ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("given", "level"), [(90, Level.GREEN), (89, Level.AMBER)])
def test_a_photo_compressed_too_hard_is_amber(press, given, level):
    press.page(6).photo(photo_bytes(quality=given))
    assert quality(press).level is level
    assert row(press, 6).quality == given


def test_the_estimated_quality_is_told(press):
    press.page(6).photo(photo_bytes(quality=60))
    assert "chỉ còn mức 60/100" in quality(press).lines[0]


def broken(change):
    def step(pdf, page):
        image = picture(pdf, photo_bytes())
        change(image)
        page.obj.Resources.XObject = Dictionary(X=image)

    return step


def cut_off(image):
    data = image.read_raw_bytes()
    image.write(data[: len(data) // 2], filter=Name.DCTDecode)


def wrong_width(image):
    image.Width = 300


def wrong_space(image):
    image.ColorSpace = Name.DeviceGray


def no_jpeg(image):
    image.write(b"this is no JPEG", filter=Name.DCTDecode)


@pytest.mark.parametrize("change", [cut_off, wrong_width, wrong_space, no_jpeg])
def test_a_damaged_photo_is_red(press, change):
    press.page(6).put(f"q {30 * MM} 0 0 {20 * MM} 50 50 cm /X Do Q").finish.append(broken(change))
    found = quality(press)
    assert (found.level, found.pages) == (Level.RED, (6,))
    assert "hỏng, không đọc được" in found.lines[0]


def test_raw_samples_that_end_early_are_red(press):
    def step(pdf, page):
        image = pikepdf.Stream(
            pdf, b"\0" * 99, Subtype=Name.Image, Width=10, Height=10, BitsPerComponent=8,
            ColorSpace=Name.DeviceGray,
        )  # fmt: skip
        page.obj.Resources.XObject = Dictionary(X=image)

    press.page(6).put("q 2 0 0 2 50 50 cm /X Do Q").finish.append(step)
    assert quality(press).level is Level.RED
