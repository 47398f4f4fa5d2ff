"""A PDF rendered in one process, as the print shop does it in several."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from danvan.book.binding import bind
from danvan.book.pagination import Layout
from danvan.book.rendering import RenderJob, divided, lay_out, paginated, write_part


def render(job: RenderJob, target: Path, progress: Callable[[str], None] | None = None) -> Layout:
    """Write the PDF of `job` to `target`, one part after the other.

    `progress` hears of each page that is laid out.
    """
    parts = [lay_out(job, part, progress) for part in divided(job)]
    pagination = paginated(job, [part.pages for part in parts])
    files = [target.with_name(f"{target.name}.{number}") for number in range(len(parts))]
    warnings: dict[str, None] = {}
    for number, part in enumerate(parts):
        heard = write_part(job, part, number, pagination, files[number])
        warnings |= dict.fromkeys(heard)
    bind(files, pagination, target)
    for file in files:
        file.unlink()
    return replace(pagination.layout, warnings=tuple(warnings))
