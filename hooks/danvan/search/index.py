"""Index pages with Pagefind, whose browser half loads only what a query needs.

Pagefind folds marks that decompose, but đ does not (Unicode 15), so `duong` would miss *đường*.
The indexed text therefore writes đ as ḏ, which decomposes to d and a mark; the page script maps
queries the same way and results back.

Nothing is indexed as a Pagefind filter: no page offers one, and Pagefind 1.5 writes their values in
an order that changes from run to run, so that two builds would differ.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path

LANGUAGE = "vi"
ADDRESS = "pagefind"
_TO_FOLDABLE = str.maketrans("đĐ", "ḏḎ")
_KEPT = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json", "wasm.*", "*.pf_meta")
_KEPT_FOLDERS = ("fragment", "index")


class IndexingError(RuntimeError):
    """Pagefind did not finish; the text is what it printed."""


@dataclass(frozen=True)
class SearchPage:
    """What is findable of one page."""

    address: str
    """Relative to the site's root; '' or ending with `/`."""
    title: str
    html: str
    """The article."""
    facts: tuple[str, ...] = ()
    """Names and places that rank above the article's text."""
    summary: str = ""
    meta: dict[str, str] = field(default_factory=dict)
    """Shown with a result, not searched."""


def build_index(pages: Iterable[SearchPage], site: Path) -> None:
    """Write the index of `pages` to `site`/pagefind; raise IndexingError when it fails."""
    with tempfile.TemporaryDirectory(prefix="danvan-search-") as folder:
        source, target = Path(folder, "pages"), Path(folder, "index")
        for page in pages:
            file = source / page.address / "index.html"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(to_foldable(search_document(page)), encoding="utf-8")
        _run_pagefind(source, target)
        _copy_needed(target, site / ADDRESS)


def to_foldable(text: str) -> str:
    """Return `text` with đ and Đ as letters that Pagefind folds to d."""
    return text.translate(_TO_FOLDABLE)


def search_document(page: SearchPage) -> str:
    """Return the HTML that Pagefind reads for a page: weights stand for what readers look for."""
    meta = "".join(
        f'<span data-pagefind-meta="{escape(key)}" data-pagefind-ignore="index">'
        f"{escape(value)}</span>"
        for key, value in page.meta.items()
        if value
    )
    facts = "".join(f'<p data-pagefind-weight="6">{escape(fact)}.</p>' for fact in page.facts)
    return (
        f'<!doctype html><html lang="{LANGUAGE}"><head><meta charset="utf-8">'
        f"<title>{escape(page.title)}</title></head><body><main data-pagefind-body>"
        f'<h1 data-pagefind-weight="10">{escape(page.title)}</h1>{meta}{facts}'
        f'<p data-pagefind-weight="3">{escape(page.summary)}</p>{page.html}</main></body></html>'
    )


def _run_pagefind(source: Path, target: Path) -> None:
    command = [
        sys.executable, "-m", "pagefind",
        "--site", str(source),
        "--output-path", str(target),
        "--force-language", LANGUAGE,
        "--quiet",
    ]  # fmt: skip
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode != 0 or not (target / "pagefind-entry.json").is_file():
        raise IndexingError((done.stderr or done.stdout).strip())


def _copy_needed(index: Path, target: Path) -> None:
    """Copy what the page script loads; Pagefind's own interfaces stay behind."""
    if target.exists():
        shutil.rmtree(target)
    target.mkdir(parents=True)
    for pattern in _KEPT:
        for file in index.glob(pattern):
            shutil.copyfile(file, target / file.name)
    for name in _KEPT_FOLDERS:
        if (index / name).is_dir():
            shutil.copytree(index / name, target / name)
