"""The same stories, words, photos and captions on the site and in the book, and nothing else."""

from __future__ import annotations

import re
from copy import copy
from functools import cache

import pytest

from support.bookpages import loose
from support.built_site import unpacked
from support.held_out import CANARIES, STRAY, public_stories
from support.held_out_book import LONG_WORDS, OUTSIDE, SHORT_WORDS, SITE_URL
from support.pdfreading import page_texts
from support.pictures import SECRETS
from support.printed_book import PARTS, PrintedBook
from support.stories import Story

WORD = re.compile(r"[^\W_]+")
MARKUP = re.compile(r"\]\([^)]*\)|https?://\S+|\[\^\w+\]|&\w+;")
BLOCKS = "p, h2, h3, h4, h5, h6, li, pre"
"""Elements of an article whose text stands together."""
CELLS = "td, th"
FOOTNOTE_MARK = 7.3
"""Points."""
WITHHELD = (*CANARIES.values(), STRAY, OUTSIDE, *SECRETS)


@pytest.fixture(scope="module")
def press(held_out_site):
    return held_out_site.project / "press"


# --- everything ----------------------------------------------------------------------------------


def test_every_word_that_staff_wrote_is_on_the_page_of_the_story(book):
    for story in book.stories:
        shown = loose(_page(book, story).get_text(" "))
        missing = [word for word in _written_words(story) if loose(word) not in shown]
        assert missing == [], story.folder


def test_every_block_of_text_on_the_page_of_a_story_is_in_the_book(book):
    for story in book.stories:
        printed = _printed(book, book.pages_of(story))
        text = _page(book, story).select_one(".dv-story__text")
        for block in text.select(BLOCKS):
            assert [piece for piece in _pieces(block) if piece not in printed] == [], story.folder
        # Lines of cells side by side are read across.
        cells = [word for cell in text.select(CELLS) for word in WORD.findall(cell.get_text())]
        assert [word for word in cells if loose(word) not in printed] == [], story.folder


def test_title_summary_names_unit_and_ward_are_in_both(book):
    for story in book.stories:
        printed = _printed(book, book.pages_of(story))
        shown = loose(_page(book, story).get_text(" "))
        for key in ("tiêu đề", "tóm tắt", "tên", "đơn vị", "phường", "năm", "tác giả"):
            assert loose(story.fact(key)) in printed, (story.folder, key)
            assert loose(story.fact(key)) in shown, (story.folder, key)


def test_the_book_adds_nothing_to_a_story_but_page_numbers_and_its_address(book):
    for story in book.stories:
        shown = loose(_page(book, story).get_text(" "))
        shown += loose(f"{SITE_URL}{book.address(story)}")
        lines = [line.text for number in book.pages_of(story) for line in book.body(number)]
        words = set(WORD.findall(re.sub(r"\(tr\. \d+\)", "", " ".join(lines))))
        assert [word for word in words if loose(word) not in shown] == [], story.folder


def test_a_story_has_as_many_photos_in_the_book_as_on_its_page(book):
    for story in book.stories:
        on_page = _page(book, story).select(".dv-story figure img")
        in_book = [photo for n in book.pages_of(story) for photo in book.pages.photos(n)]
        assert len(on_page) == len(in_book) == len(story.photos), story.folder


def test_long_and_short_stories_are_whole(book):
    lengths = {}
    for story in book.stories:
        words = [
            len(WORD.findall(" ".join(p.text for p in book.body(n)))) for n in book.pages_of(story)
        ]
        lengths[story.folder] = sum(words)
    assert lengths["ba-nghin-chu"] > LONG_WORDS
    assert SHORT_WORDS < lengths["tam-muoi-chu"] < SHORT_WORDS + 60


@pytest.mark.parametrize(
    ("address", "title"), [("loi-noi-dau/", "Lời nói đầu"), ("dan-van/", PARTS[0])]
)
def test_the_parts_before_the_stories_are_whole(book, address, title):
    printed = _printed(book, book.section(title))
    blocks = book.site.pages[address].select_one(".dv-prose").select(BLOCKS)
    assert len(blocks) >= 5
    assert [piece for block in blocks for piece in _pieces(block) if piece not in printed] == []


