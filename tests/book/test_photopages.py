"""Photos on the pages of the book: together by their orientation, never too large."""

from __future__ import annotations

import math
import random
from itertools import cycle, islice
from pathlib import Path

import pytest

from danvan.book.geometry import Geometry
from danvan.book.photodesk import PhotoDesk
from danvan.book.photopages import GAP, GOOD, SHARP, Composer
from danvan.collection import Photo
from danvan.pages.pictures import Picture
from danvan.photos import Derivatives
from support.projects import ROOT

BOOK = Geometry(145, 205)
DESK = PhotoDesk(BOOK, ROOT / "overrides/book/fonts")
HAIR = 0.01
"""Millimetres."""
SENTENCE = "Bà con tổ dân phố cùng trồng hoa dọc con ngõ nhỏ sáng thứ Bảy."


def picture(width=3000, height=2000, *, words=0):
    photo = Photo(Path("a.jpg"), "a.jpg", f"{width}×{height}", width, height, 1)
    caption = " ".join(islice(cycle(SENTENCE.split()), words))
    return Picture(photo, Derivatives("k", Path("k"), "#aabbcc", (), ()), "Ảnh", caption)


LANDSCAPE, PORTRAIT, PANORAMA = picture(), picture(2000, 3000), picture(4000, 1400)
KINDS = {"L": LANDSCAPE, "P": PORTRAIT, "N": PANORAMA}


def pictures(kinds):
    return [KINDS[kind] for kind in kinds]


def composed(kinds):
    """Return how photos of these `kinds` stand: pages, in them rows, in them photos."""
    names = {id(photo): kind for kind, photo in KINDS.items()}
    pages = DESK.pages(pictures(kinds))
    return [["".join(names[id(p.picture)] for p in row) for row in page.rows] for page in pages]


def flat(pages):
    return [placed for page in pages for row in page.rows for placed in row]


def only(pages):
    """Return the only photo on the only page, and the page."""
    (page,) = pages
    ((placed,),) = page.rows
    return placed, page


def some_pictures(seed):
    """Return photos of any shape up to 1 : 30, with few or many pixels, short or long captions."""
    chance = random.Random(seed)  # noqa: S311
    return [
        picture(
            width := chance.choice([200, 600, 1500, 4000]),
            max(20, round(width * math.exp(chance.uniform(-3.4, 3.4)))),
            words=chance.choice([0, 0, 8, 20, 60]),
        )
        for _ in range(chance.randint(1, 7))
    ]


# --- Together on a page --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kinds", "pages"),
    [
        ("", []),
        ("L", [["L"]]),
        ("P", [["P"]]),
        ("LL", [["L", "L"]]),
        ("PP", [["PP"]]),
        ("LN", [["L", "N"]]),
        ("NNN", [["N", "N", "N"]]),
        ("LLL", [["L", "LL"]]),
        ("LPP", [["L", "PP"]]),
        ("LLLL", [["L", "L"], ["L", "L"]]),
        ("PPPP", [["PP"], ["PP"]]),
    ],
)
def test_one_two_or_three_photos_share_a_page_by_their_orientation(kinds, pages):
    assert composed(kinds) == pages


def test_photos_side_by_side_have_one_height_and_fill_the_measure_with_a_gap():
    (page,) = DESK.pages([PORTRAIT, PORTRAIT])
    left, right = page.places(BOOK.measure)
    assert left.placed.height == pytest.approx(right.placed.height)
    assert (left.left, left.top) == pytest.approx((0, 0))
    assert (right.left, right.top) == pytest.approx((left.placed.width + GAP, 0))
    assert right.left + right.placed.width == pytest.approx(BOOK.measure)


def test_a_row_narrower_than_the_measure_stands_in_its_middle():
    (page,) = DESK.pages([picture(360, 240)])
    (at,) = page.places(BOOK.measure)
    assert at.left == pytest.approx((BOOK.measure - at.placed.width) / 2)


