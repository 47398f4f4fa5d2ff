"""The files of the index: what is in them, what is not, and that they are always the same."""

from __future__ import annotations

import json
import re
from datetime import date

import pytest

from danvan.collection import Kind, Parts, State
from danvan.search import SearchEntry
from danvan.search import index as writing
from danvan.search.index import CARDS_A_FILE
from support.projects import files
from support.searching import document, entries, indexed, photo, story

PLACES = [
    ("Chuyện số 10", "Trường Ấm", "Mễ Trì", 2019),
    ("Đê sông Nhuệ", "Trường Ăn", "", 2023),
    ("Dê núi", "Trường Đỏ", "Đại Mỗ", 2023),
    ("Ấm trà", "Trường Dâu", "Cầu Diễn", 2021),
    ("Ăn sáng", "Trường Ăn", "Mễ Trì", 2019),
    ("Chuyện số 2", "Trường An", "Phú Đô", 2023),
]


def collection():
    """Return one story for each of PLACES, in the order of the book."""
    fields = ("kinh-te", "an-ninh")
    return [
        story(title, "Chữ.", fields[n % 2], unit=unit, ward=ward, year=year, kind=list(Kind)[n % 2])
        for n, (title, unit, ward, year) in enumerate(PLACES)
    ]


@pytest.fixture
def index(tmp_path):
    return indexed(tmp_path, entries(*collection()))


def titles(index, order):
    return [index.cards[number]["title"] for number in index.table["order"][order]]


# --- files ---------------------------------------------------------------------------------------


def test_the_root_names_all_words_in_order_and_the_size_of_each_group(index):
    assert index.words == sorted(set(index.words))
    assert {"chuyen", "de", "nhue", "2019", "10", "am"} <= set(index.words)
    assert index.root["groups"] == [6, 2, 0]
    assert len(index.root["counts"]) == len(index.words)


def test_the_root_tells_how_common_each_word_is_and_how_long_each_title(tmp_path):
    found = entries(*(story(f"Hoa {'sen ' * (n % 3)}", str(n)) for n in range(9)))
    root = indexed(tmp_path, found).root
    counts = dict(zip(root["words"].split(), root["counts"], strict=True))
    # In 9 entries, 6, and 1: the powers of two below.
    assert (counts["hoa"], counts["sen"], counts["8"]) == ("d", "c", "a")
    assert root["titles"][:4] == "bcdb"
    assert len(root["titles"]) == len(found)


def test_there_is_a_card_for_each_entry_and_a_text_for_all_but_photos(tmp_path):
    found = entries(story("A", "Chữ.\nNữa.", photos=(photo("B"),)), story("C"))
    index = indexed(tmp_path, found)
    names = {path.name for path in index.folder.iterdir()}
    assert [card["address"] for card in index.cards] == [entry.address for entry in found]
    assert names >= {"bang.json", "w0.txt", "p0.txt", "c0.json", "t0.json", "t1.json"}
    read = [json.loads((index.folder / f"t{n}.json").read_bytes()) for n in range(4)]
    assert read == [[entry.summary, entry.text] for entry in found[:4]]
    assert read[0][1] == "Chữ.\nNữa."
    assert found[4].group == "anh"
    assert "t4.json" not in names


def test_all_cards_but_those_of_photos_are_one_file(tmp_path):
    photos = tuple(photo(f"P{n}") for n in range(CARDS_A_FILE + 1))
    index = indexed(tmp_path, entries(story("A", photos=photos), story("B")))
    assert lengths_of(index, "c") == [4, CARDS_A_FILE, 1]  # with two pages of fields
    assert index.root["together"] == 4


def test_cards_that_are_too_many_to_load_at_once_are_in_files_of_a_few(tmp_path, monkeypatch):
    monkeypatch.setattr(writing, "TOGETHER_BYTES", 100)
    index = indexed(tmp_path, entries(*(story(f"S{n}") for n in range(2 * CARDS_A_FILE))))
    assert lengths_of(index, "c") == [CARDS_A_FILE, CARDS_A_FILE, 2]
    assert not (index.folder / "c0.json").exists()
    assert index.root["together"] == 0


