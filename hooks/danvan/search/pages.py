"""What is findable of each planned page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape

from danvan.pages import PagePlan
from danvan.pages.views import FieldView, HomeView, PartView, StoryView

from .index import SearchPage

STORY, FIELD, PART = "Gương điển hình", "Lĩnh vực", "Trang sách"


def search_pages(pages: Iterable[PagePlan], articles: Mapping[str, str]) -> Iterator[SearchPage]:
    """Yield the search entry of every page but the home page, which only repeats the others."""
    for page in pages:
        if isinstance(page.view, HomeView):
            continue
        facts, meta = _facts(page)
        thumbnail = ""
        if page.picture:
            thumbnail = page.picture.address(page.picture.made.card[0].name)
        captions = "".join(f"<p>{c}</p>" for c in _captions(page))
        yield SearchPage(
            address=page.address,
            title=page.title,
            html=articles.get(page.source, "") + captions,
            facts=facts,
            summary=page.summary,
            meta={"title": page.title, "image": thumbnail, **meta},
        )


def _facts(page: PagePlan) -> tuple[tuple[str, ...], dict[str, str]]:
    view = page.view
    if isinstance(view, StoryView):
        card = view.card
        names = (card.name, card.unit, card.ward, str(card.year), view.author)
        meta = {"kind": STORY, "who": card.name, "field": card.field.name, "color": card.field.slug}
        return tuple(name for name in names if name), meta
    if isinstance(view, FieldView):
        return (), {"kind": FIELD, "color": view.field.slug}
    facts = tuple(value for _, value in view.facts) if isinstance(view, PartView) else ()
    rows = tuple(r.number for r in view.documents) if isinstance(view, PartView) else ()
    return (*facts, *rows), {"kind": PART}


def _captions(page: PagePlan) -> Iterator[str]:
    view = page.view
    if isinstance(view, StoryView | PartView):
        for picture in view.pictures:
            yield escape(" ".join(part for part in (picture.caption, picture.credit) if part))
