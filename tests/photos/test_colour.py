"""Any picture becomes upright 8-bit sRGB on paper, whatever colours its file is in."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from danvan.collection.imagefiles import decode, open_image
from danvan.photos.colour import PAPER, dominant_colour, to_srgb
from support.builders import encoded, heic_bytes, scene

RED, GREEN, BLUE, WHITE = (220, 20, 20), (20, 200, 20), (20, 20, 220), (240, 240, 240)
CORNERS = (RED, GREEN, BLUE, WHITE)


def reopened(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


def corners(image):
    """Return the colours near the corners: top left, top right, bottom left, bottom right."""
    right, bottom = image.width - 4, image.height - 4
    return tuple(
        image.getpixel(place) for place in ((3, 3), (right, 3), (3, bottom), (right, bottom))
    )


def near(found, wanted, tolerance=12):
    pairs = zip(np.array(found).ravel(), np.array(wanted).ravel(), strict=True)
    return all(abs(int(a) - int(b)) <= tolerance for a, b in pairs)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP", "AVIF"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_each_exif_orientation_is_turned_upright(kind, orientation):
    undo = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # PIL.Image.Transpose, inverse
    stored = scene()
    if orientation in undo:
        stored = stored.transpose(Image.Transpose(undo[orientation]))
    exif = Image.Exif()
    exif[0x0112] = orientation
    options = {"lossless": True} if kind == "WEBP" else {}
    if kind in ("JPEG", "AVIF"):
        options = {"quality": 95, "subsampling": "4:4:4"}
    made = to_srgb(reopened(encoded(stored, kind, exif=exif, **options)))
    assert made.size == (48, 32)
    assert near(corners(made), CORNERS)


def test_broken_exif_turns_nothing_and_does_not_raise(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(encoded(scene(), "JPEG", exif=b"Exif\0\0II*\0\x08\0\0\0\x99\0broken"))
    image = open_image(path)
    decode(image)
    assert to_srgb(image).size == (48, 32)


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_transparent_parts_show_paper(mode):
    layer = Image.new("RGBA", (20, 20), (10, 10, 10, 255))
    layer.paste((0, 0, 0, 0), (0, 0, 10, 20))
    made = to_srgb(reopened(encoded(layer.convert(mode), "PNG")))
    assert made.mode == "RGB"
    assert (made.getpixel((2, 2)), made.getpixel((15, 2))) == (PAPER, (10, 10, 10))


@pytest.mark.parametrize("kind", ["PNG", "GIF"])
def test_a_palette_with_a_transparent_colour_shows_paper(kind):
    image = Image.new("P", (20, 20), 0)
    image.putpalette([255, 0, 0, 0, 0, 255])
    image.paste(1, (10, 0, 20, 20))
    made = to_srgb(reopened(encoded(image, kind, transparency=0)))
    assert (made.getpixel((2, 2)), made.getpixel((15, 2))) == (PAPER, (0, 0, 255))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("order", ["<u2", ">u2"])
def test_sixteen_bit_grey_is_scaled_not_clipped(kind, order):
    values = np.array([[0, 0x4000], [0x8000, 0xFFFF]], dtype=order).repeat(8, 0).repeat(8, 1)
    made = to_srgb(reopened(encoded(Image.fromarray(values), kind)))
    found = [made.getpixel(place)[0] for place in ((1, 1), (12, 1), (1, 12), (12, 12))]
    assert found == [0, 64, 128, 255]


def rgb16_tiff(width, height, colour):
    """Return a 16-bit RGB TIFF, which Pillow reads but does not write."""
    strip = struct.pack("<3H", *colour) * (width * height)
    tags = [
        (256, 3, 1, width),
        (257, 3, 1, height),
        (258, 3, 3, 8),
        (259, 3, 1, 1),
        (262, 3, 1, 2),
        (273, 4, 1, 200),
        (277, 3, 1, 3),
        (278, 3, 1, height),
        (279, 4, 1, len(strip)),
    ]
    directory = struct.pack("<H", len(tags)) + b"".join(struct.pack("<HHII", *t) for t in tags)
    head = b"II*\0" + struct.pack("<I", 14) + struct.pack("<3H", 16, 16, 16)
    return (head + directory + b"\0" * 4).ljust(200, b"\0") + strip


def test_sixteen_bit_rgb_is_scaled():
    made = to_srgb(reopened(rgb16_tiff(8, 8, (0xFFFF, 0x8000, 0))))
    assert near(made.getpixel((4, 4)), (255, 128, 0), 1)


def test_grey_of_floating_point_is_scaled():
    values = np.full((8, 8), 0.5, dtype="f4")
    values[0] = 1.0
    made = to_srgb(reopened(encoded(Image.fromarray(values), "TIFF")))
    assert near(made.getpixel((4, 4)), (127, 127, 127), 1)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_without_a_profile_keeps_its_colours(kind):
    made = to_srgb(reopened(encoded(scene().convert("CMYK"), kind)))
    assert near(corners(made), CORNERS, 25)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_cmyk_with_a_press_profile_is_converted_by_it(kind, press_profile):
    cyan = Image.new("CMYK", (16, 16), (255, 0, 0, 0))
    data = encoded(cyan, kind, icc_profile=press_profile)
    red, green, blue = to_srgb(reopened(data)).getpixel((8, 8))
    # Printed cyan is no pure (0, 255, 255): FOGRA39's solid cyan is about L* 55, a* −37, b* −50.
    assert red < 60
    assert 120 < green < 185
    assert 190 < blue < 245


@pytest.fixture
def press_profile():
    return (
        Path(__file__).parents[2] / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
    ).read_bytes()


def rgb_profile(primaries, gamma):
    """Return a minimal ICC v2 matrix profile: D50-adapted XYZ of red, green, blue, and gamma."""

    def s15(value):
        return struct.pack(">i", round(value * 65536))

    def xyz(values):
        return b"XYZ \0\0\0\0" + b"".join(map(s15, values))

    text = b"text\0\0\0\0test\0\0\0\0"
    description = b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0" + b"\0" * 78
    curve = b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)
    values = [
        (b"desc", description.ljust(96, b"\0")),
        (b"cprt", text),
        (b"wtpt", xyz((0.9642, 1, 0.8249))),
    ]
    values += [(n, xyz(p)) for n, p in zip((b"rXYZ", b"gXYZ", b"bXYZ"), primaries, strict=True)]
    values += [(name, curve) for name in (b"rTRC", b"gTRC", b"bTRC")]
    offset, table, body = 128 + 4 + 12 * len(values), b"", b""
    for name, value in values:
        table += name + struct.pack(">II", offset + len(body), len(value))
        body += value
    head = struct.pack(">I", offset + len(body)) + b"\0\0\0\0" + b"\x02\x10\0\0mntrRGB XYZ "
    head = (head.ljust(36, b"\0") + b"acsp").ljust(68, b"\0") + b"".join(
        map(s15, (0.9642, 1, 0.8249))
    )
    return head.ljust(128, b"\0") + struct.pack(">I", len(values)) + table + body


DISPLAY_P3 = rgb_profile(
    ((0.51512, 0.2412, -0.00105), (0.29198, 0.69225, 0.04189), (0.1571, 0.06657, 0.78407)), 2.2
)
ADOBE_RGB = rgb_profile(
    ((0.60974, 0.31111, 0.01947), (0.20528, 0.62567, 0.06087), (0.14919, 0.06322, 0.74457)),
    2.19921875,
)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "TIFF", "WEBP"])
@pytest.mark.parametrize("profile", [DISPLAY_P3, ADOBE_RGB], ids=["Display P3", "Adobe RGB"])
def test_a_wide_gamut_photo_is_converted(profile, kind):
    flat = Image.new("RGB", (16, 16), (180, 100, 100))
    red, green, _ = to_srgb(reopened(encoded(flat, kind, icc_profile=profile))).getpixel((8, 8))
    # The same numbers mean a stronger red in a wider gamut.
    assert red > 184
    assert green < 101


def test_an_srgb_photo_stays_as_it_is():
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    made = to_srgb(reopened(encoded(scene(), "PNG", icc_profile=profile)))
    assert near(corners(made), CORNERS, 1)


@pytest.mark.parametrize("profile", [b"broken", DISPLAY_P3], ids=["broken", "of other colours"])
@pytest.mark.parametrize("mode", ["L", "CMYK", "RGB"])
def test_a_profile_that_does_not_fit_is_passed_over(mode, profile):
    image = scene().convert(mode)
    image.info["icc_profile"] = profile
    made = to_srgb(image)
    assert (made.mode, made.size) == ("RGB", (48, 32))


@pytest.mark.parametrize("mode", ["1", "L", "P", "PA", "YCbCr", "HSV", "LAB", "I", "F", "RGBX"])
def test_every_mode_of_pillow_becomes_rgb(mode):
    assert to_srgb(Image.new(mode, (4, 4))).mode == "RGB"


def test_an_animation_gives_its_first_frame():
    frames = [Image.new("P", (16, 16), n) for n in (0, 1)]
    for frame in frames:
        frame.putpalette([200, 0, 0, 0, 0, 200])
    data = encoded(frames[0], "GIF", save_all=True, append_images=frames[1:], duration=100)
    assert to_srgb(reopened(data)).getpixel((8, 8)) == (200, 0, 0)


def test_heic_is_read():
    assert near(corners(to_srgb(reopened(heic_bytes()))), CORNERS, 20)


def test_nothing_of_the_file_but_pixels_is_kept():
    image = scene()
    image.info.update(comment=b"12 ng\xc3\xb5", icc_profile=DISPLAY_P3, exif=b"x", xmp=b"x")
    assert to_srgb(image).info == {}


def test_the_colour_that_stands_for_a_picture_is_its_mean():
    image = Image.new("RGB", (10, 10), (0, 0, 0))
    image.paste((255, 255, 255), (0, 0, 5, 10))
    assert dominant_colour(image) in ("#7f7f7f", "#808080")
