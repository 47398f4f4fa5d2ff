"""Read the list of units that submit articles (don-vi.yml)."""

from __future__ import annotations

from pathlib import Path

from . import messages
from .folders import file_called
from .folding import fold
from .model import Unit
from .problems import Findings
from .records import read_record
from .schema import UNIT
from .textfiles import read_text
from .yamltext import Entry, read_yaml


def units_file(folder: Path) -> Path | None:
    """Return the file that lists the units, however staff have named it."""
    names = ("don-vi.yml", "don-vi.yaml")
    found = (file_called(name, folder) for name in names if folder.is_dir())
    return next((path for path in found if path), None)


def read_units(folder: Path, findings: Findings) -> tuple[Unit, ...]:
    """Return the units listed in `folder`/don-vi.yml; a missing file is an empty list."""
    path = units_file(folder)
    if path is None:
        return ()
    text = read_text(path, findings)
    value = read_yaml(text, path, 1, findings) if text else None
    if value is None or value.empty:
        return ()
    if value.items is None:
        findings.problem(path, value.line, messages.NOT_A_LIST)
        return ()
    units: dict[str, tuple[Unit, int]] = {}
    for item in value.items:
        if item.broken:
            continue
        # `- Công đoàn cơ sở Sao Mai` stands for a unit with only a name.
        entries = item.entries or (Entry("tên", item.line, item),)
        record = read_record(entries, UNIT, path, item.line, findings)
        if not record.complete:
            continue
        unit, line = Unit(**record.values), record.line("name", item.line)
        first = units.setdefault(fold(unit.name), (unit, line))
        if first[0] is not unit:
            findings.problem(path, line, messages.UNIT_TWICE, name=unit.name, first=first[1])
        elif unit.at_most and unit.at_least > unit.at_most:
            findings.problem(
                path,
                record.line("at_least"),
                messages.QUOTA_REVERSED,
                name=unit.name,
                low=unit.at_least,
                high=unit.at_most,
            )
    return tuple(unit for unit, _ in units.values())
