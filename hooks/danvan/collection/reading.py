"""Read the whole collection from disk: every file once, every problem of every file reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import messages
from .addresses import check_addresses
from .articles import advise_sections
from .checks import Text, advise_collection, check_texts, check_titles
from .folders import (
    ARTICLE_FILE,
    FIELD_FILE,
    address_of,
    articles_below,
    file_called,
    instead_of_article,
    subfolders,
)
from .folding import fold, slugify
from .frontmatter import Source, split
from .imagefiles import inspect_all
from .model import Collection, Exemplar, Field, Part, Parts
from .photolists import ListedPhoto, names_in, open_photos, read_photo_list
from .problems import Findings
from .records import Record, read_record
from .schema import DOCUMENT, EXEMPLAR, FIELD, HOME, PART, Table
from .textfiles import read_text
from .units import read_units
from .yamltext import Value

_PARTS = ("anh-phong-trao", "van-ban", "dan-van", "loi-noi-dau")
RESERVED_SLUGS = frozenset([*_PARTS, "assets", "sach", "tra-cuu", "tim-kiem", "g", "admin", "404"])
"""First parts of addresses that the site uses itself; no field may take them."""


@dataclass(frozen=True)
class _Page:
    """A staff file that was read: its attributes, article and listed photos."""

    path: Path
    record: Record
    source: Source
    photos: tuple[ListedPhoto, ...] = ()
    named: frozenset[str] | None = frozenset()
    """Names of the photos that staff listed, found or not; None when the list was not readable."""


@dataclass(frozen=True)
class _Draft:
    """Exemplar files of one field, before the photos are opened."""

    field: Field
    slug: str
    page: _Page


@dataclass
class _Raw:
    """What was read so far."""

    fields: list[Field] = field(default_factory=list)
    exemplars: list[_Draft] = field(default_factory=list)
    parts: dict[str, _Page] = field(default_factory=dict)
    files: set[Path] = field(default_factory=set)
    """Every staff page there is, read or not."""


def read_collection(root: Path, *, facts_store: Path | None = None) -> tuple[Collection, Findings]:
    """Read `root`/exemplars and the book's parts in `root`/docs.

    `facts_store` remembers which photos were opened before (see `imagefiles.inspect_all`).
    The collection is only fit for a build when the findings hold no problem.
    """
    findings = Findings(root)
    raw = _Raw()
    _read_fields(root / "exemplars", raw, findings)
    _read_parts(root / "docs", raw, findings)
    units = read_units(root / "exemplars", findings)
    pages = [draft.page for draft in raw.exemplars] + list(raw.parts.values())
    facts = inspect_all((photo.path for page in pages for photo in page.photos), facts_store)
    opened = {p.path: open_photos(p.photos, facts, p.path, findings) for p in pages}
    exemplars = tuple(
        _exemplar(draft, opened[draft.page.path])
        for draft in raw.exemplars
        if draft.page.record.complete
    )
    parts = {
        name: _part(name, page, opened[page.path])
        for name, page in raw.parts.items()
        if page.record.complete
    }
    collection = Collection(
        root,
        tuple(sorted(raw.fields, key=lambda f: (f.order, f.slug))),
        _in_book_order(exemplars, raw.fields),
        units,
        _arranged(parts),
    )
    drafts = [draft.page for draft in raw.exemplars]
    uncertain = frozenset(p.path for p in drafts if p.record.uncertain & {"state", "consent"})
    check_texts(map(_text, pages), raw.files, uncertain, exemplars, findings)
    records = {page.path: page.record for page in drafts}
    lines = {path: record.line("title") for path, record in records.items()}
    check_titles(collection.exemplars, lines, findings)

    def line(exemplar: Exemplar, attribute: str) -> int:
        return records[exemplar.path].line(attribute)

    check_addresses(collection, RESERVED_SLUGS, line, findings)
    advise_collection(collection, findings)
    return collection, findings


def _read_fields(folder: Path, raw: _Raw, findings: Findings) -> None:
    folders = subfolders(folder, findings) if folder.is_dir() else []
    slugs: dict[str, str] = {}
    for path in folders:
        slug = address_of(path, slugs, findings)
        if slug in RESERVED_SLUGS:
            findings.problem(path, 1, messages.RESERVED_FOLDER_NAME, name=path.name)
        if slug:
            _read_field(path, slug, raw, findings)
    for file in sorted(folder.glob("*.md")):
        if fold(file.name) != "readme.md":
            findings.problem(file, 1, messages.MISPLACED_ARTICLE, name=file.name)
    if not folders:
        findings.problem(folder, 1, messages.NO_EXEMPLARS_FOLDER)


def _read_field(folder: Path, slug: str, raw: _Raw, findings: Findings) -> None:
    path = file_called(FIELD_FILE, folder)
    if path is None:
        findings.problem(folder, 1, messages.MISSING_FIELD_FILE)
    else:
        raw.files.add(path)
    this = _field(path, slug, findings) if path else None
    this = this or Field(slug, folder.name, 0, folder)
    raw.fields.append(this)
    slugs: dict[str, str] = {}
    for child in subfolders(folder, findings):
        child_slug = address_of(child, slugs, findings)
        article = file_called(ARTICLE_FILE, child)
        if article is None:
            findings.problem(
                child, 1, messages.MISSING_ARTICLE_FILE, hint=instead_of_article(child)
            )
            continue
        raw.files.add(article)
        for file in articles_below(child):
            findings.problem(file, 1, messages.MISPLACED_ARTICLE, name=file.name)
        if child_slug and (page := _read_page(article, EXEMPLAR, findings)):
            advise_sections(article, page.source.body, findings)
            raw.exemplars.append(_Draft(this, child_slug, page))
    for file in sorted(folder.glob("*.md")):
        if file != path:
            findings.problem(file, 1, messages.MISPLACED_ARTICLE, name=file.name)


def _field(path: Path, slug: str, findings: Findings) -> Field | None:
    page = _read_page(path, FIELD, findings)
    if page is None or not page.record.complete:
        return None
    return Field(slug=slug, path=path, body=page.source.body, **page.record.values)


def _read_parts(docs: Path, raw: _Raw, findings: Findings) -> None:
    """Read the pages of the book that staff write in `docs`; a missing file is a missing part."""
    tables: dict[str, Table] = {
        "index.md": HOME,
        "loi-noi-dau.md": PART,
        "dan-van/index.md": PART,
        "dan-van/toan-van.md": PART,
        "van-ban/index.md": PART,
        "anh-phong-trao/index.md": PART,
    }
    for path in sorted(docs.rglob("*")):
        if path.suffix.lower() == ".md" != path.suffix:  # MkDocs would publish it as it is
            wanted = path.with_suffix(".md").name
            findings.problem(path, 1, messages.CAPITAL_SUFFIX, name=path.name, wanted=wanted)
    documents = sorted((docs / "van-ban").glob("*.md"))
    for path in documents:
        tables.setdefault(path.relative_to(docs).as_posix(), DOCUMENT)
    for name, table in tables.items():
        path = docs / name
        if path.exists():
            raw.files.add(path)
        if path.exists() and (page := _read_page(path, table, findings)):
            raw.parts[name] = page


def _read_page(path: Path, table: Table, findings: Findings) -> _Page | None:
    text = read_text(path, findings)
    source = split(text, path, findings) if text is not None else None
    if source is None:
        return None
    record = read_record(source.entries, table, path, source.end_line, findings)
    if all(key.attribute != "photos" for key in table):
        return _Page(path, record, source)
    items: tuple[Value, ...] = record.values.pop("photos", ())
    readable = "photos" not in record.uncertain
    photos = read_photo_list(items, path, findings, readable=readable)
    return _Page(path, record, source, photos, names_in(items) if readable else None)


def _text(page: _Page) -> Text:
    return Text(page.path, page.source.body, page.source.body_line, page.named)


def _exemplar(draft: _Draft, photos: tuple[Any, ...]) -> Exemplar:
    source = draft.page.source
    return Exemplar(
        field=draft.field.slug,
        slug=draft.slug,
        path=draft.page.path,
        photos=photos,
        body=source.body,
        body_line=source.body_line,
        **draft.page.record.values,
    )


def _part(name: str, page: _Page, photos: tuple[Any, ...]) -> Part:
    return Part(
        path=page.path,
        slug=slugify(Path(name).stem),
        photos=photos,
        body=page.source.body,
        body_line=page.source.body_line,
        **page.record.values,
    )


def _arranged(parts: dict[str, Part]) -> Parts:
    """Keep the parts that say something; order documents by date, then by number."""
    documents = [
        part
        for name, part in parts.items()
        if name.startswith("van-ban/") and name != "van-ban/index.md"
    ]

    def with_text(name: str) -> Part | None:
        part = parts.get(name)
        return part if part and part.body.strip() else None

    movement = parts.get("anh-phong-trao/index.md")
    return Parts(
        home=parts.get("index.md"),
        foreword=with_text("loi-noi-dau.md"),
        introduction=with_text("dan-van/index.md"),
        article=with_text("dan-van/toan-van.md"),
        documents_introduction=with_text("van-ban/index.md"),
        documents=tuple(sorted(documents, key=lambda d: (d.order, str(d.issued), d.number))),
        movement=movement if movement and movement.photos else None,
    )


def _in_book_order(exemplars: tuple[Exemplar, ...], fields: list[Field]) -> tuple[Exemplar, ...]:
    order = {f.slug: (f.order, f.slug) for f in fields}
    return tuple(sorted(exemplars, key=lambda e: (order[e.field], -e.year, fold(e.title), e.slug)))
