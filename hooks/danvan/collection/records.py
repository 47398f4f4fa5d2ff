"""Turn front-matter entries into attributes by a table, recording every problem on the way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import messages
from .folding import fold, nearest
from .problems import Findings
from .schema import PHOTO, Key, Table, UnknownValueError, WrongTypeError
from .yamltext import Entry


@dataclass(frozen=True)
class Record:
    """The attributes that were read, and the line of each."""

    values: dict[str, Any]
    lines: dict[str, int]
    complete: bool
    """Whether every required key was there with a good value."""
    uncertain: frozenset[str] = frozenset()
    """Attributes that staff gave, but that could not be read as they stand."""

    def line(self, attribute: str, default: int = 1) -> int:
        return self.lines.get(attribute, default)


def read_record(
    entries: Sequence[Entry], table: Table, path: Path, end_line: int, findings: Findings
) -> Record:
    """Read `entries` by `table`; missing keys are reported at `end_line`."""
    by_fold = {fold(key.name): key for key in table}
    absent = _absent(entries, table)
    values: dict[str, Any] = {}
    lines: dict[str, int] = {}
    guessed: set[str] = set()
    for entry in entries:
        key = by_fold.get(fold(entry.key))
        if key is None and entry.value.broken:
            guessed.add(_guess(entry.key, absent) or "")
        elif key is None:
            guessed.add(_report_unknown(entry, table, absent, path, findings))
        elif key.name in lines:
            findings.problem(
                path, entry.line, messages.DUPLICATE_KEY, key=key.name, first=lines[key.name]
            )
        else:
            lines[key.name] = entry.line
            _read_value(key, entry, values, path, findings)
    for key in table:
        if key.required and key.name not in lines and key.name not in guessed:
            findings.problem(path, end_line, messages.MISSING_KEY, **_about(key))
    written = {key.attribute for key in table if key.name in lines or key.name in guessed}
    empty = {k.attribute for e in entries if e.value.empty and (k := by_fold.get(fold(e.key)))}
    return Record(
        values,
        {key.attribute: lines[key.name] for key in table if key.name in lines},
        all(key.attribute in values for key in table if key.required),
        frozenset(written - values.keys() - empty) | _partly_broken(entries, by_fold),
    )


def _partly_broken(entries: Sequence[Entry], by_fold: dict[str, Key]) -> frozenset[str]:
    broken = (by_fold.get(fold(entry.key)) for entry in entries if entry.value.any_broken)
    return frozenset(key.attribute for key in broken if key)


def _absent(entries: Sequence[Entry], table: Table) -> Table:
    """Return the keys that nobody wrote: those that an unknown key may stand for."""
    written = {fold(entry.key) for entry in entries}
    return tuple(key for key in table if fold(key.name) not in written)


def _read_value(
    key: Key, entry: Entry, values: dict[str, Any], path: Path, findings: Findings
) -> None:
    value = entry.value
    if value.broken:
        return
    if value.empty:
        if key.required:
            findings.problem(path, entry.line, messages.EMPTY_KEY, **_about(key))
        return
    try:
        values[key.attribute] = key.type.read(value)
    except WrongTypeError:
        findings.problem(
            path,
            entry.line,
            messages.WRONG_TYPE,
            wanted=key.type.wanted,
            given=value.described,
            **_about(key),
        )
    except UnknownValueError as error:
        near = nearest(value.text, error.known)
        known = ", ".join(error.known)
        hint = messages.UNKNOWN_VALUE_NEAR if near else messages.UNKNOWN_VALUE_FAR
        findings.problem(
            path,
            entry.line,
            messages.UNKNOWN_VALUE,
            key=key.name,
            value=value.text,
            hint=hint.format(near=near, known=known),
        )


def _report_unknown(
    entry: Entry, table: Table, absent: Table, path: Path, findings: Findings
) -> str:
    """Report an unknown key; return the known one that it probably stands for, or ''."""
    known = [key.name for key in table]
    near = _guess(entry.key, absent)
    hint = messages.UNKNOWN_KEY_NEAR if near else messages.UNKNOWN_KEY_FAR
    if table is not PHOTO and fold(entry.key) in {fold(key.name) for key in PHOTO}:
        near, hint = None, messages.UNKNOWN_KEY_OF_PHOTO
    findings.problem(
        path,
        entry.line,
        messages.UNKNOWN_KEY,
        key=entry.key,
        hint=hint.format(near=near, known=", ".join(known)),
    )
    return near or ""


def _guess(word: str, keys: Table) -> str | None:
    """Return the key that `word` most probably stands for: a synonym, a beginning, a slip."""
    folded = fold(word)
    for key in keys:
        if folded in map(fold, key.synonyms):
            return key.name
    beginnings = [key.name for key in keys if f"{folded} ".startswith(f"{fold(key.name)} ")]
    return max(beginnings, key=len, default=None) or nearest(word, [key.name for key in keys])


def _about(key: Key) -> dict[str, str]:
    return {"key": key.name, "help": key.help, "example": key.shown_example}
