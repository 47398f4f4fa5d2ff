"""Find articles, and photos, that are nearly the same: sent twice, or copied."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

SHINGLE = 5
"""Words in a row that count as one piece of a text."""
SKETCH = 128
"""Pieces that stand for a text: those with the smallest numbers (Broder, 1997)."""
COMMON = 20
"""Texts that share a piece before it counts as a phrase of the trade."""
ALIKE = 0.5
"""Share of common pieces from which two texts are one."""
NEAR = 6
"""Bits of 64 in which the looks of one photo may differ, saved again or smaller."""
PLAIN = 6
"""Bits set, or not set, below which a picture is too plain to tell from another."""
_WORD = re.compile(r"[^\W_]+")
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
"""Mixes numbers well: 2⁶⁴ by the golden ratio (Knuth, TAOCP 3, 6.4)."""


def alike_articles(articles: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield the places of two articles that are nearly the same, and how much (0–1)."""
    numbers: dict[str, int] = {}
    sketches = [_sketch(article, numbers) for article in articles]
    holders: dict[int, list[int]] = defaultdict(list)
    for place, sketch in enumerate(sketches):
        for piece in sketch:
            holders[piece].append(place)
    shared: dict[tuple[int, int], int] = defaultdict(int)
    for places in holders.values():
        if len(places) <= COMMON:
            for pair in combinations(places, 2):
                shared[pair] += 1
    for (one, other), count in sorted(shared.items()):
        share = count / min(len(sketches[one]), len(sketches[other]))
        if share >= ALIKE:
            yield one, other, share


def _sketch(text: str, numbers: dict[str, int]) -> frozenset[int]:
    """Return the smallest pieces of a text; `numbers` gives each word its number."""
    words = [numbers.setdefault(word, len(numbers) + 1) for word in _WORD.findall(text.lower())]
    row = np.array(words, dtype=np.uint64)
    count = max(0, len(row) - SHINGLE + 1)
    pieces = np.zeros(count, dtype=np.uint64)
    for place in range(SHINGLE):
        pieces = (pieces + row[place : place + count]) * _FACTOR
    pieces ^= pieces >> np.uint64(29)
    return frozenset(np.unique(pieces * _FACTOR)[:SKETCH].tolist())


def alike_photos(looks: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield the places of two photos that look the same, by the 64 bits of each one's look."""
    # With up to seven bits different, one of four parts of 16 bits differs in one bit at most.
    buckets: dict[tuple[int, int], list[int]] = defaultdict(list)
    found: set[tuple[int, int]] = set()
    for place, look in enumerate(looks):
        if not PLAIN <= look.bit_count() <= 64 - PLAIN:
            continue
        for part in range(4):
            bits = look >> (16 * part) & 0xFFFF
            for near in (bits, *(bits ^ 1 << bit for bit in range(16))):
                for other in buckets.get((part, near), ()):
                    if (looks[other] ^ look).bit_count() <= NEAR:
                        found.add((other, place))
            buckets[part, bits].append(place)
    yield from sorted(found)
