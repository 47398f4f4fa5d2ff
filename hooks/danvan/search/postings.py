"""Which entries hold which words, and where in them, as bytes for a browser.

A posting is an entry's number (the difference to the one before) and a byte of marks: in which of
its fields the word stands. Pairs are two words next to each other, which in Vietnamese make a word
more often than not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

from .entries import SearchEntry
from .words import spelled, words_of

TITLE, NAME, FACT, SUMMARY, TEXT, CAPTION, OFTEN = (1 << bit for bit in range(7))
OFTEN_TIMES = 4
"""Times that a word stands in a text that is about it."""
SHARD_BYTES = 6_000
"""Bytes after which a new file begins, so that a query loads little more than it needs."""


class Postings:
    """The entries of one word or pair, added in their order."""

    __slots__ = ("_data", "_last", "count")

    def __init__(self) -> None:
        self._data = bytearray()
        self._last = 0
        self.count = 0

    def add(self, number: int, marks: int) -> None:
        step = number - self._last
        if step < 0x80:
            self._data.append(step)
        else:
            self._data += varint(step)
        self._data.append(marks)
        self._last = number
        self.count += 1

    def __bytes__(self) -> bytes:
        return varint(self.count) + self._data


Pair = tuple[str, str]
Spelled = tuple[str, str]
Spelling = Callable[[str], Spelled]


@dataclass
class Inverted:
    """All postings."""

    words: dict[str, dict[str, Postings]] = field(default_factory=dict)
    """By folded word, then by spelling."""
    pairs: dict[Pair, Postings] = field(default_factory=dict)
    """By two folded words."""
    title_words: list[int] = field(default_factory=list)
    """How many words each title has."""


def invert(entries: Iterable[SearchEntry]) -> Inverted:
    """Return the postings of all entries, in their order."""
    found = Inverted()
    known = cache(spelled)  # of this build: a collection writes few words, each often
    for number, entry in enumerate(entries):
        words, pairs = _marks(entry, known)
        for (exact, bare), marks in words.items():
            spellings = found.words.get(bare)
            if spellings is None:
                spellings = found.words[bare] = {}
            postings = spellings.get(exact)
            if postings is None:
                postings = spellings[exact] = Postings()
            postings.add(number, marks)
        for pair, marks in pairs.items():
            postings = found.pairs.get(pair)
            if postings is None:
                postings = found.pairs[pair] = Postings()
            postings.add(number, marks)
        found.title_words.append(len(words_of(entry.title)))
    return found


def _marks(entry: SearchEntry, known: Spelling) -> tuple[dict[Spelled, int], dict[Pair, int]]:
    """Return the marks of each word (as it is spelled, and folded) and of each pair."""
    words: dict[Spelled, int] = {}
    pairs: dict[Pair, int] = {}
    counts: Counter[Spelled] = Counter()
    for mark, text in _fields(entry):
        line = [known(word) for word in words_of(text)]
        for word in set(line):
            words[word] = words.get(word, 0) | mark
        bare = [word[1] for word in line]
        for pair in pairwise(bare):
            pairs[pair] = pairs.get(pair, 0) | mark
        if mark == TEXT:
            counts.update(line)
    for word, count in counts.items():
        if count >= OFTEN_TIMES:
            words[word] |= OFTEN
    return words, pairs


def _fields(entry: SearchEntry) -> Iterator[tuple[int, str]]:
    yield TITLE, entry.title
    yield NAME, entry.name
    yield from ((FACT, fact) for fact in entry.facts)
    yield SUMMARY, entry.summary
    yield from ((TEXT, line) for line in entry.text.split("\n"))
    yield from ((CAPTION, caption) for caption in entry.captions)


@dataclass(frozen=True)
class Shards:
    """Files of postings in alphabetical order, and the key that each begins with."""

    starts: tuple[int, ...]
    """Number of the word, or of the pair's first word, that each file begins with."""
    seconds: tuple[int, ...]
    """Number of the pair's second word."""
    files: tuple[bytes, ...]


def word_shards(words: dict[str, dict[str, Postings]]) -> Shards:
    """Return the postings of words, numbered in alphabetical order."""
    return _shards(
        ((number, 0), _spellings(words[word])) for number, word in enumerate(sorted(words))
    )


def pair_shards(pairs: dict[Pair, Postings], vocabulary: Sequence[str]) -> Shards:
    """Return the postings of pairs, by the numbers of their words in `vocabulary`."""
    numbers = {word: number for number, word in enumerate(vocabulary)}
    keyed = sorted((numbers[a], numbers[b], (a, b)) for a, b in pairs)
    return _shards(((a, b), varint(a) + varint(b) + bytes(pairs[key])) for a, b, key in keyed)


def _spellings(spellings: dict[str, Postings]) -> bytes:
    parts = [varint(len(spellings))]
    for exact in sorted(spellings):
        name = exact.encode()
        parts += [varint(len(name)), name, bytes(spellings[exact])]
    return b"".join(parts)


def _shards(rows: Iterable[tuple[tuple[int, int], bytes]]) -> Shards:
    keys: list[tuple[int, int]] = []
    files: list[bytearray] = []
    for key, data in rows:
        if not files or len(files[-1]) + len(data) > SHARD_BYTES:
            keys.append(key)
            files.append(bytearray())
        files[-1] += data
    starts, seconds = tuple(a for a, _ in keys), tuple(b for _, b in keys)
    return Shards(starts, seconds, tuple(map(bytes, files)))


_SMALL = tuple(bytes([number]) for number in range(0x80))


def varint(number: int) -> bytes:
    """Return a number in groups of seven bits, the lowest first (LEB128)."""
    if number < 0x80:
        return _SMALL[number]
    data = bytearray()
    while number > 0x7F:
        data.append((number & 0x7F) | 0x80)
        number >>= 7
    data.append(number)
    return bytes(data)
