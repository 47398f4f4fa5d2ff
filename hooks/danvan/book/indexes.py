"""The indexes at the end of the book: who is honoured, which units, which wards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from danvan.collection import Kind
from danvan.collection.collation import (
    SortKey,
    given_name_key,
    heading,
    people_in,
    sort_key,
    split_given_name,
)
from danvan.collection.folding import fold, nfc

_TITLES = {"ten": "Tên người và tập thể", "don-vi": "Đơn vị", "phuong": "Phường"}
_WARDS = frozenset(map(sort_key, ("phường", "P.")))


@dataclass(frozen=True)
class IndexedStory:
    """What the indexes know of a story."""

    anchor: str
    title: str
    kind: str
    """`Cá nhân` or `Tập thể`."""
    name: str
    unit: str
    ward: str


@dataclass(frozen=True)
class IndexEntry:
    """A line of an index."""

    text: str
    """Plain text, not HTML."""
    strong: str = ""
    """The given name of a person, to be emphasised in `text`; see `parts` for where it stands."""
    anchors: tuple[str, ...] = ()
    """Of the stories, in book order, each once."""

    @property
    def parts(self) -> tuple[str, str, str]:
        """`text` in three: before what is emphasised, that itself, and after it."""
        return split_given_name(self.text) if self.strong else (self.text, "", "")


@dataclass(frozen=True)
class IndexGroup:
    """The entries under one letter, or under `0–9`."""

    letter: str
    entries: tuple[IndexEntry, ...]


@dataclass(frozen=True)
class BookIndex:
    """One index, in alphabetical order."""

    key: str
    """`ten`, `don-vi` or `phuong`."""
    title: str
    groups: tuple[IndexGroup, ...]


@dataclass(frozen=True)
class _Line:
    """A name in a story: entries with equal keys are one entry."""

    key: tuple[SortKey, ...]
    text: str
    strong: str = ""


@dataclass
class _Found:
    line: _Line
    anchors: list[str] = field(default_factory=list)


def build_indexes(stories: Iterable[IndexedStory]) -> tuple[BookIndex, ...]:
    """Return the indexes of `stories`, given in book order; one without entries is left out.

    People stand under their given names and collectives under their first words, together.
    """
    given = tuple(stories)
    lines = {"ten": _honoured, "don-vi": _units, "phuong": _wards}
    indexes = (
        BookIndex(key, _TITLES[key], _groups((line, s.anchor) for s in given for line in of(s)))
        for key, of in lines.items()
    )
    return tuple(index for index in indexes if index.groups)


def _honoured(story: IndexedStory) -> Iterator[_Line]:
    if fold(story.kind) != fold(Kind.INDIVIDUAL.value):
        yield from _named(story.name)
        return
    for person in people_in(story.name):
        # Titles and places do not sort, but they may be all that tells two namesakes apart.
        key = (*given_name_key(person), sort_key(person))
        if key[0]:
            yield _Line(key, person, split_given_name(person)[1])


def _units(story: IndexedStory) -> Iterator[_Line]:
    return _named(story.unit)


def _wards(story: IndexedStory) -> Iterator[_Line]:
    for line in _named(story.ward):
        (key,) = line.key
        named = key[1:] if key[:1] in _WARDS else ()
        yield _Line((named or key,), line.text)


def _named(text: str) -> Iterator[_Line]:
    key = sort_key(text)
    if key:
        yield _Line((key,), " ".join(nfc(text).split()))


def _groups(lines: Iterable[tuple[_Line, str]]) -> tuple[IndexGroup, ...]:
    found: dict[tuple[SortKey, ...], _Found] = {}
    for line, anchor in lines:
        anchors = found.setdefault(line.key, _Found(line)).anchors
        if anchor not in anchors:
            anchors.append(anchor)
    in_order = (found[key] for key in sorted(found))
    return tuple(
        IndexGroup(
            letter, tuple(IndexEntry(f.line.text, f.line.strong, tuple(f.anchors)) for f in entries)
        )
        for letter, entries in groupby(in_order, key=lambda f: heading(f.line.key[0]))
    )
