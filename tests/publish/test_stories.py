"""Addresses of stories, and of those that were taken down."""

from __future__ import annotations

import pytest

from danvan.publish.stories import published_addresses, removed_addresses


def story(root, folder: str, front: str, name: str = "guong.md") -> None:
    home = root / "exemplars" / folder
    home.mkdir(parents=True)
    (home / name).write_text(f"---\n{front}\n---\n\n## Nội dung\n", "utf-8")


@pytest.mark.parametrize("line", ["trạng thái: gỡ", "Trang_Thai: GỠ", "trang-thai: go"])
def test_a_story_is_taken_down_however_its_state_is_written(tmp_path, line):
    story(tmp_path, "Kinh tế/Đường hoa", f"tiêu đề: Một\n{line}")
    story(tmp_path, "Kinh tế/khac", "trạng thái: đã duyệt")
    assert removed_addresses(tmp_path) == {"kinh-te/duong-hoa/"}


@pytest.mark.parametrize("front", ["trạng thái: gỡ bài", "tiêu đề: gỡ", "trạng thái: [gỡ", ""])
def test_nothing_else_takes_a_story_down(tmp_path, front):
    story(tmp_path, "kinh-te/mot", front)
    assert removed_addresses(tmp_path) == set()


def test_the_stories_of_a_site_are_those_with_a_page_that_were_not_taken_down(tmp_path):
    site = tmp_path / "site"
    for slug, state in {"mot": "đã duyệt", "hai": "gỡ", "ba": "đã gửi"}.items():
        story(tmp_path, f"kinh-te/{slug}", f"trạng thái: {state}", "GUONG.MD")
    for slug in ("mot", "hai"):
        (site / "kinh-te" / slug).mkdir(parents=True)
        (site / "kinh-te" / slug / "index.html").touch()
    assert published_addresses(tmp_path, site) == ["kinh-te/mot/"]
