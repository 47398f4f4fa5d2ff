"""The pages to browse by: the browse page, and plain lists by ward, unit, year and letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from danvan.collection.collation import initial
from danvan.collection.folding import fold

from . import words
from .cards import Cards
from .gathering import Gathering, by_unit, by_ward, by_year, in_order
from .listviews import BrowseView, Directory, ListGroup, ListLink, ListRow, ListView
from .pageplan import PagePlan
from .views import Card

BROWSE = "tra-cuu/"
ALL = f"{BROWSE}tat-ca/"
LETTERED_FROM = 20
"""Stories of a list that is divided by letters."""
_GATHERED = {"nam": by_year, "phuong": by_ward, "don-vi": by_unit}
"""Part of the address, which is also the name of the filter on the browse page."""


def browse_pages(cards: Cards) -> Iterator[PagePlan]:
    """Yield the browse page and its lists, of the stories that this build shows."""
    gathered = {key: gather(cards.all) for key, gather in _GATHERED.items()}
    yield _browse(cards, gathered)
    if cards.all:
        title = words.LIST_OF_ALL
        count = words.counted(len(cards.all))
        view = ListView(words.LIST_KICKERS["tat-ca"], title, count, _groups("tat-ca", cards.all))
        yield _page(ALL, "list.html", title, f"{title}: {count}.", view)
    for key, gatherings in gathered.items():
        yield from (_list(key, gathering) for gathering in gatherings)


def _browse(cards: Cards, gathered: dict[str, tuple[Gathering, ...]]) -> PagePlan:
    fields = tuple(
        ListLink(field.name, field.address, words.number(len(cards.of_field(field.slug))))
        for field in cards.links.values()
    )
    lists = {
        key: tuple(
            ListLink(g.name, _address(key, g), words.number(len(g.cards))) for g in gatherings
        )
        for key, gatherings in gathered.items()
    }
    directories = tuple(
        Directory(key, words.DIRECTORIES[key], links)
        for key, links in {"linh-vuc": fields, **lists}.items()
        if links
    )
    total = len(cards.all)
    listed = ListLink(words.LIST_OF_ALL, ALL, words.number(total)) if total else None
    view = BrowseView(words.counted(total), directories, listed)
    return _page(BROWSE, "browse.html", words.BROWSE, words.BROWSE_SUMMARY, view)


def _list(key: str, gathering: Gathering) -> PagePlan:
    name, count = gathering.name, words.counted(len(gathering.cards))
    title = name
    if key == "nam" or (key == "phuong" and not words.names_its_rank(name)):
        title = words.LIST_TITLES[key].format(name=name)
    view = ListView(
        words.LIST_KICKERS[key],
        title,
        count,
        _groups(key, gathering.cards),
        f"{key}={gathering.slug}",
    )
    # A unit may bear the name of a ward; no two pages bear the same title.
    page_title = f"{title} – {words.LIST_KICKERS[key]}"
    return _page(_address(key, gathering), "list.html", page_title, f"{title}: {count}.", view)


def _address(key: str, gathering: Gathering) -> str:
    return f"{BROWSE}{key}/{gathering.slug}/"


def _page(
    address: str, template: str, title: str, summary: str, view: BrowseView | ListView
) -> PagePlan:
    return PagePlan(f"{address}index.md", address, template, title, summary, "", view)


def _groups(key: str, cards: Sequence[Card]) -> tuple[ListGroup, ...]:
    ordered = in_order(cards)
    rows = [ListRow(card, _place(key, card)) for card in ordered]
    if len(rows) < LETTERED_FROM:
        return (ListGroup("", tuple(rows)),)
    lettered = groupby(rows, key=lambda row: initial(row.card.title))
    return tuple(ListGroup(letter, tuple(some)) for letter, some in lettered)


def _place(key: str, card: Card) -> str:
    told = fold(card.unit)
    ward = card.ward if fold(card.ward) not in told else ""
    shown = {"phuong": (card.unit,), "don-vi": (card.ward,)}.get(key, (card.unit, ward))
    return " · ".join(part for part in shown if part)
