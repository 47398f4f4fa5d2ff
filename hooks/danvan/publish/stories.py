"""Which stories a project has, by address, and which of them were taken down."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from danvan.collection import Findings, State
from danvan.collection.addresses import address_of_article
from danvan.collection.folders import ARTICLE_FILE
from danvan.collection.folding import fold
from danvan.collection.frontmatter import split
from danvan.collection.schema import EXEMPLAR, WrongTypeError
from danvan.collection.textfiles import read_text
from danvan.collection.yamltext import Value

Facts = dict[str, Value]
"""What a front matter says, by its folded keys."""
_OLD = next(key for key in EXEMPLAR if key.attribute == "old_addresses")
_STATE, _SAMPLE = "trang thai", "mau"
_PUBLISHED = "published.txt"
"""Addresses at which stories were published, a line each: printed codes lead to them."""


def removed_addresses(root: Path) -> set[str]:
    """Return the addresses (`field/slug/`) of stories whose state is `gỡ`, and their old ones."""
    removed = fold(State.REMOVED.value)
    found: set[str] = set()
    for address, facts in _stories(root):
        if _said(facts, _STATE) == removed:
            found |= {address, *_old_addresses(facts)}
    return found


def published_addresses(root: Path, site: Path) -> list[str]:
    """Return the addresses of stories that a site built from `root` shows."""
    removed = removed_addresses(root)
    shown = (a for a, _ in _stories(root) if (site / a / "index.html").is_file())
    return sorted(address for address in shown if address not in removed)


def remember_published(state: Path, root: Path, addresses: Iterable[str]) -> None:
    """Add the addresses of stories, but for samples, to those that may not get lost."""
    samples = {a for a, facts in _stories(root) if _said(facts, _SAMPLE) == "co"}
    known = once_published(state)
    told = sorted({*(known.read_text("utf-8").split() if known else ()), *addresses} - samples)
    draft = state / f".{_PUBLISHED}"
    draft.write_text("".join(f"{address}\n" for address in told), "utf-8")
    draft.replace(state / _PUBLISHED)


def once_published(state: Path) -> Path | None:
    """Return the list of all addresses at which stories were published; None before the first."""
    path = state / _PUBLISHED
    return path if path.is_file() else None


def _stories(root: Path) -> Iterator[tuple[str, Facts]]:
    for path in sorted((root / "exemplars").glob("*/*/*")):
        if fold(path.name) == ARTICLE_FILE and path.is_file():
            yield address_of_article(path), _facts(path, root)


def _said(facts: Facts, key: str) -> str:
    return fold(facts[key].text) if key in facts else ""


def _old_addresses(facts: Facts) -> tuple[str, ...]:
    try:
        found: tuple[str, ...] = _OLD.type.read(facts[fold(_OLD.name)])
    except (KeyError, WrongTypeError):
        return ()
    return found


def _facts(article: Path, root: Path) -> Facts:
    findings = Findings(root)
    text = read_text(article, findings)
    source = split(text, article, findings) if text else None
    return {fold(entry.key): entry.value for entry in (source.entries if source else ())}
