"""Measure what the search finds: danvan beside Material's stock search and stock Pagefind.

Usage: python tests/bench/search_quality.py [--held-out] [SITES]

Three collections: the samples of the repository with the queries in support/search_queries.toml,
and two generated ones of 500 stories with queries drawn from them, one of which is held out: its
failures are not listed unless `--held-out` is given, so that nobody tunes the search to them.
A query scores 1/rank of the first right answer among the first ten (MRR is the mean), and counts
for success@n when that rank is at most n. With SITES, the sites built there are used again.
"""

from __future__ import annotations

import sys
import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from support.browsing import ARGUMENTS, chromium
from support.generated import DEVELOPMENT, HELD_OUT, make_generated
from support.projects import ROOT
from support.searchengines import SHOWN, Ask, Sites, build_sites, engines
from support.searchqueries import Query, generated_queries, sample_queries

STORIES = 500
GOAL = "goal: MRR at least 0.95, success@3 at least 0.99"


@dataclass(frozen=True)
class Collected:
    """A collection and its queries."""

    name: str
    project: Callable[[Path], Path]
    """Makes the project in a folder that does not exist yet."""
    queries: Callable[[], Sequence[Query]]
    secret: bool = False


COLLECTIONS = (
    Collected("samples", lambda _: ROOT, sample_queries),
    Collected(
        "generated",
        lambda target: make_generated(target, STORIES, DEVELOPMENT),
        lambda: generated_queries(STORIES, DEVELOPMENT),
    ),
    Collected(
        "held out",
        lambda target: make_generated(target, STORIES, HELD_OUT),
        lambda: generated_queries(STORIES, HELD_OUT),
        secret=True,
    ),
)


@dataclass(frozen=True)
class Answered:
    """A query, and what each engine answered."""

    query: Query
    found: dict[str, list[str]]

    def rank(self, engine: str) -> int:
        """Return the place of the first right answer, from 1, or 0 when there is none."""
        places = (n for n, each in enumerate(self.found[engine], 1) if each in self.query.wanted)
        rank = next(places, 0)
        return rank if rank <= SHOWN else 0


def main(home: Path, *, show_secret: bool) -> None:
    everything: list[Answered] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=list(ARGUMENTS))
        for collected in COLLECTIONS:
            sites = sites_of(collected, home / collected.name.replace(" ", "-"))
            answered = ask_all(browser, sites, collected.queries())
            print(f"\n{collected.name}: {len(answered)} queries; {GOAL}\n")
            print_table(answered)
            if show_secret or not collected.secret:
                print_failures(answered)
            everything += answered
        browser.close()
    print(f"\nall collections: {len(everything)} queries; {GOAL}\n")
    print_table(everything)


def sites_of(collected: Collected, home: Path) -> Sites:
    """Return the sites of a collection; build them when they are not there."""
    sites = Sites(home / "danvan", home / "stock-site")
    if not (sites.stock / "pagefind").is_dir():
        home.mkdir(parents=True)
        sites = build_sites(collected.project(home / "project"), home)
    return sites


def ask_all(browser: Browser, sites: Sites, queries: Iterable[Query]) -> list[Answered]:
    with engines(browser, sites) as asked:
        return [Answered(query, ask(asked, query)) for query in queries]


def ask(asked: dict[str, Ask], query: Query) -> dict[str, list[str]]:
    return {name: answer(query) for name, answer in asked.items()}


def print_table(answered: list[Answered]) -> None:
    """Print MRR, success@1 and success@3 of each engine by kind of query and by form."""
    names = list(answered[0].found)
    print(f"{'':20}{'':>5}" + "".join(f"{name + ': MRR':>16}{'@1':>7}{'@3':>7}" for name in names))
    for title, group in grouped(answered):
        figures = "".join(figures_of(group, name) for name in names)
        print(f"{title:20}{len(group):5}{figures}")


def grouped(answered: list[Answered]) -> list[tuple[str, list[Answered]]]:
    kinds: dict[str, list[Answered]] = defaultdict(list)
    forms: dict[str, list[Answered]] = defaultdict(list)
    for each in answered:
        kinds[each.query.kind].append(each)
        forms[f"- {each.query.form}"].append(each)
    return [*kinds.items(), *forms.items(), ("TOTAL", answered)]


def figures_of(group: list[Answered], engine: str) -> str:
    ranks = [each.rank(engine) for each in group]
    mean = sum(1 / rank for rank in ranks if rank) / len(ranks)
    first, three = (sum(0 < rank <= most for rank in ranks) / len(ranks) for most in (1, 3))
    return f"{mean:16.3f}{first:7.3f}{three:7.3f}"


def print_failures(answered: list[Answered]) -> None:
    """Print what danvan did not put first."""
    failed = [each for each in answered if each.rank("danvan") != 1]
    print(f"\nnot first in danvan: {len(failed)}")
    for each in failed:
        query, found = each.query, each.found["danvan"]
        print(
            f"  rank {each.rank('danvan') or '–'}  {query.kind}, {query.form}: {query.text!r}"
            f"  wanted {', '.join(sorted(query.wanted))}; first {', '.join(found[:1]) or 'nothing'}"
        )


if __name__ == "__main__":
    folders = [argument for argument in sys.argv[1:] if not argument.startswith("--")]
    secret = "--held-out" in sys.argv
    if folders:
        main(Path(folders[0]), show_secret=secret)
    else:
        with tempfile.TemporaryDirectory() as temporary:
            main(Path(temporary), show_secret=secret)
