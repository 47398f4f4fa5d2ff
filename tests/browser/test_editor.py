"""The form in the browser: an officer writes a story without ever seeing YAML."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from danvan.collection import read_collection
from support.projects import copy_project, environment
from support.wordfiles import jpeg


@pytest.fixture
def project(tmp_path):
    return copy_project(tmp_path / "du-an", "exemplars", "docs", "hooks", "mkdocs.yml")


@pytest.fixture
def address(project):
    """Run `danvan editor` on a port of its own."""
    call = "from danvan.desk.cli import run; run()"
    with subprocess.Popen(
        [sys.executable, "-c", call, "editor", "--port", "0"],
        cwd=project,
        env=environment(project, PYTHONUNBUFFERED="1"),
        stdout=subprocess.PIPE,
        encoding="utf-8",
    ) as running:
        try:
            yield re.search(r"http://\S+", running.stdout.readline())[0]
        finally:
            running.terminate()


@pytest.fixture
def form(browser, address):
    context = browser.new_context(locale="vi", viewport={"width": 1280, "height": 1000})
    page = context.new_page()
    page.outside, page.errors = [], []
    page.on("request", lambda r: page.outside.append(r.url) if _is_outside(r.url) else None)
    page.on("pageerror", lambda error: page.errors.append(str(error)))
    page.on("dialog", lambda dialog: dialog.accept())
    page.goto(address)
    page.get_by_role("button", name="Đăng nhập").click()
    yield page
    context.close()


def _is_outside(url):
    return not url.startswith(("http://127.0.0.1", "data:", "blob:"))


def write(form, label, text):
    form.get_by_label(label, exact=True).first.fill(text)


def choose(form, label, option):
    form.get_by_label(label, exact=True).first.click()
    form.get_by_text(option, exact=True).last.click()


def save(form):
    form.get_by_role("button", name="Lưu bài").click()
    form.get_by_role("menuitem", name="Lưu bài").click()
    form.get_by_text("Có chỗ chưa lưu").wait_for(state="hidden")


def test_a_story_with_a_photo_is_written_and_can_be_read(form, project, tmp_path):
    form.get_by_text("Thêm bài", exact=True).first.click()
    write(form, "Tiêu đề", "Ngõ nhỏ đầy hoa: 36 hộ")
    choose(form, "Loại", "tập thể")
    write(form, "Tên", "Tổ dân phố số 9")
    write(form, "Đơn vị", "Hội LHPN phường Bến Gạo")
    write(form, "Năm", "2023")
    write(form, "Tóm tắt", "Cả ngõ cùng trồng hoa.")
    form.get_by_role("button", name="Thêm ảnh").click()
    (tmp_path / "Ảnh 1.jpg").write_bytes(jpeg(1))
    form.get_by_role("button", name="Chọn ảnh").click()
    form.locator("input[type=file]").last.set_input_files(tmp_path / "Ảnh 1.jpg")
    form.get_by_role("button", name="Dùng ảnh đã chọn").click()
    write(form, "Chú thích (không bắt buộc)", "Buổi ra quân.")
    save(form)
    file = project / "exemplars/kinh-te/ngo-nho-day-hoa-36-ho/guong.md"
    assert file.is_file()
    collection, findings = read_collection(project)
    assert findings.problems == ()
    story = next(e for e in collection.exemplars if e.path == file)
    assert (story.title, story.year, story.kind.value) == (
        "Ngõ nhỏ đầy hoa: 36 hộ",
        2023,
        "tập thể",
    )
    assert (story.state.value, story.consent) == ("đăng ký", False)
    (photo,) = story.photos
    assert (photo.path.read_bytes(), photo.caption) == (jpeg(1), "Buổi ra quân.")
    assert "## Cách triển khai" in story.body
    assert (form.outside, form.errors) == ([], [])


def test_an_edited_story_keeps_everything_that_was_not_edited(form, project):
    file = project / "exemplars/kinh-te/bo-do-ga-tho-phay/guong.md"
    before = next(e for e in read_collection(project)[0].exemplars if e.path == file)
    form.get_by_text(before.title).click()
    write(form, "Tác giả (không bắt buộc)", "Lê Thị Lan")
    save(form)
    after = next(e for e in read_collection(project)[0].exemplars if e.path == file)
    assert after.author == "Lê Thị Lan"
    same = ("title", "kind", "name", "unit", "ward", "year", "state", "summary", "consent")
    assert [getattr(after, name) for name in same] == [getattr(before, name) for name in same]
    assert after.sample == before.sample
    told = [(p.name, p.digest, p.caption, p.credit, p.focus, p.illustration) for p in after.photos]
    assert told == [
        (p.name, p.digest, p.caption, p.credit, p.focus, p.illustration) for p in before.photos
    ]
    assert re.findall(r"\w+", after.body) == re.findall(r"\w+", before.body)


def test_every_word_of_the_form_is_vietnamese(form):
    form.goto(f"{form.url.partition('#')[0]}#/collections/kinh-te/new")
    form.get_by_role("button", name="Thêm ảnh").click()
    shown = form.inner_text("body")
    english = (
        r"\b(?:Add|Publish|Save|Delete|Choose|Required|Optional|Field|Entry|Upload|New|Bold)\b"
    )
    assert re.findall(english, shown, re.IGNORECASE) == []
    assert "Tên bài. Ví dụ: Tuyến phố xanh của chi hội số 5" in shown
