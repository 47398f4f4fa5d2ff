"""Measure the book: danvan beside stock mkdocs-with-pdf and beside WeasyPrint alone.

Usage: python tests/bench/book.py [STORIES] [PHOTOS]

All three lay out the same stories in this run, each in fresh processes with nothing rendered
before; photos are 12 megapixels large and, but for one row, already made at their printed size.
Times are ratios; the seconds only tell how heavy the run was. What a build of the site alone takes
is subtracted.
"""

from __future__ import annotations

import pickle
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from PIL import Image

from support.projects import copy_project, environment

SAMPLES = Path(__file__).resolve().parents[2] / "exemplars"
PHOTO = (4000, 3000)
RUNS = 3
BUILD = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
KEEP_JOB = """
import pickle, sys
from danvan.book.printshop import PrintShop
order = PrintShop.order
def keep(self, job):
    if job.printing is None:
        pickle.dump(job, open(sys.argv[1], "wb"))
    return order(self, job)
PrintShop.order = keep
from mkdocs.__main__ import cli
cli(["build", "--quiet"])
"""
ALONE = """
import pickle, sys
from weasyprint import HTML
from danvan.book.rendering import _Fetcher
job = pickle.load(open(sys.argv[1], "rb"))
source = HTML(string=job.html, base_url=job.base.as_uri() + "/", url_fetcher=_Fetcher(job))
source.write_pdf(sys.argv[2], pdf_variant=sys.argv[3] or None)
"""


def main(stories: int, photos: int) -> None:
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        project = make_project(here / "danvan", stories, photos)
        job_file = here / "job.pickle"
        run([sys.executable, "-c", KEEP_JOB, str(job_file)], project)
        stock = make_stock(here / "stock", project, job_file)
        heavy = make_stock(here / "heavy", project)
        seconds = timed(
            {
                "site": lambda: build(project, book=False),
                "reading": lambda: build(project, press=False),
                "both": lambda: build(project, press=True),
                "tagged": lambda: alone(project, job_file, "pdf/ua-1"),
                "untagged": lambda: alone(project, job_file, ""),
                "plain": lambda: run([*BUILD, "-f", "plain.yml"], stock),
                "stock": lambda: run(BUILD, stock),
                "plain heavy": lambda: run([*BUILD, "-f", "plain.yml"], heavy),
                "heavy": lambda: run(BUILD, heavy),
            }
        )
    times = {
        "danvan, reading edition": seconds["reading"] - seconds["site"],
        "danvan, reading and press editions": seconds["both"] - seconds["site"],
        "WeasyPrint alone, tagged": seconds["tagged"],
        "WeasyPrint alone, untagged": seconds["untagged"],
        "mkdocs-with-pdf, printed sizes": seconds["stock"] - seconds["plain"],
        "… with the photos as they came": seconds["heavy"] - seconds["plain heavy"],
    }
    own = times["danvan, reading edition"]
    print(f"{stories} stories, {photos} photos; best of {RUNS} runs")
    for name, taken in times.items():
        print(f"{name:36} {taken:7.1f} s   danvan's reading edition is {own / taken:5.2f} x")


def timed(works: Mapping[str, Callable[[], None]]) -> dict[str, float]:
    """Return the seconds of the quickest run of each; they take turns, for machines have moods."""
    seconds: dict[str, list[float]] = {name: [] for name in works}
    for _ in range(RUNS):
        for name, work in works.items():
            start = time.perf_counter()
            work()
            seconds[name].append(time.perf_counter() - start)
    return {name: min(taken) for name, taken in seconds.items()}


def build(project: Path, *, book: bool = True, press: bool = False) -> None:
    """Build with warm photos and without any PDF of an earlier run."""
    shutil.rmtree(project / ".cache/danvan/book", ignore_errors=True)
    settings = project / "mkdocs.yml"
    text = re.sub(
        r"enabled: (?:có|không)", f"enabled: {'có' if press else 'không'}", settings.read_text()
    )
    settings.write_text(text)
    run(BUILD, project, DANVAN_BOOK="true" if book else "false")


