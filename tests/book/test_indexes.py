"""The indexes lead readers from a name to the stories about it."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.book.indexes import BookIndex, IndexedStory, IndexEntry, build_indexes


def story(anchor, name="", *, kind="Cá nhân", unit="", ward=""):
    return IndexedStory(anchor, f"Bài {anchor}", kind, name, unit, ward)


def index(stories, key) -> BookIndex:
    return next(index for index in build_indexes(stories) if index.key == key)


def lines(found: BookIndex) -> dict[str, list[str]]:
    return {group.letter: [entry.text for entry in group.entries] for group in found.groups}


def entries(found: BookIndex) -> list[IndexEntry]:
    return [entry for group in found.groups for entry in group.entries]


def test_people_stand_under_given_names_and_collectives_under_their_first_word():
    found = index(
        [
            story("a", "Tạ Thị Mận"),
            story("b", "Tổ rau học đường", kind="Tập thể"),
            story("c", "Đỗ Văn Khải"),
            story("d", "Đội “Cổng trường bình yên”", kind="Tập thể"),
            story("e", "Đỗ Minh Khải"),
            story("f", "5 chị em tổ may", kind="Tập thể"),
            story("g", "Bùi Văn Toàn"),
        ],
        "ten",
    )
    assert found.title == "Tên người và tập thể"
    assert lines(found) == {
        "0–9": ["5 chị em tổ may"],
        "Đ": ["Đội “Cổng trường bình yên”"],
        "K": ["Đỗ Minh Khải", "Đỗ Văn Khải"],
        "M": ["Tạ Thị Mận"],
        "T": ["Bùi Văn Toàn", "Tổ rau học đường"],
    }


def test_the_given_name_of_a_person_is_emphasised_where_it_stands():
    stories = [story("a", "An Văn An, anh của An"), story("b", "Tổ 5", kind="Tập thể")]
    person, collective = entries(index(stories, "ten"))
    assert (person.strong, person.parts) == ("An", ("An Văn ", "An", ", anh của An"))
    assert (collective.strong, collective.parts) == ("", ("Tổ 5", "", ""))


def test_a_story_about_two_people_is_found_under_both():
    found = index([story("a", "vợ chồng ông Lê An, bà Vũ Bình")], "ten")
    assert lines(found) == {"A": ["ông Lê An"], "B": ["bà Vũ Bình"]}
    assert {entry.anchors for entry in entries(found)} == {("a",)}


def test_a_collective_named_after_two_things_is_one_entry():
    found = index([story("a", "Hội Phụ Nữ và Hội Nông Dân", kind="tập thể")], "ten")
    assert lines(found) == {"H": ["Hội Phụ Nữ và Hội Nông Dân"]}


@pytest.mark.parametrize(
    "again", ["HỘI LHPN HOÀ BÌNH", "Hội LHPN Hòa Bình", "Hội  LHPN Hoà Bình ", "NFD"]
)
def test_one_unit_written_in_two_ways_is_one_entry(again):
    first = "Hội LHPN Hoà Bình"
    again = unicodedata.normalize("NFD", first) if again == "NFD" else again
    units = [story("a", unit=first), story("b", unit="Công an"), story("c", unit=again)]
    assert [(entry.text, entry.anchors) for entry in entries(index(units, "don-vi"))] == [
        ("Công an", ("b",)),
        (first, ("a", "c")),
    ]


def test_units_whose_names_differ_by_a_tone_are_two():
    units = [story("a", unit="Hội Hoà Bình"), story("b", unit="Hội Hoa Bình")]
    assert lines(index(units, "don-vi")) == {"H": ["Hội Hoa Bình", "Hội Hoà Bình"]}


def test_namesakes_with_an_explanation_stay_two():
    people = [story("a", "Lê An, tổ 5"), story("b", "Lê An, tổ 4")]
    assert lines(index(people, "ten")) == {"A": ["Lê An, tổ 4", "Lê An, tổ 5"]}


def test_the_stories_of_an_entry_keep_the_order_of_the_book_each_once():
    stories = [
        story("z", "Lê An và Lê An", unit="Công an"),
        story("a", "Lê An", unit="Công an"),
        story("z", "Lê An", unit="Công an"),
    ]
    for found in build_indexes(stories):
        assert [entry.anchors for entry in entries(found)] == [("z", "a")]


def test_wards_stand_under_their_own_names():
    wards = [
        story("a", ward="Phường Mễ Trì"),
        story("b", ward="Cầu Diễn"),
        story("c", ward="mễ trì"),
        story("d", ward="P. Đại Mỗ"),
        story("e", ward="Phường 3"),
        story("f", ward="  "),
    ]
    found = index(wards, "phuong")
    assert found.title == "Phường"
    assert lines(found) == {
        "0–9": ["Phường 3"],
        "C": ["Cầu Diễn"],
        "Đ": ["P. Đại Mỗ"],
        "M": ["Phường Mễ Trì"],
    }
    assert entries(found)[-1].anchors == ("a", "c")


def test_an_index_without_entries_is_left_out():
    assert build_indexes([]) == ()
    keys = [found.key for found in build_indexes([story("a", "…", unit="Công an")])]
    assert keys == ["don-vi"]


def test_the_indexes_come_in_the_order_of_the_book():
    whole = [story("a", "Lê An", unit="Công an", ward="Mễ Trì")]
    assert [found.key for found in build_indexes(iter(whole))] == ["ten", "don-vi", "phuong"]
