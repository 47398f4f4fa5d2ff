"""Problems as staff read them in a terminal."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from danvan.collection import Problem

_HEADING = (
    "Chưa dựng được trang: có {count} lỗi trong {files} tệp. Trang đã dựng trước đó vẫn giữ nguyên."
)


def report_problems(problems: Sequence[Problem]) -> str:
    """Return all `problems`, which are sorted by file, with a count at the top and the end."""
    groups = [(path, list(items)) for path, items in groupby(problems, lambda p: p.path)]
    lines = [_HEADING.format(count=len(problems), files=len(groups))]
    for _, items in groups:
        lines += ["", *map(str, items)]
    if len(problems) > 5:
        lines += ["", f"Tổng cộng {len(problems)} lỗi."]
    return "\n".join(lines)
