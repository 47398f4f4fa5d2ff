"""Measure what a search costs a visitor, and what indexing costs a build.

Usage: python tests/bench/search.py [STORIES ...]

Generated collections (50, 500 and 5,000 stories unless told otherwise) are built without the book
and visited in Chromium at 360 px with a processor four times slower. Bytes are those of the bodies,
text compressed with gzip. Queries are typed fast, and again at leisure, when there are results for
every letter. The time to results runs from the pause in typing until the first results are painted,
in a fresh window whose box has just been focused; the median of all queries and the slowest are
given.
"""

from __future__ import annotations

import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, ViewportSize, sync_playwright

from danvan.collection.folding import fold
from support.browsing import ARGUMENTS, chromium
from support.counting import Sent, counted
from support.generated import generated_stories, make_generated
from support.projects import ROOT, environment
from support.stories import Story

SIZES = (50, 500, 5000)
SLOWER = 4
"""How many times slower than this machine the visitor's processor is."""
QUICK, LEISURE = 20, 200
"""Milliseconds a letter."""
QUIET = 0.4
"""Seconds without a request after which all has been loaded."""
WAIT = 3.0
"""Seconds after which every search has long shown what it found."""
GOALS = {
    "before focus, kB": 0.0,
    "at focus, kB": 90.0,
    "ordinary query, kB": 60.0,
    "… the largest, kB": 60.0,
    "typed at leisure, kB": 60.0,
    "commonest words, kB": 110.0,
    "files a query": None,
    "to results, ms": 100.0,
    "… the slowest, ms": 100.0,
    "typed at leisure, ms": 100.0,
    "search again, ms": None,
    "memory, MB": None,
    "indexing, ms a story": 3.0,
    "whole build, s": None,
    "index on disk, kB": None,
}
"""At 500 stories; at 5,000 twice as much is allowed."""
SEARCH_FILES = ("tim-kiem/", "assets/js/search/", "pagefind/")
BUILD = """
import json, sys, time
import danvan.search as search
spent = 0.0
def timed(work):
    def run(*given):
        global spent
        start = time.perf_counter()
        made = work(*given)
        spent += time.perf_counter() - start
        return made
    return run
search.search_entries = timed(search.search_entries)
search.build_index = timed(search.build_index)
from mkdocs.__main__ import cli
start = time.perf_counter()
try:
    cli(["build", "--quiet", "--site-dir", sys.argv[1]])
finally:
    print(json.dumps([spent, time.perf_counter() - start]))
"""
WATCH = """() => {
  const box = document.querySelector("#tim-kiem");
  const [status, input] = ["[role=status]", "input"].map((place) => box.querySelector(place));
  const isAnswer = () => status.textContent.includes(`“${input.value.trim()}”`);
  window.measured = {};
  document.addEventListener("input", () => {
    window.measured = { typed: performance.now() };
  }, true);
  new MutationObserver(() => {
    if (!box.querySelector("[data-results] a") || window.measured.shown || !isAnswer()) return;
    window.measured.shown = true;
    // The frame after the next one begins when the results are on the screen.
    requestAnimationFrame(() => setTimeout(() => { window.measured.shown = performance.now(); }));
  }).observe(box, { childList: true, subtree: true });
}"""
AGAIN = """async (query) => {
  const { openSearch } = await import(new URL("assets/js/search/engine.js", document.baseURI));
  const address = document.querySelector("#tim-kiem [data-index]").dataset.index;
  const index = await openSearch(address);
  const start = performance.now();
  await index.search(query);
  return performance.now() - start;
}"""


@dataclass(frozen=True)
class Visited:
    """What one query in a fresh window cost."""

    before: float
    focus: float
    query: float
    """Kilobytes (1,000 bytes), as are the two above."""
    files: int
    """That the query loaded."""
    shown: float
    """Milliseconds from the pause until the first results are painted."""
    again: float
    """Milliseconds of the engine for the same query when its files are there."""
    memory: float
    """Megabytes of JavaScript objects that searching has added."""


def main(sizes: list[int]) -> None:
    columns = {}
    with sync_playwright() as playwright, tempfile.TemporaryDirectory() as folder:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for size in sizes:
            columns[size] = measured(browser, Path(folder, str(size)), size)
        browser.close()
    print_table(columns)


def measured(browser: Browser, home: Path, size: int) -> dict[str, float]:
    """Return the figures of a collection of `size` stories."""
    site = home / "site"
    indexing, whole = build(make_generated(home / "project", size), site)
    stories = generated_stories(size)
    with counted(site) as (address, sent):
        ordinary = [visit(browser, address, sent, q) for q in ordinary_queries(stories)]
        commonest = [visit(browser, address, sent, q) for q in commonest_queries(stories)]
        leisure = [visit(browser, address, sent, q, LEISURE) for q in ordinary_queries(stories)]
    files = [path for path in (site / "tim-kiem").rglob("*") if path.is_file()]
    return {
        **visitor_figures(ordinary, commonest, leisure),
        "indexing, ms a story": 1000 * indexing / size,
        "whole build, s": whole,
        "index on disk, kB": sum(path.stat().st_size for path in files) / 1000,
    }


