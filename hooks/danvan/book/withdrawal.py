"""Empty the cache of what a story left there that was taken down."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

_RECORD = "da-go.json"
_STORES = ("photos", "prints", "book")


def forget_removed(cache: Path, removed: Iterable[str], used: Iterable[Path]) -> None:
    """Keep only what this build `used`, once after each story that was taken down.

    `removed` are the addresses of all such stories. Which files were theirs nobody can tell any
    more: their photos may be gone from the collection, and a book holds many stories.
    """
    record, addresses = cache / _RECORD, sorted(removed)
    if set(addresses) <= set(_told(record)):
        return
    kept = {parent for path in used for parent in (path, *path.parents)}
    for store in _STORES:
        for entry in (cache / store).glob("*"):
            if entry not in kept:
                shutil.rmtree(entry) if entry.is_dir() else entry.unlink()
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(addresses), "utf-8")


def _told(record: Path) -> list[str]:
    with suppress(OSError, ValueError, TypeError):
        return [str(address) for address in json.loads(record.read_text("utf-8"))]
    return []
