"""The books that several suites read: the held-out one, and a small one with other settings."""

from __future__ import annotations

import pytest

from support.built_site import BuiltSite
from support.printed_book import PrintedBook
from support.small_book import Edition, SmallProject, make_small


@pytest.fixture(scope="session")
def book(held_out_site: BuiltSite) -> PrintedBook:
    """The book of the held-out project, read once for all suites."""
    return PrintedBook(held_out_site)


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project; its settings are those of the last edition built."""
    return make_small(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="session")
def plain_edition(small_project: SmallProject) -> Edition:
    """The small book without any special setting, built into an empty cache."""
    return small_project.edition("plain")
