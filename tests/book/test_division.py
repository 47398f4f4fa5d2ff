"""A book is divided where it begins a right-hand page anyway, in parts of like length."""

from __future__ import annotations

import os

import pytest
from bs4 import BeautifulSoup

from danvan.book.division import SHORTEST, Part, divide

HEAD = '<head><title>Sách</title><style>/* <article class="recto"> */ p {}</style></head>'
LINKS = (
    '<a href="#mot">A</a><a href="#hai">B</a><a href="#hai:anh-1">C</a>'
    '<a href="https://danvan.vn/#hai">D</a><a href="#khong-co">E</a>'
)


def book(*articles, head=HEAD):
    return f'<html lang="vi">{head}<body class="sach">{"".join(articles)}</body></html>'


def article(name, length=0, inner="", classes="recto"):
    """Return an article with so many letters."""
    return f'<article class="{classes}" id="{name}"><p>{"a" * length}</p>{inner}</article>'


def openers(*lengths):
    """Return the articles `1`, `2` … that all begin on a right-hand page."""
    return [article(number, length) for number, length in enumerate(lengths, 1)]


def names(part):
    """Return the ids of the articles of a part."""
    return [found["id"] for found in BeautifulSoup(part.html, "html.parser").select("article")]


def divided(html, parts=2, shortest=1):
    return [names(part) for part in divide(html, parts, shortest)]


def targets(part):
    soup = BeautifulSoup(part.html, "html.parser")
    return [link["href"] for link in soup.select("a")]


# --- where ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lengths", "first"),
    [
        ((10, 10), ["1"]),
        ((10, 40, 30, 30), ["1", "2"]),
        ((30, 30, 30, 10), ["1", "2"]),
        ((100, 1, 1, 1), ["1"]),
        ((1, 1, 1, 100), ["1", "2", "3"]),
        ((1, 100, 2), ["1", "2"]),
    ],
)
def test_a_book_is_cut_at_the_opener_nearest_to_its_half(lengths, first):
    every = [str(number) for number in range(1, len(lengths) + 1)]
    assert divided(book(*openers(*lengths))) == [first, every[len(first) :]]


def test_a_photo_takes_as_long_as_many_letters():
    photos = '<img src="anh:1"/>' * 3
    by_letters = [article(1, 900), article(2, 900), article(3, 900), article(4, 800)]
    assert divided(book(*by_letters))[0] == ["1", "2"]
    assert divided(book(article(1, 900, photos), *by_letters[1:]))[0] == ["1"]


def test_what_is_not_printed_does_not_count():
    tags = f'<p title="{"x" * 5000}"></p>' * 9
    html = book(article(1, 100, tags), article(2, 100), article(3, 100), article(4, 100))
    assert divided(html)[0] == ["1", "2"]
    head = HEAD.replace("p {}", "p {}" * 5000)
    assert divided(book(*openers(10, 10, 10, 10), head=head))[0] == ["1", "2"]


@pytest.mark.parametrize(
    "middle",
    [
        article(2, 100, classes="story"),
        article(2, 100, classes="rectory"),
        '<div class="recto"></div>',
        '<article id="2"><section class="recto"></section></article>',
        '<p>&lt;article class="recto"></p>',
    ],
)
def test_it_is_cut_nowhere_else(middle):
    html = book(article(1, 100), middle, article(3, 100, classes="field"))
    assert divide(html, 2, 1) == (Part(html),)


@pytest.mark.parametrize("classes", ["recto", "recto field field-kinh-te", "back-matter recto"])
def test_an_opener_may_have_other_classes(classes):
    html = book(article(1, 100, classes="half"), article(2, 100, classes=classes))
    assert divided(html) == [["1"], ["2"]]


@pytest.mark.parametrize(("parts", "found"), [(1, [6]), (2, [3, 3]), (3, [2, 2, 2]), (6, [1] * 6)])
def test_there_are_as_many_parts_as_asked_for(parts, found):
    assert list(map(len, divided(book(*openers(*[50] * 6)), parts))) == found


