"""One word however it is typed; tests/browser/test_search_words.py holds the pages' half to it."""

from __future__ import annotations

import unicodedata
from itertools import product

import pytest

from danvan.search.words import LONGEST, spelled, words_of
from support.stories import nfd

TONES = "\u0300\u0309\u0303\u0301\u0323"
VOWELS = "aăâeêioôơuưy"


def exact(word):
    return spelled(word)[0]


def folded(word):
    return spelled(word)[1]


# --- what is a word ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "words"),
    {
        "Dân vận khéo": ["Dân", "vận", "khéo"],
        "139-KH/QU": ["139", "KH", "QU"],
        "15/10/1949": ["15", "10", "1949"],
        "1.200.000 đồng": ["1", "200", "000", "đồng"],
        "tổ_dân_phố": ["tổ", "dân", "phố"],
        "An ninh & quốc phòng – “khéo”…": ["An", "ninh", "quốc", "phòng", "khéo"],
        "Covid19 5S": ["Covid19", "5S"],
        "🌸 hoa 👋🏽": ["hoa"],
        "": [],
        " …\n–": [],
    }.items(),
)
def test_words_are_letters_and_digits_in_a_row(text, words):
    assert words_of(text) == words


def test_words_are_found_in_any_unicode_form_and_given_in_one():
    text = "Tổ hoà giải thuỷ chung"
    assert words_of(nfd(text)) == words_of(text) == text.split()


# --- one spelling --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new"),
    [("hoà", "hòa"), ("hoá", "hóa"), ("khoẻ", "khỏe"), ("thuý", "thúy"), ("xoã", "xõa")],
)
def test_the_place_of_the_tone_mark_does_not_count(old, new):
    assert spelled(old) == spelled(new)


@pytest.mark.parametrize("word", ["Đường", "ĐƯỜNG", nfd("đường"), nfd("ĐƯỜNG"), "đuờng"])
def test_capitals_and_unicode_forms_do_not_count_and_the_horn_does(word):
    assert (exact(word) == exact("đường")) is (word != "đuờng")
    assert folded(word) == "duong"


def test_tones_and_letters_make_other_spellings_of_one_folded_word():
    vowels = [unicodedata.normalize("NFC", v + tone) for v, tone in product(VOWELS, ["", *TONES])]
    assert len({exact(f"b{vowel}t") for vowel in vowels}) == len(vowels) == 72
    assert {folded(f"b{vowel}t") for vowel in vowels} == {f"b{vowel}t" for vowel in "aeiouy"}


def test_a_d_with_a_stroke_is_another_letter_and_folds_to_d():
    assert exact("đào") != exact("dào")
    assert folded("Đào") == folded("dao") == "dao"


def test_a_word_without_marks_is_its_own_spelling():
    assert spelled("QU") == ("qu", "qu")
    assert spelled("139") == ("139", "139")
    assert spelled("Khu5") == ("khu5", "khu5")


def test_a_digit_that_was_written_is_no_tone():
    assert exact("ma2") == exact("mà") == "ma2"
    assert folded("ma2") == "ma2"
    assert folded("mà") == "ma"


def test_foreign_words_fold_too():
    assert folded("Škoda") == "skoda"
    assert folded("Ünïcödé") == "unicode"


# --- rows of letters -----------------------------------------------------------------------------


def test_long_words_count_by_their_beginning():
    long = "Liênđoànlaođộngquậnnamtừliêm"
    assert len(long) > LONGEST
    assert folded(long) == "liendoanlaodongquannamtuliem"[:LONGEST]
    assert folded(long) == folded(f"{long}thànhphốhànội")
    assert len(exact("a" * 99)) == len(folded("a" * 99)) == LONGEST
