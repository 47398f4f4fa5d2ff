"""The browse page and its lists: every story under its ward, unit, year and letter, once."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest

from danvan.collection import Collection, Exemplar, Field, Kind, State
from danvan.pages import plan_site
from danvan.pages.browsing import LETTERED_FROM
from danvan.pages.listviews import BrowseView, ListView

FIELDS = tuple(
    Field(slug, name, n, Path("/c/exemplars", slug, "linh-vuc.md"))
    for n, (slug, name) in enumerate((("kinh-te", "Kinh tế"), ("an-ninh", "An ninh")), 1)
)


def story(title, field="kinh-te", **changes):
    slug = title.encode().hex()
    facts = {
        "title": title,
        "kind": Kind.COLLECTIVE,
        "name": "Tổ",
        "unit": "Hội Nông dân",
        "ward": "Mễ Trì",
        "year": 2023,
        "state": State.APPROVED,
        "summary": "Tóm tắt.",
        "consent": True,
    }
    path = Path("/c/exemplars", field, slug, "guong.md")
    return Exemplar(field, slug, path, **(facts | changes))


def planned(*stories, preview=False):
    """Return the planned pages by address."""
    plan = plan_site(Collection(Path("/c"), FIELDS, stories), {}, place="", preview=preview)
    return {page.address: page for page in plan.pages}


def lists(pages, key):
    start = f"tra-cuu/{key}/"
    return {a.removeprefix(start): p.view for a, p in pages.items() if a.startswith(start)}


def titles(view):
    return [row.card.title for group in view.groups for row in group.rows]


def directory(pages, key):
    (found,) = (d for d in pages["tra-cuu/"].view.directories if d.key == key)
    return [(link.name, link.address, link.count) for link in found.links]


# --- what is one ward, one unit ------------------------------------------------------------------


@pytest.mark.parametrize(
    "spelt",
    [
        "mễ trì",
        "MỄ  TRÌ",
        " Mễ Trì",
        "phường Mễ Trì",
        "P. Mễ Trì",
        "P.Mễ Trì",
        unicodedata.normalize("NFD", "Mễ Trì"),
    ],
)
def test_a_ward_is_one_however_it_is_spelt(spelt):
    pages = planned(story("A"), story("B"), story("C", ward=spelt))
    assert directory(pages, "phuong") == [("Mễ Trì", "tra-cuu/phuong/me-tri/", "3")]
    assert titles(lists(pages, "phuong")["me-tri/"]) == ["A", "B", "C"]


def test_the_place_of_the_tone_mark_does_not_count():
    pages = planned(story("A", unit="Tổ Hoà Bình"), story("B", unit="Tổ Hòa Bình"))
    assert [count for _, _, count in directory(pages, "don-vi")] == ["2"]


def test_two_names_with_the_same_slug_have_two_lists():
    pages = planned(
        story("A", ward="Tân Hội"), story("B", ward="Tân Hồi"), story("C", ward="Tân Hội 2")
    )
    assert {slug: titles(view) for slug, view in lists(pages, "phuong").items()} == {
        "tan-hoi/": ["B"],
        "tan-hoi-2/": ["A"],
        "tan-hoi-2-2/": ["C"],
    }


def test_a_name_without_latin_letters_has_an_address_too():
    assert list(lists(planned(story("A", unit="Шахтёр")), "don-vi")) == ["muc/"]


def test_a_story_without_a_ward_is_in_no_ward():
    pages = planned(story("A", ward=""), story("B", ward=" – "))
    assert lists(pages, "phuong") == {}
    assert [d.key for d in pages["tra-cuu/"].view.directories] == ["linh-vuc", "nam", "don-vi"]


def test_a_ward_is_called_a_ward_once():
    names = {"Phú Đô": "Phường Phú Đô", "phường Phú Đô": "phường Phú Đô", "xã Tây Mỗ": "xã Tây Mỗ"}
    for ward, title in names.items():
        (view,) = lists(planned(story("A", ward=ward)), "phuong").values()
        assert view.title == title


# --- order and counts ----------------------------------------------------------------------------


def test_lists_are_in_vietnamese_order():
    names = ["Đê", "Dế", "Ấm", "Ăn", "An", "Ô", "Ơ", "Y", "Số 12", "Số 2"]
    pages = planned(*map(story, names))
    ordered = ["An", "Ăn", "Ấm", "Dế", "Đê", "Ô", "Ơ", "Số 2", "Số 12", "Y"]
    assert titles(pages["tra-cuu/tat-ca/"].view) == ordered
    assert titles(lists(pages, "nam")["2023/"]) == ordered


def test_directories_are_in_vietnamese_order_and_years_newest_first():
    wards = ["Xuân Phương", "Đại Mỗ", "Cầu Diễn", "Dương Nội"]
    pages = planned(*(story(w, ward=w, unit=w, year=2014 + n) for n, w in enumerate(wards)))
    expected = ["Cầu Diễn", "Dương Nội", "Đại Mỗ", "Xuân Phương"]
    assert [name for name, _, _ in directory(pages, "phuong")] == expected
    assert [name for name, _, _ in directory(pages, "don-vi")] == expected
    assert [name for name, _, _ in directory(pages, "nam")] == ["2017", "2016", "2015", "2014"]


def test_a_long_list_is_divided_by_letters_and_a_short_one_is_not():
    few = [story(f"Chuyện {n}") for n in range(LETTERED_FROM - 1)]
    short = planned(*few)["tra-cuu/tat-ca/"].view
    assert [group.letter for group in short.groups] == [""]
    long = planned(*few, story("Đèn"))["tra-cuu/tat-ca/"].view
    assert [(group.letter, len(group.rows)) for group in long.groups] == [
        ("C", LETTERED_FROM - 1),
        ("Đ", 1),
    ]


def test_counts_are_those_of_the_lists_and_written_as_vietnamese_does():
    pages = planned(*(story(f"S{n}", ("kinh-te", "an-ninh")[n % 2]) for n in range(1201)))
    assert directory(pages, "linh-vuc") == [
        ("Kinh tế", "kinh-te/", "601"),
        ("An ninh", "an-ninh/", "600"),
    ]
    assert directory(pages, "nam") == [("2023", "tra-cuu/nam/2023/", "1.201")]
    assert pages["tra-cuu/"].view.count == "1.201 gương điển hình"
    assert len(titles(pages["tra-cuu/tat-ca/"].view)) == 1201


def test_every_directory_entry_leads_to_a_page_and_every_list_is_in_a_directory():
    pages = planned(story("A"), story("B", "an-ninh", ward="Phú Đô", unit="Mễ Trì", year=2019))
    linked = {link.address for d in pages["tra-cuu/"].view.directories for link in d.links}
    linked.add(pages["tra-cuu/"].view.all.address)
    made = {a for a, page in pages.items() if isinstance(page.view, ListView)}
    assert linked == made | {"kinh-te/", "an-ninh/"}
    names = [page.title for page in pages.values()]
    assert len(names) == len(set(names))


def test_a_row_does_not_repeat_what_its_page_or_unit_says():
    pages = planned(story("A", unit="Khối Dân vận phường Mễ Trì"), story("B", unit="Trường Sao"))

    def places(view):
        return [row.place for group in view.groups for row in group.rows]

    assert places(pages["tra-cuu/tat-ca/"].view) == [
        "Khối Dân vận phường Mễ Trì",
        "Trường Sao · Mễ Trì",
    ]
    assert places(lists(pages, "phuong")["me-tri/"])[1] == "Trường Sao"
    assert places(lists(pages, "don-vi")["truong-sao/"]) == ["Mễ Trì"]


# --- what nobody may see -------------------------------------------------------------------------


@pytest.mark.parametrize("changes", [{"state": State.SELECTED}, {"consent": False}])
def test_a_draft_leaves_no_trace_in_lists(changes):
    draft = story("Kín", ward="Kín", unit="Kín", year=1999, name="Kín", **changes)
    browsing = {a: p for a, p in planned(story("A"), draft).items() if a.startswith("tra-cuu/")}
    assert browsing == {a: p for a, p in planned(story("A")).items() if a.startswith("tra-cuu/")}
    assert "kin/" in lists(planned(story("A"), draft, preview=True), "phuong")


def test_without_stories_the_page_says_so_and_there_are_no_lists():
    pages = planned(story("Kín", consent=False))
    view = pages["tra-cuu/"].view
    assert isinstance(view, BrowseView)
    assert view.count == "Chưa có bài nào được đăng"
    assert view.all is None
    assert not [page for page in pages.values() if isinstance(page.view, ListView)]


def test_the_navigation_has_one_entry_for_all_of_them():
    collection = Collection(Path("/c"), FIELDS, (story("A"),))
    plan = plan_site(collection, {}, place="", preview=False)
    titles = [item.title for item in plan.navigation]
    assert titles[:3] == ["Trang chủ", "Gương điển hình", "Tra cứu"]
    sources = [item.source for item in plan.navigation]
    assert [s for s in sources if s.startswith("tra-cuu/")] == ["tra-cuu/index.md"]
