"""A project on a git host: a bare repository that runners clone, and what they run it with."""

from __future__ import annotations

import shutil
import site
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from pathlib import Path

from support.projects import ROOT, copy_project

FEW_STORIES = ("kinh-te/to-san-xuat-xanh", "van-hoa-xa-hoi/tuyen-pho-xanh")
STORY = f"exemplars/{FEW_STORIES[0]}/guong.md"
_BESIDE_THE_BUILD = ("Makefile", "pyproject.toml", "requirements.lock", "README.md", "LICENSE")
_IDENTITY = ("-c", "user.name=Cán bộ", "-c", "user.email=can-bo@example.vn")


@dataclass(frozen=True)
class HostedProject:
    """A repository as a host keeps it, and a working copy that pushes to it."""

    bare: Path
    work: Path

    @property
    def newest(self) -> str:
        return git(self.bare, "rev-parse", "main")

    def push(self, message: str) -> str:
        """Commit all of the working copy and push it; return the commit."""
        git(self.work, "add", "--all")
        git(self.work, *_IDENTITY, "commit", "--quiet", "--allow-empty", "--message", message)
        git(self.work, "push", "--quiet", str(self.bare), "HEAD:main")
        return self.newest

    def clone(self, target: Path, environment: Path, commit: str = "main") -> Path:
        """Return a fresh clone at a commit, which uses a Python environment that is there."""
        git(self.bare, "clone", "--quiet", str(self.bare), str(target))
        git(target, "checkout", "--quiet", commit)
        (target / ".venv").symlink_to(environment)
        return target


def make_hosted(home: Path) -> HostedProject:
    """Make a repository of the program with few stories and photos, which is quick to build."""
    project = HostedProject(home / "kho.git", copy_project(home / "work"))
    for name in _BESIDE_THE_BUILD:
        shutil.copyfile(ROOT / name, project.work / name)
    shutil.copytree(ROOT / ".tools", project.work / ".tools")
    shutil.copyfile(ROOT / ".gitignore", project.work / ".gitignore")
    for story in project.work.glob("exemplars/*/*/"):
        if "/".join(story.parts[-2:]) not in FEW_STORIES:
            shutil.rmtree(story)
    shutil.rmtree(project.work / "docs/anh-phong-trao")
    git(home, "init", "--quiet", "--bare", "--initial-branch=main", str(project.bare))
    git(project.work, "init", "--quiet", "--initial-branch=main")
    project.push("Bắt đầu")
    return project


def make_environment(target: Path) -> Path:
    """Make a Python environment that has every package of ours, but not our project itself.

    So `make .venv/site` finds all packages there, and installs the clone and nothing else.
    """
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(target)], check=True)
    ours = sysconfig.get_path("purelib")
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    (target / "lib" / version / "site-packages" / "packages.pth").write_text(ours + "\n")
    assert ours in [*site.getsitepackages(), *sys.path]
    script = (Path(sysconfig.get_path("scripts")) / "mkdocs").read_text("utf-8")
    command = target / "bin/mkdocs"
    command.write_text(f"#!{target}/bin/python\n" + script.partition("\n")[2], "utf-8")
    command.chmod(0o755)
    return target


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder and return what it prints."""
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], check=True, capture_output=True, encoding="utf-8"
    )
    return done.stdout.strip()
