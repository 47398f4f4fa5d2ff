"""Where a project keeps things, and what its mkdocs.yml says, read without MkDocs."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

CACHE = Path(".cache/danvan")
PHOTO_FACTS = CACHE / "photo-facts.json"
"""What is known of photos by their content, for builds and commands alike."""


class _Loader(yaml.SafeLoader):
    """Takes the tags that only MkDocs knows (`!ENV`, `!!python/name:`) for nothing."""


def _unknown(*_: object) -> None:
    return None


_Loader.add_multi_constructor("", _unknown)


def book_settings_in(path: Path) -> Any:
    """Return `extra.book` of mkdocs.yml; None when there is none, or the file is no YAML."""
    try:
        settings = yaml.load(path.read_text("utf-8"), Loader=_Loader)  # noqa: S506 - a SafeLoader
        return settings["extra"]["book"]
    except (OSError, UnicodeDecodeError, yaml.YAMLError, KeyError, TypeError):
        return None
