"""Accent colours of the fields stay readable on paper and at night (WCAG 2.2, SC 1.4.3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.collection import Field
from danvan.pages.accents import (
    AA_CONTRAST,
    NIGHT,
    PAPER,
    accent_stylesheet,
    contrast,
    field_colour,
    readable,
)


def field(slug="kinh-te", colour=""):
    return Field(slug, "Kinh tế", 1, Path("linh-vuc.md"), colour)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [
        ("#000000", "#ffffff", 21),
        ("#ffffff", "#ffffff", 1),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_that_of_wcag(first, second, ratio):
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast(first, second) == contrast(second, first)


@pytest.mark.parametrize("background", [PAPER, NIGHT])
@pytest.mark.parametrize("red", ["00", "80", "ff"])
@pytest.mark.parametrize("green", ["00", "80", "ff"])
@pytest.mark.parametrize("blue", ["00", "80", "ff"])
def test_any_colour_that_staff_choose_becomes_readable(red, green, blue, background):
    assert contrast(readable(f"#{red}{green}{blue}", background), background) >= AA_CONTRAST


def test_a_readable_colour_stays_as_staff_chose_it():
    assert readable("#1d6b57", PAPER) == "#1d6b57"


def test_a_colour_keeps_its_hue():
    red, green, blue = (int(readable("#ff6666", PAPER)[i : i + 2], 16) for i in (1, 3, 5))
    assert red > 2 * green
    assert green == blue


def test_fields_without_a_colour_get_different_ones():
    assert len({field_colour(field(), position) for position in range(4)}) == 4
    assert field_colour(field(), 40)
    assert field_colour(field(colour="#123456"), 0) == "#123456"


def test_the_stylesheet_sets_both_schemes_of_each_field():
    css = accent_stylesheet([field("kinh-te", "#1d6b57"), field("van-hoa")])
    assert ".field-kinh-te { --field: #1d6b57; }" in css
    assert '[data-md-color-scheme="slate"] .field-kinh-te { --field: #' in css
    assert css.count("--field") == 4
    assert accent_stylesheet([field()]) == accent_stylesheet([field()])
