"""`danvan host init`: make a place that publishes, or put an existing one right again."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import locks, messages
from .host import (
    REPOSITORY_LINK,
    SETTINGS_FILE,
    Host,
    HostError,
    find_host,
    save_host,
    this_installation,
)
from .running import git

_ODD = re.compile(r"[^\w/.\-]")
"""What shells, nginx or Caddy would take for something else."""
_NEEDED = ("mkdocs.yml", "hooks/main.py", "overrides", "docs/assets")
_MARK = "# danvan host init wrote this file"
_HOOK = """#!/bin/sh
{mark}; run it again to put it right.
python={python}
if [ ! -x "$python" ]; then
  echo {moved}
  exit 1
fi
PYTHONPATH={hooks} PYTHONSAFEPATH=1 exec "$python" -m danvan.publish.receiving {name} {repository}
"""


def found_host(repository: Path, folder: Path, say: Callable[[str], None], **chosen: Any) -> Host:
    """Make repository, folders and hooks where they lack; `chosen` are new settings."""
    repository, folder = repository.absolute(), folder.absolute()
    _refuse_places(repository, folder)
    host = replace(_known(repository, folder), installation=this_installation(), **chosen)
    _refuse_program(host.installation)
    _make_repository(host)
    for path in (host.folder, host.releases, host.work, host.cache, host.state):
        path.mkdir(parents=True, exist_ok=True)
    for name in locks.ALL:
        (host.state / name).touch()
    save_host(host)
    for name in ("pre-receive", "post-receive"):
        _write_hook(host, name, say)
    return host


def _known(repository: Path, folder: Path) -> Host:
    """Return the host as it was, or as it is when it is new."""
    taken = (folder / REPOSITORY_LINK).resolve()
    if (folder / REPOSITORY_LINK).is_symlink() and taken != repository.resolve():
        raise HostError(messages.OTHER_FOLDER.format(folder=folder, repository=taken))
    if (repository / SETTINGS_FILE).exists():
        return replace(find_host(repository), repository=repository, folder=folder)
    return Host(repository, folder, this_installation())


def _refuse_places(repository: Path, folder: Path) -> None:
    for path in (repository, folder):
        if _ODD.search(str(path)):
            raise HostError(messages.ODD_PATH.format(path=path))
    one, other = repository.resolve(), folder.resolve()
    if one.is_relative_to(other) or other.is_relative_to(one):
        raise HostError(messages.INSIDE)


def _refuse_program(installation: Path) -> None:
    for name in _NEEDED:
        if not (installation / name).exists():
            raise HostError(messages.NO_PROGRAM.format(folder=installation, name=name))


def _make_repository(host: Host) -> None:
    head = f"refs/heads/{host.branch}"
    try:
        if not host.repository.exists() or not any(host.repository.iterdir()):
            host.repository.mkdir(parents=True, exist_ok=True)
            git(host.repository, "init", "--quiet", "--bare")
        elif git(host.repository, "rev-parse", "--is-bare-repository").strip() != b"true":
            raise HostError(messages.NOT_BARE.format(path=host.repository))
        git(host.repository, "check-ref-format", head)
        git(host.repository, "symbolic-ref", "HEAD", head)
    except FileNotFoundError:
        raise HostError(messages.NO_GIT) from None
    except subprocess.CalledProcessError as error:
        if "check-ref-format" in error.cmd:
            raise HostError(messages.BAD_BRANCH.format(branch=host.branch)) from None
        raise HostError(messages.NOT_BARE.format(path=host.repository)) from None


def _write_hook(host: Host, name: str, say: Callable[[str], None]) -> None:
    path = host.repository / "hooks" / name
    path.parent.mkdir(exist_ok=True)
    if path.exists() and _MARK not in path.read_text("utf-8", errors="replace"):
        moved = path.with_name(f"{name}.truoc-danvan")
        say(messages.FOREIGN_HOOK.format(path=path, new=moved.name))
        path.replace(moved)
    new = path.with_name(f".{name}.new")
    values = {
        "mark": _MARK,
        "python": shlex.quote(sys.executable),
        "moved": shlex.quote(messages.INSTALLATION_MOVED),
        "hooks": shlex.quote(str(host.installation / "hooks")),
        "name": name,
        "repository": shlex.quote(str(host.repository)),
    }
    new.write_text(_HOOK.format(**values), "utf-8")
    new.chmod(0o755)
    new.replace(path)
