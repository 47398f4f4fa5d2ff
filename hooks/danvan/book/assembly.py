"""The text of the book in reading order, as HTML that a PDF renderer lays out.

The articles are those of the site; pictures point into the cache, links to pages of the book
point inside it, and all other links to the site.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag
from jinja2 import Environment, FileSystemLoader

from danvan.collection.articles import ACTIVE_HTML
from danvan.pages import PagePlan, SitePlan
from danvan.pages.parts import DOCUMENTS, FOREWORD, INTRODUCTION, MOVEMENT
from danvan.pages.titles import bound
from danvan.pages.views import FieldView, PartView, StoryView

from .glyphs import Glyphs
from .photorows import print_source, rows

_NOT_PRINTED = (*ACTIVE_HTML, "link")
_ALIGNED = re.compile(r"text-align:\s*(?:left|right|center)", re.IGNORECASE)
_FRONT = (FOREWORD, INTRODUCTION, DOCUMENTS, MOVEMENT)


@dataclass(frozen=True)
class BookSection:
    """A page of the site as a section of the book."""

    title: str
    address: str
    """Address on the site, relative to its root."""
    html: str
    """One `<article>`."""


def assemble_book(
    plan: SitePlan, articles: Mapping[str, str], templates: Path, site_url: str
) -> tuple[BookSection, ...]:
    """Return the sections of the reading edition.

    `articles` maps the source of each page to its rendered Markdown; `templates` holds the book's
    Jinja templates; links out of the book start with `site_url`.
    """
    assembler = _Assembler(plan, articles, templates, site_url)
    return tuple(assembler.sections())


def keep_printable(
    sections: Iterable[BookSection], fonts: Path
) -> tuple[tuple[BookSection, ...], str]:
    """Return `sections` in the characters that `fonts` have, and those left out, sorted."""
    glyphs = Glyphs(fonts)
    kept = tuple(
        replace(s, title=glyphs.printable(s.title), html=glyphs.printable(s.html)) for s in sections
    )
    return kept, "".join(sorted(glyphs.left_out))


def anchor(address: str) -> str:
    """Return the id of a page of the site inside the book.

    Slugs hold single hyphens only, so `--` keeps `a/b` apart from `a-b`.
    """
    return "trang-" + (address.strip("/").replace("/", "--") or "dau")


class _Assembler:
    def __init__(
        self, plan: SitePlan, articles: Mapping[str, str], templates: Path, site_url: str
    ) -> None:
        self.plan = plan
        self.articles = articles
        self.site_url = f"{site_url.rstrip('/')}/" if site_url else ""
        self.environment = Environment(
            loader=FileSystemLoader(templates), autoescape=True, trim_blocks=True
        )
        stories = {page.address for page in plan.pages if _is_printed_story(page)}
        self.pages = [page for page in plan.pages if _in_book(page, stories)]
        self.anchors = {page.address: anchor(page.address) for page in self.pages}
        self.environment.filters["bound"] = bound
        self.environment.globals.update(anchors=self.anchors, print_source=print_source, rows=rows)
        self.photo = vars(self.environment.get_template("picture.html.j2").module)["photo"]

    def sections(self) -> Iterator[BookSection]:
        by_source = {page.source: page for page in self.pages}
        for source in _FRONT:
            if source in by_source:
                yield self._section(by_source[source], "part.html.j2")
            if source == DOCUMENTS and source in by_source:
                yield from self._documents(by_source[source].title)
        fields = [page for page in self.pages if isinstance(page.view, FieldView)]
        for number, page in enumerate(fields):
            yield self._section(page, "field.html.j2", opens_part=number == 0)
            yield from (self._section(story, "story.html.j2") for story in self._stories(page))

    def _documents(self, part: str) -> Iterator[BookSection]:
        for page in self.pages:
            if isinstance(page.view, PartView) and page.source not in _FRONT:
                yield self._section(page, "document.html.j2", part=part)

    def _stories(self, field: PagePlan) -> list[PagePlan]:
        view = field.view
        assert isinstance(view, FieldView)
        wanted = {card.address for card in view.cards}
        return [page for page in self.pages if page.address in wanted]

    def _section(self, page: PagePlan, template: str, **more: object) -> BookSection:
        body = self._body(page)
        html = self.environment.get_template(template).render(
            page=page, view=page.view, body=body, anchor=self.anchors[page.address], **more
        )
        return BookSection(page.title, page.address, html)

    def _body(self, page: PagePlan) -> str:
        """Return the article with ids of its own, print pictures, and links that work in a PDF."""
        soup = BeautifulSoup(self.articles.get(page.source, ""), "html.parser")
        prefix = self.anchors[page.address]
        _take_out_what_only_browsers_use(soup)
        for headline in soup.find_all(re.compile(r"^h[1-6]$")):
            headline.name = f"h{min(6, int(headline.name[1]) + 3)}"
        for link in soup.select("a.headerlink, a.footnote-backref"):
            link.decompose()  # marks to click on, in English and in glyphs that the faces lack
        for element in soup.find_all(id=True):
            element["id"] = f"{prefix}:{element['id']}"
        for figure in soup.select("figure.dv-figure"):
            self._print_figure(figure, page)
        targets = {f"#{element['id']}" for element in soup.find_all(id=True)}
        for link in soup.find_all("a", href=True):
            target = self._target(str(link["href"]), page, prefix)
            into_page = target.startswith(f"#{prefix}:")
            if target and (target in targets or not into_page):
                link["href"] = target
            else:
                link.unwrap()
        return str(soup)

    def _print_figure(self, figure: Tag, page: PagePlan) -> None:
        """Replace the screen's figure, with its formats and lightbox, by a printed one."""
        assert isinstance(page.view, PartView | StoryView)
        pictures = {picture.made.key: picture for picture in page.view.pictures}
        zoom = figure.find("a")
        key = str(zoom["href"]).split("/")[-2] if isinstance(zoom, Tag) else ""
        if key in pictures:
            printed = self.photo(pictures[key])
            figure.replace_with(BeautifulSoup(printed, "html.parser"))

    def _target(self, href: str, page: PagePlan, prefix: str) -> str:
        """Return where a link of `page` leads; empty when nobody knows the site's address."""
        if href.startswith("#"):
            return f"#{prefix}:{href[1:]}"
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        address = urljoin(f"/{page.address}", parts.path).lstrip("/")
        if address in self.anchors:
            return f"#{self.anchors[address]}"
        if not self.site_url:
            return ""
        return self.site_url + urlunsplit(parts._replace(path=address))


def _take_out_what_only_browsers_use(soup: BeautifulSoup) -> None:
    """Take out what staff paste from Word and video sites: WeasyPrint warns of it or fetches it."""
    for element in soup.find_all(_NOT_PRINTED):
        element.decompose()
    for element in soup.find_all(style=True):
        aligned = _ALIGNED.search(str(element["style"]))
        element["style"] = aligned[0] if aligned else ""


def _in_book(page: PagePlan, stories: Container[str]) -> bool:
    """Tell pages that are printed; of fields, only those with one of the printed `stories`."""
    if isinstance(page.view, FieldView):
        return any(card.address in stories for card in page.view.cards)
    return isinstance(page.view, PartView) or _is_printed_story(page)


def _is_printed_story(page: PagePlan) -> bool:
    return isinstance(page.view, StoryView) and page.view.in_book
