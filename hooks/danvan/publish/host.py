"""A place that publishes: a bare repository, the folder it publishes to, and its settings."""

from __future__ import annotations

import json
import os
from contextlib import suppress
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

import danvan

from . import messages

SETTINGS_FILE = "danvan.json"
REPOSITORY_LINK = "repository"


class HostError(Exception):
    """What staff or the administrator must know, in Vietnamese."""


@dataclass(frozen=True)
class Host:
    """Where things are, and what the administrator chose."""

    repository: Path
    folder: Path
    installation: Path
    """The program that made the host: its files are those that builds run."""
    branch: str = "main"
    keep: int = 5
    address: str = ""
    """What pushers are told; the site's own `site_url` where this is empty."""
    book: bool = True

    @property
    def current(self) -> Path:
        return self.folder / "current"

    @property
    def previous(self) -> Path:
        return self.folder / "previous"

    @property
    def releases(self) -> Path:
        return self.folder / "releases"

    @property
    def cache(self) -> Path:
        return self.folder / "cache"

    @property
    def work(self) -> Path:
        """What is being made; whatever nobody holds here is a leftover."""
        return self.folder / "work"

    @property
    def state(self) -> Path:
        return self.folder / "state"


def this_installation() -> Path:
    """Return the folder of the program that runs."""
    return Path(danvan.__file__).resolve().parents[2]


def find_host(place: Path) -> Host:
    """Return the host whose repository or folder `place` is."""
    for repository in (place, place / REPOSITORY_LINK):
        with suppress(OSError, ValueError, TypeError, KeyError):
            return _read(repository.resolve())
    raise HostError(messages.NO_HOST.format(place=place))


def save_host(host: Host) -> None:
    """Write the settings into the repository, and the way to it into the folder."""
    told = asdict(host) | {"folder": str(host.folder), "installation": str(host.installation)}
    del told["repository"]
    write_json(host.repository / SETTINGS_FILE, told)
    replace_link(host.folder / REPOSITORY_LINK, host.repository)


def write_json(path: Path, value: Any) -> None:
    """Write a file whole or not at all."""
    new = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with new.open("w", encoding="utf-8") as file:
            json.dump(value, file, ensure_ascii=False, indent=1)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    finally:
        new.unlink(missing_ok=True)


def replace_link(link: Path, target: Path | str) -> None:
    """Let `link` lead to `target` from one moment to the next, and survive a power cut."""
    new = link.with_name(f".{link.name}.{os.getpid()}")
    new.unlink(missing_ok=True)
    new.symlink_to(target)
    new.replace(link)
    sync_folder(link.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in `folder` on the disk."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _read(repository: Path) -> Host:
    told = json.loads((repository / SETTINGS_FILE).read_text("utf-8"))
    known = {field.name for field in fields(Host)} - {"repository", "folder", "installation"}
    return Host(
        repository,
        Path(told["folder"]),
        Path(told["installation"]),
        **{name: value for name, value in told.items() if name in known},
    )
