"""Cards stand for the stories that a build shows, and know which stories belong together."""

from __future__ import annotations

from pathlib import Path

import pytest

from danvan.collection import Collection, Exemplar, Field, Kind, Photo, State
from danvan.pages.cards import RELATED, Cards
from danvan.photos import Derivative, Derivatives

FIELDS = tuple(Field(slug, slug.title(), n, Path(slug)) for n, slug in enumerate(("a", "b"), 1))
PHOTO = Photo(Path("a.jpg"), "a.jpg", "0", 600, 400, 1, caption="Buổi sáng")
MADE = Derivatives(
    "k", Path("k"), "#000000", (Derivative("full-600.jpg", 600, 400),), (Derivative("c", 3, 2),)
)


def story(slug, field="a", **changes):
    facts = {
        "title": slug.upper(),
        "kind": Kind.COLLECTIVE,
        "name": "Tổ",
        "unit": f"Đơn vị {slug}",
        "year": 2023,
        "state": State.APPROVED,
        "summary": "Tóm tắt.",
        "consent": True,
    }
    return Exemplar(field, slug, Path(slug), **(facts | changes))


def cards(*stories, preview=False):
    return Cards(Collection(Path(), FIELDS, stories), {PHOTO: MADE}, preview=preview)


def slugs(found):
    return [card and card.address.split("/")[1] for card in found]


def test_a_card_carries_the_facts_of_its_story():
    card = cards(story("x", photos=(PHOTO,), ward="Mễ Trì", sample=True)).all[0]
    assert (card.title, card.address, card.field.slug) == ("X", "a/x/", "a")
    assert (card.kind, card.ward, card.year, card.sample) == ("Tập thể", "Mễ Trì", 2023, True)
    assert card.picture.alt == "Buổi sáng"
    assert card.notice == ""


def test_a_story_without_photos_has_a_card_without_a_picture():
    assert cards(story("x")).all[0].picture is None


HIDDEN = [{"state": State.SELECTED}, {"state": State.REGISTERED}, {"consent": False}]


@pytest.mark.parametrize("changes", HIDDEN)
def test_what_is_not_public_has_no_card(changes):
    hidden = story("h", photos=(PHOTO,), unit="Chung", **changes)
    shown = story("s", unit="Chung")
    made = cards(hidden, shown)
    assert slugs(made.all) == slugs(made.of_field("a")) == ["s"]
    assert made.related(shown) == ()
    assert made.beside(shown) == (None, None)


@pytest.mark.parametrize("changes", HIDDEN)
def test_a_preview_shows_it_and_says_why_only_staff_see_it(changes):
    card = cards(story("h", **changes), preview=True).all[0]
    assert "Chưa đăng" in card.notice
    if state := changes.get("state"):
        assert state.value in card.notice


def test_the_neighbours_are_those_of_the_field_in_book_order():
    first, other, second = story("one"), story("o", "b"), story("two")
    made = cards(first, other, second)
    assert slugs(made.beside(first)) == [None, "two"]
    assert slugs(made.beside(second)) == ["one", None]
    assert slugs(made.beside(other)) == [None, None]


def test_related_stories_share_most_unit_then_ward_then_field():
    this = story("this", "b", unit="Sao Mai", ward="Mễ Trì")
    unit = story("unit", unit="SAO-MAI")
    ward = story("ward", ward="me tri")
    none = story("none")
    assert slugs(cards(this, none, ward, unit).related(this)) == ["unit", "ward"]


def test_related_stories_are_few_and_neither_this_one_nor_its_neighbours():
    stories = [story(f"s{n:02}", unit="Chung") for n in range(30)]
    made = cards(*stories)
    related = slugs(made.related(stories[10]))
    assert len(related) == RELATED
    assert not {"s09", "s10", "s11"} & set(related)


def test_stories_without_a_ward_do_not_share_one():
    this, other = story("this"), story("other", "b")
    wardless = [story(f"w{n}", "b") for n in range(3)]
    made = cards(this, other, *wardless)
    assert made.related(this) == made.related(this)
    assert all(card.ward == "" for card in made.related(this))
