"""What is not approved, or lacks consent, leaves no trace; HTML typed into text is harmless."""

from __future__ import annotations

import unicodedata
from collections import Counter

import pytest

from support import held_out
from support.bookpages import loose
from support.built_site import BuiltSite, unpacked
from support.held_out import CANARIES, DANGEROUS_CAPTION, DANGEROUS_TITLE, STRAY
from support.projects import mkdocs_build

WORDS = (*CANARIES.values(), STRAY)


@pytest.mark.parametrize("word", WORDS)
def test_no_file_of_the_site_holds_a_word_of_a_draft(held_out_site, word):
    """Names of files, pages, search index, sitemap, scripts and all parts of the PDF."""
    spellings = {
        form
        for spelt in (word, word.upper(), word.capitalize())
        for form in (spelt.encode(), spelt.encode("utf-16-be"), spelt.encode().hex().encode())
    }
    for path in held_out_site.all_files:
        assert word not in str(path.relative_to(held_out_site.folder)).lower()
        data = unpacked(path)
        assert not [form for form in spellings if form in data], path


@pytest.mark.parametrize("word", WORDS)
def test_no_page_of_the_book_shows_a_word_of_a_draft(held_out_site, word):
    assert word not in held_out_site.book_text


def test_numbers_count_public_stories_only(held_out_site):
    page = held_out_site.pages["kinh-te/"]
    public = [s for s in held_out.public_stories() if s.area == "kinh-te"]
    assert page.select_one(".dv-field-head__count").get_text().startswith(f"{len(public)} gương")


def test_lists_and_their_counts_are_of_public_stories_only(held_out_site):
    public = held_out_site.collection.visible(preview=False)
    years = Counter(str(story.year) for story in public)
    assert years != Counter(str(story.year) for story in held_out_site.collection.exemplars)
    links = held_out_site.pages["tra-cuu/"].select(".dv-directory a[href^='nam/']")
    found = {link["href"].split("/")[1]: link.select_one(".dv-number") for link in links}
    assert {year: int(n.find(string=True)) for year, n in found.items()} == years
    lists = {a for a in held_out_site.pages if a.startswith("tra-cuu/nam/")}
    assert lists == {f"tra-cuu/nam/{year}/" for year in years}


def test_all_fifty_public_stories_are_there(held_out_site):
    titles = {story.title for story in held_out_site.collection.visible(preview=False)}
    assert titles == {story.title for story in held_out.public_stories()}
    assert len(titles) == 50


def test_what_is_hidden_is_no_reason_to_tell_readers_what_is_missing(held_out_site):
    for address, page in held_out_site.pages.items():
        assert not page.select(".dv-preview, .dv-todo, .dv-mark--draft"), address


def test_a_preview_cannot_be_built_into_the_project(held_out_site):
    """What lies in the project may be published; drafts are shown by `make serve` only."""
    project = held_out_site.project
    done = mkdocs_build(project, project / "site", DANVAN_PREVIEW="1", DANVAN_BOOK="false")
    site = BuiltSite(project, project / "site", done.stdout + done.stderr)
    assert done.returncode == 0, site.output
    assert site.pages[""].select(".dv-preview") == []
    for path in site.all_files:
        data = unpacked(path)
        assert not [word for word in WORDS if word.encode() in data], path
    # Without the book, nothing offers it.
    links = [a["href"] for page in site.pages.values() for a in page.find_all("a", href=True)]
    assert not [link for link in links if link.endswith(".pdf")]


# --- text that looks like HTML -------------------------------------------------------------------


def test_html_in_a_title_is_shown_as_it_was_typed(held_out_site):
    page = held_out_site.pages["an-ninh-quoc-phong/the-html/"]
    assert page.h1.get_text() == DANGEROUS_TITLE
    assert page.title.get_text().startswith(DANGEROUS_TITLE)
    assert page.select_one("meta[property='og:title']")["content"] == DANGEROUS_TITLE
    field = held_out_site.pages["an-ninh-quoc-phong/"]
    assert DANGEROUS_TITLE in [a.get_text() for a in field.select(".dv-card__title a")]


