"""Write the search index: small files of which a visitor loads only what a query needs.

`goc.json` names the words and the files; the other files stand in a folder named by their content,
so that browsers may keep them for ever. Its reader is docs/assets/js/search/engine.js.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Mapping, Sequence
from math import log2
from pathlib import Path
from typing import Any

from .entries import GROUPS, PHOTO, SearchEntry
from .postings import Postings, invert, pair_shards, word_shards
from .table import browse_table

ADDRESS = "tim-kiem"
CARDS_A_FILE = 8
_KINDS = "abcdefghijklmnopqrst"
"""Letter of each power of two: in how many entries a word stands."""


def build_index(entries: Sequence[SearchEntry], site: Path) -> None:
    """Write the index of `entries` (by group, stories first) to `site`/tim-kiem."""
    inverted = invert(entries)
    vocabulary = sorted(inverted.words)
    words, pairs = word_shards(inverted.words), pair_shards(inverted.pairs, vocabulary)
    files = {f"w{number}.bin": data for number, data in enumerate(words.files)}
    files |= {f"p{number}.bin": data for number, data in enumerate(pairs.files)}
    files |= {f"c{number}.json": data for number, data in enumerate(_cards(entries))}
    # What is shown of one entry is in one file: its card again, with the text for the passage.
    read = ((number, e) for number, e in enumerate(entries) if e.group != PHOTO)
    files |= {f"t{number}.json": _json({**_card(e), "text": e.text}) for number, e in read}
    files["bang.json"] = _json(browse_table([entry.card for entry in entries if entry.card]))
    root = {
        "version": _version(files),
        "groups": [sum(entry.group == group for entry in entries) for group in GROUPS],
        "words": " ".join(vocabulary),
        "counts": "".join(_frequency(inverted.words[word]) for word in vocabulary),
        "wordFiles": words.starts,
        "pairFiles": [pairs.starts, pairs.seconds],
        "titles": "".join(_KINDS[min(count, 19)] for count in inverted.title_words),
    }
    _write(site / ADDRESS, root, files)


def _frequency(spellings: Mapping[str, Postings]) -> str:
    return _KINDS[int(log2(sum(postings.count for postings in spellings.values())))]


def _version(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, data in files.items():
        digest.update(f"{name} {len(data)}\n".encode() + data)
    return digest.hexdigest()[:12]


def _write(target: Path, root: Mapping[str, Any], files: Mapping[str, bytes]) -> None:
    if target.exists():
        shutil.rmtree(target)
    folder = target / str(root["version"])
    folder.mkdir(parents=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    (target / "goc.json").write_bytes(_json(root))


def _cards(entries: Sequence[SearchEntry]) -> Iterable[bytes]:
    for start in range(0, len(entries), CARDS_A_FILE):
        yield _json([_card(entry) for entry in entries[start : start + CARDS_A_FILE]])


def _card(entry: SearchEntry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": entry.title,
        "address": entry.address,
        "image": entry.image,
        "summary": entry.summary,
    }
    if card := entry.card:
        told |= {
            "who": card.name,
            "unit": card.unit,
            "ward": card.ward,
            "year": card.year,
            "field": card.field.name,
            "slug": card.field.slug,
            "kind": card.kind,
            "sample": card.sample,
        }
    elif entry.page:
        told |= {"who": ", ".join(entry.facts), "page": entry.page}
    return {key: value for key, value in told.items() if value}


def _json(value: Any) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
