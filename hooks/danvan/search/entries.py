"""What is findable: stories, other pages, and photos, each with the words that lead to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import unescape

from danvan.pages import PagePlan
from danvan.pages.pictures import Picture
from danvan.pages.views import Card, FieldView, PartView, StoryView
from danvan.pages.words import DOCUMENT_FACTS

STORY, PAGE, PHOTO = "bai", "trang", "anh"
GROUPS = (STORY, PAGE, PHOTO)
NUMBER = DOCUMENT_FACTS[0]
"""Readers know a document by its number."""
_NOTE_SIGN = re.compile(r'<sup id="fnref.*?</sup>|<a class="footnote-backref.*?</a>', re.DOTALL)
"""The number of a footnote would become part of the word before it."""
_TAG = re.compile(
    r"<(?P<inline>/?(?:a|b|em|i|strong|span|sup|sub|code|mark|abbr)\b)?"
    r"(?:[^\"'>]|\"[^\"]*\"|'[^']*')*>"
)
_SPACE = re.compile(r"[ \t\r\f\v]*\n\s*")
_BLANKS = re.compile(r"[ \t\r\f\v]+")


@dataclass(frozen=True)
class SearchEntry:
    """One thing that a search may find."""

    group: str
    address: str
    """Relative to the site's root."""
    title: str
    name: str = ""
    """Who is honoured."""
    facts: tuple[str, ...] = ()
    """Unit, ward, year, author, numbers of documents, credits."""
    summary: str = ""
    text: str = ""
    """A line a paragraph."""
    captions: tuple[str, ...] = ()
    image: str = ""
    """Address of its picture, or empty."""
    card: Card | None = None
    """Of a story."""
    page: str = ""
    """Title of the page that a photo stands on."""


def search_entries(
    pages: Iterable[PagePlan], articles: Mapping[str, str]
) -> tuple[SearchEntry, ...]:
    """Return the entries of all pages, by group; `articles` is the rendered Markdown per source."""
    found: dict[str, list[SearchEntry]] = {group: [] for group in GROUPS}
    for page in pages:
        for entry in _entries(page, articles.get(page.source, "")):
            found[entry.group].append(entry)
    return tuple(entry for group in GROUPS for entry in found[group])


def _entries(page: PagePlan, article: str) -> Iterator[SearchEntry]:
    view = page.view
    if not isinstance(view, StoryView | FieldView | PartView):
        return  # pages that only repeat others
    image = _thumbnail(page.picture) if page.picture else ""
    plain = SearchEntry(
        PAGE, page.address, page.title, summary=page.summary, text=plain_text(article), image=image
    )
    if isinstance(view, StoryView):
        card = view.card
        known = (card.unit, card.ward, str(card.year), view.author)
        story = replace(plain, group=STORY, name=card.name, facts=_present(known), card=card)
        # A field has a page of its own: its name leads to its stories only with other words.
        also = (card.field.name, *(picture.caption for picture in view.pictures))
        yield replace(story, captions=_present(also))
    elif isinstance(view, PartView):
        told = dict(view.facts)
        number = told.pop(NUMBER, "")
        facts = (*told.values(), *(row.number for row in view.documents))
        # A document without a page of its own is found on the list.
        only_here = (row.subject or row.title for row in view.documents if not row.address)
        yield replace(plain, name=number, facts=_present((*facts, *only_here)))
    else:
        yield plain
    if isinstance(view, StoryView | PartView):
        yield from (_photo(picture, page) for picture in view.pictures if _is_told(picture))


def _photo(picture: Picture, page: PagePlan) -> SearchEntry:
    return SearchEntry(
        PHOTO,
        f"{page.address}#{picture.anchor}",
        picture.caption or page.title,
        facts=_present((picture.credit,)),
        image=_thumbnail(picture),
        page=page.title,
    )


def _thumbnail(picture: Picture) -> str:
    return picture.address(picture.made.card[0].name)


def _is_told(picture: Picture) -> bool:
    return bool(picture.caption or picture.credit)


def _present(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(text for text in texts if text)


def plain_text(html: str) -> str:
    """Return what an article says, a line a paragraph."""
    plain = _TAG.sub(lambda tag: "" if tag["inline"] else "\n", _NOTE_SIGN.sub("", html))
    text = unescape(plain)
    return _BLANKS.sub(" ", _SPACE.sub("\n", text)).strip()
