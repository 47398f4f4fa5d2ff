"""A host of a small project, and people who push to it with real git."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from danvan.desk.cli import main
from danvan.publish.host import Host, find_host
from danvan.publish.releases import current_release

from . import pictures
from .projects import copy_project
from .stories import Story, write_field, write_story

PROGRAM = ("docs/assets", "hooks", "overrides", "mkdocs.yml")
PHOTO = "exemplars/kinh-te/to-rau/luong-rau.jpg"
MARK = "Bản số {number}."
"""What the home page says of the release that it belongs to."""


@dataclass(frozen=True)
class Desk:
    """A staff member's working copy, whose remote is a host."""

    folder: Path

    @property
    def host(self) -> Host:
        return find_host(self.folder.with_name("repo.git"))

    def write(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def edition(self, number: int) -> None:
        """Make the content differ: a line of the home page, and the photo of a story."""
        pictures.save_jpeg(self.folder / PHOTO, 5000 + number, size=(700, 460))
        front = "---\ntiêu đề: Trang thử\ntóm tắt: Hai chuyện nhỏ.\n---\n\n"
        self.write("docs/index.md", f"{front}{MARK.format(number=number)}\n")

    def commit(self, subject: str = "Sửa bài") -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self.git("rev-parse", "HEAD").stdout.strip()

    def push(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Push; by default what is committed to the published branch."""
        return self.git("push", *(arguments or ("trang", "HEAD:main")), check=False)

    def reset(self) -> None:
        """Bring the working copy, and the branch of the host, to what is served."""
        served = current_release(self.host).commit
        self.git(f"--git-dir={self.host.repository}", "update-ref", "refs/heads/main", served)
        self.git("fetch", "-q", "trang")
        self.git("checkout", "-q", "-f", "-B", "main", "trang/main")
        self.git("clean", "-qfdx")

    def started_push(self) -> subprocess.Popen[str]:
        """Start a push in a process group of its own."""
        return subprocess.Popen(
            ["git", "push", "--force", "trang", "HEAD:main"],
            cwd=self.folder,
            env=_git_environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )

    def publish(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Change nothing, commit and push."""
        self.commit()
        return self.push(*arguments)

    def git(self, *arguments: str, check: bool = True) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["git", *arguments],
            cwd=self.folder,
            env=_git_environment(),
            capture_output=True,
            encoding="utf-8",
            timeout=300,
            check=check,
        )


def make_desk(home: Path, *options: str) -> Desk:
    """Make a project of two stories in the new folder `home`, and a host beside it."""
    home.mkdir(parents=True, exist_ok=True)
    project = copy_project(home / "project", *PROGRAM)
    write_field(project, "kinh-te", "Kinh tế", 1)
    photo = {Path(PHOTO).name: pictures.save_jpeg}
    write_story(project, Story("to-rau", "Tổ rau sạch bên sông", photos=photo), 1)
    write_story(project, Story("quy-nghia", "Quỹ nghĩa tình của xóm"), 2)
    desk = Desk(project)
    desk.edition(1)
    done = host_command("init", str(home / "repo.git"), "--to", str(home / "site"), *options)
    assert done.returncode == 0, done.stderr
    desk.git("init", "-q", "-b", "main")
    desk.git("remote", "add", "trang", str(home / "repo.git"))
    desk.commit("Bản đầu")
    return desk


def another_desk(desk: Desk, name: str) -> Desk:
    """Return a second working copy of the same project."""
    copy = desk.folder.with_name(name)
    shutil.copytree(desk.folder, copy)
    return Desk(copy)


def host_command(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run `danvan host` of this installation."""
    done = CliRunner().invoke(main, ["host", *arguments])
    if done.exception and not isinstance(done.exception, SystemExit):
        raise done.exception
    return subprocess.CompletedProcess(arguments, done.exit_code, done.stdout, done.stderr)


def _git_environment() -> dict[str, str]:
    who = {"GIT_AUTHOR_NAME": "Chị Ánh", "GIT_COMMITTER_NAME": "Chị Ánh"}
    mail = {"GIT_AUTHOR_EMAIL": "anh@example.vn", "GIT_COMMITTER_EMAIL": "anh@example.vn"}
    return os.environ | who | mail | {"GIT_CONFIG_GLOBAL": os.devnull, "LC_ALL": "C.UTF-8"}