def test_a_photo_of_few_pixels_is_not_blown_up():
    few = picture(360, 240)
    wide = 360 / SHARP * 25.4
    assert DESK.single(few).width == pytest.approx(wide)
    assert only(DESK.plates([few]))[0].width == pytest.approx(wide)
    placed = flat(DESK.pages([few, LANDSCAPE, PORTRAIT, few]))
    assert all(p.width <= wide + HAIR for p in placed if p.picture is few)


def test_a_photo_of_enough_pixels_is_as_wide_as_the_text():
    assert DESK.single(LANDSCAPE).width == pytest.approx(BOOK.measure)


def test_photos_keep_their_shape_unless_they_are_said_to_be_cropped():
    every = [LANDSCAPE, PORTRAIT, PANORAMA, picture(360, 240), picture(1500, 1500)]
    for pages in (DESK.pages(every), DESK.plates(every)):
        for placed in flat(pages):
            photo = placed.picture.photo
            if not placed.cropped:
                assert placed.width / placed.height == pytest.approx(photo.width / photo.height)


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_photos_each_is_printed_once_in_order_inside_the_text(seed):
    given = some_pictures(seed)
    pages = DESK.pages(given)
    assert [id(placed.picture) for placed in flat(pages)] == [id(one) for one in given]
    for page in pages:
        assert page.height <= BOOK.height
        for position in page.places(BOOK.measure):
            photo = position.placed.picture.photo
            assert 0 < position.placed.width <= photo.width / SHARP * 25.4 + HAIR
            assert position.left >= -HAIR
            assert position.left + position.placed.frame <= BOOK.measure + HAIR
            assert position.top + position.placed.total <= page.height + HAIR


@pytest.mark.parametrize("seed", range(40))
def test_photos_on_a_page_and_their_captions_do_not_overlap(seed):
    for page in DESK.pages(some_pictures(seed)):
        boxes = [
            (at.left, at.top, at.left + at.placed.frame, at.top + at.placed.total)
            for at in page.places(BOOK.measure)
        ]
        for number, one in enumerate(boxes):
            for other in boxes[:number]:
                beside = one[0] >= other[2] - HAIR or other[0] >= one[2] - HAIR
                assert beside or one[1] >= other[3] - HAIR


def test_the_same_photos_are_always_composed_alike():
    assert DESK.pages(some_pictures(7)) == DESK.pages(some_pictures(7))


# --- One alone -----------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("highest", [60.0, 105.0])
def test_a_photo_in_the_text_is_never_higher_with_its_caption_than_its_place(seed, highest):
    for one in some_pictures(seed):
        placed = DESK.single(one, highest=highest)
        assert placed.total <= highest
        assert 0 < placed.width <= placed.frame <= BOOK.measure


def test_a_photo_that_is_too_high_is_made_narrower_but_not_more_than_it_must():
    placed = DESK.single(PORTRAIT, highest=105)
    assert placed.height == pytest.approx(105, rel=0.02)
    assert not placed.cropped


def test_a_long_caption_below_a_narrow_photo_takes_the_measure():
    narrow = picture(600, 3000, words=60)
    placed = DESK.single(narrow, highest=105)
    assert placed.width < 25
    assert placed.frame == BOOK.measure
    assert DESK.single(picture(600, 3000, words=5), highest=105).frame < 25


# --- Captions ------------------------------------------------------------------------------------


def test_the_lines_of_a_caption_are_counted_at_the_width_of_the_photo():
    long = picture(words=40)
    wide, narrow = DESK.single(long), DESK.single(long, highest=60)
    assert narrow.width < wide.width
    assert narrow.caption_lines > wide.caption_lines > 1
    assert wide.total - wide.height == pytest.approx(1.6 + wide.caption_lines * 11 / 72 * 25.4)
    assert DESK.single(LANDSCAPE).caption_lines == 0
    assert DESK.single(LANDSCAPE).total == DESK.single(LANDSCAPE).height


def test_captions_take_room_from_the_photos_of_a_page():
    bare, told = picture(), picture(words=40)
    assert DESK.pages([told] * 2)[0].height <= BOOK.height
    assert flat(DESK.pages([told] * 2))[0].width < flat(DESK.pages([bare] * 2))[0].width


