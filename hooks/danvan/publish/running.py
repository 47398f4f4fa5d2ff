"""Run git and the program's own commands, undisturbed by what a hook's environment holds."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .host import Host

_KEPT = ("PATH", "HOME", "USER", "LOGNAME", "TZ")
_QUARANTINE = (
    "GIT_QUARANTINE_PATH",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
_DANVAN = "from danvan.desk.cli import run; run()"
_NO_ROOM = (os.strerror(errno.ENOSPC), os.strerror(errno.EDQUOT))


@dataclass(frozen=True)
class Outcome:
    """What came of a command."""

    code: int
    output: str
    errors: str
    late: bool = False

    @property
    def full_disk(self) -> bool:
        """Whether it ended for want of room; by the time its parent looks there may be some."""
        return any(sign in self.errors for sign in _NO_ROOM)


def git(repository: Path, *arguments: str) -> bytes:
    """Return what a git command prints; raise CalledProcessError when it fails."""
    done = subprocess.run(
        git_command(repository, *arguments),
        env=git_environment(),
        check=True,
        capture_output=True,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


def git_command(repository: Path, *arguments: str) -> list[str]:
    """Return the command line of git on a bare repository, wherever it is run."""
    return ["git", f"--git-dir={repository}", "-c", "core.quotepath=off", *arguments]


def git_environment() -> dict[str, str]:
    """Return the environment for git: what was pushed is in quarantine until it is accepted."""
    return _kept(*_KEPT, *_QUARANTINE) | {"LC_ALL": "C.UTF-8"}


def danvan(host: Host, project: Path, *arguments: str, limit: float) -> Outcome:
    """Run the `danvan` command of the installation on a project."""
    return run(host, [sys.executable, "-c", _DANVAN, *arguments], project, limit=limit)


def mkdocs(host: Host, project: Path, site: Path, limit: float, **more: str) -> Outcome:
    """Build a project strictly into `site`; `more` are environment variables."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(site)]
    return run(host, command, project, limit=limit, **more)


def run(host: Host, command: Sequence[str], folder: Path, *, limit: float, **more: str) -> Outcome:
    """Run a command in `folder` until it ends, the time is over or this process dies."""
    leash = [sys.executable, "-m", "danvan.publish.leash", str(limit), *command]
    began = time.monotonic()
    # In memory: what a command has to say must not need room on a full disk.
    with (
        os.fdopen(os.memfd_create("out"), "w+b") as out,
        os.fdopen(os.memfd_create("err"), "w+b") as err,
    ):
        with subprocess.Popen(
            leash,
            cwd=folder,
            env=_environment(host, folder, more),
            stdin=subprocess.PIPE,
            stdout=out,
            stderr=err,
            start_new_session=True,
        ) as process:
            code = process.wait()
        late = time.monotonic() - began >= limit
        return Outcome(code, _text(out), _text(err), late)


def _text(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode("utf-8", "replace")


def _environment(host: Host, folder: Path, more: Mapping[str, str]) -> dict[str, str]:
    temporary = folder.parent / "tmp"
    temporary.mkdir(exist_ok=True)
    return _kept(*_KEPT) | {
        "LC_ALL": "C.UTF-8",
        "PYTHONUTF8": "1",
        # A file in the pushed folder, such as yaml.py, must not be taken for a library.
        "PYTHONSAFEPATH": "1",
        "PYTHONPATH": str(host.installation / "hooks"),
        "PYTHONDONTWRITEBYTECODE": "1",
        "NO_MKDOCS_2_WARNING": "1",
        "COLUMNS": "100",
        "TERM": "dumb",
        "TMPDIR": str(temporary),
        "GIT_CEILING_DIRECTORIES": str(folder.parent),
    } | dict(more)  # fmt: skip


def _kept(*names: str) -> dict[str, str]:
    return {name: os.environ[name] for name in names if name in os.environ}
