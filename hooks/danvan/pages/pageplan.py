"""What a plan of a site is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .listviews import BrowseView, ListView
from .pictures import Picture
from .views import FieldView, HomeView, PartView, RemovedView, StoryView

View = HomeView | FieldView | StoryView | RemovedView | PartView | BrowseView | ListView


@dataclass(frozen=True)
class PagePlan:
    """One page: where it comes from and goes to, its template, and what the template receives."""

    source: str
    """Address of its Markdown file as other files link to it, relative to the content folders."""
    address: str
    """Address on the site, relative to its root: '' for the home page, else ending with `/`."""
    template: str
    title: str
    summary: str
    markdown: str
    view: View
    picture: Picture | None = None
    """Shown where the page is shared."""
    listed: bool = True
    """Whether the page is to be found: in the sitemap, by search engines."""


@dataclass(frozen=True)
class NavItem:
    """An entry of the main navigation: a page, or a heading with pages below it."""

    title: str
    source: str = ""
    children: tuple[NavItem, ...] = ()


@dataclass(frozen=True)
class SitePlan:
    """All pages of a build, its navigation, and the files that go with them."""

    pages: tuple[PagePlan, ...]
    navigation: tuple[NavItem, ...]
    pictures: Mapping[str, Path]
    """Address on the site of each derivative, and the file in the cache."""
    stylesheet: str
    """CSS of the fields' colours."""
    placeholders: str = ""
    """CSS of what stands for photos while they load."""
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old and short addresses, and where they lead."""
    own_sources: frozenset[str] = field(default_factory=frozenset)
    """Files of docs/ that the plan stands for, whether they became pages or not."""

    @property
    def removed(self) -> tuple[str, ...]:
        """Addresses at which a notice stands instead of a story."""
        return tuple(page.address for page in self.pages if isinstance(page.view, RemovedView))
