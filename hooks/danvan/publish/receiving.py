"""The two git hooks: `python -m danvan.publish.receiving pre-receive REPOSITORY`."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from . import messages
from .attempts import REFUSED, note_attempt
from .faults import lines_of
from .host import Host, HostError, find_host
from .inspection import InspectionError, inspect_push
from .publishing import publish, reason

_HEADS = "refs/heads/"


def main(name: str, repository: str) -> int:
    """Run the hook `name`; return its exit code."""
    os.umask(0o022)
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    # The site is published whether or not the pusher stays to watch.
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    updates = [line.split() for line in sys.stdin.read().splitlines()]
    try:
        host = find_host(Path(repository))
        step = accept if name == "pre-receive" else follow
        done = [step(host, new, ref) for _, new, ref in updates]
    except (HostError, OSError) as error:
        say(str(error))
        return 1
    return 0 if all(done) else 1


def accept(host: Host, new: str, ref: str) -> bool:
    """Tell whether a branch may be moved to the commit `new`."""
    if ref != _HEADS + host.branch:
        name = ref.removeprefix(_HEADS)
        say(messages.OTHER_BRANCH.format(ref=name, branch=host.branch))
        return True
    if not new.strip("0"):
        say(messages.DELETED.format(branch=host.branch))
        return False
    say(messages.CHECKING)
    try:
        found = inspect_push(host, new)
    except (InspectionError, OSError, subprocess.CalledProcessError) as error:
        return _refuse_unchecked(host, new, error)
    if found.faults:
        lines = [*lines_of(found.faults), ""]
        count = messages.REFUSED.format(count=len(found.faults))
        return _refuse(host, new, [*lines, count, messages.UNCHANGED])
    say(messages.CHECKED.format(stories=found.stories, photos=found.photos))
    return True


def follow(host: Host, new: str, ref: str) -> bool:
    """Publish what was pushed to the published branch."""
    if ref != _HEADS + host.branch:
        return True
    return publish(host, say, new)


def say(line: str) -> None:
    """Tell the pusher, if there still is one."""
    with suppress(OSError, ValueError):
        print(line, flush=True)


def _refuse_unchecked(host: Host, new: str, error: Exception) -> bool:
    why = error.why if isinstance(error, InspectionError) else reason(error)
    lines = list(error.lines) if isinstance(error, InspectionError) else []
    told = [messages.CHECK_FAILED.format(why=why)]
    if lines:
        told += [messages.TELL_ADMINISTRATOR, *lines]
    return _refuse(host, new, [*told, messages.UNCHANGED])


def _refuse(host: Host, new: str, lines: Iterable[str]) -> bool:
    told = list(lines)
    for line in told:
        say(line)
    note_attempt(host, REFUSED, new, told)
    return False


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
