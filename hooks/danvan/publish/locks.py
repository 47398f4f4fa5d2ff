"""Locks that the kernel lets go of when their holder dies, and folders that are held by one."""

from __future__ import annotations

import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .host import Host

BUILD, WAITING, SWITCH, WORK = "build.lock", "waiting.lock", "switch.lock", "work.lock"
ALL = (BUILD, WAITING, SWITCH, WORK)


@contextmanager
def locked(path: Path, *, shared: bool = False) -> Iterator[None]:
    """Hold the lock on a file or folder; wait until it can be had."""
    handle = os.open(path, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_SH if shared else fcntl.LOCK_EX)
        yield
    finally:
        os.close(handle)


def is_locked(path: Path) -> bool:
    """Tell whether somebody holds the lock at this moment."""
    try:
        handle = os.open(path, os.O_RDONLY)
    except FileNotFoundError:
        return False
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(handle)
    return False


@contextmanager
def work_folder(host: Host) -> Iterator[Path]:
    """Make a folder that is removed at the end, or, after a kill, by `clear_leftovers`."""
    with locked(host.state / WORK):
        folder = Path(tempfile.mkdtemp(dir=host.work))
        handle = os.open(folder, os.O_RDONLY)
        fcntl.flock(handle, fcntl.LOCK_EX)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        os.close(handle)


def clear_leftovers(host: Host) -> None:
    """Remove what builds and checks that were killed have left."""
    with locked(host.state / WORK):
        for path in host.work.iterdir():
            if not path.is_dir() or path.is_symlink():
                path.unlink(missing_ok=True)
            elif not is_locked(path):
                shutil.rmtree(path, ignore_errors=True)
