"""What was published keeps its address; what was taken down does not come back."""

from __future__ import annotations

import pytest

from danvan.collection import short_address
from danvan.publish.releases import releases_of
from support.publishing import host_command, make_desk

OLD, NEW = "kinh-te/to-rau/", "kinh-te/to-rau-sach/"


@pytest.fixture(scope="module")
def own(tmp_path_factory):
    """A host of its own: what is published here stays published."""
    desk = make_desk(tmp_path_factory.mktemp("lau-dai"), "--no-book")
    assert desk.push().returncode == 0
    return desk


def change(desk, address, *lines):
    """Write lines into the front matter of a story, in place of those with the same key."""
    path = desk.folder / "exemplars" / address / "guong.md"
    keys = tuple(line.split(":")[0] + ":" for line in lines)
    kept = [line for line in path.read_text("utf-8").split("\n") if not line.startswith(keys)]
    path.write_text("\n".join((kept[0], *lines, *kept[1:])), "utf-8")
    desk.commit()


def page(desk, address):
    return (desk.host.current / "site" / address / "index.html").read_text("utf-8")


def test_a_story_that_was_published_may_not_get_lost(own):
    folder = own.folder / "exemplars/kinh-te"
    (folder / "to-rau").rename(folder / "to-rau-sach")
    own.commit()
    done = own.push()
    assert done.returncode != 0
    assert "“kinh-te/to-rau” nay không còn" in done.stderr
    assert "địa chỉ cũ: kinh-te/to-rau" in done.stderr


def test_with_its_old_address_it_may_move(own):
    change(own, NEW, "địa chỉ cũ: kinh-te/to-rau")
    done = own.push()
    assert done.returncode == 0, done.stderr
    for address in (OLD, short_address(OLD), short_address(NEW)):
        assert f"{NEW}" in page(own, address)


def test_what_is_taken_down_leaves_a_notice_and_no_release_that_held_it(own):
    assert len(releases_of(own.host)) == 2
    change(own, NEW, "trạng thái: gỡ", "ngày gỡ: 05/3/2024", "lý do gỡ: Theo đề nghị của tổ.")
    done = own.push()
    assert done.returncode == 0, done.stderr
    assert "Lý do: Theo đề nghị của tổ." in page(own, NEW)
    assert f"{NEW}" in page(own, OLD)
    assert len(releases_of(own.host)) == 1
    assert host_command("rollback", str(own.host.folder)).returncode != 0
