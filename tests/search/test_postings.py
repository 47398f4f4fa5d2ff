"""The bytes of the index say what a naive index says."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from itertools import pairwise

import pytest

from danvan.search import SearchEntry
from danvan.search.postings import SHARD_BYTES, invert, pair_shards, varint, word_shards
from danvan.search.words import spelled, words_of

TITLE, NAME, FACT, SUMMARY, TEXT, CAPTION, OFTEN = 1, 2, 4, 8, 16, 32, 64
WORDS = words_of("""
    dân vận khéo hoà hòa hoa hoá hoả tổ to tô tơ đường dương phố phở 5 139 KH QU 2023 Mễ Trì mẹ
    trí bà Bá ba an ninh ánh ảnh anh chị em quỹ quý quỳ giúp nghèo nghề nghe x y z12 ấm ầm Đào đao
""")
SEEDS = range(12)


# --- what the bytes should say -------------------------------------------------------------------


def naive(entries):
    """Return {folded: {spelling: {entry: marks}}} and {(folded, folded): {entry: marks}}."""
    words = defaultdict(lambda: defaultdict(lambda: defaultdict(int)))
    pairs = defaultdict(lambda: defaultdict(int))
    for number, entry in enumerate(entries):
        fields = [
            (TITLE, [entry.title]),
            (NAME, [entry.name]),
            (FACT, entry.facts),
            (SUMMARY, [entry.summary]),
            (TEXT, entry.text.split("\n")),
            (CAPTION, entry.captions),
        ]
        for mark, texts in fields:
            for text in texts:
                row = [spelled(word) for word in words_of(text)]
                for exact, bare in row:
                    words[bare][exact][number] |= mark
                for (_, one), (_, other) in pairwise(row):
                    pairs[one, other][number] |= mark
        for (exact, bare), count in Counter(map(spelled, words_of(entry.text))).items():
            if count >= 4:
                words[bare][exact][number] |= OFTEN
    return plain(words), plain(pairs)


def plain(value):
    return {key: plain(each) for key, each in value.items()} if isinstance(value, dict) else value


class Reader:
    """Takes the bytes of a file apart, as the pages' script does."""

    def __init__(self, data):
        self.data = data
        self.place = 0

    def byte(self):
        self.place += 1
        return self.data[self.place - 1]

    def number(self):
        value = shift = 0
        while True:
            byte = self.byte()
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def text(self):
        length = self.number()
        self.place += length
        return self.data[self.place - length : self.place].decode()

    def postings(self):
        found, entry = {}, 0
        for _ in range(self.number()):
            entry += self.number()
            assert entry not in found
            found[entry] = self.byte()
        return found

    @property
    def is_done(self):
        return self.place >= len(self.data)


def read_words(shards, vocabulary):
    found = {}
    for start, data in zip(shards.starts, shards.files, strict=True):
        reader, number = Reader(data), start
        while not reader.is_done:
            count = reader.number()
            spellings = [(reader.text(), reader.postings()) for _ in range(count)]
            assert [exact for exact, _ in spellings] == sorted({exact for exact, _ in spellings})
            assert vocabulary[number] not in found
            found[vocabulary[number]] = dict(spellings)
            number += 1
    return found


def read_pairs(shards, vocabulary):
    """Return the pairs, and how many rows each file has."""
    found, rows, keys = {}, [], []
    for *start, data in zip(shards.starts, shards.seconds, shards.files, strict=True):
        reader, before = Reader(data), len(keys)
        while not reader.is_done:
            keys.append((reader.number(), reader.number()))
            first, second = keys[-1]
            found[vocabulary[first], vocabulary[second]] = reader.postings()
        assert keys[before] == tuple(start)
        rows.append(len(keys) - before)
    assert keys == sorted(set(keys))
    return found, rows


