"""What a push and a request do: the shell texts of the workflow files, executed as they stand."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from support.hostedgit import STORY
from support.projects import ROOT, files
from support.runners import NO_BOOK, PUBLIC_PUSH, PULL_REQUEST, PUSH
from support.workflows import gitlab, run_github, steps, workflow

PAGES = "actions/upload-pages-artifact"
ARTIFACT = "actions/upload-artifact"
BUILD = "soát và dựng"
ON_MAIN = "github.ref == 'refs/heads/main'"


@pytest.fixture(scope="module")
def at_push(runners):
    """GitHub's job that checks and builds, at a push to main."""
    return runners.github_build(runners.hosted.newest, PUSH)


@pytest.fixture(scope="module")
def in_request(runners, mistaken):
    """The same in a pull request with a mistake."""
    return runners.github_build(mistaken.commit, PULL_REQUEST, **NO_BOOK)


@pytest.fixture(scope="module")
def on_gitlab(runners, at_push):
    """GitLab's job that checks and builds, with the photos that were cached before."""
    checkout = runners.checkout(runners.hosted.newest)
    shutil.copytree(at_push.checkout / ".cache/danvan", checkout / ".cache/danvan")
    return runners.gitlab(BUILD, runners.hosted.newest, checkout, **NO_BOOK)


@pytest.fixture(scope="module")
def mistaken_on_gitlab(runners, mistaken):
    return runners.gitlab(BUILD, mistaken.commit, **NO_BOOK)


def kept(run):
    """Return the artifacts of a GitHub job, by name."""
    return {step.given["name"]: step.given for step in run.outcome.used(ARTIFACT)}


def kept_when_all_goes_well(truths):
    """Return the names of what GitHub's build keeps where these conditions hold."""
    actions = [step for step in steps("publish", "build") if not step.is_shell]
    held = truths | {"steps.newest.outputs.newest == 'true'": truths[ON_MAIN]}
    outcome = run_github(actions, Path(), held.__getitem__, {})
    names = {step.given["name"] for step in outcome.used(ARTIFACT)}
    return names | {"github-pages" for _ in outcome.used(PAGES)}


# --- nothing is left out -------------------------------------------------------------------------


def test_these_tests_run_every_step_of_the_workflows(at_push):
    assert list(workflow("publish")["jobs"]) == ["build", "deploy"]
    shell = [step.name for step in steps("publish", "build") if step.is_shell]
    assert at_push.outcome.ran == shell
    assert len(shell) > 3


def test_these_tests_run_every_job_of_gitlab():
    jobs = [name for name, job in gitlab().items() if "script" in job]
    assert jobs == [BUILD, "pages"]


# --- a push to main, on GitHub -------------------------------------------------------------------


def test_a_good_push_is_built_and_handed_to_pages(at_push):
    assert at_push.outcome.failed == "", at_push.outcome.output
    (pages,) = at_push.outcome.used(PAGES)
    site = at_push.checkout / pages.given["path"]
    assert (site / "index.html").is_file()
    assert list(site.glob("sach/*.pdf"))


def test_the_press_files_are_kept_for_30_days_beside_the_site(at_push):
    artifact = kept(at_push)["tep-in"]
    press = files(at_push.checkout / artifact["path"])
    assert artifact["retention-days"] == 30
    assert any(name.endswith("-ruot.pdf") for name in press)
    site = files(at_push.checkout / "site")
    assert not set(press.values()) & set(site.values())
    assert not [name for name in site if Path(name).name in press]


def test_only_site_and_press_files_are_kept_at_a_push(at_push):
    assert kept(at_push).keys() == {"tep-in"}
    assert kept_when_all_goes_well(PUSH) == {"github-pages", "tep-in"}


def test_a_public_repository_keeps_no_press_files():
    """Its artifacts can be fetched by everybody."""
    assert kept_when_all_goes_well(PUBLIC_PUSH) == {"github-pages"}


def test_what_the_build_prints_is_not_taken_for_commands_of_github(at_push):
    lines = at_push.outcome.output.splitlines()
    first = next(line for line in lines if line.startswith("::stop-commands::"))
    token = first.removeprefix("::stop-commands::")
    assert len(token) == 32
    inside = lines[lines.index(first) + 1 : lines.index(f"::{token}::")]
    assert any(line.startswith("Xong: trang và sách") for line in inside)


