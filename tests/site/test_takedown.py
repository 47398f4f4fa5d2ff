"""A story that is taken down leaves the site, the search, the book and the caches."""

from __future__ import annotations

import pytest

from support.builders import ARTICLE, Project, photo_list
from support.built_site import BuiltSite, unpacked
from support.projects import copy_project, danvan, files, mkdocs_build

PROGRAM = ("docs", "hooks", "overrides", "mkdocs.yml")
WORD = "quetthanh"
REMOVED = {"trạng_thái": "gỡ", "ngày_gỡ": "05/3/2024", "lý_do_gỡ": "Theo đề nghị của đơn vị."}
STORY = {
    "tiêu_đề": f"Bài {WORD}",
    "tên": f"Tổ {WORD}",
    "tóm_tắt": f"Tóm tắt {WORD}.",
    "địa_chỉ_cũ": "kinh-te/ten-cu",
}


@pytest.fixture(scope="module")
def taken_down(tmp_path_factory):
    """A project with a story that was public in its first build, and is gone in its second."""
    root = copy_project(tmp_path_factory.mktemp("go-bai") / "du-an", *PROGRAM)
    project = Project(root)
    kept = photo_list({"tệp": "a.jpg", "chú thích": "Ảnh còn."})
    gone = photo_list({"tệp": "rieng-tu.jpg", "chú thích": f"Ảnh {WORD}."})
    project.exemplar("con", ảnh=kept)
    project.photo("a.jpg", "con")
    project.exemplar("go", **STORY, ảnh=gone, body=f"{ARTICLE}\n{WORD}\n")
    project.photo("rieng-tu.jpg", "go")
    site = root / "site"
    before = _built(project, site)
    held = {path for path, data in _holding(root / ".cache", WORD.encode())}
    photos = set(files(root / ".cache/danvan/photos"))
    project.exemplar("go", **STORY | REMOVED, ảnh=gone, body=f"{ARTICLE}\n{WORD}\n")
    return project, before, _built(project, site), held, photos


def _built(project, site):
    done = mkdocs_build(project.root, site)
    assert done.returncode == 0, done.stdout + done.stderr
    return BuiltSite(project.root, site, done.stdout + done.stderr)


def _holding(folder, word):
    for path in folder.rglob("*"):
        if path.is_file() and word in (data := unpacked(path)):
            yield path, data


def test_nothing_of_it_is_left_on_the_site_or_in_the_book(taken_down):
    _, _, site, _, _ = taken_down
    assert not list(_holding(site.folder, WORD.encode()))
    assert WORD not in site.book_text
    assert not list(_holding(site.folder, WORD.encode("utf-16-be")))


def test_its_address_answers_with_a_notice(taken_down):
    _, _, site, _, _ = taken_down
    page = site.pages["kinh-te/go/"]
    told = page.select_one("main").get_text(" ", strip=True)
    assert "Bài ở địa chỉ này đã được gỡ ngày 05/3/2024." in told
    assert "Lý do: Theo đề nghị của đơn vị." in told
    assert page.select_one("meta[name=robots]")["content"] == "noindex"
    assert "kinh-te/go" not in (site.folder / "sitemap.xml").read_text("utf-8")


def test_its_old_and_short_addresses_lead_to_the_notice(taken_down):
    _, _, site, _, _ = taken_down
    leads = [p for p in site.folder.glob("g/*/index.html") if "kinh-te/go/" in p.read_text("utf-8")]
    assert len(leads) == 2
    assert "../../kinh-te/go/" in (site.folder / "kinh-te/ten-cu/index.html").read_text("utf-8")


def test_the_caches_forget_it(taken_down):
    project, _, _, held, photos = taken_down
    assert held  # the PDF of the first build, or this test would say nothing
    cache = project.root / ".cache"
    left = {path for path, _ in _holding(cache, WORD.encode())}
    assert {path for path in left if path.name != "da-go.json"} == set()
    assert 0 < len(files(cache / "danvan/photos")) < len(photos)


def test_the_finished_site_is_found_good(taken_down):
    project, _, site, _, _ = taken_down
    done = danvan(project.root, "verify", str(site.folder))
    assert (done.returncode, done.stdout.strip()[:6]) == (0, "Trang "), done.stdout


def test_a_link_to_it_stops_the_next_build(taken_down):
    project, _, site, _, _ = taken_down
    old = files(site.folder)
    path = project.exemplar("con", body=f"{ARTICLE}\nXem [bài kia](../go/guong.md).\n")
    done = mkdocs_build(project.root, site.folder, DANVAN_BOOK="false")
    assert done.returncode == 1
    assert "dẫn tới một bài đã gỡ" in done.stdout + done.stderr
    assert files(site.folder) == old
    path.unlink()
