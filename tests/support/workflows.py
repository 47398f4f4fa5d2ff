"""The workflow files of GitHub and GitLab, read and run as their hosts would.

Shell texts are executed as they stand in the files. What belongs to a host alone (an action, an
artifact, a condition) is told by the test.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from support.projects import ROOT

WORKFLOWS = ROOT / ".github/workflows"
GITLAB = ROOT / ".gitlab-ci.yml"
GITHUB_SHELL = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c")
"""What `shell: bash` stands for."""
GITLAB_SHELL = ("bash", "-c")
_SECONDS = 300


@dataclass(frozen=True)
class Step:
    """One step of a GitHub job."""

    name: str
    condition: str
    run: str
    """The shell text; empty where an action is used."""
    action: str
    given: Mapping[str, Any]
    """What the action is given."""
    variables: Mapping[str, str]

    @property
    def is_shell(self) -> bool:
        return bool(self.run)


@dataclass
class Outcome:
    """What a job did."""

    ran: list[str] = field(default_factory=list)
    """Names of the shell steps that ran, in order."""
    actions: list[Step] = field(default_factory=list)
    """Actions that a host would have run, in order."""
    output: str = ""
    failed: str = ""
    """The step that failed; empty when the job went through."""
    code: int = 0

    def used(self, action: str) -> list[Step]:
        return [step for step in self.actions if step.action.startswith(f"{action}@")]


def workflow(name: str) -> dict[str, Any]:
    """Return a GitHub workflow; its `on:` is the key True, for YAML 1.1 says so."""
    return yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text("utf-8"))


def gitlab() -> dict[str, Any]:
    return yaml.safe_load(GITLAB.read_text("utf-8"))


def steps(file: str, job: str) -> list[Step]:
    """Return the steps of a GitHub job."""
    return [
        Step(
            step.get("name", ""),
            str(step.get("if", "")),
            step.get("run", ""),
            step.get("uses", ""),
            step.get("with", {}),
            step.get("env", {}),
        )
        for step in workflow(file)["jobs"][job]["steps"]
    ]


def run_github(
    job: list[Step], checkout: Path, holds: Callable[[str], bool], variables: Mapping[str, str]
) -> Outcome:
    """Run the shell steps of a job in `checkout`; `holds` says whether a condition does.

    A condition with `cancelled()` in it may hold after a failure as well.
    """
    outcome = Outcome()
    for step in job:
        if outcome.failed and "cancelled()" not in step.condition:
            continue
        if step.condition and not holds(step.condition):
            continue
        if not step.is_shell:
            outcome.actions.append(step)
            continue
        outcome.ran.append(step.name)
        told = {name: value for name, value in step.variables.items() if "${{" not in str(value)}
        code = _execute([*GITHUB_SHELL, step.run], checkout, {**variables, **told}, outcome)
        if code and not outcome.failed:
            outcome.failed, outcome.code = step.name, code
    return outcome


def run_gitlab(job: Mapping[str, Any], checkout: Path, variables: Mapping[str, str]) -> Outcome:
    """Run the script of a GitLab job, and what comes after it, in `checkout`."""
    outcome = Outcome(ran=list(job["script"]))
    set_here = job.get("variables", {}).items()
    own = {name: text.replace("$CI_PROJECT_DIR", str(checkout)) for name, text in set_here}
    script = "\n".join(["set -eo pipefail", *job["script"]])
    outcome.code = _execute([*GITLAB_SHELL, script], checkout, {**variables, **own}, outcome)
    outcome.failed = "script" if outcome.code else ""
    after = "\n".join(["set -eo pipefail", *job.get("after_script", ["true"])])
    status = {"CI_JOB_STATUS": "failed" if outcome.failed else "success"}
    assert _execute([*GITLAB_SHELL, after], checkout, {**variables, **status}, outcome) == 0
    return outcome


def _execute(
    command: list[str], folder: Path, variables: Mapping[str, str], outcome: Outcome
) -> int:
    done = subprocess.run(
        command,
        cwd=folder,
        env={**_clean_environment(), **variables},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    outcome.output += done.stdout
    return done.returncode


def _clean_environment() -> dict[str, str]:
    """Return what a fresh runner has: nothing of the tests' own project and its environment."""
    ours = ("DANVAN_", "CI_", "GITHUB_", "GITLAB_", "GIT_", "PYTHON", "VIRTUAL_ENV", "PYTEST")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(ours)}
    return {**kept, "PYTHONIOENCODING": "utf-8", "CI": "true"}
