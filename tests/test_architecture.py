"""The house: nothing in danvan knows MkDocs, and a room only uses rooms to its left."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

import danvan

HOUSE = Path(danvan.__file__).parent
ORDER = (
    {"collection"},
    {"photos"},
    {"pages"},
    {"search", "outreach", "book"},
    {"publish"},
    {"desk"},
)
"""From left to right; rooms in one place do not use each other."""
FILES = sorted(HOUSE.rglob("*.py"))


def imports(path):
    """Yield the absolute name of every module that a file imports, at its top or inside."""
    package = ("danvan", *path.relative_to(HOUSE).parent.parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = package[: len(package) - node.level + 1] if node.level else ()
            module = ".".join((*base, *([node.module] if node.module else [])))
            yield module
            yield from (f"{module}.{alias.name}" for alias in node.names)


def place(room):
    return next(i for i, rooms in enumerate(ORDER) if room in rooms)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_nothing_in_danvan_imports_mkdocs(path):
    assert not [
        name for name in imports(path) if name.split(".")[0].startswith(("mkdocs", "material"))
    ]


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.relative_to(HOUSE).as_posix())
def test_a_room_only_uses_rooms_to_its_left(path):
    parts = path.relative_to(HOUSE).parts
    if len(parts) == 1:
        assert not [name for name in imports(path) if name.startswith("danvan.")]
        return
    rooms = {room.name for room in HOUSE.iterdir() if (room / "__init__.py").exists()}
    used = {name.split(".")[1] for name in imports(path) if name.startswith("danvan.")} & rooms
    assert all(room == parts[0] or place(room) < place(parts[0]) for room in used), used


def test_every_room_has_its_place():
    rooms = {path.parent.name for path in HOUSE.glob("*/__init__.py")}
    assert rooms <= set().union(*ORDER)
