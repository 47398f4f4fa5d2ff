"""What is found for what readers type, and what comes first: the engine in a real browser."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date

import pytest

from danvan.collection import Parts
from danvan.search import SearchEntry
from support.browsing import PHONE, Visit, served
from support.held_out import CANARIES
from support.searching import Engine, document, entries, photo, story, write_scripts
from support.stories import nfd

FLOWERS = "Đường hoa bên sông Nhuệ"
RICE = "Quỹ gạo của ngõ 36"
CHIME = "Cái chuông gió ở cổng chợ"
PEACE = "Tổ hoà giải giữ xóm bình yên"
SCHOOL = "Khoa học & đời sống về làng"
MARKET = "Dân vận khéo giữa chợ đêm"
STORIES = entries(
    story(FLOWERS, "Bà con trồng cúc dọc bờ kè.", name="Chi hội phụ nữ số 5", ward="Mễ Trì"),
    story(
        RICE,
        "Theo Kế hoạch 139-KH/QU, mỗi nhà một nắm gạo.\nNgõ cái là nơi để thùng gạo.",
        name="Nguyễn Thị Thuý",
        unit="Hội Chữ thập đỏ phường Phú Đô",
        ward="Phú Đô",
    ),
    story(CHIME, "Ai cũng bảo: cái chuông là của chung.", "an-ninh", name="Lê Quang Đạt"),
    story(PEACE, "Ngày 15/10/1949 được nhắc lại.", "an-ninh", name="Ban công tác Mặt trận số 12"),
    story(SCHOOL, "Máy cày, máy bơm, giống lúa.", summary="Cán bộ trẻ về làng."),
    story(MARKET, "Hàng quán gọn gàng.\nNgười bán khéo, người mua vui.", year=2019),
    parts=Parts(
        documents=(
            document(
                "Chỉ thị về thi đua",
                "Các chi bộ triển khai.",
                number="05-CT/QU",
                issued=date(2022, 3, 7),
                issuer="Quận uỷ",
            ),
        )
    ),
)


@pytest.fixture(scope="module")
def engine(browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("engine")
    write_scripts(folder)
    with served(folder) as home:
        yield from opened(browser, home, folder)


@pytest.fixture(scope="module")
def held_out_engine(browser, held_out):
    yield from opened(browser, held_out.home, held_out.site.folder)


def opened(browser, home, folder):
    visit = Visit(browser, home, viewport=PHONE)
    visit.open("")
    yield Engine(visit, folder)
    visit.close()
    assert visit.faults == []


@pytest.fixture
def find(engine):
    return lambda query, found=STORIES: engine.ask(query, found)


def order(find, query, *stories):
    """Return the titles found among stories, the best first."""
    return find(query, entries(*stories)).of("bai").titles


# --- one query in every way it is typed ----------------------------------------------------------

TYPED = {
    "as it is written": ("Đường hoa bên sông Nhuệ", FLOWERS),
    "without diacritics": ("duong hoa ben song nhue", FLOWERS),
    "with some of them": ("đuong hoa bên song", FLOWERS),
    "decomposed, as a Mac sends it": (nfd("Đường hoa bên sông"), FLOWERS),
    "in capitals": ("ĐƯỜNG HOA", FLOWERS),
    "in capitals without diacritics": ("DUONG HOA", FLOWERS),
    "with hyphens": ("duong-hoa", FLOWERS),
    "with an underscore": ("duong_hoa", FLOWERS),
    "with blanks around and between": ("  đường   hoa ", FLOWERS),
    "with quotes and a full stop": ("“đường hoa”.", FLOWERS),
    "with &": ("khoa học & đời sống", SCHOOL),
    "with &, without blanks": ("khoa hoc&doi song", SCHOOL),
    "without the & of the title": ("khoa hoc doi song", SCHOOL),
    "d for đ": ("le quang dat", CHIME),
    "đ for d": ("đân vận khéo", MARKET),
    "the tone where it was put before": ("tổ hoà giải", PEACE),
    "the tone where it is put now": ("tổ hòa giải", PEACE),
    "the same in a name": ("Nguyễn Thị Thúy", RICE),
    "two words in another order": ("hoa đường", FLOWERS),
    "words far from each other": ("ngõ thuý", RICE),
    "half a word": ("tổ hoà gi", PEACE),
    "half a word without diacritics": ("to hoa gia", PEACE),
    "one letter of a word": ("quang đ", CHIME),
    "half a word before a whole one": ("chuo gio", CHIME),
    "half a name": ("quang đạt", CHIME),
    "unit and ward": ("chu thap do phu do", RICE),
    "a unit with its number": ("mat tran 12", PEACE),
    "a number": ("36", RICE),
    "a year": ("2019", MARKET),
    "a name and a year": ("dân vận 2019", MARKET),
    "a code": ("139-KH/QU", RICE),
    "a code in small letters": ("139-kh/qu", RICE),
    "a code with blanks": ("139 kh qu", RICE),
    "a code half typed": ("139-K", RICE),
    "a date": ("15/10/1949", PEACE),
    "a date with hyphens": ("15-10-1949", PEACE),
    "a date half typed": ("15/10/19", PEACE),
    "the number of a document": ("05-CT/QU", "Chỉ thị về thi đua"),
    "the date of a document": ("07/3/2022", "Chỉ thị về thi đua"),
    "the words of a document": ("chi bo trien khai", "Chỉ thị về thi đua"),
    "a phrase of small words": ("là của chung", CHIME),
    "small words without diacritics": ("la cua chung", CHIME),
    "a small word of a title": ("cái chuông", CHIME),
    "two words without the blank": ("danvan", MARKET),
    "two of three words without the blank": ("danvan kheo", MARKET),
    "with the marks, without the blank": ("hoàgiải", PEACE),
    "a sentence out of the text": ("người bán khéo, người mua vui", MARKET),
}


@pytest.mark.parametrize(("query", "title"), TYPED.values(), ids=TYPED.keys())
def test_the_story_comes_first_however_it_is_typed(find, query, title):
    found = find(query)
    assert found.first == title
    assert not found.relaxed
    assert found.corrected is None


@pytest.mark.parametrize("title", [FLOWERS, RICE, CHIME, PEACE, SCHOOL, MARKET])
def test_a_story_is_found_while_its_title_is_typed(find, title):
    words = title.split()
    for start in range(1, len(words)):
        for end in range(1, len(words[start]) + 1):
            if (typed := " ".join([*words[:start], words[start][:end]])) and words[start] != "&":
                assert find(typed).first == title, typed


@pytest.mark.parametrize("query", ["", "   ", "…", "&", "–/–", "🌸", "“”", "\u0301", "%", "\u200b"])
def test_a_query_without_words_finds_nothing(find, query):
    assert find(query).cards == ()


def test_a_word_is_completed_until_a_blank_ends_it(find):
    found = entries(story("Hộ nghèo"), story("Hoa sữa"))
    assert sorted(find("ho", found).titles) == ["Hoa sữa", "Hộ nghèo"]
    assert find("ho", found).first == "Hộ nghèo"
    assert find("ho ", found).titles == ["Hộ nghèo"]


def test_a_word_that_nobody_finished_is_completed_before_a_blank_too(find):
    assert find("chuo ").first == CHIME


# --- slips ---------------------------------------------------------------------------------------

SLIPS = {
    "a letter more": ("chuoong gió", CHIME, "chuông gió"),
    "a letter twice": ("khooa học", SCHOOL, "khoa học"),
    "a letter less": ("cuông gió", CHIME, "chuông gió"),
    "another letter": ("chuomg gió", CHIME, "chuông gió"),
    "two letters swapped": ("cuhong gió", CHIME, "chuông gió"),
    "the last letters swapped": ("to hoa giia", PEACE, "to hoa giải"),
    "the first letter": ("suong hoa ben song", FLOWERS, "đường hoa ben song"),
    "a word alone": ("duomg", FLOWERS, "đường"),
    "a word alone, with marks": ("chuôgn", CHIME, "chuông"),
    "a name": ("nguyen thi thuu", RICE, "nguyen thi thuý"),
}


@pytest.mark.parametrize(("query", "title", "meant"), SLIPS.values(), ids=SLIPS.keys())
def test_a_slip_of_one_letter_is_understood_and_said(find, query, title, meant):
    found = find(query)
    assert found.first == title
    assert found.corrected == meant
    assert not found.relaxed


def test_a_slip_that_makes_another_word_is_understood_where_that_word_makes_no_sense(find):
    found = (*STORIES[:6], *entries(story("Bớt hao phí", "Ruộng xa đường.")))
    assert find("đường hao", found).first == FLOWERS
    assert find("đường hao", found).corrected == "đường hoa"
    assert find("bớt hao", found).corrected is None
    assert find("hao phí", found).first == "Bớt hao phí"


def test_a_word_is_no_slip_of_the_one_beside_it_unless_a_text_says_it_twice(find):
    found = entries(story("Bên sông"), story("Đêm đêm gõ cửa"))
    assert find("bên sông Hồng", found).relaxed
    assert find("bên sông Hồng", found).corrected is None
    assert find("đêm đêmm", found).corrected == "đêm đêm"


def test_two_slips_in_a_word_are_too_many(find):
    assert find("chxxng").cards == ()
    assert find("chxxng").corrected is None


def test_a_word_that_is_there_is_taken_as_it_is(find):
    found = entries(story("Hoa", "Hao hụt."), story("Hao", "Hoa cúc."))
    assert find("hoa", found).first == "Hoa"
    assert find("hao", found).first == "Hao"
    assert find("hoa", found).corrected is find("hao", found).corrected is None


# --- what comes first ----------------------------------------------------------------------------


@pytest.mark.parametrize("syllables", ["ma má mà mả mã mạ", "mo mô mơ mỗ", "uy ủy uý ụy"])
def test_the_spelling_that_was_typed_comes_first(find, syllables):
    titles = [f"Chuyện {each}" for each in syllables.split()]
    for each, title in zip(syllables.split(), titles, strict=True):
        found = order(find, each, *map(story, reversed(titles)))
        assert found[0] == title
        assert sorted(found) == sorted(titles)


def test_d_and_its_sister_are_told_apart_when_typed(find):
    stories = story("Anh Đào"), story("Con dao"), story("Cô Dao")
    assert order(find, "đào", *stories)[0] == "Anh Đào"
    assert set(order(find, "dao", *stories)[:2]) == {"Con dao", "Cô Dao"}


def test_the_right_marks_come_first_in_a_phrase(find):
    stories = story("Bàn tay vàng"), story("Bán tay vàng"), story("Ban tay vắng")
    assert order(find, "bán tay vàng", *stories)[0] == "Bán tay vàng"
    assert order(find, "ban tay vắng", *stories)[0] == "Ban tay vắng"


def test_title_then_name_then_unit_then_summary_then_caption_then_text(find):
    stories = (
        story("Chữ", "Ở đây có sen."),
        story("Ảnh", photos=(photo("Ở đây có sen."),)),
        story("Tóm tắt", summary="Ở đây có sen."),
        story("Đơn vị", unit="Hội Sen"),
        story("Tên", name="Tổ Sen"),
        story("Chuyện sen"),
    )
    assert order(find, "sen", *stories) == ["Chuyện sen", "Tên", "Đơn vị", "Tóm tắt", "Ảnh", "Chữ"]


def test_ward_year_and_author_count_like_the_unit(find):
    text = story("Chữ", "Lê Sen ở phường Sen năm 1990.")
    for facts in ({"ward": "Sen"}, {"author": "Lê Sen"}):
        assert order(find, "sen", text, story("A", **facts)) == ["A", "Chữ"]
    assert order(find, "1990", text, story("A", year=1990)) == ["A", "Chữ"]


def test_the_shorter_title_says_more_of_itself(find):
    stories = story("Hoa sen nở bên nhà ông Tư ở cuối xóm Đoài"), story("Hoa sen")
    assert order(find, "hoa sen", *stories)[0] == "Hoa sen"


def test_a_text_about_a_word_comes_before_one_that_names_it(find):
    stories = story("A", "Có sen."), story("B", "Sen này. Sen kia. Ngó sen. Trà sen.")
    assert order(find, "sen", *stories) == ["B", "A"]


def test_a_phrase_comes_before_scattered_words(find):
    stories = (
        story("Rải rác", "Hoa cúc, hoa hồng. Bà trồng cây đào. Đào ao. Hoa nở. Ăn đào."),
        story("Liền nhau", "Vườn có hoa đào."),
    )
    for query in ("hoa đào", "hoa dao"):
        assert order(find, query, *stories)[0] == "Liền nhau"
        assert order(find, query, *reversed(stories))[0] == "Liền nhau"


def test_a_phrase_ends_with_its_sentence_and_its_paragraph(find):
    stories = story("Hai dòng", "Vườn hoa\nđào ao"), story("Một dòng", "Vườn hoa đào ao")
    assert order(find, "hoa đào", *stories)[0] == "Một dòng"


def test_a_rare_word_says_more_than_a_common_one(find):
    common = [story(f"Tổ {n}", "Chuyện của tổ.") for n in range(20)]
    found = order(find, "tổ lau", *common, story("Lau", "Một tổ."), story("Tổ", "Bờ lau."))
    assert found[0] == "Lau"


def test_stories_of_one_worth_keep_the_order_of_the_book(find):
    stories = [story(f"Hoa {n}") for n in ("ba", "hai", "bốn", "một")]
    assert order(find, "hoa", *stories) == [each.title for each in stories]


def test_scores_go_down(find):
    scores = find("h").scores
    assert len(scores) > 3
    assert list(scores) == sorted(scores, reverse=True)


# --- all words, or some --------------------------------------------------------------------------


def test_all_words_are_required(find):
    found = find("hoa nhuệ")
    assert found.of("bai").titles == [FLOWERS]
    assert not found.relaxed
    assert len(find("hoa").of("bai").cards) > 1


def test_when_nothing_has_all_words_those_with_most_are_found(find):
    found = find("đường hoa bên sông Hồng")
    assert found.relaxed
    assert found.titles == [FLOWERS]


def test_two_stories_with_half_of_the_words_each(find):
    found = find("chuông nhuệ")
    assert found.relaxed
    assert sorted(found.titles) == sorted([CHIME, FLOWERS])


def test_words_that_nobody_wrote_find_nothing(find):
    found = find("qwxz wqxzw")
    assert (found.cards, found.relaxed, found.corrected) == ((), False, None)


# --- photos and pages ----------------------------------------------------------------------------


def test_photos_are_found_by_caption_and_credit_after_their_story(find):
    pictures = (photo("Cầu tre bắc qua mương.", "Lê Anh"), photo("Múa lân.", "Trần Bình"))
    found = entries(story("Cầu tre", photos=pictures), story("B", "Cầu tre ở đâu?"))
    told = find("cầu tre", found)
    assert [card["group"] for card in told.cards[:2]] == ["bai", "anh"]
    (figure,) = told.of("anh").cards
    assert (figure["title"], figure["who"]) == ("Cầu tre bắc qua mương.", "Ảnh: Lê Anh")
    assert figure["page"] == "Cầu tre"
    assert "#anh-" in figure["address"]
    assert find("trần bình", found).of("anh").titles == ["Múa lân."]


def test_groups_are_named_and_counted(find):
    parts = Parts(documents=(document("Sen", "Chữ."),))
    found = entries(story("Sen", photos=(photo("Sen"),)), parts=parts)
    assert sorted(card["group"] for card in find("sen", found).cards) == ["anh", "bai", "trang"]


def test_a_field_is_found_by_its_name(find):
    assert find("kinh tế").of("trang").titles == ["Kinh tế"]


# --- passages ------------------------------------------------------------------------------------


def test_the_passage_marks_the_words_as_they_are_written(find):
    assert "[cái chuông] là của chung" in find("cai chuong").passage
    assert "mỗi nhà một nắm [gạo]" in find("gao").passage


def test_the_passage_is_where_the_words_stand_together(find):
    far = "Hoa nở. " + "Chuyện khác hẳn. " * 40 + "Vườn có hoa đào.\n" + "Chuyện khác nữa. " * 40
    passage = find("hoa dao", entries(story("A", far))).passage
    assert "Vườn có [hoa đào]." in passage
    assert passage.endswith(" …")
    assert len(passage) < 300


def test_the_passage_begins_with_its_sentence(find):
    text = "Câu một nói chuyện khác. " * 20 + "Ngoài vườn có hoa sen."
    assert find("sen", entries(story("A", text))).passage == "Ngoài vườn có hoa [sen]."


def test_a_passage_out_of_a_long_sentence_says_that_it_is_cut(find):
    text = f"{'Rồi lại đi ' * 10}đến bờ sen {'rồi lại về ' * 20}"
    passage = find("sen", entries(story("A", text))).passage
    assert re.fullmatch(r"… .* đến bờ \[sen\] rồi lại .* …", passage)


def test_a_passage_of_a_text_typed_on_a_mac_is_marked(find):
    assert find("giếng", entries(story("A", nfd("Bên giếng làng.")))).passage == "Bên [giếng] làng."


def test_when_the_text_does_not_say_it_the_summary_is_shown(find):
    assert find("hoc doi song").passage == "Cán bộ trẻ về làng."
    found = entries(story("Sen", "Chữ.", summary="Cả làng trồng sen."))
    assert find("sen", found).passage == "Cả làng trồng [sen]."


def test_an_entry_without_text_shows_its_summary(find):
    found = entries(story("Sen", "", summary="Cả làng vui."))
    assert find("sen", found).passage == "Cả làng vui."


def test_html_in_a_text_is_text(find):
    found = entries(story("A", "Bấm <b>nút</b> & <img src=x> này."))
    assert find("nút", found).passage == "Bấm <b>[nút]</b> & <img src=x> này."


# --- edges ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", ["a", "hoa", "đường hoa", "5"])
def test_an_empty_collection_finds_nothing(find, query):
    assert find(query, ()).cards == ()


@pytest.mark.parametrize("query", ["a", "hoa"])
def test_entries_without_words_are_not_found(find, query):
    assert find(query, (SearchEntry("bai", "a/", "🌸"),)).cards == ()


def test_a_query_longer_than_any_text_finds_what_it_quotes(find):
    found = find("bà con trồng cúc dọc bờ kè " * 6)
    assert found.first == FLOWERS


def test_a_word_longer_than_counts_is_found_by_its_beginning(find):
    long = "Liênđoànlaođộngquậnnamtừliêmthànhphốhànội"
    found = entries(story(long), story("B"))
    assert find(long, found).titles == [long]
    assert find(long[:9], found).titles == [long]


def test_hundreds_of_entries_are_all_counted(find):
    found = tuple(replace(STORIES[0], address=f"{n}/", text=f"Số {n}.") for n in range(300))
    assert len(find("đường hoa", found).cards) == 300
    assert find("đường hoa 234", found).cards[0]["address"] == "234/"


# --- the held-out site ---------------------------------------------------------------------------

HELD_OUT = {
    "duong hoa gieng dong": "kinh-te/mac-nfd/",
    nfd("quỹ tiết kiệm"): "kinh-te/khoa-ascii/",
    "TIEU THUONG": "kinh-te/khoa-ascii/",
    "nguyen van ba": "he-thong-chinh-tri/bac-ba-cau-lac-bo-50/",
    "bac ba clb nguoi cao tuoi": "he-thong-chinh-tri/bac-ba-cau-lac-bo-50/",
    "thuvien luu dong mười năm sau": "he-thong-chinh-tri/ten-gan-trung/",
    "vu thi dung": "he-thong-chinh-tri/ten-dung/",
    "ấn quán": "he-thong-chinh-tri/ten-dung/",
    "ân hội": "van-hoa-xa-hoi/ten-an/",
    "dang thi dao": "van-hoa-xa-hoi/ten-dao/",
    "ho do to so 12": "van-hoa-xa-hoi/chu-thich/",
    "thành giếng": "van-hoa-xa-hoi/chu-thich/",
    "ai lap gieng thi phai dao lai": "van-hoa-xa-hoi/chu-thich/",
    "hoa gao": "an-ninh-quoc-phong/the-html/",
    "cầu diễn 2014": "kinh-te/chuyen-so-40/",
    "to hoa giai 38": "an-ninh-quoc-phong/chuyen-so-38/",
    "hòa giải 48": "kinh-te/chuyen-so-48/",
    "nguyen thi kim oanh": "an-ninh-quoc-phong/anh-trong-bai/",
    "01-KH/QU": "van-ban/ke-hoach-thu/",
    "26/lđlđ": "van-ban/cong-van-thu/",
    "06/02/2024": "van-ban/cong-van-thu/",
    "cong doan co so thu 5": "van-ban/cong-van-thu/",
    "an ninh quoc phong": "an-ninh-quoc-phong/",
    "nhom nhan tin 🌸": "he-thong-chinh-tri/bieu-tuong/",
}


@pytest.mark.parametrize(("query", "address"), HELD_OUT.items())
def test_the_held_out_site_answers(held_out_engine, query, address):
    assert held_out_engine.ask(query).cards[0]["address"] == address


def test_the_held_out_photos_are_found(held_out_engine):
    found = held_out_engine.ask("cu gia day tre goi banh").of("anh")
    assert found.titles == ["Cụ già dạy trẻ gói bánh."]
    assert found.cards[0]["address"].startswith("anh-phong-trao/#anh-")
    assert held_out_engine.ask("con muong buc thu 3").of("anh").first == "Con mương, bức thứ 3."


@pytest.mark.parametrize("word", CANARIES.values())
def test_nothing_of_a_draft_is_found(held_out_engine, word):
    for part in ("", "0", "3", "tieude", "noidung", "chuthich", "ghichu"):
        found = held_out_engine.ask(f"{word}{part}")
        assert found.cards == ()
    assert held_out_engine.ask(f"chuyện {word}").relaxed
