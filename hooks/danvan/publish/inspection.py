"""Look at a push before it is accepted: its files, its program part, its content."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from . import limits, messages
from .building import told
from .faults import Fault
from .host import Host
from .locks import work_folder
from .program import program_faults
from .running import danvan
from .stories import once_published
from .trees import entries_of, tree_faults, write_files


class InspectionError(Exception):
    """Why a push could not be judged."""

    def __init__(self, why: str, lines: Sequence[str] = ()) -> None:
        super().__init__(why)
        self.why = why
        self.lines = lines


@dataclass(frozen=True)
class Found:
    """What was found in a push."""

    faults: Sequence[Fault]
    stories: int = 0
    photos: int = 0


def inspect_push(host: Host, commit: str) -> Found:
    """Find what is wrong with a commit that is still in quarantine."""
    entries = entries_of(host.repository, commit)
    if faults := tree_faults(entries):
        return Found(faults)
    with work_folder(host) as work:
        checkout = work / "checkout"
        write_files(host.repository, entries, checkout)
        if faults := program_faults(checkout, host.installation, host.branch):
            return Found(faults)
        return _content(host, checkout)


def _content(host: Host, checkout: Path) -> Found:
    """Run `danvan check`; what it knows of photos is kept for the build that follows."""
    (checkout / ".cache").mkdir()
    (checkout / ".cache/danvan").symlink_to(host.cache)
    limit = limits.CHECK_SECONDS
    published = once_published(host.state)
    lost = ("--published", str(published)) if published else ()
    done = danvan(host, checkout, "check", "--format", "json", *lost, limit=limit)
    if done.late:
        raise InspectionError(messages.CHECK_LATE.format(seconds=limit))
    try:
        report = json.loads(done.output)
        faults = [_fault(problem) for problem in report["problems"]]
        counts = report["counts"]
    except (ValueError, KeyError, TypeError):
        if done.full_disk:
            raise InspectionError(messages.FULL_DISK) from None
        lines = told(done)
        raise InspectionError(lines[-1] if lines else str(done.code), lines) from None
    return Found(faults, counts["stories"], counts["photos"])


def _fault(problem: dict[str, object]) -> Fault:
    line = problem["line"]
    assert isinstance(line, int)
    return Fault(str(problem["path"]), str(problem["what"]), str(problem["mend"]), line)
