"""A staff file is front matter between two `---`, then the article; every value keeps its line."""

from __future__ import annotations

import random

import pytest

from danvan.collection import Findings
from danvan.collection.frontmatter import split
from support.builders import ARTICLE, GOOD, Project, photo_list, staff_page


@pytest.fixture
def parts(tmp_path):
    def split_text(text):
        findings = Findings(tmp_path)
        return split(text, tmp_path / "guong.md", findings), findings.problems

    return split_text


def values(source):
    return {entry.key: entry.value.text for entry in source.entries}


def test_the_file_is_taken_apart_with_its_line_numbers(parts):
    source, problems = parts("---\ntên: A\n# ghi chú\nnăm: 2023\n---\n\n\n## Nội dung\nChữ.\n")
    assert problems == ()
    assert [(e.key, e.line, e.value.text) for e in source.entries] == [
        ("tên", 2, "A"),
        ("năm", 4, "2023"),
    ]
    assert (source.body, source.body_line, source.end_line) == ("## Nội dung\nChữ.", 8, 5)


def test_blank_lines_before_the_front_matter_do_no_harm(parts):
    source, problems = parts("\n\n---\ntên: A\n---\nChữ.")
    assert problems == ()
    assert source.entries[0].line == 4


def test_a_rule_in_the_article_is_not_the_end_of_the_front_matter(parts):
    source, problems = parts("---\ntên: A\n---\nMột\n\n---\n\nHai")
    assert problems == ()
    assert source.body == "Một\n\n---\n\nHai"


def test_text_may_go_on_over_several_lines(parts):
    source, _ = parts("---\ntóm tắt: dòng một\n  dòng hai\nnăm: >\n  2023\n---\n")
    assert values(source) == {"tóm tắt": "dòng một dòng hai", "năm": "2023"}


@pytest.mark.parametrize("written", ["yes", "2023-10-10", "0123", "1.50", "on"])
def test_values_stay_text_as_staff_wrote_them(parts, written):
    source, _ = parts(f"---\ntên: {written}\n---\n")
    assert values(source) == {"tên": written}


@pytest.mark.parametrize("space", ["\t", "\u00a0", "\u3000", "  "])
def test_any_space_after_the_colon_will_do(parts, space):
    source, problems = parts(f"---\ntên:{space}A{space}B\n---\n")
    assert problems == ()
    assert values(source) == {"tên": "A B"}


@pytest.mark.parametrize(
    "line",
    ["tên: Chi hội 5 # ghi chú", "tên: Chi hội 5 #", 'tên: "Chi hội 5" #5', "tên: Chi hội 5 ## x"],
)
def test_comments_are_left_out(parts, line):
    source, problems = parts(f"---\n{line}\n---\n")
    assert problems == ()
    assert values(source) == {"tên": "Chi hội 5"}


MISTAKES = {
    "no front matter": ("Chuyện kể rằng…\n", 1, "mở đầu"),
    "no first fence": ("tên: A\n---\n## Nội dung\n", 1, "mở đầu"),
    "a dash for the first fence": ("—\ntên: A\n---\n", 1, "mở đầu"),
    "four hyphens at the top": ("----\ntên: A\n---\n", 1, "mở đầu"),
    "no last fence": ("---\ntên: A\n", 3, "kết thúc"),
    "a dash for the last fence": ("---\ntên: A\n—\n## Nội dung\n", 3, "kết thúc"),
    "an indented last fence": ("---\ntên: A\n ---\n\nChữ\n", 3, "kết thúc"),
    "the article instead of a fence": ("---\ntên: A\n\n## Nội dung\nX: y\n\n---\n", 4, "kết thúc"),
    "only text": ("---\nchỉ có chữ\n---\n", 2, "tên mục: giá trị"),
    "a list": ("---\n- a\n- b\n---\n", 2, "tên mục: giá trị"),
    "a second colon": ("---\nnăm: 2\ntên: Tổ: xanh\n---\n", 3, "thêm một dấu hai chấm"),
    "a colon at the end": ("---\ntên: Gồm có:\nnăm: 2\n---\n", 2, "thêm một dấu hai chấm"),
    "no space after the colon": ("---\ntên: A\nnăm:2023\n---\n", 3, "thiếu dấu cách"),
    "an East Asian colon": ("---\ntên： A\nnăm: 2023\n---\n", 2, "thiếu dấu cách"),
    "no colon": ("---\ntên: A\nnăm 2023\nloại: x\n---\n", 3, "không có dấu hai chấm"),
    "a line that goes on": ("---\ntên: A\nvà B\nloại: x\n---\n", 3, "không có dấu hai chấm"),
    "a tab": ("---\ntên: A\n\tnăm: 2023\n---\n", 3, "Tab"),
    "a tab in a list": ("---\nảnh:\n\t- tệp: a.jpg\n---\n", 3, "Tab"),
    "a key too far right": ("---\ntên: A\n năm: 2023\n---\n", 3, "thụt vào"),
    "the first key too far right": ("---\n  tên: A\nnăm: 2023\n---\n", 2, "thụt vào"),
    "a list item out of line": ("---\nảnh:\n  - a\n - b\n---\n", 4, "thụt vào"),
    "a key of a photo out of line": (
        "---\nảnh:\n  - tệp: a\n   chú thích: b\n---\n",
        4,
        "thụt vào",
    ),
    "an open quote": ('---\ntên: "A\nnăm: 2\n---\n', 2, "không đóng lại"),
    "an open quote before a closed one": ('---\ntên: "A\nnăm: "2"\n---\n', 2, "không đóng lại"),
    "text after a quote": ('---\ntên: "Phố xanh" của hội\nnăm: 2\n---\n', 2, "sau dấu đóng ngoặc"),
    "quotes in quotes": ('---\ntên: "Phố "xanh" ở đây"\n---\n', 2, "sau dấu đóng ngoặc"),
    "a backslash in quotes": ('---\ntên: "C:\\du lieu"\n---\n', 2, "gạch chéo ngược"),
    "a hashtag": ("---\ntên: Chi hội #5\n---\n", 2, "#5"),
    "a colour without quotes": ("---\nmàu: #1d6b57\n---\n", 2, "#1d6b57"),
    "three dots": ("---\ntên: A\n...\nnăm: 2\n---\n", 3, "không có dấu hai chấm"),
}
SPECIAL = "**A** b~*A* b~& b~&b c~!b c~[A] b~[A~{A} b~- A~? A~| A~> A~%A~@A~`A`~] A~, A"
MISTAKES |= {
    f"a value that begins with {sign}": (f"---\nnăm: 2\ntên: {sign}\n---\n", 3, f"({sign[0]})")
    for sign in SPECIAL.split("~")
}


