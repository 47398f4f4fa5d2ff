"""The PDF of the held-out book as programs read it: bookmarks, links, descriptions, imprint."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pikepdf

from support.bookpages import Pages, loose
from support.held_out import FIELDS
from support.held_out_book import BOOK, ENCODED, SITE_URL
from support.pdfvalidation import qpdf_problems, verapdf
from support.printed_book import BACK, DOCUMENTS, INDEXES, OPENING, PARTS

IMPRINT_PAGE = 4
REQUIRED = (
    "Nhà xuất bản",
    "Chịu trách nhiệm xuất bản",
    "Chịu trách nhiệm nội dung",
    "Biên tập viên",
    "In tại",
    "Địa chỉ cơ sở in",
    "Số xác nhận đăng ký xuất bản",
    "Quyết định (giấy phép) xuất bản số",
    "Mã số ISBN",
    "In xong và nộp lưu chiểu",
)
"""What Luật Xuất bản 2012, Điều 27, asks for and the held-out settings do not say yet."""


# --- what the file says of itself ----------------------------------------------------------------


def test_it_says_its_language_title_and_author(book):
    with pikepdf.open(book.pages.path) as pdf:
        assert str(pdf.Root.Lang) == "vi"
        assert str(pdf.docinfo["/Title"]) == BOOK["title"]
        assert str(pdf.docinfo["/Author"]) == BOOK["issuer"]
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        metadata = pdf.open_metadata()
        assert metadata["dc:title"] == BOOK["title"]
        assert BOOK["issuer"] in metadata["dc:creator"]


def test_it_carries_the_date_that_the_build_was_told(book):
    with pikepdf.open(book.pages.path) as pdf:
        assert str(pdf.docinfo["/CreationDate"]).startswith("D:20231114221320")


def test_verapdf_finds_nothing_against_pdf_ua(book):
    assert verapdf(book.pages.path, "ua1") == []


def test_it_is_sound_and_small_enough_to_send(book):
    assert qpdf_problems(book.pages.path) == []
    assert book.pages.path.stat().st_size < 25_000_000


def test_bookmarks_are_the_contents_as_a_tree(book):
    expected = [(1, "Lời nói đầu")]
    for number, part in enumerate(PARTS, 1):
        expected.append((1, f"Phần {number}. {part}"))
        expected += [(2, title) for title in DOCUMENTS] if number == 2 else []
    for area, name in FIELDS.items():
        expected.append((2, name))
        expected += [(3, story.title) for story in book.stories_of(area)]
    expected += [(1, BACK), *((2, title) for title in INDEXES)]
    found = [(level, loose(title)) for level, title, _ in book.pages.outline]
    assert found == [(level, loose(title)) for level, title in expected]


def test_a_bookmark_opens_the_page_with_its_title(book):
    for _, bookmark, page in book.pages.outline:
        title = re.sub(r"^Phần \d\. ", "", bookmark)
        assert loose(title) in map(loose, book.pages.titles(page, OPENING)), bookmark


def test_the_description_of_a_photo_is_its_caption_or_the_title_of_its_story(book):
    titles = {story.folder: story.title for story in book.stories}
    expected = Counter(loose(caption or titles[owner]) for owner, caption in book.expected_photos())
    assert Counter(map(loose, _descriptions(book.pages.path))) == expected


# --- links ---------------------------------------------------------------------------------------


def test_links_inside_the_book_lead_to_pages_of_it(book):
    targets = [link.target for link in book.pages.links if isinstance(link.target, int)]
    assert set(targets) <= set(book.pages.numbers)
    assert len(targets) > 3 * len(book.stories)


def test_links_out_of_the_book_lead_to_pages_of_the_site_or_where_staff_said(book):
    addresses = {link.target for link in book.pages.links if isinstance(link.target, str)}
    own = {address for address in addresses if address.startswith(SITE_URL)}
    for address in own:
        path = unquote(urlsplit(address).path).removeprefix(urlsplit(SITE_URL).path)
        assert (book.site.folder / path / "index.html").is_file(), address
    hosts = {urlsplit(address).netloc for address in addresses - own}
    assert hosts == {"vi-du.example.vn", "vanban.example.vn", ""}
    assert {ENCODED, "mailto:bandanvan@vi-du.example.vn"} <= addresses


def test_every_story_ends_with_its_address_on_the_site(book):
    for story in book.stories:
        address = SITE_URL + book.address(story)
        pages = book.pages_of(story)
        assert any(book.pages.says(n, address.removeprefix("https://")) for n in pages), story
        assert address in {link.target for link in book.pages.links if link.page in pages}, story


def test_a_link_to_another_page_of_the_book_tells_its_number(book):
    by_folder = {story.folder: story for story in book.stories}
    said: dict[int | str, str] = {}
    for link in book.pages.links:  # a link over two lines is two
        if link.page in book.pages_of(by_folder["lien-ket"]):
            said[link.target] = f"{said.get(link.target, '')} {link.text}".strip()
    for words, page in (
        ("chuyện tám bức ảnh", book.first_page["tam-anh"]),
        ("sổ góp công", book.first_page["bang-dai"]),
        ("chuyện của nhà in", book.first_page["anh-cmyk"]),
        ("phần hình ảnh", book.opening(PARTS[2])),
    ):
        assert said[page] == f"{words} (tr. {book.pages.label(page)})"


def test_a_link_to_what_is_not_printed_leads_to_the_site(book):
    targets = {link.text: link.target for link in book.pages.links}
    assert targets["chuyện chỉ có trên trang"] == f"{SITE_URL}he-thong-chinh-tri/ngoai-sach/"
    assert targets["bản kế hoạch"] == ENCODED


# --- imprint -------------------------------------------------------------------------------------


def test_the_imprint_of_a_draft_leaves_blanks_for_what_is_missing(book):
    lines = [line.text for line in book.pages.lines(book.pages.labelled(IMPRINT_PAGE))]
    blank = [line.partition(":")[0] for line in lines if re.fullmatch(r"[^:]+: …+", line)]
    assert blank == list(REQUIRED)
    assert f"Biên soạn: {', '.join(BOOK['editors'])}" in lines


def test_the_imprint_counts_the_pages_that_are_printed(book):
    (interior,) = (book.site.project / "press").glob("*-ruot.pdf")
    pages = len(Pages(interior))
    lines = [line.text for line in book.pages.lines(book.pages.labelled(IMPRINT_PAGE))]
    stated = re.compile(rf"In …+ bản, khổ 14,5 × 20,5 cm, {pages} trang\.")
    assert any(map(stated.fullmatch, lines))
    numbered = [label for label in book.pages.labels if label.isdigit()]
    assert pages % 4 == 0
    assert 0 <= pages - len(numbered) < 4


def _descriptions(pdf: Path) -> Iterator[str]:
    """Yield the alternative text of every figure of a tagged PDF."""
    with pikepdf.open(pdf) as document:
        for item in document.objects:
            if isinstance(item, pikepdf.Dictionary) and item.get("/S") == "/Figure":
                yield str(item.Alt)
