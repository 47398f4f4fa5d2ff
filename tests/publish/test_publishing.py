"""From `git push` to a served release, and back."""

from __future__ import annotations

import fcntl
import json
import re
import shutil
from dataclasses import replace

from danvan.publish import messages
from danvan.publish.locks import BUILD, WAITING, is_locked
from danvan.publish.releases import current_release, releases_of, serve
from support.projects import files
from support.publishing import MARK, another_desk, host_command


def home_page(desk) -> str:
    return (desk.host.current / "site/index.html").read_text("utf-8")


def wait_for(process, words: str) -> str:
    said = ""
    for line in process.stdout:
        said += line
        if words in line:
            return said
    raise AssertionError(said)


def older_copy(desk, number: int = 0):
    """Make a release from before the present one: the same, under an older name."""
    current = desk.host.current.resolve()
    copy = current.with_name(f"20200101T00000{number}Z-{current.name[-7:]}")
    shutil.copytree(current, copy)
    return copy


def push_edition(desk, number: int):
    desk.edition(number)
    commit = desk.commit(f"Bản {number}")
    done = desk.push()
    assert done.returncode == 0, done.stderr
    return commit, done.stderr


def test_a_push_is_published_and_the_pusher_told(desk):
    before = current_release(desk.host)
    commit, said = push_edition(desk, 21)
    assert MARK.format(number=21) in home_page(desk)
    release = current_release(desk.host)
    assert release.commit == commit and release.name.endswith(commit[:7])
    assert (release.author, release.photos) == ("Chị Ánh", 1)
    assert release.stories == ("kinh-te/quy-nghia/", "kinh-te/to-rau/")
    told = json.loads((release.folder / "release.json").read_text("utf-8"))
    assert told["commit"] == commit and told["time"].endswith("+00:00")
    assert desk.host.previous.resolve() == before.folder
    assert "ĐÃ ĐƯA LÊN TRANG: https://danvankheo.example.vn/" in said
    assert re.search(r"2 bài, 1 ảnh; dựng trong \d+ giây; máy chủ giữ \d+ bản", said)
    assert list(desk.host.work.iterdir()) == []
    new, old = release.site, before.site
    style = "assets/css/site.css"
    assert (new / style).stat().st_ino == (old / style).stat().st_ino
    assert (new / "index.html").stat().st_ino != (old / "index.html").stat().st_ino


def test_what_a_build_does_not_use_may_be_pushed_and_is_never_run(desk, tmp_path):
    proof = tmp_path / "run"
    for name in ("yaml.py", "mkdocs.py", "sitecustomize.py", "danvan/__init__.py", "tests/a.py"):
        desk.write(name, f"open({str(proof)!r}, 'w')\n")
    desk.write(".cache/danvan/photo-facts.json", "{}")
    desk.write("site/index.html", "x")
    desk.git("add", "-f", ".cache", "site")
    settings = desk.folder / "mkdocs.yml"
    text = re.sub(r"(?m)^site_url: .*$", "site_url: https://moi.example.vn/", settings.read_text())
    settings.write_text(text, "utf-8")
    desk.commit()
    assert "ĐÃ ĐƯA LÊN TRANG: https://moi.example.vn/" in desk.push().stderr
    assert not proof.exists()


def test_rolling_back_serves_whole_releases_and_a_later_push_publishes(desk):
    now = current_release(desk.host)
    copy = older_copy(desk)
    done = host_command("rollback", str(desk.host.folder), copy.name)
    assert done.returncode == 0 and copy.name in done.stdout
    assert desk.host.current.resolve() == copy and files(copy / "site") == files(now.site)
    listed = host_command("releases", str(desk.host.repository)).stdout
    assert re.search(rf"(?m)^\* {copy.name} .*2 bài  Chị Ánh$", listed)
    named = host_command("rollback", str(desk.host.folder), now.name[:16])
    assert named.returncode == 0 and desk.host.current.resolve() == now.folder
    assert desk.host.previous.resolve() == copy
    older = releases_of(desk.host)[1]
    assert older.name in host_command("rollback", str(desk.host.folder)).stdout
    unknown = host_command("rollback", str(desk.host.folder), "xyz")
    assert unknown.returncode == 2 and "danvan host releases" in unknown.stderr
    host_command("rollback", str(desk.host.folder), copy.name)
    commit, _ = push_edition(desk, 23)
    assert current_release(desk.host).commit == commit


