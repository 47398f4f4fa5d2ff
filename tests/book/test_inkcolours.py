"""Printing inks for the colours of the style sheet, by the printer's profile."""

from __future__ import annotations

import pytest
from PIL import Image, ImageCms

from danvan.book.inkcolours import InkColours
from support.projects import ROOT

PROFILE = ROOT / "hooks/danvan/book/profiles/FOGRA39L_coated.icc"
BLACK, PAPER = (0.0, 0.0, 0.0, 1.0), (0.0, 0.0, 0.0, 0.0)
TEXT = ("#211c18", "#000000", "#1b1b1b", "#2d2823")
MUTED = ("#6a6058", "#808080", "#544d47")
TINTS = ("#d9cfbd", "#fbf8f2", "#f6f0e4")
COLOURS = ("#9b2d22", "#8b271d", "#b98a2f", "#e6c88a", "#0000ff", "#500020", "#00ff00")
COATED = InkColours(PROFILE, 320)


def rgb(colour):
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def ink(colour, *, inks=COATED, grey=False):
    return inks.ink(rgb(colour), colour=not grey)


def lightness(inks):
    """Return L* of `inks` as the profile prints them, with paper as white."""
    press, lab = ImageCms.getOpenProfile(str(PROFILE)), ImageCms.createProfile("LAB")
    intent, black_point = (
        ImageCms.Intent.RELATIVE_COLORIMETRIC,
        ImageCms.Flags.BLACKPOINTCOMPENSATION,
    )
    transform = ImageCms.buildTransform(press, lab, "CMYK", "LAB", intent, flags=black_point)
    pixel = Image.new("CMYK", (1, 1), tuple(round(share * 255) for share in inks))
    return ImageCms.applyTransform(pixel, transform).getpixel((0, 0))[0] / 2.55


@pytest.mark.parametrize("grey", [False, True])
@pytest.mark.parametrize("colour", TEXT)
def test_text_is_printed_in_full_black_alone(colour, grey):
    assert ink(colour, grey=grey) == BLACK


@pytest.mark.parametrize("colour", MUTED)
def test_muted_grey_text_is_printed_in_black_alone(colour):
    cyan, magenta, yellow, black = ink(colour)
    assert (cyan, magenta, yellow) == (0, 0, 0)
    assert 0.5 < black < 1


@pytest.mark.parametrize("grey", [False, True])
def test_white_takes_no_ink(grey):
    assert ink("#ffffff", grey=grey) == PAPER


def test_what_is_almost_white_takes_no_ink():
    assert ink("#fefefe") == PAPER


@pytest.mark.parametrize("colour", ["#001e96", "#0069a5", "#00781e", "#00a5f0"])
def test_a_trace_of_an_ink_that_only_soils_is_left_out(colour):
    inks = ink(colour)
    assert 0 in inks
    assert not any(0 < share < 0.03 for share in inks)


@pytest.mark.parametrize("colour", TINTS)
def test_tints_of_the_paper_are_printed_without_black(colour):
    cyan, magenta, yellow, black = ink(colour)
    assert black == 0
    assert yellow > max(cyan, magenta) > 0  # they are warm


@pytest.mark.parametrize("colour", COLOURS)
def test_colours_are_printed_in_colour(colour):
    assert max(ink(colour)[:3]) > 0.4


@pytest.mark.parametrize("limit", [200, 240, 280, 320])
@pytest.mark.parametrize("colour", COLOURS)
def test_no_colour_takes_more_ink_than_the_paper_dries(colour, limit):
    assert sum(ink(colour, inks=InkColours(PROFILE, limit))) <= limit / 100 + 1e-9


def test_a_colour_above_the_limit_keeps_its_black_and_its_hue():
    full, limited = ink("#8b271d"), ink("#8b271d", inks=InkColours(PROFILE, 200))
    assert sum(full) > 2 >= sum(limited) > 1.95
    assert limited[3] == full[3]
    assert limited[1] / limited[2] == pytest.approx(full[1] / full[2], rel=0.03)


@pytest.mark.parametrize("colour", [*TEXT, *MUTED, *TINTS, *COLOURS])
def test_in_grey_everything_is_printed_in_black_alone(colour):
    assert ink(colour, grey=True)[:3] == (0, 0, 0)


def test_in_grey_darker_colours_take_more_black():
    ramp = [ink(f"#{level:02x}{level:02x}{level:02x}", grey=True)[3] for level in range(0, 256, 15)]
    assert ramp == sorted(ramp, reverse=True)
    assert (ramp[0], ramp[-1]) == (1, 0)


@pytest.mark.parametrize("colour", ["#6a6058", "#b98a2f", "#9b2d22", "#d9cfbd"])
def test_black_alone_looks_as_light_as_the_colour(colour):
    lab = ImageCms.createProfile("LAB")
    transform = ImageCms.buildTransform(ImageCms.createProfile("sRGB"), lab, "RGB", "LAB")
    pixel = Image.new("RGB", (1, 1), colour)
    wanted = ImageCms.applyTransform(pixel, transform).getpixel((0, 0))[0] / 2.55
    assert lightness(ink(colour, grey=True)) == pytest.approx(wanted, abs=1.5)


def test_the_same_colour_is_converted_alike_in_grey_and_colour_sections():
    inks = InkColours(PROFILE, 320)
    first = [ink("#9b2d22", inks=inks, grey=grey) for grey in (False, True, False, True)]
    assert first[:2] == first[2:]
    assert first[0] != first[1]
