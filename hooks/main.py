"""MkDocs events: turn MkDocs' objects into plain values, call danvan, hand the result back."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from html import escape
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

from click import echo
from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

import pdf_event_hook
from danvan.book import (
    BookPlace,
    BookSettings,
    BookText,
    BookWorks,
    NotPrintable,
    check_selections,
    deliver,
    forget_removed,
    get_ready,
    read_book_settings,
)
from danvan.collection import Findings, read_collection, short_address, summarise_advice
from danvan.collection.articles import ATTACHMENTS
from danvan.desk.editor import FOLDER, SCRIPT, editor_files, read_editor_settings
from danvan.desk.projectfile import CACHE, PHOTO_FACTS
from danvan.desk.report import report_problems
from danvan.pages import PagePlan, SitePlan, missing_parts, plan_site
from danvan.pages.parts import written_date
from danvan.pages.pictures import figure_html, picture_html
from danvan.pages.prose import publishable
from danvan.pages.redirects import redirect_pages
from danvan.pages.security import POLICY, headers_file, integrity, robots_file, with_integrity
from danvan.pages.titles import bound
from danvan.photos import make_derivatives
from danvan.search import build_index, search_entries

BOOK_TEMPLATES = Path("overrides/book")
PUBLISHED_SUFFIXES = (".md", ".txt", "", *ATTACHMENTS)
"""What of docs/ outside assets/ is published; the rest are originals and working files."""
ACTIVE_SUFFIXES = (".svg", ".html", ".htm", ".xhtml", ".xml", ".js", ".mjs", ".css")
"""What can run in a browser, and is published only as a part of the program."""
PROGRAM_ASSETS = (
    *(f"assets/{folder}/" for folder in ("css", "fonts", "js", "vendor")),
    *(f"assets/{name}.svg" for name in ("bieu-tuong", "hoa-van")),
)
UNUSED_THEME_FILES = ("book/", "assets/javascripts/lunr/", "assets/javascripts/workers/")
OBJECTS_BETWEEN_COLLECTIONS = 200_000
"""Python looks for garbage after 700, which takes a tenth of a build: nearly all of it lives on."""
BEHIND_THE_BOOK = 10
"""Niceness of what is done while the book is made: the last to end is its binding."""
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
    missing_parts: tuple[str, ...] = ()
    editor: Mapping[str, str] = field(default_factory=dict)
    """What the form for staff under /admin/ is made of; nothing where it is off."""
    works: BookWorks | None = None
    places: Mapping[str, tuple[BookPlace, ...]] = field(default_factory=dict)
    """Where each story stands in the book, by its address."""
    integrity: Callable[[str], str] = str
    """Of what lies at an address of the site."""
    policy: str = POLICY

    @property
    def volumes(self) -> tuple[BookSettings, ...]:
        return self.book.each_volume

    def is_listed(self, source: str) -> bool:
        return source not in self.pages or self.pages[source].listed

    @property
    def book_link(self) -> str:
        """Where “the book” leads: to the PDF, or to the list of volumes."""
        return self.volumes[0].reading_edition if len(self.volumes) == 1 else "index.html#sach"


def on_startup(*, command: str, dirty: bool) -> None:
    """Keep what only engineers read out of the terminal, and Python from searching for garbage."""
    # One line for each page that the plugin is told to leave out would bury what matters.
    logging.getLogger("mkdocs.with-pdf").setLevel(logging.WARNING)
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    if command == "build":
        logging.getLogger("mkdocs.commands.build").setLevel(logging.WARNING)


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the whole collection; a build with problems stops before it writes."""
    root = Path(config.config_file_path).parent
    preview = os.environ.get("DANVAN_PREVIEW") == "1" and not _writes_into(root, config)
    with_book = pdf_event_hook.PLUGIN in config.plugins and not preview
    if with_book:
        get_ready("mkdocs.__main__")
    collection, findings = read_collection(root, facts_store=root / PHOTO_FACTS)
    book = read_book_settings(config.extra.get("book"), root / "mkdocs.yml", findings)
    editor = read_editor_settings(config.extra.get("editor"), root / "mkdocs.yml", findings)
    _refuse_problems(findings)
    for line in summarise_advice(findings.advice):
        echo(line, err=True)
    shown = collection.visible(preview=preview)
    photos = [photo for exemplar in shown for photo in exemplar.photos]
    photos += [photo for part in collection.parts.all for photo in part.photos]
    derivatives = make_derivatives(photos, root / CACHE)
    place = " · ".join(part for part in (book.place, book.years) if part)
    plan = plan_site(collection, derivatives, place=place, preview=preview)
    check_selections(book, plan, root / "mkdocs.yml", findings)
    _refuse_problems(findings)
    pages = {page.source: page for page in plan.pages}
    missing = tuple(missing_parts(collection.parts))
    build = Build(root, plan, book, preview, with_book, pages, missing_parts=missing)
    if editor.enabled:
        build.editor = editor_files(editor, collection.fields, root)
    config.extra["danvan"] = build
    config.nav = [_nav_entry(item) for item in plan.navigation]
    if with_book:
        pdf_event_hook.take_over(config.plugins)
    return config


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Take originals and unfinished parts out, put pages and derivatives in."""
    build: Build = config.extra["danvan"]
    for file in list(files):
        if _stays_out(file, build.plan) or _is_foreign(file, config):
            files.remove(file)
    for page in build.plan.pages:
        generated = File.generated(config, page.source, content=page.markdown)
        generated.dest_uri = f"{page.address}index.html"
        files.append(generated)
    for address, path in build.plan.pictures.items():
        files.append(File.generated(config, address, abs_src_path=str(path)))
    for name, text in _written(build, config.site_url or ""):
        files.append(File.generated(config, name, content=text))
    if build.editor:
        script = f"{FOLDER}/{SCRIPT.name}"
        files.append(File.generated(config, script, abs_src_path=str(SCRIPT)))
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
    """Make the books, so that pages can name theirs; let templates print pictures."""
    build: Build = config.extra["danvan"]
    if build.with_book:
        _begin_books(build, config)
    build.integrity = _integrity_of(files)
    pictures = {"picture": _safe(picture_html), "figure": _safe(figure_html)}
    env.globals.update(pictures, bound=bound, build=build, written_date=written_date)
    env.globals.update(short_address=short_address)
    return env


def on_page_context(
    context: dict[str, Any], page: Page, config: MkDocsConfig, nav: Any
) -> dict[str, Any]:
    """Hand the view of a planned page to its template."""
    build: Build = config.extra["danvan"]
    plan = build.pages.get(page.file.src_uri)
    context.update(plan=plan, view=plan.view if plan else None)
    return context


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Let the page load no script and no style sheet but those of this build."""
    return _proved(output, page.url, config)


