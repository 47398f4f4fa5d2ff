"""A project on a git host, a commit of it with a mistake, and runners for both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest

from support.hostedgit import STORY, HostedProject, make_environment, make_hosted
from support.runners import Runners


@dataclass(frozen=True)
class Mistake:
    commit: str
    line: int
    """Where in the story the mistake stands."""


@pytest.fixture(scope="session")
def environment_of_runners(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_environment(tmp_path_factory.mktemp("runner") / "venv")


@pytest.fixture(scope="module")
def hosted(tmp_path_factory: pytest.TempPathFactory) -> HostedProject:
    """A repository on a git host, whose main is good."""
    return make_hosted(tmp_path_factory.mktemp("hosted"))


@pytest.fixture(scope="module")
def runners(
    hosted: HostedProject, environment_of_runners: Path, tmp_path_factory: pytest.TempPathFactory
) -> Runners:
    return Runners(hosted, environment_of_runners, tmp_path_factory.mktemp("runs"))


@pytest.fixture(scope="module")
def mistaken(hosted: HostedProject) -> Mistake:
    """A commit with a mistake in a story; main is good again after it."""
    story = hosted.work / STORY
    right = story.read_text("utf-8")
    lines = right.split("\n")
    line = next(number for number, text in enumerate(lines, 1) if text.startswith("năm:"))
    lines[line - 1] = "năm: hai nghìn"
    story.write_text("\n".join(lines), "utf-8")
    commit = hosted.push("Ghi sai năm")
    story.write_text(right, "utf-8")
    hosted.push("Ghi lại cho đúng")
    return Mistake(commit, line)
