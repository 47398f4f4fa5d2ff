"""Three hundred files from strangers: each is made harmless or told of, and the build goes on."""

from __future__ import annotations

import re
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from support import hostile
from support.builders import ARTICLE, Project, photo_list
from support.built_site import BuiltSite
from support.hostile import CANARY
from support.projects import copy_project, environment, files

PROGRAM = ("docs", "hooks", "overrides", "mkdocs.yml")
FOREIGN_FILES = ("assets/a.svg", "assets/images/b.SVG", "assets/c.html", "assets/d.js", "e.xml")
GIBIBYTE = 2**30
MKDOCS = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir"]
CHECK = "import sys; from danvan.desk.cli import run; run()"


class Watched:
    """A command of which the memory is watched: its own and that of its processes, together."""

    def __init__(self, command: list[str], project: Path) -> None:
        self.peak = 0
        process = subprocess.Popen(
            command,
            cwd=project,
            env=environment(project, DANVAN_BOOK="false"),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            start_new_session=True,
        )
        watcher = threading.Thread(target=self._watch, args=(process,))
        watcher.start()
        self.output = process.communicate(timeout=300)[0]
        watcher.join()
        self.code = process.returncode

    def _watch(self, process: subprocess.Popen[str]) -> None:
        while process.poll() is None:
            self.peak = max(self.peak, sum(_memory(pid) for pid in _session(process.pid)))
            time.sleep(0.05)


def _session(leader):
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            try:
                fields = (entry / "stat").read_text().rpartition(")")[2].split()
            except OSError:
                continue
            if int(fields[3]) == leader:
                yield int(entry.name)


def _memory(pid):
    """Return the bytes that a process has, those that it shares counted in part (PSS)."""
    try:
        told = Path(f"/proc/{pid}/smaps_rollup").read_text()
    except OSError:
        return 0
    found = re.search(r"^Pss:\s+(\d+) kB", told, re.MULTILINE)
    return 1024 * int(found[1]) if found else 0


@pytest.fixture(scope="module")
def neutralised(tmp_path_factory):
    """A site of harmful articles, which are published without what would harm."""
    root = copy_project(tmp_path_factory.mktemp("vo-hai") / "du-an", *PROGRAM)
    project = Project(root)
    for number, article in enumerate(hostile.harmful_articles()):
        body = f"{ARTICLE}\n\n{article}\n"
        project.exemplar(f"bai-{number}", body=body, tiêu_đề=f'"Bài {number} {{{{ 7 * 191 }}}}"')
    for name in FOREIGN_FILES:
        project.write(f"docs/{name}", f"<svg xmlns='x' onload='{CANARY}'/>")
    site = root / "site"
    done = Watched([*MKDOCS, str(site)], root)
    assert done.code == 0, done.output
    return BuiltSite(root, site, done.output), done


def test_there_are_as_many_as_wanted():
    told = (hostile.harmful_articles, hostile.hostile_links, hostile.hostile_front_matters)
    named = (*hostile.hostile_names(), *hostile.hostile_photos())
    assert sum(len(list(each())) for each in told) + len(named) >= 300


def test_nothing_runs_and_nothing_is_asked_of_another_host(neutralised):
    site, _ = neutralised
    for address, page in site.pages.items():
        for element in page.select("*"):
            told = {name: str(value) for name, value in element.attrs.items()}
            assert not [name for name in told if name.startswith("on")], (address, element)
            if CANARY in str(told):
                assert set(told) <= {"title", "alt", "content", "data-caption"}, (address, element)
            assert element.name not in {"iframe", "object", "embed", "base", "svg:script"}
        for script in page.find_all("script"):
            assert CANARY not in script.text


def test_no_article_takes_the_place_of_a_part_of_the_page(neutralised):
    site, _ = neutralised
    for address, page in site.pages.items():
        assert len(page.select("#__config")) == 1, address
        assert page.select_one("#__config").name == "script"
        assert page.select_one("#tim-kiem").name == "dialog", address
        assert page.select_one("main .dv-page"), address


def test_what_could_run_is_published_of_the_program_alone(neutralised):
    site, _ = neutralised
    for name in FOREIGN_FILES:
        assert not (site.folder / name).exists()
    assert (site.folder / "assets/js/main.js").exists()
    assert (site.folder / "assets/bieu-tuong.svg").exists()


def test_templates_in_content_stay_text(neutralised):
    site, _ = neutralised
    for address, page in site.pages.items():
        assert "1337" not in page.get_text(), address
    assert any("{{ 7 * 191 }}" in page.get_text() for page in site.pages.values())


def test_what_was_taken_out_is_told(neutralised):
    _, done = neutralised
    told = re.findall(r"(bai-\d+)/guong\.md:\d+: (?:Bài có thẻ|Thẻ)", done.output)
    count = re.search(r"Đoạn mã bị bỏ: (\d+)", done.output)
    assert told
    assert int(count[1]) >= 40


@pytest.fixture(scope="module")
def refused(tmp_path_factory):
    """What `danvan check` says of files that cannot be published."""
    root = copy_project(tmp_path_factory.mktemp("co-hai") / "du-an", *PROGRAM)
    project = Project(root)
    for number, text in enumerate(hostile.hostile_front_matters()):
        project.text(text, f"yaml-{number}")
    for number, body in enumerate(hostile.hostile_links()):
        project.exemplar(f"link-{number}", body=body)
    for number, body in enumerate(hostile.endless_articles()):
        project.exemplar(f"dai-{number}", body=body)
    for number, name in enumerate(hostile.hostile_names()):
        project.exemplar(f"ten-{number}", ảnh=photo_list("'" + name.replace("'", "''") + "'"))
    for number, (name, data) in enumerate(hostile.hostile_photos()):
        slug = f"anh-{number}"
        project.exemplar(slug, ảnh=photo_list(name))
        project.write(f"exemplars/kinh-te/{slug}/{name}", data)
    outside = root.parent / "ngoai.jpg"
    outside.write_bytes(b"x")
    for number, target in enumerate((Path("/etc/passwd"), outside, Path(".."))):
        path = root / f"exemplars/kinh-te/lien-ket-{number}"
        path.mkdir()
        (path / "guong.md").symlink_to(target)
    (root / "exemplars/etc").symlink_to("/etc")
    done = Watched([sys.executable, "-c", CHECK, "check"], root)
    return project, done


def test_each_is_told_of_and_none_stops_the_reading(refused):
    project, done = refused
    assert done.code == 1, done.output[-2000:]
    assert "Traceback" not in done.output
    told = set(re.findall(r"exemplars/kinh-te/([a-z-]+-\d+)\b", done.output))
    made = {path.name for path in (project.root / "exemplars/kinh-te").iterdir() if path.is_dir()}
    mutated = {name for name in made - told if name.startswith("anh-")}
    assert made - told - mutated == set()
    # Of a photo with some spoilt bytes a decoder may make a whole picture.
    assert len(mutated) < 40


def test_nothing_in_them_is_run(refused):
    project, _ = refused
    assert not list(project.root.rglob(CANARY))


@pytest.mark.parametrize("made", ["neutralised", "refused"])
def test_the_memory_stays_small(made, request):
    _, done = request.getfixturevalue(made)
    assert 0 < done.peak < GIBIBYTE


def test_what_is_refused_leaves_the_last_site_as_it_was(refused):
    project, _ = refused
    site = project.root / "site"
    site.mkdir()
    (site / "index.html").write_text("trang trước")
    old = files(site)
    done = Watched([*MKDOCS, str(site)], project.root)
    assert done.code == 1
    assert files(site) == old
    assert done.peak < GIBIBYTE
