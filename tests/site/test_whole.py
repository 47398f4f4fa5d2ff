"""What every built site keeps, whatever staff have written: the repository's own and another."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag
from PIL import Image

from danvan.photos.derivatives import derivatives_key
from support.bookpages import loose
from support.built_site import BuiltSite, embedded_jpegs, squeezed, unpacked, visible_texts
from support.pictures import SECRETS
from support.projects import files

ENGLISH = re.compile(
    r"\b(skip to content|back to top|search|initializing|type to start|previous|next|menu|"
    r"table of contents|footnotes?|close|share|clear|switch to|made with|copy|home|page not found|"
    r"loading|toggle|permanent link|read more|untitled|draft)\b",
    re.IGNORECASE,
)
LOADED = {"link": "href", "script": "src", "img": "src", "source": "src", "iframe": "src"}
REMOTE = re.compile(r"^(?:[a-z]+:)?//", re.IGNORECASE)
CSS_ADDRESS = re.compile(r"url\(\s*[\"']?([^\"')]+)|@import\s+[\"']([^\"']+)")
SCRIPT_ADDRESS = re.compile(
    r"(?:\bimport|\bfrom|\bfetch|\bWorker|\bimportScripts)\s*\(?\s*[\"'`]((?:https?:)?//[^\"'`]+)"
)
METADATA = (b"Exif\0\0", b"http://ns.adobe.com/xap/", b"<x:xmpmeta", b"Photoshop 3.0")
PHOTO_SUFFIXES = (".jpg", ".avif", ".png", ".webp", ".gif")


@pytest.fixture(params=["held_out_site", "repository_site"])
def site(request: pytest.FixtureRequest) -> BuiltSite:
    return request.getfixturevalue(request.param)


# --- what must be there --------------------------------------------------------------------------


def test_every_public_story_has_its_page(site):
    for story in _stories(site):
        page = site.pages[story.address]
        assert page.h1.get_text() == story.title
        assert story.summary in page.get_text()


def test_every_public_story_stands_once_on_the_page_of_its_field(site):
    for field in site.collection.fields:
        page = site.pages[f"{field.slug}/"]
        shown = [_target(site, f"{field.slug}/", a) for a in page.select(".dv-card__title a")]
        assert shown == [s.address for s in _stories(site) if s.field == field.slug]
        assert page.h1.get_text() == field.name


def test_every_field_is_on_the_home_page_with_its_number_of_public_stories(site):
    cards = site.pages[""].select(".dv-field-card")
    assert [_target(site, "", card.a) for card in cards] == [
        f"{field.slug}/" for field in site.collection.fields
    ]
    for card, field in zip(cards, site.collection.fields, strict=True):
        count = sum(story.field == field.slug for story in _stories(site))
        assert card.select_one(".dv-field-card__count").get_text().split()[0] == str(count)


def test_every_public_story_is_in_the_search_index_with_its_title_and_names(site):
    for story in _stories(site):
        entry = site.search_entries[story.address]
        shown = (entry["title"], entry["who"], entry["unit"])
        assert shown == (story.title, story.name, story.unit)
        assert entry["summary"] == story.summary
        assert entry["text"]


def test_the_search_index_leads_only_to_pages(site):
    assert {address.split("#")[0] for address in site.search_entries} <= set(site.pages)


def test_every_page_is_in_the_sitemap_and_nothing_else(site):
    places = re.findall(r"<loc>(.*?)</loc>", (site.folder / "sitemap.xml").read_text("utf-8"))
    home = min(places, key=len)
    assert {place.removeprefix(home) for place in places} == set(site.pages) - {"404.html"}


def test_every_story_of_the_book_is_in_the_text_of_its_pdf(site):
    printed = loose(site.book_text)  # quotes are curly there, and emoji left out
    for story in _stories(site):
        if story.in_book:
            assert loose(story.title) in printed
            assert loose(story.summary) in printed


def test_stories_kept_out_of_the_book_are_not_in_its_text(site):
    for story in _stories(site):
        if not story.in_book:
            assert squeezed(story.title) not in site.book_text


def test_the_book_tells_its_language_title_and_table_of_contents(site):
    assert site.book.trailer["/Root"]["/Lang"].startswith("vi")
    assert site.book.metadata.title
    assert site.book.outline or not _stories(site)


# --- what must not be there ----------------------------------------------------------------------


def test_only_photos_of_public_pages_are_published(site):
    shown = [photo for story in _stories(site) for photo in story.photos]
    shown += [photo for part in site.collection.parts.all for photo in part.photos]
    expected = {derivatives_key(photo.digest, photo.focus) for photo in shown}
    pictures = site.folder / "assets/anh"
    published = {path.name for path in pictures.iterdir()} if pictures.is_dir() else set()
    assert published == expected


def test_no_original_photo_is_published(site):
    originals = {photo.digest for story in site.collection.exemplars for photo in story.photos}
    originals |= {photo.digest for part in site.collection.parts.all for photo in part.photos}
    assert not originals & set(files(site.folder).values())
    starts = [_some_pixels(photo.path) for s in site.collection.exemplars for photo in s.photos]
    contents = b"".join(p.read_bytes() for p in site.all_files if p.suffix in PHOTO_SUFFIXES)
    contents += b"".join(embedded_jpegs(site.book))
    assert not [start for start in starts if start in contents]


def test_no_staff_file_is_published(site):
    for path in site.all_files:
        assert path.suffix not in (".md", ".yml", ".yaml", ".docx", ".swp", ".heic"), path
        assert not path.name.startswith("."), path


def test_no_picture_tells_where_when_or_by_whom_it_was_taken(site):
    for path in site.all_files:
        if path.suffix not in PHOTO_SUFFIXES:
            continue
        data = path.read_bytes()
        assert not [mark for mark in METADATA if mark in data], path
        with Image.open(path) as image:
            assert not image.getexif(), path
            assert not {"exif", "xmp", "comment", "photoshop"} & set(image.info), path


def test_no_picture_in_the_book_tells_where_when_or_by_whom_it_was_taken(site):
    for data in embedded_jpegs(site.book):
        assert not [mark for mark in METADATA if mark in data]


def test_what_photos_say_of_their_maker_is_nowhere(site):
    for path in site.all_files:
        data = unpacked(path).lower()
        assert not [secret for secret in SECRETS if secret.encode() in data], path


# --- what every page keeps -----------------------------------------------------------------------


def test_every_page_says_its_language_title_and_description(site):
    for address, page in site.pages.items():
        assert page.html["lang"] == "vi", address
        assert page.title.get_text(strip=True), address
        assert page.select_one("meta[name=description]")["content"].strip(), address
        assert page.select_one("meta[name=viewport]"), address


def test_titles_and_addresses_of_pages_are_all_different(site):
    titles = [page.title.get_text() for page in site.pages.values()]
    assert len(titles) == len(set(titles))
    for address, page in site.pages.items():
        canonical = page.select_one("link[rel=canonical]")
        assert address == "404.html" or canonical["href"].endswith("/" + address), address


def test_every_page_has_one_main_heading_and_skips_no_level(site):
    for address, page in site.pages.items():
        levels = [int(h.name[1]) for h in page.find_all(re.compile(r"^h[1-6]$"))]
        assert levels.count(1) == 1, address
        assert all(after <= before + 1 for before, after in pairwise(levels)), (address, levels)


def test_no_id_is_given_twice_on_a_page(site):
    for address, page in site.pages.items():
        ids = [element["id"] for element in page.find_all(id=True)]
        assert sorted(set(ids)) == sorted(ids), address


def test_every_photo_has_a_description_a_size_and_widths_to_choose_from(site):
    for address, page in site.pages.items():
        for image in page.find_all("img"):
            assert image.has_attr("alt"), (address, image)
            assert int(image["width"]) > 0 and int(image["height"]) > 0, (address, image)
            if "assets/anh/" in image["src"]:
                assert image["alt"].strip() and image["srcset"] and image["sizes"], (address, image)


def test_every_photo_is_as_large_as_the_page_says(site):
    for address, page in site.pages.items():
        for link in page.select("a.dv-zoom"):
            path = site.resolve(address, link["href"])
            with Image.open(path) as image:
                width, height = int(link["data-pswp-width"]), int(link["data-pswp-height"])
                assert image.size == (width, height), (address, path)


def test_every_internal_address_leads_to_a_file(site):
    missing = [
        (address, reference)
        for address, page in site.pages.items()
        for reference in _references(page)
        if (path := site.resolve(address, reference)) is not None and not path.is_file()
    ]
    assert missing == []


def test_every_link_into_a_page_meets_an_element(site):
    for address, page in site.pages.items():
        for link in page.select("a[href*='#']"):
            path = site.resolve(address, link["href"])
            name = link["href"].partition("#")[2]
            if path is None or not name or path.suffix == ".pdf":
                continue
            target = path.relative_to(site.folder).as_posix().removesuffix("index.html")
            assert site.pages[target].find(id=name), (address, link["href"])


def test_nothing_is_loaded_from_another_host(site):
    for address, page in site.pages.items():
        for element in page.find_all(list(LOADED)):
            if "canonical" in element.get("rel", []):
                continue
            loaded = [element.get(LOADED[element.name], "")]
            loaded += [part.split()[0] for part in element.get("srcset", "").split(", ") if part]
            assert not [each for each in loaded if REMOTE.match(each)], (address, element)


def test_style_sheets_and_scripts_load_nothing_from_another_host(site):
    for path in site.all_files:
        if path.suffix == ".css":
            found = CSS_ADDRESS.findall(path.read_text("utf-8"))
            assert not [a for pair in found for a in pair if REMOTE.match(a)], path
        if path.suffix == ".js":
            assert SCRIPT_ADDRESS.findall(path.read_text("utf-8")) == [], path


def test_addresses_in_style_sheets_lead_to_files(site):
    for path in site.all_files:
        if path.suffix == ".css":
            for pair in CSS_ADDRESS.findall(path.read_text("utf-8")):
                address = "".join(pair).partition("#")[0].partition("?")[0]
                if address and not address.startswith("data:"):
                    assert (path.parent / address).resolve().is_file(), (path, address)


def test_pages_speak_vietnamese_only(site):
    own_words = " ".join(
        [story.title + story.summary + story.body for story in _stories(site)]
        + [part.title + part.summary + part.body for part in site.collection.parts.all]
    )
    for address, page in site.pages.items():
        for text in visible_texts(page):
            found = ENGLISH.search(text)
            assert found is None or found[0] in own_words, (address, text.strip())


def _stories(site: BuiltSite):
    return site.collection.visible(preview=False)


def _target(site: BuiltSite, page: str, link: Tag) -> str:
    path = site.resolve(page, link["href"])
    return path.relative_to(site.folder).as_posix().removesuffix("index.html")


def _references(page: BeautifulSoup) -> Iterator[str]:
    for element in page.select("*"):
        for name in ("href", "src", "data-index"):
            if element.get(name):
                yield element[name]
        for name in ("srcset", "data-pswp-srcset"):
            for part in element.get(name, "").split(", "):
                if part:
                    yield part.split()[0]


def _some_pixels(path: Path) -> bytes:
    """Return bytes from the middle of a picture file, which no other file has."""
    data = path.read_bytes()
    return data[len(data) // 2 :][:64]