def test_an_address_longer_than_a_line_takes_as_many_as_it_fills():
    address = Picture(LANDSCAPE.photo, LANDSCAPE.made, "", "https://vd.vn/" + "a" * 200)
    lines = [DESK.caption_lines(address, width) for width in (400, 111, 55)]
    assert lines[0] == 1
    assert lines[1] >= 3
    assert lines[2] >= 2 * lines[1] - 1


# --- Pages of photos alone -----------------------------------------------------------------------


def sizes(kinds):
    return [len(flat([page])) for page in DESK.plates(pictures(kinds))]


@pytest.mark.parametrize(
    ("kinds", "expected"),
    [
        ("", []),
        ("L", [1]),
        ("LL", [1, 1]),
        ("LLL", [1, 2]),
        ("LLLLLLL", [1, 2, 1, 2, 1]),
        ("LPLL", [1, 1, 2]),
        ("PPP", [1, 1, 1]),
    ],
)
def test_full_pages_and_pairs_of_wide_photos_take_turns(kinds, expected):
    assert sizes(kinds) == expected


def test_a_good_photo_bleeds_off_its_page():
    placed, page = only(DESK.plates([LANDSCAPE]))
    assert page.bleed
    assert placed.width == BOOK.trim_width + 2 * BOOK.bleed
    assert not placed.cropped
    assert page.drop > 0  # the air above and below is paper


def test_a_photo_about_as_high_as_the_page_begins_above_its_edge():
    placed, page = only(DESK.plates([picture(3000, 4000)]))
    assert page.bleed
    assert page.drop == -BOOK.bleed
    assert placed.cropped


@pytest.mark.parametrize("pixels", [GOOD - 1, GOOD])
def test_only_a_photo_with_enough_pixels_bleeds(pixels):
    width = math.ceil((BOOK.trim_width + 2 * BOOK.bleed) / 25.4 * pixels)
    placed, page = only(DESK.plates([picture(width, width * 2 // 3)]))
    assert page.bleed == (pixels == GOOD)
    assert page.bleed or placed.width <= BOOK.measure


@pytest.mark.parametrize("height", range(3000, 5200, 100))
def test_a_photo_that_bleeds_loses_at_most_an_eighth_of_its_height(height):
    placed, page = only(DESK.plates([picture(3000, height)]))
    whole = placed.width * height / 3000
    assert placed.height >= whole * 0.88 - HAIR
    assert page.bleed or placed.height == pytest.approx(whole)
    assert placed.cropped == (placed.height < whole - HAIR)


@pytest.mark.parametrize("one", [picture(3000, 4000, words=60), picture(words=60)])
def test_the_caption_of_a_photo_that_bleeds_stays_on_the_page(one):
    placed, page = only(DESK.plates([one]))
    assert page.bleed
    assert placed.caption_lines > 1
    assert page.drop + placed.total < BOOK.trim_height - 5


def test_a_photo_with_a_caption_too_long_for_the_strip_below_it_does_not_bleed():
    placed, page = only(DESK.plates([picture(3000, 4000, words=200)]))
    assert not page.bleed
    assert placed.total <= BOOK.height


@pytest.mark.parametrize("seed", range(20))
def test_whatever_the_photos_pages_of_photos_print_each_once_in_order(seed):
    given = some_pictures(seed)
    pages = DESK.plates(given)
    assert [id(placed.picture) for placed in flat(pages)] == [id(one) for one in given]
    assert all(page.bleed or page.height <= BOOK.height for page in pages)


@pytest.mark.parametrize("trim", [(110, 160), (210, 297), (145, 90), (240, 160)])
def test_other_trim_sizes_are_kept_too(trim):
    book = Geometry(*trim)
    composer = Composer(book, DESK.caption_lines)
    given = [*some_pictures(3), LANDSCAPE, PORTRAIT, PORTRAIT, LANDSCAPE]
    for pages in (composer.pages(given), tuple(composer.plates(given))):
        assert [id(placed.picture) for placed in flat(pages)] == [id(one) for one in given]
        inside = [page for page in pages if not page.bleed]
        assert all(page.height <= book.height for page in inside)
        assert all(placed.width <= book.measure + HAIR for placed in flat(inside))
