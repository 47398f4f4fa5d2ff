"""Split a staff file into front matter and article; read YAML with the line of every value kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import yaml

from . import messages
from .problems import Findings

_FENCE = "---"


class _Loader(yaml.SafeLoader):
    """SafeLoader without aliases: staff never need them, and nested ones grow without bound."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "undefined alias", mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


@dataclass(frozen=True)
class Value:
    """A YAML value as staff wrote it: text, a list or entries, with its line."""

    line: int
    text: str = ""
    items: tuple[Value, ...] | None = None
    entries: tuple[Entry, ...] | None = None

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.items or self.entries)

    @property
    def described(self) -> str:
        """What kind of value this is, in Vietnamese, for messages."""
        if self.items is not None:
            return "một danh sách"
        return "một nhóm mục con" if self.entries is not None else f"“{self.text}”"


@dataclass(frozen=True)
class Entry:
    """One `key: value` pair."""

    key: str
    line: int
    value: Value


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
    """Return the parts of a file that begins with `---`, or None when a problem was recorded."""
    lines = text.split("\n")
    start = next((i for i, line in enumerate(lines) if line.strip()), 0)
    if lines[start].rstrip() != _FENCE:
        findings.problem(path, start + 1, messages.NO_FRONT_MATTER)
        return None
    end = next((i for i in range(start + 1, len(lines)) if lines[i].rstrip() == _FENCE), None)
    if end is None:
        findings.problem(path, len(lines), messages.NO_FRONT_MATTER_END)
        return None
    value = read_yaml("\n".join(lines[start + 1 : end]), path, start + 2, findings)
    if value is None:
        return None
    if value.entries is None and not value.empty:
        findings.problem(path, start + 2, messages.NOT_A_MAPPING)
        return None
    return Source(value.entries or (), "\n".join(lines[end + 1 :]).strip("\n"), end + 2, end + 1)


def read_yaml(text: str, path: Path, first_line: int, findings: Findings) -> Value | None:
    """Return the YAML in `text`, whose first line is `first_line` of the file; None on an error."""
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.YAMLError as error:
        _record(error, text, path, first_line, findings)
        return None
    except RecursionError:
        findings.problem(path, first_line, messages.YAML_OTHER)
        return None
    return Value(first_line) if node is None else _value(node, first_line)


def _value(node: yaml.Node, first_line: int) -> Value:
    line = node.start_mark.line + first_line
    if isinstance(node, yaml.SequenceNode):
        return Value(line, items=tuple(_value(item, first_line) for item in node.value))
    if isinstance(node, yaml.MappingNode):
        return Value(line, entries=tuple(_entry(k, v, first_line) for k, v in node.value))
    null = node.tag == "tag:yaml.org,2002:null"
    return Value(line, "" if null else " ".join(str(node.value).split()))


def _entry(key: yaml.Node, value: yaml.Node, first_line: int) -> Entry:
    name = str(key.value) if isinstance(key, yaml.ScalarNode) else "?"
    return Entry(name, key.start_mark.line + first_line, _value(value, first_line))


def _record(
    error: yaml.YAMLError, text: str, path: Path, first_line: int, findings: Findings
) -> None:
    if not isinstance(error, yaml.MarkedYAMLError):  # a control character
        findings.problem(path, first_line, messages.YAML_OTHER)
        return
    mark = error.problem_mark or error.context_mark
    problem = f"{error.context or ''} {error.problem or ''}"
    message, values = messages.YAML_OTHER, {}
    if "mapping values are not allowed" in problem:
        message = messages.YAML_COLON
    elif "'\\t'" in problem:
        message = messages.YAML_TAB
    elif "quoted scalar" in problem:
        message, mark = messages.YAML_QUOTE, error.context_mark or mark
    elif "could not find expected ':'" in problem:
        message, mark = messages.YAML_KEY, error.context_mark or mark
    elif "cannot start any token" in problem or "undefined alias" in problem:
        message = messages.YAML_START
        values = {"character": _character_at(text, mark)}
    elif "expected <block end>" in problem:
        message = messages.YAML_INDENT
    line = first_line if mark is None else mark.line + first_line
    findings.problem(path, line, message, **values)


def _character_at(text: str, mark: yaml.Mark | None) -> str:
    lines = text.split("\n")
    if mark is None or mark.line >= len(lines) or mark.column >= len(lines[mark.line]):
        return "?"
    return lines[mark.line][mark.column]
