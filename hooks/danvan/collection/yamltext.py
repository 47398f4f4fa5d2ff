"""Read staff YAML with the line of every value kept, and go on after a line that is wrong.

YAML stops at the first error. Staff want all of them at once, so a text that does not parse is
cut into its keys and list items, and each is read alone: one wrong line costs only itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import yaml

from . import messages
from .problems import Findings
from .yamlerrors import Mistake, explain, swallowed

_KEY = re.compile(r"^\s*(?P<key>[^:：]*)")
_PARENT = re.compile(r"^[^:]+:\s*(?:#.*)?$")
_ITEM = re.compile(r"^-(?: |$)")
_COMMENT = re.compile(r"^\s*(?:#|$)")


class _Loader(yaml.SafeLoader):
    """SafeLoader without aliases: staff never need them, and nested ones grow without bound."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise yaml.composer.ComposerError(None, None, "undefined alias", mark)
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


_NOT_PLAIN = re.compile(r"[&*#?\[{]|-\s+-\s")
_FastLoader = getattr(yaml, "CSafeLoader", _Loader)


@dataclass(frozen=True)
class Value:
    """A YAML value as staff wrote it: text, a list or entries, with its line."""

    line: int
    text: str = ""
    items: tuple[Value, ...] | None = None
    entries: tuple[Entry, ...] | None = None
    broken: bool = False
    """It could not be read, and the problem is recorded already."""

    @property
    def empty(self) -> bool:
        return not (self.text.strip() or self.items or self.entries)

    @property
    def any_broken(self) -> bool:
        """Whether this value or one inside it could not be read."""
        inside = (*(self.items or ()), *(entry.value for entry in self.entries or ()))
        return self.broken or any(value.any_broken for value in inside)

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


def read_yaml(text: str, path: Path, first_line: int, findings: Findings) -> Value:
    """Return the YAML in `text`, whose first line is `first_line` of the file.

    What cannot be read is recorded and stands in the result as a broken value.
    """
    lines = [_spaced(line) for line in text.split("\n")]
    return _Reader(path, findings).read(lines, first_line)


def _spaced(line: str) -> str:
    """Replace what looks like a space but is none to YAML, except tabs before the text."""
    text = line.lstrip("\t ")
    indent = line[: len(line) - len(text)]
    return indent + text.replace("\t", " ").replace("\u00a0", " ").replace("\u3000", " ")


def _compose(text: str) -> yaml.Node | None:
    """Return the YAML node of a text; raise YAMLError as PyYAML's own parser does."""
    # libyaml is ten times as fast. What it refuses the slow parser explains; what could be an
    # alias, deep nesting, or a comment that swallowed a value is for the slow one too.
    if not _NOT_PLAIN.search(text):
        with suppress(yaml.YAMLError):
            return yaml.compose(text, Loader=_FastLoader)
    return yaml.compose(text, Loader=_Loader)


