"""What a plan of a site is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from .listviews import BrowseView, ListView
from .pictures import Picture
from .views import FieldView, HomeView, PartView, StoryView

View = HomeView | FieldView | StoryView | PartView | BrowseView | ListView


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
    own_sources: frozenset[str] = field(default_factory=frozenset)
    """Files of docs/ that the plan stands for, whether they became pages or not."""