def test_html_in_front_matter_becomes_no_element_on_any_page(held_out_site):
    for address, page in held_out_site.pages.items():
        assert page.select("script:not([src]):-soup-contains('alert(')") == [], address
        assert page.select("img[src=x], [onerror], .dv-page h1 b, .dv-card b, mễ") == [], address
        for name in ("b", "i", "u"):
            assert page.select(f".dv-story__head {name}, .dv-facts {name}, .dv-turn {name}") == []


def test_html_in_a_caption_is_shown_as_it_was_typed(held_out_site):
    page = held_out_site.pages["an-ninh-quoc-phong/the-html/"]
    assert DANGEROUS_CAPTION in page.select_one("figcaption").get_text()
    assert page.select_one(".dv-zoom")["data-caption"] == DANGEROUS_CAPTION
    assert page.select_one(".dv-zoom img")["alt"] == DANGEROUS_CAPTION


def test_html_in_a_title_is_text_in_the_search_index_and_the_book(held_out_site):
    entry = held_out_site.search_entries["an-ninh-quoc-phong/the-html/"]
    assert entry["title"] == DANGEROUS_TITLE
    assert loose(DANGEROUS_TITLE) in loose(held_out_site.book_text)  # with curly quotes
    titles = [entry.title for entry in _flat(held_out_site.book.outline)]
    assert loose(DANGEROUS_TITLE) in map(loose, titles)


# --- what staff may write ------------------------------------------------------------------------


def test_addresses_are_plain_letters_however_folders_are_named(held_out_site):
    for address in held_out_site.pages:
        assert address.isascii() and address == address.lower() and " " not in address


def test_everything_is_written_in_composed_letters(held_out_site):
    for path in held_out_site.all_files:
        if path.suffix in (".html", ".xml", ".css"):
            text = path.read_text("utf-8")
            assert unicodedata.is_normalized("NFC", text), path


def test_photos_stand_where_the_article_puts_them_and_the_rest_below(held_out_site):
    page = held_out_site.pages["an-ninh-quoc-phong/anh-trong-bai/"]

    def captions(selector):
        return [f.get_text(strip=True) for f in page.select(f"{selector} figcaption")]

    def numbers(selector):
        return [int(c.split("thứ ")[1][0]) for c in captions(selector)]

    assert numbers(".dv-story__text") == [2, 4]
    assert numbers(".dv-story__cover") == [1]
    assert numbers(".dv-gallery") == [3, 5]
    assert page.select(".dv-story__text p figure") == []


def test_tables_footnotes_and_links_between_stories_work(held_out_site):
    page = held_out_site.pages["an-ninh-quoc-phong/anh-trong-bai/"]
    text = page.select_one(".dv-story__text")
    assert len(text.select("table tbody tr")) == 2
    assert text.select_one(".footnote").get_text().strip().startswith("Số liệu của tổ dân phố")
    links = {a.get_text(): a["href"] for a in text.find_all("a")}
    assert links["chuyện đường hoa"] == "../../kinh-te/mac-nfd/"
    assert links["chuyện bên cạnh"] == "../the-html/#ket-qua"
    assert links["cả lĩnh vực"] == "../"
    assert links["lời nói đầu"] == "../../loi-noi-dau/"
    assert links["luật"] == "https://vanban.example.vn/luat?so=1&nam=2020"
    foreword = held_out_site.pages["loi-noi-dau/"]
    assert foreword.select_one(".dv-prose a")["href"] == "../kinh-te/mac-nfd/"


def test_every_kind_of_photo_has_its_pictures(held_out_site):
    for slug in ("anh-heic", "anh-cmyk", "anh-quet-16-bit", "anh-xoay"):
        page = held_out_site.pages[f"van-hoa-xa-hoi/{slug}/"]
        assert page.select("a.dv-zoom picture source[type='image/avif']"), slug


def test_a_photo_turned_by_its_camera_stands_upright(held_out_site):
    page = held_out_site.pages["van-hoa-xa-hoi/anh-xoay/"]
    turned = page.select_one(".dv-story__cover a.dv-zoom")
    assert int(turned["data-pswp-height"]) > int(turned["data-pswp-width"])


def _flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from _flat(entry)
        else:
            yield entry
