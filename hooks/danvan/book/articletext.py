"""An article of the site as the book prints it: headings, ids, photos and links of its own."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from urllib.parse import unquote, urljoin, urlsplit, urlunsplit

from bs4 import BeautifulSoup, Tag

from danvan.pages import PagePlan
from danvan.pages.views import PartView, StoryView

from .photodesk import PhotoDesk
from .photopages import Placed

SUBHEADINGS = 3
"""How deep headings inside an article are told apart."""
_INLINE_HIGHEST = 105.0
"""Millimetres: a photo inside an article leaves room for its text."""


class ArticlePrinter:
    """Prints the articles of one volume.

    `anchors` are the ids of its sections by their addresses on the site, `photo` draws a figure,
    and links out of the book start with `site_url`, unless that is empty.
    """

    def __init__(
        self,
        anchors: Mapping[str, str],
        desk: PhotoDesk,
        photo: Callable[[Placed], str],
        site_url: str,
    ) -> None:
        self._anchors = anchors
        self._desk = desk
        self._photo = photo
        self._site_url = site_url

    def printed(self, html: str, page: PagePlan) -> str:
        """Return the article `html` of `page` with links that work in a PDF."""
        soup = BeautifulSoup(html, "html.parser")
        prefix = self._anchors[page.address]
        _order_headings(soup)
        for link in soup.select("a.headerlink, a.footnote-backref"):
            link.decompose()  # marks to click on, in English and in glyphs that the faces lack
        for element in soup.find_all(id=True):
            element["id"] = f"{prefix}:{element['id']}"
        for figure in soup.select("figure.dv-figure"):
            self._print_figure(figure, page)
        self._set_links(soup, page, prefix)
        return str(soup)

    def _set_links(self, soup: BeautifulSoup, page: PagePlan, prefix: str) -> None:
        targets = {f"#{element['id']}" for element in soup.find_all(id=True)}
        for link in soup.find_all("a", href=True):
            target = self._target(str(link["href"]), page, prefix)
            into_page = target.startswith(f"#{prefix}:")
            if target and (target in targets or not into_page):
                link["href"] = target
                if target.startswith("#") and not into_page:
                    link["class"] = "elsewhere"  # the style sheet adds the page number
            else:
                link.unwrap()

    def _print_figure(self, figure: Tag, page: PagePlan) -> None:
        """Replace the screen's figure, with its formats and lightbox, by a printed one."""
        assert isinstance(page.view, PartView | StoryView)
        pictures = {picture.made.key: picture for picture in page.view.pictures}
        zoom = figure.find("a")
        key = str(zoom["href"]).split("/")[-2] if isinstance(zoom, Tag) else ""
        if key in pictures:
            placed = self._desk.single(pictures[key], highest=_INLINE_HIGHEST)
            figure.replace_with(BeautifulSoup(self._photo(placed), "html.parser"))

    def _target(self, href: str, page: PagePlan, prefix: str) -> str:
        """Return where a link of `page` leads; empty when nobody knows the site's address."""
        if href.startswith("#"):
            return f"#{prefix}:{href[1:]}"
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return href
        address = urljoin(f"/{page.address}", parts.path).lstrip("/")
        if unquote(address) in self._anchors:
            return f"#{self._anchors[unquote(address)]}"
        if not self._site_url:
            return ""
        return self._site_url + urlunsplit(parts._replace(path=address))


def _order_headings(soup: BeautifulSoup) -> None:
    """Make every heading an `h6`, which no contents list, its depth below the title as a class."""
    above: list[int] = []
    for headline in soup.find_all(re.compile(r"^h[1-6]$")):
        level = int(headline.name[1])
        while above and above[-1] >= level:
            above.pop()
        above.append(level)
        headline.name = "h6"
        headline["class"] = f"sub sub-{min(len(above), SUBHEADINGS)}"
