"""One host for all tests of publishing: each leaves it serving a whole site."""

from __future__ import annotations

import pytest

from support.publishing import Desk, make_desk


@pytest.fixture(scope="session")
def live(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """A working copy whose first state is published, without the book, which takes longer."""
    desk = make_desk(tmp_path_factory.mktemp("live"), "--no-book")
    done = desk.push()
    assert done.returncode == 0 and "ĐÃ ĐƯA LÊN TRANG" in done.stderr, done.stderr
    return desk


@pytest.fixture
def desk(live: Desk):
    """The working copy as it is served; what a test leaves behind is put away."""
    live.reset()
    return live
