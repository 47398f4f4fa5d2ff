"""What became of the last push, for `danvan host status`."""

from __future__ import annotations

import json
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

from .host import Host, write_json

PUBLISHED, REFUSED, FAILED = "published", "refused", "failed"
_FILE = "last.json"


@dataclass(frozen=True)
class Attempt:
    """One push or publication that has ended."""

    outcome: str
    commit: str
    lines: tuple[str, ...] = ()
    """What the pusher was told of the reasons."""
    time: str = ""


def note_attempt(host: Host, outcome: str, commit: str, lines: Sequence[str] = ()) -> None:
    """Remember what became of a push; a disk that is full forgets."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with suppress(OSError):
        write_json(host.state / _FILE, asdict(Attempt(outcome, commit, tuple(lines), now)))


def last_attempt(host: Host) -> Attempt | None:
    """Return what became of the last push that ended."""
    try:
        told = json.loads((Path(host.state) / _FILE).read_text("utf-8"))
        return Attempt(**told | {"lines": tuple(told["lines"])})
    except (OSError, ValueError, TypeError, KeyError):
        return None
