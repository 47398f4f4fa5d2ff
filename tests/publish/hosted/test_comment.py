"""The comment on a pull request: one, in its place, and safe whatever the request's run left."""

from __future__ import annotations

import json

import pytest
from markdown_it import MarkdownIt

from support.fakegithub import BOT, REPOSITORY, RUN, TOKEN, FakeGitHub, serving
from support.projects import ROOT
from support.workflows import run_github, steps

PAGE_OF_RUN = "https://github.example/quan/danvan/actions/runs/7"
SHA = "0" * 39 + "1"
FORK = {"id": 55, "owner": {"login": "nguoi-ngoai"}}
BRANCH = "sửa-bài & thêm=ảnh"
LONG_FENCE = "`" * 40_000
HOSTILE = """exemplars/kinh-te/bai/guong.md
```
</code></pre><script>alert(1)</script> <img src=x onerror=alert(2)>
@moi-nguoi xem #1 [đây](javascript:alert(3)) ![](https://theo-doi.example/a.png)
::error file=mkdocs.yml::giả
`````
# To
~~~
\r\n``````text\r\n**đậm** \u202e \u2028@nua \x1b[31m
"""


@pytest.fixture
def github():
    """Return a host with one open request, number 3, from a fork."""
    with serving(FakeGitHub()) as host:
        host.open_request(3, owner="nguoi-ngoai", branch=BRANCH, sha=SHA, source=FORK["id"])
        host.keep({"soat.txt": "Không có lỗi nào. Dựng trang được.\n"})
        yield host


@pytest.fixture
def comment(github, tmp_path):
    """Return a function that runs the workflow's step for a run that has ended."""

    def comment(conclusion="success", **changed):
        run = {
            "id": RUN,
            "conclusion": conclusion,
            "html_url": PAGE_OF_RUN,
            "head_sha": SHA,
            "head_branch": BRANCH,
            "head_repository": FORK,
        }
        event = tmp_path / "event.json"
        event.write_text(json.dumps({"workflow_run": run | changed}), "utf-8")
        variables = {
            "GITHUB_API_URL": github.address,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_TOKEN": TOKEN,
            "no_proxy": "*",
        }
        outcome = run_github(steps("comment", "comment"), ROOT, {}.__getitem__, variables)
        assert outcome.ran == ["Viết hoặc sửa lời báo"]
        assert outcome.failed == "", outcome.output
        return outcome.output

    return comment


def shown(body):
    """Return what GitHub would show as text of ours, and what as code."""
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(body)
    code = [token.content for token in tokens if token.type == "fence"]
    rest = [token for token in tokens if token.type != "fence"]
    return rest, code


def test_a_good_request_is_told_so_with_its_preview(github, comment):
    comment()
    (body,) = github.bodies(3)
    assert "✅ **Không có lỗi.**" in body
    assert f"Bản xem trước: mở [lần chạy này]({PAGE_OF_RUN})" in body
    assert shown(body)[1] == ["Không có lỗi nào. Dựng trang được.\n"]


def test_a_failed_request_is_told_what_every_step_said(github, comment):
    github.keep({"soat.txt": "Đã soát 2 bài.\n", "dung.txt": "Sách: lỗi ở mkdocs.yml\n"})
    comment("failure")
    (body,) = github.bodies(3)
    assert "❌ **Chưa đưa lên được.**" in body
    assert shown(body)[1] == ["Đã soát 2 bài.\n", "Sách: lỗi ở mkdocs.yml\n"]
    assert "xem-truoc-trang" not in body


def test_the_comment_is_rewritten_in_its_place(github, comment):
    github.comment(3, "can-bo", "Cảm ơn!")
    comment("failure")
    github.comment(3, "can-bo", "Đã sửa.")
    comment("success")
    first, ours, last = github.bodies(3)
    assert (first, last) == ("Cảm ơn!", "Đã sửa.")
    assert "✅" in ours


def test_it_is_found_behind_a_hundred_others(github, comment):
    for number in range(130):
        github.comment(3, "can-bo", f"Ý kiến {number}")
    comment("failure")
    comment("success")
    assert len([body for body in github.bodies(3) if "✅" in body or "❌" in body]) == 1


def test_a_comment_of_somebody_else_is_never_rewritten(github, comment):
    comment()
    (ours,) = github.bodies(3)
    github.comments[3].clear()
    github.comment(3, "nguoi-ngoai", ours)
    comment("failure")
    assert github.bodies(3)[0] == ours
    assert len(github.bodies(3)) == 2
    assert github.comments[3][1]["user"]["login"] == BOT


# --- what strangers write ------------------------------------------------------------------------


def test_nothing_that_a_request_left_means_anything(github, comment):
    github.keep({"soat.txt": HOSTILE})
    said = comment("failure")
    (body,) = github.bodies(3)
    rest, (code,) = shown(body)
    assert [token.type for token in rest if token.type.startswith("html_block")] == ["html_block"]
    ours = "".join(token.content for token in rest)
    for sign in ("script", "img", "@", "#1", "javascript", "theo-doi", "::", "To", "đậm"):
        assert sign not in ours, sign
    assert "<script>alert(1)</script>" in code
    assert "@moi-nguoi" in code
    assert not set(code) & set("\r\x1b\u202e\u2028")
    assert "::" not in said


def test_a_long_text_is_cut_to_what_a_comment_may_have(github, comment):
    long = LONG_FENCE + "\n" + "Một dòng dài.\n" * 20_000
    github.keep(dict.fromkeys(("soat.txt", "dung.txt", "kiem.txt"), long))
    comment("failure")
    (body,) = github.bodies(3)
    assert len(body) < 65_536
    assert len(shown(body)[1]) == body.count("… (còn nữa, xem đủ trong lần chạy)") == 3


@pytest.mark.parametrize("left", [b"not an archive", b"PK\x05\x06" + bytes(18), None])
def test_without_readable_results_the_comment_says_so(github, comment, left):
    github.artifact = left
    comment("failure")
    (body,) = github.bodies(3)
    assert "Lần chạy dừng trước khi soát được bài." in body


def test_files_that_the_run_should_not_leave_are_not_looked_at(github, comment):
    github.keep({"../../etc/passwd": "x", "so.txt": "99", "soat.txt": "Tốt.\n"})
    comment()
    assert shown(github.bodies(3)[0])[1] == ["Tốt.\n"]


# --- the right request ---------------------------------------------------------------------------


def test_a_request_of_another_repository_or_commit_is_left_alone(github, comment):
    github.open_request(4, owner="nguoi-ngoai", branch=BRANCH, sha=SHA, source=66)
    github.open_request(5, owner="nguoi-ngoai", branch=BRANCH, sha="f" * 40, source=FORK["id"])
    github.open_request(6, owner="nguoi-ngoai", branch="khac", sha=SHA, source=FORK["id"])
    comment()
    assert [len(github.bodies(number)) for number in (3, 4, 5, 6)] == [1, 0, 0, 0]


def test_an_older_run_does_not_speak_over_a_newer_commit(github, comment):
    said = comment(head_sha="e" * 40)
    assert github.bodies(3) == []
    assert "No open request" in said


def test_the_host_of_artifacts_never_sees_the_token(github, comment):
    comment()
    assert github.shown_to_storage == [None]
