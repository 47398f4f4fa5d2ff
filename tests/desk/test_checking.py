"""`danvan check`: everything that is wrong, and what could be better, for people and programs."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import time

import pytest

from danvan.collection.schema import ARTICLE_SECTIONS
from danvan.desk.checking import check_project
from support import pictures
from support.projects import ROOT, copy_project, danvan, environment
from support.stories import Story, nfd, write_field, write_story

SENTENCE = "Mỗi sáng thứ bảy, bà con cùng quét ngõ, trồng hoa và kể nhau nghe chuyện trong tuần. "


def article(*lines, words=600):
    """Return an article of about so many words that holds `lines` and no slip of its own."""
    filler = "\n\n".join([SENTENCE.strip()] * (words // len(SENTENCE.split())))
    told = "\n\n".join(lines)
    first, *rest = ARTICLE_SECTIONS
    return f"## {first}\n\n{told}\n\n{filler}\n\n" + "".join(
        f"## {name}\n\nXong.\n\n" for name in rest
    )


@pytest.fixture
def project(tmp_path):
    """Return a function that writes a project of the given stories."""

    def write(*stories):
        target = copy_project(tmp_path / "project", "mkdocs.yml")
        (target / "docs").mkdir(exist_ok=True)
        write_field(target, "kinh-te", "Kinh tế", 1)
        for number, story in enumerate(stories):
            write_story(target, story, number)
        return target

    return write


@pytest.fixture
def advised(project):
    """Return a function that gives the advice on one article: title, line and what is said."""

    def advised(*lines, words=600, **more):
        body = article(*lines, words=words)
        story = Story("bai", "Bài", "kinh-te", body=body, **more)
        _, findings = check_project(project(story))
        assert findings.problems == ()
        return list(findings.advice)

    return advised


def kinds(found):
    return [item.title for item in found]


# --- advice --------------------------------------------------------------------------------------


def test_a_clean_article_gets_no_advice(advised):
    assert advised("Ngày 05/3/2023, lúc 7:30, v.v. TP.HCM gửi 1.000 đồng; “tốt” – rất tốt!") == []


@pytest.mark.parametrize(
    "line",
    [
        "Gọi bà Đào theo số 0912 345 678 nhé.",
        "Gọi 0912.345.678.",
        "Gọi (+84) 912345678",
        "Gọi 024 3768 1234 hoặc đến gặp.",
        "Số căn cước của ông là 001 085 012 345.",
        "CMND: 012345678 cấp năm 2009.",
        "Viết cho dao.dinh@gmail.com khi cần.",
        "Nhà bà ở số nhà 12, ngõ 36 phố Mễ Trì Hạ.",
        "Ông sống tại số 5, ngách 36 trong làng.",
    ],
)
def test_private_facts_are_named(advised, line):
    (found,) = advised("Mở đầu.", line)
    assert found.title == "Thông tin cá nhân"
    assert found.path == "exemplars/kinh-te/bai/guong.md"


@pytest.mark.parametrize(
    "line",
    [
        "Quỹ có 912.345.678 đồng, 1.250 hộ, giai đoạn 2014-2024.",
        "Kế hoạch 139-KH/QU ngày 11/9/2023, hồ sơ 000.00.19.H26.",
        "Tổ số 7, chi hội số 5, nhà văn hoá số 3; tổng đài 1900 1234.",
        "Xem https://danvan.vn/0912345678 và [thư](mailto:a@b.vn).",
        "Dự án `0912345678` mã.",
    ],
)
def test_numbers_that_are_not_private_are_left_alone(advised, line):
    assert advised(line) == []


@pytest.mark.parametrize(
    ("line", "kind", "sample"),
    [
        ("Bà con  cùng làm.", "Thừa dấu cách", "con  cùng"),
        ("Bà con cùng làm , rồi nghỉ.", "Dấu cách trước dấu câu", "làm ,"),
        ("Bà con cùng làm,rồi nghỉ.", "Thiếu dấu cách sau dấu câu", "làm,rồi"),
        ("Bà con cùng làm.Rồi nghỉ.", "Thiếu dấu cách sau dấu câu", "làm.Rồi"),
        ('Bà gọi đó là "đường hoa".', "Ngoặc kép thẳng", '"đường'),
        ("Nhà văn hoá và hội hòa giải; văn hoá là gốc.", "Hai kiểu đặt dấu thanh", "hòa"),
        ("C«ng t¸c d©n vËn khÐo cña bµ con.", "Chữ gõ bằng phông cũ", "C«ng"),
        ("Coâng taùc daân vaän kheùo.", "Chữ gõ bằng phông cũ", "Coâng"),
    ],
)
def test_slips_of_typing_are_named_once_with_their_line(advised, line, kind, sample):
    (found,) = advised("Mở đầu.", line)
    assert found.title == kind
    assert sample in found.what


@pytest.mark.parametrize(
    "line",
    [
        "| Việc  | Số |\n|---|---|\n| Hoa  | 1  |",
        "```\na  b ,c\n```",
        'Xem [trang](https://danvan.vn/a,b "Tên") và <span class="a">chữ</span>.',
        "Uỷ ban quý trọng thuỷ lợi; khoẻ, hoà.",
        "Ủy ban, thủy lợi, khỏe, hòa và quý.",
        "ThS.Nguyễn Văn A, TP.Hà Nội, tr.12, Q.1, 3,5 %, a.k.a.",
    ],
)
def test_what_is_right_is_left_alone(advised, line):
    assert advised(line) == []


def test_lines_are_those_of_the_file_and_more_of_a_kind_are_counted(project):
    body = article("Một  hai.", "Ba  bốn.", "Năm  sáu.")
    target = project(Story("bai", "Bài", "kinh-te", body=body))
    _, findings = check_project(target)
    (found,) = [item for item in findings.advice if item.title == "Thừa dấu cách"]
    lines = (target / "exemplars/kinh-te/bai/guong.md").read_text("utf-8").split("\n")
    assert lines[found.line - 1] == "Một  hai."
    assert f"(còn 2 chỗ: dòng {found.line + 2}, {found.line + 4})" in found.what


@pytest.mark.parametrize(("words", "said"), [(300, "chỉ có"), (1700, "có tới")])
def test_length_is_advised(advised, words, said):
    (found,) = advised(words=words)
    assert said in found.what
    assert "500 đến 1500" in found.mend


def test_letters_in_two_forms_are_named_and_a_mac_file_is_not(advised):
    def half(text):
        return (text.replace("Mở đầu", nfd("Mở đầu"))).encode()

    assert kinds(advised("Mở đầu.", written=half)) == ["Hai kiểu mã chữ Việt"]


def test_a_file_all_in_one_form_is_fine(advised):
    assert advised("Mở đầu.", written=lambda text: nfd(text).encode()) == []


# --- twins ---------------------------------------------------------------------------------------


def test_an_article_sent_twice_is_named(project):
    told = [f"Việc thứ {n} là gõ cửa nhà số chẵn thứ {n * 7} để mời họp." for n in range(60)]
    changed = [
        line.replace("mời họp", "mời dự") if n % 12 == 0 else line for n, line in enumerate(told)
    ]
    other = [f"Chuyện {n}: trồng {n * 3} cây bưởi trên bãi bồi ven sông." for n in range(60)]
    stories = {"a": told, "b": changed, "c": other}
    written = (
        Story(name, f"Bài {name}", "kinh-te", body=article(*lines, words=0))
        for name, lines in stories.items()
    )
    _, findings = check_project(project(*written))
    (found,) = [item for item in findings.advice if item.title == "Hai bài giống nhau"]
    assert {found.path, re.search(r"\((.*)\)", found.what)[1]} == {
        f"exemplars/kinh-te/{name}/guong.md" for name in "ab"
    }


def drawn(scene, width, height):
    """Return a function that draws one scene, whatever number its photo has."""
    return lambda path, _: pictures.save_jpeg(path, scene, size=(width, height))


def test_a_photo_saved_again_smaller_is_named(project):
    photos = {
        "a": {"goc.jpg": drawn(7, 2100, 1400)},
        "b": {"nho.jpg": drawn(7, 1400, 933)},
        "c": {"khac.jpg": drawn(8, 2100, 1400)},
    }
    stories = (
        Story(name, f"Bài {name}", "kinh-te", photos=files, body=article())
        for name, files in photos.items()
    )
    _, findings = check_project(project(*stories))
    found = [item.what for item in findings.advice if item.title == "Hai ảnh giống nhau"]
    assert len(found) == 1
    assert "nho.jpg" in found[0]
    assert "goc.jpg" in found[0]


# --- the command ---------------------------------------------------------------------------------


@pytest.fixture
def bad(project):
    """A project with one problem and one piece of advice, in one file."""
    facts = {"năm": "hai nghìn"}
    story = Story("bai", "Bài", "kinh-te", facts=facts, body=article("Một  hai."))
    other = Story("khac", "Khác", "kinh-te", body=article("Ba  bốn."))
    return project(story, other)


def test_problems_and_advice_are_grouped_by_file_and_counted(bad):
    done = danvan(bad, "check")
    assert done.returncode == 1
    assert re.search(
        r"^exemplars/kinh-te/bai/guong\.md\n  dòng \d+  LỖI: ", done.stdout, re.MULTILINE
    )
    assert re.search(
        r"^exemplars/kinh-te/khac/guong\.md\n  dòng \d+  Góp ý: ", done.stdout, re.MULTILINE
    )
    assert "Lỗi phải sửa: 1 trong 1 tệp." in done.stdout
    assert "Thừa dấu cách" in done.stdout
    assert done.stderr == ""


def test_advice_alone_is_good(project):
    done = danvan(project(Story("bai", "Bài", "kinh-te", body=article("Một  hai."))), "check")
    assert done.returncode == 0
    assert "Không có lỗi nào. Dựng trang được." in done.stdout


def test_settings_of_the_book_are_checked_too(project):
    target = project(Story("bai", "Bài", "kinh-te", body=article()))
    path = target / "mkdocs.yml"
    path.write_text(re.sub(r"paper: .*", "paper: giấy lạ", path.read_text("utf-8")), "utf-8")
    done = danvan(target, "check")
    assert done.returncode == 1
    assert re.search(r"^mkdocs\.yml\n  dòng \d+  LỖI: .*giấy lạ", done.stdout, re.MULTILINE)


def test_programs_read_json(bad):
    told = json.loads(danvan(bad, "check", "--format", "json").stdout)
    assert told["counts"]["problems"] == len(told["problems"]) == 1
    assert told["counts"]["advice"] == len(told["advice"])
    assert told["problems"][0].keys() == {"path", "line", "what", "mend"}


def test_github_shows_findings_at_their_lines(bad):
    lines = danvan(bad, "check", "--format", "github").stdout.splitlines()
    place = r"file=exemplars/kinh-te/bai/guong\.md,line=\d+"
    (error,) = [line for line in lines if line.startswith("::error")]
    assert re.match(rf"::error {place},title=Lỗi phải sửa::Mục “năm” phải là .* Cách sửa: ", error)
    assert any(line.startswith("::notice ") for line in lines)


def test_gitlab_shows_findings_at_their_lines(bad):
    issues = json.loads(danvan(bad, "check", "--format", "gitlab").stdout)
    (problem,) = [issue for issue in issues if issue["severity"] == "blocker"]
    assert problem["location"]["path"] == "exemplars/kinh-te/bai/guong.md"
    assert re.match(r"Mục “năm” phải là .* Cách sửa: ", problem["description"])
    lines = (bad / problem["location"]["path"]).read_text("utf-8").split("\n")
    assert lines[problem["location"]["lines"]["begin"] - 1].startswith("năm:")
    advice = [issue for issue in issues if issue is not problem]
    assert advice
    assert {issue["severity"] for issue in advice} == {"info"}


def test_gitlab_tells_findings_apart_by_what_they_say_not_by_their_line(bad):
    def prints():
        issues = json.loads(danvan(bad, "check", "--format", "gitlab").stdout)
        return [issue["fingerprint"] for issue in issues]

    before = prints()
    assert len(set(before)) == len(before)
    file = bad / "exemplars/kinh-te/bai/guong.md"
    file.write_text(file.read_text("utf-8").replace("---\n", "---\n# ghi chú\n", 1), "utf-8")
    assert prints() == before


def test_sarif_names_rule_level_place_and_text(bad):
    log = json.loads(danvan(bad, "check", "--format", "sarif").stdout)
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert {result["ruleId"] for result in run["results"]} <= rules
    (error,) = [result for result in run["results"] if result["level"] == "error"]
    place = error["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == "exemplars/kinh-te/bai/guong.md"
    assert place["region"]["startLine"] > 1


@pytest.mark.parametrize(
    "arguments", [("check", "--format", "xml"), ("check", "thừa"), ("khongco",)]
)
def test_wrong_use_ends_with_2_and_no_traceback(bad, arguments):
    done = danvan(bad, *arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_outside_a_project_it_says_where_to_go(tmp_path):
    done = danvan(tmp_path, "check")
    assert done.returncode == 2
    assert "Không thấy thư mục exemplars/" in done.stderr


def test_watching_checks_again_when_a_file_is_saved(bad):
    call = "import sys; from danvan.desk.cli import run; run()"
    command = [sys.executable, "-c", call, "check", "--watch"]
    told = bad / "told.txt"
    path = bad / "exemplars/kinh-te/bai/guong.md"
    with (
        told.open("w") as output,
        subprocess.Popen(command, cwd=bad, env=environment(bad), stdout=output) as running,
    ):
        try:
            wait_for("Lỗi phải sửa: 1", told)
            path.write_text(path.read_text("utf-8").replace("hai nghìn", "2023"), "utf-8")
            wait_for("Không có lỗi nào", told)
        finally:
            running.terminate()


def wait_for(words, file):
    """Wait until a file holds `words`."""
    for _ in range(200):
        if words in file.read_text("utf-8"):
            return
        time.sleep(0.1)
    raise AssertionError(file.read_text("utf-8"))


def test_the_readme_tells_of_every_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    listed = danvan(ROOT, "--help").stdout.split("Các lệnh:")[1]
    names = re.findall(r"^  (\w+)", listed, re.MULTILINE)
    assert names
    assert [name for name in names if f"danvan {name}" not in readme] == []


def test_every_command_has_help_in_vietnamese_with_an_example():
    listed = danvan(ROOT, "--help").stdout.split("Các lệnh:")[1]
    for name in re.findall(r"^  (\w+)", listed, re.MULTILINE):
        assert f"Ví dụ: danvan {name}" in danvan(ROOT, name, "--help").stdout


def test_what_volumes_and_colour_sections_name_is_checked_as_a_build_would(tmp_path):
    root = copy_project(tmp_path / "du-an", "exemplars", "docs", "mkdocs.yml")
    settings = (root / "mkdocs.yml").read_text("utf-8")
    volumes = "  book:\n    volumes: [{output: tap-1, stories: [kinh-te/to-san-xuat-xang]}]\n"
    (root / "mkdocs.yml").write_text(settings.replace("  book:\n", volumes, 1), "utf-8")
    done = danvan(root, "check")
    assert done.returncode == 1
    assert "kinh-te/to-san-xuat-xanh" in done.stdout
    coloured = settings.replace(
        "    press:\n", "    press:\n      colour_sections: [anh-phong-trao]\n", 1
    )
    (root / "mkdocs.yml").write_text(coloured, "utf-8")
    assert danvan(root, "check").returncode == 0
    wrong = settings.replace("extra:\n", "extra:\n  editor: {enabled: có}\n", 1)
    (root / "mkdocs.yml").write_text(wrong, "utf-8")
    assert "extra.editor.repo còn trống" in danvan(root, "check").stdout