def test_there_are_no_more_parts_than_openers_give():
    html = book(article(1, 50, classes="half"), article(2, 50))
    assert divided(html, parts=5) == [["1"], ["2"]]


# --- whether -------------------------------------------------------------------------------------


def test_a_short_book_stays_whole():
    html = book(*openers(*[SHORTEST // 4] * 4))
    assert divide(html) == (Part(html),)


def test_a_long_book_is_divided_in_two():
    found = [names(part) for part in divide(book(*openers(*[SHORTEST] * 4)))]
    assert found == [["1", "2"], ["3", "4"]]


@pytest.mark.parametrize("lengths", [(99, 500), (500, 99)])
def test_a_book_that_opens_only_near_an_end_stays_whole(lengths):
    first, last = lengths
    html = book(article(1, first, classes="half"), article(2, last))
    assert divide(html, 2, shortest=100) == (Part(html),)
    assert divided(html, 2, shortest=99) == [["1"], ["2"]]


@pytest.mark.parametrize("body", [[], [article(1, 500, classes="half")]])
def test_a_book_without_openers_stays_whole(body):
    assert divide(book(*body), 2, 1) == (Part(book(*body)),)


@pytest.mark.parametrize("processors", [1, 64])
def test_the_machine_does_not_matter(monkeypatch, processors):
    html = book(*openers(SHORTEST, SHORTEST, SHORTEST, SHORTEST))
    before = divide(html)
    monkeypatch.setattr(os, "cpu_count", lambda: processors)
    assert divide(html) == before


# --- what is in a part ---------------------------------------------------------------------------


@pytest.mark.parametrize("parts", [2, 3])
def test_every_part_is_a_document_with_the_head_of_the_book(parts):
    html = book(*openers(50, 50, 50))
    found = divide(html, parts, 1)
    for part in found:
        soup = BeautifulSoup(part.html, "html.parser")
        assert part.html.startswith(f'<html lang="vi">{HEAD}<body class="sach">')
        assert part.html.endswith("</body></html>")
        assert len(soup.select("html > body")) == len(soup.select("body")) == 1
    articles = [str(a) for p in found for a in BeautifulSoup(p.html, "html.parser")("article")]
    assert articles == openers(50, 50, 50)


def test_parts_know_whether_pages_at_their_ends_are_their_own():
    found = divide(book(*openers(50, 50, 50)), 3, 1)
    assert [part.before for part in found] == [0, 2, 2]
    assert [part.is_last for part in found] == [False, False, True]
    assert divide(book(*openers(50, 50)))[0].is_last


def test_links_to_another_part_say_so_and_others_stay():
    html = book(article("mot", 50, LINKS), article("hai", 50, f'{LINKS}<p id="hai:anh-1">F</p>'))
    first, second = divide(html, 2, 1)
    outside = ["https://danvan.vn/#hai", "#khong-co"]
    assert targets(first) == ["#mot", "trang:hai", "trang:hai:anh-1", *outside]
    assert targets(second) == ["trang:mot", "#hai", "#hai:anh-1", *outside]


def test_a_book_that_stays_whole_keeps_its_links():
    (whole,) = divide(book(article("mot", 50, LINKS), article("hai")))
    assert targets(whole)[:2] == ["#mot", "#hai"]


def test_a_part_knows_the_headings_before_it():
    headings = '<h1 id="a">A</h1><h3>B</h3><h6 class="sub">C</h6><header>D</header><hr/>'
    html = book(article(1, 50, headings), article(2, 50, "<h2>E</h2>"), article(3, 50))
    found = [part.headings for part in divide(html, 3, 1)]
    assert found == [(), ("1", "3", "6"), ("1", "3", "6", "2")]
    assert divide(html) == (Part(html, headings=()),)
