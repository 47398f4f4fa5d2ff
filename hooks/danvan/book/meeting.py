"""Where the processes meet that lay out the parts of one book: a folder with a file for each."""

from __future__ import annotations

import pickle
import re
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .pagination import PartPages

_LOOK = 0.02
"""Seconds between two looks at what the others have done."""
_AT_PAGE = re.compile(r"Page (\d+)")
_PAGE, _LAID_OUT, _WRITTEN, _FAILED = "{}.page", "{}.laid-out", "{}.written", "failed"


class OtherPartFailedError(Exception):
    """Another part of the book could not be made; its own process says why."""


@dataclass(frozen=True)
class Meeting:
    """The seat of one process."""

    folder: Path
    number: int
    """Of its part, from 0."""
    count: int
    """Of all parts."""

    @property
    def files(self) -> list[Path]:
        """The PDF that each process leaves here."""
        return [self.folder / f"{number}.pdf" for number in range(self.count)]

    def at_page(self, news: str) -> None:
        """Leave the number of the page at hand for those who watch."""
        if found := _AT_PAGE.search(news):
            (self.folder / _PAGE.format(self.number)).write_text(found[1])

    def laid_out(self, pages: PartPages) -> list[PartPages]:
        """Tell the pages of the own part; wait for those of all."""
        self._tell(_LAID_OUT, pages)
        return all_laid_out(self.folder, self.count, self._has_failed)

    def written(self, warnings: Iterable[str]) -> None:
        """Tell that the own file is written."""
        self._tell(_WRITTEN, tuple(warnings))

    def all_written(self) -> tuple[str, ...]:
        """Wait for all files; return all warnings, each once."""
        heard = _heard(self.folder, _WRITTEN, self.count, self._has_failed)
        return tuple(dict.fromkeys(line for lines in heard for line in lines))

    def failed(self) -> None:
        """Let the others wait no longer."""
        (self.folder / _FAILED).touch()

    def _has_failed(self) -> bool:
        # Nothing comes any more either when the folder is gone.
        return (self.folder / _FAILED).exists() or not self.folder.exists()

    def _tell(self, name: str, what: Any) -> None:
        path = self.folder / name.format(self.number)
        draft = path.with_suffix(".draft")
        draft.write_bytes(pickle.dumps(what))
        draft.replace(path)  # whole, or not there


def all_laid_out(folder: Path, count: int, has_failed: Callable[[], bool]) -> list[PartPages]:
    """Wait for the pages of all parts; raise OtherPartFailedError when they never come."""
    return list(_heard(folder, _LAID_OUT, count, has_failed))


def _heard(folder: Path, name: str, count: int, has_failed: Callable[[], bool]) -> Iterator[Any]:
    for number in range(count):
        path = folder / name.format(number)
        while not path.exists():
            if has_failed():
                raise OtherPartFailedError
            time.sleep(_LOOK)
        yield pickle.loads(path.read_bytes())  # noqa: S301 - this build has just written it


def pages_done(folder: Path) -> int:
    """Return how many pages all processes have laid out."""
    return sum(_number(path) for path in folder.glob(_PAGE.format("*")))


def _number(path: Path) -> int:
    try:
        return int(path.read_text() or 0)
    except FileNotFoundError:
        return 0
