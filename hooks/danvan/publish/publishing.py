"""Publish what the branch holds: one build at a time, the newest push wins."""

from __future__ import annotations

import errno
import subprocess
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

from . import messages
from .attempts import FAILED, PUBLISHED, note_attempt
from .building import BuildError, build_release
from .host import Host, HostError
from .locks import BUILD, WAITING, clear_leftovers, is_locked, locked
from .releases import Release, releases_of, serve
from .running import git
from .siteaddress import site_address

Say = Callable[[str], None]
_NO_ROOM = (errno.ENOSPC, errno.EDQUOT)


def publish(host: Host, say: Say, pushed: str = "") -> bool:
    """Build and serve the branch; leave it to a newer push if `pushed` is no longer its tip."""
    with _turn(host, say):
        commit = tip_of(host)
        if not commit:
            raise HostError(messages.NO_BRANCH.format(branch=host.branch))
        if pushed and pushed != commit:
            say(messages.LEFT_TO_NEWER.format(commit=commit[:7]))
            return True
        say(messages.BUILDING.format(commit=commit[:7]))
        try:
            clear_leftovers(host)
            release = build_release(host, commit)
            forgotten = serve(host, release)
        except (BuildError, OSError, subprocess.CalledProcessError) as error:
            _tell_failure(host, say, commit, error)
            return False
        note_attempt(host, PUBLISHED, commit)
        _tell_success(host, say, release, forgotten)
    return True


def tip_of(host: Host) -> str:
    """Return the commit that the published branch holds; '' where there is no such branch."""
    try:
        name = f"refs/heads/{host.branch}^{{commit}}"
        return git(host.repository, "rev-parse", "--verify", "--quiet", name).decode().strip()
    except subprocess.CalledProcessError:
        return ""


def reason(error: Exception) -> str:
    """Say why something could not be done, in words that lead to a mend."""
    if isinstance(error, OSError) and error.errno in _NO_ROOM:
        return messages.FULL_DISK
    if isinstance(error, BuildError):
        return error.why
    if isinstance(error, subprocess.CalledProcessError):
        told = (error.stderr or b"").decode("utf-8", "replace").strip()
        return messages.OTHER_WRITING.format(error=told or error)
    return messages.OTHER_WRITING.format(error=error)


@contextmanager
def _turn(host: Host, say: Say) -> Iterator[None]:
    lock = host.state / BUILD
    if is_locked(lock):
        say(messages.WAITING)
    with ExitStack() as stack:
        with locked(host.state / WAITING, shared=True):
            stack.enter_context(locked(lock))
        yield


def _tell_failure(host: Host, say: Say, commit: str, error: Exception) -> None:
    lines = list(error.lines) if isinstance(error, BuildError) else []
    why = reason(error)
    for line in lines:
        say(line)
    say("")
    say(messages.NOT_PUBLISHED.format(commit=commit[:7], why=why))
    say(messages.SEND_AGAIN)
    note_attempt(host, FAILED, commit, [why, *lines])


def _tell_success(host: Host, say: Say, release: Release, forgotten: int) -> None:
    address = host.address or site_address(release) or messages.UNKNOWN_ADDRESS
    say(messages.PUBLISHED.format(address=address))
    say(
        messages.PUBLISHED_FACTS.format(
            stories=len(release.stories),
            photos=release.photos,
            seconds=f"{release.seconds:.0f}",
            releases=len(releases_of(host)),
        )
    )
    if forgotten:
        say(messages.FORGOTTEN.format(count=forgotten))
