"""Which stories a project has, by address, and which of them were taken down."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from danvan.collection import Findings
from danvan.collection.folders import ARTICLE_FILE
from danvan.collection.folding import fold, slugify
from danvan.collection.frontmatter import split
from danvan.collection.textfiles import read_text

_STATE = "trang thai"
_REMOVED = "go"


def removed_addresses(root: Path) -> set[str]:
    """Return the addresses (`field/slug/`) of stories whose state is `gỡ`."""
    return {address for address, article in _articles(root) if _state(article, root) == _REMOVED}


def published_addresses(root: Path, site: Path) -> list[str]:
    """Return the addresses of stories that a site built from `root` shows."""
    removed = removed_addresses(root)
    shown = (a for a, _ in _articles(root) if (site / a / "index.html").is_file())
    return sorted(address for address in shown if address not in removed)


def _articles(root: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted((root / "exemplars").glob("*/*/*")):
        if fold(path.name) == ARTICLE_FILE and path.is_file():
            yield f"{slugify(path.parents[1].name)}/{slugify(path.parent.name)}/", path


def _state(article: Path, root: Path) -> str:
    findings = Findings(root)
    text = read_text(article, findings)
    source = split(text, article, findings) if text else None
    for entry in source.entries if source else ():
        if fold(entry.key) == _STATE:
            return fold(entry.value.text)
    return ""
