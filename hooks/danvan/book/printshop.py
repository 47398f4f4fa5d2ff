"""Render several PDFs at once, each in a process of its own, and none that is there already."""

from __future__ import annotations

import gc
import hashlib
import json
import multiprocessing
import os
import re
import shutil
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from danvan.collection.imagefiles import file_digest
from danvan.photos.workshop import report, whole_folder

from .rendering import Layout, RenderJob, render

_CODE = (
    "rendering.py",
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
_DOING = "Đang dựng {name}: trang {page}"
_DONE = "Đã dựng {made} tệp PDF; {kept} tệp dùng lại từ lần trước."
_PDF, _LAYOUT, _NOTE = "book.pdf", "layout.json", ".page"
_AT_PAGE = re.compile(r"Page (\d+)")


@dataclass(frozen=True)
class Printed:
    """A finished PDF in the cache."""

    path: Path
    layout: Layout


class PrintShop:
    """Takes jobs and works on them in the background; `collect` waits for one."""

    def __init__(self, cache: Path) -> None:
        self._cache = cache / "book"
        self._pool: ProcessPoolExecutor | None = None
        self._running: dict[str, Future[None]] = {}
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
                self._running[key] = self._processes.submit(_work, job, self._folder(key))
        return key

    def collect(self, key: str) -> Printed:
        """Wait for the PDF of `key`, showing how far all work is; raise what went wrong in it."""
        if key in self._running:
            with _progress_of(self._running, self._names, self._cache):
                self._running[key].result()
        found = self._found.get(key) or _load(self._folder(key))
        if found is None:  # the cache was emptied while the build was running
            raise FileNotFoundError(self._folder(key))
        self._found[key] = found
        (found.path.parent / _LAYOUT).touch()
        return found

    def close(self) -> None:
        """End the processes and forget PDFs that no recent build used."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        if self._names:
            kept = len(self._names) - len(self._running)
            made = sum(_succeeded(future) for future in self._running.values())
            report(_DONE, made=made, kept=kept)
        _forget(self._cache)

    @property
    def _processes(self) -> ProcessPoolExecutor:
        if self._pool is None:
            context = multiprocessing.get_context("forkserver")
            context.set_forkserver_preload([render.__module__])  # once, not in every process
            self._pool = ProcessPoolExecutor(os.cpu_count(), mp_context=context)
        return self._pool

    def _folder(self, key: str) -> Path:
        return self._cache / key


def _succeeded(future: Future[None]) -> bool:
    return not future.cancelled() and future.exception() is None


def _work(job: RenderJob, target: Path) -> None:
    """Render in a folder of its own, then move it into place at once."""
    note = target.with_name(f"{target.name}{_NOTE}")
    # A book is millions of small objects that live until it is written: looking for those that
    # do not takes a sixth of the time.
    gc.disable()
    try:
        with whole_folder(target) as draft:
            layout = render(job, draft / _PDF, progress=lambda news: _tell(note, news))
            facts = {"sha256": file_digest(draft / _PDF), "layout": asdict(layout)}
            (draft / _LAYOUT).write_text(json.dumps(facts), "utf-8")
    finally:
        gc.enable()
        note.unlink(missing_ok=True)


def _tell(note: Path, news: str) -> None:
    """Leave the number of the page at hand where the waiting process finds it."""
    if found := _AT_PAGE.search(news):
        note.write_text(found[1])


@contextmanager
def _progress_of(
    running: Mapping[str, Future[None]], names: Mapping[str, str], cache: Path
) -> Iterator[None]:
    """Show at which page each running job is, until the body is done."""
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
                    page = _page_of(cache / f"{key}{_NOTE}")
                    if page:
                        doing = _DOING.format(name=names[key], page=page)
                        progress.update(task, description=doing)

        thread = threading.Thread(target=follow, daemon=True)
        thread.start()
        try:
            yield
        finally:
            done.set()
            thread.join()


def _page_of(note: Path) -> str:
    try:
        return note.read_text()
    except FileNotFoundError:
        return ""


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
    """Keep the PDFs that were used last."""
    layouts = sorted(cache.glob(f"*/{_LAYOUT}"), key=lambda path: path.stat().st_mtime)
    for layout in layouts[:-_KEPT]:
        shutil.rmtree(layout.parent, ignore_errors=True)
