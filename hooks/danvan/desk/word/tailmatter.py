"""Find what stands below a story: author, signature, list of recipients."""

from __future__ import annotations

import re
from collections.abc import Sequence

from danvan.collection.folding import fold

from .blocks import Item, Paragraph, Shown, Table
from .headmatter import is_date_line
from .labels import Facts, label_of, lines_of, take_label
from .people import LONGEST_NAME_LINE, is_name, is_unit, name_in

_WRITERS = ("nguoi viet", "nguoi bao cao", "tac gia", "nguoi viet bai", "nguoi thuc hien")
_PLAIN_SIGN = (
    r"noi nhan|tm\.?(?=\s|$)|t/m|kt\.?(?=\s|$)|xac nhan|\(?da ky\)?$|"
    r"\(?ky,? ?(?:va )?(?:ghi ro|ten)"
)
_OFFICE = (
    r"chu tich|pho chu tich|ban chap hanh|bch\b|thu truong|bi thu|truong ban|hieu truong|giam doc|"
    r"[-–•\s]*luu\b|[-–•\s]*nhu tren|dai dien|nguoi lap|duyet cua"
)
_SURE = re.compile(rf"^(?:{_PLAIN_SIGN}|{'|'.join(_WRITERS)})")
_SIGNED = re.compile(rf"^(?:{_PLAIN_SIGN}|{_OFFICE}|{'|'.join(_WRITERS)})")
_FARTHEST = 15
"""Items from the end in which a signature is looked for."""
_MOST_ROWS, _MOST_COLUMNS = 2, 3
"""Of a table that only sets signatures side by side."""
SIGNATURE = "Cuối văn bản: “{}”"


def without_tail(items: list[Item], facts: Facts) -> list[Item]:
    """Return `items` without signature and author's line, which go to `facts`."""
    end = _signature(items)
    while end and _is_tail(items[end - 1], after=items[end:]):
        end -= 1
    tail = items[end:]
    lines = [line for item in tail for line in lines_of(item)]
    for line in lines:
        if not take_label(line, facts):
            facts.keep(SIGNATURE, line)
    _take_author(lines, facts)
    return [*items[:end], *(item for item in tail if isinstance(item, Shown))]


def _signature(items: Sequence[Item]) -> int:
    """Return where a signature begins that only short lines follow; else the end."""
    for place in range(max(0, len(items) - _FARTHEST), len(items)):
        rest = items[place:]
        if not isinstance(rest[0], Paragraph) or rest[0].item:
            continue
        sure = any(_SURE.match(fold(line)) for line in lines_of(rest[0]))
        if sure and all(_is_short(item) for item in rest):
            return place
    return len(items)


def _is_short(item: Item) -> bool:
    if isinstance(item, Table):
        return _is_signatures(item)
    outline = isinstance(item, Paragraph) and item.outline
    return not outline and all(len(line.split()) <= LONGEST_NAME_LINE for line in lines_of(item))


def _is_signatures(table: Table) -> bool:
    folded = [fold(line) for line in lines_of(table)]
    sure = any(map(_SURE.match, folded))
    small = len(table.rows) <= _MOST_ROWS and all(len(r) <= _MOST_COLUMNS for r in table.rows)
    return sure or (small and any(map(_SIGNED.match, folded)))


def _is_tail(item: Item, after: Sequence[Item]) -> bool:
    if isinstance(item, Shown):
        return False
    if isinstance(item, Table):
        return _is_signatures(item)
    lines = lines_of(item)
    if not _is_short(item) or item.item:
        return False
    apart = item.align in {"right", "center"} or item.bold or item.italic or "\t" in item.text
    text = item.text
    signed = any(_SIGNED.match(fold(line)) for line in lines) and (apart or bool(after))
    named = apart and (all(map(name_in, lines)) or (bool(lines) and is_unit(text)))
    return bool(label_of(text)[0]) or signed or named or (apart and is_date_line(text))


def _take_author(lines: Sequence[str], facts: Facts) -> None:
    """Take the author: the name that stands alone, or under “người viết”; a signer is none."""
    names = [name for line in lines if (name := name_in(line)) and is_name(name)]
    signs = [fold(line) for line in lines if _SIGNED.match(fold(line))]
    if names and (not signs or any(sign.startswith(_WRITERS) for sign in signs)):
        facts.give("author", names[-1])
    for line in lines:
        if not signs and is_unit(line):
            facts.give("unit", line)
