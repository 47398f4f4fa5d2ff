"""A picture comes to the press in the press's colours, and nowhere with more ink than it takes."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from PIL import Image, ImageCms

from danvan.photos.inks import highest_grey, jpeg, jpeg_within, to_cmyk
from support.builders import encoded, scene

PROFILE = (
    Path(__file__).parents[2] / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
).read_bytes()
OTHER = PROFILE.replace(b"FOGRA39L Coated", b"FOGRA39L Kontur")
"""A profile of the same press under another name."""
SRGB = ImageCms.createProfile("sRGB")
LAB = ImageCms.createProfile("LAB")
LIMITS = pytest.mark.parametrize("limit", [320, 280, 240])


def with_profile(image, profile):
    image.info["icc_profile"] = profile
    return image


def row(*colours, mode="RGB", side=16):
    """Return a picture of flat squares side by side, each as large as some blocks of a JPEG."""
    image = Image.new(mode, (side * len(colours), side))
    for place, colour in enumerate(colours):
        image.paste(colour, (side * place, 0, side * place + side, side))
    return image


def squares(image, side=16):
    """Return the values in the middle of each square."""
    return np.asarray(image)[side // 2, side // 2 :: side]


def lab(image, profile):
    """Return L*, a*, b* of each square, relative to paper."""
    source = ImageCms.ImageCmsProfile(io.BytesIO(profile)) if profile else SRGB
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    found = ImageCms.profileToProfile(image, source, LAB, renderingIntent=intent, outputMode="LAB")
    values = squares(found).astype(float)
    values[:, 0] /= 2.55
    values[:, 1:] = (values[:, 1:] + 128) % 256 - 128  # Pillow keeps them as signed bytes
    return values


def distance(one, other):
    """Return the largest CIE76 colour difference."""
    return np.linalg.norm(np.subtract(one, other), axis=1).max()


def decoded(data):
    with Image.open(io.BytesIO(data)) as image:
        image.load()
    return image


def highest(data):
    """Return the most ink in one pixel, percent."""
    return np.asarray(decoded(data)).astype(int).sum(axis=2).max() * 100 / 255


# --- colours


def test_skin_and_other_colours_that_the_press_prints_stay_as_they_are():
    photo = row((225, 180, 150), (198, 134, 103), (150, 100, 80), (128, 128, 128), (96, 124, 90))
    assert distance(lab(to_cmyk(photo, PROFILE), PROFILE), lab(photo, None)) < 3


def test_white_is_bare_paper():
    assert not np.asarray(to_cmyk(row((255, 255, 255)), PROFILE)).any()


def test_the_darkest_shadows_stay_apart():
    """FOGRA39's black is about L* 10: without compensation, all that is darker becomes one."""
    shadows = row(*[(v, v, v) for v in range(0, 48, 6)])
    lightness = lab(to_cmyk(shadows, PROFILE), PROFILE)[:, 0]
    assert (np.diff(lightness) > 0.3).all()
    assert lightness[0] < 12


def test_grey_is_printed_in_four_inks_and_stays_neutral():
    made = to_cmyk(row(40, 90, 128, mode="L"), PROFILE)
    assert (squares(made) > 0).all()
    assert abs(lab(made, PROFILE)[:, 1:]).max() < 2


def grey_profile(gamma):
    """Return a minimal ICC v2 profile of grey: white point and gamma."""

    def s15(*values):
        return b"".join(struct.pack(">i", round(value * 65536)) for value in values)

    values = [
        (b"desc", (b"desc\0\0\0\0" + struct.pack(">I", 5) + b"test\0").ljust(96, b"\0")),
        (b"cprt", b"text\0\0\0\0test\0\0\0\0"),
        (b"wtpt", b"XYZ \0\0\0\0" + s15(0.9642, 1, 0.8249)),
        (b"kTRC", b"curv\0\0\0\0" + struct.pack(">IHH", 1, round(gamma * 256), 0)),
    ]
    table, body, start = b"", b"", 132 + 12 * len(values)
    for name, value in values:
        table += name + struct.pack(">II", start + len(body), len(value))
        body += value
    head = struct.pack(">I", start + len(body)) + b"\0\0\0\0" + b"\x02\x10\0\0mntrGRAYXYZ "
    head = (head.ljust(36, b"\0") + b"acsp").ljust(68, b"\0") + s15(0.9642, 1, 0.8249)
    return head.ljust(128, b"\0") + struct.pack(">I", len(values)) + table + body


def test_the_profile_of_a_grey_photo_is_used():
    linear = with_profile(row(128, mode="L"), grey_profile(1.0))
    lightness = lab(to_cmyk(linear, PROFILE), PROFILE)[0, 0]
    assert lightness == pytest.approx(76, abs=2)  # of half the light (CIE 15); sRGB's 128 is 54


