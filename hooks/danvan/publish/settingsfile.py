"""Tell the content of a pushed mkdocs.yml from its program part, without running either.

MkDocs reads this file with a loader that makes any Python object it is told to. Here it is only
parsed: nodes are compared, nothing is constructed.
"""

from __future__ import annotations

from typing import Any

import yaml

from . import limits, messages
from .faults import Fault

NAME = "mkdocs.yml"
CONTENT_KEYS = (
    "site_name",
    "site_description",
    "site_author",
    "site_url",
    "copyright",
    "extra",
)
_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "seq", "map", "timestamp")
}


class _UnfitError(Exception):
    """The file cannot be compared."""

    def __init__(self, what: str, mark: yaml.Mark | None = None) -> None:
        super().__init__(what)
        self.what = what
        self.line = mark.line + 1 if mark else 1


class _Loader(yaml.SafeLoader):
    """Parses without aliases: nested ones grow without bound."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            raise _UnfitError(messages.YAML_ALIAS, self.peek_event().start_mark)  # type: ignore[no-untyped-call]
        node: yaml.Node | None = super().compose_node(parent, index)
        return node


def settings_faults(pushed: bytes, installed: bytes) -> list[Fault]:
    """Return what of a pushed mkdocs.yml is neither content nor as it is installed."""
    if len(pushed) > limits.SETTINGS_BYTES:
        return [Fault(NAME, messages.SETTINGS_LARGE, messages.YAML_MEND, 1)]
    try:
        theirs = _keys(pushed)
        _refuse_tags([theirs[key] for key in CONTENT_KEYS if key in theirs])
        ours = _keys(installed)
        names = [key for key in {**ours, **theirs} if key not in CONTENT_KEYS]
        differing = [key for key in names if _differs(theirs.get(key), ours.get(key))]
    except _UnfitError as unfit:
        return [Fault(NAME, unfit.what, messages.YAML_MEND, unfit.line)]
    except RecursionError:
        return [Fault(NAME, messages.YAML_DEEP, messages.YAML_MEND, 1)]
    return [
        Fault(
            NAME,
            messages.PROGRAM_KEY.format(key=key),
            messages.PROGRAM_KEY_MEND,
            _line(theirs.get(key)),
        )
        for key in differing
    ]


def _keys(data: bytes) -> dict[str, yaml.Node]:
    try:
        root = yaml.compose(data, Loader=_Loader)
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        mark = getattr(error, "problem_mark", None)
        raise _UnfitError(messages.YAML_BROKEN, mark) from None
    if not isinstance(root, yaml.MappingNode):
        raise _UnfitError(messages.YAML_BROKEN)
    found: dict[str, yaml.Node] = {}
    for key, value in root.value:
        if not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            raise _UnfitError(messages.YAML_KEY, key.start_mark)
        if key.value in found:
            raise _UnfitError(messages.YAML_TWICE.format(key=key.value), key.start_mark)
        found[key.value] = value
    return found


def _refuse_tags(nodes: list[yaml.Node]) -> None:
    """Refuse `!ENV`, `!!python/…` and `<<`, which make more of a value than is written."""
    while nodes:
        node = nodes.pop()
        if node.tag not in _PLAIN_TAGS:
            raise _UnfitError(messages.YAML_TAG.format(tag=node.tag), node.start_mark)
        if isinstance(node, yaml.MappingNode):
            nodes += [part for pair in node.value for part in pair]
        elif isinstance(node, yaml.SequenceNode):
            nodes += node.value


def _differs(one: yaml.Node | None, other: yaml.Node | None) -> bool:
    return one is None or other is None or _plain(one) != _plain(other)


def _plain(node: yaml.Node) -> Any:
    if isinstance(node, yaml.ScalarNode):
        return (node.tag, node.value)
    if isinstance(node, yaml.SequenceNode):
        return (node.tag, [_plain(item) for item in node.value])
    return (node.tag, [(_plain(key), _plain(value)) for key, value in node.value])


def _line(node: yaml.Node | None) -> int:
    return node.start_mark.line + 1 if node else 1
