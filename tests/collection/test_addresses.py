"""Addresses stay: short ones, old ones, and those of stories that were taken down."""

from __future__ import annotations

import pytest

from danvan.collection import redirects, short_address
from danvan.collection.schema import EXEMPLAR, WrongTypeError
from danvan.collection.yamltext import Value
from support.builders import Project

REMOVED = {"trạng_thái": "gỡ", "ngày_gỡ": "05/3/2024", "lý_do_gỡ": "Theo đề nghị của đơn vị."}


def test_a_short_address_depends_on_the_address_alone():
    assert short_address("kinh-te/bai/") == "g/s6loir2y/"
    assert short_address("kinh-te/bai/") != short_address("kinh-te/bai-2/")


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("kinh-te/bai", ("kinh-te/bai/",)),
        ("/kinh-te/bai/index.html", ("kinh-te/bai/",)),
        ("https://danvan.vn/kinh-te/bai/?tim=x#anh", ("kinh-te/bai/",)),
        ("exemplars/kinh-te/bai/guong.md", ("kinh-te/bai/",)),
    ],
)
def test_an_old_address_is_read_however_it_was_copied(written, read):
    key = next(key for key in EXEMPLAR if key.attribute == "old_addresses")
    assert key.type.read(Value(1, text=written)) == read


@pytest.mark.parametrize(
    "written", ["bai", "kinh tế/bài", "../../etc/passwd", "kinh-te/..", "a//b"]
)
def test_what_is_no_address_is_refused(written):
    key = next(key for key in EXEMPLAR if key.attribute == "old_addresses")
    with pytest.raises(WrongTypeError):
        key.type.read(Value(1, text=written))


@pytest.fixture
def project(tmp_path):
    return Project(tmp_path)


def whats(project):
    return [problem.what for problem in project.problems()]


def test_old_and_short_addresses_lead_to_the_story(project):
    project.exemplar("bai", địa_chỉ_cũ="[kinh-te/ten-cu, van-hoa-xa-hoi/cu-hon]")
    collection, findings = project.read()
    assert findings.problems == ()
    olds = ("kinh-te/ten-cu/", "van-hoa-xa-hoi/cu-hon/")
    ways = (*olds, *map(short_address, ("kinh-te/bai/", *olds)))
    assert redirects(collection) == dict.fromkeys(ways, "kinh-te/bai/")


def test_nothing_leads_to_a_story_that_is_not_public(project):
    project.exemplar("bai", địa_chỉ_cũ="kinh-te/ten-cu", trạng_thái="đã gửi")
    collection, _ = project.read()
    assert redirects(collection) == {}


def test_an_old_address_may_not_be_that_of_another_story(project):
    project.exemplar("bai", địa_chỉ_cũ="kinh-te/khac")
    project.exemplar("khac")
    assert whats(project) == ["Địa chỉ cũ “kinh-te/khac” nay là của bài khac."]


def test_two_stories_may_not_claim_one_old_address(project):
    project.exemplar("bai", địa_chỉ_cũ="kinh-te/cu")
    project.exemplar("khac", địa_chỉ_cũ="kinh-te/cu")
    assert len(whats(project)) == 1


def test_an_old_address_may_not_be_one_that_the_site_uses(project):
    project.exemplar("bai", địa_chỉ_cũ="assets/js")
    assert "trang dùng riêng" in whats(project)[0]


def test_a_removed_story_needs_a_day_and_a_reason(project):
    path = project.exemplar("bai", trạng_thái="gỡ")
    assert whats(project) == [
        "Bài có trạng thái “gỡ” nhưng thiếu mục “lý do gỡ”.",
        "Bài có trạng thái “gỡ” nhưng thiếu mục “ngày gỡ”.",
    ]
    line = path.read_text().split("\n").index("trạng thái: gỡ") + 1
    assert {problem.line for problem in project.problems()} == {line}


def test_only_a_removed_story_has_them(project):
    project.exemplar("bai", ngày_gỡ="05/3/2024")
    assert whats(project) == ["Bài có mục “ngày gỡ” nhưng trạng thái không phải là “gỡ”."]


def test_a_removed_story_is_not_shown_not_even_to_staff(project):
    project.exemplar("bai", **REMOVED)
    collection, findings = project.read()
    assert findings.problems == ()
    assert collection.visible(preview=True) == ()
    assert [one.slug for one in collection.removed] == ["bai"]


@pytest.mark.parametrize(
    "link",
    [
        "[a](../bai/guong.md)",
        "[a](https://danvan.vn/kinh-te/bai/)",
        "[a](https://danvan.vn/kho/kinh-te/cu/index.html#anh)",
        f"[a](https://danvan.vn/{short_address('kinh-te/cu/')})",
        "[a][1]\n\n[1]: https://danvan.vn/kinh-te/bai",
        '<a href="https://danvan.vn/kinh-te/bai/">a</a>',
    ],
)
def test_no_link_to_a_removed_story_may_remain(project, link):
    project.exemplar("bai", **REMOVED, địa_chỉ_cũ="kinh-te/cu")
    project.exemplar("khac", body=f"Xem {link}")
    assert [what.rpartition(" dẫn")[2] for what in whats(project)] == [" tới một bài đã gỡ."]


def test_a_link_without_sense_is_no_link_to_it(project):
    project.exemplar("bai", **REMOVED)
    project.exemplar("khac", body="Xem [a](https://[x/kinh-te/bai/)")
    project.problems()
