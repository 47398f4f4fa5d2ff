"""`danvan new`: a folder with everything that is to be filled in."""

from __future__ import annotations

import re

import pytest

from danvan.collection import State, read_collection
from danvan.collection.schema import ARTICLE_SECTIONS, EXEMPLAR
from support.projects import danvan, files
from support.stories import write_field

TITLE = 'Tuyến phố "xanh": ngõ 36 #sạch đẹp'
FILE = "exemplars/kinh-te/tuyen-pho-xanh-ngo-36-sach-dep/guong.md"
FILLED = {"loại": "tập thể", "tên": "Chi hội 5", "đơn vị": "Hội LHPN", "tóm tắt": "Hay."}


@pytest.fixture
def project(tmp_path):
    write_field(tmp_path, "kinh-te", "Kinh tế", 1)
    write_field(tmp_path, "Văn hoá, xã hội", "Văn hoá – xã hội", 2)
    (tmp_path / "docs").mkdir()
    return tmp_path


def test_only_the_blanks_are_left_to_fill(project):
    done = danvan(project, "new", "kinh-te", TITLE)
    assert (done.returncode, done.stderr) == (0, "")
    assert FILE in done.stdout
    _, findings = read_collection(project)
    assert {re.search("“(.*?)”", item.what)[1] for item in findings.problems} == set(FILLED)
    path = project / FILE
    text = path.read_text("utf-8")
    for name, value in FILLED.items():
        text = re.sub(rf"^{name}: *#", f"{name}: {value} #", text, flags=re.MULTILINE)
    path.write_text(text, "utf-8")
    collection, findings = read_collection(project)
    assert findings.problems == ()
    (story,) = collection.exemplars
    assert (story.title, story.state, story.consent) == (TITLE, State.REGISTERED, False)
    assert [f"## {name}" for name in ARTICLE_SECTIONS] == re.findall("^## .*", text, re.MULTILINE)


def test_every_key_is_there_with_help_and_optional_ones_work_without_their_mark(project):
    danvan(project, "new", "kinh-te", TITLE)
    path = project / FILE
    text = path.read_text("utf-8")
    later = ("sample", "removed_on", "removal_reason", "old_addresses")
    for key in EXEMPLAR:
        if key.attribute in later:
            assert f"{key.name}:" not in text
        else:
            assert re.search(rf"^(?:# )?{key.name}:.*# {re.escape(key.help)}", text, re.MULTILINE)
    for name, value in FILLED.items():
        text = re.sub(rf"^{name}: *#", f"{name}: {value} #", text, flags=re.MULTILINE)
    path.write_text(
        re.sub(r"^# (?=phường|tác giả|số mô hình)", "", text, flags=re.MULTILINE), "utf-8"
    )
    (story,) = read_collection(project)[0].exemplars
    assert (story.ward, story.author, story.models) == ("Mễ Trì", "Ban Biên tập", 1)


@pytest.mark.parametrize(
    "field", ["van hoa xa hoi", "Văn hoá – xã hội", "VAN_HOA", "văn hóa", "van-hoa-xa-hoi"]
)
def test_a_field_is_found_however_it_is_typed(project, field):
    done = danvan(project, "new", field, "Thư viện")
    assert done.returncode == 0
    assert len(list(project.glob("exemplars/*/thu-vien/guong.md"))) == 1


@pytest.mark.parametrize("title", ["Thư viện", "THU VIEN", "thư-viện!"])
def test_nothing_is_overwritten(project, title):
    danvan(project, "new", "kinh-te", "Thư viện")
    before = files(project)
    done = danvan(project, "new", "kinh-te", title)
    assert done.returncode == 2
    assert "Đã có thư mục exemplars/kinh-te/thu-vien." in done.stderr
    assert files(project) == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("kinhte", "A"), "Có phải là “kinh-te”? Các lĩnh vực: kinh-te (Kinh tế), "),
        (("", "A"), "Không có lĩnh vực nào tên là “”."),
        (("../..", "A"), "Không có lĩnh vực nào"),
        (("kinh-te", "!!!"), "không có chữ cái hay chữ số nào"),
        (("kinh-te", "../../.."), "không có chữ cái hay chữ số nào"),
    ],
)
def test_wrong_use_is_said_and_nothing_is_made(project, arguments, said):
    before = files(project)
    done = danvan(project, "new", *arguments)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert files(project) == before


def test_a_long_title_makes_a_short_folder_of_whole_words(project):
    danvan(project, "new", "kinh-te", "Một " * 40)
    (path,) = project.glob("exemplars/*/mot-*")
    assert len(path.name) <= 60
    assert set(path.name.split("-")) == {"mot"}
