"""Stories gathered by ward, unit or year: one group however staff spelt its name."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from danvan.collection.collation import SortKey, sort_key
from danvan.collection.folding import nfc, slugify

from .views import Card

_WARD_WORDS = frozenset(map(sort_key, ("phường", "P.")))
_NAMELESS = "muc"
"""Slug of a name without a letter or digit that an address may hold."""


@dataclass(frozen=True)
class Gathering:
    """The stories of one ward, unit or year."""

    name: str
    """As most of its stories spell it."""
    slug: str
    """Its own within the gatherings made together."""
    cards: tuple[Card, ...]


def by_ward(cards: Iterable[Card]) -> tuple[Gathering, ...]:
    """Return the wards in Vietnamese order; “phường Mễ Trì” is Mễ Trì."""
    return _gathered(cards, lambda card: card.ward, _ward_key)


def by_unit(cards: Iterable[Card]) -> tuple[Gathering, ...]:
    """Return the units in Vietnamese order."""
    return _gathered(cards, lambda card: card.unit, sort_key)


def by_year(cards: Iterable[Card]) -> tuple[Gathering, ...]:
    """Return the years, newest first."""
    return _gathered(cards, lambda card: str(card.year), sort_key)[::-1]


def in_order(cards: Iterable[Card]) -> tuple[Card, ...]:
    """Return `cards` by their titles in Vietnamese order."""
    return tuple(sorted(cards, key=lambda card: (sort_key(card.title), card.address)))


def _gathered(
    cards: Iterable[Card], name_of: Callable[[Card], str], key_of: Callable[[str], SortKey]
) -> tuple[Gathering, ...]:
    found: dict[SortKey, list[Card]] = defaultdict(list)
    for card in cards:
        if key := key_of(name_of(card)):
            found[key].append(card)
    groups = [found[key] for key in sorted(found)]
    names = [_usual(map(name_of, group)) for group in groups]
    return tuple(
        Gathering(name, slug, in_order(group))
        for name, slug, group in zip(names, _slugs(names), groups, strict=True)
    )


def _ward_key(ward: str) -> SortKey:
    key = sort_key(ward)
    return (key[1:] if key[:1] in _WARD_WORDS else ()) or key


def _usual(names: Iterable[str]) -> str:
    """Return the spelling met most often, the first of several."""
    ((name, _),) = Counter(" ".join(nfc(name).split()) for name in names).most_common(1)
    return name


def _slugs(names: Iterable[str]) -> Iterator[str]:
    """Yield a slug for each name; docs/assets/js/browse/state.js gives the same."""
    taken: set[str] = set()
    for name in names:
        plain = slug = slugify(name) or _NAMELESS
        number = 1
        while slug in taken:
            number += 1
            slug = f"{plain}-{number}"
        taken.add(slug)
        yield slug
