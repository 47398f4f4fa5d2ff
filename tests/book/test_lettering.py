"""Titles break into lines of like length, and never apart where they belong together."""

from __future__ import annotations

import math

import pytest

from danvan.book.lettering import balanced, line_count, shortened, text_width
from support.projects import ROOT

FONT = ROOT / "overrides/book/fonts/source-serif-4-600.ttf"
TITLE = "Những điển hình “Dân vận khéo” quận Nam Từ Liêm"


@pytest.mark.parametrize(
    ("title", "most", "lines"),
    [
        (TITLE, 1, (TITLE,)),
        (TITLE, 2, ("Những điển hình “Dân vận khéo”", "quận Nam Từ Liêm")),
        (TITLE, 3, ("Những điển hình", "“Dân vận khéo”", "quận Nam Từ Liêm")),
        ("Một & hai", 2, ("Một", "& hai")),
        ("Sách", 3, ("Sách",)),
        ("", 3, ()),
    ],
)
def test_a_title_breaks_into_lines_of_like_length(title, most, lines):
    assert balanced(title, most, FONT) == lines


def test_a_quotation_is_not_broken_even_for_more_lines():
    assert "“Dân vận khéo”" in balanced(TITLE, 9, FONT)


def test_lines_are_counted_at_a_width():
    wide = text_width(TITLE, FONT)
    assert line_count(TITLE, wide + 0.01, FONT) == 1
    assert line_count(TITLE, wide * 0.7, FONT) == 2


def test_no_number_of_lines_makes_room_for_a_word_that_is_too_wide():
    assert line_count("Ngoằn ngoèo", 2.0, FONT) == math.inf


def test_widths_are_those_of_the_face():
    assert text_width("mm", FONT) == pytest.approx(2 * text_width("m", FONT))
    assert 1.5 < text_width("m", FONT) / text_width("i", FONT) < 4


# --- running heads -------------------------------------------------------------------------------


def test_a_text_that_fits_stays_whole():
    assert shortened(TITLE, text_width(TITLE, FONT), FONT) == TITLE
    assert shortened("", 1.0, FONT) == ""


@pytest.mark.parametrize("width", range(5, 22))
def test_a_text_that_is_too_wide_ends_after_as_many_words_as_fit(width):
    short = shortened(TITLE, width, FONT)
    words = short.removesuffix("…").split()
    assert short.endswith("…")
    assert TITLE.split()[: len(words)] == words
    longer = f"{' '.join(TITLE.split()[: len(words) + 1])}…"
    assert text_width(short, FONT) <= width < text_width(longer, FONT)


@pytest.mark.parametrize("kept", ["hoa,", "hoa –", "hoa:", "hoa.", "hoa (", "hoa “", "hoa; -"])
def test_no_sign_stands_before_the_ellipsis(kept):
    """There is room for the sign."""
    width = text_width(f"Trồng {kept}…", FONT)
    assert shortened(f"Trồng {kept} dọn phố", width, FONT) == "Trồng hoa…"


def test_a_single_word_that_is_too_wide_is_cut():
    word = "Ngoằnngoèo" * 3
    short = shortened(f"{word} phố", 6.0, FONT)
    kept = short.removesuffix("…")
    assert word.startswith(kept)
    longer = f"{word[: len(kept) + 1]}…"
    assert text_width(short, FONT) <= 6.0 < text_width(longer, FONT)
