"""Ask git when things happened in a project; a project without git has no answers."""

from __future__ import annotations

import subprocess
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from danvan.collection.folding import nfc


def git(root: Path, *arguments: str) -> str | None:
    """Return what a git command prints in `root`; None when it fails or there is no git."""
    command = ["git", "-c", "core.quotepath=off", "-C", str(root), *arguments]
    try:
        done = subprocess.run(command, check=True, capture_output=True, stdin=subprocess.DEVNULL)
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")


def first_days(root: Path) -> dict[str, date]:
    """Return the day on which each exemplar's folder came into the project, by its path.

    Paths are relative to `root`, NFC, such as `exemplars/kinh-te/to-san-xuat-xanh`.
    """
    listed = git(
        *(root, "log", "--diff-filter=AR", "--no-renames", "--name-only", "--relative"),
        *("--format=%x00%cs", "--", "exemplars"),
    )
    days: dict[str, date] = {}
    for commit in (listed or "").split("\0"):
        day, _, names = commit.partition("\n")
        for name in names.split("\n"):
            parts = nfc(name).split("/")
            if len(parts) > 3:
                days["/".join(parts[:3])] = date.fromisoformat(day.strip())  # the newest first
    return days


def contents(root: Path, blobs: Sequence[str]) -> list[str | None]:
    """Return the text of each file as a commit left it; None where a commit removed it."""
    if not blobs:
        return []
    command = ["git", "-C", str(root), "cat-file", "--batch"]
    asked = "".join(f"{blob}\n" for blob in blobs).encode()
    try:
        told = subprocess.run(command, input=asked, check=True, capture_output=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return [None] * len(blobs)
    found: list[str | None] = []
    place = 0
    for _ in blobs:
        end = told.index(b"\n", place)
        head = told[place:end].split()
        place = end + 1
        if head[-1] == b"missing":
            found.append(None)
            continue
        size = int(head[-1])
        found.append(told[place : place + size].decode("utf-8-sig", "replace"))
        place += size + 1
    return found
