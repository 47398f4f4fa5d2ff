"""The hand-written pages of the book: foreword and parts 1–3, and what is still missing of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from danvan.collection import Part, Parts, Photo
from danvan.photos import Derivatives

from . import words
from .pageplan import PagePlan
from .pictures import pictures_of
from .prose import article
from .views import DocumentRow, PartLink, PartView

FOREWORD = "loi-noi-dau.md"
INTRODUCTION, FULL_TEXT = "dan-van/index.md", "dan-van/toan-van.md"
DOCUMENTS = "van-ban/index.md"
MOVEMENT = "anh-phong-trao/index.md"


def part_pages(
    parts: Parts, derivatives: Mapping[Photo, Derivatives], *, preview: bool
) -> Iterator[PagePlan]:
    """Yield the pages of the parts that staff have written; with `preview` the missing ones too."""
    builder = _PartPages(derivatives, preview=preview)
    if parts.foreword or preview:
        yield builder.part(FOREWORD, parts.foreword)
    if parts.introduction or parts.article or preview:
        yield builder.first_part(parts.introduction, parts.article)
    if parts.documents or preview:
        rows = tuple(_document_row(document) for document in parts.documents)
        yield builder.part(DOCUMENTS, parts.documents_introduction, documents=rows)
    for document in parts.documents:
        if document.body.strip():
            yield builder.document(document)
    if parts.movement or preview:
        yield builder.part(MOVEMENT, parts.movement)


def part_links(pages: tuple[PagePlan, ...]) -> Iterator[PartLink]:
    """Yield a link to each of the parts that became pages."""
    for page in pages:
        if page.source in words.PART_TITLES:
            kicker, _ = words.PART_TITLES[page.source]
            yield PartLink(page.title, kicker, page.address, page.summary)


def missing_parts(parts: Parts) -> Iterator[str]:
    """Yield what staff still have to write, one sentence for each part."""
    missing = {
        FOREWORD: not parts.foreword,
        FULL_TEXT: not parts.article,
        DOCUMENTS: not parts.documents,
        MOVEMENT: not parts.movement,
    }
    yield from (words.MISSING_PART[source] for source, is_missing in missing.items() if is_missing)


def part_sources(parts: Parts) -> frozenset[str]:
    """Return the files of docs/ that these pages stand for."""
    documents = {_document_source(document) for document in parts.documents}
    return frozenset(words.PART_SOURCES) | documents


class _PartPages:
    def __init__(self, derivatives: Mapping[Photo, Derivatives], *, preview: bool) -> None:
        self.derivatives = derivatives
        self.preview = preview

    def first_part(self, introduction: Part | None, full_text: Part | None) -> PagePlan:
        """Part 1 is one page: the introduction, then the article that staff add."""
        body = introduction.body if introduction else ""
        if full_text:
            body += f"\n\n## {words.FULL_TEXT_HEADING}\n\n{full_text.body}"
        missing = "" if full_text else words.MISSING_PART[FULL_TEXT]
        return self.part(INTRODUCTION, introduction or full_text, body=body, missing=missing)

    def part(
        self,
        source: str,
        part: Part | None,
        *,
        body: str = "",
        missing: str = "",
        documents: tuple[DocumentRow, ...] = (),
    ) -> PagePlan:
        kicker, title = words.PART_TITLES[source]
        there = part or documents
        part = part or Part(path=Path(source), slug="", title=title)
        pictures = pictures_of(part.photos, self.derivatives, part.title)
        notice = missing if there else words.MISSING_PART[source]
        view = PartView(
            title=part.title,
            kicker=kicker,
            summary=part.summary,
            author=part.author,
            source=part.source,
            pictures=tuple(pictures.values()),
            documents=documents,
            sample=part.sample,
            notice=notice if self.preview else "",
        )
        return PagePlan(
            source,
            source.removesuffix("index.md").replace(".md", "/"),
            words.PART_TEMPLATES.get(source, "part.html"),
            part.title,
            part.summary,
            article(part.title, body or part.body, pictures, "../"),
            view,
            next(iter(view.pictures), None),
        )

    def document(self, document: Part) -> PagePlan:
        pictures = pictures_of(document.photos, self.derivatives, document.title)
        row = _document_row(document)
        values = (row.number, row.issued, row.issuer, row.subject)
        view = PartView(
            title=document.title,
            kicker=words.DOCUMENT,
            summary=document.summary,
            author=document.author,
            facts=tuple(zip(words.DOCUMENT_FACTS, values, strict=True)),
            pictures=tuple(pictures.values()),
            sample=document.sample,
        )
        return PagePlan(
            _document_source(document),
            row.address,
            "part.html",
            document.title,
            document.summary or document.subject,
            article(document.title, document.body, pictures, "../../"),
            view,
        )


def _document_row(document: Part) -> DocumentRow:
    return DocumentRow(
        document.number,
        written_date(document.issued) if document.issued else "",
        document.issuer,
        document.subject,
        document.title,
        f"van-ban/{document.slug}/" if document.body.strip() else "",
    )


def _document_source(document: Part) -> str:
    return f"van-ban/{document.path.name}"


def written_date(day: date) -> str:
    """Return a date as offices write it: a zero before days 1–9 and months 1–2 only.

    Source: Nghị định 30/2020/NĐ-CP, Phụ lục I, on place and date of a document.
    """
    month = f"{day.month:02}" if day.month < 3 else str(day.month)
    return f"{day.day:02}/{month}/{day.year}"
