"""Builds that several suites read, and the browser; each is made once in a run."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, sync_playwright

from support.browsing import ARGUMENTS, chromium
from support.built_site import BuiltSite
from support.held_out import make_held_out
from support.projects import ROOT, mkdocs_build

EPOCH = "1700000000"


@pytest.fixture(scope="session")
def repository_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the repository as it is, whatever staff have put into it."""
    home = tmp_path_factory.mktemp("repository")
    # Its own press/ may be what a printing house is waiting for.
    return _built(ROOT, home / "site", DANVAN_PRESS=str(home / "press"))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    program = chromium()
    if program is None:
        assert "CI" not in os.environ, "the browser tests need chromium"
        pytest.skip("this machine has no chromium (apt-get install chromium)")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=program, args=list(ARGUMENTS))
        yield started
        started.close()


@pytest.fixture(scope="session")
def held_out_site(tmp_path_factory: pytest.TempPathFactory) -> BuiltSite:
    """The site of the held-out project (see `support.held_out`)."""
    home = tmp_path_factory.mktemp("held-out")
    return _built(make_held_out(home / "project"), home / "site", SOURCE_DATE_EPOCH=EPOCH)


def _built(project: Path, site: Path, **environment: str) -> BuiltSite:
    done = mkdocs_build(project, site, **environment)
    output = done.stdout + done.stderr
    assert done.returncode == 0, output
    return BuiltSite(project, site, output)
