"""What the workflow files promise about tokens, pins, time and the one address of the site."""

from __future__ import annotations

import re

import pytest

from support.projects import ROOT
from support.workflows import GITLAB, WORKFLOWS, gitlab, steps, workflow

NAMES = ("publish", "comment")
JOBS = [(name, job) for name in NAMES for job in workflow(name)["jobs"]]
STEPS = [step for name, job in JOBS for step in steps(name, job)]
CONTROLLED_BY_STRANGERS = re.compile(
    r"github\.head_ref|head_branch|\.(?:title|body|message|label|ref|name|email)\b|inputs\."
)


def job(name, key):
    return workflow(name)["jobs"][key]


# --- tokens --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", NAMES)
def test_a_workflow_has_no_permission_that_a_job_does_not_name(name):
    assert workflow(name)["permissions"] == {}


def test_every_job_has_what_it_needs_and_no_more():
    assert {f"{name}/{key}": job(name, key)["permissions"] for name, key in JOBS} == {
        "publish/build": {"contents": "read"},
        "publish/deploy": {"contents": "read", "pages": "write", "id-token": "write"},
        "comment/comment": {"contents": "read", "actions": "read", "pull-requests": "write"},
    }


def test_a_job_that_can_write_runs_nothing_that_a_request_brings():
    """Only a push or GitHub itself starts it, and it has main's files or none."""
    assert "pull_request_target" not in (WORKFLOWS / "comment.yml").read_text("utf-8")
    assert list(workflow("comment")[True]) == ["workflow_run"]
    assert workflow("comment")[True]["workflow_run"]["workflows"] == [workflow("publish")["name"]]
    (checkout,) = [s for s in steps("comment", "comment") if "checkout@" in s.action]
    assert "ref" not in checkout.given
    assert "repository" not in checkout.given
    assert not [s for s in STEPS if "download-artifact" in s.action]
    assert not [s for s in steps("publish", "deploy") if "checkout@" in s.action]
    (newest,) = [s for s in steps("publish", "build") if s.name.startswith("Xem đây")]
    assert newest.condition == "github.ref == 'refs/heads/main'"
    assert job("publish", "deploy")["if"] == "needs.build.outputs.newest == 'true'"


def test_a_checkout_leaves_no_token_behind():
    checkouts = [step for step in STEPS if step.action.startswith("actions/checkout@")]
    assert len(checkouts) == 2
    assert all(step.given["persist-credentials"] is False for step in checkouts)


def test_gitlab_jobs_are_given_no_token_at_all():
    assert not re.search(r"TOKEN|secrets:|id_tokens", GITLAB.read_text("utf-8"))


# --- what strangers write ------------------------------------------------------------------------


def test_no_expression_stands_in_a_shell_text():
    shell = [step.run for step in STEPS if step.is_shell]
    assert len(shell) > 5
    assert [text for text in shell if "${{" in text] == []


def test_no_variable_of_a_step_holds_what_strangers_write():
    values = [str(value) for step in STEPS for value in step.variables.values()]
    assert values
    assert [value for value in values if CONTROLLED_BY_STRANGERS.search(value)] == []


# --- actions and time ----------------------------------------------------------------------------


def test_every_action_is_pinned_by_commit_and_says_its_version():
    for path in WORKFLOWS.glob("*.yml"):
        lines = [line for line in path.read_text("utf-8").splitlines() if "uses:" in line]
        assert lines
        for line in lines:
            assert re.search(r"uses: actions/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", line), line


def test_an_action_has_one_pin():
    pins = {step.action for step in STEPS if step.action}
    assert len(pins) == len({pin.partition("@")[0] for pin in pins})


@pytest.mark.parametrize(("name", "key"), JOBS)
def test_every_job_ends_by_itself(name, key):
    assert 1 <= job(name, key)["timeout-minutes"] <= 30


def test_every_job_of_gitlab_ends_by_itself():
    jobs = [job for job in gitlab().values() if "script" in job]
    assert all(re.fullmatch(r"\d+ minutes", job["timeout"]) for job in jobs)


# --- one after the other -------------------------------------------------------------------------


def test_a_deployment_is_never_cancelled_half_way():
    assert job("publish", "deploy")["concurrency"]["cancel-in-progress"] is False
    assert gitlab()["pages"]["resource_group"] == "pages"
    assert gitlab()["pages"]["interruptible"] is False
    assert gitlab()["soát và dựng"]["interruptible"] is True


def test_a_push_cancels_no_other_push():
    """A repeated run of an old push would stop the newest, and nobody would publish that one."""
    group = job("publish", "build")["concurrency"]["group"]
    assert "pull_request' && github.ref || github.run_id" in group


def test_the_newest_push_is_asked_for_before_waiting_and_again_before_deploying():
    """Where only newest ones wait, none can push a newer one out of the queue.

    A job that is skipped has a queue of its own: GitHub may queue it before it reads `if`.
    """
    queue = job("publish", "deploy")["concurrency"]["group"]
    assert queue == "${{ needs.build.outputs.newest == 'true' && 'pages' || github.run_id }}"
    (first,) = [s for s in steps("publish", "build") if s.name.startswith("Xem đây")]
    again, deploy = steps("publish", "deploy")
    assert first.run == again.run
    assert deploy.condition == "steps.newest.outputs.newest == 'true'"
    assert job("publish", "build")["outputs"]["newest"] == "${{ steps.newest.outputs.newest }}"


# --- private things, one address -----------------------------------------------------------------


def test_gitlab_keeps_press_files_from_the_public_for_30_days():
    artifacts = gitlab()["soát và dựng"]["artifacts"]
    assert "press/" in artifacts["paths"]
    assert artifacts["access"] == "developer"
    assert artifacts["expire_in"] == "30 days"
    assert gitlab()["pages"]["artifacts"]["paths"] == ["public"]


def test_the_address_of_the_site_stands_in_mkdocs_yml_alone():
    text = (ROOT / "mkdocs.yml").read_text("utf-8")
    (address,) = re.findall(r"^site_url: https?://([^/\s]+)", text, re.MULTILINE)
    for path in (*WORKFLOWS.glob("*.yml"), GITLAB, *ROOT.glob(".tools/*")):
        told = path.read_text("utf-8")
        assert address not in told, path
        assert not re.search(r"site[_-]url|base[_-]?url", told, re.IGNORECASE), path


def test_names_that_staff_see_are_vietnamese():
    shown = [workflow(name)["name"] for name in NAMES]
    shown += [job(name, key)["name"] for name, key in JOBS] + [step.name for step in STEPS]
    assert [name for name in shown if name.isascii()] == []
