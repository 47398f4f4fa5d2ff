"""Where a project keeps things, and what its mkdocs.yml says, read without MkDocs."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

CACHE = Path(".cache/danvan")
PHOTO_FACTS = CACHE / "photo-facts.json"
"""What is known of photos by their content, for builds and commands alike."""


@dataclass(frozen=True)
class Targets:
    """What the book shall have."""

    exemplars: int = 50
    photos: int = 32


class _Loader(yaml.SafeLoader):
    """Takes the tags that only MkDocs knows (`!ENV`, `!!python/name:`) for nothing."""


def _unknown(*_: object) -> None:
    return None


_Loader.add_multi_constructor("", _unknown)


def book_settings_in(path: Path) -> Any:
    """Return `extra.book` of mkdocs.yml; None when there is none, or the file is no YAML."""
    return extra_settings_in(path, "book")


def extra_settings_in(path: Path, name: str) -> Any:
    """Return what mkdocs.yml says in `extra` under a name; None as for `book_settings_in`."""
    try:
        settings = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
        return settings["extra"][name]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        return None


def book_title(root: Path) -> str:
    """Return the title of the book, or of any book where mkdocs.yml gives none."""
    return _book_text(root, "title") or "Những điển hình “Dân vận khéo”"


def book_place(root: Path) -> str:
    """Return the district that the book is about; empty where mkdocs.yml names none."""
    return _book_text(root, "place")


def book_targets(root: Path) -> Targets:
    """Return how many exemplars and photos the book shall have."""
    settings = book_settings_in(root / "mkdocs.yml")
    known = settings if isinstance(settings, dict) else {}
    given = {"exemplars": known.get("target_exemplars"), "photos": known.get("target_photos")}
    return Targets(**{name: value for name, value in given.items() if isinstance(value, int)})


def _book_text(root: Path, name: str) -> str:
    settings = book_settings_in(root / "mkdocs.yml")
    return str(settings.get(name) or "") if isinstance(settings, dict) else ""
