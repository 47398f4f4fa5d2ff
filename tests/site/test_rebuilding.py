"""Building again: nothing done twice, the same bytes, and a failed build that harms nothing."""

from __future__ import annotations

import re
import shutil

import pytest

from danvan.collection import messages
from support import pictures
from support.held_out import make_held_out
from support.projects import files, mkdocs_build
from support.stories import SECTIONS, Story, text_of, write_story

PHOTO_COUNT = re.compile(r"Đã xử lý (\d+) ảnh mới; (\d+) ảnh dùng lại")


@pytest.fixture(scope="module")
def second_build(held_out_site, tmp_path_factory):
    """The held-out project built again elsewhere, on a machine with another clock and hash seed."""
    site = tmp_path_factory.mktemp("again") / "elsewhere"
    epoch = {"SOURCE_DATE_EPOCH": "1700000000", "PYTHONHASHSEED": "7", "TZ": "Pacific/Auckland"}
    done = mkdocs_build(held_out_site.project, site, **epoch)
    assert done.returncode == 0, done.stdout + done.stderr
    return site, done.stderr


def test_the_first_build_makes_every_photo(held_out_site):
    made, kept = map(int, PHOTO_COUNT.search(held_out_site.output).groups())
    assert made == len(list((held_out_site.folder / "assets/anh").iterdir()))
    assert kept == 0


def test_the_second_build_makes_no_photo_again(held_out_site, second_build):
    made, kept = map(int, PHOTO_COUNT.search(second_build[1]).groups())
    assert made == 0
    assert kept == len(list((held_out_site.folder / "assets/anh").iterdir()))


def test_two_builds_of_the_same_files_give_the_same_bytes(held_out_site, second_build):
    first, second = files(held_out_site.folder), files(second_build[0])
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []


# --- a collection with mistakes ------------------------------------------------------------------


def _story(slug: str, **changes) -> Story:
    return Story(slug, f"Chuyện {slug}", **changes)


def _replaced(old: str, new: str):
    return lambda text: text.replace(old, new).encode()


def _zero(path, seed):
    path.write_bytes(b"")


def _cut(path, seed):
    path.write_bytes(pictures.truncated(seed))


def _word_file(path, seed):
    path.write_bytes(b"PK\x03\x04 word/document.xml")


def _absent(path, seed):
    pass


jpeg = {"anh.jpg": pictures.save_jpeg}
MISTAKES = {
    messages.MISSING_KEY: _story("thieu-khoa", written=_replaced("tên: Tổ dân phố số 7\n", "")),
    messages.EMPTY_KEY: _story("khoa-trong", facts={"đơn vị": ""}),
    messages.WRONG_TYPE: _story("sai-nam", facts={"năm": "hai nghìn"}),
    messages.UNKNOWN_KEY: _story("khoa-la", facts={"tiu điểm": "1"}),
    messages.UNKNOWN_VALUE: _story("trang-thai-la", facts={"trạng thái": "đã xong"}),
    messages.DUPLICATE_KEY: _story(
        "hai-lan", written=_replaced("năm: 2023", "năm: 2023\nNam: 2022")
    ),
    messages.YAML_COLON: _story("hai-cham", facts={"tóm tắt": "Tổ sản xuất: xanh"}),
    messages.YAML_TAB: _story("phim-tab", written=_replaced("năm: 2023", "\tnăm: 2023")),
    messages.YAML_QUOTE: _story("ngoac", facts={"tóm tắt": '"Chưa đóng ngoặc'}),
    messages.NO_FRONT_MATTER: _story("khong-mo-dau", written=_replaced("---\ntiêu", "tiêu")),
    messages.NOT_UTF8: _story("bang-ma-cu", written=lambda text: text.encode("utf-16")),
    messages.PHOTO_MISSING: _story("khong-co-anh", photos={"mat.jpg": _absent}),
    messages.PHOTO_ZERO: _story("anh-rong", photos={"rong.jpg": _zero}),
    messages.PHOTO_TRUNCATED: _story("anh-cut", photos={"cut.jpg": _cut}),
    messages.PHOTO_NOT_IMAGE: _story("anh-word", photos={"word.jpg": _word_file}),
    messages.PHOTO_OUTSIDE: _story(
        "anh-ngoai", photos=jpeg, written=_replaced("tệp: anh.jpg", "tệp: ../anh-cut/anh.jpg")
    ),
    messages.INLINE_PHOTO_UNLISTED: _story(
        "chua-liet-ke", body=SECTIONS.format(what="![](la.jpg)", count=1)
    ),
    messages.INLINE_PHOTO_REMOTE: _story(
        "anh-xa", body=SECTIONS.format(what="![](https://vi-du.example.vn/a.jpg)", count=1)
    ),
    messages.BROKEN_LINK: _story(
        "lien-ket", body=SECTIONS.format(what="[đâu](../khong-co/guong.md)", count=1)
    ),
    messages.LINK_NOT_PUBLIC: _story(
        "lo-bai", body=SECTIONS.format(what="[bài kín](../zxqdagui-thu-muc/guong.md)", count=1)
    ),
}
"""One mistake of each kind, in a story of its own."""


@pytest.fixture(scope="module")
def failed_build(held_out_site, tmp_path_factory):
    """A build of the held-out collection with twenty mistakes, over a copy of its good site."""
    home = tmp_path_factory.mktemp("mistakes")
    project = make_held_out(home / "project")
    for number, story in enumerate(MISTAKES.values(), 900):
        write_story(project, story, number)
    site = shutil.copytree(held_out_site.folder, home / "site")
    done = mkdocs_build(project, site)
    return done, site


def test_there_are_twenty_mistakes():
    assert len(MISTAKES) == 20


def test_twenty_mistakes_are_reported_in_one_go(failed_build):
    done, _ = failed_build
    assert done.returncode != 0
    assert "có 20 lỗi trong 20 tệp" in done.stdout
    assert done.stdout.count("→ Cách sửa:") == 20


@pytest.mark.parametrize("message", MISTAKES, ids=lambda m: MISTAKES[m].folder)
def test_each_mistake_says_file_line_what_and_how_to_mend_it(failed_build, message):
    lines = failed_build[0].stdout.splitlines()
    start = f"exemplars/kinh-te/{MISTAKES[message].folder}/guong.md:"
    (found,) = [number for number, line in enumerate(lines) if line.startswith(start)]
    assert re.fullmatch(r"\d+: .*", lines[found].removeprefix(start))
    what = re.split(r"{\w+}", message.what)
    assert all(piece in lines[found] for piece in what)
    assert lines[found + 1].strip().startswith("→ Cách sửa: ")


def test_a_failed_build_leaves_the_last_good_site_as_it_was(failed_build, held_out_site):
    assert files(failed_build[1]) == files(held_out_site.folder)


def test_staff_never_see_a_traceback(failed_build, held_out_site):
    done, _ = failed_build
    for printed in (done.stdout + done.stderr, held_out_site.output):
        assert "Traceback" not in printed
        assert "Error" not in printed


def test_a_good_build_says_little(held_out_site):
    """Only advice in Vietnamese, and what was done with the photos."""
    assert "WARNING" not in held_out_site.output
    assert len(held_out_site.output.splitlines()) < 40


def test_the_text_of_a_story_is_what_the_tests_think_it_is():
    assert text_of(_story("thu")).startswith("---\ntiêu đề: 'Chuyện thu'\n")
