"""`make serve`: staff see drafts, see a change within seconds, and survive a mistake."""

from __future__ import annotations

import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request

import pytest

from support.projects import copy_project, environment
from support.stories import Story, text_of, write_story

PATIENCE_S = 15
DRAFT = Story("ban-thao", "Chuyện còn là bản thảo", facts={"trạng thái": "đã gửi"})


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small project of one draft."""
    target = tmp_path_factory.mktemp("serve") / "project"
    copy_project(target, "hooks", "overrides", "mkdocs.yml", "docs/assets")
    (target / "exemplars/kinh-te").mkdir(parents=True)
    (target / "exemplars/kinh-te/linh-vuc.md").write_text("---\ntên: Kinh tế\nthứ tự: 1\n---\n")
    write_story(target, DRAFT, 1)
    return target


@pytest.fixture(scope="module")
def server(project):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    log = (project / "serve.log").open("w+", encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "-a", f"127.0.0.1:{port}"],
        cwd=project,
        env=environment(project, DANVAN_PREVIEW="1", DANVAN_BOOK="false"),
        stdout=log,
        stderr=subprocess.STDOUT,
    )
    try:
        server = Server(f"http://127.0.0.1:{port}/", process, project)
        server.wait_for("", DRAFT.title, seconds=60)
        yield server
    finally:
        process.terminate()
        process.wait(20)
        log.close()


class Server:
    def __init__(self, address, process, project):
        self.address, self.process, self.project = address, process, project

    def page(self, address: str) -> str:
        try:
            with urllib.request.urlopen(self.address + address, timeout=5) as answer:
                return answer.read().decode()
        except (urllib.error.URLError, ConnectionError, TimeoutError):
            return ""

    def wait_for(self, address: str, text: str, seconds: float = PATIENCE_S) -> str:
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            if text in (page := self.page(address)):
                return page
            time.sleep(0.2)
        pytest.fail(f"“{text}” did not appear at /{address}\n{self.log}")

    def wait_for_log(self, text: str) -> None:
        end = time.monotonic() + PATIENCE_S
        while time.monotonic() < end:
            if text in self.log:
                return
            time.sleep(0.2)
        pytest.fail(f"“{text}” was not printed\n{self.log}")

    def write(self, text: str) -> None:
        (self.project / "exemplars/kinh-te/ban-thao/guong.md").write_text(text, "utf-8")

    @property
    def log(self) -> str:
        return (self.project / "serve.log").read_text("utf-8")


def test_a_draft_is_shown_with_its_banner_and_what_it_still_needs(server):
    page = server.page("kinh-te/ban-thao/")
    assert "Bản xem trước dành cho cán bộ" in page
    assert "Chưa đăng: bài đang ở bước “đã gửi”." in page
    assert '<meta name="robots" content="noindex">' in page


def test_a_change_is_shown_within_seconds(server):
    server.write(text_of(DRAFT).replace("đi từng nhà", "đi từng ngõ nhỏ"))
    server.wait_for("kinh-te/ban-thao/", "đi từng ngõ nhỏ")


def test_a_mistake_is_reported_the_last_page_stays_and_mending_it_is_shown(server):
    good = text_of(DRAFT)
    server.write(good.replace("năm: 2023", "năm: hai nghìn"))
    server.wait_for_log("Mục “năm” phải là năm gồm bốn chữ số")
    assert "đi từng ngõ nhỏ" in server.page("kinh-te/ban-thao/")
    server.write(good.replace("đi từng nhà", "đi từng con đường"))
    server.wait_for("kinh-te/ban-thao/", "đi từng con đường")
    assert "Traceback" not in server.log


def test_a_new_story_appears_without_a_restart(server):
    write_story(server.project, Story("chuyen-moi", "Một chuyện vừa thêm"), 2)
    server.wait_for("kinh-te/", "Một chuyện vừa thêm")
