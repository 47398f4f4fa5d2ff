"""Story cards: one for each exemplar that a build shows, and which stories stand beside which."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from itertools import islice

from danvan.collection import Collection, Exemplar, Photo, State
from danvan.collection.folding import fold
from danvan.photos import Derivatives

from . import words
from .pictures import picture_of
from .views import Card, FieldLink

RELATED = 3
_CANDIDATES = 40
"""Per shared fact; keeps the work per story constant in a collection of any size."""


class Cards:
    """The cards of one build."""

    def __init__(
        self, collection: Collection, derivatives: Mapping[Photo, Derivatives], *, preview: bool
    ) -> None:
        self.exemplars = collection.visible(preview=preview)
        self.links = {
            f.slug: FieldLink(f.slug, f.name, f"{f.slug}/", f.summary) for f in collection.fields
        }
        self._derivatives = derivatives
        self._cards = {e.address: self._make(e) for e in self.exemplars}
        self._by_field = _grouped(self.exemplars, "field")
        self._by_unit = _grouped(self.exemplars, "unit")
        self._by_ward = _grouped(self.exemplars, "ward")
        self._positions = {
            e.address: place
            for siblings in self._by_field.values()
            for place, e in enumerate(siblings)
        }

    @property
    def all(self) -> tuple[Card, ...]:
        return tuple(self._cards.values())

    def card(self, exemplar: Exemplar) -> Card:
        return self._cards[exemplar.address]

    def of_field(self, slug: str) -> tuple[Card, ...]:
        return tuple(self.card(e) for e in self._by_field.get(fold(slug), ()))

    def beside(self, exemplar: Exemplar) -> tuple[Card | None, Card | None]:
        """Return the cards before and after this story in its field."""
        siblings = self.of_field(exemplar.field)
        place = self._positions[exemplar.address]
        before = siblings[place - 1] if place else None
        after = siblings[place + 1] if place + 1 < len(siblings) else None
        return before, after

    def related(self, exemplar: Exemplar) -> tuple[Card, ...]:
        """Return the stories that share most: unit, then ward, then field, then kind and year."""
        place = self._positions[exemplar.address]
        siblings = self._by_field[fold(exemplar.field)]
        near = siblings[max(0, place - 4) : place + 5]
        candidates: dict[str, Exemplar] = {}
        for group in (self._by_unit[fold(exemplar.unit)], self._by_ward[fold(exemplar.ward)], near):
            candidates |= {e.address: e for e in islice(group, _CANDIDATES)}
        beside = {card.address for card in self.beside(exemplar) if card}
        rest = [c for a, c in candidates.items() if a not in beside and a != exemplar.address]
        rest.sort(key=lambda other: (-_likeness(exemplar, other), other.address))
        return tuple(self.card(e) for e in rest[:RELATED])

    def _make(self, exemplar: Exemplar) -> Card:
        photo = next(iter(exemplar.photos), None)
        return Card(
            title=exemplar.title,
            address=exemplar.address,
            field=self.links[exemplar.field],
            kind=exemplar.kind.value.capitalize(),
            name=exemplar.name,
            unit=exemplar.unit,
            ward=exemplar.ward,
            year=exemplar.year,
            summary=exemplar.summary,
            picture=picture_of(photo, self._derivatives[photo], exemplar.title) if photo else None,
            sample=exemplar.sample,
            notice=_notice(exemplar),
        )


def _notice(exemplar: Exemplar) -> str:
    if exemplar.public:
        return ""
    if exemplar.state is not State.APPROVED:
        return words.DRAFT_STATE.format(state=exemplar.state.value)
    return words.DRAFT_CONSENT


def _likeness(one: Exemplar, other: Exemplar) -> float:
    return (
        3.0 * (fold(one.unit) == fold(other.unit))
        + 2.0 * (bool(one.ward) and fold(one.ward) == fold(other.ward))
        + 1.5 * (one.field == other.field)
        + 0.5 * (one.kind is other.kind)
        - 0.1 * min(abs(one.year - other.year), 5)
    )


def _grouped(exemplars: tuple[Exemplar, ...], attribute: str) -> dict[str, list[Exemplar]]:
    groups: dict[str, list[Exemplar]] = defaultdict(list)
    for exemplar in exemplars:
        groups[fold(getattr(exemplar, attribute))].append(exemplar)
    return groups
