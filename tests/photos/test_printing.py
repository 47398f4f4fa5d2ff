"""The book embeds each photo as one bare JPEG: right in size, colours and ink, and made once."""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path

import numpy as np
import pikepdf
import pypdfium2
import pytest
import weasyprint
from PIL import Image, ImageCms

from danvan.collection import Focus, Photo
from danvan.collection.imagefiles import BadImageError, ImageFacts, inspect_all
from danvan.photos import PrintRecipe, PrintRequest, make_prints, printing
from support.builders import encoded, heic_bytes, jpeg_bytes, scene

PROFILE = Path(__file__).parents[2] / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
SCREEN = PrintRecipe(150, "rgb", 85)
PRESS = PrintRecipe(300, "cmyk", 92, PROFILE)
GREY = PrintRecipe(300, "grey", 92)
RECIPES = pytest.mark.parametrize("recipe", [SCREEN, PRESS, GREY], ids=lambda r: r.colour)
MEASURE = 111.0
"""Millimetres: the text width of the book."""
RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)


@pytest.fixture
def photo(tmp_path):
    """Return a function that puts bytes into a file and reads it as a photo."""
    numbers = iter(range(100))

    def put(data, focus=Focus()):  # noqa: B008 # frozen
        path = tmp_path / f"original-{next(numbers)}"
        path.write_bytes(data)
        facts = inspect_all([path], None)[path]
        assert isinstance(facts, ImageFacts)
        size = facts.width, facts.height
        return Photo(path, path.name, facts.digest, *size, 1, focus=focus)

    return put


@pytest.fixture
def cache(tmp_path):
    return tmp_path / "cache"


@pytest.fixture
def printed(photo, cache):
    """Return a function that prints a file's bytes."""

    def print_one(data, recipe, width=MEASURE, height=None, focus=Focus()):  # noqa: B008
        pair = PrintRequest(photo(data, focus), width, height), recipe
        return make_prints([pair], cache)[pair]

    return print_one


def opened(made):
    with Image.open(made.path) as image:
        image.load()
    return image


def on_screen(image):
    """Return the picture in sRGB, as a reader sees the print."""
    if image.mode != "CMYK":
        return image.convert("RGB")
    return ImageCms.profileToProfile(image, str(PROFILE), SRGB, outputMode="RGB")


SRGB = ImageCms.createProfile("sRGB")


def corner_hues(image):
    """Return which of red, green, blue or none leads near each corner, row by row."""
    right, bottom = image.width - 4, image.height - 4
    seen = on_screen(image)
    pixels = [seen.getpixel(place) for place in ((3, 3), (right, 3), (3, bottom), (right, bottom))]
    return ["white" if min(p) > 150 else "rgb"[p.index(max(p))] for p in pixels]


# --- size


@pytest.mark.parametrize(
    ("recipe", "size"), [(SCREEN, (656, 437)), (PRESS, (1311, 874)), (GREY, (1311, 874))]
)
def test_a_large_photo_is_printed_at_the_pixels_of_its_millimetres(printed, recipe, size):
    made = printed(jpeg_bytes(2400, 1600), recipe)
    assert (made.width, made.height) == opened(made).size == size


@RECIPES
def test_a_small_photo_is_never_enlarged(printed, recipe):
    made = printed(jpeg_bytes(90, 60), recipe)
    assert (made.width, made.height) == opened(made).size == (90, 60)


def test_rounding_enlarges_no_narrow_strip(printed):
    made = printed(jpeg_bytes(1000, 103), SCREEN, 20, 100)  # a fifth of 103 pixels is 20.6
    assert (made.width, made.height) == opened(made).size == (21, 103)


@pytest.mark.parametrize(("width", "height"), [(900, 2700), (3000, 150), (1311, 1311)])
def test_portraits_and_panoramas_keep_their_shape(printed, width, height):
    made = printed(jpeg_bytes(width, height), PRESS)
    assert made.width == min(width, 1311)
    assert made.height == round(height * made.width / width)


