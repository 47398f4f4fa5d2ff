"""Pushes that are refused: the pusher learns why, and the site stays as it is byte for byte."""

from __future__ import annotations

import unicodedata

import pytest

from danvan.publish import messages
from support.projects import files
from support.publishing import host_command

STORY = "exemplars/kinh-te/to-rau/guong.md"


@pytest.fixture
def refused(desk):
    """Push what the test has committed; return what the pusher reads."""

    def push(*arguments: str) -> str:
        site, tip = files(desk.host.current / "site"), desk.git("rev-parse", "trang/main").stdout
        done = desk.push(*arguments)
        assert done.returncode != 0, done.stderr
        assert messages.UNCHANGED.partition(".")[0] in done.stderr
        assert "Traceback" not in done.stderr
        assert files(desk.host.current / "site") == site
        held = desk.git("ls-remote", "trang", "refs/heads/main").stdout
        assert held.startswith(tip.strip())
        assert list(desk.host.work.iterdir()) == []
        return done.stderr

    return push


def edit(desk, name: str, old: str, new: str) -> None:
    path = desk.folder / name
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")
    desk.commit()


def test_a_story_with_a_mistake_names_file_line_and_mend(desk, refused):
    edit(desk, STORY, "loại: tập thể", "loại: gì")
    said = refused()
    line = 1 + (desk.folder / STORY).read_text("utf-8").split("\n").index("loại: gì")
    assert STORY in said
    assert f"dòng {line}: " in said and "“gì”" in said
    assert "→ Cách sửa: Chọn một trong số này: tập thể, cá nhân." in said
    assert messages.REFUSED.format(count=1) in said
    status = host_command("status", str(desk.host.folder)).stdout
    assert messages.OUTCOME_REFUSED in status and STORY in status


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("hooks/main.py", "import gc", "import os\nos.system('true')\nimport gc"),
        ("overrides/404.html", "extends", "extends "),
        ("docs/assets/js/main.js", "import", "import "),
        ("mkdocs.yml", "language: vi", "language: en"),
        ("mkdocs.yml", "hooks: [hooks/main.py]", "hooks: [docs/a.py]"),
        ("mkdocs.yml", "site_name: ", "site_name: !!python/name:os.system "),
        ("mkdocs.yml", "site_name: ", "INHERIT: /etc/passwd\nsite_name: "),
    ],
)
def test_program_files_must_be_those_of_the_server(desk, refused, name, old, new):
    edit(desk, name, old, new)
    said = refused()
    assert name in said
    assert messages.REFUSED.format(count=1) in said


@pytest.mark.parametrize(
    "name", ["hooks/yaml.py", "hooks/__pycache__/main.cpython-311.pyc", "docs/assets/xau.js"]
)
def test_files_beside_the_program_are_refused(desk, refused, name):
    desk.write(name, "import os\n")
    desk.git("add", "-f", name)
    desk.commit()
    said = refused()
    assert name in said and messages.PROGRAM_MORE in said


def test_a_program_file_may_not_be_missing(desk, refused):
    (desk.folder / "overrides/main.html").unlink()
    desk.commit()
    assert messages.PROGRAM_LACKS in refused()


def test_links_and_submodules_are_refused(desk, refused):
    (desk.folder / "docs/mat-khau.txt").symlink_to("/etc/passwd")
    tip = desk.git("rev-parse", "HEAD").stdout.strip()
    desk.git("update-index", "--add", "--cacheinfo", f"160000,{tip},exemplars/kho")
    desk.git("add", "docs/mat-khau.txt")
    desk.git("commit", "-qm", "Liên kết")
    said = refused()
    assert "docs/mat-khau.txt" in said and messages.LINK in said
    assert "exemplars/kho" in said and messages.SUBMODULE in said


def test_names_that_other_systems_take_for_one_are_refused(desk, refused):
    composed = "exemplars/kinh-te/to-rau/ảnh.txt"
    desk.write(composed, "a")
    desk.write(unicodedata.normalize("NFD", composed), "b")
    desk.write("exemplars/Kinh-te/khac.txt", "c")
    desk.commit()
    said = refused()
    assert said.count(messages.SAME_NAME.partition("“")[0]) == 2


def test_names_that_hide_something_are_refused(desk, refused):
    desk.write("docs/a\nb\x1b[31m.md", "x")
    desk.commit()
    said = refused()
    assert "\\n" in said and "\x1b[31m" not in said


def test_the_published_branch_cannot_be_deleted(desk, refused):
    assert messages.DELETED.partition("{")[0] in refused("trang", ":main")


def test_another_branch_is_kept_without_checks_and_says_so(desk):
    desk.write(STORY, "không phải bài")
    desk.commit()
    site = files(desk.host.current / "site")
    done = desk.push("trang", "HEAD:nhap")
    assert done.returncode == 0
    assert "Đã gửi nhap" in done.stderr and "git push trang HEAD:main" in done.stderr
    assert files(desk.host.current / "site") == site
