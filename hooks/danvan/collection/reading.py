"""Read the whole collection from disk: every file once, every problem of every file reported."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from . import messages
from .articles import advise_sections, check_images, check_links
from .folders import (
    ARTICLE_FILE,
    FIELD_FILE,
    address_of,
    articles_below,
    as_linked,
    file_called,
    instead_of_article,
    subfolders,
)
from .folding import fold, nearest, nfc, slugify
from .frontmatter import Source, split
from .imagefiles import inspect_all
from .model import Collection, Exemplar, Field, Part, Parts, Unit
from .photolists import ListedPhoto, names_in, open_photos, read_photo_list
from .problems import Findings
from .records import Record, read_record
from .schema import DOCUMENT, EXEMPLAR, FIELD, HOME, PART, UNIT, Table
from .textfiles import read_text
from .yamltext import Entry, Value, read_yaml

RESERVED_SLUGS = frozenset(
    [
        "assets",
        "sach",
        "tra-cuu",
        "pagefind",
        "anh-phong-trao",
        "van-ban",
        "dan-van",
        "loi-noi-dau",
        "g",
        "admin",
        "404",
    ]
)
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
    units = _read_units(root / "exemplars", findings)
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
    _check_bodies(collection, raw, findings)
    _check_titles(collection.exemplars, raw, findings)
    _advise_facts(collection, findings)
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
        if path.suffix != ".md" == path.suffix.lower():  # MkDocs would publish it as it is
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


def _read_units(folder: Path, findings: Findings) -> tuple[Unit, ...]:
    names = ("don-vi.yml", "don-vi.yaml")
    found = (file_called(name, folder) for name in names if folder.is_dir())
    path = next((path for path in found if path), None)
    if path is None:
        return ()
    text = read_text(path, findings)
    value = read_yaml(text, path, 1, findings) if text else None
    if value is None or value.empty:
        return ()
    if value.items is None:
        findings.problem(path, value.line, messages.NOT_A_LIST)
        return ()
    units: dict[str, tuple[Unit, int]] = {}
    for item in value.items:
        if item.broken:
            continue
        # `- Công đoàn cơ sở Sao Mai` stands for a unit with only a name.
        entries = item.entries or (Entry("tên", item.line, item),)
        record = read_record(entries, UNIT, path, item.line, findings)
        if not record.complete:
            continue
        unit, line = Unit(**record.values), record.line("name", item.line)
        first = units.setdefault(fold(unit.name), (unit, line))
        if first[0] is not unit:
            findings.problem(path, line, messages.UNIT_TWICE, name=unit.name, first=first[1])
        elif unit.at_most and unit.at_least > unit.at_most:
            findings.problem(
                path,
                record.line("at_least"),
                messages.QUOTA_REVERSED,
                name=unit.name,
                low=unit.at_least,
                high=unit.at_most,
            )
    return tuple(unit for unit, _ in units.values())


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


def _check_bodies(collection: Collection, raw: _Raw, findings: Findings) -> None:
    drafts = [draft.page for draft in raw.exemplars]
    # A link to a page that has a problem of its own is not one more mistake.
    unsure = {page.path for page in drafts if page.record.uncertain & {"state", "consent"}}
    linkable = {_address(path): True for path in raw.files}
    linkable |= {_address(e.path): e.public for e in collection.exemplars if e.path not in unsure}
    unpublished = {e.path for e in collection.exemplars if not e.public}
    for page in (*drafts, *raw.parts.values()):
        body, line = page.source.body, page.source.body_line
        check_images(page.path, body, line, page.named, findings)
        if page.path not in unpublished:
            check_links(page.path, body, line, linkable, findings)


def _address(path: Path) -> str:
    return nfc(str(as_linked(path)))


def _check_titles(exemplars: tuple[Exemplar, ...], raw: _Raw, findings: Findings) -> None:
    lines = {draft.page.path: draft.page.record.line("title") for draft in raw.exemplars}
    seen: dict[tuple[str, str], Exemplar] = {}
    for exemplar in exemplars:
        key = exemplar.field, " ".join(exemplar.title.casefold().split())
        first = seen.setdefault(key, exemplar)
        if first is not exemplar:
            findings.problem(
                exemplar.path,
                lines[exemplar.path],
                messages.DUPLICATE_TITLE,
                title=exemplar.title,
                other=first.path.parent.name,
            )


def _advise_facts(collection: Collection, findings: Findings) -> None:
    home, movement = collection.parts.home, collection.parts.movement
    if (
        home
        and home.hero
        and home.hero not in [p.name for p in (movement.photos if movement else ())]
    ):
        findings.advise(home.path, 1, messages.UNKNOWN_HERO, name=home.hero)
    units = {fold(unit.name): unit.name for unit in collection.units}
    orders: dict[int, Field] = {}
    for this in collection.fields:
        other = orders.setdefault(this.order, this)
        if other is not this and this.order:
            values = {"order": this.order, "other": other.name}
            findings.advise(this.path, 1, messages.SAME_ORDER, **values)
    for exemplar in collection.exemplars:
        if units and fold(exemplar.unit) not in units:
            near = nearest(exemplar.unit, units.values())
            hint = messages.UNKNOWN_UNIT_NEAR.format(near=near) if near else ""
            findings.advise(exemplar.path, 1, messages.UNKNOWN_UNIT, unit=exemplar.unit, hint=hint)
        if exemplar.state is exemplar.state.APPROVED and not exemplar.consent:
            findings.advise(exemplar.path, 1, messages.NO_CONSENT)
        if not exemplar.ward:
            findings.advise(exemplar.path, 1, messages.NO_WARD)
