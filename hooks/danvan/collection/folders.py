"""Find what staff put where: their folders and files, and what stands in the wrong place."""

from __future__ import annotations

import os
from pathlib import Path

from . import messages
from .folding import fold, nfc, slugify
from .problems import Findings

ARTICLE_FILE, FIELD_FILE = "guong.md", "linh-vuc.md"
_NOT_CONTENT = ("__MACOSX", "Thumbs.db", "desktop.ini")


def subfolders(folder: Path, findings: Findings) -> list[Path]:
    folders = []
    for path in _contents(folder):
        if path.is_symlink():
            findings.problem(path, 1, messages.LINKED_FILE, name=path.name)
        elif path.is_dir() and not os.access(path, os.R_OK | os.X_OK):
            findings.problem(path, 1, messages.UNREADABLE_FOLDER)
        elif path.is_dir() and _contents(path):
            folders.append(path)
    return folders


def _contents(folder: Path) -> list[Path]:
    """Return what staff put in `folder`, without what their computers left there."""
    return [
        path
        for path in sorted(folder.iterdir())
        if not path.name.startswith((".", "~$")) and path.name not in _NOT_CONTENT
    ]


def articles_below(folder: Path) -> list[Path]:
    """Return articles in folders of `folder`: staff dragged one exemplar into another."""
    inner = (path for path in _contents(folder) if path.is_dir() and not path.is_symlink())
    return [file for child in inner for file in sorted(child.rglob("*")) if _is_article(file)]


def _is_article(path: Path) -> bool:
    return fold(path.name) == ARTICLE_FILE


def instead_of_article(folder: Path) -> str:
    """Say what to do in a folder without `guong.md`, by what is there instead."""
    files = [path for path in _contents(folder) if path.is_file()]
    for suffixes, hint in (
        ((".md", ".markdown", ".txt"), messages.MISSING_ARTICLE_NEAR),
        ((".doc", ".docx", ".odt", ".rtf", ".pdf"), messages.MISSING_ARTICLE_WORD),
    ):
        near = next((p.name for p in files if p.name.lower().endswith(suffixes)), None)
        if near:
            return hint.format(near=nfc(near))
    deeper = articles_below(folder)
    if deeper:
        return messages.MISSING_ARTICLE_DEEPER.format(near=nfc(deeper[0].parent.name))
    return messages.MISSING_ARTICLE_FAR


def address_of(folder: Path, seen: dict[str, str], findings: Findings) -> str:
    """Return the address part of a folder; '' when it has none of its own."""
    slug = slugify(folder.name)
    if not slug:
        findings.problem(folder, 1, messages.BAD_FOLDER_NAME, name=folder.name)
    elif slug in seen:
        values = {"name": folder.name, "slug": slug, "other": seen[slug]}
        findings.problem(folder, 1, messages.DUPLICATE_SLUG, **values)
        return ""
    seen[slug] = folder.name
    return slug


def as_linked(path: Path) -> Path:
    """Return `path` as links name it: by the name it should have, however it is cased on disk.

    MkDocs takes `GUONG.MD` for no page at all, and would publish it as it is.
    """
    names = (name for name in (ARTICLE_FILE, FIELD_FILE) if fold(path.name) == fold(name))
    return path.with_name(next(names, path.name))


def file_called(name: str, folder: Path) -> Path | None:
    """Find a file by its name, however a phone or a Mac has cased or accented it."""
    return next((p for p in sorted(folder.iterdir()) if fold(p.name) == fold(name)), None)
