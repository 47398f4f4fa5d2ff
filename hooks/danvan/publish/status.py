"""What a host serves and does, in lines for the administrator."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from . import limits, messages
from .attempts import FAILED, PUBLISHED, REFUSED, last_attempt
from .host import Host
from .locks import BUILD, WAITING, is_locked
from .publishing import tip_of
from .releases import current_release, releases_of

_OUTCOMES = {
    PUBLISHED: messages.OUTCOME_PUBLISHED,
    REFUSED: messages.OUTCOME_REFUSED,
    FAILED: messages.OUTCOME_FAILED,
}


def status_lines(host: Host) -> Iterator[str]:
    """Yield what is served since when, what is being done, and what became of the last push."""
    yield _served(host)
    yield _branch(host)
    building = is_locked(host.state / BUILD)
    yield messages.STATUS_BUILDING if building else messages.STATUS_IDLE
    if is_locked(host.state / WAITING):
        yield messages.STATUS_WAITING
    if last := last_attempt(host):
        outcome = _OUTCOMES.get(last.outcome, last.outcome)
        when = local(last.time)
        yield messages.STATUS_LAST.format(time=when, commit=last.commit[:7], outcome=outcome)
        yield from (f"  {line}" for line in last.lines if line)
    free = shutil.disk_usage(host.folder).free
    little = free < limits.LITTLE_SPACE
    text = messages.STATUS_DISK_LITTLE if little else messages.STATUS_DISK
    yield text.format(free=f"{free / 2**30:.1f}".replace(".", ","))


def release_lines(host: Host) -> Iterator[str]:
    """Yield a line for each release, the newest first, the present one marked."""
    current = current_release(host)
    known = releases_of(host)
    if not known:
        yield messages.NO_RELEASES
    for release in known:
        mark = "*" if release == current else " "
        count = f"{len(release.stories)} bài"
        yield f"{mark} {release.name}  {local(release.time)}  {count:>8}  {release.author}"


def local(moment: str) -> str:
    """Return a time of ISO 8601 as people here write it."""
    try:
        return f"{datetime.fromisoformat(moment).astimezone():%d/%m/%Y %H:%M:%S}"
    except ValueError:
        return moment


def _served(host: Host) -> str:
    release = current_release(host)
    if not release:
        return messages.STATUS_NOTHING
    since = datetime.fromtimestamp(host.current.lstat().st_mtime, UTC)
    return messages.STATUS_SERVED.format(
        release=release.name,
        commit=release.commit[:7],
        since=local(since.isoformat()),
        stories=len(release.stories),
        photos=release.photos,
    )


def _branch(host: Host) -> str:
    tip, served = tip_of(host), current_release(host)
    values = {"branch": host.branch, "commit": tip[:7], "folder": host.folder}
    if not tip:
        return messages.STATUS_BRANCH_NONE.format(**values)
    done = served is not None and served.commit == tip
    return (messages.STATUS_BRANCH_DONE if done else messages.STATUS_BRANCH_BEHIND).format(**values)
