"""Look at finished press files again, and say in a few lines what a printing house would."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from danvan.book.delivery import FACTS, REPORT_HTML, write_report
from danvan.book.preflight import Level, Report, preflight, read_facts
from danvan.book.preflight.messages import VERDICTS, heading

_MARKS = {Level.RED: "ĐỎ", Level.AMBER: "VÀNG", Level.GREEN: "XANH"}


@dataclass(frozen=True)
class PressCheck:
    """The preflight of one volume."""

    output: str
    level: Level
    lines: tuple[str, ...]
    """For staff: the verdict, each fault with its mend, and where the whole report is."""


def check_press(folder: Path) -> tuple[PressCheck, ...]:
    """Inspect every volume in `folder` and write its reports there; empty when there is none.

    Raise FactsError, in Vietnamese, when what the build noted beside its files is damaged.
    """
    ending = FACTS.format(output="")
    outputs = sorted(path.name.removesuffix(ending) for path in folder.glob(f"*{ending}"))
    return tuple(_check(folder, output) for output in outputs)


def _check(folder: Path, output: str) -> PressCheck:
    report = preflight(read_facts(folder / FACTS.format(output=output)), folder)
    write_report(report, folder, output)
    page = folder / REPORT_HTML.format(output=output)
    lines = (f"{output}: {_verdict(report)}", *_faults(report), f"Báo cáo đầy đủ: {page}")
    return PressCheck(output, report.level, lines)


def _verdict(report: Report) -> str:
    counts = {level: sum(c.level is level for c in report.checks) for level in Level}
    numbers = ", ".join(f"{counts[level]} {_MARKS[level].lower()}" for level in _MARKS)
    return f"{VERDICTS[report.level]} ({numbers})"


def _faults(report: Report) -> Iterator[str]:
    worst_first = sorted(report.checks, key=lambda check: -check.level.value)
    for check in worst_first:
        if check.level is not Level.GREEN:
            yield from _fault(heading(check), _MARKS[check.level], check.lines)


def _fault(title: str, mark: str, lines: Sequence[str]) -> Iterator[str]:
    yield f"  [{mark}] {title}"
    yield from (f"    - {line}" for line in lines)
