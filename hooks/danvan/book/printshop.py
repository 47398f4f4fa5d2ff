"""Render several PDFs at once, each in a process of its own, and none that is there already."""

from __future__ import annotations

import hashlib
import json
import multiprocessing
import os
import re
import shutil
import tempfile
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from importlib.metadata import version
from pathlib import Path

from rich.console import Console
from rich.progress import Progress, TextColumn, TimeElapsedColumn

from .rendering import Layout, RenderJob, render

_CODE = (
    "rendering.py",
    "mends.py",
    "accessibility.py",
    "presswork.py",
    "inkcolours.py",
    "printshop.py",
)
"""Modules that decide what is made from the same HTML."""
_TOOLS = ("weasyprint", "pydyf", "fonttools", "pillow")
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

    def order(self, job: RenderJob) -> str:
        """Start `job` unless its PDF is in the cache; return the key to collect it with."""
        key = _key(job)
        if key not in self._names and not _load(self._folder(key)):
            self._pool = self._pool or ProcessPoolExecutor(
                os.cpu_count(), mp_context=multiprocessing.get_context("forkserver")
            )
            self._running[key] = self._pool.submit(_work, job, self._folder(key))
        self._names[key] = job.name
        return key

    def collect(self, key: str) -> Printed:
        """Wait for the PDF of `key`, showing how far all work is; raise what went wrong in it."""
        if key in self._running:
            with _progress_of(self._running, self._names, self._cache):
                self._running[key].result()
        found = _load(self._folder(key))
        if found is None:  # the cache was emptied while the build was running
            raise FileNotFoundError(self._folder(key))
        (found.path.parent / _LAYOUT).touch()
        return found

    def close(self) -> None:
        """End the processes and forget PDFs that no recent build used."""
        if self._pool:
            self._pool.shutdown(cancel_futures=True)
        if self._names:
            made = len(self._running)
            line = _DONE.format(made=made, kept=len(self._names) - made)
            Console(stderr=True).print(line, highlight=False)
        _forget(self._cache)

    def _folder(self, key: str) -> Path:
        return self._cache / key


def _work(job: RenderJob, target: Path) -> None:
    """Render in a folder of its own, then move it into place at once."""
    target.parent.mkdir(parents=True, exist_ok=True)
    note = target.with_name(f"{target.name}{_NOTE}")
    draft = Path(tempfile.mkdtemp(dir=target.parent, prefix=".making-"))
    try:
        layout = render(job, draft / _PDF, progress=lambda news: _tell(note, news))
        (draft / _LAYOUT).write_text(json.dumps(asdict(layout)), "utf-8")
        if target.exists():
            shutil.rmtree(target)
        draft.replace(target)
    finally:
        note.unlink(missing_ok=True)
        shutil.rmtree(draft, ignore_errors=True)


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
    for path in (job.motif, *sorted(job.base.rglob("*"))):
        if path.is_file():
            digest.update(path.read_bytes())
    return digest.hexdigest()[:20]


def _load(folder: Path) -> Printed | None:
    try:
        facts = json.loads((folder / _LAYOUT).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    for key in ("labels", "colour_pages", "warnings"):
        facts[key] = tuple(facts[key])
    return Printed(folder / _PDF, Layout(**facts)) if (folder / _PDF).is_file() else None


def _forget(cache: Path) -> None:
    """Keep the PDFs that were used last."""
    layouts = sorted(cache.glob(f"*/{_LAYOUT}"), key=lambda path: path.stat().st_mtime)
    for layout in layouts[:-_KEPT]:
        shutil.rmtree(layout.parent, ignore_errors=True)
