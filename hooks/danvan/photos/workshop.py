"""Make what is missing of all photos' derivatives, on all cores, into a content-addressed cache."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from danvan.collection import Photo

from .derivatives import Derivatives, derivatives_key, load, make

_DOING = "Đang xử lý ảnh"
DRAFT = ".making-"
"""How the name of a folder begins that is not whole yet."""
_DONE = "Đã xử lý {made} ảnh mới; {kept} ảnh dùng lại từ lần trước."


@dataclass(frozen=True)
class Job:
    """One folder of the cache, and how it is filled."""

    folder: Path
    weight: int
    """Pixels of the original: how long it takes, next to other jobs."""
    make: Callable[[Path], None]
    """Fills the empty folder that it is given; runs in another process."""


def make_derivatives(photos: Iterable[Photo], cache: Path) -> dict[Photo, Derivatives]:
    """Return the derivatives of each photo, making those that `cache` does not hold.

    The cache may be deleted, and shared between builds: a folder in it appears whole or not at all.
    Raise BadImageError when a file changed since it was read and can no longer be decoded.
    """
    wanted = {photo: derivatives_key(photo.digest, photo.focus) for photo in photos}
    found = {key: load(key, _folder(cache, key)) for key in set(wanted.values())}
    missing = {key: photo for photo, key in wanted.items() if found[key] is None}
    fill_folders([_job(photo, _folder(cache, key)) for key, photo in missing.items()], _DOING)
    for key in missing:
        found[key] = load(key, _folder(cache, key))
    if wanted:
        report(_DONE, made=len(missing), kept=len(found) - len(missing))
    return {photo: made for photo, key in wanted.items() if (made := found[key]) is not None}


def fill_folders(jobs: Sequence[Job], doing: str) -> None:
    """Do all `jobs` on all cores, showing how far they are under the name `doing`."""
    if not jobs:
        return
    columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()
    with (
        Progress(*columns, TimeRemainingColumn(), console=Console(stderr=True)) as progress,
        ProcessPoolExecutor(max_workers=os.cpu_count()) as pool,
    ):
        task = progress.add_task(doing, total=len(jobs))
        # Large files first, so that no core is left with one at the end.
        waiting = [pool.submit(_fill, job) for job in sorted(jobs, key=lambda job: -job.weight)]
        for done in as_completed(waiting):
            done.result()
            progress.advance(task)


@contextmanager
def whole_folder(folder: Path) -> Iterator[Path]:
    """Yield an empty folder to be filled; it then stands at `folder` at once, or not at all.

    What lies damaged at `folder` goes; what another build has just put there may stay.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(dir=folder.parent, prefix=DRAFT))
    try:
        draft.chmod(0o755)
        yield draft
        shutil.rmtree(folder, ignore_errors=True)
        _put(draft, folder)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def report(text: str, **numbers: int) -> None:
    """Print a line on what was made for whoever watches the build."""
    Console(stderr=True).print(text.format(**numbers), highlight=False)


def _job(photo: Photo, folder: Path) -> Job:
    return Job(folder, photo.width * photo.height, partial(make, photo.path, photo.focus))


def _fill(job: Job) -> None:
    try:
        with whole_folder(job.folder) as draft:
            job.make(draft)
    except OSError:
        if not job.folder.exists():  # else another build has made it meanwhile
            raise


def _put(draft: Path, folder: Path) -> None:
    try:
        draft.replace(folder)
    except OSError:
        if not folder.exists():  # else another build has just made it
            raise


def _folder(cache: Path, key: str) -> Path:
    return cache / "photos" / key[:2] / key
