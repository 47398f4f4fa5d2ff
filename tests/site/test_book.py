"""The reading edition of the held-out book: its order, its lists, its pages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable
from itertools import combinations
from urllib.parse import urlsplit

import pytest

from support.bookpages import Line, loose
from support.held_out import FIELDS
from support.held_out_book import BOOK, MOVEMENT, SITE_URL, TABLE_ROWS
from support.printed_book import (
    BACK,
    CREDIT,
    DOCUMENTS,
    HEIGHT,
    INDEXES,
    OPENING,
    PARTS,
    PEOPLE,
    PHOTO_LIST,
    STORY_TITLE,
    UNITS,
    WARDS,
    WIDTH,
    PrintedBook,
)
from support.stories import Story

HAIR = 0.3
"""Millimetres that rounding and overhanging letters may take."""
RAISED = 1.1
"""Millimetres that a heading inside an article stands above its line."""
BLEED_DPI = 200
PEOPLE_OF = {
    "Ông Đỗ Văn Ánh, bà Trần Thị Ân và anh Lê Đình Ấn": [
        "Ông Đỗ Văn Ánh",
        "bà Trần Thị Ân",
        "anh Lê Đình Ấn",
    ]
}
"""Who stands in the index for a story that names several people."""


# --- order ---------------------------------------------------------------------------------------


def test_everything_stands_in_its_order(book):
    expected = [*([BOOK["title"]] * 3), "Lời nói đầu", "Mục lục"]  # cover, half-title, title page
    expected += [*PARTS[:2], *DOCUMENTS, *PARTS[2:]]
    for area, name in FIELDS.items():
        expected += [name, *(story.title for story in book.stories_of(area))]
    expected += [BACK, *INDEXES]
    found = [t for number in book.pages.numbers for t in book.pages.titles(number, OPENING)]
    assert list(map(loose, found)) == list(map(loose, expected))


def test_stories_stand_in_the_order_of_the_site(book):
    for area in FIELDS:
        printed = [book.address(story) for story in book.stories_of(area)]
        home = f"{printed[0].split('/')[0]}/"
        cards = book.site.pages[home].select(".dv-card__title a")
        shown = [f"{home}{card['href'].split('/')[-2]}/" for card in cards]
        assert [address for address in shown if address in printed] == printed
        assert len(printed) >= 8


def test_cover_pages_stand_outside_the_count(book):
    last = len(book.pages)
    numbers = [label for label in book.pages.labels if label.isdigit()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    inside = ["Bìa 3"] if len(numbers) % 2 == 0 else []
    assert book.pages.labels == ["Bìa 1", "Bìa 2", *numbers, *inside, "Bìa 4"]
    assert last % 2 == 0  # it is a left page
    assert book.pages.says(1, BOOK["stage"])
    assert book.pages.text(2) == ""
    assert book.pages.says(last, urlsplit(SITE_URL).netloc)


def test_the_first_leaves_are_half_title_title_page_and_imprint(book):
    half, blank, title, imprint = map(book.pages.labelled, (1, 2, 3, 4))
    assert loose(book.pages.text(half)) == loose(BOOK["title"])
    assert book.pages.text(blank) == ""
    for words in (BOOK["title"], BOOK["subtitle"], BOOK["issuer"], *BOOK["editors"]):
        assert book.pages.says(title, words)
    assert book.pages.says(imprint, "Chịu trách nhiệm xuất bản")


@pytest.mark.parametrize("title", ["Lời nói đầu", "Mục lục", *PARTS, BACK])
def test_what_opens_a_part_stands_on_a_right_hand_page(book, title):
    assert int(book.pages.label(book.opening(title))) % 2 == 1


def test_every_field_and_every_story_begins_a_page(book):
    for number in book.pages.numbers[6:]:
        lines, titles = book.pages.lines(number), book.pages.titles(number, STORY_TITLE)
        assert len(titles) <= 1, titles
        above = [line.text for line in lines if line.box[1] > _top(lines, titles)]
        assert len(above) <= 2, above  # the small line above the title


def test_every_page_is_as_large_as_the_trim(book):
    for number in book.pages.numbers:
        assert book.pages.size(number) == pytest.approx((WIDTH, HEIGHT), abs=0.01)


# --- contents ------------------------------------------------------------------------------------


def test_the_contents_name_everything_in_its_order(book):
    expected = ["Lời nói đầu"]
    for number, part in enumerate(PARTS, 1):
        expected.append(f"Phần {number}. {part}")
        expected += DOCUMENTS if number == 2 else ()
    for area, name in FIELDS.items():
        expected += [name, *(story.title for story in book.stories_of(area))]
    expected += [BACK, *INDEXES]
    listed = [loose(entry.text) for entry, _ in book.contents_entries()]
    assert listed == list(map(loose, expected))


def test_every_line_of_the_contents_names_the_page_with_that_title_and_leads_there(book):
    for entry, target in book.contents_entries():
        page = book.pages.labelled(*entry.numbers)
        title = re.sub(r"^Phần \d\. ", "", entry.text)
        assert loose(title) in map(loose, book.pages.titles(page, OPENING)), entry
        assert target == page, entry


# --- indexes and list of photos ------------------------------------------------------------------


def test_the_index_of_names_has_everybody_with_every_story(book):
    assert _listed(book, PEOPLE) == _stories_by(book, _people)


def test_the_index_of_units_has_every_unit_with_every_story(book):
    assert _listed(book, UNITS) == _stories_by(book, lambda story: [story.fact("đơn vị")])


def test_the_index_of_wards_has_every_ward_with_every_story(book):
    assert _listed(book, WARDS) == _stories_by(book, lambda story: [story.fact("phường")])


@pytest.mark.parametrize("index", INDEXES)
def test_page_numbers_end_in_one_column_or_follow_a_colon(book, index):
    for number, line in book.lines_below(index):
        if re.search(r"(?: \.){2,} ?\d", line.text):
            assert abs(line.box[2] - book.block(number)[2]) < 1, (number, line)
        else:
            assert not re.search(r"[^\d:,] \d+,", line.text), (number, line)


@pytest.mark.parametrize("index", [PEOPLE, UNITS, WARDS])
def test_an_entry_names_pages_on_which_the_name_stands(book, index):
    for entry in book.entries(index):
        assert entry.numbers, entry
        for number in entry.numbers:
            page = book.pages.text(book.pages.labelled(number))
            assert _letters(entry.text) in _letters(page), entry


def test_every_number_of_the_back_matter_leads_to_the_page_that_it_names(book):
    links = [link for link in book.pages.links if link.page in book.back]
    numbers = [n for index in INDEXES for entry in book.entries(index) for n in entry.numbers]
    assert sorted(link.text for link in links) == sorted(numbers)
    assert [link for link in links if book.pages.label(link.target) != link.text] == []


def test_people_stand_by_given_names_and_groups_by_first_words_in_one_alphabet(book):
    assert [entry.text for entry in book.entries(PEOPLE)] == [
        "Lê Đức An",
        "Ông Đỗ Văn Ánh",
        "Nguyễn Thị Ánh",
        "bà Trần Thị Ân",
        "Ân tình quán",
        "anh Lê Đình Ấn",
        "Trần Văn Ất",
        "Nguyễn Văn Ba",
        "Ban công tác Mặt trận số 2",
        "Ban công tác Mặt trận số 12",
        "Vũ Thị Dung",
        "Đặng Thị Đào",
        "bà Đinh Thị Đào",
        "Lê Quang Đạt",
        "Phạm Thị Đỗ",
        "Đội thanh niên xung kích",
        "Liênđoànlaođộngquậnnamtừliêmthànhphốhànội",
        "Phạm Văn Sửu",
        "Tổ dân phố số 7",
        "Tổ hoà giải",
        "Tổ <i>may</i> ‘Hoa Gạo’ & bạn",
        "Trần Quốc Uy",
    ]


def test_units_stand_in_the_order_of_the_alphabet(book):
    assert [entry.text for entry in book.entries(UNITS)] == [
        "Ánh Dương, hợp tác xã",
        "Ân Hội quán",
        "Ấn quán Sao Mai",
        "CĐCS Liênđoànlaođộngquậnnamtừliêmthànhphốhànội",
        "Đoàn Thanh niên phường Ánh Sao",
        "Hội LHPN phường Mễ Trì",
        "Hội Người cao tuổi phường Đại Mỗ",
        "Hội <u>LHPN</u> & “bạn”",
        "Khối Dân vận phường Cầu Diễn",
        "Khối Dân vận phường Đại Mỗ",
        "Khối Dân vận phường Mỹ Đình",
        "Khối Dân vận phường Phú Đô",
        "Khối Dân vận phường Trung Văn",
    ]


def test_the_list_of_photos_names_the_page_on_which_each_photo_stands(book):
    listed = [(loose(entry.text), *entry.numbers) for entry in book.entries(PHOTO_LIST)]
    printed = [
        (loose(f"{photo.caption} {CREDIT}"), book.pages.label(photo.page))
        for photo in book.photos()
        if photo.caption
    ]
    assert sorted(listed) == sorted(printed)


# --- running heads and folios --------------------------------------------------------------------


def test_left_pages_name_part_and_field_and_right_pages_the_story(book):
    seen: Counter[bool] = Counter()
    for story in book.stories:
        for number in _text_pages(book, book.pages_of(story)[1:]):
            is_right = int(book.pages.label(number)) % 2 == 1
            head = book.head(number)
            if is_right:
                assert _is_title(head, story.title), (number, head)
            else:
                assert loose(head) == loose(f"{PARTS[3]} · {FIELDS[story.area]}"), number
            seen[is_right] += 1
    assert min(seen[True], seen[False]) >= 10


@pytest.mark.parametrize("title", ["Lời nói đầu", "Mục lục", PARTS[0], PARTS[1]])
def test_other_pages_name_what_they_belong_to(book, title):
    pages = _text_pages(book, book.section(title)[1:])
    assert pages
    assert {loose(book.head(number)) for number in pages} == {loose(title)}


def test_pages_of_the_back_matter_name_it_or_the_index(book):
    for number in book.back[1:]:
        if book.head(number):
            is_left = int(book.pages.label(number)) % 2 == 0
            names = {loose(BACK)} if is_left else set(map(loose, INDEXES))
            assert loose(book.head(number)) in names, number


def test_there_is_no_running_head_where_something_opens(book):
    opening = [n for n in book.pages.numbers[2:-1] if book.pages.titles(n, STORY_TITLE)]
    assert [number for number in opening if book.head(number)] == []
    assert len(opening) > len(book.stories)


def test_a_folio_is_the_number_that_viewers_show_at_the_outer_edge(book):
    with_folio = 0
    for number in book.pages.numbers[2:-1]:
        if folio := book.folio(number):
            left, _, right, _ = book.block(number)
            is_right = int(book.pages.label(number)) % 2 == 1
            assert folio.text == book.pages.label(number)
            edge = right - folio.box[2] if is_right else folio.box[0] - left
            assert abs(edge) < 1, number
            with_folio += 1
    assert with_folio > 100


def test_every_page_of_a_story_has_a_folio(book):
    pages = [n for story in book.stories for n in _text_pages(book, book.pages_of(story))]
    assert [number for number in pages if not book.folio(number)] == []


def test_openers_first_leaves_and_blank_pages_have_neither_head_nor_folio(book):
    bare = [book.opening(part) for part in PARTS]
    bare += map(book.pages.labelled, (1, 2, 3, 4))
    bare += [n for n in book.pages.numbers[2:-1] if not (book.body(n) or book.pages.photos(n))]
    assert [n for n in bare if book.head(n) or book.folio(n)] == []
    assert len(bare) > 8


# --- the set page --------------------------------------------------------------------------------


def test_no_heading_is_the_last_line_of_a_page(book):
    bodies = "\n".join(story.body for story in book.stories)
    written = re.findall(r"^#+ (.*)$", bodies, re.MULTILINE)
    written += ["Nội dung", "Cách triển khai", "Kết quả", "Bài học kinh nghiệm", "Toàn văn bài báo"]
    headings = set(map(loose, [*written, *(f"Điều {n}" for n in range(1, 6)), *INDEXES]))
    letters = re.compile(r"[A-ZĂÂĐÊÔƠƯ]|0–9")
    for number in _text_pages(book, book.pages.numbers[2:-1]):
        last = book.body(number)[-1].text
        assert loose(last) not in headings and not letters.fullmatch(last), (number, last)


def test_text_keeps_to_its_block(book):
    for number in _text_pages(book, book.pages.numbers[6:-1]):
        left, bottom, right, top = book.block(number)
        for line in book.body(number):
            assert left - HAIR < line.box[0] and line.box[2] < right + HAIR, (number, line)
            assert bottom - HAIR < line.box[1] and line.box[3] < top + RAISED, (number, line)


def test_no_line_lies_over_another(book):
    for number in book.pages.numbers:
        for one, other in combinations(book.pages.lines(number), 2):
            assert not _overlap(one, other), (number, one.text, other.text)
        assert book.pages.overprinted(number) == "", number


def test_no_text_lies_over_a_photo(book):
    for photo in book.photos():
        assert book.pages.within(photo.page, photo.placed.box) == "", photo


def test_every_photo_stands_with_its_caption_and_its_story(book):
    printed = Counter((photo.owner, photo.caption) for photo in book.photos())
    assert printed == Counter(book.expected_photos())


def test_there_are_no_pictures_but_those_photos(book):
    everywhere = sum(len(book.pages.photos(number)) for number in book.pages.numbers)
    assert everywhere == len(book.expected_photos())


def test_a_photo_is_no_wider_than_the_text_unless_it_bleeds_off_the_page(book):
    bleeding = set()
    for photo in book.photos():
        left, bottom, right, top = book.block(photo.page)
        box = photo.placed.box
        if box[0] < 0:
            assert box[2] > WIDTH
            bleeding.add(photo.caption)
        else:
            assert left - HAIR < box[0] and box[2] < right + HAIR, photo
            assert bottom - HAIR < box[1] and box[3] < top + HAIR, photo
    enough = (WIDTH + 6) / 25.4 * BLEED_DPI
    assert bleeding
    assert bleeding <= {caption for _, caption, (width, _) in MOVEMENT if width >= enough}


def test_photos_keep_their_shape(book):
    for photo in book.photos():
        if photo.placed.box[0] >= 0:
            width, height = photo.original
            assert photo.placed.ratio == pytest.approx(width / height, rel=0.02), photo


def test_photos_have_the_pixels_that_a_screen_shows_and_no_more(book):
    for photo in book.photos():
        possible = photo.original[0] / photo.placed.width * 25.4
        assert min(150, possible) - 3 < photo.placed.dpi < 155, photo


def test_a_long_table_goes_on_below_its_head_on_every_page(book):
    (story,) = [story for story in book.stories if story.folder == "bang-dai"]
    pages = [n for n in book.pages_of(story) if book.pages.says(n, "viên gạch")]
    assert len(pages) >= 2
    assert all(book.pages.says(number, "Số thứ tự") for number in pages)
    rows = [row for n in pages for row in re.findall(r"Nhà số (\d+)", book.pages.text(n))]
    assert rows == [str(n * 3 - 1) for n in range(1, TABLE_ROWS + 1)]
    assert book.pages.says(pages[0], "Sổ chép lại nguyên văn")  # no page is left half empty


def _people(story: Story) -> list[str]:
    name = story.fact("tên")
    return PEOPLE_OF.get(name, [name])


def _letters(text: str) -> str:
    """Return `text` without punctuation, which tells no two entries apart."""
    return re.sub(r"[\W_]", "", loose(text))


def _listed(book: PrintedBook, index: str) -> dict[str, list[str]]:
    found = {_letters(entry.text): list(entry.numbers) for entry in book.entries(index)}
    assert len(found) == len(book.entries(index))
    return found


def _stories_by(book: PrintedBook, names: Callable[[Story], Iterable[str]]) -> dict[str, list[str]]:
    """Return the first pages of stories in the order of the book, by what they are listed under."""
    expected: dict[str, list[str]] = {}
    for story in sorted(book.stories, key=lambda story: book.first_page[story.folder]):
        for name in names(story):
            expected.setdefault(_letters(name), []).append(book.number(story))
    return expected


def _text_pages(book: PrintedBook, numbers: Iterable[int]) -> list[int]:
    """Return those of the pages that hold lines of text below each other."""
    return [n for n in numbers if book.pages.label(n).isdigit() and book.folio(n) and book.body(n)]


def _top(lines: list[Line], titles: list[str]) -> float:
    """Return where the title begins, from the foot of the page."""
    whole = "".join(map(loose, titles))
    tops = [line.box[1] for line in lines if line.size >= STORY_TITLE and loose(line.text) in whole]
    return max(tops, default=HEIGHT)


def _is_title(head: str, title: str) -> bool:
    """Tell a title, or its beginning and an ellipsis."""
    if head.endswith("…"):
        return loose(title).startswith(loose(head.removesuffix("…"))) and len(head) > 40
    return loose(head) == loose(title)


def _overlap(one: Line, other: Line) -> bool:
    """Tell lines that lie over each other by more than accents may."""
    across = min(one.box[2], other.box[2]) - max(one.box[0], other.box[0])
    down = min(one.box[3], other.box[3]) - max(one.box[1], other.box[1])
    return across > 0.5 and down > 0.8
