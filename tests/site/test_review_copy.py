"""The reading edition of a submitted draft: marked, numbered, with room for notes; and unmoved."""

from __future__ import annotations

import re

import pikepdf
import pypdfium2
import pytest

from danvan.book.geometry import POINT, Geometry
from danvan.book.settings import STAGES
from danvan.desk import stages
from support.pdfreading import fonts_of, links, outline, page_texts
from support.pdfvalidation import qpdf_problems, verapdf

MARK = "BẢN THẢO TRÌNH DUYỆT LẦN 2"
NOTES = "Ghi chú của người duyệt"
PAGE = Geometry(145, 205)


@pytest.fixture(scope="module")
def plain(small_project):
    return small_project.edition("dang-bien-tap", stage="đang biên tập").reading()


@pytest.fixture(scope="module")
def marked(small_project, plain):
    return small_project.edition("ban-thao", stage="bản thảo 2").reading()


def numbers_of(page):
    """Return the line numbers of a page, from the top: those left of the trim."""
    shown = page.get_textpage().get_text_bounded(-15 / POINT, 0, 0, 205 / POINT)
    digits = "".join(shown.split())  # pdfium sets lines that are near each other in one
    for count in range(60):
        numbers = [str(number + 1) for number in range(count)]
        if "".join(numbers) == digits:
            return numbers
    raise AssertionError(shown)


def test_every_page_bears_its_round(marked):
    texts = page_texts(marked)
    assert len(texts) > 20
    assert all(MARK in text and NOTES in text for text in texts)


def test_pages_stand_on_a4_at_their_own_size_with_room_for_notes(marked):
    with pikepdf.open(marked) as book:
        for page in book.pages:
            left, foot, right, top = (float(edge) * POINT for edge in page.mediabox)
            assert (right - left, top - foot) == (
                pytest.approx(210, abs=0.1),
                pytest.approx(297, abs=0.1),
            )
            assert [float(edge) * POINT for edge in page.trimbox] == (
                pytest.approx([0, 0, 145, 205], abs=0.1)
            )
            assert right - 145 > 45
            assert -foot > 60


def test_no_line_moves_and_every_line_has_its_number(plain, marked):
    with pypdfium2.PdfDocument(plain) as before, pypdfium2.PdfDocument(marked) as after:
        assert len(before) == len(after)
        numbered = 0
        for own, page in list(zip(before, after, strict=True))[1:]:  # the cover names the stage
            block = (0, 0, 145 / POINT, 205 / POINT)
            assert page.get_textpage().get_text_bounded(*block).split() == (
                own.get_textpage().get_text_bounded(*block).split()
            )
            numbers = numbers_of(page)
            numbered += bool(numbers)
            assert len(numbers) <= PAGE.lines + 1
        assert numbered > len(after) / 2
        assert numbers_of(after[0]) == numbers_of(after[len(after) - 1]) == []


def test_a_page_of_text_has_as_many_numbers_as_lines(plain, marked):
    number = next(n for n, text in enumerate(page_texts(plain)) if "Tổ họp ba buổi" in text)
    with pypdfium2.PdfDocument(plain) as before, pypdfium2.PdfDocument(marked) as after:
        text = before[number].get_textpage()
        block = (0, PAGE.foot / POINT - 3, 145 / POINT, (205 - 15) / POINT)
        lines = [line for line in text.get_text_bounded(*block).splitlines() if line.strip()]
        assert len(numbers_of(after[number])) == len(lines)


def test_it_is_still_a_sound_accessible_book(plain, marked):
    assert verapdf(marked) == []
    assert qpdf_problems(marked) == []
    assert outline(marked) == outline(plain)
    assert len(links(marked)) == len(links(plain))
    assert all(fonts_of(marked).values())
    assert {re.sub(r"^[A-Z]{6}\+", "", name)[:6] for name in fonts_of(marked)} <= {
        "Source",
        "BeViet",
        "Be-Vie",
    }


def test_a_maket_is_called_one(small_project):
    texts = page_texts(small_project.edition("maket", stage="maket").reading())
    assert all("BẢN MAKET TRÌNH DUYỆT" in text for text in texts)


def test_the_command_knows_the_stages_that_the_book_knows():
    assert stages.STAGES == STAGES
