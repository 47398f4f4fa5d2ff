"""What volumes and colour sections name must be there, or staff are told where it is named."""

from __future__ import annotations

import pytest
import yaml

from danvan.book import check_selections, read_book_settings
from danvan.pages import plan_site
from support.builders import Project, staff_page

HEAD = "site_name: A\nextra:\n  book:\n"


@pytest.fixture
def check(tmp_path):
    """Check `lines` below `extra.book` against a collection of two fields and four stories."""
    project = Project(tmp_path)
    project.exemplar("pho-xanh", năm=2023)
    project.exemplar("ben-may", năm=2024)
    project.exemplar("chi-tren-trang", năm=2022, trong_sách="không")
    project.exemplar("ban-thao", năm=2021, trạng_thái="đã gửi")
    project.exemplar("tu-sach", field="van-hoa-xa-hoi", năm=2023)
    project.write("docs/loi-noi-dau.md", staff_page({"tiêu đề": "Lời nói đầu"}, "Chữ."))

    def check(*lines):
        text = HEAD + "".join(f"    {line}\n" for line in lines)
        path = project.write("mkdocs.yml", text)
        collection, findings = project.read()
        book = read_book_settings(yaml.safe_load(text)["extra"]["book"], path, findings)
        assert not findings.problems
        check_selections(book, plan_site(collection, {}, place="", preview=False), path, findings)
        return findings.problems

    return check


def the_problem(problems, line):
    """Return the only problem; `line` counts from the first one below `book:`."""
    (problem,) = problems
    assert (problem.path, problem.line) == ("mkdocs.yml", HEAD.count("\n") + line)
    return problem


def test_a_book_that_selects_nothing_takes_all(check):
    assert check("title: Sách") == ()


def test_names_that_are_there_are_no_problem(check):
    problems = check(
        "press:",
        "  colour_sections: [kinh-te, kinh-te/pho-xanh/, /loi-noi-dau/, bang-tra]",
        "volumes:",
        "  - output: tap-1",
        "    fields: [kinh-te, van-hoa-xa-hoi]",
        "    story_years: [2023]",
        "  - output: tap-2",
        "    stories: [kinh-te/ben-may, van-hoa-xa-hoi/tu-sach]",
        "  - output: ca-bo",
    )
    assert problems == ()


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("kinh-tế", "“kinh-te”"),
        ("kinh-te/pho-xan", "“kinh-te/pho-xanh”"),
        ("xyz", "van-hoa-xa-hoi/tu-sach"),
        ("kinh-te/ban-thao", "kinh-te"),
        ("kinh-te/chi-tren-trang", "kinh-te"),
    ],
)
def test_a_colour_section_that_the_book_does_not_have_is_a_problem(check, name, hint):
    lines = ("press:", "  colour: 1 màu", "  colour_sections:", "    - kinh-te", f"    - {name}")
    problem = the_problem(check(*lines), 5)
    assert f"“{name}”" in problem.what
    assert hint in problem.mend


@pytest.mark.parametrize(
    ("key", "good", "wrong", "hint"),
    [
        ("fields", "kinh-te", "kinh-the", "“kinh-te”"),
        ("fields", "kinh-te", "xyz", "kinh-te, van-hoa-xa-hoi"),
        ("stories", "kinh-te/ben-may", "kinh-te/ben-mai", "“kinh-te/ben-may”"),
        ("stories", "kinh-te/ben-may", "ben-may", "“kinh-te/ben-may”"),
        ("stories", "kinh-te/ben-may", "kinh-te/ban-thao", "kinh-te"),  # not published
    ],
)
def test_a_volume_that_names_what_is_not_there_is_a_problem(check, key, good, wrong, hint):
    lines = ("volumes:", "  - output: tap-1", f"    {key}:", f"      - {good}", f"      - {wrong}")
    problem = the_problem(check(*lines), 5)
    assert "“tap-1”" in problem.what
    assert f"“{wrong}”" in problem.what
    assert hint in problem.mend


def test_the_problem_of_a_volume_is_not_told_of_one_with_a_similar_name(check):
    lines = (
        "output: tap-1",
        "volumes:",
        "  - output: tap-10",
        "  - output: tap-1",
        "    fields: [xyz]",
    )
    assert "“tap-1”" in the_problem(check(*lines), 5).what


@pytest.mark.parametrize(
    "chosen",
    [
        "story_years: [1999]",
        "stories: [kinh-te/chi-tren-trang]",
        "{ fields: [kinh-te], story_years: [2022] }",
        "{ fields: [van-hoa-xa-hoi], stories: [kinh-te/ben-may] }",
    ],
)
def test_a_volume_without_any_printed_story_is_a_problem(check, chosen):
    inner = chosen.strip("{} ")
    lines = ("volumes:", "  - output: tap-1", f"  - {{ output: tap-2, {inner} }}")
    assert "“tap-2”" in the_problem(check(*lines), 3).what


def test_a_volume_that_names_only_what_is_not_there_is_one_problem_not_two(check):
    lines = ("volumes:", "  - output: tap-1", "    stories: [kinh-te/xyz]")
    assert "“kinh-te/xyz”" in the_problem(check(*lines), 3).what
