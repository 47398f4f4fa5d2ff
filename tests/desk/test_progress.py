"""`danvan progress`: who has sent what, and how ready the book is."""

from __future__ import annotations

import shutil
import subprocess
from datetime import date

import pytest

from danvan.collection import read_collection
from danvan.desk.progress import progress_of
from danvan.desk.projectfile import Targets
from support.pictures import photo
from support.projects import danvan, files
from support.stories import Story, write_field, write_story

UNITS = """
- {tên: Đủ, ít nhất: 1, nhiều nhất: 2, hạn gửi: 10/10/2023}
- {tên: Thiếu, ít nhất: 2, nhiều nhất: 5, hạn gửi: 10/10/2023}
- {tên: Thừa, ít nhất: 1, nhiều nhất: 1, hạn gửi: 10/10/2023}
- {tên: Không giao}
"""
STORIES = (
    ("kinh-te", "Đủ", "đã gửi", {}),
    ("kinh-te", "Thiếu", "đăng ký", {}),
    ("kinh-te", "Thiếu", "đã chọn", {}),
    ("van-hoa-xa-hoi", "Thừa", "đã duyệt", {"đồng ý đăng": "có"}),
    ("van-hoa-xa-hoi", "Thừa", "đã duyệt", {"đồng ý đăng": "không"}),
    ("van-hoa-xa-hoi", "Lạ", "đã duyệt", {"đồng ý đăng": "có", "trong sách": "không"}),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    root = tmp_path_factory.mktemp("tien-do")
    write_field(root, "kinh-te", "Kinh tế", 1)
    write_field(root, "van-hoa-xa-hoi", "Văn hoá – xã hội", 2)
    (root / "exemplars" / "don-vi.yml").write_text(UNITS, "utf-8")
    small = {"nho.jpg": lambda path, seed: photo(seed, (300, 200)).save(path)}
    for number, (area, unit, state, more) in enumerate(STORIES):
        facts = {"đơn vị": unit, "trạng thái": state} | more
        story = Story(f"bai-{number}", f"Bài {number}", area, facts, photos=small)
        write_story(root, story, number)
    (root / "docs").mkdir()
    return root


def grids(project, day=date(2023, 10, 1), first_days=None, changed=()):
    collection, _ = read_collection(project)
    found = progress_of(collection, Targets(3, 32), day, first_days or {}, changed)
    return {grid.title: grid for grid in found.grids}


def standing(project, day, **more):
    return {row[0]: row[-1] for row in grids(project, day, **more)["Theo đơn vị"].rows}


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (date(2023, 9, 1), "Còn thiếu 1"),
        (date(2023, 10, 5), "Sắp đến hạn, thiếu 1"),
        (date(2023, 10, 10), "Sắp đến hạn, thiếu 1"),
        (date(2023, 10, 11), "Quá hạn, thiếu 1"),
    ],
)
def test_units_are_held_against_quota_and_deadline(project, day, told):
    assert standing(project, day) == {
        "Đủ": "Đủ",
        "Thiếu": told,
        "Thừa": "Thừa 1",
        "Không giao": "Không giao chỉ tiêu",
        "Lạ": "Không có trong don-vi.yml",
    }


def test_what_came_after_the_deadline_is_late(project):
    days = {"exemplars/kinh-te/bai-0": date(2023, 10, 11)}
    assert standing(project, date(2023, 12, 1), first_days=days)["Đủ"] == "Đủ, có bài muộn"


def test_fields_kinds_and_states_are_counted(project):
    found = grids(project)
    assert found["Theo lĩnh vực"].columns[1:] == (
        "Đăng ký",
        "Đã gửi",
        "Đã chọn",
        "Đã duyệt",
        "Gỡ",
        "Cộng",
    )
    assert found["Theo lĩnh vực"].rows == (
        ("Kinh tế", 1, 1, 1, 0, 0, 3),
        ("Văn hoá – xã hội", 0, 0, 0, 3, 0, 3),
    )
    assert found["Theo loại"].total[-1] == 6


def test_the_book_is_held_against_its_targets(project):
    rows = {row[0]: row[1:] for row in grids(project)["Sách đã sẵn sàng đến đâu"].rows}
    assert rows["Bài đã duyệt, có trong sách"] == ("1", "3", "Chưa đạt")
    assert rows["Ảnh phong trào (phần 3)"] == ("0", "32", "Chưa đạt")
    assert rows["Bài đã duyệt có đồng ý đăng"] == ("2", "3", "Chưa đạt")
    assert rows["Bài trong sách có ảnh đủ nét để in"] == ("0", "1", "Chưa đạt")
    assert rows["Lĩnh vực ít bài nhất, so với khi chia đều"][0] == "0%"
    missing = [name for name, told in rows.items() if told[0] == "chưa có"]
    assert missing[0] == "Lời nói đầu"
    assert len(missing) == 4


def test_each_story_says_what_is_still_to_do(project):
    rows = {row[0]: row[2] for row in grids(project, changed=("kinh-te/bai-0/",))[
        "Chi tiết những bài cần xem lại"
    ].rows}  # fmt: skip
    assert rows["Bài 0"] == "đã sửa sau khi duyệt"
    assert rows["Bài 4"] == "chưa có đồng ý đăng; ảnh nhỏ, in sẽ mờ: nho.jpg"
    assert "Bài 5" not in rows  # not in the book


def test_the_day_a_story_came_in_is_read_from_git(project, tmp_path):
    copy = tmp_path / "kho"
    shutil.copytree(project, copy)
    for arguments in (
        ["init", "-q"],
        ["add", "-A"],
        ["-c", "user.name=L", "-c", "user.email=l@x", "commit", "-q", "-m", "Bài", "--date", "0"],
    ):
        subprocess.run(["git", *arguments], cwd=copy, check=True)
    told = danvan(copy, "progress", "--date", "01/12/2023").stdout
    assert "Đủ, có bài muộn" in told


def test_page_and_spreadsheet_are_written_outside_the_public_site(project):
    done = danvan(project, "progress", "--format", "html", "--format", "xlsx", "-o", "noi-bo")
    assert (done.returncode, done.stderr) == (0, "")
    page = (project / "noi-bo/tien-do.html").read_text("utf-8")
    assert "noindex" in page
    assert "Quá hạn, thiếu 1" in page
    assert "http" not in page
    assert (project / "noi-bo/tien-do.xlsx").stat().st_size > 5000
    before = files(project)
    for folder in ("docs", "docs/assets", "site"):
        refused = danvan(project, "progress", "--format", "html", "-o", folder)
        assert refused.returncode == 2
        assert "sẽ lộ lên mạng" in refused.stderr
    assert files(project) == before


@pytest.mark.parametrize("value", ["hom-nay", "31/02/2023"])
def test_a_day_that_is_none_is_refused(project, value):
    assert danvan(project, "progress", "--date", value).returncode == 2