def test_the_profile_of_an_rgb_photo_is_used_without_going_through_srgb():
    """The press's own cyan lies outside sRGB; a photo in a wider space must still reach it."""
    cyan = row((255, 0, 0, 0), mode="CMYK")
    wide = ImageCms.profileToProfile(
        cyan, ImageCms.ImageCmsProfile(io.BytesIO(PROFILE)), wide_profile(), outputMode="RGB"
    )
    narrow = ImageCms.profileToProfile(wide, wide_profile(), SRGB, outputMode="RGB")
    wide.info["icc_profile"] = wide_profile().tobytes()
    narrow.info.clear()
    direct, through = (lab(to_cmyk(image, PROFILE), PROFILE) for image in (wide, narrow))
    aim = lab(cyan, PROFILE)
    assert distance(direct, aim) < 10
    assert distance(through, aim) > 2 * distance(direct, aim)


def wide_profile():
    """Return sRGB with its red, green and blue moved to those of Adobe RGB (1998)."""
    profile = bytearray(ImageCms.ImageCmsProfile(SRGB).tobytes())
    primaries = {
        b"rXYZ": (0.60974, 0.31111, 0.01947),
        b"gXYZ": (0.20528, 0.62567, 0.06087),
        b"bXYZ": (0.14919, 0.06322, 0.74457),
    }
    for number in range(struct.unpack(">I", profile[128:132])[0]):
        name, start, _ = struct.unpack(">4sII", profile[132 + 12 * number : 144 + 12 * number])
        if name in primaries:
            numbers = [round(value * 65536) for value in primaries[name]]
            profile[start + 8 : start + 20] = struct.pack(">3i", *numbers)
    return ImageCms.ImageCmsProfile(io.BytesIO(bytes(profile)))


@pytest.mark.parametrize("mode", ["L", "RGB"])
@pytest.mark.parametrize("profile", [b"broken", PROFILE], ids=["broken", "of other colours"])
def test_a_profile_that_does_not_fit_counts_as_srgb(mode, profile):
    image = scene().convert(mode)
    wanted = to_cmyk(image, PROFILE)
    assert to_cmyk(with_profile(image, profile), PROFILE).tobytes() == wanted.tobytes()


def test_an_output_profile_of_other_colours_is_refused():
    with pytest.raises(ImageCms.PyCMSError):
        to_cmyk(scene(), ImageCms.ImageCmsProfile(SRGB).tobytes())


# --- photos that are in CMYK already

INKS = [(255, 0, 0, 0), (0, 200, 180, 0), (30, 20, 20, 140), (0, 0, 0, 200), (120, 0, 120, 120)]


@pytest.mark.parametrize(
    "profile",
    [
        None,
        PROFILE,
        PROFILE[:44] + b"\0\0\0\1" + PROFILE[48:64] + b"\0\0\0\0" + PROFILE[68:],
        b"broken",
        ImageCms.ImageCmsProfile(SRGB).tobytes(),
    ],
    ids=["none", "this press", "this press, flagged as embedded", "broken", "RGB"],
)
def test_inks_made_for_this_press_or_for_none_are_kept(profile):
    image = row(*INKS, mode="CMYK")
    if profile:
        image.info["icc_profile"] = profile
    assert (squares(to_cmyk(image, PROFILE)) == INKS).all()


def test_inks_made_for_another_press_are_separated_anew_in_the_same_colours():
    image = with_profile(row(*INKS, mode="CMYK"), OTHER)
    made = to_cmyk(image, PROFILE)
    assert (squares(made) != INKS).any(axis=1).all()
    # Not by way of sRGB, in which the press's cyan would lose a third of its colour.
    assert distance(lab(made, PROFILE), lab(image, PROFILE)) < 6


# --- ink


@LIMITS
@pytest.mark.parametrize("quality", [75, 92, 100])
def test_no_pixel_of_the_file_has_more_ink_than_the_limit(limit, quality):
    chance = np.random.default_rng(1949)
    shape = (101, 155)  # no whole blocks at the edges
    pictures = [
        chance.integers(0, 2, (*shape, 4), dtype=np.uint8) * 255,
        chance.integers(0, 256, (*shape, 4), dtype=np.uint8),
        np.full((*shape, 4), 255, np.uint8),
    ]
    for pixels in pictures:
        image = Image.frombytes("CMYK", shape[::-1], pixels.tobytes())
        data, ink = jpeg_within(image, quality, limit)
        assert highest(data) == pytest.approx(ink)
        assert limit - 12 < ink <= limit


