"""What is wrong with a push, as staff read it in their terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from . import limits

_MORE = "… và {count} lỗi nữa. Sửa các lỗi trên rồi gửi lại để xem tiếp."


@dataclass(frozen=True)
class Fault:
    """One thing that is wrong, and how to mend it."""

    path: str
    what: str
    mend: str
    line: int = 0


def lines_of(faults: Sequence[Fault]) -> Iterator[str]:
    """Yield `faults` as lines, the first of each file under its name."""
    shown = faults[: limits.SHOWN_FAULTS]
    path = None
    for place, fault in enumerate(shown):
        if fault.path != path:
            path = fault.path
            yield from ("", printable(path))
        where = f"dòng {fault.line}: " if fault.line else ""
        yield f"  {where}{fault.what}"
        following = shown[place + 1 : place + 2]
        # An update of the program that came too early would say the same of a hundred files.
        if fault.mend and not any(fault.mend == other.mend for other in following):
            yield f"    → Cách sửa: {fault.mend}"
    if len(faults) > len(shown):
        yield from ("", _MORE.format(count=len(faults) - len(shown)))


def printable(text: str) -> str:
    """Return `text` without what would move a terminal's cursor or colour."""
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in text)
