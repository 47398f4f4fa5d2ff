"""What the repository promises about itself: documentation, dependencies, fonts, tidiness."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
import unicodedata
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from danvan.desk.cli import main
from support.projects import ROOT

LOCKS = ("requirements.lock", "tests/requirements.lock")
NOT_OURS = {".git", ".venv", ".cache", "site", "press", "node_modules", "build"}
BINARY = {".woff2", ".ttf", ".jpg", ".jpeg", ".png", ".heic", ".webp", ".avif", ".pdf", ".gif"}
WEB_FONTS = sorted(ROOT.glob("docs/assets/fonts/*.woff2"))
BOOK_FONTS = sorted(ROOT.glob("overrides/book/fonts/*.ttf"))


def vietnamese_letters() -> str:
    """Return the 29 letters with each of the six tones, small and capital, as NFC."""
    tones = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    vowels = [unicodedata.normalize("NFC", v + t) for v in "aăâeêioôơuưy" for t in tones]
    small = "".join(vowels) + "bcdđghklmnpqrstvx" + "fjwz"
    return small + small.upper()


# --- what readers of the README are told ---------------------------------------------------------


def test_the_readme_names_every_make_target_that_help_shows():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.MULTILINE)
    readme = (ROOT / "README.md").read_text("utf-8")
    assert len(targets) > 5
    assert [t for t in targets if f"make {t}" not in readme] == []


def test_the_readme_names_every_danvan_command():
    readme = (ROOT / "README.md").read_text("utf-8")
    assert [name for name in main.commands if f"danvan {name}" not in readme] == []


def test_every_file_the_readme_links_is_there():
    readme = re.sub(r"`[^`]*`", "", (ROOT / "README.md").read_text("utf-8"))
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", readme)
    assert [t for t in targets if not (ROOT / t).exists()] == []


def test_every_make_target_that_help_shows_says_what_it_does_in_vietnamese():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for help_text in re.findall(r"^[a-z-]+:.*## (.*)", makefile, re.MULTILINE):
        assert not help_text.isascii(), help_text


# --- dependencies --------------------------------------------------------------------------------


def test_every_dependency_has_a_reason_above_it():
    """A comment may stand for the two packages below it, not for more."""
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    block = re.search(r"^dependencies = \[\n(.*?)^\]", text, re.MULTILINE | re.DOTALL)[1]
    runs = re.split(r"(?:^ *#.*\n)+", block, flags=re.MULTILINE)
    assert runs[0].strip() == ""
    assert all(1 <= len(run.strip().splitlines()) <= 2 for run in runs[1:])


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_file_pins_every_package_by_hash_and_names_no_index(lock):
    text = (ROOT / lock).read_text("utf-8")
    pinned = re.findall(r"^([a-z0-9][\w.\[\]-]*)==\S+.*\\$", text, re.MULTILINE | re.IGNORECASE)
    entries = re.findall(r"^[a-z0-9]", text, re.MULTILINE | re.IGNORECASE)
    assert len(pinned) == len(entries) > 10
    for entry in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in entry or entry.startswith("#"), entry
    assert not re.search(r"index-url|find-links|trusted-host|https?://", text)


def test_the_lock_files_hold_every_dependency():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    wanted = {_name(d) for d in project["dependencies"]}
    groups = project["optional-dependencies"].values()
    everything = wanted | {_name(d) for group in groups for d in group}
    for lock, names in zip(LOCKS, (wanted, everything), strict=True):
        text = (ROOT / lock).read_text("utf-8")
        locked = {_name(line) for line in re.findall(r"^\S+==", text, re.MULTILINE)}
        assert names <= locked, lock


def test_both_lock_files_agree_on_versions():
    first, second = (
        dict(
            re.findall(
                r"^([\w.-]+)(?:\[\w+\])?==(\S+)", (ROOT / lock).read_text("utf-8"), re.MULTILINE
            )
        )
        for lock in LOCKS
    )
    assert {name: version for name, version in first.items() if second.get(name) != version} == {}


# --- tidiness ------------------------------------------------------------------------------------


def _own_files() -> list[Path]:
    def walk(folder: Path):
        for path in sorted(folder.iterdir()):
            if path.name in NOT_OURS and path.parent == ROOT:
                continue
            if path.is_dir() and not path.name.endswith(("_cache", "__", ".egg-info")):
                yield from walk(path)
            elif path.is_file():
                yield path

    return list(walk(ROOT))


def test_no_file_holds_an_address_of_the_machine_it_was_written_on():
    places = {str(ROOT), str(Path.home()) + "/"} - {"/", "//"}
    registry = re.compile(
        r"https?://[^/\s\"']*(?:artifact|nexus|registry|mirror|devpi|pypi-proxy)|"
        r"(?:extra-)?index-url\s*=?\s*http|trusted-host",
        re.IGNORECASE,
    )
    for path in _own_files():
        if path.suffix in BINARY or path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="replace")
        assert [p for p in places if p in text] == [], path
        assert registry.search(text) is None, path


def test_the_test_folders_and_contents_are_not_ignored_by_git():
    """`site/` without a leading slash would hide tests/site as well."""
    ignored = (ROOT / ".gitignore").read_text("utf-8").splitlines()
    assert "site/" not in ignored and "press/" not in ignored
    assert "/site/" in ignored and ".cache/" in ignored


def test_danvan_imports_nothing_from_mkdocs():
    for path in (ROOT / "hooks/danvan").rglob("*.py"):
        found = re.search(
            r"^\s*(?:from|import)\s+(?:mkdocs|material)\b", path.read_text("utf-8"), re.MULTILINE
        )
        assert found is None, path


# --- fonts ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", WEB_FONTS + BOOK_FONTS, ids=lambda path: path.name)
def test_a_font_covers_vietnamese_and_the_marks_that_texts_use(path):
    with TTFont(path) as font:
        covered = font.getBestCmap()
    marks = "“”‘’–—…·§°×½%₫«»\u00a0"
    wanted = vietnamese_letters() + "0123456789.,:;?!()[]/&+=-'\"" + marks
    missing = [c for c in dict.fromkeys(wanted) if ord(c) not in covered]
    assert missing == []


def test_site_and_book_have_the_same_fonts():
    assert [path.stem for path in WEB_FONTS] == [path.stem for path in BOOK_FONTS] != []


def _name(requirement: str) -> str:
    return re.match(r"[\w.-]+", requirement)[0].lower().replace("_", "-")


def test_the_readme_s_table_of_keys_is_what_the_code_reads_by():
    made = subprocess.run(
        [sys.executable, ".tools/guide.py"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": "hooks"},
        capture_output=True,
        text=True,
        check=True,
    )
    readme = (ROOT / "README.md").read_text("utf-8")
    shown = readme.partition("guide:begin")[2].partition("-->")[2].partition("<!-- guide:end")[0]
    assert shown.strip() == made.stdout.strip()