@LIMITS
def test_a_photo_of_saturated_noise_stays_within_the_limit(limit):
    noise = np.random.default_rng(2023).integers(0, 2, (96, 144, 3), dtype=np.uint8) * 70
    data, ink = jpeg_within(to_cmyk(Image.fromarray(noise), PROFILE), 92, limit)
    assert highest(data) == pytest.approx(ink)
    assert limit - 12 < ink <= limit


def test_a_picture_with_little_ink_is_not_touched():
    image = to_cmyk(scene(160, 96), PROFILE)
    data, _ = jpeg_within(image, 92, 240)
    assert data == jpeg(image, 92)


def test_colours_give_way_in_proportion_and_black_does_not():
    inks = [(255, 200, 100, 200), (240, 240, 240, 255), (100, 50, 0, 255)]
    data, ink = jpeg_within(row(*inks, mode="CMYK"), 100, 240)
    assert ink <= 240
    for before, after in zip(inks, squares(decoded(data)).astype(float), strict=True):
        assert after[3] == pytest.approx(before[3], abs=2)
        room = min(sum(before[:3]), 612 - before[3])
        wanted = np.array(before[:3]) * room / sum(before[:3])
        assert np.allclose(after[:3], wanted, atol=5)


def test_black_is_reduced_where_it_alone_is_above():
    data, _ = jpeg_within(row((0, 0, 0, 255), (80, 80, 80, 255), mode="CMYK"), 100, 90)
    assert np.allclose(squares(decoded(data)), (0, 0, 0, 229), atol=4)


def test_only_the_blocks_that_overshoot_are_reduced_further():
    calm = row((255, 255, 100, 200), mode="CMYK", side=64)
    alone, _ = jpeg_within(calm, 92, 280)
    noise = np.random.default_rng(7).integers(0, 2, (64, 64, 4), dtype=np.uint8) * 255
    both = Image.new("CMYK", (128, 64))
    both.paste(calm, (0, 0))
    both.paste(Image.frombytes("CMYK", (64, 64), noise.tobytes()), (64, 0))
    data, _ = jpeg_within(both, 92, 280)
    assert decoded(data).crop((0, 0, 64, 64)).tobytes() == decoded(alone).tobytes()


@LIMITS
def test_shadows_stay_apart_and_neutral_under_the_limit(limit):
    shadows = row(*[(v, v, v) for v in range(0, 120, 8)])
    data, _ = jpeg_within(to_cmyk(shadows, PROFILE), 95, limit)
    seen = lab(decoded(data), PROFILE)
    assert (np.diff(seen[:, 0]) > 0.3).all()
    assert seen[0, 0] < 15
    assert abs(seen[:, 1:]).max() < 3


@LIMITS
def test_dark_colours_keep_their_hue_under_the_limit(limit):
    colours = row((70, 20, 15), (15, 50, 20), (20, 20, 70), (60, 45, 20), (50, 15, 50))
    press = to_cmyk(colours, PROFILE)
    data, _ = jpeg_within(press, 95, limit)
    before, after = (
        np.degrees(np.arctan2(seen[:, 2], seen[:, 1]))
        for seen in (lab(press, PROFILE), lab(decoded(data), PROFILE))
    )
    assert abs((after - before + 180) % 360 - 180).max() < 12


# --- the file


def test_the_ink_of_a_grey_file_is_that_of_its_darkest_pixel():
    assert highest_grey(jpeg(row(255, mode="L"), 92)) == 0
    assert highest_grey(jpeg(row(0, 255, mode="L"), 92)) == 100
    assert highest_grey(jpeg(row(51, 200, mode="L"), 100)) == pytest.approx(80, abs=1)


@pytest.mark.parametrize("quality", [92, 100])
@pytest.mark.parametrize("channels", [3, 4])
def test_noise_that_outgrows_the_buffer_of_the_encoder_is_saved_all_the_same(quality, channels):
    noise = np.random.default_rng(1930).integers(0, 2, (300, 400, channels), dtype=np.uint8) * 255
    image = Image.frombytes("CMYK" if channels == 4 else "RGB", (400, 300), noise.tobytes())
    made = np.asarray(decoded(jpeg(image, quality))).astype(int)
    assert abs(made - noise).mean() < 12


def test_a_comment_of_the_original_does_not_get_into_the_file():
    image = scene()
    image.info.update(comment=b"12 ng\xc3\xb5", icc_profile=PROFILE, exif=b"x", dpi=(300, 300))
    assert jpeg(image, 92) == jpeg(scene(), 92)
    assert encoded(image, "JPEG") != encoded(scene(), "JPEG")
