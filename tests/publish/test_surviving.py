"""Whatever ends a push or a build, readers get whole sites, and the next push works."""

from __future__ import annotations

import os
import random
import re
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from danvan.publish import messages
from danvan.publish.host import REPOSITORY_LINK
from danvan.publish.locks import BUILD, is_locked
from danvan.publish.releases import current_release
from danvan.publish.running import run
from support.projects import environment, files
from support.publishing import MARK, Desk, host_command
from support.webservers import fetch, served_by

KILLS = 20
PUSH_SECONDS, BUILD_SECONDS = 4.5, 2.8
"""About what they take here; a kill after the end harms nothing either."""
_NUMBER = re.compile(MARK.format(number=r"(\d+)"))
_PHOTO = re.compile(r"assets/anh/[\w/.-]+\.avif")


class Reader(threading.Thread):
    """Reads the home page and its photos again and again, and writes down what is amiss."""

    def __init__(self, home: str) -> None:
        super().__init__()
        self.home = home
        self.faults: list[str] = []
        self.photos: dict[str, set[tuple[str, ...]]] = {}
        """The photos that the page named, by the edition that it said it was."""
        self.pages = 0
        self.done = threading.Event()

    def run(self) -> None:
        while not self.done.is_set():
            page = fetch(self.home)
            number = _NUMBER.search(page.text)
            if page.status != 200 or not number or not page.text.rstrip().endswith("</html>"):
                self.faults.append(f"{page.status} {page.text[:200]}")
                continue
            photos = tuple(sorted(set(_PHOTO.findall(page.text))))
            self.photos.setdefault(number[1], set()).add(photos)
            for photo in photos:
                answer = fetch(self.home + photo)
                if answer.status != 200 or b"ftypavif" not in answer.body[:16]:
                    self.faults.append(f"{answer.status} {photo}")
            self.pages += 1
            time.sleep(0.02)


@contextmanager
def reading(home: str):
    reader = Reader(home)
    reader.start()
    try:
        yield reader
    finally:
        reader.done.set()
        reader.join()


def kill_after(seconds: float, process: subprocess.Popen[str]) -> None:
    """Kill the whole process group, as a machine that runs out of memory would."""
    time.sleep(seconds)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()


def started_publication(desk: Desk) -> subprocess.Popen[str]:
    call = "import sys; from danvan.desk.cli import run; run()"
    return subprocess.Popen(
        [sys.executable, "-c", call, "host", "publish", str(desk.host.folder)],
        env=environment(desk.host.installation),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )


def test_kills_at_any_moment_are_never_seen_by_readers(desk, tmp_path):
    moments = random.Random(20)  # noqa: S311 - the same moments each time
    with served_by("nginx", desk.host, tmp_path / "nginx") as home, reading(home) as reader:
        for number in range(100, 100 + KILLS):
            desk.edition(number)
            desk.commit()
            if number % 4:
                kill_after(moments.uniform(0.1, BUILD_SECONDS), started_publication(desk))
            else:
                kill_after(moments.uniform(0.1, PUSH_SECONDS), desk.started_push())
        desk.edition(99)
        commit = desk.commit()
        done = desk.push("--force", "trang", "HEAD:main")
        assert done.returncode == 0 and "ĐÃ ĐƯA LÊN TRANG" in done.stderr, done.stderr
        assert _NUMBER.search(fetch(home).text)[1] == "99"
    assert reader.faults == []
    assert reader.pages > 5 * KILLS
    # A page and its photos are of one edition: no edition was ever seen with another's.
    assert all(len(photos) == 1 for photos in reader.photos.values())
    assert current_release(desk.host).commit == commit
    assert list(desk.host.work.iterdir()) == []


def test_a_build_does_not_outlive_the_hook_that_wanted_it(desk):
    process = started_publication(desk)
    while not processes_in(desk.host.work):
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGKILL)
    process.communicate()
    time.sleep(0.5)  # left alone, it would go on for another second or two
    assert processes_in(desk.host.work) == []
    assert not is_locked(desk.host.state / BUILD)


def test_what_takes_too_long_is_ended_with_all_that_it_started(desk, tmp_path):
    folder = tmp_path / "checkout"
    folder.mkdir()
    done = run(desk.host, ["sh", "-c", "echo một; sleep 60 & sleep 60"], folder, limit=0.5)
    assert done.late and done.code != 0 and done.output == "một\n"
    assert processes_in(folder) == []


@pytest.mark.skipif(os.geteuid() != 0, reason="only root may mount a small disk")
def test_a_full_disk_leaves_the_site_as_it_was(desk, tmp_path):
    small = copied_to_a_small_disk(desk, tmp_path)
    try:
        host = small.host
        site = files(host.current / "site")
        small.edition(61)
        commit = small.commit()
        pushed = small.git("ls-files", "-z").stdout.split("\0")
        checkout = sum((small.folder / name).stat().st_size for name in pushed if name)
        ballast = tmp_path / "disk/ballast"
        with ballast.open("wb") as file:
            room = shutil.disk_usage(host.folder).free - checkout - 2**20
            file.write(b"\0" * room)
        said = small.push().stderr
        assert f"ĐÃ NHẬN bản {commit[:7]} vào kho nhưng CHƯA ĐƯA LÊN" in said, said
        assert messages.FULL_DISK in said and "Traceback" not in said
        assert files(host.current / "site") == site
        with ballast.open("ab") as file:
            file.write(b"\0" * (shutil.disk_usage(host.folder).free - 2**18))
        small.edition(62)
        small.commit()
        refused = small.push()
        assert refused.returncode != 0 and messages.FULL_DISK in refused.stderr, refused.stderr
        assert files(host.current / "site") == site
        ballast.unlink()
        assert "ĐÃ ĐƯA LÊN TRANG" in small.push().stderr
        assert list(host.work.iterdir()) == []
    finally:
        subprocess.run(["umount", str(tmp_path / "disk")], check=True)


def copied_to_a_small_disk(desk: Desk, home: Path) -> Desk:
    """Move a copy of the host to a disk of its own."""
    (home / "disk").mkdir()
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=64m", "danvan-test", str(home / "disk")], check=True
    )
    shutil.copytree(desk.folder, home / "project")
    shutil.copytree(desk.host.repository, home / "repo.git")
    left_out = shutil.ignore_patterns("work")  # room that the next push would find
    shutil.copytree(desk.host.folder, home / "disk/site", symlinks=True, ignore=left_out)
    (home / "disk/site" / REPOSITORY_LINK).unlink()
    done = host_command("init", str(home / "repo.git"), "--to", str(home / "disk/site"))
    assert done.returncode == 0, done.stderr
    small = Desk(home / "project")
    small.git("remote", "set-url", "trang", str(home / "repo.git"))
    return small


def processes_in(folder: Path) -> list[int]:
    """Return the processes that stand in a folder."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if (process / "cwd").readlink().is_relative_to(folder):
                found.append(int(process.name))
        except OSError:
            continue
    return found
