"""An address that was public is not given up without a word."""

from __future__ import annotations

import subprocess

import pytest

from danvan.collection import Findings
from danvan.desk.checking.lost import check_lost
from support.builders import Project

LOST = "Bài từng đăng ở địa chỉ “kinh-te/bai” nay không còn"


def git(project, *arguments):
    who = ["-c", "user.name=A", "-c", "user.email=a@vd.vn"]
    subprocess.run(["git", *who, *arguments], cwd=project.root, check=True, capture_output=True)


@pytest.fixture
def project(tmp_path):
    project = Project(tmp_path)
    project.exemplar("khac")
    git(project, "init", "-q")
    return project


def committed(project, **facts):
    project.exemplar("bai", **facts)
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Thêm bài")


def removed(project):
    project.remove("exemplars/kinh-te/bai")
    git(project, "add", "-A")
    git(project, "commit", "-qm", "Xoá bài")


def problems(project, *published):
    collection, _ = project.read()
    findings = Findings(project.root)
    check_lost(collection, published, findings)
    return [problem.what for problem in findings.problems]


def test_a_public_story_that_was_deleted_is_a_problem(project):
    committed(project)
    assert problems(project) == []
    removed(project)
    assert [what[: len(LOST)] for what in problems(project)] == [LOST]


def test_where_the_story_moved_it_is_none(project):
    committed(project)
    removed(project)
    project.exemplar("moi", địa_chỉ_cũ="kinh-te/bai")
    assert problems(project) == []


@pytest.mark.parametrize(
    "facts", [{"trạng_thái": "đã gửi"}, {"đồng_ý_đăng": "không"}, {"mẫu": "có"}]
)
def test_what_was_never_public_or_a_sample_may_go(project, facts):
    committed(project, **facts)
    removed(project)
    assert problems(project) == []


def test_a_list_of_what_was_published_counts_too(project):
    assert [what[: len(LOST)] for what in problems(project, "kinh-te/bai/")] == [LOST]
    assert problems(project, "kinh-te/khac/") == []


def test_a_file_with_a_mistake_is_not_lost(project):
    committed(project)
    project.text("---\n: x\n", "bai")
    assert problems(project, "kinh-te/bai/") == []
