"""Find addresses at which a story was published and now is nothing: printed codes lead there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from danvan.collection import Collection, Findings
from danvan.collection.addresses import address_of_article
from danvan.collection.folding import fold
from danvan.collection.frontmatter import split
from danvan.collection.textfiles import clean_text
from danvan.desk.gitlog import contents, git

from . import messages

_APPROVED = {"trang thai": "da duyet", "dong y dang": "co"}


def check_lost(collection: Collection, published: Iterable[str], findings: Findings) -> None:
    """Record the addresses that were given up, in git's history or in the list `published`."""
    known = {address for exemplar in collection.exemplars for address in exemplar.addresses}
    unread = {address_of_article(path) for path in collection.root.glob("exemplars/*/*/*.md")}
    gone = {*published, *_deleted(collection.root)} - known - unread
    for address in sorted(gone):
        folder = collection.root / "exemplars" / address.split("/")[0]
        findings.problem(folder, 1, messages.LOST_ADDRESS, address=address.strip("/"))


def _deleted(root: Path) -> Iterator[str]:
    """Yield the addresses of public stories whose files a commit removed."""
    listed = git(
        *(root, "log", "--diff-filter=D", "--no-renames", "--name-only", "--relative"),
        *("--format=%x00%H", "--", "exemplars"),
    )
    prefix = (git(root, "rev-parse", "--show-prefix") or "").strip()
    files: dict[str, str] = {}
    for part in (listed or "").split("\0")[1:]:
        commit, _, names = part.partition("\n")
        for name in filter(None, names.split("\n")):
            if name.endswith(".md") and name.count("/") == 3:
                files.setdefault(name, f"{commit}^:{prefix}{name}")  # the newest first
    gone = {name: blob for name, blob in files.items() if not (root / name).exists()}
    for name, text in zip(gone, contents(root, list(gone.values())), strict=True):
        if text is not None and _was_public(text, root / name):
            yield address_of_article(root / name)


def _was_public(text: str, path: Path) -> bool:
    source = split(clean_text(text), path, Findings(path.parent))
    entries = source.entries if source else ()
    told = {fold(entry.key): fold(entry.value.text) for entry in entries}
    is_sample = told.get("mau") == "co"
    return not is_sample and all(told.get(key) == value for key, value in _APPROVED.items())
