"""Advice says what could be better and never stops a build."""

from __future__ import annotations

import pytest

from danvan.collection import Problem, summarise_advice
from support.builders import ARTICLE, encoded, jpeg_bytes, photo_list, scene

HERE = "exemplars/kinh-te/pho-xanh/guong.md"
FULL = {"tệp": "a.png", "chú thích": "Buổi sáng", "người chụp": "An"}
LARGE = encoded(scene(1400, 900), "PNG")


def with_photo(data=LARGE, **details):
    def change(project):
        given = {key: value for key, value in (FULL | details).items() if value}
        project.exemplar(ảnh=photo_list(given))
        project.write("exemplars/kinh-te/pho-xanh/a.png", data)

    return change


def units(*names):
    def change(project):
        project.exemplar()
        project.write("exemplars/don-vi.yml", "".join(f"- tên: {name}\n" for name in names))

    return change


ADVICE = {
    "unlisted photo": (lambda p: p.photo("thừa.jpg"), 1, "thừa.jpg"),
    "photo without a caption": (with_photo(**{"chú thích": ""}), 13, "a.png"),
    "photo without a credit": (with_photo(**{"người chụp": ""}), 13, "a.png"),
    "small photo": (with_photo(jpeg_bytes()), 13, "48 × 32"),
    "unknown unit": (units("Hội Nông dân xã Yên Mỹ"), 1, "Hội LHPN phường Mễ Trì"),
    "missing section": (
        lambda p: p.exemplar(body=ARTICLE.replace("## Kết quả", "")),
        1,
        "Kết quả",
    ),
    "approved without consent": (lambda p: p.exemplar(without=["đồng ý đăng"]), 1, "đồng ý đăng"),
    "a player pasted into the article": (
        lambda p: p.exemplar(body=f"{ARTICLE}\n\n<iframe src='https://vd.vn/x'></iframe>\n"),
        27,
        "<iframe>",
    ),
    "no ward": (lambda p: p.exemplar(without=["phường"]), 1, "phường"),
}


def test_a_good_project_gets_no_advice(project):
    with_photo()(project)
    assert project.advice() == ()


@pytest.mark.parametrize(("change", "line", "words"), ADVICE.values(), ids=ADVICE)
def test_advice_names_file_line_and_thing_and_is_no_problem(project, change, line, words):
    change(project)
    _, findings = project.read()
    assert findings.problems == ()
    [advice] = findings.advice
    assert (advice.path, advice.line) == (HERE, line)
    assert words in advice.what
    assert advice.mend
    assert advice.title


@pytest.mark.parametrize("listed", ["Hội LHPN phường Mễ Trì", "hội lhpn  phuong me tri"])
def test_a_unit_is_known_however_it_is_written(project, listed):
    units(listed)(project)
    assert project.advice() == ()


def test_an_unknown_unit_is_answered_with_the_nearest_one(project):
    units("Hội LHPN phường Mỹ Đình", "Đoàn trường")(project)
    assert "Hội LHPN phường Mỹ Đình" in project.advice()[0].what


@pytest.mark.parametrize("heading", ["## 3. KẾT QUẢ đạt được", "##Kết quả", "### ket qua ##"])
def test_a_section_is_known_however_its_heading_is_written(project, heading):
    project.exemplar(body=ARTICLE.replace("## Kết quả", heading))
    assert project.advice() == ()


def test_two_fields_with_one_order_are_advised(project):
    project.field("van-hoa-xa-hoi", {"tên": "Văn hoá", "thứ tự": 1})
    [advice] = project.advice()
    assert advice.path == "exemplars/van-hoa-xa-hoi/linh-vuc.md"
    assert "Kinh tế" in advice.what


def test_the_summary_counts_each_kind_and_shows_the_first_places():
    advice = [Problem(f"{n}.md", 1, f"Thiếu {n}.", "Thêm.", "Thiếu") for n in range(5)]
    advice.append(Problem("x.md", 7, "Ảnh nhỏ.", "Đổi.", "Ảnh"))
    lines = list(summarise_advice(advice))
    assert "6" in lines[0]
    assert lines[1:3] == ["  • Thiếu: 5", "      0.md:1: Thiếu 0."]
    assert lines[5] == "      … và 2 chỗ khác"
    assert lines[6:] == ["  • Ảnh: 1", "      x.md:7: Ảnh nhỏ."]


def test_nothing_to_advise_says_nothing():
    assert list(summarise_advice([])) == []
