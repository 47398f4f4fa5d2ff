"""Whole sites that were built, and which of them is served."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from . import messages
from .host import Host, HostError, replace_link
from .locks import SWITCH, locked, work_folder

FACTS_FILE = "release.json"


@dataclass(frozen=True)
class Release:
    """One built site, and what is known of it."""

    folder: Path
    commit: str = ""
    author: str = ""
    time: str = ""
    """When it was built, ISO 8601 in UTC."""
    seconds: float = 0
    photos: int = 0
    stories: tuple[str, ...] = ()
    """Addresses, such as `kinh-te/to-rau/`."""
    removed: tuple[str, ...] = ()
    """Addresses of stories that had been taken down by then."""

    @property
    def name(self) -> str:
        return self.folder.name

    @property
    def site(self) -> Path:
        return self.folder / "site"


def releases_of(host: Host) -> list[Release]:
    """Return the releases, the newest first. What stands here was finished."""
    folders = sorted((f for f in host.releases.iterdir() if f.is_dir()), reverse=True)
    return [_read(folder) for folder in folders]


def current_release(host: Host) -> Release | None:
    """Return the release that is served."""
    return _behind(host.current)


def serve(host: Host, release: Release) -> int:
    """Serve `release`; remove the oldest and those that hold stories taken down; count these."""
    with locked(host.state / SWITCH):
        removed = set(release.removed)
        holding = [r for r in releases_of(host) if r != release and removed & set(r.stories)]
        _switch(host, release, holding)
        kept = [r for r in releases_of(host) if r not in holding]
        served = {link.resolve() for link in (host.current, host.previous)}
        # A name begins with the time; the newest are not always those that are served.
        oldest = [r for r in kept[host.keep :] if r.folder.resolve() not in served]
        _discard(host, [*holding, *oldest])
    return len(holding)


def roll_back(host: Host, name: str = "") -> Release:
    """Serve the release `name`, or the one before the present; return it."""
    with locked(host.state / SWITCH):
        known = releases_of(host)
        # The newest knows best: a story may have been put back since it was taken down.
        removed = set(known[0].removed) if known else set()
        current = current_release(host)
        release = _named(host, known, name) if name else _before(known, current, removed)
        if release == current:
            raise HostError(messages.IS_CURRENT.format(release=release.name))
        if removed & set(release.stories):
            raise HostError(messages.HOLDS_REMOVED.format(release=release.name))
        _switch(host, release, [r for r in known if removed & set(r.stories)])
    return release


def _switch(host: Host, release: Release, unfit: Collection[Release]) -> None:
    """Put the links right, each at once; a reader of an old page finds its pictures behind."""
    old = current_release(host)
    if old and old != release and old not in unfit:
        replace_link(host.previous, f"releases/{old.name}")
    elif _behind(host.previous) in (*unfit, release):
        host.previous.unlink(missing_ok=True)
    replace_link(host.current, f"releases/{release.name}")


def _discard(host: Host, releases: Sequence[Release]) -> None:
    """Remove releases; each is gone at once, so that half a release is never found."""
    for release in releases:
        with suppress(OSError), work_folder(host) as grave:
            release.folder.rename(grave / release.name)


def _before(known: Sequence[Release], current: Release | None, removed: Collection[str]) -> Release:
    fit = [r for r in known if not set(removed) & set(r.stories)]
    older = [r for r in fit if not current or r.name < current.name]
    if not older:
        raise HostError(messages.NO_OTHER_RELEASE)
    return older[0]


def _named(host: Host, known: Sequence[Release], name: str) -> Release:
    exact = [release for release in known if release.name == name]
    near = exact or [r for r in known if name in r.name or r.commit.startswith(name)]
    if not near:
        raise HostError(messages.NO_RELEASE.format(name=name, folder=host.folder))
    if len(near) > 1:
        names = ", ".join(release.name for release in near)
        raise HostError(messages.MANY_RELEASES.format(name=name, names=names))
    return near[0]


def _behind(link: Path) -> Release | None:
    folder = link.resolve()
    return _read(folder) if folder != link and folder.is_dir() else None


def _read(folder: Path) -> Release:
    try:
        told = json.loads((folder / FACTS_FILE).read_text("utf-8"))
        told["stories"], told["removed"] = tuple(told["stories"]), tuple(told["removed"])
        return Release(folder, **told)
    except (OSError, ValueError, TypeError, KeyError):
        return Release(folder)
