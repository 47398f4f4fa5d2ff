"""The imprint page: what the law asks for, in its order, and what is still to be filled in."""

from __future__ import annotations

from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from danvan.book.imprint import BLANK, copies, imprint_lines, missing_lines, trim_size
from danvan.book.settings import FINAL_STAGE, BookSettings, Imprint
from support.projects import ROOT

FILLED = BookSettings(
    editors=("Ban Biên tập", "Lê An"),
    imprint=Imprint(
        publisher="Nhà xuất bản Hà Nội",
        director="Giám đốc Trần Bình",
        chief_editor="Tổng Biên tập Đỗ Chi",
        content_editor="Bùi Dung",
        cover_designer="Tạ Em",
        layout="Vũ Giang",
        proofreader="Hồ Hà",
        copies=1500,
        printer="Công ty In Ánh Dương",
        printer_address="số 1, đường Phạm Hùng, Hà Nội",
        registration="1234-2023/CXBIPH/05-89/HN",
        decision="56/QĐ-NXBHN, 01/12/2023",
        isbn="978-604-55-0000-2",
        deposit="Quý IV năm 2023",
    ),
)
REQUIRED = (
    "Nhà xuất bản",
    "Chịu trách nhiệm xuất bản",
    "Chịu trách nhiệm nội dung",
    "Biên tập viên",
    "Biên soạn",
    "In tại",
    "Địa chỉ cơ sở in",
    "Số xác nhận đăng ký xuất bản",
    "Quyết định (giấy phép) xuất bản số",
    "Mã số ISBN",
    "In xong và nộp lưu chiểu",
)
"""Luật Xuất bản 2012, Điều 27, besides title, copies, size, pages and price."""


def final(book):
    return replace(book, stage=FINAL_STAGE)


def printed(book):
    """Return the lines of the imprint page as the book's template prints them."""
    environment = Environment(loader=FileSystemLoader(ROOT / "overrides/book"), autoescape=True)
    html = environment.get_template("cover.html.j2").render(
        book=book,
        bound=str,
        balanced=lambda title, _lines: title,
        imprint={
            "lines": imprint_lines(book),
            "blank": BLANK,
            "copies": copies(book),
            "trim": trim_size(book),
        },
    )
    page = BeautifulSoup(html, "html.parser").select_one(".imprint")
    return [" ".join(line.get_text().split()) for line in page.select(".imprint-line")]


def test_a_filled_imprint_tells_everything_in_the_order_of_imprints():
    assert [(line.label, line.value) for line in imprint_lines(FILLED)] == [
        ("Nhà xuất bản", "Nhà xuất bản Hà Nội"),
        ("Chịu trách nhiệm xuất bản", "Giám đốc Trần Bình"),
        ("Chịu trách nhiệm nội dung", "Tổng Biên tập Đỗ Chi"),
        ("Biên tập viên", "Bùi Dung"),
        ("Biên soạn", "Ban Biên tập, Lê An"),
        ("Vẽ bìa", "Tạ Em"),
        ("Trình bày", "Vũ Giang"),
        ("Sửa bản in", "Hồ Hà"),
        ("In tại", "Công ty In Ánh Dương"),
        ("Địa chỉ cơ sở in", "số 1, đường Phạm Hùng, Hà Nội"),
        ("Số xác nhận đăng ký xuất bản", "1234-2023/CXBIPH/05-89/HN"),
        ("Quyết định (giấy phép) xuất bản số", "56/QĐ-NXBHN, 01/12/2023"),
        ("Mã số ISBN", "978-604-55-0000-2"),
        ("In xong và nộp lưu chiểu", "Quý IV năm 2023"),
    ]
    assert missing_lines(FILLED) == ()


def test_a_draft_shows_what_the_law_asks_for_as_lines_to_fill_in():
    lines = imprint_lines(BookSettings())
    assert tuple(line.label for line in lines) == REQUIRED
    assert not any(line.value for line in lines)


def test_the_final_edition_shows_no_line_to_fill_in():
    assert imprint_lines(final(BookSettings())) == ()
    book = final(replace(FILLED, imprint=replace(FILLED.imprint, isbn="", layout="")))
    labels = {line.label for line in imprint_lines(book)}
    assert labels == {*REQUIRED, "Vẽ bìa", "Sửa bản in"} - {"Mã số ISBN"}


def test_what_is_missing_is_named_whatever_the_stage():
    for book in (BookSettings(), final(BookSettings())):
        assert missing_lines(book) == (*REQUIRED, "Số lượng in")


def test_helpers_that_the_law_does_not_name_are_never_missing():
    imprint = replace(FILLED.imprint, cover_designer="", layout="", proofreader="")
    assert missing_lines(replace(FILLED, imprint=imprint)) == ()


@pytest.mark.parametrize(
    ("changes", "missing"),
    [
        ({"imprint": replace(FILLED.imprint, copies=0)}, "Số lượng in"),
        ({"imprint": replace(FILLED.imprint, isbn="")}, "Mã số ISBN"),
        ({"editors": ()}, "Biên soạn"),
        ({"title": ""}, "Tên sách"),
    ],
)
def test_one_line_left_out_is_named_alone(changes, missing):
    assert missing_lines(replace(FILLED, **changes)) == (missing,)


@pytest.mark.parametrize(
    ("width", "height", "written"),
    [(145, 205, "14,5 × 20,5 cm"), (160, 240.0, "16 × 24 cm"), (148.5, 210, "14,85 × 21 cm")],
)
def test_the_trim_size_is_written_in_centimetres_with_a_comma(width, height, written):
    assert trim_size(BookSettings(trim_width=width, trim_height=height)) == written


@pytest.mark.parametrize(
    ("given", "written"), [(500, "500"), (1500, "1.500"), (1_234_567, "1.234.567"), (0, BLANK[:6])]
)
def test_copies_are_written_with_a_point_for_thousands(given, written):
    assert copies(BookSettings(imprint=Imprint(copies=given))) == written


# --- As it is printed ----------------------------------------------------------------------------


def test_a_filled_imprint_is_printed_with_copies_size_and_price():
    lines = printed(final(FILLED))
    assert lines[0] == "Nhà xuất bản: Nhà xuất bản Hà Nội"
    assert lines[-2:] == ["In 1.500 bản, khổ 14,5 × 20,5 cm, 000 trang.", "Sách không bán"]
    assert not any("…" in line for line in lines)


def test_a_draft_is_printed_with_dots_to_write_on():
    lines = printed(BookSettings())
    assert f"Mã số ISBN: {BLANK}" in lines
    assert lines[-2] == "In ……………… bản, khổ 14,5 × 20,5 cm, 000 trang."


def test_the_final_edition_is_printed_without_dots():
    assert printed(final(BookSettings())) == ["Khổ 14,5 × 20,5 cm, 000 trang.", "Sách không bán"]
