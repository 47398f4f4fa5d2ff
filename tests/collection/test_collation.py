"""Names stand in the order in which Vietnamese readers look for them."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.collection.collation import (
    given_name_key,
    initial,
    people_in,
    sort_key,
    split_given_name,
)

ORDERS = {
    "the letters of the alphabet": "a ă â b c d đ e ê f g h i j k l m n o ô ơ p q r s t u ư v w x "
    "y z",
    "the six tones": "ma mà mả mã má mạ",
    "letters before tones": "mạ mai mài mãi mái mại man mang",
    "a letter's shape before its tone": "cạn căn cằn cặn cân cần cận",
}
LINES = {
    "a whole syllable before the next one": ["ba ví", "bà cả", "bá bảo"],
    "a short word before a longer one": ["Hà Nội", "Hà Tĩnh", "Hàng Bạc", "Hào"],
    "a name before a longer name": ["Tổ", "Tổ hoà giải", "Tổ hoà giải số 1"],
    "numbers by their value": ["Tổ 9", "Tổ 10", "Tổ 10A", "Tổ 11", "Tổ 1.200", "Tổ xanh"],
    "numbers before letters": ["5 không, 3 sạch", "36 phố", "An toàn"],
    "đ after d": ["Dương Nội", "Đại Mỗ"],
    "other alphabets at the end": ["Zalo", "Ωmega"],
}


def sort_mixed(wanted, key):
    mixed = wanted[::-1]  # equal keys would keep this order
    return sorted(mixed, key=key)


@pytest.mark.parametrize("words", ORDERS.values(), ids=ORDERS.keys())
def test_words_follow_the_alphabet(words):
    wanted = words.split()
    assert sort_mixed(wanted, sort_key) == wanted
    assert len(set(map(sort_key, wanted))) == len(wanted)


@pytest.mark.parametrize("wanted", LINES.values(), ids=LINES.keys())
def test_lines_follow_their_words(wanted):
    assert sort_mixed(wanted, sort_key) == wanted


@pytest.mark.parametrize(
    "written",
    [
        "Hội LHPN phường Hoà Bình",
        "HỘI LHPN PHƯỜNG HOÀ BÌNH",
        "Hội LHPN phường Hòa Bình",
        "Hội “LHPN” – phường  Hoà Bình.",
        unicodedata.normalize("NFD", "Hội LHPN phường Hoà Bình"),
    ],
)
def test_case_signs_unicode_form_and_tone_placement_do_not_count(written):
    assert sort_key(written) == sort_key("hội lhpn phường hoà bình")


def test_a_tone_does_count():
    assert sort_key("Tổ Hoa") != sort_key("Tổ Hoà")


def test_an_apostrophe_does_not_end_a_word():
    assert sort_key("H'Mông") == sort_key("H’Mông") == sort_key("Hmông")


@pytest.mark.parametrize(
    ("text", "letter"),
    [
        ("An Khánh", "A"),
        ("ấp Bắc", "Â"),
        ("Ẵng", "Ă"),
        ("“Đổi rác lấy quà”", "Đ"),
        ("ứng Hoà", "Ư"),
        (unicodedata.normalize("NFD", "Ờ"), "Ơ"),
        ("5 không, 3 sạch", "0–9"),
        ("Ωmega", "Ω"),
        ("… –", ""),
        ("", ""),
    ],
)
def test_a_name_stands_under_its_first_letter(text, letter):
    assert initial(text) == letter


# --- people ---------------------------------------------------------------------------------------


def test_people_stand_under_their_given_names_then_surnames():
    wanted = ["Lê Văn An", "Nguyễn Thị An", "Nguyễn Văn An", "Trần Ân", "Bùi Thị Đào", "Đỗ Hoà"]
    assert sort_mixed(wanted, given_name_key) == wanted


@pytest.mark.parametrize(
    "written",
    [
        "ông Nguyễn Văn An",
        "Đồng chí Nguyễn Văn An",
        "Đ/c Nguyễn Văn An",
        "TS. Nguyễn Văn An",
        "PGS.TS. BS. Nguyễn Văn An",
        "Đại uý, bác sĩ Nguyễn Văn An",
        "Trung tá Nguyễn Văn An",
        "Nguyễn Văn An (sinh năm 1960)",
        "(Ông) Nguyễn Văn An",
        "Nguyễn Văn An, tổ trưởng tổ 5",
        "(tổ 5) Nguyễn Văn An",
        "– Nguyễn Văn An",
        "Nguyễn Văn An – Bí thư Chi bộ",
        "Nguyễn Văn An - Bí thư Chi bộ",
        "Nguyễn Văn An và các con",
        "Gia đình ông Nguyễn Văn An",
        "Gia đình ông Nguyễn Văn An, bà Trần Thị Bình",
        "NGUYỄN VĂN AN",
    ],
)
def test_titles_and_explanations_do_not_sort(written):
    assert given_name_key(written) == given_name_key("Nguyễn Văn An")


@pytest.mark.parametrize("name", ["Anh", "Nguyễn Văn Anh", "Trần Cụ", "Bá Kiến", "Chu Em"])
def test_a_name_that_looks_like_a_title_stays_a_name(name):
    given, others = given_name_key(name)
    assert [*others, *given] == list(sort_key(name))


def test_a_person_is_sorted_by_an_empty_name_too():
    assert given_name_key("") == ((), ())


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Tạ Thị Mận", ("Tạ Thị ", "Mận", "")),
        ("Nguyễn Văn An, anh của An", ("Nguyễn Văn ", "An", ", anh của An")),
        ("(Bà) An Thị An (tổ 5)", ("(Bà) An Thị ", "An", " (tổ 5)")),
        ("Đại uý, bác sĩ Trần Minh", ("Đại uý, bác sĩ Trần ", "Minh", "")),
        ("Tiệp", ("", "Tiệp", "")),
        ("", ("", "", "")),
    ],
)
def test_the_given_name_is_found_where_it_stands(name, parts):
    assert split_given_name(name) == parts
    assert "".join(parts) == name


@pytest.mark.parametrize(
    ("name", "people"),
    [
        ("Nguyễn Văn A và Trần Thị B", ["Nguyễn Văn A", "Trần Thị B"]),
        ("Nguyễn Văn A; Trần Thị B;", ["Nguyễn Văn A", "Trần Thị B"]),
        ("A; B", ["A", "B"]),
        ("ThS. Lê An & BS. Vũ Bình", ["ThS. Lê An", "BS. Vũ Bình"]),
        ("Lê Văn An, Vũ Thị Bình và Hà Vy", ["Lê Văn An", "Vũ Thị Bình", "Hà Vy"]),
        ("vợ chồng ông A, bà B", ["ông A", "bà B"]),
        ("Hai vợ chồng anh Nam – chị Hoa", ["anh Nam", "chị Hoa"]),
        ("Thầy Lê Văn Và và cô Vũ Thị Và", ["Thầy Lê Văn Và", "cô Vũ Thị Và"]),
        (
            "ông An, tổ trưởng tổ 5 và bà Bình, tổ phó",
            ["ông An, tổ trưởng tổ 5", "bà Bình, tổ phó"],
        ),
        ("Gia đình ông An và gia đình bà Bình", ["Gia đình ông An", "gia đình bà Bình"]),
        ("Gia đình ông An; bà Bình", ["Gia đình ông An", "bà Bình"]),
        ("", []),
    ],
)
def test_several_people_are_told_apart(name, people):
    assert list(people_in(name)) == people


@pytest.mark.parametrize(
    "name",
    [
        "Vũ Thị Và",
        "Tạ Thị Mận",
        "Gia đình ông Nguyễn Văn An",
        "Gia đình ông An, bà Bình",
        "Hộ gia đình ông An và bà Bình",
        "Vợ chồng ông Nguyễn Văn An",
        "Nguyễn Văn An, tổ trưởng tổ 5",
        "Nguyễn Văn An, anh hùng lao động",
        "Nguyễn Văn An, Hà Nội",
        "Nguyễn Văn An, Mễ Trì Thượng",
        "Nguyễn Văn An và Uỷ Ban Nhân Dân Phường Mễ Trì",
        "Nguyễn Văn An – Bí thư Chi bộ",
        "Nguyễn Văn An và các cộng sự",
        "Nguyễn Văn An (và vợ là Trần Thị Bình)",
        "Đại uý, bác sĩ Trần Minh",
    ],
)
def test_one_person_or_family_stays_whole(name):
    assert people_in(name) == (name,)


def test_names_are_told_apart_in_every_unicode_form():
    assert people_in(unicodedata.normalize("NFD", "Lê  An và Vũ Bình")) == ("Lê An", "Vũ Bình")
