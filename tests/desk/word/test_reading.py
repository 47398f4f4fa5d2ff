"""What is read of a Word file, and how it stands in an article."""

from __future__ import annotations

import re
from pathlib import PurePosixPath

import pytest
from docx.oxml.ns import nsdecls

from danvan.desk.legacy import TCVN3, VNI
from danvan.desk.word.drafts import read_draft
from danvan.desk.word.photographs import Sent
from support.wordfiles import (
    WORDS,
    added,
    deleted,
    insert,
    jpeg,
    line,
    picture,
    rezipped,
    run,
    text_box,
    typed_in,
    word_file,
)

LONG = (
    "Sáng thứ bảy nào cô cũng ra sân trường cùng học trò, nhặt từng chiếc lá, tưới từng khóm hoa, "
    "rồi mới về nhà lo bữa trưa cho cả gia đình đang đợi."
)
UNITS = (
    "Hội Nông dân phường Cầu Mây",
    "Chi bộ Tổ dân phố số 7 phường Đồng Xanh",
    "Uỷ ban MTTQ phường Hương Sen",
)


@pytest.fixture
def draft(tmp_path):
    """Return what reads a document that functions fill in order."""

    def read(*fill, sent=()):
        moment = tmp_path / "moment"
        moment.mkdir(exist_ok=True)
        return read_draft(word_file(tmp_path / "bai.docx", *fill), UNITS, sent, moment)

    return read


def say(text, **look):
    return lambda document: line(document, text, **look)


TITLE = say("Một bài viết", look="b", align="center")
TEXT = say(LONG)


def captions(found):
    return [photo.caption for photo in found.photos]


# --- letters -------------------------------------------------------------------------------------


def test_emphasis_raised_letters_and_links_are_kept(draft):
    def fill(document):
        text = line(document, f"{LONG} Rộng 318 m")
        run(text, "2").font.superscript = True
        run(text, ", rất ")
        run(text, "sạch ", look="b")
        run(text, "đẹp", look="bi")
        run(text, ".")

    assert draft(TITLE, fill).body == f"{LONG} Rộng 318 m<sup>2</sup>, rất **sạch** ***đẹp***."


def test_signs_that_mean_something_in_markdown_stay_signs(draft):
    found = draft(
        TITLE, TEXT, say("* Lưu ý [1] a_b <b> `x` {c} 5 & 6 # không"), say("1990. Năm ấy")
    )
    assert "- Lưu ý \\[1\\] a\\_b &lt;b> \\`x\\` \\{c} 5 & 6 # không" in found.body
    assert "1990\\. Năm ấy" in found.body


@pytest.mark.parametrize(("encoding", "font"), [(TCVN3, ".VnTime"), (VNI, "VNI-Times")])
def test_old_fonts_are_told_run_by_run(draft, encoding, font):
    old = typed_in(encoding, "Đoàn thanh niên đã hướng dẫn ở bến Gạo")

    def fill(document):
        text = line(document, f"{LONG} ")
        run(text, old[:9], font=font)
        run(text, old[9:], font=font)
        run(text, " và chữ Unicode", font=font)

    assert "Đoàn thanh niên đã hướng dẫn ở bến Gạo và chữ Unicode" in draft(TITLE, fill).body


def test_capital_fonts_show_capitals(draft):
    found = draft(
        say(typed_in(TCVN3, "tuyến phố xanh"), look="b", align="center", font=".VnTimeH"), TEXT
    )
    assert found.values["title"] == "TUYẾN PHỐ XANH"


def test_text_that_lost_its_old_font_is_told_by_what_it_says(draft):
    old = typed_in(TCVN3, "Chuyện ở bến Gạo: tổ dân phố số bảy đã hướng dẫn bà con nhặt rác")
    assert "Chuyện ở bến Gạo: tổ dân phố số bảy đã hướng dẫn bà con nhặt rác" in (
        draft(TITLE, TEXT, say(old)).body
    )


