"""`danvan host init`: made once, put right as often as it is run."""

from __future__ import annotations

import os
import subprocess

import pytest

from danvan.publish.host import find_host
from support.publishing import host_command


def made(home, *options):
    return host_command("init", str(home / "kho.git"), "--to", str(home / "trang"), *options)


def test_it_makes_a_bare_repository_and_says_what_comes_next(tmp_path):
    done = made(tmp_path, "--branch", "chinh", "--keep", "3")
    assert done.returncode == 0, done.stderr
    for words in ("git remote add", "git push trang HEAD:chinh", "host config nginx", "nginx -t"):
        assert words in done.stdout
    kind = ["git", f"--git-dir={tmp_path}/kho.git", "rev-parse", "--is-bare-repository"]
    assert subprocess.check_output(kind, text=True).strip() == "true"
    head = (tmp_path / "kho.git/HEAD").read_text()
    assert head.strip() == "ref: refs/heads/chinh"


def test_running_it_again_mends_hooks_and_keeps_what_was_chosen(tmp_path):
    made(tmp_path, "--keep", "3", "--address", "https://a.example.vn/")
    hook = tmp_path / "kho.git/hooks/pre-receive"
    hook.write_text("#!/bin/sh\nexit 0\n")
    release = tmp_path / "trang/releases/cu"
    release.mkdir()
    done = made(tmp_path, "--branch", "khac")
    assert done.returncode == 0 and "pre-receive.truoc-danvan" in done.stdout
    assert "danvan.publish.receiving pre-receive" in hook.read_text("utf-8")
    assert hook.stat().st_mode & 0o111 and release.is_dir()
    host = find_host(tmp_path / "trang")
    assert host == find_host(tmp_path / "kho.git")
    assert (host.keep, host.address, host.branch) == (3, "https://a.example.vn/", "khac")


@pytest.mark.parametrize(
    ("repository", "folder", "words"),
    [
        ("a b.git", "trang", "dấu cách"),
        ("kho.git", "kho.git/trang", "nằm riêng"),
        ("tep", "trang", "bare"),
    ],
)
def test_places_that_cannot_be_are_refused(tmp_path, repository, folder, words):
    (tmp_path / "tep").mkdir()
    (tmp_path / "tep/a").touch()
    done = host_command("init", str(tmp_path / repository), "--to", str(tmp_path / folder))
    assert done.returncode == 2 and words in done.stderr
    assert not (tmp_path / "trang").exists()


def test_a_folder_of_another_repository_is_refused(tmp_path):
    made(tmp_path)
    done = host_command("init", str(tmp_path / "hai.git"), "--to", str(tmp_path / "trang"))
    assert done.returncode == 2 and "kho.git" in done.stderr


@pytest.mark.parametrize("command", ["status", "releases", "rollback", "publish"])
def test_commands_tell_when_there_is_nothing(tmp_path, command):
    nowhere = host_command(command, str(tmp_path))
    assert nowhere.returncode == 2 and "danvan host init" in nowhere.stderr
    made(tmp_path)
    empty = host_command(command, str(tmp_path / "trang"))
    assert "Traceback" not in empty.stderr
    told = empty.stdout + empty.stderr
    assert any(word in told for word in ("Chưa", "chưa", "Không còn"))


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give files away")
def test_root_does_not_write_into_the_folder_of_another_account(tmp_path):
    made(tmp_path)
    os.chown(tmp_path / "trang", 65534, -1)
    for done in (
        made(tmp_path),
        host_command("publish", str(tmp_path / "trang")),
        host_command("rollback", str(tmp_path / "trang")),
    ):
        assert done.returncode == 2 and "sudo -u " in done.stderr
    assert host_command("status", str(tmp_path / "trang")).returncode == 0


def test_a_hook_without_its_program_says_whom_to_ask(tmp_path):
    made(tmp_path)
    hook = tmp_path / "kho.git/hooks/pre-receive"
    text = hook.read_text("utf-8")
    hook.write_text(text.replace("python=", "python=/khong/co"), "utf-8")
    done = subprocess.run([hook], capture_output=True, text=True, input="", check=False)
    assert done.returncode == 1 and "người quản trị" in done.stdout