@dataclass(frozen=True)
class _Reader:
    path: Path
    findings: Findings

    def read(self, lines: Sequence[str], first: int) -> Value:
        try:
            node = _compose("\n".join(lines))
            return Value(first) if node is None else self._value(node, lines, first)
        except yaml.YAMLError as error:
            return self._recover(lines, first, error)
        except RecursionError:  # brackets nested a thousand deep are no staff's work
            self._record(Mistake(0, messages.YAML_OTHER), first)
            return Value(first, broken=True)

    def _recover(self, lines: Sequence[str], first: int, error: Exception) -> Value:
        """Read each key, or each item of a list, alone; a single one is broken."""
        starts = _starts(lines)
        if not starts:  # everything is indented
            starts = [next((i for i, line in enumerate(lines) if not _COMMENT.match(line)), 0)]
        bounds = list(zip(starts, [*starts[1:], len(lines)], strict=True))
        before = self.findings.count
        if _ITEM.match(lines[starts[0]]):
            items = [self._item(lines[a:b], first + a) for a, b in bounds]
            value = Value(first + starts[0], items=tuple(items))
        elif len(bounds) == 1 and not _COMMENT.match(lines[starts[0]]):
            value = self._single(lines[starts[0] :], first + starts[0], error)
        else:
            entries = [e for a, b in bounds for e in self._entries(lines[a:b], first + a)]
            value = Value(first + starts[0], entries=tuple(entries))
        if self.findings.count == before:  # each part is good, the whole is not
            self._record(explain(lines, error), first)
        return value

    def _item(self, lines: Sequence[str], first: int) -> Value:
        inner = [" " + lines[0][1:], *lines[1:]]
        texts = [line for line in inner if not _COMMENT.match(line)]
        indent = len(texts[0]) - len(texts[0].lstrip()) if texts else 0
        if any(line[:indent].strip(" ") for line in texts):  # a line further left than its item
            indent = 0
        return self.read([line[indent:] for line in inner], first)

    def _entries(self, lines: Sequence[str], first: int) -> tuple[Entry, ...]:
        value = self.read(lines, first)
        if value.entries is not None:
            return value.entries
        if value.empty and not value.broken:
            return ()
        if not value.broken:  # text without a key
            self._record(explain(lines, None), first)
        return _broken_entries(lines, first)

    def _single(self, lines: Sequence[str], first: int, error: Exception) -> Value:
        """Read one key whose value is wrong; a list below it is read item by item."""
        below = [line for line in lines[1:] if not _COMMENT.match(line)]
        if _PARENT.match(lines[0]) and below and below[0].lstrip().startswith("- "):
            indent = len(below[0]) - len(below[0].lstrip())
            if all(not line[:indent].strip(" ") for line in below):
                value = self.read([line[indent:] for line in lines[1:]], first + 1)
                return Value(first, entries=(Entry(_key(lines[0]), first, value),))
        self._record(explain(lines, error), first)
        return Value(first, entries=_broken_entries(lines, first))

    def _value(self, node: yaml.Node, lines: Sequence[str], first: int) -> Value:
        line = node.start_mark.line + first
        if isinstance(node, yaml.SequenceNode):
            return Value(line, items=tuple(self._value(item, lines, first) for item in node.value))
        if isinstance(node, yaml.MappingNode):
            pairs = [self._entry(key, value, lines, first) for key, value in node.value]
            return Value(line, entries=tuple(pairs))
        mistake = swallowed(node, lines)
        if mistake:
            self._record(mistake, first)
            return Value(line, broken=True)
        null = node.tag == "tag:yaml.org,2002:null"
        return Value(line, "" if null else " ".join(str(node.value).split()))

    def _entry(self, key: yaml.Node, value: yaml.Node, lines: Sequence[str], first: int) -> Entry:
        name = " ".join(str(key.value).split()) if isinstance(key, yaml.ScalarNode) else "?"
        return Entry(name, key.start_mark.line + first, self._value(value, lines, first))

    def _record(self, mistake: Mistake, first: int) -> None:
        line = first + mistake.line
        self.findings.problem(self.path, line, mistake.message, **mistake.values)


def _starts(lines: Sequence[str]) -> list[int]:
    """Return where each key begins, or each item when the text is a list."""
    flush = [i for i, line in enumerate(lines) if line[:1].strip() and not _COMMENT.match(line)]
    is_list = bool(flush) and bool(_ITEM.match(lines[flush[0]]))
    starts = [i for i in flush if is_list or not _ITEM.match(lines[i])]
    indented = [i for i, line in enumerate(lines) if not _COMMENT.match(line)]
    # Lines before the first key stand too far right, but are keys nevertheless.
    return [indented[0], *starts] if starts and indented[0] < starts[0] else starts


def _broken_entries(lines: Sequence[str], first: int) -> tuple[Entry, ...]:
    """Return what look like keys, so that they are not called missing as well."""
    texts = [(i, line) for i, line in enumerate(lines) if not _COMMENT.match(line)]
    return tuple(
        Entry(_key(line), first + i, Value(first + i, broken=True))
        for i, line in texts
        if line is texts[0][1] or ":" in line
    )


def _key(line: str) -> str:
    found = _KEY.match(line)
    return found["key"].strip(" -") if found else ""
