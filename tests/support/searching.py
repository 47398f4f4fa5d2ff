"""Small collections for the search, its index taken apart, and its engine asked in a browser."""

from __future__ import annotations

import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from html import escape
from pathlib import Path
from typing import Any

from danvan.collection import Collection, Exemplar, Field, Kind, Part, Parts, Photo, State
from danvan.pages import plan_site
from danvan.photos import Derivative, Derivatives
from danvan.search import SearchEntry, build_index, search_entries

from .browsing import Visit
from .projects import ROOT

FIELDS = tuple(
    Field(slug, name, order, Path("/c/exemplars", slug, "linh-vuc.md"))
    for order, (slug, name) in enumerate((("kinh-te", "Kinh tế"), ("an-ninh", "An ninh")), 1)
)


# --- collections ---------------------------------------------------------------------------------


def story(title: str, body: str = "", field: str = "kinh-te", **facts: Any) -> Exemplar:
    """Return a public story; what is not given says next to nothing. A line of `body` a paragraph.

    Its folder is named by its facts too, so that stories may have one title.
    """
    slug = (title + facts.get("name", "") + body).encode().hex()[:80] or "x"
    plain = {
        "kind": Kind.COLLECTIVE,
        "name": "Tổ",
        "unit": "Hội",
        "year": 2023,
        "state": State.APPROVED,
        "summary": "…",
        "consent": True,
    }
    path = Path("/c/exemplars", field, slug, "guong.md")
    return Exemplar(field, slug, path, title, body=body, **(plain | facts))


def document(title: str, body: str = "", **facts: Any) -> Part:
    """Return a guiding document."""
    slug = title.encode().hex()[:80]
    return Part(Path("/c/docs/van-ban", f"{slug}.md"), slug, title, body=body, **facts)


def photo(caption: str = "", credit: str = "") -> Photo:
    """Return a photo that is its caption."""
    digest = (caption + credit).encode().hex() or "0"
    return Photo(Path(f"{digest}.jpg"), f"{digest}.jpg", digest, 600, 400, 1, caption, credit)


def entries(
    *stories: Exemplar, parts: Parts | None = None, preview: bool = False
) -> tuple[SearchEntry, ...]:
    """Return what can be found of the stories, and of the pages that go with them."""
    parts = parts or Parts()
    photos = [photo for owner in (*stories, *parts.all) for photo in owner.photos]
    made = {photo: _made(photo) for photo in photos}
    collection = Collection(Path("/c"), FIELDS, stories, parts=parts)
    pages = plan_site(collection, made, place="", preview=preview).pages
    bodies = {f"van-ban/{part.slug}/": part.body for part in parts.documents}
    bodies |= {each.address: each.body for each in stories}
    articles = {page.source: _article(bodies.get(page.address, "")) for page in pages}
    return search_entries(pages, articles)


def _made(photo: Photo) -> Derivatives:
    full, card = (Derivative("full-600.jpg", 600, 400),), (Derivative("card-300.jpg", 300, 200),)
    return Derivatives(photo.digest[-10:], Path("k"), "#000000", full, card)


def _article(body: str) -> str:
    return "".join(f"<p>{escape(line)}</p>\n" for line in body.split("\n") if line)


# --- the index on disk ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Index:
    """An index as it lies in a site, read without the help of what wrote it."""

    home: Path

    @cached_property
    def root(self) -> dict[str, Any]:
        return json.loads((self.home / "goc.json").read_bytes())

    @property
    def folder(self) -> Path:
        return self.home / self.root["version"]

    @cached_property
    def table(self) -> dict[str, Any]:
        return json.loads((self.folder / "bang.json").read_bytes())

    @property
    def words(self) -> list[str]:
        return self.root["words"].split()

    @property
    def cards(self) -> list[dict[str, Any]]:
        files = sorted(self.folder.glob("c*.json"), key=lambda path: int(path.stem[1:]))
        return [card for path in files for card in json.loads(path.read_bytes())]


def indexed(site: Path, found: Sequence[SearchEntry]) -> Index:
    """Write the index of `found` into `site` and return it."""
    build_index(found, site)
    return Index(site / "tim-kiem")


# --- the engine ----------------------------------------------------------------------------------

_ASK = """async ([address, query]) => {
  const { openIndex } = await import("/assets/js/search/engine.js");
  const index = await openIndex(address);
  const { hits, relaxed, corrected, words } = await index.search(query);
  const cards = await index.cardsWithSummaries(hits.map(({ doc }) => doc));
  const passage = hits.length ? await index.passage(hits[0].doc, words) : [];
  return { cards, relaxed, corrected, passage, scores: hits.map(({ score }) => score) };
}"""


@dataclass(frozen=True)
class Found:
    """The answer to a query."""

    cards: tuple[dict[str, Any], ...]
    """The best first."""
    relaxed: bool
    corrected: str | None
    passage: str
    """Of the best, with [brackets] around what is marked."""
    scores: tuple[float, ...]

    @property
    def titles(self) -> list[str]:
        return [card["title"] for card in self.cards]

    @property
    def first(self) -> str | None:
        return self.titles[0] if self.cards else None

    def of(self, group: str) -> Found:
        """Return what was found of one group."""
        return replace(self, cards=tuple(card for card in self.cards if card["group"] == group))


class Engine:
    """The engine of a served site, on its own index or on those that a test makes."""

    def __init__(self, visit: Visit, folder: Path) -> None:
        self.visit = visit
        self.folder = folder
        self.made: dict[tuple[SearchEntry, ...], str] = {}

    def ask(self, query: str, found: tuple[SearchEntry, ...] | None = None) -> Found:
        """Return the answer from the index of `found`, or from the site's own."""
        address = "tim-kiem/goc.json" if found is None else self._address(found)
        answer = self.visit.page.evaluate(_ASK, [f"/{address}", query])
        pieces = (f"[{p['text']}]" if p["marked"] else p["text"] for p in answer.pop("passage"))
        cards, scores = tuple(answer.pop("cards")), tuple(answer.pop("scores"))
        return Found(cards=cards, scores=scores, passage="".join(pieces), **answer)

    def _address(self, found: tuple[SearchEntry, ...]) -> str:
        if found not in self.made:
            self.made[found] = str(len(self.made))
            build_index(found, self.folder / self.made[found])
        return f"{self.made[found]}/tim-kiem/goc.json"


def write_scripts(folder: Path) -> None:
    """Write an empty page with the site's scripts into the empty folder `folder`."""
    shutil.copytree(ROOT / "docs/assets/js", folder / "assets/js")
    page = '<!doctype html><html lang="vi"><title>Thử</title><link rel="icon" href="data:,">'
    (folder / "index.html").write_text(page, "utf-8")