def test_summaries_are_in_files_of_a_few(tmp_path):
    found = entries(*(story(f"S{n}", summary=f"Tóm {n}.") for n in range(CARDS_A_FILE)))
    index = indexed(tmp_path, found)
    assert lengths_of(index, "s") == [CARDS_A_FILE, 2]
    assert json.loads((index.folder / "s0.json").read_bytes())[3] == found[3].summary


def lengths_of(index, kind):
    """Return how many entries each file of a kind tells of."""
    paths = index.folder.glob(f"{kind}[0-9]*.json")
    return [len(json.loads(path.read_bytes())) for path in sorted(paths)]


def test_a_card_tells_what_results_show(tmp_path):
    picture = photo("Phố đầy hoa.", "Lê Anh")
    told = {"name": "Chi hội 5", "unit": "Hội LHPN", "ward": "Mễ Trì", "summary": "Hay."}
    found = entries(story("Phố <b>xanh</b>", **told, photos=(picture,)))
    shown, *_, figure = indexed(tmp_path, found).cards
    key = picture.digest[-10:]
    assert shown == {
        "title": "Phố <b>xanh</b>",
        "address": found[0].address,
        "image": f"assets/anh/{key}/card-300.jpg",
        "who": "Chi hội 5",
        "unit": "Hội LHPN",
        "ward": "Mễ Trì",
        "year": 2023,
        "field": "Kinh tế",
        "slug": "kinh-te",
        "kind": "Tập thể",
    }
    assert figure == {
        "title": "Phố đầy hoa.",
        "address": f"{found[0].address}#anh-{key}",
        "image": f"assets/anh/{key}/card-300.jpg",
        "who": "Ảnh: Lê Anh",
        "page": "Phố <b>xanh</b>",
    }


# --- version -------------------------------------------------------------------------------------


def test_the_same_collection_makes_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        indexed(tmp_path / name, entries(*collection()))
    assert files(tmp_path / "one") == files(tmp_path / "two")


def test_what_was_there_before_leaves_nothing(tmp_path):
    indexed(tmp_path / "again", entries(story("Cũ", "Bài cũ.", photos=(photo("Cũ"),))))
    for name in ("again", "fresh"):
        indexed(tmp_path / name, entries(*collection()))
    assert files(tmp_path / "again") == files(tmp_path / "fresh")


@pytest.mark.parametrize(
    "changes", [{"title": "Mới"}, {"body": "Khác."}, {"unit": "Mới"}, {"year": 2001}]
)
def test_another_content_has_another_folder(tmp_path, changes):
    plain = {"title": "A", "body": "Chữ."}
    one = indexed(tmp_path / "one", entries(story(**plain)))
    other = indexed(tmp_path / "other", entries(story(**plain | changes)))
    assert one.root["version"] != other.root["version"]
    for index in (one, other):
        assert re.fullmatch(r"[0-9a-f]{12}", index.root["version"])
        assert sorted(path.name for path in index.home.iterdir()) == sorted(
            (index.root["version"], "goc.json")
        )


# --- the table to browse by ----------------------------------------------------------------------


def test_facets_are_in_vietnamese_order_fields_in_their_own_and_years_newest_first(index):
    assert index.table["facets"] == {
        "field": ["Kinh tế", "An ninh"],
        "fieldSlug": ["kinh-te", "an-ninh"],
        "kind": ["Cá nhân", "Tập thể"],
        "year": ["2023", "2021", "2019"],
        "ward": ["Cầu Diễn", "Đại Mỗ", "Mễ Trì", "Phú Đô"],
        "unit": ["Trường An", "Trường Ăn", "Trường Ấm", "Trường Dâu", "Trường Đỏ"],
    }


