"""What is wrong with a finished site is found before it goes out."""

from __future__ import annotations

import re
import shutil

import pytest

from danvan.collection import read_collection
from danvan.photos.derivatives import derivatives_key
from danvan.publish.sitecheck import verify_site
from support.builders import Project, photo_list
from support.projects import copy_project, mkdocs_build

REMOVED = {"trạng_thái": "gỡ", "ngày_gỡ": "05/3/2024", "lý_do_gỡ": "Theo đề nghị."}
PROGRAM = ("docs", "hooks", "overrides", "mkdocs.yml")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    """A small collection with one story of each kind, and its site."""
    root = copy_project(tmp_path_factory.mktemp("da-dung") / "du-an", *PROGRAM)
    project = Project(root)
    project.exemplar("bai", địa_chỉ_cũ="kinh-te/cu", ảnh=photo_list("a.jpg"))
    project.photo("a.jpg", "bai")
    project.exemplar("nhap", trạng_thái="đã gửi", ảnh=photo_list("rieng.jpg"))
    project.photo("rieng.jpg", "nhap")
    project.exemplar("go", **REMOVED)
    site = root / "site"
    done = mkdocs_build(root, site, DANVAN_BOOK="false")
    assert done.returncode == 0, done.stdout + done.stderr
    return project, site


@pytest.fixture
def site(built, tmp_path):
    """A copy to spoil."""
    return shutil.copytree(built[1], tmp_path / "site")


def faults(built, site):
    return verify_site(read_collection(built[0].root)[0], site)


def change(path, old, new):
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), "utf-8")


def test_a_good_site_has_no_fault(built):
    assert faults(built, built[1]) == []


@pytest.mark.parametrize(
    "name", ["404.html", "robots.txt", "sitemap.xml", "tim-kiem/goc.json", "index.html"]
)
def test_a_missing_file_is_told(built, site, name):
    (site / name).unlink()
    assert f"Thiếu tệp {name}." in faults(built, site)


def test_a_public_story_without_a_page_is_told(built, site):
    shutil.rmtree(site / "kinh-te/bai")
    assert "Bài kinh-te/bai/ đã duyệt nhưng không có trang." in faults(built, site)


def test_the_page_of_a_draft_is_told(built, site):
    shutil.copytree(site / "kinh-te/bai", site / "kinh-te/nhap")
    assert "Bài kinh-te/nhap/ chưa được đăng mà vẫn có trang." in faults(built, site)


def test_the_photo_of_a_draft_is_told(built, site):
    project, _ = built
    draft = next(e for e in project.read()[0].exemplars if e.slug == "nhap")
    photo = draft.photos[0]
    (site / "assets/anh" / derivatives_key(photo.digest, photo.focus)).mkdir()
    assert any("rieng.jpg" in fault for fault in faults(built, site))


def test_what_is_left_of_a_removed_story_is_told(built, site):
    change(site / "kinh-te/go/index.html", "Lý do:", "Bài go. Lý do:")
    assert "Bài kinh-te/go/ đã gỡ mà trang vẫn còn nội dung." in faults(built, site)


@pytest.mark.parametrize("address", ["kinh-te/cu/", "g/s6loir2y/"])
def test_an_address_that_leads_elsewhere_is_told(built, site, address):
    change(site / address / "index.html", "url=", "url=../")
    assert any(fault.startswith(f"Địa chỉ {address} không") for fault in faults(built, site))
    shutil.rmtree(site / address)
    assert any(fault.startswith(f"Địa chỉ {address} không") for fault in faults(built, site))


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ('<a href="../khong-co/">a</a>', "không dẫn tới đâu"),
        ('<img src="https://vd.vn/a.png" alt="">', "tải “https://vd.vn/a.png” từ nơi khác"),
        ('<script src="//vd.vn/a.js"></script>', "từ nơi khác"),
        ("<script>alert(1)</script>", "thẻ <script>"),
        ('<p onclick="x()">a</p>', "thẻ <p>"),
        ('<p style="color:red">a</p>', "thẻ <p>"),
        ('<iframe src="../"></iframe>', "thẻ <iframe>"),
    ],
)
def test_what_a_page_may_not_hold_is_told(built, site, planted, told):
    change(site / "kinh-te/bai/index.html", "</article>", f"{planted}</article>")
    found = [fault for fault in faults(built, site) if told in fault]
    assert found
    assert found[0].startswith("kinh-te/bai/index.html: ")


def test_a_page_without_its_policy_is_told(built, site):
    page = site / "tra-cuu/index.html"
    page.write_text(re.sub(r"<meta http-equiv[^>]*>", "", page.read_text("utf-8")), "utf-8")
    assert any(fault.startswith("tra-cuu/index.html: thiếu") for fault in faults(built, site))


def test_a_sitemap_that_names_too_much_or_too_little_is_told(built, site):
    change(site / "sitemap.xml", "/kinh-te/bai/", "/kinh-te/go/")
    assert [fault for fault in faults(built, site) if fault.startswith("sitemap.xml")] == [
        "sitemap.xml khác với những trang có thật: /kinh-te/bai/.",
        "sitemap.xml khác với những trang có thật: /kinh-te/go/.",
    ]
