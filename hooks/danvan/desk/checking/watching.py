"""Tell when staff save a file."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

WATCHED = ("exemplars", "docs")
SETTLE = 0.3
"""Seconds without a change after which a file counts as saved."""
_CHANGES = ("created", "modified", "moved", "deleted")


class _Bell(FileSystemEventHandler):
    def __init__(self) -> None:
        self.rung = threading.Event()

    def on_any_event(self, event: FileSystemEvent) -> None:
        if event.event_type in _CHANGES:
            self.rung.set()


@contextmanager
def changes(root: Path) -> Iterator[Iterator[None]]:
    """Yield an iterator that goes on each time the content of the project has changed."""
    bell, observer = _Bell(), Observer()
    for name in WATCHED:
        if (root / name).is_dir():
            observer.schedule(bell, str(root / name), recursive=True)
    observer.start()
    try:
        yield _each(bell.rung)
    finally:
        observer.stop()
        observer.join()


def _each(rung: threading.Event) -> Iterator[None]:
    while True:
        rung.wait()
        while rung.is_set():
            rung.clear()
            time.sleep(SETTLE)
        yield
