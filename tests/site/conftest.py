"""A small book that several suites build with settings of their own."""

from __future__ import annotations

import pytest

from support.small_book import Edition, SmallProject, make_small


@pytest.fixture(scope="session")
def small_project(tmp_path_factory: pytest.TempPathFactory) -> SmallProject:
    """The small project; its settings are those of the last edition built."""
    return make_small(tmp_path_factory.mktemp("small") / "project")


@pytest.fixture(scope="session")
def plain_edition(small_project: SmallProject) -> Edition:
    """The small book without any special setting, built into an empty cache."""
    return small_project.edition("plain")
