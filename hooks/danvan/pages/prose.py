"""Small steps that make staff Markdown mean what its writer meant."""

from __future__ import annotations

import re

from danvan.collection.folding import fold

_HEADING_1 = re.compile(r"^#(?!#)\s*(?P<text>.*?)\s*#*$")
_LIST_ITEM = re.compile(r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s+\S")
_TABLE_ROW = re.compile(r"^\s{0,3}\|.*\|\s*$")
_CODE_FENCE = re.compile(r"^\s*(?:```|~~~)")


def prepared(body: str, title: str) -> str:
    """Return `body` ready for Markdown; `title` is what the page's own heading says."""
    return _loosened(_without_title(body, title))


def _without_title(body: str, title: str) -> str:
    """Drop a first-level heading that repeats the title and lower any other: a page has one."""
    lines = []
    for line in body.split("\n"):
        heading = _HEADING_1.match(line)
        if heading is None:
            lines.append(line)
        elif fold(heading["text"]) != fold(title):
            lines.append(f"## {heading['text']}")
    return "\n".join(lines)


def _loosened(body: str) -> str:
    """Put an empty line before a list or table that follows text at once.

    Markdown would run it into the paragraph; people who write in Word do not know that.
    """
    lines: list[str] = []
    in_code = in_block = False
    for line in body.split("\n"):
        in_code ^= bool(_CODE_FENCE.match(line))
        starts = bool(_LIST_ITEM.match(line) or _TABLE_ROW.match(line))
        before = lines[-1] if lines else ""
        if starts and not in_code and not in_block and before.strip():
            lines.append("")
        in_block = starts or (in_block and bool(line.strip()))
        lines.append(line)
    return "\n".join(lines)
