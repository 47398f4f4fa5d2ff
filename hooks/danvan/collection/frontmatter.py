"""Split a staff file into front matter and article."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path

from . import messages
from .problems import Findings
from .yamltext import Entry, read_yaml

_FENCE = "---"
# What word processors make of `---`, and fences that staff write too long or too short.
_ALMOST_FENCE = re.compile(r"^\s*(?:[-–—_=*]{2,}|[–—])\s*$")
_HEADING = re.compile(r"^#{2,6}\s*[^\s#]")
_KEY_LINE = re.compile(r"^[^\s:#][^:]{0,30}:(?:\s|$)")


@dataclass(frozen=True)
class Source:
    """A file taken apart: entries of the front matter, and the Markdown article after it."""

    entries: tuple[Entry, ...]
    body: str
    body_line: int
    """The line of the file on which `body` begins."""
    end_line: int = field(default=1)
    """The line of the closing `---`, where missing keys are reported."""


def split(text: str, path: Path, findings: Findings) -> Source | None:
    """Return the parts of a file that begins with `---`, or None when there are none to be seen."""
    lines = text.split("\n")
    start = _start(lines, path, findings)
    end = _end(lines, start, path, findings) if start is not None else None
    if start is None or end is None:
        return None
    value = read_yaml("\n".join(lines[start:end]), path, start + 1, findings)
    if value.broken:
        return None
    if value.entries is None and not value.empty:
        findings.problem(path, start + 1, messages.NOT_A_MAPPING)
        return None
    # A heading where the closing `---` should be belongs to the article.
    body_start = end if _HEADING.match(lines[end]) else end + 1
    while body_start < len(lines) and not lines[body_start]:
        body_start += 1
    body = "\n".join(lines[body_start:]).rstrip("\n")
    return Source(value.entries or (), body, body_start + 1, end + 1)


def _start(lines: list[str], path: Path, findings: Findings) -> int | None:
    """Return the index of the first line after the opening `---`."""
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[first].rstrip() == _FENCE:
        return first + 1
    findings.problem(path, first + 1, messages.NO_FRONT_MATTER)
    if _ALMOST_FENCE.match(lines[first]):
        return first + 1
    closed = any(line.rstrip() == _FENCE for line in lines)
    return first if closed and _KEY_LINE.match(lines[first]) else None


def _end(lines: list[str], start: int, path: Path, findings: Findings) -> int | None:
    """Return the index of the closing `---`, or of what stands where it should be."""
    for number in range(start, len(lines)):
        if lines[number].rstrip() == _FENCE:
            return number
        if _ALMOST_FENCE.match(lines[number]) or _HEADING.match(lines[number]):
            findings.problem(path, number + 1, messages.NO_FRONT_MATTER_END)
            return number
    findings.problem(path, len(lines), messages.NO_FRONT_MATTER_END)
    return None