def test_each_story_has_its_place_in_each_facet_and_none_is_minus_one(index):
    for name, key in {"field": "field", "kind": "kind", "year": "year", "unit": "unit"}.items():
        values = index.table["facets"][name]
        told = [str(card[key]) for card in index.cards[:6]]
        assert [values[place] for place in index.table["of"][name]] == told
    wards = index.table["facets"]["ward"]
    assert [wards[n] if n >= 0 else "" for n in index.table["of"]["ward"]] == [
        card.get("ward", "") for card in index.cards[:6]
    ]
    assert index.table["of"]["ward"].count(-1) == 1


def test_titles_are_ordered_as_vietnamese_does(index):
    ordered = ["Ăn sáng", "Ấm trà", "Chuyện số 2", "Chuyện số 10", "Dê núi", "Đê sông Nhuệ"]
    assert titles(index, "title") == ordered


def test_the_newest_come_first_and_those_of_a_year_by_title(index):
    years = [index.cards[number]["year"] for number in index.table["order"]["newest"]]
    assert years == [2023, 2023, 2023, 2021, 2019, 2019]
    assert titles(index, "newest")[:3] == ["Chuyện số 2", "Dê núi", "Đê sông Nhuệ"]
    assert titles(index, "newest")[4:] == ["Ăn sáng", "Chuyện số 10"]


def test_units_are_in_order_and_their_stories_by_title(index):
    units = [index.cards[number]["unit"] for number in index.table["order"]["unit"]]
    order = index.table["facets"]["unit"]
    assert units == sorted(units, key=order.index)
    assert titles(index, "unit")[1:3] == ["Ăn sáng", "Đê sông Nhuệ"]


def test_only_stories_are_in_the_table(tmp_path):
    parts = Parts(documents=(document("Kế hoạch", "Chữ.", issued=date(2001, 1, 1)),))
    found = entries(story("A", photos=(photo("B"),)), parts=parts)
    table = indexed(tmp_path, found).table
    assert len(found) > 3
    assert table["order"] == {"newest": [0], "title": [0], "unit": [0]}
    assert table["facets"]["year"] == ["2023"]
    assert {len(places) for places in table["of"].values()} == {1}


# --- edges ---------------------------------------------------------------------------------------


def test_an_empty_collection_has_an_index(tmp_path):
    index = indexed(tmp_path, [])
    assert index.root["words"] == index.root["counts"] == ""
    assert index.root["groups"] == [0, 0, 0]
    assert index.table["order"] == {"newest": [], "title": [], "unit": []}
    assert index.cards == []


def test_entries_without_any_word_have_one_too(tmp_path):
    index = indexed(tmp_path, [SearchEntry("bai", "a/", "🌸"), SearchEntry("trang", "b/", "–")])
    assert index.words == []
    assert [card["title"] for card in index.cards] == ["🌸", "–"]


@pytest.mark.parametrize("changes", [{"state": State.SELECTED}, {"consent": False}])
def test_the_words_of_drafts_are_in_no_file(tmp_path, changes):
    names = ("name", "unit", "ward", "author", "summary")
    told = {name: f"zxq{name} kín" for name in names}
    hidden = story("zxqtitle kín", "zxqbody kín", **told, photos=(photo("zxqanh", "zxqnguoi"),))
    public = story("Mở", "Ai cũng đọc.")
    draft = story("zxqtitle kín", "zxqbody kín", **told, photos=hidden.photos, **changes)
    indexed(tmp_path / "with", entries(public, draft))
    indexed(tmp_path / "without", entries(public))
    assert files(tmp_path / "with") == files(tmp_path / "without")
    shown = indexed(tmp_path / "shown", entries(public, hidden))
    for folder, there in ((tmp_path / "with", False), (shown.home, True)):
        content = [p.read_bytes() + p.name.encode() for p in folder.rglob("*") if p.is_file()]
        assert any(b"zxq" in data for data in content) is there
