"""A photo in HTML: two formats, every width, no jump while it loads, nothing unescaped."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path

import pytest

from danvan.collection import Photo
from danvan.pages.pictures import (
    caption_html,
    figure_html,
    picture_html,
    picture_of,
    placeholder_stylesheet,
)
from danvan.photos import Derivative, Derivatives

ROOT = "../../"
BASE = "../../assets/anh/k/"


def made(width=1600, height=1000):
    full = (Derivative("full-480.jpg", 480, 300), Derivative("full-960.jpg", width, height))
    return Derivatives("k", Path("k"), "#aabbcc", full, (Derivative("card-360.jpg", 360, 240),))


def picture(title="Tên bài", **details):
    size = details.pop("size", (1600, 1000))
    photo = Photo(Path("a.jpg"), "a.jpg", "0", *size, 1, **details)
    return picture_of(photo, made(*size), title)


class Reader(HTMLParser):
    """Collects tags with their attributes."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def one(self, name):
        [attributes] = [attributes for tag, attributes in self.tags if tag == name]
        return attributes


def test_the_modern_format_comes_first_and_jpeg_is_for_all_others():
    page = Reader(picture_html(picture(), ROOT, "50vw"))
    source, image = page.one("source"), page.one("img")
    assert source["type"] == "image/avif"
    assert source["srcset"] == f"{BASE}full-480.avif 480w, {BASE}full-960.avif 1600w"
    assert image["srcset"] == f"{BASE}full-480.jpg 480w, {BASE}full-960.jpg 1600w"
    assert source["sizes"] == image["sizes"] == "50vw"


def test_its_place_is_kept_while_it_loads():
    image = Reader(picture_html(picture(), ROOT, "50vw")).one("img")
    assert (image["width"], image["height"]) == ("1600", "1000")
    assert image["class"] == "nen-9cc"
    assert not image.get("style")
    assert placeholder_stylesheet([picture().made]) == ".nen-9cc { background-color: #9cc; }\n"


def test_pictures_wait_until_they_are_seen_except_the_first():
    image = Reader(picture_html(picture(), ROOT, "50vw")).one("img")
    assert image["loading"] == "lazy"
    first = Reader(picture_html(picture(), ROOT, "50vw", eager=True)).one("img")
    assert "loading" not in first
    assert first["fetchpriority"] == "high"


def test_a_crop_uses_the_cards():
    image = Reader(picture_html(picture(), ROOT, "50vw", crop=True)).one("img")
    assert image["src"] == f"{BASE}card-360.jpg"
    assert (image["width"], image["height"]) == ("360", "240")


def test_the_text_for_those_who_do_not_see_it_is_caption_or_title():
    assert picture(caption="Buổi sáng").alt == "Buổi sáng"
    assert picture().alt == "Tên bài"


@pytest.mark.parametrize(
    ("details", "credit"),
    [
        ({"credit": "An"}, "Ảnh: An"),
        ({"credit": "An", "illustration": True}, "Ảnh minh hoạ: An"),
        ({"illustration": True}, "Ảnh minh hoạ"),
        ({}, ""),
    ],
)
def test_the_credit_says_when_a_picture_is_an_illustration(details, credit):
    assert picture(**details).credit == credit


@pytest.mark.parametrize(
    ("size", "shape"),
    [
        ((900, 600), "landscape"),
        ((600, 600), "landscape"),
        ((600, 900), "portrait"),
        ((2000, 500), "panorama"),
    ],
)
def test_the_shape_is_named(size, shape):
    assert picture(size=size).shape == shape
    figure = Reader(figure_html(picture(size=size), ROOT, "50vw")).one("figure")
    assert f"dv-figure--{shape}" in figure["class"]


def test_a_figure_opens_the_largest_picture():
    link = Reader(figure_html(picture(caption="Sáng", credit="An"), ROOT, "50vw")).one("a")
    assert link["href"] == f"{BASE}full-960.jpg"
    assert (link["data-pswp-width"], link["data-pswp-height"]) == ("1600", "1000")
    assert (link["data-caption"], link["data-credit"]) == ("Sáng", "Ảnh: An")
    assert link["aria-label"] == "Xem ảnh lớn: Sáng"


def test_a_picture_without_words_has_no_caption():
    assert caption_html(picture()) == ""
    assert "figcaption" not in figure_html(picture(), ROOT, "50vw")
    assert "Sáng" in caption_html(picture(caption="Sáng"))


def test_words_of_staff_cannot_become_html():
    evil = "\"><script>alert(1)</script> & 'x'"
    html = figure_html(picture(caption=evil, credit=evil), ROOT, "50vw")
    page = Reader(html)
    assert "script" not in [tag for tag, _ in page.tags]
    assert page.one("img")["alt"] == page.one("a")["data-caption"] == evil
