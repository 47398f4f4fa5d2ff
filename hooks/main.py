"""MkDocs events: turn MkDocs' objects into plain values, call danvan, hand the result back."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from dataclasses import dataclass, field
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any

from click import echo
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import pdf_event_hook
from danvan.book import BookSettings, assemble_book, keep_printable, read_book_settings
from danvan.collection import Findings, messages, read_collection, summarise_advice
from danvan.collection.articles import ATTACHMENTS
from danvan.desk.report import report_problems
from danvan.pages import PagePlan, SitePlan, plan_site
from danvan.pages.pictures import figure_html, picture_html
from danvan.pages.prose import publishable
from danvan.pages.titles import bound
from danvan.photos import make_derivatives
from danvan.search import build_index, search_pages

CACHE = Path(".cache/danvan")
BOOK_TEMPLATES = Path("overrides/book")
PUBLISHED_SUFFIXES = (".md", ".txt", ".xml", "", *ATTACHMENTS)
"""What of docs/ outside assets/ is published; the rest are originals and working files."""
UNUSED_THEME_FILES = ("book/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
log = get_plugin_logger("danvan")


@dataclass
class Build:
    """What the events of one build hand to each other; lives in `config.extra.danvan`."""

    root: Path
    plan: SitePlan
    book: BookSettings
    preview: bool
    with_book: bool
    pages: dict[str, PagePlan]
    articles: dict[str, str] = field(default_factory=dict)
    """Rendered Markdown per source."""


def on_startup(*, command: str, dirty: bool) -> None:
    """Keep what only engineers read out of the terminal; warnings still show."""
    # One line for each page that the plugin is told to leave out would bury what matters.
    logging.getLogger("mkdocs.with-pdf").setLevel(logging.WARNING)
    if command == "build":
        logging.getLogger("mkdocs.commands.build").setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole collection; a build with problems stops before it writes."""
    root = Path(config.config_file_path).parent
    preview = os.environ.get("DANVAN_PREVIEW") == "1" and not _writes_into(root, config)
    collection, findings = read_collection(root, facts_store=root / CACHE / "photo-facts.json")
    book = read_book_settings(config.extra.get("book"), root / "mkdocs.yml", findings)
    _report(findings)
    shown = collection.visible(preview=preview)
    photos = [photo for exemplar in shown for photo in exemplar.photos]
    photos += [photo for part in collection.parts.all for photo in part.photos]
    derivatives = make_derivatives(photos, root / CACHE)
    place = " · ".join(part for part in (book.place, book.years) if part)
    plan = plan_site(collection, derivatives, place=place, preview=preview)
    with_book = pdf_event_hook.PLUGIN in config.plugins and not preview
    pages = {page.source: page for page in plan.pages}
    build = Build(root, plan, book, preview, with_book, pages)
    config.extra["danvan"] = build
    config.nav = [_nav_entry(item) for item in plan.navigation]
    pdf_event_hook.prepare(config.plugins, book.reading_edition)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take originals and unfinished parts out, put pages and derivatives in."""
    build: Build = config.extra["danvan"]
    for file in list(files):
        if _stays_out(file, build.plan):
            files.remove(file)
    for page in build.plan.pages:
        generated = File.generated(config, page.source, content=page.markdown)
        generated.dest_uri = f"{page.address}index.html"
        files.append(generated)
    for address, path in build.plan.pictures.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))
    files.append(File.generated(config, "assets/linh-vuc.css", content=build.plan.stylesheet))
    return files


def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Give a planned page its title, summary and template."""
    plan = config.extra["danvan"].pages.get(page.file.src_uri)
    page.meta.setdefault("hide", ["navigation", "toc"])
    if plan:
        page.meta["title"] = escape(plan.title)
        page.meta["template"] = plan.template
    return markdown


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the rendered article for the search index and the book."""
    build: Build = config.extra["danvan"]
    if page.file.src_uri in build.pages:
        html = publishable(html)
        build.articles[page.file.src_uri] = html
    return html


def on_env(env: Environment, config: MkDocsConfig, files: Files) -> Environment:
    """Let templates print pictures and see the build."""
    build = config.extra["danvan"]
    pictures = {"picture": _safe(picture_html), "figure": _safe(figure_html)}
    env.globals.update(pictures, bound=bound, build=build)
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the view of a planned page to its template."""
    build: Build = config.extra["danvan"]
    plan = build.pages.get(page.file.src_uri)
    context.update(plan=plan, view=plan.view if plan else None)
    return context


@event_priority(50)  # before mkdocs-with-pdf renders what it was given
def on_post_build(config: MkDocsConfig) -> None:
    """Index the pages and hand the book to mkdocs-with-pdf."""
    build: Build = config.extra["danvan"]
    build_index(search_pages(build.plan.pages, build.articles), Path(config.site_dir))
    if build.with_book:
        templates = build.root / BOOK_TEMPLATES
        sections = assemble_book(build.plan, build.articles, templates, config.site_url or "")
        sections, left_out = keep_printable(sections, templates / "fonts")
        if left_out:
            echo(messages.BOOK_LEFT_OUT.format(characters=" ".join(left_out)), err=True)
        colours = build.plan.stylesheet
        pdf_event_hook.hand_over(config.plugins, sections, build.book, templates, colours, log)


def on_serve(
    server: LiveReloadServer, config: MkDocsConfig, builder: Callable[[], None]
) -> LiveReloadServer:
    """Keep showing the last good page after a mistake; MkDocs would let the browser hang."""

    def build_or_report() -> None:
        try:
            builder()
        except Abort as problems:
            echo(problems, err=True)

    server.builder = build_or_report
    return server


def _report(findings: Findings) -> None:
    for line in summarise_advice(findings.advice):
        echo(line, err=True)
    if findings.problems:
        raise Abort(report_problems(findings.problems))


def _writes_into(root: Path, config: MkDocsConfig) -> bool:
    """Tell a build from a live preview, which writes to a temporary folder."""
    return Path(config.site_dir).resolve().is_relative_to(root.resolve())


def _nav_entry(item: Any) -> dict[str, Any]:
    children = [_nav_entry(child) for child in item.children]
    return {escape(item.title): children or item.source}


def _stays_out(file: File, plan: SitePlan) -> bool:
    uri = PurePosixPath(file.src_uri)
    original = uri.parts[0] != "assets" and uri.suffix.lower() not in PUBLISHED_SUFFIXES
    return (
        original or file.src_uri in plan.own_sources or file.src_uri.startswith(UNUSED_THEME_FILES)
    )


def _safe(function: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *args, **options: Markup(function(*args, **options))