def test_a_build_that_fails_fails_its_step_and_lets_github_listen_again(tmp_path):
    said = tmp_path / "dung.txt"
    script = ["sh", "-c", "echo ::error::giả; exit 3"]
    done = subprocess.run(
        [ROOT / ".tools/kept-output.sh", said, *script],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    first, *inside, last = done.stdout.splitlines()
    assert done.returncode == 3
    assert last == f"::{first.removeprefix('::stop-commands::')}::"
    assert inside == ["::error::giả"] == said.read_text("utf-8").splitlines()


def test_the_caches_hold_what_the_build_made(at_push):
    (cache,) = at_push.outcome.used("actions/cache")
    folders = [at_push.checkout / path for path in cache.given["path"].split()]
    assert [folder.name for folder in folders] == ["danvan", "pip"]
    assert files(folders[0])
    assert folders[1].parent == folders[0].parent


# --- a pull request, on GitHub -------------------------------------------------------------------


def test_a_mistake_stops_the_run_at_the_check(in_request):
    assert in_request.outcome.failed == in_request.outcome.ran[-1] == "Soát bài"


def test_a_mistake_is_shown_at_its_line(in_request, mistaken):
    place = f"::error file={STORY},line={mistaken.line},title=Lỗi phải sửa::"
    (line,) = [x for x in in_request.outcome.output.splitlines() if x.startswith("::error")]
    assert line.startswith(place)
    assert "Cách sửa: " in line


def test_after_a_mistake_nothing_can_be_deployed(in_request):
    assert not (in_request.checkout / "site").exists()
    assert not in_request.outcome.used(PAGES)
    assert in_request.outputs == ""


def test_a_good_request_is_kept_for_a_look_and_not_for_pages():
    assert kept_when_all_goes_well(PULL_REQUEST) == {"ket-qua", "xem-truoc-trang"}


def test_after_a_mistake_the_result_is_kept_for_the_comment(in_request, mistaken):
    assert kept(in_request).keys() == {"ket-qua"}
    told = (in_request.temp / "ket-qua/soat.txt").read_text("utf-8")
    assert f"{STORY}\n  dòng {mistaken.line}  LỖI: " in told


# --- the newest push wins, on GitHub -------------------------------------------------------------


def test_the_newest_push_is_deployed(runners):
    run = runners.github_deploy(runners.hosted.newest)
    assert [step.action.partition("@")[0] for step in run.outcome.actions] == [
        "actions/deploy-pages"
    ]


def test_an_older_push_is_not_deployed_and_says_so(runners):
    older = runners.hosted.newest
    runners.hosted.push("Mới hơn")
    run = runners.github_deploy(older)
    assert run.outcome.failed == ""
    assert run.outcome.actions == []
    assert "::notice title=Không đưa bản này lên::" in run.outcome.output


def test_nothing_is_deployed_when_nobody_tells_which_push_is_the_newest(runners):
    lost = runners.hosted.bare.with_name("mat.git")
    newest = runners.hosted.newest
    runners.hosted.bare.rename(lost)
    try:
        run = runners.github_deploy(newest)
    finally:
        lost.rename(runners.hosted.bare)
    assert run.outcome.failed
    assert run.outcome.actions == []


# --- GitLab --------------------------------------------------------------------------------------


def test_gitlab_builds_and_publishes_a_good_push(runners, on_gitlab):
    assert on_gitlab.outcome.failed == "", on_gitlab.outcome.output
    built = files(on_gitlab.checkout / "site")
    run = runners.gitlab("pages", runners.hosted.newest, on_gitlab.checkout)
    assert run.outcome.failed == "", run.outcome.output
    assert files(run.checkout / "public") == built
    assert "index.html" in built


def test_photos_from_the_cache_are_not_made_again(at_push, on_gitlab):
    before, after = (files(run.checkout / ".cache/danvan") for run in (at_push, on_gitlab))
    pictures = {name for name in after if name.endswith((".avif", ".jpg"))}
    assert pictures
    assert pictures <= before.keys()


def test_gitlab_stops_at_a_mistake_and_shows_it_at_its_line(mistaken_on_gitlab, mistaken):
    assert mistaken_on_gitlab.outcome.failed
    report = json.loads((mistaken_on_gitlab.checkout / "soat.json").read_text("utf-8"))
    (problem,) = [issue for issue in report if issue["severity"] == "blocker"]
    assert problem["location"] == {"path": STORY, "lines": {"begin": mistaken.line}}
    assert f"dòng {mistaken.line}  LỖI: " in mistaken_on_gitlab.outcome.output


def test_after_a_mistake_gitlab_keeps_nothing_that_could_be_deployed(mistaken_on_gitlab):
    left = {path.name for path in mistaken_on_gitlab.checkout.iterdir()}
    assert not left & {"site", "press", "public"}


def test_gitlab_does_not_publish_an_older_push(runners, tmp_path):
    older = runners.hosted.newest
    runners.hosted.push("Mới hơn nữa")
    (tmp_path / "site").mkdir()
    run = runners.gitlab("pages", older, tmp_path)
    assert run.outcome.code == 75
    assert "đã có bản mới hơn" in run.outcome.output
    assert not (tmp_path / "public").exists()


def test_gitlab_throws_away_a_site_when_a_later_step_fails(runners, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "press").mkdir()
    run = runners.gitlab(BUILD, runners.hosted.newest, tmp_path)
    assert run.outcome.failed
    assert list(tmp_path.iterdir()) == []
