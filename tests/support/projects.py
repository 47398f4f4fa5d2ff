"""Copies of the project in a temporary folder, and `mkdocs` and `danvan` run on them."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = ("docs", "exemplars", "hooks", "overrides", "mkdocs.yml")
_LEFT_BEHIND = shutil.ignore_patterns("__pycache__", ".*", "site", "press")


def copy_project(target: Path, *names: str) -> Path:
    """Copy what a build needs (or only `names`) of the repository to the new folder `target`."""
    target.mkdir(parents=True)
    for name in names or PROGRAM:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=_LEFT_BEHIND)
        else:
            shutil.copyfile(source, target / name)
    return target


def environment(project: Path, **more: str) -> dict[str, str]:
    """Return the environment of a build that uses the program of `project`, not the installed."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DANVAN_")}
    kept.pop("SOURCE_DATE_EPOCH", None)
    return kept | {
        "NO_MKDOCS_2_WARNING": "1",
        "PYTHONPATH": str(project / "hooks"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONIOENCODING": "utf-8",
        "COLUMNS": "200",
    } | more  # fmt: skip


def mkdocs_build(project: Path, site: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Run a strict build of `project` into `site`; `more` are environment variables."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return _run(command, project, **more)


def danvan(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the `danvan` command of `project` in its folder."""
    call = "import sys; from danvan.desk.cli import run; run()"
    return _run([sys.executable, "-c", call, *arguments], project)


def files(folder: Path) -> dict[str, str]:
    """Return the SHA-256 of every file below `folder`, by its relative path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def _run(command: list[str], project: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command,
        cwd=project,
        env=environment(project, **more),
        capture_output=True,
        encoding="utf-8",
        timeout=540,
        check=False,
    )
