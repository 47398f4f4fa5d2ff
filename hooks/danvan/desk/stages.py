"""Read and change the stage of the book in mkdocs.yml, and nothing else in that file."""

from __future__ import annotations

import re
from pathlib import Path

from danvan.collection.folding import fold, nearest

from .projectfile import book_settings_in

STAGES = ("đang biên tập", "bản thảo 1", "bản thảo 2", "bản thảo 3", "maket", "phát hành")
UNKNOWN = "Không có bước nào tên là “{name}”.{hint} Các bước: {known}."
NEAR = " Có phải là “{near}”?"
NO_SETTINGS = "Không đọc được mục extra, book trong mkdocs.yml. Chạy danvan check để xem lỗi."
_LINE = re.compile(
    r"^(?P<indent>[ ]+)stage:(?P<space>[ ]*)(?P<value>[^#\n]*?)(?P<rest>[ ]*(?:#.*)?)$",
    re.MULTILINE,
)
_BOOK = re.compile(r"^(?P<indent>[ ]+)book:[ ]*(?:#.*)?\n(?P<inner>[ ]+)(?=\S)", re.MULTILINE)


class StageError(Exception):
    """The stage cannot be read or changed; the text tells staff why."""


def present_stage(root: Path) -> str:
    """Return the stage that mkdocs.yml gives. Raise StageError when the file gives no book."""
    settings = book_settings_in(root / "mkdocs.yml")
    if not isinstance(settings, dict):
        raise StageError(NO_SETTINGS)
    given = fold(str(settings.get("stage") or STAGES[0]))
    return next((stage for stage in STAGES if fold(stage) == given), str(settings.get("stage")))


def set_stage(root: Path, wanted: str) -> str:
    """Write another stage into mkdocs.yml and return it. Raise StageError."""
    folded = fold(wanted)
    stage = next((one for one in STAGES if folded in {fold(one), fold(one).replace(" ", "")}), None)
    if stage is None:
        near = nearest(wanted, STAGES)
        hint = NEAR.format(near=near) if near else ""
        raise StageError(UNKNOWN.format(name=wanted, hint=hint, known=", ".join(STAGES)))
    present_stage(root)
    path = root / "mkdocs.yml"
    text = path.read_bytes().decode("utf-8")
    changed = _with_stage(text, stage)
    path.write_bytes(changed.encode())
    if present_stage(root) != stage:
        path.write_bytes(text.encode())
        raise StageError(NO_SETTINGS)
    return stage


def _with_stage(text: str, stage: str) -> str:
    book = _BOOK.search(text)
    if book is None:
        return text
    outside = re.compile(rf"^[ ]{{0,{len(book['indent'])}}}\S", re.MULTILINE)
    block_end = outside.search(text, book.end())
    end = block_end.start() if block_end else len(text)
    for line in _LINE.finditer(text, book.start(), end):
        if line["indent"] == book["inner"]:
            space = line["space"] or " "
            new = f"{line['indent']}stage:{space}{stage}{line['rest']}"
            return text[: line.start()] + new + text[line.end() :]
    return f"{text[: book.end()]}stage: {stage}\n{book['inner']}{text[book.end() :]}"
