"""Hand out the summary in the forms that staff ask for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from rich.console import Console

from danvan.collection.folding import slugify

from .forms import write_docx, write_pdf
from .grids import csv_of, print_grid, write_xlsx
from .summary import Summary

EXISTS = (
    "Đã có tệp {path}. Muốn ghi đè thì thêm --overwrite, hoặc ghi vào thư mục khác bằng --output."
)


def keep(files: Iterable[Path], *, overwrite: bool) -> None:
    """Raise FileExistsError, with a message for staff, for a file that must not be replaced."""
    for path in files:
        if path.exists() and not overwrite:
            raise FileExistsError(EXISTS.format(path=path))


def write_summary(
    summary: Summary, formats: Sequence[str], folder: Path, *, overwrite: bool
) -> Iterator[Path]:
    """Print or write `summary` in each of `formats`; yield the files, all or none of them.

    Raise FileExistsError, with a message for staff, when a file is there and must not be replaced.
    """
    name = f"bieu-tong-hop-{slugify(summary.period.removeprefix('năm '))}".strip("-")
    files = {form: folder / f"{name}.{form}" for form in formats if form != "table"}
    keep(files.values(), overwrite=overwrite)
    if "table" in formats:
        print_grid(summary.grid, Console())
    if files:
        folder.mkdir(parents=True, exist_ok=True)
    for form, path in files.items():
        _write(summary, form, path)
        yield path


def _write(summary: Summary, form: str, path: Path) -> None:
    if form == "docx":
        write_docx(summary, path)
    elif form == "pdf":
        write_pdf(summary, path)
    elif form == "xlsx":
        write_xlsx([summary.grid], path)
    else:
        path.write_text(csv_of(summary.grid), "utf-8", newline="")
