"""Build a release from a commit: in a clean folder, judged, and put in its place whole."""

from __future__ import annotations

import filecmp
import os
import re
import subprocess
import time
from collections.abc import Sequence
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

from . import limits, messages
from .faults import lines_of
from .host import Host, sync_folder, write_json
from .locks import work_folder
from .program import program_faults
from .releases import FACTS_FILE, Release, current_release
from .running import Outcome, git, mkdocs
from .stories import published_addresses, remember_published, removed_addresses
from .trees import entries_of, tree_faults, write_files
from .verification import site_faults

_PROGRESS = re.compile(r"[━╸╺]|^\s*$")
_TRACEBACK = re.compile(r"^Traceback \(most recent call last\):\n(?:[ \t].*\n|\n)*", re.MULTILINE)
_PHOTOS = "assets/anh"


class BuildError(Exception):
    """Why there is no release, and what the build said, in Vietnamese."""

    def __init__(self, why: str, lines: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.lines = lines


def build_release(host: Host, commit: str) -> Release:
    """Build `commit` into a new release of `host`; nothing is served yet."""
    began = time.monotonic()
    with work_folder(host) as work:
        checkout, made = work / "checkout", work / "release"
        _check_out(host, commit, checkout)
        made.mkdir()
        _build(host, commit, checkout, made)
        if faults := site_faults(host, checkout, made / "site"):
            raise BuildError(messages.WHY_VERIFY, faults)
        if served := current_release(host):
            share_unchanged(made / "site", served.site)
        release = _described(host, commit, checkout, made / "site")
        release = replace(release, seconds=round(time.monotonic() - began, 1))
        _put_in_place(made, release)
        remember_published(host.state, checkout, release.stories)
    return release


def share_unchanged(new: Path, old: Path) -> None:
    """Let files of `new` that are the same bytes in `old` be one file on disk.

    It saves the room, and keeps the ETag, so that phones do not load the same photos again.
    """
    for path in new.rglob("*"):
        twin = old / path.relative_to(new)
        if path.is_file() and twin.is_file() and filecmp.cmp(path, twin, shallow=False):
            linked = path.with_name(f".{path.name}.link")
            linked.hardlink_to(twin)
            linked.replace(path)


def _check_out(host: Host, commit: str, checkout: Path) -> None:
    """Write the files of a commit; it may have come before the hooks, or an update of danvan."""
    entries = entries_of(host.repository, commit)
    faults = tree_faults(entries)
    if not faults:
        write_files(host.repository, entries, checkout)
        faults = program_faults(checkout, host.installation, host.branch)
    if faults:
        raise BuildError(messages.WHY_PROGRAM, list(lines_of(faults)))
    (checkout / ".cache").mkdir()
    (checkout / ".cache/danvan").symlink_to(host.cache)


def _build(host: Host, commit: str, checkout: Path, made: Path) -> None:
    built_at = git(host.repository, "show", "-s", "--format=%ct", commit).decode().strip()
    done = mkdocs(
        host,
        checkout,
        made / "site",
        limits.BUILD_SECONDS,
        DANVAN_PRESS=str(made / "press"),
        DANVAN_BOOK="true" if host.book else "false",
        SOURCE_DATE_EPOCH=built_at,
    )
    if done.code:
        raise BuildError(_why(done), told(done))


def _why(done: Outcome) -> str:
    if done.late:
        return messages.WHY_LATE.format(seconds=limits.BUILD_SECONDS)
    return messages.FULL_DISK if done.full_disk else messages.WHY_BUILD


def told(done: Outcome) -> list[str]:
    """Return what a command said last, without its progress bars and Python's own story."""
    said = _TRACEBACK.sub("", f"{done.output}\n{done.errors}\n").splitlines()
    lines = [line.rstrip() for line in said if not _PROGRESS.search(line)]
    hidden = len(lines) - limits.SHOWN_LINES
    shown = lines[-limits.SHOWN_LINES :]
    return [messages.CUT_SHORT.format(count=hidden), *shown] if hidden > 0 else shown


def _described(host: Host, commit: str, checkout: Path, site: Path) -> Release:
    now = datetime.now(UTC)
    return Release(
        _free_name(host, now, commit),
        commit,
        _author(host, commit),
        now.isoformat(timespec="seconds"),
        photos=_photos(site),
        stories=tuple(published_addresses(checkout, site)),
        removed=tuple(sorted(removed_addresses(checkout))),
    )


def _put_in_place(made: Path, release: Release) -> None:
    facts = asdict(release)
    del facts["folder"]
    write_json(made / FACTS_FILE, facts)
    # All of the file system that holds it: one call in place of one for each of its files.
    subprocess.run(["/usr/bin/env", "sync", "-f", str(made)], check=True)
    made.rename(release.folder)
    sync_folder(release.folder.parent)


def _free_name(host: Host, now: datetime, commit: str) -> Path:
    name = f"{now:%Y%m%dT%H%M%SZ}-{commit[:7]}"
    number, path = 1, host.releases / name
    while os.path.lexists(path):
        number += 1
        path = host.releases / f"{name}-{number}"
    return path


def _author(host: Host, commit: str) -> str:
    return (
        git(host.repository, "show", "-s", "--format=%an", commit).decode(errors="replace").strip()
    )


def _photos(site: Path) -> int:
    folder = site / _PHOTOS
    return sum(path.is_dir() for path in folder.iterdir()) if folder.is_dir() else 0