def test_breaks_and_empty_paragraphs_are_cleaned_and_verse_is_kept(draft):
    found = draft(
        TITLE,
        say(f"{LONG}\nCâu sau đứng riêng\nnhưng vẫn là một câu."),
        say(""),
        say("\t "),
        say("Dễ trăm lần không dân cũng chịu\nKhó vạn lần dân liệu cũng xong"),
    )
    assert found.body == (
        f"{LONG}\n\nCâu sau đứng riêng nhưng vẫn là một câu.\n\n"
        "Dễ trăm lần không dân cũng chịu  \nKhó vạn lần dân liệu cũng xong"
    )


def test_letters_are_composed_and_quotes_stay(draft):
    found = draft(TITLE, say("Ba\u0300 con goi\u0323i la\u0300 “ngõ hoa” – đe\u0323p." + LONG))
    assert "Bà con goịi là “ngõ hoa” – đẹp." in found.body


# --- blocks --------------------------------------------------------------------------------------


def test_lists_are_lists_and_no_level_is_skipped(draft):
    found = draft(TITLE, TEXT, say("+ Gặp từng hộ"), say("- Họp tổ"), say("+ Bàn"), say("1. Một"))
    assert found.body.endswith("- Gặp từng hộ\n- Họp tổ\n    - Bàn\n\n1. Một")


def test_merged_cells_and_breaks_keep_a_table_in_shape(draft):
    def fill(document):
        table = document.add_table(3, 3)
        table.cell(0, 0).merge(table.cell(0, 1)).text = "Hộ | nhà"
        table.cell(1, 0).text = "a\nb"
        table.cell(2, 2).text = "c"

    body = draft(TITLE, TEXT, fill).body
    assert body.endswith("| Hộ \\| nhà |  |  |\n| --- | --- | --- |\n| a<br>b |  |  |\n|  |  | c |")


def test_text_boxes_are_read_once(draft):
    def fill(document):
        insert(line(document, LONG), text_box("Chữ trong hộp thứ nhất", "và thứ hai"))

    body = draft(TITLE, fill).body
    assert body.count("Chữ trong hộp thứ nhất") == body.count("và thứ hai") == 1


def test_paragraphs_that_a_change_joins_are_one(draft):
    def fill(document):
        first = line(document, f"{LONG} Nửa đầu")
        first._p.get_or_add_pPr().append(
            insert(first, f"<w:rPr {WORDS}><w:del w:id='1' w:author='L'/></w:rPr>")
        )
        insert(first, text_box("Hộp bên đoạn"))
        line(document, " và nửa sau.")

    body = draft(TITLE, fill).body
    assert f"{LONG} Nửa đầu và nửa sau." in body
    assert "Hộp bên đoạn" in body


def test_moved_hidden_and_controlled_text_is_read_as_it_is_seen(draft):
    def fill(document):
        text = line(document, LONG)
        insert(text, added(" đến đây").replace("w:ins", "w:moveTo"))
        insert(
            text,
            deleted(" từ đây").replace("w:del ", "w:moveFrom ").replace("w:del>", "w:moveFrom>"),
        )
        insert(
            text,
            f"<w:sdt {WORDS}><w:sdtContent><w:r><w:t xml:space='preserve'> trong ô</w:t></w:r>"
            "</w:sdtContent></w:sdt>",
        )
        run(text, " bí mật").font.hidden = True
        insert(
            text, f"<w:r {WORDS}><w:t xml:space='preserve'> trang</w:t><w:br w:type='page'/></w:r>"
        )
        run(text, "mới")

    found = draft(TITLE, fill)
    assert found.body == f"{LONG} đến đây trong ô trang mới"
    assert "Chữ bị ẩn trong tệp Word: “bí mật”" in found.remarks


# --- head and foot -------------------------------------------------------------------------------


