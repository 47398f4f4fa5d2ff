"""Write the search index: small files of which a visitor loads only what a query needs.

`goc.json` names the words and the files; the other files stand in a folder named by their content,
so that browsers may keep them for ever. Its reader is docs/assets/js/search/engine.js.
"""

from __future__ import annotations

import gzip
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
TOGETHER_BYTES = 48_000
"""Size, compressed, up to which all cards but those of photos are one file.

It is loaded when a search begins, so that what is found while one types is shown at once.
"""
_KINDS = "abcdefghijklmnopqrst"
"""Letter of each power of two: in how many entries a word stands."""


def build_index(entries: Sequence[SearchEntry], site: Path) -> None:
    """Write the index of `entries` (by group, stories first) to `site`/tim-kiem."""
    read = [entry for entry in entries if entry.group != PHOTO]
    inverted = invert(entries)
    vocabulary = sorted(inverted.words)
    words, pairs = word_shards(inverted.words), pair_shards(inverted.pairs, vocabulary)
    # Hosts compress what is called a text, and postings shrink to a half.
    files = {f"w{number}.txt": data for number, data in enumerate(words.files)}
    files |= {f"p{number}.txt": data for number, data in enumerate(pairs.files)}
    together, cards = _card_files([_card(entry) for entry in entries], len(read))
    files |= {f"c{number}.json": data for number, data in cards.items()}
    files |= {f"t{number}.json": _json([e.summary, e.text]) for number, e in enumerate(read)}
    summaries = _chunks([entry.summary for entry in read])
    files |= {f"s{number}.json": data for number, data in enumerate(summaries)}
    files["bang.json"] = _json(browse_table([entry.card for entry in entries if entry.card]))
    root = {
        "version": _version(files),
        "groups": [sum(entry.group == group for entry in entries) for group in GROUPS],
        "words": " ".join(vocabulary),
        "counts": "".join(_frequency(inverted.words[word]) for word in vocabulary),
        "wordFiles": words.starts,
        "pairFiles": [pairs.starts, pairs.seconds],
        "together": together,
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


def _card_files(cards: Sequence[Any], read: int) -> tuple[int, dict[int, bytes]]:
    """Return how many of the first `read` cards are in file 0, and the files by their numbers."""
    first = _json(cards[:read])
    if len(gzip.compress(first)) > TOGETHER_BYTES:
        return 0, dict(enumerate(_chunks(cards), start=1))
    return read, {0: first, **dict(enumerate(_chunks(cards[read:]), start=1))}


def _chunks(values: Sequence[Any]) -> Iterable[bytes]:
    for start in range(0, len(values), CARDS_A_FILE):
        yield _json(values[start : start + CARDS_A_FILE])


def _card(entry: SearchEntry) -> dict[str, Any]:
    told: dict[str, Any] = {
        "title": entry.title,
        "address": entry.address,
        "image": entry.image,
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
