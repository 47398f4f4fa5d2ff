"""Record what was submitted for review as a tag in git, and read it again."""

from __future__ import annotations

import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from danvan.desk.gitlog import git

TAG = "duyet-lan-{round}"
NOTE = "Bản thảo trình duyệt lần {round}"
CONTENT = ("exemplars", "docs", "mkdocs.yml")
"""What a manuscript is made of."""

NO_GIT = "Thư mục này chưa dùng git nên không ghi được lần duyệt. Nhờ kỹ sư chạy: git init."
NO_COMMIT = "Chưa có bản nào được lưu vào git. Chạy: git add -A và git commit -m “Bản thảo”."
UNSAVED = (
    "Còn {count} tệp chưa lưu vào git: {files}. Lưu trước rồi ghi lần duyệt, để bản trình duyệt "
    "đúng là bản được ghi. Chạy: git add -A và git commit -m “Trước khi trình duyệt”."
)
TAKEN = "Lần duyệt {round} đã ghi ngày {day}. Lần tiếp theo là: danvan review start {next}."
BY_TURNS = "Chưa ghi lần duyệt {before}. Các lần duyệt ghi lần lượt: danvan review start {before}."
CANNOT_TAG = "Git không ghi được lần duyệt. Nhờ kỹ sư xem vì sao lệnh này hỏng: git tag -a {tag}."
NO_ROUND = "Chưa ghi lần duyệt nào. Khi trình bản thảo, chạy: danvan review start 1."
UNKNOWN_ROUND = "Chưa ghi lần duyệt {round}. Đã có: {known}."
UNREADABLE = "Không lấy lại được bản thảo của lần duyệt {round} từ git."


class ReviewError(Exception):
    """The round cannot be recorded or read; the text tells staff why."""


def rounds(root: Path) -> dict[int, str]:
    """Return the rounds that were recorded, each with its day as `05/10/2023`.

    Raise ReviewError where there is no git.
    """
    listed = git(
        root,
        "tag",
        "--list",
        TAG.format(round="*"),
        "--format=%(refname:short) %(creatordate:short)",
    )
    if listed is None:
        raise ReviewError(NO_GIT)
    found = {}
    for line in listed.splitlines():
        tag, _, day = line.partition(" ")
        number = tag.rpartition("-")[2]
        if number.isdecimal():
            found[int(number)] = "/".join(reversed(day.split("-")))
    return dict(sorted(found.items()))


def start_round(root: Path, number: int) -> str:
    """Tag what is saved as the manuscript of a round; return the tag.

    Raise ReviewError when something is not saved, or the round was recorded before.
    """
    known = rounds(root)
    if number in known:
        raise ReviewError(TAKEN.format(round=number, day=known[number], next=max(known) + 1))
    if number > 1 and number - 1 not in known:
        raise ReviewError(BY_TURNS.format(before=number - 1))
    if git(root, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        raise ReviewError(NO_COMMIT)
    changed = git(root, "status", "--porcelain", "--untracked-files=all", "--", *CONTENT) or ""
    files = [line[3:].strip('"') for line in changed.splitlines()]
    if files:
        shown = ", ".join(files[:3]) + (", …" if len(files) > 3 else "")
        raise ReviewError(UNSAVED.format(count=len(files), files=shown))
    tag = TAG.format(round=number)
    author = ("-c", "user.name=danvan", "-c", "user.email=danvan@localhost")
    named = () if git(root, "var", "GIT_COMMITTER_IDENT") else author
    if git(root, *named, "tag", "-a", tag, "-m", NOTE.format(round=number)) is None:
        raise ReviewError(CANNOT_TAG.format(tag=tag))
    return tag


def chosen_round(root: Path, number: int | None) -> int:
    """Return the round that staff mean: the last one if they name none. Raise ReviewError."""
    known = rounds(root)
    if not known:
        raise ReviewError(NO_ROUND)
    if number is None:
        return max(known)
    if number not in known:
        listed = ", ".join(f"lần {one} ({day})" for one, day in known.items())
        raise ReviewError(UNKNOWN_ROUND.format(round=number, known=listed))
    return number


@contextmanager
def manuscript_of(root: Path, number: int) -> Iterator[Path]:
    """Give a folder with the manuscript of a round, as it was submitted. Raise ReviewError."""
    with tempfile.TemporaryDirectory() as folder:
        own = git(root, "rev-parse", "--show-prefix")
        prefix = (own or "").strip()
        command = ["git", "-C", str(root), "archive", "--format=tar", TAG.format(round=number)]
        there = git(root, "ls-tree", "--name-only", TAG.format(round=number), *CONTENT) or ""
        paths = [Path(line).name for line in there.splitlines()]
        try:
            done = subprocess.run(
                [*command, "--", *paths], check=True, capture_output=True, stdin=subprocess.DEVNULL
            )
            with tarfile.open(fileobj=BytesIO(done.stdout)) as archive:
                archive.extractall(folder, filter="data")
        except (OSError, subprocess.CalledProcessError, tarfile.TarError):
            raise ReviewError(UNREADABLE.format(round=number)) from None
        inside = Path(folder) / prefix
        yield inside if inside.is_dir() else Path(folder)
