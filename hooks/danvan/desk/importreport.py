"""Tell staff what became of the Word files that they imported."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from .importing import NEW, REFUSED, SAME, UPDATED, Outcome

_SHOWN_REMARKS = 60
_ORDER = (NEW, UPDATED, SAME, REFUSED)


@contextmanager
def bar(total: int) -> Iterator[Callable[[str], None]]:
    """Show how many files are done while several are imported."""
    console = Console(file=sys.stderr)
    hidden = total < 2 or not console.is_terminal
    columns = (
        TextColumn("Đang nhập"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=hidden) as progress:
        task = progress.add_task("", total=total)
        yield lambda name: progress.update(task, advance=1, description=name)


def lines(outcomes: Sequence[Outcome]) -> list[str]:
    """Return the report: a few lines for each file, and a summary of many."""
    told = [line for outcome in outcomes for line in _told(outcome, alone=len(outcomes) == 1)]
    counts = Counter(outcome.status for outcome in outcomes)
    if len(outcomes) > 1:
        summary = ", ".join(f"{counts[status]} {status}" for status in _ORDER if counts[status])
        told.append(f"{len(outcomes)} tệp: {summary}.")
    if counts[NEW] or counts[UPDATED]:
        told.append(
            "Điền các mục còn trống, xem các dòng “Từ tệp Word” trong guong.md, "
            "rồi chạy danvan check để soát."
        )
    return told


def _told(outcome: Outcome, *, alone: bool) -> Iterator[str]:
    name = outcome.file.name
    if outcome.status == REFUSED:
        yield f"✗ {name}: {outcome.reason}"
        return
    if outcome.status == SAME:
        yield f"= {name}: không có gì mới so với lần nhập trước ({outcome.folder})."
        return
    word = "cập nhật" if outcome.status == UPDATED else "nhập"
    yield f"✓ {name}: đã {word} vào {outcome.folder} ({outcome.photos} ảnh)."
    if outcome.blanks:
        yield f"    Còn trống: {', '.join(outcome.blanks)}."
    if alone:
        yield from (f"    – {remark}" for remark in outcome.remarks[:_SHOWN_REMARKS])
        more = len(outcome.remarks) - _SHOWN_REMARKS
        if more > 0:
            yield f"    … và {more} điều nữa, ghi trong guong.md."
    elif outcome.remarks:
        yield f"    {len(outcome.remarks)} điều cần xem, ghi trong guong.md."