def visitor_figures(
    ordinary: list[Visited], commonest: list[Visited], leisure: list[Visited]
) -> dict[str, float]:
    every = ordinary + commonest
    return {
        "before focus, kB": max(v.before for v in every),
        "at focus, kB": max(v.focus for v in every),
        "ordinary query, kB": statistics.median(v.query for v in ordinary),
        "… the largest, kB": max(v.query for v in ordinary),
        "typed at leisure, kB": statistics.median(v.query for v in leisure),
        "commonest words, kB": max(v.query for v in commonest),
        "files a query": statistics.median(v.files for v in ordinary),
        "to results, ms": statistics.median(v.shown for v in every),
        "… the slowest, ms": max(v.shown for v in every),
        "typed at leisure, ms": statistics.median(v.shown for v in leisure),
        "search again, ms": statistics.median(v.again for v in every),
        "memory, MB": max(v.memory for v in every),
    }


def build(project: Path, site: Path) -> tuple[float, float]:
    """Build the site; return the seconds of indexing and of everything."""
    done = subprocess.run(
        [sys.executable, "-c", BUILD, str(site)],
        cwd=project,
        env=environment(project, DANVAN_BOOK="false"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    found = re.search(r"^\[([\d.e-]+), ([\d.e-]+)\]$", done.stdout, re.MULTILINE)
    assert found, done.stdout
    return float(found[1]), float(found[2])


def ordinary_queries(stories: tuple[Story, ...]) -> list[str]:
    """Return what readers type: names, pieces of titles, half words, with and without marks."""
    chosen = [stories[len(stories) * n // 6] for n in range(6)]
    names = [fold(" ".join(story.fact("tên").split()[-3:])) for story in chosen[:2]]
    titles = [" ".join(story.title.split()[-3:]).lower() for story in chosen[2:4]]
    halves = [fold(" ".join(story.title.split()[:3]))[:-1] for story in chosen[4:]]
    return [*names, *titles, *halves, "me tri", "dân vận khéo"]


def commonest_queries(stories: tuple[Story, ...]) -> list[str]:
    """Return the nine words that are written most often, three in a query."""
    counts: Counter[str] = Counter()
    for story in stories:
        counts.update(word for word in fold(story.body).split() if word.isalpha())
    common = [word for word, _ in counts.most_common(9)]
    return [" ".join(common[n : n + 3]) for n in (0, 3, 6)]


def visit(browser: Browser, address: str, sent: Sent, query: str, delay: int = QUICK) -> Visited:
    """Type `query` in a fresh window, and measure."""
    page = browser.new_page(locale="vi-VN", viewport=ViewportSize(width=360, height=740))
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    sent.take()
    page.goto(address, wait_until="load")
    before = settled(sent)
    heap = used(session)
    page.evaluate(WATCH)
    page.keyboard.press("/")
    focus = settled(sent)
    page.keyboard.type(query, delay=delay)
    shown = time_to_results(page)
    loaded = settled(sent)
    again = page.evaluate(AGAIN, query)
    memory = (used(session) - heap) / 1e6
    page.close()
    return Visited(
        before=of_search(before),
        focus=of_search(focus),
        query=of_search(loaded),
        files=len(loaded),
        shown=shown,
        again=again,
        memory=memory,
    )


def of_search(sent: Counter[str]) -> float:
    """Return the kilobytes of the engine and the index: thumbnails of results are not theirs."""
    return sum(count for path, count in sent.items() if path.startswith(SEARCH_FILES)) / 1000


def settled(sent: Sent) -> Counter[str]:
    """Wait until nothing more is asked for; return what was sent."""
    everything: Counter[str] = Counter()
    while True:
        time.sleep(QUIET)
        new = sent.take()
        if not new:
            return everything
        everything += new


def time_to_results(page: Page) -> float:
    """Return the milliseconds from the pause in typing until the first results are painted."""
    # Looking on from here would keep the visitor's slow processor busy.
    time.sleep(WAIT)
    typed, shown = page.evaluate("[window.measured.typed, window.measured.shown]")
    script = (ROOT / "docs/assets/js/search.js").read_text("utf-8")
    pause = re.search(r"PAUSE_MS = (\d+)", script)
    assert pause and shown, "nothing was found"
    return float(shown - typed - int(pause[1]))


def used(session: CDPSession) -> float:
    """Return the bytes of JavaScript objects after what is not needed has gone."""
    session.send("HeapProfiler.collectGarbage")
    return float(session.send("Runtime.getHeapUsage")["usedSize"])


def print_table(columns: dict[int, dict[str, float]]) -> None:
    print(f"{'':24}" + "".join(f"{size:>10,}" for size in columns) + f"{'goal at 500':>14}")
    for name, goal in GOALS.items():
        figures = "".join(f"{column[name]:10.1f}" for column in columns.values())
        print(f"{name:24}{figures}" + (f"{goal:14.0f}" if goal is not None else ""))


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or list(SIZES))
