"""danvan's search beside Material's own and stock Pagefind, each in a real browser on its own site.

The stock sites hold the same public stories and pages at the same addresses, as a plain MkDocs
project would have them.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize

from danvan.collection import Collection, Exemplar, Part, read_collection

from .browsing import served
from .projects import environment, mkdocs_build
from .searchqueries import Query

SHOWN = 10
"""How far down anybody looks."""
_STOCK = """
site_name: Những điển hình “Dân vận khéo”
theme: {name: material, language: vi, font: false}
markdown_extensions: [attr_list, footnotes, tables]
plugins: [{search: {lang: vi}}]
"""
_OPEN_DANVAN = """async () => {
  const { openIndex } = await import(new URL("assets/js/search/engine.js", document.baseURI));
  const root = document.querySelector("[data-index]").dataset.index;
  window.measured = await openIndex(root);
}"""
_ASK_DANVAN = """async ([query, photo, shown]) => {
  const { hits } = await window.measured.search(query);
  const chosen = hits.filter(({ group }) => (group === "anh") === photo).slice(0, shown);
  const cards = await window.measured.cards(chosen.map(({ doc }) => doc));
  return cards.map(({ address }) => address.split(/[?#]/)[0]);
}"""
# The page's own worker, which the page has already given the index (see Material's bundle).
_KEEP_WORKER = """(() => {
  const Original = window.Worker;
  window.Worker = class extends Original {
    constructor(...given) { super(...given); window.measured = this; }
  };
})()"""
_MATERIAL_READY = """() => new Promise((resolve) => {
  const base = JSON.parse(document.querySelector("#__config").textContent).base;
  window.home = new URL(`${base}/`, document.baseURI).href;
  window.measured.addEventListener("message", ({ data }) => data.type === 3 && resolve());
  window.measured.postMessage({ type: 2, data: "dân" });
})"""
_ASK_MATERIAL = """([query, , shown]) => new Promise((resolve) => {
  const hear = ({ data }) => {
    if (data.type !== 3) return;
    window.measured.removeEventListener("message", hear);
    resolve(data.data.items.slice(0, shown).map(([{ location }]) => location.split("#")[0]));
  };
  window.measured.addEventListener("message", hear);
  window.measured.postMessage({ type: 2, data: query });
})"""
_OPEN_PAGEFIND = """async () => {
  window.measured = await import(new URL("pagefind/pagefind.js", document.baseURI));
  await window.measured.init();
}"""
_ASK_PAGEFIND = """async ([query, , shown]) => {
  const { results } = await window.measured.search(query);
  const pages = await Promise.all(results.slice(0, shown).map((result) => result.data()));
  return pages.map(({ raw_url, url }) => (raw_url ?? url).replace(/^\\//, "").split("#")[0]);
}"""

Ask = Callable[[Query], list[str]]
"""Return the addresses found for a query, the best first."""


@dataclass(frozen=True)
class Sites:
    """One collection, built for each engine."""

    danvan: Path
    stock: Path


def build_sites(project: Path, home: Path) -> Sites:
    """Build `project` and the stock project of the same stories into `home`."""
    sites = Sites(home / "danvan", home / "stock-site")
    _must(mkdocs_build(project, sites.danvan, DANVAN_BOOK="false"))
    stock = write_stock(read_collection(project)[0], home / "stock")
    _must(_run(["mkdocs", "build", "--quiet", "--site-dir", str(sites.stock)], stock))
    pagefind = ["pagefind", "--site", str(sites.stock), "--root-selector", ".md-content"]
    _must(_run(pagefind, stock))
    return sites


def write_stock(collection: Collection, target: Path) -> Path:
    """Write what is public as a plain MkDocs project to the new folder `target`."""
    docs = target / "docs"
    docs.mkdir(parents=True)
    (target / "mkdocs.yml").write_text(_STOCK, "utf-8")
    (docs / "index.md").write_text("# Trang chủ\n", "utf-8")
    names = {field.slug: field.name for field in collection.fields}
    for exemplar in collection.visible(preview=False):
        _write(docs / exemplar.address, _story_text(exemplar, names[exemplar.field]))
    for address, part in _part_addresses(collection):
        _write(docs / address, _part_text(part))
    return target


@contextmanager
def engines(browser: Browser, sites: Sites) -> Iterator[dict[str, Ask]]:
    """Open each engine in a window of its own; yield what asks it, by name."""
    with served(sites.danvan) as own, served(sites.stock) as stock:
        yield {
            "danvan": _engine(browser, own, "", _OPEN_DANVAN, _ASK_DANVAN),
            "Material": _engine(browser, stock, _KEEP_WORKER, _MATERIAL_READY, _ASK_MATERIAL),
            "Pagefind": _engine(browser, stock, "", _OPEN_PAGEFIND, _ASK_PAGEFIND),
        }


def _engine(browser: Browser, home: str, before: str, start: str, ask: str) -> Ask:
    page = browser.new_page(locale="vi-VN", viewport=ViewportSize(width=360, height=740))
    if before:
        page.add_init_script(before)
    page.goto(home)
    page.evaluate(start)

    def answer(query: Query) -> list[str]:
        return list(dict.fromkeys(page.evaluate(ask, [query.text, query.photo, 3 * SHOWN])))

    return answer


def _story_text(exemplar: Exemplar, field: str) -> str:
    facts = (exemplar.name, exemplar.unit, exemplar.ward, str(exemplar.year), field)
    captions = (photo.caption for photo in exemplar.photos)
    lines = (exemplar.summary, exemplar.body, *captions)
    return "\n\n".join((f"# {exemplar.title}", " · ".join(filter(None, facts)), *lines))


def _part_text(part: Part) -> str:
    facts = (part.number, part.issuer, part.author, part.source, part.subject, part.summary)
    dates = (part.issued.strftime("%d/%-m/%Y"),) if part.issued else ()
    captions = (photo.caption for photo in part.photos)
    return "\n\n".join((f"# {part.title}", *filter(None, facts), *dates, part.body, *captions))


def _part_addresses(collection: Collection) -> Iterator[tuple[str, Part]]:
    parts = collection.parts
    named = {
        "loi-noi-dau/": parts.foreword,
        "dan-van/": parts.introduction,
        "van-ban/": parts.documents_introduction,
        "anh-phong-trao/": parts.movement,
    }
    yield from ((address, part) for address, part in named.items() if part)
    yield from ((f"van-ban/{part.slug}/", part) for part in parts.documents)


def _write(folder: Path, text: str) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "index.md").write_text(text, "utf-8")


def _run(command: list[str], project: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=project,
        env=environment(project),
        capture_output=True,
        text=True,
        check=False,
    )


def _must(done: subprocess.CompletedProcess[str]) -> None:
    assert done.returncode == 0, done.stdout + done.stderr
