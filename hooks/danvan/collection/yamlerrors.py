"""Say what staff did when YAML does not read what they wrote, by looking at their line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import yaml

from . import messages
from .messages import Message

_PAIR = re.compile(r"^\s*(?:- +)*(?P<key>[^:]+?):\s+(?P<value>\S.*)$")
_GLUED = re.compile(r"^\s*(?:- *)*[^:：]+[:：]")
_TAB_INDENT = re.compile(r"^ *\t")
_SPECIAL = "[]{}*&!|>%@`,"
_INDICATOR = re.compile(r"[-?:](?:\s|$)")
_HASH = re.compile(r"\s+(?P<text>#[^\s#].*)$")
_SHOWN = 40


@dataclass(frozen=True)
class Mistake:
    """A message for a line, counted from 0."""

    line: int
    message: Message
    values: dict[str, str] = field(default_factory=dict)


def explain(lines: Sequence[str], error: Exception | None) -> Mistake:
    """Return what is wrong with `lines`, one key or item, that YAML refused with `error`.

    Without an error, the lines are text where `key: value` should stand.
    """
    mark = error.problem_mark if isinstance(error, yaml.MarkedYAMLError) else None
    at = min(mark.line if mark else 0, len(lines) - 1)
    for number, line in enumerate(lines):
        if _TAB_INDENT.match(line):
            return Mistake(number, messages.YAML_TAB)
    first = next((i for i, line in enumerate(lines) if line.strip()), 0)
    pair = _PAIR.match(lines[first])
    if pair and (mistake := _in_value(pair["value"], first, at, error)):
        return mistake
    if pair and ": " in f"{pair['value']} " and at == first:
        return Mistake(first, messages.YAML_COLON)
    goes_on = at > first and lines[at].startswith(" ")
    if goes_on or lines[first].startswith(" "):  # else the lines after the first are flush
        return Mistake(at if goes_on else first, messages.YAML_INDENT)
    if pair is None and not re.search(r":\s*$", lines[first]):
        glued = bool(_GLUED.match(lines[first]))
        return Mistake(first, messages.YAML_COLON_SPACE if glued else messages.YAML_KEY)
    return Mistake(at, messages.YAML_OTHER)


def swallowed(node: yaml.Node, lines: Sequence[str]) -> Mistake | None:
    """Return a mistake that YAML accepts in a scalar, dropping what staff wrote."""
    start, end = node.start_mark, node.end_mark
    first = lines[start.line][start.column : start.column + 1] if start.line < len(lines) else ""
    if first in ("&", "!") and first:
        return Mistake(start.line, messages.YAML_START, {"character": first})
    plain = getattr(node, "style", None) is None
    rest = lines[end.line][end.column :] if end.line < len(lines) else ""
    lost = _HASH.match(rest) if plain else None
    if lost:
        return Mistake(end.line, messages.YAML_HASH, {"text": lost["text"][:_SHOWN]})
    return None


def _in_value(value: str, first: int, at: int, error: Exception | None) -> Mistake | None:
    """Look at the first character of the value, which decides how YAML reads it."""
    problem = f"{error or ''}"
    if value[0] in "\"'":
        if "unknown escape" in problem or "expected escape" in problem:
            return Mistake(at, messages.YAML_BACKSLASH)
        unclosed = "while scanning a quoted" in problem
        return Mistake(first, messages.YAML_QUOTE if unclosed else messages.YAML_AFTER_QUOTE)
    if value[0] in _SPECIAL or _INDICATOR.match(value):
        return Mistake(first, messages.YAML_START, {"character": value[0]})
    return None