@pytest.mark.parametrize("recipe", [SCREEN, PRESS], ids=lambda r: r.colour)
def test_the_resolution_is_that_of_the_original(printed, recipe):
    assert printed(jpeg_bytes(2000, 500), recipe, 127).dpi == pytest.approx(400)
    assert printed(jpeg_bytes(500, 300), recipe, 127).dpi == pytest.approx(100)
    # The square cut from 2000 × 500 has 500 pixels on two and a half inches.
    assert printed(jpeg_bytes(2000, 500), recipe, 63.5, 63.5).dpi == pytest.approx(200)


def test_a_box_is_filled_exactly(printed):
    made = printed(jpeg_bytes(2400, 1600), PRESS, 50, 70)
    assert (made.width, made.height) == opened(made).size == (591, 827)


@pytest.mark.parametrize(
    ("focus", "hue"),
    [(Focus(0, 0.5), "r"), (Focus(0.5, 0.5), "g"), (Focus(1, 0.5), "b"), (Focus(0.4, 0), "g")],
)
@pytest.mark.parametrize(("width", "height"), [(900, 300), (300, 900)])
def test_a_box_is_cut_around_the_focus(printed, focus, hue, width, height):
    image = Image.new("RGB", (width, height))
    for place, colour in enumerate((RED, GREEN, BLUE)):
        left, top = (300 * place, 0) if width > height else (0, 300 * place)
        image.paste(colour, (left, top, left + 300, top + 300))
    if height > width:
        focus = Focus(focus.y, focus.x)
    made = printed(encoded(image, "PNG"), SCREEN, 20, 20, focus)
    red_green_blue = opened(made).getpixel((made.width // 2, made.height // 2))
    assert made.width == made.height == 118
    assert "rgb"[red_green_blue.index(max(red_green_blue))] == hue


@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_exif_orientation_is_turned_upright(photo, cache, orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # PIL.Image.Transpose, inverse
    exif = Image.Exif()
    exif[0x0112] = orientation
    requests = []
    for size in ((48, 32), (1200, 800)):
        stored = scene(*size)
        if orientation in undo:
            stored = stored.transpose(Image.Transpose(undo[orientation]))
        for mode in ("RGB", "CMYK"):
            data = encoded(stored.convert(mode), "JPEG", exif=exif, quality=95)
            requests += [(PrintRequest(photo(data), 20), r) for r in (SCREEN, PRESS)]
    for (request, _), made in make_prints(requests, cache).items():
        assert request.photo.width > request.photo.height
        assert made.height == round(made.width * 2 / 3)
        assert corner_hues(opened(made)) == ["r", "g", "b", "white"]


def test_a_file_decoded_smaller_shows_the_same_place(printed):
    """Decoding a JPEG at a half, a quarter or an eighth must not move what is printed."""
    image = Image.new("RGB", (2403, 801), WHITE)
    image.paste((0, 0, 0), (1602, 267, 1869, 534))
    for kind in ("JPEG", "PNG"):
        made = printed(encoded(image, kind), SCREEN, 30, 10)
        dark = np.argwhere(np.asarray(opened(made).convert("L")) < 128)
        found = *dark.min(axis=0), *(dark.max(axis=0) + 1)
        # 177 × 59 pixels: a third is 19.7, two thirds are 39.3 and 118, seven ninths are 137.7.
        assert np.allclose(found, (19.7, 118, 39.3, 137.7), atol=1)


def test_a_size_that_does_not_divide_is_printed_to_its_edge(printed):
    """87 × (44 / 87), the right edge of a JPEG decoded at a half, is a little more than 44."""
    assert printed(jpeg_bytes(87, 58), SCREEN, 7.3).width == 43


def test_the_finest_lines_that_a_print_can_show_are_shown(printed):
    """Neither decoding a JPEG smaller nor the colours of a palette may cost sharpness."""
    step = 6  # pixels of the original for one of the print
    lines = np.zeros((120, 118 * step), np.uint8)
    lines[:] = np.arange(118 * step) // (2 * step) % 2 * 255
    image = Image.fromarray(lines)
    for data in (
        encoded(image.convert("RGB"), "JPEG", quality=95),
        encoded(image.quantize(2), "PNG"),
    ):
        row = np.asarray(opened(printed(data, SCREEN, 20)).convert("L"))[10].astype(int)
        assert len(row) == 118
        assert np.allclose(row, np.arange(118) // 2 % 2 * 255, atol=50)


def test_lines_too_fine_for_a_print_become_their_mean(printed):
    """Not a moiré, which is what leaving out pixels gives; a palette needs its colours for that."""
    lines = np.zeros((120, 1000), np.uint8)
    lines[:] = np.arange(1000) % 2 * 255
    made = opened(printed(encoded(Image.fromarray(lines).quantize(2), "PNG"), SCREEN, 20))
    assert np.allclose(np.asarray(made), 127, atol=20)


# --- colours


KINDS = {
    "PNG": encoded(scene(60, 40), "PNG"),
    "WEBP": encoded(scene(60, 40), "WEBP", lossless=True),
    "TIFF": encoded(scene(60, 40), "TIFF"),
    "GIF": encoded(scene(60, 40), "GIF"),
    "BMP": encoded(scene(60, 40), "BMP"),
    "HEIC": heic_bytes(60, 40),
    "RGBA": encoded(scene(60, 40).convert("RGBA"), "PNG"),
    "palette": encoded(scene(60, 40).quantize(8), "PNG"),
    "CMYK JPEG": encoded(scene(60, 40).convert("CMYK"), "JPEG", quality=95),
    "CMYK TIFF": encoded(scene(60, 40).convert("CMYK"), "TIFF"),
    "broken profile": encoded(scene(60, 40), "PNG", icc_profile=b"broken"),
}


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_every_kind_of_original_is_printed_in_its_colours(photo, cache, data):
    request = PrintRequest(photo(data), MEASURE)
    made = make_prints([(request, SCREEN), (request, PRESS)], cache)
    images = [opened(each) for each in made.values()]
    assert [image.mode for image in images] == ["RGB", "CMYK"]
    assert [corner_hues(image) for image in images] == [["r", "g", "b", "white"]] * 2


def test_grey_of_sixteen_bits_is_scaled_not_clipped(printed):
    values = np.array([[0, 0x4000], [0x8000, 0xFFFF]], dtype="<u2").repeat(16, 0).repeat(16, 1)
    image = opened(printed(encoded(Image.fromarray(values), "PNG"), GREY))
    found = [image.getpixel(place) for place in ((4, 4), (24, 4), (4, 24), (24, 24))]
    assert np.allclose(found, [0, 64, 128, 255], atol=2)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P"])
def test_nothing_is_printed_where_a_picture_is_transparent(photo, cache, mode):
    layer = Image.new("RGBA", (64, 32), (90, 90, 90, 255))
    layer.paste((0, 0, 0, 0), (0, 0, 32, 32))
    image = layer.convert(mode) if mode != "P" else layer.quantize(4)
    request = PrintRequest(photo(encoded(image, "PNG")), MEASURE)
    made = make_prints([(request, recipe) for recipe in (SCREEN, PRESS, GREY)], cache)
    paper = [opened(each).getpixel((8, 8)) for each in made.values()]
    assert paper == [(255, 255, 255), (0, 0, 0, 0), 255]
    assert all(on_screen(opened(each)).getpixel((56, 16))[0] < 110 for each in made.values())


def test_the_reading_edition_is_in_srgb(printed):
    """FOGRA39's solid cyan is about (0, 158, 224) in sRGB."""
    cyan = Image.new("CMYK", (32, 32), (255, 0, 0, 0))
    data = encoded(cyan, "JPEG", icc_profile=PROFILE.read_bytes())
    red, green, blue = opened(printed(data, SCREEN)).getpixel((16, 16))
    assert red < 60
    assert 120 < green < 185
    assert 190 < blue < 245


def test_a_grey_print_has_the_brightness_of_the_photo(printed):
    image = opened(printed(encoded(scene(64, 64), "PNG"), GREY))
    assert image.mode == "L"
    found = [image.getpixel(place) for place in ((8, 8), (56, 8), (8, 56), (56, 56))]
    # ITU-R BT.601 luma of red, green, blue and white.
    wanted = [0.299 * r + 0.587 * g + 0.114 * b for r, g, b in (RED, GREEN, BLUE, WHITE)]
    assert np.allclose(found, wanted, atol=2)


def test_a_cmyk_photo_made_for_this_press_keeps_its_inks(printed):
    inks = [(230, 20, 0, 0), (0, 200, 180, 10), (0, 0, 0, 200), (30, 20, 20, 140)]
    image = Image.new("CMYK", (64, 16))
    for place, ink in enumerate(inks):
        image.paste(ink, (16 * place, 0, 16 * place + 16, 16))
    data = encoded(image, "TIFF", icc_profile=PROFILE.read_bytes())
    made = opened(printed(data, PRESS))
    found = [made.getpixel((16 * place + 8, 8)) for place in range(4)]
    assert np.allclose(found, inks, atol=2)


# --- ink


def test_the_ink_is_told_as_it_is_in_the_file(photo, cache):
    dark = np.random.default_rng(1949).integers(0, 60, (160, 240, 3), dtype=np.uint8)
    request = PrintRequest(photo(encoded(Image.fromarray(dark), "PNG")), MEASURE)
    recipes = SCREEN, PRESS, replace(PRESS, ink_limit=260), GREY
    screen, press, less, grey = make_prints([(request, r) for r in recipes], cache).values()
    for made in (press, less):
        highest = np.asarray(opened(made)).astype(int).sum(axis=2).max() / 2.55
        assert made.ink == pytest.approx(highest)
    assert screen.ink == 0
    assert press.ink <= 320
    assert 240 < less.ink <= 260
    assert grey.ink == pytest.approx((255 - np.asarray(opened(grey)).min()) / 2.55)
    assert 80 < grey.ink <= 100


def test_a_recipe_without_its_profile_or_without_ink_is_refused():
    with pytest.raises(ValueError, match="profile"):
        PrintRecipe(300, "cmyk", 92)
    with pytest.raises(ValueError, match="ink limit"):
        PrintRecipe(300, "cmyk", 92, PROFILE, 32)


# --- the file


def segments(data):
    """Yield marker and content of a JPEG's segments up to its first scan."""
    at = 2
    while data[at + 1] != 0xDA:
        length = struct.unpack(">H", data[at + 2 : at + 4])[0]
        yield data[at + 1], data[at + 4 : at + 2 + length]
        at += 2 + length


def loud_photo(mode):
    """Return a JPEG with GPS, maker notes, a comment, XMP and a profile."""
    exif = Image.Exif()
    exif[0x010F] = "NhaSanXuat"
    exif.get_ifd(0x8825)[1] = "N"
    exif.get_ifd(0x8769)[0x927C] = b"GhiChuMay"
    srgb = ImageCms.ImageCmsProfile(SRGB).tobytes()
    more = {"comment": b"BinhLuan", "xmp": b"<x:xmpmeta>ToaDo</x:xmpmeta>", "dpi": (300, 300)}
    profile = PROFILE.read_bytes() if mode == "CMYK" else srgb
    image = scene(600, 400).convert(mode)
    return encoded(image, "JPEG", exif=exif, icc_profile=profile, **more)


@RECIPES
@pytest.mark.parametrize("mode", ["RGB", "CMYK"])
def test_the_file_holds_nothing_but_the_picture(printed, recipe, mode):
    data = printed(loud_photo(mode), recipe, 30).path.read_bytes()
    # JFIF's and Adobe's marks say what the channels are; tables, frame and scan are the picture.
    kinds = {marker for marker, _ in segments(data)}
    assert kinds <= {0xE0, 0xEE, 0xDB, 0xC0, 0xC4}
    for word in (b"NhaSanXuat", b"GhiChuMay", b"BinhLuan", b"ToaDo", b"Exif", b"ICC", b"http"):
        assert word not in data


@RECIPES
def test_the_file_is_a_baseline_jpeg_with_every_pixel_its_own_colour(printed, recipe):
    data = printed(jpeg_bytes(600, 400), recipe, 30).path.read_bytes()
    frame = dict(segments(data))[0xC0]  # SOF0: baseline (ITU-T T.81, B.2.2)
    count = {"rgb": 3, "cmyk": 4, "grey": 1}[recipe.colour]
    assert frame[5] == count
    assert set(frame[7::3]) == {0x11}  # sampling factors


@RECIPES
def test_the_same_photo_gives_the_same_bytes(photo, tmp_path, recipe):
    pair = PrintRequest(photo(loud_photo("RGB")), 30), recipe
    folders = [make_prints([pair], tmp_path / name)[pair].path.parent for name in "ab"]
    first, second = ({p.name: p.read_bytes() for p in folder.iterdir()} for folder in folders)
    assert first == second
    assert sorted(first) == ["manifest.json", "print.jpg"]


def test_the_book_shows_the_prints_in_their_colours(photo, cache, tmp_path):
    request = PrintRequest(photo(encoded(scene(300, 200), "PNG")), 60)
    prints = make_prints([(request, recipe) for recipe in (SCREEN, PRESS, GREY)], cache)
    pictures = "".join(f'<img src="{p.path.as_uri()}">' for p in prints.values())
    style = "@page{size:60mm 121mm;margin:0} body{margin:0} img{width:60mm;display:block}"
    target = tmp_path / "book.pdf"
    weasyprint.HTML(string=f"<style>{style}</style>{pictures}").write_pdf(target)
    with pikepdf.open(target) as pdf:
        images = {str(image.ColorSpace): image for image in pdf.pages[0].get_images().values()}
        embedded = [
            images[space].read_raw_bytes() for space in ("/DeviceRGB", "/DeviceCMYK", "/DeviceGray")
        ]
        assert embedded == [made.path.read_bytes() for made in prints.values()]
        # Pillow writes CMYK as Adobe does, inverted; the PDF turns it back.
        assert [float(n) for n in images["/DeviceCMYK"].Decode] == [1, 0] * 4
    with pypdfium2.PdfDocument(target) as document:
        page = document[0].render(scale=2).to_pil().convert("RGB")
    third = page.height // 3
    for top in (0, third):
        shown = page.crop((0, top, page.width, top + third))
        assert corner_hues(shown) == ["r", "g", "b", "white"]
    grey = page.crop((0, 2 * third, page.width, page.height))
    white = grey.getpixel((page.width - 20, third - 20))
    blue = grey.getpixel((20, third - 20))
    assert min(white) > 200
    assert max(blue) < 80


# --- the cache


def stamps(folder):
    return {p: (p.stat().st_mtime_ns, p.stat().st_ino) for p in folder.rglob("*") if p.is_file()}


def test_prints_are_made_once_and_only_then_spoken_of(photo, cache, capfd):
    original = photo(jpeg_bytes(600, 400))
    copy = photo(jpeg_bytes(600, 400))
    pairs = [(PrintRequest(p, 40), r) for p in (original, copy) for r in (SCREEN, PRESS)]
    first = make_prints(iter(pairs), cache)
    assert "Đã xử lý 2 ảnh mới cho sách; 0 ảnh dùng lại" in capfd.readouterr().err
    before = stamps(cache)
    assert make_prints(pairs, cache) == first
    assert stamps(cache) == before
    assert capfd.readouterr().err == ""
    assert len(first) == 4
    assert first[pairs[0]] == first[pairs[2]] != first[pairs[1]]
    make_prints([*pairs, (PrintRequest(original, 41), SCREEN)], cache)
    assert "Đã xử lý 1 ảnh mới cho sách; 2 ảnh dùng lại" in capfd.readouterr().err
    assert before.items() <= stamps(cache).items()


def test_whatever_changes_a_print_makes_a_new_one(photo, cache, tmp_path, monkeypatch):
    other_press = tmp_path / "other.icc"
    other_press.write_bytes(PROFILE.read_bytes().replace(b"FOGRA39L Coated", b"FOGRA39L Kontur"))
    one = photo(jpeg_bytes(300, 200))
    request = PrintRequest(one, 20)
    pairs = [
        (request, PRESS),
        (PrintRequest(photo(jpeg_bytes(300, 200, 1)), 20), PRESS),
        (PrintRequest(one, 21), PRESS),
        (PrintRequest(one, 20, 10), PRESS),
        (PrintRequest(replace(one, focus=Focus(0, 0)), 20, 10), PRESS),
        (request, replace(PRESS, dpi=200)),
        (request, replace(PRESS, colour="grey")),
        (request, replace(PRESS, quality=95)),
        (request, replace(PRESS, ink_limit=300)),
        (request, replace(PRESS, profile=other_press)),
    ]
    made = make_prints(pairs, cache)
    monkeypatch.setattr(printing, "RECIPE_VERSION", 99)
    made_later = make_prints(pairs[:1], cache)
    assert len({each.path for each in (*made.values(), *made_later.values())}) == 11


def test_a_profile_of_the_same_bytes_elsewhere_makes_nothing_new(photo, cache, tmp_path):
    moved = tmp_path / "moved.icc"
    moved.write_bytes(PROFILE.read_bytes())
    request = PrintRequest(photo(jpeg_bytes(300, 200)), 20)
    (first,) = make_prints([(request, PRESS)], cache).values()
    (second,) = make_prints([(request, replace(PRESS, profile=moved))], cache).values()
    assert first == second


@pytest.mark.parametrize(
    "spoil",
    [
        lambda folder: (folder / "print.jpg").unlink(),
        lambda folder: (folder / "manifest.json").unlink(),
        lambda folder: (folder / "manifest.json").write_text("{"),
        lambda folder: (folder / "manifest.json").write_text('{"width": 1}'),
        lambda folder: (folder / "manifest.json").write_text("[]"),
    ],
    ids=["no picture", "no manifest", "half a manifest", "another manifest", "a list"],
)
def test_an_incomplete_folder_in_the_cache_is_made_again(photo, cache, spoil):
    pair = PrintRequest(photo(jpeg_bytes()), 20), SCREEN
    first = make_prints([pair], cache)[pair]
    before = first.path.read_bytes()
    spoil(first.path.parent)
    assert make_prints([pair], cache)[pair] == first
    assert first.path.read_bytes() == before


def test_no_requests_make_nothing(cache):
    assert make_prints([], cache) == {}
    assert not cache.exists()


@RECIPES
def test_a_photo_that_changed_since_it_was_read_is_said_to_be_bad(photo, cache, recipe):
    changed = photo(jpeg_bytes())
    changed.path.write_bytes(b"changed")
    with pytest.raises(BadImageError):
        make_prints([(PrintRequest(changed, 20), recipe)], cache)
    assert not [path for path in cache.rglob("*") if path.is_file()]


def test_half_a_photo_is_bad_though_weasyprint_would_take_it(photo, cache):
    data = encoded(Image.effect_noise((300, 200), 90), "JPEG")
    cut_off = photo(data)
    cut_off.path.write_bytes(io.BytesIO(data).read(len(data) // 2))
    with pytest.raises(BadImageError):
        make_prints([(PrintRequest(cut_off, 20), SCREEN)], cache)
