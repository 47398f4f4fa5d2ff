"""The table that the browse page filters and sorts by: a number for each fact of each story."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from danvan.collection.collation import sort_key
from danvan.pages.gathering import Gathering, by_unit, by_ward, by_year
from danvan.pages.views import Card


def browse_table(cards: Sequence[Card]) -> dict[str, Any]:
    """Return the values of each facet, which of them each story has, and the orders.

    Wards, units and years are gathered as the plain lists do; fields stand in the order of `cards`.
    """
    fields = {card.field.name: card.field.slug for card in cards}
    facets: dict[str, tuple[list[str], list[int]]] = {
        "field": _facet(cards, list(fields), lambda card: card.field.name),
        "kind": _facet(cards, sorted({card.kind for card in cards}), lambda card: card.kind),
        "year": _gathered(cards, by_year(cards)),
        "ward": _gathered(cards, by_ward(cards)),
        "unit": _gathered(cards, by_unit(cards)),
    }
    values = {name: values for name, (values, _) in facets.items()}
    return {
        "facets": {**values, "fieldSlug": list(fields.values())},
        "of": {name: places for name, (_, places) in facets.items()},
        "order": _orders(cards),
    }


def _facet(
    cards: Sequence[Card], values: list[str], value_of: Callable[[Card], str]
) -> tuple[list[str], list[int]]:
    return values, [values.index(value_of(card)) for card in cards]


def _gathered(
    cards: Sequence[Card], gatherings: Sequence[Gathering]
) -> tuple[list[str], list[int]]:
    """Return the names of gatherings, and each story's; -1 for a story in none."""
    places = {card.address: n for n, one in enumerate(gatherings) for card in one.cards}
    return [one.name for one in gatherings], [places.get(card.address, -1) for card in cards]


def _orders(cards: Sequence[Card]) -> Mapping[str, list[int]]:
    by_title = sorted(range(len(cards)), key=lambda n: sort_key(cards[n].title))
    return {
        "newest": sorted(by_title, key=lambda n: -cards[n].year),
        "title": by_title,
        "unit": sorted(by_title, key=lambda n: sort_key(cards[n].unit)),
    }