def test_releases_beyond_the_number_to_keep_are_removed(desk):
    for number in range(4):
        older_copy(desk, number)
    serve(replace(desk.host, keep=2), current_release(desk.host))
    kept = {release.name for release in releases_of(desk.host)}
    served = {link.resolve().name for link in (desk.host.current, desk.host.previous)}
    assert served <= kept and len(kept) <= 3


def test_of_two_pushes_that_wait_the_newest_is_built(desk):
    """The test holds the lock as a build would."""
    older, newer = desk, another_desk(desk, "other")
    older.edition(31)
    older.commit()
    newer.edition(32)
    commit = newer.commit()
    with (desk.host.state / BUILD).open("rb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        first = older.started_push()
        wait_for(first, messages.WAITING)
        second = newer.started_push()
        wait_for(second, messages.WAITING)
        assert is_locked(desk.host.state / WAITING)
        status = host_command("status", str(desk.host.folder)).stdout
        assert messages.STATUS_BUILDING in status and messages.STATUS_WAITING in status
    said = [process.communicate(timeout=60)[0] for process in (first, second)]
    assert f"đã có bản mới hơn ({commit[:7]})" in said[0]
    assert "ĐÃ ĐƯA LÊN TRANG" in said[1] and "ĐÃ ĐƯA LÊN TRANG" not in said[0]
    assert MARK.format(number=32) in home_page(desk)


def test_a_build_that_fails_says_that_the_commit_is_there_and_the_site_as_it_was(desk):
    site = files(desk.host.current / "site")
    desk.write("docs/khac.md", "---\ntemplate: khong-co.html\n---\n\nChữ.\n")
    commit = desk.commit()
    said = desk.push().stderr
    assert f"ĐÃ NHẬN bản {commit[:7]} vào kho nhưng CHƯA ĐƯA LÊN" in said
    assert "khong-co.html" in said and "Traceback" not in said and ".py" not in said
    assert files(desk.host.current / "site") == site
    status = host_command("status", str(desk.host.folder)).stdout
    assert "CHƯA đưa lên" in status and messages.OUTCOME_FAILED in status


def test_publishing_by_hand_serves_what_the_branch_holds(desk):
    desk.edition(33)
    commit = desk.commit()
    host = desk.host
    (host.repository / "hooks/post-receive").rename(host.repository / "post-receive")
    assert desk.push().returncode == 0
    assert current_release(host).commit != commit
    done = host_command("publish", str(host.repository))
    assert done.returncode == 0, done.stdout + done.stderr
    assert current_release(host).commit == commit
    again = host_command("init", str(host.repository), "--to", str(host.folder))
    assert again.returncode == 0
    assert (host.repository / "hooks/post-receive").stat().st_mode & 0o111


def test_a_story_that_was_taken_down_cannot_come_back_by_rollback(desk):
    older_copy(desk)
    host, release = desk.host, current_release(desk.host)
    held = [r.name for r in releases_of(host) if "kinh-te/to-rau/" in r.stories]
    assert len(held) >= 2
    facts = json.loads((release.folder / "release.json").read_text("utf-8"))
    facts |= {"stories": ["kinh-te/quy-nghia/"], "removed": ["kinh-te/to-rau/"]}
    (release.folder / "release.json").write_text(json.dumps(facts), "utf-8")
    serve(host, current_release(host))
    assert [r.name for r in releases_of(host)] == [release.name]
    assert not host.previous.exists()
    done = host_command("rollback", str(host.folder))
    assert done.returncode == 2 and messages.NO_OTHER_RELEASE in done.stderr


def test_the_press_files_stay_beside_the_site(desk):
    host = desk.host
    host_command("init", str(host.repository), "--to", str(host.folder), "--book")
    push_edition(desk, 35)
    release = current_release(host)
    assert [p.stat().st_size > 10_000 for p in release.site.glob("sach/*.pdf")] == [True]
    assert list((release.folder / "press").glob("*-ruot.pdf"))
    assert not list(release.site.rglob("*-ruot.pdf"))
    host_command("init", str(host.repository), "--to", str(host.folder), "--no-book")