def alone(project: Path, job_file: Path, variant: str) -> None:
    run([sys.executable, "-c", ALONE, str(job_file), str(project / "alone.pdf"), variant], project)


def run(command: list[str], project: Path, **more: str) -> None:
    done = subprocess.run(
        command,
        cwd=project,
        env=environment(project, **more),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)


def make_project(target: Path, stories: int, photos: int) -> Path:
    """Copy the program and write `stories` from the samples' articles, with photos of their own."""
    copy_project(target)
    originals = sorted((target / "exemplars").glob("*/*/guong.md"))
    texts = [(path.parents[1], path.read_text("utf-8")) for path in originals]
    texts = [(area, text) for area, text in texts if "trạng thái: đã duyệt" in text]
    for path in originals:
        shutil.rmtree(path.parent)
    noise = np.random.default_rng(1)
    for number in range(stories):
        area, text = texts[number % len(texts)]
        count = photos // stories + (number < photos % stories)
        home = area / f"bai-{number}"
        home.mkdir()
        text = re.sub(r"^(tiêu đề:.*?)(\"?)$", rf"\1 {number}\2", text, count=1, flags=re.MULTILINE)
        (home / "guong.md").write_text(with_photos(text, count), "utf-8")
        for place in range(count):
            small = noise.integers(0, 256, (30, 40, 3), dtype=np.uint8)
            picture = Image.fromarray(small).resize(PHOTO, Image.Resampling.BICUBIC)
            picture.save(home / f"anh-{place}.jpg", quality=88)
    return target


def with_photos(text: str, count: int) -> str:
    """Return a story with `count` photos instead of its own."""
    text = re.sub(r"^ảnh:\n(?: .*\n|- .*\n)+", "", text, flags=re.MULTILINE)
    text = re.sub(r"^!\[.*\n", "", text, flags=re.MULTILINE)
    listed = "".join(f"  - tệp: anh-{n}.jpg\n    chú thích: Ảnh số {n}.\n" for n in range(count))
    head, mark, body = text.removeprefix("---\n").partition("\n---\n")
    return f"---\n{head}\n" + (f"ảnh:\n{listed}" if count else "") + mark.lstrip("\n") + body


def make_stock(target: Path, project: Path, job_file: Path | None = None) -> Path:
    """Write the same stories as a plain MkDocs project with mkdocs-with-pdf as it comes.

    With `job_file` the photos have their printed size.
    """
    docs = target / "docs"
    docs.mkdir(parents=True)
    prints = iter(printed_photos(job_file) if job_file else ())
    (docs / "index.md").write_text("# Sách\n")
    for path in sorted((project / "exemplars").glob("*/*/guong.md")):
        _, head, body = path.read_text("utf-8").split("---\n", 2)
        title = re.search(r"^tiêu đề: *(.*)$", head, re.MULTILINE)
        assert title
        pictures = []
        for number in range(head.count("- tệp:")):
            name = f"{path.parent.name}-{number}.jpg"
            shutil.copyfile(next(prints, path.parent / f"anh-{number}.jpg"), docs / name)
            pictures.append(f"![Ảnh số {number}.]({name})")
        text = "\n\n".join([f"# {title[1]}", *pictures[:1], body, *pictures[1:]])
        (docs / f"{path.parent.name}.md").write_text(text, "utf-8")
    plain = "site_name: Sách\ntheme: {name: material, language: vi, font: false}\n"
    (target / "plain.yml").write_text(plain + "plugins: []\n")
    (target / "mkdocs.yml").write_text(plain + "plugins: [with-pdf]\n")
    return target


def printed_photos(job_file: Path) -> list[Path]:
    job = pickle.loads(job_file.read_bytes())  # noqa: S301 - this script has just written it
    return sorted(job.photos.values())


if __name__ == "__main__":
    main(*map(int, sys.argv[1:] or ("50", "150")))
