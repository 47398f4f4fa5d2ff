"""What the tests of reading start from."""

from __future__ import annotations

import pytest

from support.builders import Project


@pytest.fixture
def project(tmp_path):
    """A project with one exemplar, in which nothing is wrong."""
    made = Project(tmp_path)
    made.exemplar()
    return made
