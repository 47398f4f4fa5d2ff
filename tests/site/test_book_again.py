"""The book built again: nothing made twice, the same bytes everywhere, no harm when it fails."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest

from support.pdfreading import page_texts
from support.projects import ROOT, environment, files
from support.small_book import SmallProject

MADE = re.compile(r"Đã dựng (\d+) tệp PDF; (\d+) tệp dùng lại")
FINAL = "phát hành"
EPOCH = "1600000000"
PRESS_FILES = 8


def test_the_first_build_makes_reading_edition_interior_and_cover(plain_edition):
    assert MADE.search(plain_edition.output).groups() == ("3", "0")
    assert plain_edition.faults() == []


def test_a_second_build_makes_nothing_again_and_gives_the_same(small_project, plain_edition):
    again = small_project.edition("again")
    assert MADE.search(again.output).groups() == ("0", "3")
    assert files(again.site) == files(plain_edition.site)
    assert files(again.press) == files(plain_edition.press)


def test_a_changed_caption_makes_the_two_books_again_and_not_the_cover(
    small_project, plain_edition
):
    story = small_project.folder / "exemplars/van-hoa/thu-vien/guong.md"
    before = story.read_text("utf-8")
    try:
        story.write_text(before.replace("Kệ sách ai cũng", "Giá sách ai cũng"), "utf-8")
        changed = small_project.edition("changed")
    finally:
        story.write_text(before, "utf-8")
    assert MADE.search(changed.output).groups() == ("2", "1")
    assert "ảnh mới cho sách" not in changed.output
    assert changed.cover().read_bytes() == plain_edition.cover().read_bytes()
    for path in (changed.reading(), changed.interior()):
        assert "Giá sách ai cũng" in " ".join(page_texts(path))


def test_two_machines_make_the_same_bytes(small_project, plain_edition, tmp_path):
    other = _copy(small_project, tmp_path / "deeper/elsewhere").edition("plain")
    assert files(other.site / "sach") == files(plain_edition.site / "sach")
    assert files(other.press) == files(plain_edition.press)
    assert len(files(plain_edition.press)) == PRESS_FILES


def test_the_date_inside_is_the_one_that_the_build_is_told(small_project, plain_edition, tmp_path):
    here = small_project.edition("dated", epoch=EPOCH)
    there = _copy(small_project, tmp_path / "elsewhere").edition("dated", epoch=EPOCH)
    assert files(here.press) == files(there.press)
    assert files(here.site / "sach") == files(there.site / "sach")
    assert _date(here.reading()) == _date(here.interior()) == "D:20200913122640"
    plain = plain_edition
    assert _date(plain.reading()) == _date(plain.interior()) == "D:19800101000000"


# --- an edition that is not finished -------------------------------------------------------------


@pytest.fixture(scope="module")
def refused(small_project, plain_edition):
    """`make site` for a book to be published whose imprint is blank, over a good site and press."""
    folder = small_project.folder
    for name in ("site", "press"):
        shutil.copytree(getattr(plain_edition, name), folder / name)
    shutil.copyfile(ROOT / "Makefile", folder / "Makefile")
    direct = small_project.build("refused", stage=FINAL)
    assert direct.returncode != 0
    before = {name: files(folder / name) for name in ("site", "press")}
    done = subprocess.run(
        ["make", "-o", ".venv/site", f"BIN={Path(sys.executable).parent}", "site"],
        cwd=folder,
        env=environment(folder),
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    yield done, before
    for name in ("site", "press"):
        shutil.rmtree(folder / name)


def test_a_book_to_be_published_with_a_blank_imprint_is_refused_in_vietnamese(refused):
    done, _ = refused
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert "chưa đạt" in said and "Cần sửa" in said
    for line in ("Nhà xuất bản", "Số xác nhận đăng ký xuất bản", "Mã số ISBN", "Số lượng in"):
        assert line in said
    assert "maket" in said  # what to do until then
    assert "Traceback" not in said


def test_site_and_press_files_stay_as_they_were(refused, small_project):
    _, before = refused
    assert {name: files(small_project.folder / name) for name in before} == before
    hidden = [
        path.name for path in small_project.folder.iterdir() if path.name.startswith(".press")
    ]
    assert hidden == []


def _copy(project: SmallProject, folder: Path) -> SmallProject:
    """Return the same files in another folder, without what builds left there."""
    left_behind = shutil.ignore_patterns(".cache", "site", "press", "__pycache__")
    shutil.copytree(project.folder, folder, ignore=left_behind)
    return SmallProject(folder)


def _date(pdf: Path) -> str:
    with pikepdf.open(pdf) as document:
        assert document.docinfo["/CreationDate"] == document.docinfo["/ModDate"]
        return str(document.docinfo["/CreationDate"])[:16]
