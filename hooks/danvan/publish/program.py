"""Compare the program files of a push with the installation: nobody who may push runs code here."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from . import messages
from .faults import Fault
from .settingsfile import NAME as SETTINGS
from .settingsfile import settings_faults

FOLDERS = (
    "hooks",
    "overrides",
    "docs/assets/js",
    "docs/assets/css",
    "docs/assets/fonts",
    "docs/assets/vendor",
)
FILES = ("pyproject.toml", "requirements.lock", "Makefile")
"""Not needed by a build; where they are pushed they must be the installation's."""
_ASSETS = "docs/assets"
_PROGRAM_SUFFIXES = {
    *(".js", ".mjs", ".css", ".map", ".html", ".htm", ".xhtml", ".json", ".wasm"),
    *(".woff", ".woff2", ".ttf", ".otf"),
}
"""What browsers run or draw with; elsewhere in docs/ a build leaves such files out."""
_MADE = re.compile(r"(?:^|/)__pycache__/|\.egg-info/|(?:^|/)\.")


def program_faults(project: Path, installation: Path, branch: str) -> list[Fault]:
    """Return what in a pushed project is neither content nor as it is installed."""
    faults = [
        fault
        for name in sorted(_guarded(project) | _own(installation))
        if (fault := _fault(name, project, installation, branch))
    ]
    pushed = project / SETTINGS
    if not pushed.is_file():
        faults.append(Fault(SETTINGS, messages.NO_SETTINGS, messages.NO_SETTINGS_MEND))
    else:
        ours = (installation / SETTINGS).read_bytes()
        faults += settings_faults(pushed.read_bytes(), ours)
    return faults


def _own(installation: Path) -> set[str]:
    """Return the program's files, without those that Python made beside them."""
    return {name for name in _guarded(installation) if not _MADE.search(name)}


def _guarded(root: Path) -> set[str]:
    """Return every file of the program's folders; a pushed __pycache__ would be run as well."""
    names = {path for folder in FOLDERS for path in _files(root / folder)}
    names |= {path for path in _files(root / _ASSETS) if path.suffix.lower() in _PROGRAM_SUFFIXES}
    names |= {root / name for name in FILES if (root / name).is_file()}
    return {path.relative_to(root).as_posix() for path in names}


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())


def _fault(name: str, project: Path, installation: Path, branch: str) -> Fault | None:
    pushed, ours = project / name, installation / name
    if not pushed.is_file():
        what = "" if name in FILES else messages.PROGRAM_LACKS
    elif not ours.is_file():
        what = messages.PROGRAM_MORE
    else:
        what = "" if pushed.read_bytes() == ours.read_bytes() else messages.PROGRAM_DIFFERS
    return Fault(name, what, messages.PROGRAM_MEND.format(branch=branch)) if what else None