def on_post_template(output: str, template_name: str, config: MkDocsConfig) -> str:
    """Do the same for the page of addresses that lead nowhere."""
    return _proved(output, "", config) if template_name == "404.html" else output


def on_post_build(config: MkDocsConfig) -> None:
    """Index the pages and deliver the books."""
    build: Build = config.extra["danvan"]
    build_index(search_entries(build.plan.pages, build.articles), Path(config.site_dir))
    if build.works:
        press = Path(os.environ.get("DANVAN_PRESS") or build.root / "press")
        try:
            verdicts = deliver(build.works, Path(config.site_dir), press, build.missing_parts)
        except NotPrintable as refusal:
            raise Abort(str(refusal)) from None
        finally:
            build.works.shop.close()
        for line in (*build.works.left_out, *verdicts):
            echo(line, err=True)
        for warning in build.works.warnings:
            log.warning("Sách PDF: %s", warning)
    if not build.preview:
        used = (*build.plan.pictures.values(), *(build.works.files if build.works else ()))
        forget_removed(build.root / CACHE, build.plan.removed, used)


def on_shutdown() -> None:
    """Let the interpreter end without a last search through all that the build has made."""
    gc.freeze()


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


def _begin_books(build: Build, config: MkDocsConfig) -> None:
    works = BookWorks(
        build.book,
        build.root,
        build.root / BOOK_TEMPLATES,
        build.root / CACHE,
        config.site_url or "",
    )

    def combined(text: BookText, book: BookSettings) -> str:
        return pdf_event_hook.combined_html(
            config.plugins, text, book, build.plan.stylesheet, works
        )

    works.begin(build.plan, build.articles, combined)
    os.nice(BEHIND_THE_BOOK - os.nice(0))
    build.works, build.places = works, works.places()
    try:
        works.order_covers()
    except NotPrintable as refusal:
        raise Abort(str(refusal)) from None


def _written(build: Build, site_url: str) -> Iterator[tuple[str, str]]:
    """Yield the address and the text of each file that the build writes beside pages."""
    yield "assets/linh-vuc.css", build.plan.stylesheet + build.plan.placeholders
    yield "robots.txt", robots_file(site_url)
    yield "_headers", headers_file()
    yield from redirect_pages(build.plan.redirects, site_url)
    for name, text in build.editor.items():
        yield f"{FOLDER}/{name}", text


def _integrity_of(files: Files) -> Callable[[str], str]:
    by_address = {file.dest_uri: file for file in files}

    @cache
    def of(address: str) -> str:
        return integrity(by_address[address].content_bytes)

    return of


def _proved(html: str, address: str, config: MkDocsConfig) -> str:
    root = urlsplit(config.site_url or "").path or "/"
    return with_integrity(html, address, root, config.extra["danvan"].integrity)


def _refuse_problems(findings: Findings) -> None:
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


def _is_foreign(file: File, config: MkDocsConfig) -> bool:
    """Tell what could run in a browser and came with the content."""
    is_active = PurePosixPath(file.src_uri).suffix.lower() in ACTIVE_SUFFIXES
    own = Path(config.docs_dir) in Path(file.abs_src_path or "").parents
    return own and is_active and not file.src_uri.startswith(PROGRAM_ASSETS)


def _safe(function: Callable[..., str]) -> Callable[..., Markup]:
    return lambda *args, **options: Markup(function(*args, **options))