def test_a_letterhead_with_tabs_names_the_unit_over_two_lines(draft):
    found = draft(
        say("UỶ BAN MTTQ\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
        say("PHƯỜNG HƯƠNG SEN\tĐộc lập – Tự do – Hạnh phúc", look="b"),
        say("Số 07/MTTQ-BTT\tHương Sen, ngày 12 tháng 9 năm 2023"),
        say("-----o0o-----", align="center"),
        say("BÀI VIẾT", look="b", align="center"),
        say("Tuyến phố không rác", look="b", align="center"),
        TEXT,
    )
    wanted = {"title": "Tuyến phố không rác", "year": "2023", "ward": "Hương Sen"}
    assert found.values == wanted | {"unit": "Uỷ ban MTTQ phường Hương Sen"}
    assert found.body == LONG


def test_the_unit_under_a_title_is_not_part_of_it(draft):
    found = draft(
        say("Rau sạch giữa lòng phố", look="b", align="center"),
        say("Hội Nông dân phường Cầu Mây", look="b", align="center"),
        TEXT,
    )
    assert found.values["title"] == "Rau sạch giữa lòng phố"
    assert found.values["unit"] == "Hội Nông dân phường Cầu Mây"


def test_a_title_broken_over_lines_is_one_and_may_begin_like_a_section(draft):
    found = draft(
        say("THAM LUẬN", look="b", align="center"),
        say("Kinh nghiệm vận động nhân dân", look="b", align="center"),
        say("hiến đất làm đường", look="b", align="center"),
        TEXT,
        say("IV. Bài học", look="b"),
        TEXT,
    )
    assert found.values["title"] == "Kinh nghiệm vận động nhân dân hiến đất làm đường"
    assert "## Bài học kinh nghiệm" in found.body


def test_a_form_in_a_table_fills_the_front_matter(draft):
    def fill(document):
        rows = (
            ("1", "Tên mô hình", "Bếp chung ngày bão"),
            ("2", "Tập thể", "Tổ dân phố số 9"),
            ("3", "Đơn vị", "Hội Nông dân phường Cầu Mây"),
            ("4", "Người viết", "Bùi Thị Sợi"),
            ("5", "Nội dung", LONG),
            ("6", "Kết quả", "Cả xóm có cơm nóng."),
        )
        table = document.add_table(len(rows), 3)
        for row, texts in zip(table.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text

    found = draft(say("PHIẾU ĐĂNG KÝ MÔ HÌNH", look="b", align="center"), fill)
    assert found.values["title"] == "Bếp chung ngày bão"
    assert (found.values["name"], found.values["kind"]) == ("Tổ dân phố số 9", "tập thể")
    assert found.values["author"] == "Bùi Thị Sợi"
    assert found.body == f"## Nội dung\n\n{LONG}\n\n## Kết quả\n\nCả xóm có cơm nóng."


@pytest.mark.parametrize(
    "lines",
    [
        ["Nguyễn Văn Ba"],
        ["(Nguyễn Văn Ba)"],
        ["Nguyễn Văn Ba", "Hội Nông dân phường Cầu Mây"],
        ["Người viết", "Nguyễn Văn Ba"],
        ["Bài, ảnh: Nguyễn Văn Ba"],
    ],
)
def test_the_author_at_the_end_is_found(draft, lines):
    found = draft(TITLE, TEXT, *(say(text, look="b", align="right") for text in lines))
    assert found.values["author"] == "Nguyễn Văn Ba"
    assert found.body == LONG


def test_who_signs_for_a_committee_is_no_author(draft):
    found = draft(
        TITLE,
        TEXT,
        say("Nơi nhận:\tTM. BAN CHẤP HÀNH"),
        say("- Ban Dân vận Quận uỷ;\tCHỦ TỊCH"),
        say("- Lưu VT.\t(đã ký)"),
        say("\tTrần Thị Mai"),
    )
    assert "author" not in found.values
    assert found.body == LONG
    assert "Cuối văn bản: “Trần Thị Mai”" in found.remarks


def test_dots_to_be_written_on_are_blanks(draft):
    found = draft(say("Tên bài: ……………………"), say("Đơn vị: ..........."), TEXT)
    assert found.values == {}


# --- sections ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "heading"),
    [
        ("I. ĐẶC ĐIỂM TÌNH HÌNH", "Nội dung"),
        ("1/ Nội dung mô hình", "Nội dung mô hình"),
        ("II- CÁCH TRIỂN KHAI", "Cách triển khai"),
        ("2. Quá trình tổ chức thực hiện:", "Cách triển khai"),
        ("Phần III: Kết quả đạt được", "Kết quả đạt được"),
        ("c) Hiệu quả", "Kết quả"),
        ("IV. Bài học rút ra", "Bài học kinh nghiệm"),
    ],
)
def test_headings_of_any_kind_become_the_sections(draft, typed, heading):
    found = draft(TITLE, TEXT, say(typed, look="b"), TEXT)
    assert f"\n## {heading}\n" in found.body


def test_a_bold_lead_in_is_a_heading(draft):
    def fill(document):
        text = line(document, "Kết quả:", look="b")
        run(text, " sau một năm, cả ngõ đã sạch.")

    assert "## Kết quả\n\nsau một năm, cả ngõ đã sạch." in draft(TITLE, TEXT, fill).body


def test_sentences_and_list_items_are_no_headings(draft):
    found = draft(
        TITLE,
        TEXT,
        say("- Kết quả họp dân được niêm yết"),
        say("Kết quả khảo sát ban đầu như sau:"),
        say("III. Kết quả", look="b"),
        TEXT,
    )
    assert [row for row in found.body.split("\n") if row.startswith("#")] == ["## Kết quả"]


def test_two_stories_in_one_file_are_noticed(draft):
    parts = [say(name, look="b") for name in ("Nội dung", "Kết quả", "Bài học", "Nội dung")]
    found = draft(TITLE, *(step for part in parts for step in (part, TEXT)))
    assert any("có thể chứa hai bài" in remark for remark in found.remarks)


def test_a_table_of_contents_is_left_out_but_told(draft):
    def fill(document):
        style = document.styles.add_style("toc 1", 1)
        document.add_paragraph("Nội dung\t3", style=style)

    found = draft(TITLE, fill, TEXT)
    assert found.body == LONG
    assert "Mục lục trong tệp Word: “Nội dung 3”" in found.remarks


# --- pictures ------------------------------------------------------------------------------------


def test_text_beside_an_anchored_picture_stays_in_the_article(draft):
    def fill(document):
        text = line(document, "Tổ phân loại rác ra đời từ đó.")
        text._p.insert(1, picture(document, jpeg(1)).runs[0]._r)

    found = draft(TITLE, TEXT, fill)
    assert found.body == f"{LONG}\n\nTổ phân loại rác ra đời từ đó."
    assert captions(found) == [""]


def test_a_logo_above_the_title_does_not_take_it_for_its_caption(draft):
    found = draft(lambda d: picture(d, jpeg(1)), TITLE, TEXT)
    assert (found.values["title"], captions(found)) == ("Một bài viết", [""])


@pytest.mark.parametrize(
    "caption",
    [
        say("Kết quả: đường mới rộng 4 mét", look="i", align="center"),
        say("Ảnh 2. Kết quả: đường mới rộng 4 mét"),
        say("Kết quả: đường mới rộng 4 mét. Ảnh: CTV"),
    ],
)
def test_captions_are_known_by_their_look_or_their_words(draft, caption):
    found = draft(TITLE, TEXT, lambda d: picture(d, jpeg(1)), caption)
    assert [text.rstrip(".") for text in captions(found)] == ["Kết quả: đường mới rộng 4 mét"]
    assert found.body == LONG


def test_a_caption_after_a_line_break_or_in_a_box_belongs_to_its_picture(draft):
    def broken(document):
        run(picture(document, jpeg(1)), "\nBà con quét ngõ")

    def boxed(document):
        text = picture(document, jpeg(2))
        run(text, f" {LONG}")
        insert(text, text_box("Lễ ra mắt mô hình"))

    found = draft(TITLE, TEXT, broken, boxed)
    assert captions(found) == ["Bà con quét ngõ", "Lễ ra mắt mô hình"]
    assert found.body == f"{LONG}\n\n{LONG}"


def test_pictures_in_a_table_have_the_captions_of_their_cells(draft):
    def fill(document):
        cell = document.add_table(1, 1).cell(0, 0)
        for seed, text in ((1, "Trước khi làm"), (2, "Sau khi làm")):
            picture(cell, jpeg(seed))
            line(cell, text)

    assert captions(draft(TITLE, TEXT, fill)) == ["Trước khi làm", "Sau khi làm"]


def test_a_table_of_figures_with_a_picture_stays_a_table(draft):
    def fill(document):
        table = document.add_table(3, 3)
        for place, cell in enumerate(table._cells):
            cell.text = f"ô {place}"
        picture(table.cell(2, 2), jpeg(1))

    found = draft(TITLE, TEXT, fill)
    assert "| ô 3 | ô 4 | ô 5 |" in found.body
    assert captions(found) == ["ô 6, ô 7, ô 8"]


def test_a_picture_used_twice_is_kept_once_with_both_captions_told(draft):
    def fill(document):
        for text in ("Góc ấy lúc sáng", "Góc ấy lúc chiều"):
            picture(document, jpeg(1))
            line(document, text, look="i", align="center")

    found = draft(TITLE, TEXT, fill)
    assert captions(found) == ["Góc ấy lúc sáng"]
    assert any("Góc ấy lúc chiều" in remark for remark in found.remarks)


def test_linked_lost_and_strange_pictures_are_told(draft):
    def fill(document):
        text = line(document, LONG)
        key = document.part.relate_to(
            "file:///C:/anh.jpg",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image",
            is_external=True,
        )
        for target in (f'r:link="{key}"', 'r:embed="rId999"'):
            insert(
                text,
                f"<w:r {WORDS} {nsdecls('a', 'r')}><w:drawing><a:blip {target}/></w:drawing></w:r>",
            )

    found = draft(TITLE, fill)
    assert found.photos == ()
    assert sum("ảnh" in remark for remark in found.remarks) == 2


def test_captions_without_pictures_go_to_the_photos_sent_beside(draft):
    sent = [Sent(PurePosixPath(f"IMG {n}.jpg"), jpeg(n, (300, 200))) for n in (1, 2)]
    found = draft(TITLE, TEXT, say("Ảnh 2: Trao sách"), say("Ảnh 1: Góc đọc"), sent=sent)
    assert captions(found) == ["Góc đọc", "Trao sách"]
    assert found.body == LONG


def test_pictures_that_cannot_be_shown_are_kept_and_told(draft, tmp_path):
    def fill(document):
        line(document, LONG)
        for seed, size in ((1, (300, 200)), (2, (300, 200)), (3, (900, 20)), (4, (300, 200))):
            picture(document, jpeg(seed, size))

    def damage(parts):
        first, second, *_ = sorted(name for name in parts if "media/" in name)
        parts[first], parts[second] = parts[first][:900], b""

    whole = word_file(tmp_path / "nguyen.docx", lambda d: line(d, "Một bài", look="b"), fill)
    moment = tmp_path / "rieng"
    moment.mkdir()
    found = read_draft(rezipped(whole, tmp_path / "hong.docx", damage), UNITS, [], moment)
    assert [(photo.name, photo.listed) for photo in found.photos] == [
        ("anh-1.jpg", False),
        ("anh-2.jpg", False),
        ("anh-3.jpg", False),
        ("anh-4.jpg", True),
    ]
    told = [remark for remark in found.remarks if "vẫn nằm trong thư mục bài" in remark]
    assert [re.search("“(.*?)”", remark)[1] for remark in told] == [
        "anh-1.jpg",
        "anh-2.jpg",
        "anh-3.jpg",
    ]
    assert "bị cụt hoặc hỏng" in told[0]
    assert "dài hơn 30 lần" in told[2]
