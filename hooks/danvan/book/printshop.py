"""Render several PDFs at once, each part in a process of its own; none that is there already."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import shutil
import tempfile
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass, replace
from functools import partial
from importlib.metadata import version
from multiprocessing import forkserver
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from danvan.collection.imagefiles import file_digest
from danvan.photos.workshop import DRAFT, report, whole_folder

from .binding import bind
from .division import PARTS, Part
from .meeting import Meeting, OtherPartFailedError, all_laid_out, pages_done
from .pagination import Layout
from .rendering import RenderJob, divided, lay_out, paginated, write_part

_CODE = (
    "rendering.py",
    "division.py",
    "pagination.py",
    "numbering.py",
    "binding.py",
    "spaces.py",
    "mends.py",
    "accessibility.py",
    "presswork.py",
    "inkcolours.py",
    "geometry.py",
    "proofs.py",
    "printshop.py",
)
"""Modules that decide what is made from the same HTML, and the proofs kept beside it."""
_TOOLS = ("weasyprint", "pydyf", "fonttools", "pillow", "pikepdf", "pypdfium2")
_KEPT = 30
"""Finished PDFs that stay in the cache, the latest used last to go."""
_DOING = "Đang dựng {name}: {pages} trang"
_DONE = "Đã dựng {made} tệp PDF; {kept} tệp dùng lại từ lần trước."
_PDF, _LAYOUT = "book.pdf", "layout.json"
_MEETING = ".meeting-"
_LONGEST_BUILD = 24 * 60 * 60
"""Seconds after which no build is still at work in a folder."""


@dataclass(frozen=True)
class Printed:
    """A finished PDF in the cache."""

    path: Path
    layout: Layout


@dataclass(frozen=True)
class _Running:
    """A job at work."""

    job: RenderJob
    """Without its HTML, which the parts have."""
    meeting: Path
    """Where its processes meet."""
    futures: list[Future[None]]
    """One for each part."""


def get_ready(*modules: str) -> None:
    """Start to load what rendering needs, once for all processes, beside the work of the caller.

    `modules` are those that the main program imports: every process runs its imports again.
    """
    forkserver.set_forkserver_preload([lay_out.__module__, *modules])
    forkserver.ensure_running()


class PrintShop:
    """Takes jobs and works on them in the background; `collect` waits for one."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache / "book"
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[str, _Running] = {}
        self._names: dict[str, str] = {}
        self._found: dict[str, Printed] = {}
        """What was proved to be whole."""

    def order(self, job: RenderJob) -> str:
        """Start `job` unless its PDF is in the cache; return the key to collect it with."""
        key = _key(job)
        if key not in self._names:
            self._names[key] = job.name
            if found := _load(self._folder(key)):
                self._found[key] = found
            else:
                self._start(key, job)
        return key

    def layout(self, key: str) -> Layout:
        """Return the layout of a job when its pages are laid out; its PDF may not be written yet.

        Raise what went wrong.
        """
        if key not in self._running:
            return self.collect(key).layout
        running = self._running[key]
        futures = running.futures
        with _progress_of(self._running, self._names):
            try:
                parts = all_laid_out(running.meeting, len(futures), partial(_failed, futures))
            except OtherPartFailedError:
                _await(futures)
                raise
        return paginated(running.job, parts).layout

    def collect(self, key: str) -> Printed:
        """Wait for the PDF of `key`, showing how far all work is; raise what went wrong in it."""
        if key in self._running:
            with _progress_of(self._running, self._names):
                _await(self._running[key].futures)
        found = self._found.get(key) or _load(self._folder(key))
        if found is None:  # the cache was emptied while the build was running
            raise FileNotFoundError(self._folder(key))
        self._found[key] = found
        (found.path.parent / _LAYOUT).touch()
        return found

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where in the cache the PDFs of this build lie."""
        return tuple(map(self._folder, self._names))

    def close(self) -> None:
        """End the processes and forget PDFs that no recent build used."""
        for running in self._running.values():
            cancelled = [future.cancel() for future in running.futures]
            if any(cancelled):  # the parts at work would wait for them
                Meeting(running.meeting, 0, len(cancelled)).failed()
        if self._pool:
            self._pool.shutdown()
        for running in self._running.values():
            shutil.rmtree(running.meeting, ignore_errors=True)
        if self._names:
            kept = len(self._names) - len(self._running)
            made = sum(all(map(_succeeded, job.futures)) for job in self._running.values())
            report(_DONE, made=made, kept=kept)
        _forget(self._cache)

    def _start(self, key: str, job: RenderJob) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        meeting = Path(tempfile.mkdtemp(dir=self._cache, prefix=_MEETING))
        parts = divided(job)
        job = replace(job, html="")  # the parts have it
        self._running[key] = running = _Running(job, meeting, [])
        for number, part in enumerate(parts):
            seat = Meeting(meeting, number, len(parts))
            future = self._processes.submit(_work, job, part, seat, self._folder(key))
            running.futures.append(future)

    @property
    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            get_ready()
            context = multiprocessing.get_context("forkserver")
            # The parts of a book wait for each other: all of them must be at work.
            workers = max(os.cpu_count() or 1, PARTS)
            self._pool = ProcessPoolExecutor(workers, mp_context=context)
        return self._pool

    def _folder(self, key: str) -> Path:
        return self._cache / key


def _failed(futures: Iterable[Future[None]]) -> bool:
    return any(future.done() and not _succeeded(future) for future in futures)


def _succeeded(future: Future[None]) -> bool:
    return not future.cancelled() and future.exception() is None


def _await(futures: Iterable[Future[None]]) -> None:
    """Wait for all parts; raise what went wrong in one rather than that the others gave up."""
    errors = [error for future in futures if (error := future.exception())]
    for error in sorted(errors, key=lambda error: isinstance(error, OtherPartFailedError)):
        raise error


def _work(job: RenderJob, part: Part, meeting: Meeting, target: Path) -> None:
    """Make one part; the process of the first part binds the book and puts it into its place."""
    # A book is millions of small objects that live until it is written: looking for those that
    # do not takes a sixth of the time. Those of the job before go now, if there was one.
    gc.collect()
    gc.disable()
    try:
        laid_out = lay_out(job, part, meeting.at_page)
        pagination = paginated(job, meeting.laid_out(laid_out.pages))
        own = meeting.files[meeting.number]
        meeting.written(write_part(job, laid_out, meeting.number, pagination, own))
        if meeting.number == 0:
            warnings = meeting.all_written()
            with whole_folder(target) as draft:
                bind(meeting.files, pagination, draft / _PDF)
                layout = asdict(pagination.layout) | {"warnings": warnings}
                facts = {"sha256": file_digest(draft / _PDF), "layout": layout}
                (draft / _LAYOUT).write_text(json.dumps(facts), "utf-8")
    except BaseException:
        meeting.failed()
        raise


@contextmanager
def _progress_of(running: Mapping[str, _Running], names: Mapping[str, str]) -> Iterator[None]:
    """Show how many pages each running job has laid out, until the body is done."""
    console = Console(stderr=True)
    if not console.is_terminal:
        yield  # in a log nobody watches a number grow
        return
    done = threading.Event()
    columns = TextColumn("{task.description}"), TimeElapsedColumn()
    with Progress(*columns, console=console, transient=True) as progress:
        tasks = {key: progress.add_task(names[key], total=None) for key in running}

        def follow() -> None:
            while not done.wait(0.2):
                for key, task in tasks.items():
                    if pages := pages_done(running[key].meeting):
                        doing = _DOING.format(name=names[key], pages=pages)
                        progress.update(task, description=doing)

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _key(job: RenderJob) -> str:
    """Return the content address of a job: everything that its PDF is made of, by hash."""
    digest = hashlib.sha256(repr([(tool, version(tool)) for tool in _TOOLS]).encode())
    for name in _CODE:
        digest.update((Path(__file__).parent / name).read_bytes())
    told = (job.html, job.date, job.signature, job.variant, job.colour_sections, job.whole)
    digest.update(repr(told).encode())
    for address, path in sorted(job.photos.items()):
        digest.update(f"{address} {path.parent.name}/{path.name}\n".encode())
    if job.printing:
        printing = job.printing
        digest.update(repr(replace(printing, profile=Path(printing.profile.name))).encode())
        digest.update(printing.profile.read_bytes())
    digest.update(f"{file_digest(job.motif)}\n".encode())
    for path in sorted(job.base.rglob("*")):
        if path.is_file():
            digest.update(f"{path.relative_to(job.base)} {file_digest(path)}\n".encode())
    return digest.hexdigest()[:20]


def _load(folder: Path) -> Printed | None:
    """Return the PDF in `folder`; None when it is not all there and as it was made."""
    try:
        facts = json.loads((folder / _LAYOUT).read_text("utf-8"))
        told = facts["layout"]
        lists = {key: tuple(told[key]) for key in ("labels", "colour_pages", "warnings")}
        found = Printed(folder / _PDF, Layout(**(told | lists)))
        is_whole = file_digest(found.path) == facts["sha256"]
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return found if is_whole else None


def _forget(cache: Path) -> None:
    """Keep the PDFs that were used last, and nothing that a build left which was killed."""
    for left in (*cache.glob(f"{_MEETING}*"), *cache.glob(f"{DRAFT}*")):
        with suppress(FileNotFoundError):
            if time.time() - left.stat().st_mtime > _LONGEST_BUILD:
                shutil.rmtree(left, ignore_errors=True)
    layouts = sorted(cache.glob(f"*/{_LAYOUT}"), key=lambda path: path.stat().st_mtime)
    for layout in layouts[:-_KEPT]:
        shutil.rmtree(layout.parent, ignore_errors=True)
