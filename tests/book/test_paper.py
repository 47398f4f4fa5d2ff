"""The table of papers: found as people write them, and how thick a book of them is."""

from __future__ import annotations

import pytest

from danvan.book.paper import PAPERS, find_paper, spine_width


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("couche mờ 120", "Couché mờ 120"),
        ("Couché matt 120gsm", "Couché mờ 120"),
        ("Giấy COUCHÉ MỜ Hàn Quốc, định lượng 120 g/m2", "Couché mờ 120"),
        ("couche-bong_150g", "Couché bóng 150"),
        ("C2S gloss 105 gsm", "Couché bóng 105"),
        ("Ford 80", "Ford 80"),
        ("giấy offset trắng 70gsm", "Ford 70"),
        ("Bai Bang 70", "Bãi Bằng 70"),
        ("giấy xốp ngà 80 g", "Ngà 80"),
        ("Ivory 300", "Ivory 300"),
        ("Couché mờ 135", "Couché mờ 135"),
        ("Couche\u0301 mo\u031b\u0300 120", "Couché mờ 120"),  # as a Mac decomposes it
    ],
)
def test_a_paper_is_found_as_people_write_it(written, name):
    found = find_paper(written)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "written",
    [
        "",
        "Ford",
        "80",
        "Couché 120",  # matt or glossy?
        "Couché mờ bóng 120",
        "Couché mờ 100/120",
        "Ford 800",
        "Ford 20",
        "Couché mờ 1200",
        "giấy dó 80",
        "Oxford 80",
    ],
)
def test_a_name_that_could_be_none_or_two_papers_finds_none(written):
    assert find_paper(written) is None


def test_every_paper_of_the_table_is_found_by_its_own_name():
    assert [find_paper(paper.name) for paper in PAPERS] == list(PAPERS)


@pytest.mark.parametrize("paper", PAPERS, ids=lambda paper: paper.name)
def test_every_leaf_is_as_thick_as_paper_of_its_weight_can_be(paper):
    assert 0.00075 * paper.grams <= paper.thickness <= 0.0017 * paper.grams


def test_of_one_weight_glossy_is_thinner_than_matt_and_matt_than_offset():
    glossy, matt, offset, cream = (
        find_paper(name) for name in ("Couché bóng 80", "Couché mờ 80", "Ford 80", "Ngà 80")
    )
    assert glossy.thickness < matt.thickness < offset.thickness < cream.thickness


def test_coated_paper_bears_more_ink_than_uncoated():
    assert find_paper("Couché bóng 150").ink_limit == 320
    assert find_paper("Ivory 300").ink_limit == 320
    assert find_paper("Ford 80").ink_limit == 280
    assert find_paper("Ngà 70").ink_limit == 280


@pytest.mark.parametrize(
    ("pages", "thickness", "width"),
    [
        (220, 0.108, 11.9),
        (220, 0.1, 11.0),
        (2, 0.1, 0.1),
        (221, 0.1, 11.1),  # the odd page is printed on a leaf of its own
        (0, 0.1, 0.0),
    ],
)
def test_a_book_is_as_thick_as_its_leaves(pages, thickness, width):
    assert spine_width(pages, thickness) == width
