"""From single findings on single pages to the checks of the report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

MOST_LINES = 40
"""Of one check; a book with more findings of one kind has one cause."""
_MORE = "… và {count} chỗ khác cùng loại."


class Level(Enum):
    """How far a check keeps the files from the press; worse is larger."""

    GREEN = 0
    AMBER = 1
    RED = 2

    @property
    def key(self) -> str:
        """The name in JSON and in CSS."""
        return self.name.lower()


def worst(levels: Iterable[Level]) -> Level:
    """Return the worst level; green when there is none."""
    return max(levels, key=lambda level: level.value, default=Level.GREEN)


class Part(Enum):
    """What a check looks at."""

    INTERIOR = "interior"
    COVER = "cover"
    BOOK = "book"


@dataclass(frozen=True)
class Check:
    """One question that a printing house asks, and the answer."""

    key: str
    """For machines, such as `interior.boxes`."""
    level: Level
    title: str
    lines: tuple[str, ...]
    """When green, what was found good; else what is wrong, where, and how to mend it."""
    part: Part = Part.BOOK
    pages: tuple[int, ...] = ()
    """Pages with findings, counted from 1."""


class Finding(NamedTuple):
    """One thing wrong in one place."""

    level: Level
    text: str
    page: int | None


class Fault(NamedTuple):
    """A kind of finding: how bad, what is wrong and how to mend it, as a `str.format` template."""

    level: Level
    text: str

    def at(self, page: int | None = None, **values: object) -> Finding:
        """Return this fault found on `page`; None is the file as a whole."""
        return Finding(self.level, self.text.format(**values), page)


class Rule(NamedTuple):
    """A check's key, title and what it says when all is well."""

    key: str
    title: str
    good: str


def conclude(rule: Rule, part: Part, findings: Iterable[Finding], /, **values: object) -> Check:
    """Return the check for all `findings` of one rule; `values` fill what it says when green."""
    listed = list(findings)
    key = rule.key if part is Part.BOOK else f"{part.value}.{rule.key}"
    pages = tuple(sorted({f.page for f in listed if f.page is not None}))
    lines = _lines(listed) or (rule.good.format(**values),)
    return Check(key, worst(f.level for f in listed), rule.title, lines, part, pages)


def _lines(findings: Iterable[Finding]) -> tuple[str, ...]:
    """Return one line for each text, with all its pages: the worst first, then by page."""
    pages: dict[tuple[Level, str], set[int]] = {}
    for finding in findings:
        place = pages.setdefault((finding.level, finding.text), set())
        if finding.page is not None:
            place.add(finding.page)
    ordered = sorted(pages.items(), key=lambda item: (-item[0][0].value, min(item[1], default=0)))
    lines = [_line(text, sorted(places)) for (_, text), places in ordered]
    more = len(lines) - MOST_LINES
    return (*lines[:MOST_LINES], *([_MORE.format(count=more)] if more > 0 else []))


def _line(text: str, pages: list[int]) -> str:
    return f"Trang {page_ranges(pages)}: {text}" if pages else text


def page_ranges(pages: Iterable[int]) -> str:
    """Return sorted page numbers as `3, 5–8`."""
    runs: list[list[int]] = []
    for page in pages:
        if runs and page == runs[-1][-1] + 1:
            runs[-1].append(page)
        else:
            runs.append([page])
    return ", ".join(_run(run) for run in runs)


def _run(run: list[int]) -> str:
    if len(run) == 2:
        return f"{run[0]}, {run[1]}"
    return str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}"
