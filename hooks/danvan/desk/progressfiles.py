"""Show progress to staff: in the terminal, as a page of one file, as a spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from rich.console import Console

from .grids import html_of, print_grid, write_xlsx
from .letters import SANS, faces
from .progress import Progress
from .summaryfiles import keep

NAME, TITLE = "tien-do", "Tiến độ viết và chọn bài “Dân vận khéo”"
DAY = "Tính đến ngày {day:%d/%m/%Y}. Trang nội bộ, không đăng lên mạng."
SAMPLES = "Trong đó có {count} bài mẫu kèm phần mềm."
PUBLIC = "Trang tiến độ là trang nội bộ, không được ghi vào thư mục {folder}: sẽ lộ lên mạng."
_PUBLIC_FOLDERS = ("docs", "site", "overrides")
_FACES = ((SANS, 400), (SANS, 600))
_WIDE = '<div class="wide" tabindex="0" role="region" aria-label="{name}">'
"""Around a table, which a phone scrolls."""
_STYLE = """
:root { color-scheme: light dark; --paper: #fbf8f2; --card: #fff; --ink: #211c18;
  --muted: #6a6058; --line: #e6ddcf; --good: #1d6b57; --warn: #8a5a00; --bad: #9b2d22; }
@media (prefers-color-scheme: dark) { :root { --paper: #191614; --card: #221e1b; --ink: #efe8df;
  --muted: #b3a89c; --line: #3a332d; --good: #7cc9b1; --warn: #e0b25c; --bad: #ef9a8f; } }
body { background: var(--paper); color: var(--ink); margin: 0 auto; padding: 1.5rem 1rem 3rem;
  max-width: 68rem; font: 1rem/1.6 "be-vietnam-pro", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.3; margin: 0 0 .25rem; text-wrap: balance; }
h2 { font-size: 1.15rem; line-height: 1.35; margin: 2.25rem 0 .75rem; }
p { margin: 0; color: var(--muted); }
.wide { overflow-x: auto; background: var(--card); border: 1px solid var(--line);
  border-radius: .4rem; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { padding: .5rem .75rem; text-align: left; vertical-align: top; }
th { font-weight: 600; font-size: .85rem; color: var(--muted); white-space: nowrap; }
tr + tr td, tbody tr:first-child td { border-top: 1px solid var(--line); }
.number { text-align: right; } tr.total td { font-weight: 600; }
td:first-child { min-width: 10rem; }
tr.bad td:first-child { box-shadow: inset .25rem 0 var(--bad); }
tr.warn td:first-child { box-shadow: inset .25rem 0 var(--warn); }
@media (max-width: 30rem) { th, td { padding: .45rem .5rem; } td:first-child { min-width: 8rem; } }
tr.good td:last-child { color: var(--good); } tr.warn td:last-child { color: var(--warn); }
tr.bad td:last-child { color: var(--bad); font-weight: 600; }
@media print { body { max-width: none; } .wide { border: 0; } }
"""


def write_progress(
    progress: Progress, formats: Sequence[str], root: Path, folder: Path, *, overwrite: bool
) -> Iterator[Path]:
    """Print or write `progress` in each of `formats`; yield the files.

    Raise FileExistsError when a file is there and must not be replaced, or would become public;
    the text is for staff.
    """
    where = folder.resolve()
    for name in _PUBLIC_FOLDERS:
        if where.is_relative_to((root / name).resolve()):
            raise FileExistsError(PUBLIC.format(folder=folder))
    files = {form: folder / f"{NAME}.{form}" for form in formats if form != "table"}
    keep(files.values(), overwrite=overwrite)
    if "table" in formats:
        console = Console()
        for grid in progress.grids:
            print_grid(grid, console)
            console.print()
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    for form, path in files.items():
        if form == "xlsx":
            write_xlsx(progress.grids, path)
        else:
            path.write_text(_page(progress, root), "utf-8")
        yield path


def _page(progress: Progress, root: Path) -> str:
    tables = (
        html_of(grid).replace("<table>", f"{_WIDE.format(name=escape(grid.title))}<table>")
        for grid in progress.grids
    )
    notes = [DAY.format(day=progress.day)]
    notes += [SAMPLES.format(count=progress.samples)] if progress.samples else []
    return (
        '<!doctype html><html lang="vi"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="robots" content="noindex">'
        f"<title>{escape(TITLE)}</title><style>{faces(root, _FACES)}{_STYLE}</style></head><body>"
        f"<h1>{escape(TITLE)}</h1><p>{' '.join(notes)}</p>"
        f"{''.join(table + '</div>' for table in tables)}</body></html>\n"
    )