@pytest.mark.parametrize(("text", "line", "words"), MISTAKES.values(), ids=MISTAKES)
def test_a_mistake_in_the_syntax_is_one_problem_on_its_line(parts, text, line, words):
    _, [problem] = parts(text)
    assert problem.line == line
    assert words in problem.what
    assert problem.mend


def test_reading_goes_on_after_a_mistake(parts):
    source, problems = parts('---\ntên: Tổ: xanh\nnăm:2023\nloại: tập thể\nphường: "A\n---\n')
    assert [p.line for p in problems] == [2, 3, 5]
    assert values(source)["loại"] == "tập thể"
    assert [e.key for e in source.entries] == ["tên", "năm", "loại", "phường"]


def test_reading_goes_on_in_the_next_photo_after_a_mistake(parts):
    items = "\n  - tệp: a.jpg\n    chú thích: Buổi: sáng\n  - tệp: b.jpg\n    người chụp: @An\n"
    source, problems = parts(f"---\nảnh:{items}năm: 2023\n---\n")
    assert [p.line for p in problems] == [4, 6]
    photos = source.entries[0].value
    assert [item.entries[0].value.text for item in photos.items] == ["a.jpg", "b.jpg"]


def test_yaml_aliases_are_refused_for_they_can_grow_without_bound(parts):
    _, problems = parts("---\na: &x [1, 2]\nb: [*x, *x]\n---\n")
    assert problems


@pytest.mark.parametrize("deep", ["[" * 5000, "- " * 5000, "{a: " * 3000, "a:\n" + "? " * 5000])
def test_nesting_a_thousand_deep_is_a_problem_not_a_crash(parts, deep):
    assert parts(f"---\ntên: A\nx: {deep}\n---\n")[1]
    assert parts(f"---\n{deep}\n---\n")[1]


def mutate(rng, text):
    """Spoil `text` the way accidents do."""
    lines = text.split("\n")
    spot = rng.randrange(len(lines))
    cut = rng.randrange(len(text))
    odd = ["\t", '"', "'", ":", "- ", "{", "]", "|", "&a", "*a", "!t", "%", "\x00", "\ud7ff", "---"]
    kinds = [
        lambda: text[:cut],
        lambda: text[cut:],
        lambda: text[:cut] + rng.choice(odd) + text[cut:],
        lambda: "\n".join(rng.sample(lines, len(lines))),
        lambda: "\n".join([*lines[:spot], rng.choice(odd) + lines[spot], *lines[spot + 1 :]]),
        lambda: "\n".join([*lines[:spot], *lines[spot + 1 :]]),
        lambda: "\n".join([*lines[:spot], lines[spot], *lines[spot:]]),
        lambda: text.replace(": ", ": [" if rng.random() < 0.5 else ":\n  - ", rng.randrange(9)),
    ]
    spoiled = rng.choice(kinds)().encode(errors="replace")
    if rng.random() < 0.3:
        place = rng.randrange(len(spoiled) + 1)
        spoiled = spoiled[:place] + rng.randbytes(rng.randrange(1, 9)) + spoiled[place:]
    return spoiled


def test_no_spoiled_front_matter_raises(tmp_path):
    rng = random.Random(1949)  # noqa: S311 # the same accidents every time
    project = Project(tmp_path)
    photos = photo_list({"tệp": "a.jpg", "chú thích": "Buổi sáng", "tiêu điểm": "50% 30%"}, "b.jpg")
    text = staff_page(GOOD | {"ảnh": photos}, ARTICLE + "\n![Ảnh](a.jpg) và [bài](../b/guong.md)")
    for number in range(300):
        spoiled = text.encode()
        for _ in range(rng.randrange(1, 4)):
            spoiled = mutate(rng, spoiled.decode(errors="replace"))
        project.write(f"exemplars/kinh-te/bai-{number}/guong.md", spoiled)
    _, findings = project.read()
    assert findings.problems
    assert all(p.what and p.mend and p.line >= 1 for p in findings.problems)
    assert not any("{" in p.mend.replace("{…", "") for p in findings.problems if "{" not in p.what)
