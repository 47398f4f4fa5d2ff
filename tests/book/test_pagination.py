"""Which pages of the parts a book takes, and what each of them is called."""

from __future__ import annotations

import pytest

from danvan.book.pagination import Bookmark, PartPages, paginate, sheet

SPARE = "dv-trang-trang"


def part(count, anchors=None, bookmarks=()):
    """Return a part of so many pages; `anchors` are ids with the index of their page."""
    return PartPages(count, anchors or {}, tuple(bookmarks))


def mark(label, page, level=1):
    return Bookmark(level, label, page, left=10.0, top=20.0)


def parts(first, last, signature=4, **anchors):
    """Return two parts: two pages of the cover and `first` others; `last`, spare pages, the back.

    `anchors` stand in the last part.
    """
    return [
        part(2 + first, {"bia": 0, "dau": 2}),
        part(last + signature + 1, {**anchors, SPARE: last, "bia-sau": last + signature}),
    ]


def screen(*of, signature=4):
    return paginate(of, signature, on_paper=False, colour_sections=())


def paper(*of, signature=4, colour=()):
    return paginate(of, signature, on_paper=True, colour_sections=colour)


# --- pages of the file ---------------------------------------------------------------------------


def test_the_screen_shows_the_cover_all_printed_pages_and_the_back_cover():
    found = screen(*parts(2, 3))
    assert found.kept == ((0, 1, 2, 3), (0, 1, 2, 7))
    assert found.layout.labels == ("Bìa 1", "Bìa 2", "1", "2", "3", "4", "5", "Bìa 4")
    assert found.layout.first == 2


def test_the_back_cover_is_a_left_page_after_its_inside():
    found = screen(*parts(2, 4))
    assert found.kept == ((0, 1, 2, 3), (0, 1, 2, 3, 4, 8))
    assert found.layout.labels[-3:] == ("6", "Bìa 3", "Bìa 4")
    assert len(found.layout.labels) % 2 == 0


@pytest.mark.parametrize(
    ("last", "signature", "kept"),
    [(2, 4, range(2)), (3, 4, range(6)), (3, 8, range(6)), (7, 8, range(14))],
)
def test_paper_takes_no_cover_and_fills_up_the_signature(last, signature, kept):
    found = paper(*parts(2, last, signature), signature=signature)
    assert found.kept == ((2, 3), tuple(kept))
    assert found.layout.pages == 2 + len(kept)
    assert found.layout.pages % signature == 0
    assert found.layout.labels == tuple(str(n) for n in range(1, 3 + len(kept)))
    assert found.layout.first == 0


def test_the_imprint_names_the_same_number_of_pages_in_both_editions():
    assert screen(*parts(2, 3)).layout.pages == paper(*parts(2, 3)).layout.pages == 8


def test_a_part_may_give_no_page_to_an_edition():
    cover, rest = part(2, {"bia": 0}), part(6, {"bai": 0, SPARE: 1})
    assert paper(cover, rest).kept == ((), (0, 1, 2, 3))
    back = part(1, {"bia-sau": 0})
    found = paper(part(6, {SPARE: 3}), back)
    assert found.kept == ((2, 3, 4, 5), ())


def test_a_book_in_one_part_is_the_same_book():
    first, last = parts(2, 3, bai=1)
    moved = {name: 4 + index for name, index in last.anchors.items()}
    whole = part(first.count + last.count, first.anchors | moved)
    for edition in (screen, paper):
        assert edition(whole).layout == edition(first, last).layout
        divided = edition(first, last).kept
        assert edition(whole).kept == ((*divided[0], *(4 + index for index in divided[1])),)


# --- printed numbers -----------------------------------------------------------------------------


@pytest.mark.parametrize("edition", [screen, paper])
def test_numbers_count_from_the_page_after_the_cover_over_all_parts(edition):
    found = edition(part(4), part(3), part(6, {SPARE: 1}))
    assert found.offsets == (0, 4, 7)
    numbers = [found.number(0, index) for index in range(4)]
    assert numbers == [-1, 0, 1, 2]
    assert (found.number(1, 0), found.number(1, 2), found.number(2, 0)) == (3, 5, 6)


@pytest.mark.parametrize("edition", [screen, paper])
def test_ids_have_the_printed_page_unless_they_stand_on_the_cover_or_a_spare_page(edition):
    found = edition(*parts(2, 3, bai=0, cuoi=2))
    assert found.layout.anchors == {"dau": 1, "bai": 3, "cuoi": 5}


def test_an_id_that_two_parts_have_counts_where_it_stands_first():
    first, last = parts(2, 3, dau=1)
    assert screen(first, last).layout.anchors["dau"] == 1


# --- the outline ---------------------------------------------------------------------------------


def outlined():
    first, last = parts(2, 3)
    first = part(first.count, first.anchors, [mark("Bìa", 0), mark("Đầu", 2)])
    marks = [mark("Bài", 0), mark("Mục", 2, 2), mark("Trắng", 3), mark("Bìa sau", 7)]
    return first, part(last.count, last.anchors, marks)


def places(found):
    return [(entry.level, entry.label, entry.page) for entry in found.bookmarks]


def test_the_outline_of_all_parts_counts_pages_of_the_file_and_leaves_out_those_not_in_it():
    assert places(screen(*outlined())) == [
        (1, "Bìa", 0),
        (1, "Đầu", 2),
        (1, "Bài", 4),
        (2, "Mục", 6),
        (1, "Bìa sau", 7),
    ]


def test_on_paper_the_outline_leaves_out_the_cover():
    assert places(paper(*outlined())) == [
        (1, "Đầu", 0),
        (1, "Bài", 2),
        (2, "Mục", 4),
        (1, "Trắng", 5),
    ]


def test_places_on_the_page_stay():
    assert {(entry.left, entry.top) for entry in screen(*outlined()).bookmarks} == {(10.0, 20.0)}


# --- colour in a grey interior -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sections", "pages"),
    [
        ((), ()),
        (("mot",), (1, 2, 3)),
        (("hai",), (4,)),
        (("ba",), (5, 6)),
        (("ba", "mot"), (1, 2, 3, 5, 6)),
        (("khong-co",), ()),
    ],
)
def test_sections_in_colour_go_on_over_parts_up_to_the_next_section(sections, pages):
    first = part(4, {"mot:": 2, "mot:anh-1": 3})
    last = part(9, {"hai:": 1, "ba:": 2, "ba:anh-1": 3, SPARE: 4})
    assert paper(first, last, colour=sections).layout.colour_pages == pages


# --- what is no book -----------------------------------------------------------------------------


def test_a_sheet_keeps_all_its_pages_and_has_no_numbers():
    found = sheet(part(3, {"bia": 0}, [mark("Bìa", 0)]))
    assert found.kept == ((0, 1, 2),)
    assert (found.layout.pages, found.layout.first, found.layout.labels) == (3, 0, ())
    assert (dict(found.layout.anchors), found.bookmarks) == ({}, ())
