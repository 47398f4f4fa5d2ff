"""Read a .docx file into blocks: what its author sees when all changes are accepted."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import docx
from bs4 import BeautifulSoup
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart

from danvan.desk.legacy import encoding_of_font

from .blocks import Block, Manuscript, Paragraph, Span, Table, paragraphs_of, told
from .drawings import read_drawing
from .looks import Look, Looks
from .markup import MATH, children, clean, mark_of_end, number, text_of, value_of
from .oldfonts import unicode_runs, unicode_text
from .opening import DAMAGED, WordError

_DELETED = frozenset(map(qn, ("w:del", "w:moveFrom")))
_ADDED = frozenset(map(qn, ("w:ins", "w:moveTo")))
_NOT_TEXT = frozenset(map(qn, ("w:pPr", "w:rPr", "w:instrText", "w:delText", "w:sdtPr")))
_BETWEEN = {f"{MATH}den": "/", qn("w:rubyBase"): " "}
"""What stands between the parts of a fraction, and between a word and its reading."""
_WEB = ("http://", "https://", "mailto:")
_WIDEST = 60
"""Columns of a table."""

ADDED = "Đã nhận chữ thêm của {who}: “{text}”"
DELETED = "Đã bỏ chữ xoá của {who}: “{text}”"
DELETED_PICTURE = "Đã bỏ ảnh mà {who} đã xoá trong tệp Word."
COMMENT = "Ghi chú của {who}: “{text}”"
NO_NAME = "người không ghi tên"
INSERTED_FILE = "Có một tệp khác nhúng trong tệp Word, không nhập được: xin gửi riêng tệp ấy."
HEADER = "Đầu trang, chân trang: “{text}”"
HIDDEN = "Chữ bị ẩn trong tệp Word: “{text}”"
CONTENTS = "Mục lục trong tệp Word: “{text}”"


def read_docx(path: Path) -> Manuscript:
    """Return what a .docx file says; raise WordError when it is damaged."""
    try:
        document = docx.Document(str(path))
        found = _Reader(document.part).read()
        found.identifier = document.core_properties.identifier
    except Exception:  # packages and XML that are broken on purpose raise anything
        raise WordError(DAMAGED) from None
    return found


class _Reader:
    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._looks = Looks(part)
        self._source: Any = part
        """The part whose relations pictures and links name: text, footnotes, comments."""
        self._found = Manuscript()
        self._hidden = ""

    def read(self) -> Manuscript:
        blocks = unicode_runs(list(self._blocks(self._part.element.body)))
        contents = [block for block in blocks if _is_contents(block)]
        self._found.blocks = [block for block in blocks if not _is_contents(block)]
        if contents:
            self._remark(CONTENTS.format(text=told(contents)))
        for kind, tag in (("/footnotes", "w:footnote"), ("/endnotes", "w:endnote")):
            self._notes(kind, tag)
        self._headers()
        self._comments()
        return self._found

    # --- blocks ----------------------------------------------------------------------------------

    def _blocks(self, parent: Any) -> Iterator[Block]:
        held: Paragraph | None = None
        boxes: list[Block] = []
        for child in children(parent):
            if child.tag == qn("w:p"):
                paragraph = self._paragraph(child, boxes)
                if held:
                    paragraph = replace(paragraph, spans=(*held.spans, *paragraph.spans))
                joined = mark_of_end(child, "w:del") or value_of(
                    child.find(qn("w:pPr")), "w:framePr", "w:dropCap"
                ) in {"drop", "margin"}
                held = paragraph if joined else None
                if not held:
                    yield from _with_boxes(paragraph, boxes)
                    boxes = []
            elif child.tag in {qn("w:tbl"), qn("w:altChunk")}:
                if held:
                    yield from _with_boxes(held, boxes)
                    held, boxes = None, []
                if child.tag == qn("w:tbl"):
                    yield self._table(child)
                else:
                    yield from self._inserted(child)
        if held:
            yield from _with_boxes(held, boxes)

    def _inserted(self, chunk: Any) -> Iterator[Block]:
        """Yield the text of a web page that was put into the file; other files stay outside."""
        relation = self._source.rels.get(chunk.get(qn("r:id")))
        part = relation.target_part if relation is not None and not relation.is_external else None
        if part is None or "html" not in part.content_type:
            self._remark(INSERTED_FILE)
            return
        lines = BeautifulSoup(part.blob, "html.parser").get_text("\n").split("\n")
        yield from (Paragraph((Span(clean(line)),)) for line in lines if line.strip())

    def _table(self, table: Any) -> Table:
        rows = []
        for row in children(table):
            if row.tag != qn("w:tr"):
                continue
            properties = row.find(qn("w:trPr"))
            deleted = properties.find(qn("w:del")) if properties is not None else None
            if deleted is not None:
                self._remark_change(DELETED, deleted, row, {})
                continue
            added = properties.find(qn("w:ins")) if properties is not None else None
            if added is not None:
                self._remark_change(ADDED, added, row, {})
            cells: list[tuple[Block, ...]] = []
            for cell in (one for one in children(row) if one.tag == qn("w:tc")):
                cells.append(tuple(self._blocks(cell)))
                width = number(value_of(cell.find(qn("w:tcPr")), "w:gridSpan"), 1)
                cells += [()] * min(width - 1, _WIDEST)
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def _paragraph(self, element: Any, boxes: list[Block]) -> Paragraph:
        look = self._looks.paragraph(element.find(qn("w:pPr")))
        spans = list(self._spans(element, look, "", boxes))
        self._end_hidden()
        style = look.get("style", "")
        heading = re.fullmatch(r"heading (\d)", style)
        sizes = [size for span, size in spans if span.text.strip() and size]
        return Paragraph(
            tuple(span for span, _ in spans),
            style,
            look.get("outline", 0) or (int(heading[1]) if heading else 0),
            look.get("align", "left"),
            max(sizes, default=0.0),
            self._looks.item(look),
        )

    # --- what stands in a paragraph --------------------------------------------------------------

    def _spans(
        self, parent: Any, look: Look, link: str, boxes: list[Block]
    ) -> Iterator[tuple[Span, float]]:
        for child in parent:
            tag = child.tag
            if tag in _DELETED:
                self._remark_change(DELETED, child, child, look)
            elif tag == qn("w:r"):
                yield from self._run(child, look, link, boxes)
            elif tag == qn("w:hyperlink"):
                yield from self._spans(child, look, self._address(child) or link, boxes)
            elif tag == f"{MATH}t":
                yield Span(clean(child.text or "")), 0.0
            elif tag in _BETWEEN:
                yield Span(_BETWEEN[tag]), 0.0
                yield from self._spans(child, look, link, boxes)
            elif tag not in _NOT_TEXT and isinstance(tag, str):
                if tag in _ADDED:
                    self._remark_change(ADDED, child, child, look)
                yield from self._spans(child, look, link, boxes)

    def _run(
        self, run: Any, paragraph: Look, link: str, boxes: list[Block]
    ) -> Iterator[tuple[Span, float]]:
        look = self._looks.letters(run.find(qn("w:rPr")), paragraph)
        size = look.get("size", 0.0)
        plain = Span(
            "",
            bold=look.get("bold", False),
            italic=look.get("italic", False),
            raised=look.get("raised", ""),
            link=link,
        )
        for child in children(run):
            text = text_of(child)
            if text and look.get("hidden"):
                self._hidden += clean(text)
            elif text:
                font = child.get(qn("w:font")) or look.get("font", "")
                yield replace(plain, text=clean(text), font=font), size
            elif child.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                kind = "c" if child.tag == qn("w:footnoteReference") else "k"
                yield replace(plain, note=f"{kind}{child.get(qn('w:id'))}"), 0.0
            elif child.tag in {qn("w:drawing"), qn("w:pict"), qn("w:object")}:
                yield from self._drawing(child, boxes)
            elif child.tag == qn("w:ruby"):
                yield from self._spans(child, look, link, boxes)

    def _drawing(self, drawing: Any, boxes: list[Block]) -> Iterator[tuple[Span, float]]:
        found = read_drawing(drawing, self._source.rels, self._blocks)
        boxes += found.boxes
        for remark in found.remarks:
            self._remark(remark)
        for picture in found.pictures:
            yield Span("", picture=picture), 0.0

    def _address(self, hyperlink: Any) -> str:
        relation = self._source.rels.get(hyperlink.get(qn("r:id")))
        target = relation.target_ref if relation is not None and relation.is_external else ""
        return target if target.lower().startswith(_WEB) else ""

    # --- other parts -----------------------------------------------------------------------------

    def _notes(self, kind: str, tag: str) -> None:
        for part in self._related(kind):
            for note in parse_xml(part.blob).findall(qn(tag)):
                if note.get(qn("w:type")) in {None, "normal"}:
                    letter = "c" if tag == "w:footnote" else "k"
                    key = f"{letter}{note.get(qn('w:id'))}"
                    self._found.notes[key] = self._blocks_of(part, note)

    def _headers(self) -> None:
        for kind in ("/header", "/footer"):
            for part in self._related(kind):
                text = told(self._blocks_of(part, parse_xml(part.blob)))
                if re.search(r"[^\W\d_]", text):
                    self._remark(HEADER.format(text=text))

    def _comments(self) -> None:
        for part in self._related("/comments"):
            for comment in parse_xml(part.blob).findall(qn("w:comment")):
                who = clean(comment.get(qn("w:author")) or "") or NO_NAME
                self._remark(COMMENT.format(who=who, text=told(self._blocks_of(part, comment))))

    def _blocks_of(self, part: Any, element: Any) -> list[Block]:
        """Read what stands beside the text; its pictures are kept apart from those of the story."""
        self._source = part
        blocks = unicode_runs(list(self._blocks(element)))
        self._source = self._part
        for paragraph in paragraphs_of(blocks):
            self._found.aside += paragraph.pictures
        return blocks

    def _related(self, kind: str) -> Iterator[Any]:
        seen = set()
        for relation in self._part.rels.values():
            if relation.reltype.endswith(kind) and not relation.is_external:
                part = relation.target_part
                if part.partname not in seen:
                    seen.add(part.partname)
                    yield part

    # --- remarks ---------------------------------------------------------------------------------

    def _remark_change(self, message: str, change: Any, holder: Any, look: Look) -> None:
        """Say who added or deleted what `holder` has in it."""
        who = clean(change.get(qn("w:author")) or "") or NO_NAME
        tags = [qn("w:t"), qn("w:delText")] if message == DELETED else [qn("w:t")]
        runs = (element.getparent() for element in holder.iter(*tags))
        pieces = [self._changed_text(run, tags, look) for run in dict.fromkeys(runs)]
        text = " ".join("".join(pieces).split())
        if text:
            self._remark(message.format(who=who, text=text))
        if (
            message == DELETED
            and next(holder.iter(qn("w:drawing"), qn("w:pict")), None) is not None
        ):
            self._remark(DELETED_PICTURE.format(who=who))

    def _changed_text(self, run: Any, tags: list[str], look: Look) -> str:
        text = clean("".join(one.text or "" for one in run if one.tag in tags))
        font = self._looks.letters(run.find(qn("w:rPr")), look).get("font", "")
        encoding = encoding_of_font(font)
        return unicode_text(text, encoding) if encoding else text

    def _end_hidden(self) -> None:
        if self._hidden.strip():
            self._remark(HIDDEN.format(text=self._hidden.strip()))
        self._hidden = ""

    def _remark(self, text: str) -> None:
        if text not in self._found.remarks:
            self._found.remarks.append(text)


def _with_boxes(paragraph: Paragraph, boxes: list[Block]) -> Iterator[Block]:
    """Yield a paragraph and the text boxes that hang on it; a picture's box is its caption."""
    if boxes and paragraph.pictures and paragraph.text:
        pictures = tuple(span for span in paragraph.spans if span.picture)
        yield replace(paragraph, spans=pictures)
        yield from boxes
        yield replace(paragraph, spans=tuple(s for s in paragraph.spans if not s.picture))
    else:
        yield paragraph
        yield from boxes


def _is_contents(block: Block) -> bool:
    return isinstance(block, Paragraph) and bool(re.match(r"toc (?:\d|heading)", block.style))
