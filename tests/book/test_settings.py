"""The book's settings: defaults, what staff give, and what they are told about mistakes."""

from __future__ import annotations

import pytest

from danvan.book import BookSettings, read_book_settings
from danvan.book.paper import find_paper
from danvan.book.settings import STAGES
from danvan.collection import Findings

YAML = "site_name: A\nextra:\n  book:\n    # ghi chú\n"


@pytest.fixture
def read(tmp_path):
    def read(given, lines=""):
        path = tmp_path / "mkdocs.yml"
        path.write_text(YAML + lines, "utf-8")
        findings = Findings(tmp_path)
        return read_book_settings(given, path, findings), findings.problems

    return read


@pytest.mark.parametrize("nothing", [None, {}, [], "sách"])
def test_without_settings_the_defaults_hold(read, nothing):
    assert read(nothing) == (BookSettings(), ())


def test_settings_are_read_as_declared(read):
    given = {"title": "Sách", "years": 2024, "editors": ["An", "Bình"], "trim_width": 148}
    settings, problems = read(given)
    assert not problems
    assert (settings.title, settings.years) == ("Sách", "2024")
    assert (settings.editors, settings.trim_width) == (("An", "Bình"), 148)


@pytest.mark.parametrize("written", ["maket", "MAKET", "Bản Thảo 2", "phat_hanh"])
def test_a_stage_may_be_written_loosely(read, written):
    settings, problems = read({"stage": written})
    assert not problems
    assert settings.stage in {"maket", "bản thảo 2", "phát hành"}


def test_only_the_last_stage_is_final(read):
    assert [read({"stage": stage})[0].is_final for stage in STAGES] == [False] * 5 + [True]


def test_counts_are_whole_numbers(read):
    settings, problems = read({"target_exemplars": 50.0})
    assert not problems
    assert isinstance(settings.target_exemplars, int)


@pytest.mark.parametrize("key", ["title", "editors", "stage", "trim_width", "output", "volumes"])
def test_a_setting_left_blank_is_as_if_not_there(read, key):
    assert read({key: None}) == (BookSettings(), ())


def test_the_paper_and_the_printing_condition_that_hold_without_settings_are_known():
    press = BookSettings().press
    assert find_paper(press.paper) is not None
    assert (press.profile, press.condition) == ("", "FOGRA39")


def test_the_pdf_lies_under_sach(read):
    assert read({"output": "cuon-sach"})[0].reading_edition == "sach/cuon-sach.pdf"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", ["Sách"]),
        ("title", True),
        ("editors", "An"),
        ("stage", "bản thảo 9"),
        ("target_exemplars", -1),
        ("target_exemplars", 1.5),
        ("target_exemplars", float("inf")),
        ("target_photos", "32"),
        ("trim_width", "145 mm"),
        ("trim_height", 5),
        ("output", "sách của ta"),
        ("output", "../sach"),
    ],
)
def test_a_wrong_value_is_a_problem_with_its_line_and_an_example(read, key, value):
    settings, (problem,) = read({key: value}, f"    {key}: sai\n")
    assert (problem.path, problem.line) == ("mkdocs.yml", 5)
    assert key in problem.what
    assert f"{key}: " in problem.mend
    assert settings == BookSettings()


@pytest.mark.parametrize(
    ("key", "hint"),
    [("tittle", "title"), ("trim_widht", "trim_width"), ("zzzzzz", "target_photos")],
)
def test_an_unknown_setting_is_answered_with_a_near_or_all_names(read, key, hint):
    problem = read({key: "x"}, f"    {key}: x\n")[1][0]
    assert problem.line == 5
    assert key in problem.what
    assert hint in problem.mend
