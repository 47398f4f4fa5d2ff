"""In which line of mkdocs.yml a setting stands."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import yaml

SettingPath = tuple[str | int, ...]
"""Where a setting stands: keys and list positions below `extra.book`."""


def line_of(at: SettingPath, lines: Mapping[SettingPath, int]) -> int:
    """Return the line of a setting, or of the nearest thing around it that is there."""
    while at and at not in lines:
        at = at[:-1]
    return lines.get(at, 1)


def setting_lines(path: Path) -> dict[SettingPath, int]:
    """Return the line of each setting below `extra.book` of `path`; none when it is no YAML."""
    try:
        node = yaml.compose(path.read_text("utf-8"), Loader=yaml.SafeLoader)
    except yaml.YAMLError:
        return {}
    for name in ("extra", "book"):
        node = _child(node, name)
    found: dict[SettingPath, int] = {}
    _number_lines(node, (), found)
    return found


def _child(node: yaml.Node | None, name: str) -> yaml.Node | None:
    pairs = node.value if isinstance(node, yaml.MappingNode) else []
    return next((value for key, value in pairs if key.value == name), None)


def _number_lines(node: yaml.Node | None, at: SettingPath, found: dict[SettingPath, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            found[*at, str(key.value)] = key.start_mark.line + 1
            _number_lines(value, (*at, str(key.value)), found)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            found[*at, number] = value.start_mark.line + 1
            _number_lines(value, (*at, number), found)
