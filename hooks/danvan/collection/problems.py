"""Problems and advice: what is wrong with a staff file, where, and how to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from .folding import nfc
from .messages import ADVICE_SUMMARY, Message

_SHOWN_PER_KIND = 3


@dataclass(frozen=True, order=True)
class Problem:
    """One thing that staff must (problem) or could (advice) mend."""

    path: str
    """The file, relative to the project, with `/`."""
    line: int
    """1-based; 1 where the file as a whole is meant."""
    what: str
    mend: str
    title: str = ""
    """The kind of problem in a few words; advice is grouped by it."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: {self.what}\n    → Cách sửa: {self.mend}"


class Findings:
    """Collects problems and advice while a collection is read; nothing is thrown on the way."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._problems: set[Problem] = set()
        self._advice: set[Problem] = set()

    def problem(self, path: Path, line: int, message: Message, **values: object) -> None:
        """Record something that stops the build."""
        self._problems.add(self._found(path, line, message, values))

    def advise(self, path: Path, line: int, message: Message, **values: object) -> None:
        """Record something that staff may want to mend; never stops a build."""
        self._advice.add(self._found(path, line, message, values))

    def take(self, problems: Iterable[Problem]) -> None:
        """Add problems that were found elsewhere."""
        self._problems.update(problems)

    @property
    def count(self) -> int:
        """How many problems there are so far."""
        return len(self._problems)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._problems))

    @property
    def advice(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._advice))

    def _found(self, path: Path, line: int, message: Message, values: dict[str, object]) -> Problem:
        try:
            shown = path.relative_to(self._root)
        except ValueError:
            shown = path
        return Problem(
            nfc(shown.as_posix()),
            line,
            message.what.format(**values),
            message.mend.format(**values),
            message.title,
        )


def summarise_advice(advice: Iterable[Problem]) -> Iterator[str]:
    """Yield the lines of a short summary: per kind a count and the first few places."""
    kinds: dict[str, list[Problem]] = defaultdict(list)
    for item in advice:
        kinds[item.title].append(item)
    if kinds:
        yield ADVICE_SUMMARY.format(count=sum(map(len, kinds.values())))
    for title, items in kinds.items():
        yield f"  • {title}: {len(items)}"
        yield from (f"      {i.path}:{i.line}: {i.what}" for i in items[:_SHOWN_PER_KIND])
        if len(items) > _SHOWN_PER_KIND:
            yield f"      … và {len(items) - _SHOWN_PER_KIND} chỗ khác"
