"""Make what is missing of all photos' derivatives, on all cores, into a content-addressed cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterable
from concurrent.futures import ProcessPoolExecutor, as_completed
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from danvan.collection import Photo

from .derivatives import Derivatives, derivatives_key, load, make

_DOING = "Đang xử lý ảnh"
_DONE = "Đã xử lý {made} ảnh mới; {kept} ảnh dùng lại từ lần trước."


def make_derivatives(photos: Iterable[Photo], cache: Path) -> dict[Photo, Derivatives]:
    """Return the derivatives of each photo, making those that `cache` does not hold.

    The cache may be deleted, and shared between builds: a folder in it appears whole or not at all.
    Raise BadImageError when a file changed since it was read and can no longer be decoded.
    """
    wanted = {photo: derivatives_key(photo.digest, photo.focus) for photo in photos}
    found = {key: load(key, _folder(cache, key)) for key in set(wanted.values())}
    missing = {key: photo for photo, key in wanted.items() if found[key] is None}
    _make_missing(missing, cache)
    for key in missing:
        found[key] = load(key, _folder(cache, key))
    if wanted:
        Console(stderr=True).print(
            _DONE.format(made=len(missing), kept=len(found) - len(missing)), highlight=False
        )
    return {photo: made for photo, key in wanted.items() if (made := found[key]) is not None}


def _make_missing(missing: dict[str, Photo], cache: Path) -> None:
    if not missing:
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with (
        Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress,
        ProcessPoolExecutor(max_workers=os.cpu_count()) as pool,
    ):
        task = progress.add_task(_DOING, total=len(missing))
        # Large files first, so that no core is left with one at the end.
        ordered = sorted(missing.items(), key=lambda item: -item[1].width * item[1].height)
        jobs = [pool.submit(_make_one, photo, _folder(cache, key)) for key, photo in ordered]
        for job in as_completed(jobs):
            job.result()
            progress.advance(task)


def _make_one(photo: Photo, target: Path) -> None:
    """Make one photo's derivatives in a folder of their own, then move it into place at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=".making-"))
    try:
        draft.chmod(0o755)
        make(photo.path, photo.focus, draft)
        if target.exists():  # left incomplete by hand, or made meanwhile by another build
            shutil.rmtree(target, ignore_errors=True)
        draft.replace(target)
    except OSError:
        if not target.exists():
            raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _folder(cache: Path, key: str) -> Path:
    return cache / "photos" / key[:2] / key