def test_emoji_are_on_the_site_and_no_boxes_stand_for_them_in_the_book(book):
    (story,) = [story for story in book.stories if story.folder == "bieu-tuong"]
    assert "🌸" in _page(book, story).h1.get_text()
    printed = "".join(book.pages.text(n) for n in book.pages_of(story))
    assert "Sáng nào nhóm cũng chào nhau rồi mới bàn việc √." in printed
    assert not re.search("[\ufffd\u25a1\U0001f300-\U0001faff]", printed)


# --- nothing else --------------------------------------------------------------------------------


@pytest.mark.parametrize("word", WITHHELD)
def test_no_file_of_the_book_holds_what_is_not_for_it(book, press, word):
    """Names of files, all parts of all PDFs, reports for people and for programs."""
    spellings = {
        form
        for spelt in (word, word.upper(), word.capitalize())
        for form in (spelt.encode(), spelt.encode("utf-16-be"), spelt.encode().hex().encode())
    }
    for path in (book.pages.path, *sorted(press.iterdir())):
        assert word not in path.name
        assert not [form for form in spellings if form in _unpacked(path)], path


@pytest.mark.parametrize("word", WITHHELD)
def test_no_page_of_a_pdf_says_what_is_not_for_it(book, press, word):
    for path in (book.pages.path, *sorted(press.glob("*.pdf"))):
        assert loose(word) not in _said(path), path


def test_the_book_prints_the_public_stories_but_those_kept_out_of_it(book):
    titles = {loose(story.title) for story in public_stories()}
    out = {loose(story.title) for story in public_stories() if OUTSIDE in story.title}
    bookmarked = {loose(title) for level, title, _ in book.pages.outline if level == 3}
    assert len(out) == 1
    assert bookmarked == titles - out


def test_a_story_kept_out_of_the_book_is_on_the_site_all_the_same(book):
    page = book.site.pages["he-thong-chinh-tri/ngoai-sach/"]
    assert OUTSIDE in page.h1.get_text()
    assert len(page.select(".dv-story figure")) == 1
    assert page.select(".dv-facts a") == []


# --- from one to the other -----------------------------------------------------------------------


def test_the_page_of_a_story_names_and_opens_the_page_of_the_book_with_its_title(book):
    for story in book.stories:
        address = book.address(story)
        (link,) = book.site.pages[address].select(".dv-facts a")
        file, _, fragment = link["href"].partition("#")
        assert book.site.resolve(address, file) == book.pages.path
        assert link.get_text() == f"Trang {book.number(story)}"
        assert fragment == f"page={book.first_page[story.folder]}"


def _page(book: PrintedBook, story: Story):
    return book.site.pages[book.address(story)].select_one(".dv-story")


def _printed(book: PrintedBook, pages: range) -> str:
    """Return what pages say between running heads and folios, without references and marks."""
    lines = [line for number in pages for line in book.body(number)]
    text = " ".join(line.text for line in lines if line.size > FOOTNOTE_MARK)
    return loose(re.sub(r" ?\(tr\. \d+\)", "", text))


def _pieces(block) -> list[str]:
    """Return the text of a block without marks of footnotes, in the pieces around inner blocks."""
    block = copy(block)
    for mark in block.select("sup, .footnote-backref, figure"):
        mark.replace_with("\n")
    pieces = block.get_text().split("\n")
    return [loose(piece) for piece in pieces if loose(piece)]


def _written_words(story: Story) -> list[str]:
    body = story.body or "Chuyện bắt đầu từ một buổi họp tổ."
    return WORD.findall(MARKUP.sub(" ", body))


@cache
def _unpacked(path) -> bytes:
    return unpacked(path)


@cache
def _said(path) -> str:
    return loose(" ".join(page_texts(path)))
