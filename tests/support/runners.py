"""Runs of the publishing workflows as their hosts make them, in fresh clones of a small project."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from support.hostedgit import HostedProject
from support.workflows import Outcome, Step, gitlab, run_github, run_gitlab, steps

NO_BOOK = {"DANVAN_BOOK": "false"}
NEWEST = "steps.newest.outputs.newest == 'true'"
PUSH = {
    "github.event_name == 'pull_request' && !cancelled()": False,
    "github.event_name == 'pull_request'": False,
    "github.ref == 'refs/heads/main' && github.event.repository.private": True,
    "github.ref == 'refs/heads/main'": True,
}
"""What holds at a push to main of a private repository: all conditions of steps there are."""
PULL_REQUEST = {condition: not holds for condition, holds in PUSH.items()}
PUBLIC_PUSH = PUSH | {"github.ref == 'refs/heads/main' && github.event.repository.private": False}


@dataclass(frozen=True)
class Run:
    """A job that has run, and where."""

    checkout: Path
    outcome: Outcome
    outputs: str = ""
    """What the job told GitHub in $GITHUB_OUTPUT."""

    @property
    def temp(self) -> Path:
        return self.checkout.parent / "temp"


@dataclass(frozen=True)
class Runners:
    """Makes runs of one project; every run has a folder of its own in `home`."""

    hosted: HostedProject
    environment: Path
    home: Path

    def github_build(self, commit: str, truths: Mapping[str, bool], **more: str) -> Run:
        """Run the job that checks and builds."""
        checkout = self.checkout(commit)
        return self._github(steps("publish", "build"), checkout, commit, truths, more)

    def github_deploy(self, commit: str) -> Run:
        """Run the job that publishes, which has no checkout."""
        checkout = self._folder() / "empty"
        checkout.mkdir()
        return self._github(steps("publish", "deploy"), checkout, commit, {}, {})

    def gitlab(self, name: str, commit: str, checkout: Path | None = None, **more: str) -> Run:
        """Run a job; `checkout` holds what an earlier job left, if there was one."""
        place = checkout or self.checkout(commit)
        variables = {
            "CI_COMMIT_SHA": commit,
            "CI_COMMIT_BRANCH": "main",
            "CI_DEFAULT_BRANCH": "main",
            "CI_PROJECT_DIR": str(place),
            "CI_REPOSITORY_URL": str(self.hosted.bare),
            "GITLAB_CI": "true",
        }
        return Run(place, run_gitlab(gitlab()[name], place, variables | more))

    def _github(
        self,
        job: list[Step],
        checkout: Path,
        commit: str,
        truths: Mapping[str, bool],
        more: Mapping[str, str],
    ) -> Run:
        temp = checkout.parent / "temp"
        temp.mkdir()
        output = temp / "output"
        output.touch()
        variables = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REF": "refs/heads/main",
            "GITHUB_REPOSITORY": self.hosted.bare.name,
            "GITHUB_SERVER_URL": self.hosted.bare.parent.as_uri(),
            "GITHUB_SHA": commit,
            "GITHUB_STEP_SUMMARY": str(temp / "summary"),
            "GITHUB_WORKSPACE": str(checkout),
            "PIP_CACHE_DIR": str(checkout / ".cache/pip"),
            "RUNNER_TEMP": str(temp),
            "TOKEN": "of-no-use-for-files",
        }

        def holds(condition: str) -> bool:
            if condition == NEWEST:
                return "newest=true" in output.read_text().splitlines()
            return truths[condition]

        outcome = run_github(job, checkout, holds, variables | dict(more))
        return Run(checkout, outcome, output.read_text())

    def checkout(self, commit: str) -> Path:
        """Return a fresh clone at a commit."""
        return self.hosted.clone(self._folder() / "checkout", self.environment, commit)

    def _folder(self) -> Path:
        folder = self.home / str(len(list(self.home.iterdir())))
        folder.mkdir()
        return folder
