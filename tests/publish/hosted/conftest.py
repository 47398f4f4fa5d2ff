"""A Python environment that every checkout of these tests uses."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.hostedgit import HostedProject, make_environment, make_hosted


@pytest.fixture(scope="session")
def environment_of_runners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_environment(tmp_path_factory.mktemp("runner") / "venv")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> HostedProject:
    """A repository on a git host, whose main is good."""
    return make_hosted(tmp_path_factory.mktemp("hosted"))