def some_entries(seed, count, most_words):
    rng = random.Random(seed)  # noqa: S311 - nothing secret, only repeatable

    def line(most):
        signs = (" ", " ", " ", " – ", ", ", "/", "_")
        words = rng.choices(WORDS, range(1, len(WORDS) + 1), k=rng.randint(0, most))
        return "".join(word + rng.choice(signs) for word in words)

    return [
        SearchEntry(
            "bai",
            f"{number}/",
            line(6),
            name=line(3),
            facts=tuple(line(3) for _ in range(rng.randint(0, 3))),
            summary=line(8),
            text="\n".join(line(most_words) for _ in range(rng.randint(0, 4))),
            captions=tuple(line(4) for _ in range(rng.randint(0, 2))),
        )
        for number in range(count)
    ]


def built(entries):
    inverted = invert(entries)
    vocabulary = sorted(inverted.words)
    pairs = pair_shards(inverted.pairs, vocabulary)
    return vocabulary, word_shards(inverted.words), pairs


# --- tests ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", SEEDS)
def test_every_word_and_pair_is_where_it_stands(seed):
    entries = some_entries(seed, count=seed * 4, most_words=25)
    words, pairs = naive(entries)
    vocabulary, word_files, pair_files = built(entries)
    assert vocabulary == sorted(words)
    assert read_words(word_files, vocabulary) == words
    assert read_pairs(pair_files, vocabulary)[0] == pairs


def test_a_large_collection_is_in_several_files_of_about_one_size():
    entries = some_entries(1, count=700, most_words=40)
    words, pairs = naive(entries)
    vocabulary, word_files, pair_files = built(entries)
    assert read_words(word_files, vocabulary) == words
    read, rows = read_pairs(pair_files, vocabulary)
    assert read == pairs
    ends = (*word_files.starts[1:], len(vocabulary))
    word_rows = [end - start for start, end in zip(word_files.starts, ends, strict=True)]
    for files, each in ((word_files.files, word_rows), (pair_files.files, rows)):
        sizes = [len(data) for data in files]
        assert len(sizes) > 3
        # A file is larger only when one row fills it.
        assert all(
            size <= SHARD_BYTES or count == 1 for size, count in zip(sizes, each, strict=True)
        )
        assert sum(sizes) / len(sizes) > SHARD_BYTES / 2


def test_files_begin_with_the_words_that_the_index_says():
    vocabulary, word_files, pair_files = built(some_entries(2, count=700, most_words=40))
    assert word_files.starts[0] == 0
    assert list(word_files.starts) == sorted(set(word_files.starts))
    starts = list(zip(pair_files.starts, pair_files.seconds, strict=True))
    assert starts == sorted(set(starts))
    assert max(word_files.starts) < len(vocabulary)


def test_a_word_far_from_the_one_before_is_found():
    blank = SearchEntry("bai", "", "")
    entries = [blank] * 127 + [SearchEntry("bai", "", "hoa")] + [blank] * 20_000
    entries += [SearchEntry("bai", "", "hoa")]
    vocabulary, word_files, _ = built(entries)
    assert read_words(word_files, vocabulary)["hoa"] == {"hoa": {127: TITLE, 20_128: TITLE}}


def test_pairs_do_not_reach_from_one_text_into_the_next():
    entry = SearchEntry("bai", "", "một", "hai", ("ba", "bốn"), "năm", "sáu\nbảy", ("tám", "chín"))
    vocabulary, _, pair_files = built([entry])
    assert len(vocabulary) == 9
    assert read_pairs(pair_files, vocabulary)[0] == {}


def test_how_many_words_each_title_has_is_kept():
    titles = ["", "139-KH/QU", "Dân vận khéo", "🌸"]
    assert invert([SearchEntry("bai", "", title) for title in titles]).title_words == [0, 3, 3, 0]


def test_nothing_makes_no_files():
    assert built([])[1:] == (word_shards({}), pair_shards({}, []))
    assert word_shards({}).files == ()


@pytest.mark.parametrize(
    ("number", "data"),
    [
        (0, "00"),
        (127, "7f"),
        (128, "8001"),
        (300, "ac02"),
        (16_384, "808001"),
        (2**28, "8080808001"),
    ],
)
def test_numbers_are_written_in_groups_of_seven_bits(number, data):
    assert varint(number).hex() == data
    assert Reader(bytes.fromhex(data)).number() == number
