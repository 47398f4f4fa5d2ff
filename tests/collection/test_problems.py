"""Every mistake is exactly one problem: which file, which line, what, and how to mend it."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import pytest

from support.builders import (
    ARTICLE,
    GOOD,
    Project,
    encoded,
    huge_png,
    jpeg_bytes,
    photo_list,
    scene,
    staff_page,
)

HERE = "exemplars/kinh-te/pho-xanh/guong.md"
FOLDER = "exemplars/kinh-te/pho-xanh"
PHOTO_LINE = 13
"""The line of the first photo when `ảnh` follows the keys of GOOD."""
BODY_LINE = 14
"""The line on which the article begins."""


class Case(NamedTuple):
    """A way to spoil a good project, and the one problem that must come of it."""

    spoil: Callable[[Project], object]
    line: int
    words: str
    file: str = HERE


def keys(**changes):
    """Return a spoiler that changes keys of the exemplar."""
    return lambda project: project.exemplar(**changes)


def extra(line, **changes):
    """Return a spoiler that adds a line at the end of the front matter."""

    def spoil(project):
        text = staff_page(GOOD | changes)
        project.text(text.replace("\n---\n", f"\n{line}\n---\n"))

    return spoil


def body(text):
    return keys(body=f"{ARTICLE}\n{text}\n")


def photo(data=None, name="a.jpg", listed=None, **details):
    """Return a spoiler that lists a photo, and writes it unless `data` is None."""

    def spoil(project):
        project.exemplar(ảnh=photo_list({"tệp": listed or name} | details))
        if data is not None:
            project.write(f"{FOLDER}/{name}", data)

    return spoil


def also(name, content):
    """Return a spoiler that writes one more file."""
    return lambda project: project.write(name, content)


def linked(name):
    def spoil(project):
        target = project.write("that.jpg", jpeg_bytes())
        project.exemplar(ảnh=photo_list(name))
        (project.root / FOLDER / name).symlink_to(target)

    return spoil


def units(text):
    return also("exemplars/don-vi.yml", text)


UNITS = "exemplars/don-vi.yml"
AFTER = BODY_LINE + len(ARTICLE.split("\n")) - 1
CASES = {
    # keys
    "missing key": Case(keys(without=["tóm tắt"]), 11, "tóm tắt"),
    "empty key": Case(keys(tóm_tắt=""), 10, "tóm tắt"),
    "misspelt key": Case(extra("trong xách: có"), 12, "trong xách"),
    "misspelt required key": Case(
        lambda p: p.text(staff_page(GOOD).replace("tóm tắt:", "tóm tăts:")), 10, "tóm tăts"
    ),
    "synonym of a required key": Case(
        lambda p: p.text(staff_page(GOOD).replace("tóm tắt:", "mô tả:")), 10, "mô tả"
    ),
    "longer name of a required key": Case(
        lambda p: p.text(staff_page(GOOD).replace("\nnăm:", "\nnăm thực hiện:")), 8, "năm thực"
    ),
    "unknown key": Case(extra("ghi chú riêng: gọi lại sau"), 12, "ghi chú riêng"),
    "key twice": Case(extra("năm: 2022"), 12, "dòng 8"),
    "photo's key beside the list": Case(extra("chú thích: Buổi sáng"), 12, "chú thích"),
    "year in words": Case(keys(năm="năm ngoái"), 8, "năm ngoái"),
    "year with two digits": Case(keys(năm=23), 8, "23"),
    "year of the future": Case(keys(năm=3023), 8, "3023"),
    "number in words": Case(extra("số mô hình: hai"), 12, "hai"),
    "list where text belongs": Case(keys(tên="[A, B]"), 4, "một danh sách"),
    "group where text belongs": Case(keys(tên="\n  họ: A"), 4, "nhóm mục con"),
    "unknown kind": Case(keys(loại="nhóm"), 3, "nhóm"),
    "misspelt state": Case(keys(trạng_thái="đã duyệtt"), 9, "đã duyệtt"),
    "consent in other words": Case(keys(đồng_ý_đăng="chắc là được"), 11, "chắc là được"),
    "second colon": Case(keys(tiêu_đề="Tổ sản xuất: xanh"), 2, "hai chấm"),
    "no space after the colon of a required key": Case(
        lambda p: p.text(staff_page(GOOD).replace("năm: ", "năm:")), 8, "dấu cách"
    ),
    "no colon after a required key": Case(
        lambda p: p.text(staff_page(GOOD).replace("năm: ", "năm ")), 8, "hai chấm"
    ),
    "open quote": Case(keys(tiêu_đề='"Phố xanh'), 2, "không đóng"),
    "tab": Case(lambda p: p.text(staff_page(GOOD).replace("\nnăm", "\n\tnăm")), 8, "Tab"),
    "key too far right": Case(
        lambda p: p.text(staff_page(GOOD).replace("\nnăm", "\n  năm")), 8, "thụt vào"
    ),
    "special character": Case(keys(tên="@chihoi5"), 4, "@"),
    "hashtag": Case(keys(tóm_tắt="Cùng nhau #danvankheo"), 10, "#danvankheo"),
    "no front matter": Case(lambda p: p.text("Bài viết.\n"), 1, "mở đầu"),
    "no end of the front matter": Case(
        lambda p: p.text(staff_page(GOOD).replace("\n---\n", "\n")), 13, "kết thúc"
    ),
    "empty file": Case(lambda p: p.text(""), 1, "trống"),
    "document with a capital suffix": Case(
        also("docs/van-ban/A.MD", "Chữ"), 1, "viết hoa", "docs/van-ban/A.MD"
    ),
    "Word under another name": Case(lambda p: p.write(HERE, b"PK\x03\x04\x14\0" * 99), 1, "Word"),
    "broken letters of two kinds": Case(
        lambda p: p.write(HERE, staff_page(GOOD).encode().decode("cp1252", "replace")), 2, "vỡ"
    ),
    "UTF-16": Case(lambda p: p.write(HERE, staff_page(GOOD).encode("utf-16")), 1, "UTF-16"),
    "broken byte": Case(
        lambda p: p.write(HERE, staff_page(GOOD).encode().replace("ễ".encode(), b"\xff")), 5, "UTF"
    ),
    # photos
    "photo not there": Case(photo(), PHOTO_LINE, "a.jpg"),
    "photo with other capitals": Case(photo(jpeg_bytes(), "A.JPG", "a.jpg"), PHOTO_LINE, "a.jpg"),
    "photo outside": Case(photo(listed="../b/a.jpg"), PHOTO_LINE, "nằm ngoài"),
    "photo on a drive": Case(photo(listed="C:\\anh\\a.jpg"), PHOTO_LINE, "nằm ngoài"),
    "photo on the web": Case(photo(listed="https://x.vn/a.jpg"), PHOTO_LINE, "nằm ngoài"),
    "photo as a shortcut": Case(linked("a.jpg"), PHOTO_LINE, "lối tắt"),
    "photo of no bytes": Case(photo(b""), PHOTO_LINE, "0 byte"),
    "photo cut short": Case(photo(jpeg_bytes()[:-80]), PHOTO_LINE, "cụt"),
    "photo that is a Word file": Case(photo(b"PK\3\4 word"), PHOTO_LINE, "không phải ảnh"),
    "photo too large": Case(photo(huge_png(60_000, 60_000)), PHOTO_LINE, "quá lớn"),
    "photo like a thread": Case(photo(encoded(scene(4, 400), "PNG")), PHOTO_LINE, "quá dài"),
    "photo without a file": Case(keys(ảnh=photo_list({"chú thích": "x"})), PHOTO_LINE, "tệp"),
    "photo with an empty file": Case(keys(ảnh=photo_list({"tệp": ""})), PHOTO_LINE, "tệp"),
    "photo with a synonym": Case(keys(ảnh=photo_list({"tập tin": "a.jpg"})), PHOTO_LINE, "tập tin"),
    "empty list item": Case(keys(ảnh="\n  -"), PHOTO_LINE, "tệp"),
    "list in a list": Case(keys(ảnh="\n  - - a.jpg"), PHOTO_LINE, "một danh sách"),
    "photos without a list": Case(keys(ảnh="a.jpg"), PHOTO_LINE - 1, "danh sách ảnh"),
    "hyphen without a space": Case(keys(ảnh="\n  -tệp: a.jpg"), PHOTO_LINE - 1, "danh sách ảnh"),
    "focus in words": Case(
        photo(jpeg_bytes(), **{"tiêu điểm": "ở giữa"}), PHOTO_LINE + 1, "ở giữa"
    ),
    "focus beyond the edge": Case(
        photo(jpeg_bytes(), **{"tiêu điểm": "150% 10%"}), PHOTO_LINE + 1, "150%"
    ),
    "colon in a caption": Case(
        photo(jpeg_bytes(), **{"chú thích": "Buổi sáng: ra quân"}), PHOTO_LINE + 1, "hai chấm"
    ),
    # the article
    "photo in the text that is not listed": Case(body("![Ảnh](b.jpg)"), AFTER, "b.jpg"),
    "photo in the text without a name": Case(body("![Ảnh]()"), AFTER, "chưa ghi tên"),
    "photo in the text from the web": Case(
        body("![Ảnh](https://x.vn/a.jpg)"), AFTER, "https://x.vn/a.jpg"
    ),
    "photo in the text by reference": Case(
        body("![Ảnh][a]\n\n[a]: https://vd.vn/a"), AFTER, "![…][…]"
    ),
    "link defined below the text": Case(
        body("[x][a]\n\n[a]: ../khong/guong.md"), AFTER + 2, "khong"
    ),
    "link to somebody's computer": Case(body("[x](file:///C:/a.doc)"), AFTER, "file:///"),
    "photo in the text as HTML": Case(body('<IMG src="a.jpg">'), AFTER, "<img>"),
    "link to nowhere": Case(body("[bài](../khong-co/guong.md)"), AFTER, "../khong-co/guong.md"),
    "link without https": Case(body("[trang](www.hanoi.gov.vn)"), AFTER, "www.hanoi.gov.vn"),
    "link to what is not public": Case(
        lambda p: (p.exemplar("b", trạng_thái="đã gửi"), body("[b](../b/guong.md)")(p)),
        AFTER,
        "../b/guong.md",
    ),
    # folders
    "folder without an article": Case(
        also("exemplars/kinh-te/moi/a.jpg", jpeg_bytes()),
        1,
        "guong.md",
        "exemplars/kinh-te/moi",
    ),
    "article as a Word file": Case(
        also("exemplars/kinh-te/moi/bai.docx", b"PK"), 1, "guong.md", "exemplars/kinh-te/moi"
    ),
    "article with a hidden .txt": Case(
        also("exemplars/kinh-te/moi/guong.md.txt", staff_page(GOOD)),
        1,
        "guong.md",
        "exemplars/kinh-te/moi",
    ),
    "article a folder too deep": Case(
        also("exemplars/kinh-te/2023/moi/guong.md", staff_page(GOOD)),
        1,
        "guong.md",
        "exemplars/kinh-te/2023",
    ),
    "exemplar dragged into another": Case(
        also(f"{FOLDER}/khac/guong.md", staff_page(GOOD)), 1, "sai chỗ", f"{FOLDER}/khac/guong.md"
    ),
    "article in the field's folder": Case(
        also("exemplars/kinh-te/guong.md", staff_page(GOOD)),
        1,
        "sai chỗ",
        "exemplars/kinh-te/guong.md",
    ),
    "article beside the fields": Case(
        also("exemplars/bai.md", staff_page(GOOD)), 1, "sai chỗ", "exemplars/bai.md"
    ),
    "field without a file": Case(
        also("exemplars/moi/bai/guong.md", staff_page(GOOD)), 1, "linh-vuc.md", "exemplars/moi"
    ),
    "folder without a letter": Case(
        also("exemplars/kinh-te/---/guong.md", staff_page(GOOD)),
        1,
        "---",
        "exemplars/kinh-te/---",
    ),
    "two folders with one address": Case(
        lambda p: p.exemplar("Phố xanh"), 1, "pho-xanh", "exemplars/kinh-te/pho-xanh"
    ),
    "field with an address of the site": Case(
        lambda p: p.field("assets", {"tên": "A", "thứ tự": 9}), 1, "assets", "exemplars/assets"
    ),
    "shortcut to a folder": Case(
        lambda p: (p.root / "exemplars/kinh-te/moi").symlink_to(p.root / FOLDER),
        1,
        "lối tắt",
        "exemplars/kinh-te/moi",
    ),
    "copied folder": Case(
        lambda p: p.exemplar("pho-xanh - Copy", tiêu_đề="Bài  PHO-xanh"),
        2,
        "Bài PHO-xanh",
        "exemplars/kinh-te/pho-xanh - Copy/guong.md",
    ),
    # fields, units, documents
    "colour by name": Case(
        lambda p: p.field("kinh-te", {"tên": "A", "thứ tự": 1, "màu": "xanh"}),
        4,
        "xanh",
        "exemplars/kinh-te/linh-vuc.md",
    ),
    "colour without quotes": Case(
        lambda p: p.field("kinh-te", {"tên": "A", "thứ tự": 1, "màu": "#1d6b57"}),
        4,
        "#1d6b57",
        "exemplars/kinh-te/linh-vuc.md",
    ),
    "field without an order": Case(
        lambda p: p.field("kinh-te", {"tên": "A"}), 3, "thứ tự", "exemplars/kinh-te/linh-vuc.md"
    ),
    "impossible date": Case(units("- tên: A\n  hạn gửi: 31/02/2023\n"), 2, "31/02/2023", UNITS),
    "date in words": Case(units("- tên: A\n  hạn gửi: cuối tháng\n"), 2, "cuối tháng", UNITS),
    "units without hyphens": Case(units("tên: A\n"), 1, "danh sách", UNITS),
    "unit without a name": Case(units("- loại: trường\n"), 1, "tên", UNITS),
    "unit twice": Case(units("- tên: A\n- tên: B\n- tên: a\n"), 3, "dòng 1", UNITS),
    "least above most": Case(
        units("- tên: A\n  ít nhất: 3\n  nhiều nhất: 2\n"), 2, "lớn hơn", UNITS
    ),
    "colon in a unit's name": Case(units("- tên: A\n- tên: Tổ: B\n"), 2, "hai chấm", UNITS),
    "empty list of units": Case(units(" \n"), 1, "trống", UNITS),
    "document without a number": Case(
        also(
            "docs/van-ban/a.md",
            staff_page(
                {"tiêu đề": "A", "ngày": "1/2/2023", "cơ quan": "B", "trích yếu": "C"}, "Chữ"
            ),
        ),
        6,
        "“số”",
        "docs/van-ban/a.md",
    ),
}


def test_a_good_project_has_no_problem(project):
    assert project.problems() == ()


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
def test_one_mistake_is_one_problem_with_file_line_and_a_way_to_mend_it(project, case):
    case.spoil(project)
    problems = project.problems()
    assert len(problems) == 1, "\n".join(map(str, problems))
    [problem] = problems
    assert (problem.path, problem.line) == (case.file, case.line), str(problem)
    assert case.words in problem.what
    assert problem.mend
    assert str(problem).startswith(f"{case.file}:{case.line}: ")


def test_a_misspelt_word_is_answered_with_the_nearest_one(project):
    project.exemplar(trạng_thái="đã duyệtt")
    assert "“đã duyệt”" in project.problems()[0].mend
    project.text(staff_page(GOOD).replace("tóm tắt:", "mô tả:"))
    assert "“tóm tắt”" in project.problems()[0].mend


def test_a_photo_with_other_capitals_is_named(project):
    photo(jpeg_bytes(), "Ra-Quan.JPG", "ra-quan.jpg")(project)
    assert "Ra-Quan.JPG" in project.problems()[0].mend


def test_a_folder_that_may_not_be_opened_is_one_problem(project, monkeypatch):
    project.exemplar("khoa")
    closed = project.root / "exemplars/kinh-te/khoa"
    monkeypatch.setattr("os.access", lambda path, _mode: path != closed)  # root may open all
    [problem] = project.problems()
    assert (problem.path, problem.what) == ("exemplars/kinh-te/khoa", "Không mở được thư mục này.")


def test_no_exemplars_at_all_is_one_problem(tmp_path):
    project = Project(tmp_path)
    project.remove("exemplars")
    [problem] = project.problems()
    assert problem.path == "exemplars"


CONSEQUENCES = {
    "a missing photo that the text shows": lambda p: p.exemplar(
        ảnh=photo_list("a.jpg"), body=f"{ARTICLE}\n![Ảnh](a.jpg)\n"
    ),
    "an unreadable list of photos that the text shows": lambda p: p.exemplar(
        ảnh="a.jpg", body=f"{ARTICLE}\n![Ảnh](a.jpg)\n\n![Ảnh](b.jpg)\n"
    ),
    "a misspelt key of photos that the text shows": lambda p: p.text(
        staff_page(GOOD | {"ảnhh": photo_list("a.jpg")}, f"{ARTICLE}\n![Ảnh](a.jpg)\n")
    ),
    "a misspelt file key of a photo that the text shows": lambda p: p.exemplar(
        ảnh=photo_list({"tệpp": "a.jpg"}), body=f"{ARTICLE}\n![Ảnh](a.jpg)\n"
    ),
    "a story with a mistake that others link to": lambda p: (
        p.exemplar("b", without=["năm"]),
        p.exemplar(body=f"{ARTICLE}\n[b](../b/guong.md)\n"),
    ),
    "an unreadable story that others link to": lambda p: (
        p.text("", "b"),
        p.exemplar(body=f"{ARTICLE}\n[b](../b/guong.md)\n"),
    ),
    "a misspelt consent of a story that others link to": lambda p: (
        p.exemplar("b", đồng_ý_đăng="cóo nhé"),
        p.exemplar(body=f"{ARTICLE}\n[b](../b/guong.md)\n"),
    ),
    "an unreadable field that a story links to": lambda p: (
        p.field("kinh-te", {"tên": "A", "thứ tự": "một"}),
        p.exemplar(body=f"{ARTICLE}\n[b](../linh-vuc.md)\n"),
    ),
}


@pytest.mark.parametrize("spoil", CONSEQUENCES.values(), ids=CONSEQUENCES)
def test_what_follows_from_a_mistake_is_not_one_more_problem(project, spoil):
    spoil(project)
    assert len(project.problems()) == 1, "\n".join(map(str, project.problems()))


def test_twenty_mistakes_are_twenty_problems_sorted_by_file(project):
    names = [name for name, case in CASES.items() if case.file == HERE][:40:2][:16]
    for number, name in enumerate(names):
        slug = f"bai-{number:02}"
        held = Project(project.root / "nháp")
        CASES[name].spoil(held)
        (held.root / FOLDER).rename(project.root / f"exemplars/kinh-te/{slug}")
        held.remove("exemplars")
        article = project.root / f"exemplars/kinh-te/{slug}/guong.md"
        data = article.read_bytes()
        for title in ("Bài pho-xanh", GOOD["tiêu đề"]):
            data = data.replace(f": {title}\n".encode(), f": Bài {slug}\n".encode())
        article.write_bytes(data)
    elsewhere = ("unit twice", "colour by name", "article in the field's folder")
    for name in (*elsewhere, "document without a number"):
        CASES[name].spoil(project)
    problems = project.problems()
    assert len(problems) == 20, "\n".join(map(str, problems))
    assert [p.path for p in problems] == sorted(p.path for p in problems)
    assert len({str(problem) for problem in problems}) == 20


def test_all_mistakes_in_one_file_are_reported_at_once(project):
    photos = """
  - tệp: không-có.jpg
    chú thích: Buổi: sáng
  - tệp: rỗng.jpg
    tiêu điểm: giữa
  - tệp: cụt.jpg
    người chụp: @An
  - tệp: ../ngoài.jpg
    ghi chú: x
  - chú thích: thiếu tệp
  - tệp: tốt.jpg
  - tệp: tốt.jpg"""
    wrong = GOOD | {
        "tiêu đề": "Tổ: xanh",
        "loại": "nhóm",
        "tên": '"Chi hội" 5',
        "năm": "năm nay",
        "trạng thái": "",
        "tóm tắt": "[x",
        "màu sắc": "đỏ",
        "số mô hình": "hai",
    }
    del wrong["đơn vị"]
    text = staff_page(
        wrong | {"ảnh": photos}, f"{ARTICLE}\n[x](y.md)\n\n![z](https://z.vn/z.jpg)\n"
    )
    project.text(text.replace("phường: ", "phường:"))
    for name, data in (("rỗng", b""), ("cụt", jpeg_bytes()[:-80]), ("tốt", jpeg_bytes())):
        project.write(f"{FOLDER}/{name}.jpg", data)
    problems = project.problems()
    assert len(problems) == 22, "\n".join(map(str, problems))
    assert {p.path for p in problems} == {HERE}
    assert [p.line for p in problems] == sorted(p.line for p in problems)
