"""Read a .docx file into blocks: what its author sees when all changes are accepted."""

from __future__ import annotations

import re
import unicodedata
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.parts.document import DocumentPart
from lxml.etree import XMLSyntaxError

from .blocks import Block, Manuscript, Paragraph, Picture, Span, Table, paragraphs_of
from .looks import Look, Looks
from .oldfonts import unicode_runs
from .opening import DAMAGED, WordError

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_VML = "{urn:schemas-microsoft-com:vml}"
_GONE = frozenset(map(qn, ("w:del", "w:moveFrom", "w:instrText", "w:delText")))
_PICTURE_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", "image/tiff": ".tif"}
_WEB = ("http://", "https://", "mailto:")
_SIGNS = {
    qn("w:tab"): "\t",
    qn("w:ptab"): "\t",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "-",
    qn("w:softHyphen"): "\xad",  # in TCVN3 it is the letter ư
}
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufeff\ufffc]")
ADDED = "Đã nhận chữ thêm của {who}: “{text}”"
DELETED = "Đã bỏ chữ xoá của {who}: “{text}”"
COMMENT = "Ghi chú của {who}: “{text}”"
NO_NAME = "người không ghi tên"
CHART = "Có biểu đồ hoặc bảng tính nhúng không nhập được: chụp lại thành ảnh rồi thêm vào bài."
LINKED_PICTURE = "Có ảnh chỉ ghi đường dẫn ({where}), không nằm trong tệp: xin lại ảnh ấy."
HEADER = "Đầu trang, chân trang: “{text}”"
HIDDEN = "Chữ bị ẩn trong tệp Word: “{text}”"


def read_docx(path: Path) -> Manuscript:
    """Return what a .docx file says; raise WordError when it is damaged."""
    try:
        document = docx.Document(str(path))
        found = _Reader(document.part).read()
        found.identifier = document.core_properties.identifier
    except (
        PackageNotFoundError,
        XMLSyntaxError,
        zipfile.BadZipFile,
        KeyError,
        ValueError,
        AttributeError,
        TypeError,
        OSError,
        EOFError,
    ):
        raise WordError(DAMAGED) from None
    return found


class _Reader:
    def __init__(self, part: DocumentPart) -> None:
        self._part = part
        self._looks = Looks(part)
        self._source: Any = part
        """The part whose relations pictures and links name: text, footnotes, comments."""
        self._found = Manuscript()

    def read(self) -> Manuscript:
        body = self._part.element.body
        self._found.blocks = unicode_runs(list(self._blocks(body)))
        for kind, tag in (("/footnotes", "w:footnote"), ("/endnotes", "w:endnote")):
            self._notes(kind, tag)
        self._headers()
        self._comments()
        return self._found

    # --- blocks ----------------------------------------------------------------------------------

    def _blocks(self, parent: Any) -> Iterator[Block]:
        held: tuple[Span, ...] = ()
        for child in _children(parent):
            if child.tag == qn("w:p"):
                paragraph, boxes = self._paragraph(child)
                if held:
                    paragraph = replace(paragraph, spans=(*held, *paragraph.spans))
                    held = ()
                if _end_deleted(child):
                    held = paragraph.spans
                    continue
                yield paragraph
                yield from boxes
            elif child.tag == qn("w:tbl"):
                yield self._table(child)
            elif child.tag == qn("w:altChunk"):
                self._remark(CHART)
        if held:
            yield Paragraph(held)

    def _table(self, table: Any) -> Table:
        rows = []
        for row in _children(table):
            if row.tag != qn("w:tr"):
                continue
            if row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None:
                self._remark(DELETED.format(who=NO_NAME, text=_all_text(row)))
                continue
            cells: list[tuple[Block, ...]] = []
            for cell in _children(row):
                if cell.tag != qn("w:tc"):
                    continue
                cells.append(tuple(self._blocks(cell)))
                spread = cell.find(f"{qn('w:tcPr')}/{qn('w:gridSpan')}")
                width = int(spread.get(qn("w:val"), 1)) if spread is not None else 1
                cells += [()] * min(width - 1, 60)
            rows.append(tuple(cells))
        return Table(tuple(rows))

    def _paragraph(self, element: Any) -> tuple[Paragraph, list[Block]]:
        properties = element.find(qn("w:pPr"))
        look = self._looks.paragraph(properties)
        boxes: list[Block] = []
        spans = list(self._spans(element, look, "", boxes))
        style = look.get("style", "")
        heading = re.fullmatch(r"heading (\d)", style)
        sizes = [size for span, size in spans if span.text.strip() and size]
        return (
            Paragraph(
                tuple(span for span, _ in spans),
                style,
                look.get("outline", 0) or (int(heading[1]) if heading else 0),
                look.get("align", "left"),
                max(sizes, default=0.0),
                self._looks.item(look),
            ),
            boxes,
        )

    # --- what stands in a paragraph --------------------------------------------------------------

    def _spans(
        self, parent: Any, look: Look, link: str, boxes: list[Block]
    ) -> Iterator[tuple[Span, float]]:
        for child in parent:
            tag = child.tag
            if tag in _GONE:
                self._remark_change(DELETED, child)
            elif tag == qn("w:r"):
                yield from self._run(child, look, link, boxes)
            elif tag == qn("w:hyperlink"):
                yield from self._spans(child, look, self._address(child) or link, boxes)
            elif tag in {qn("w:ins"), qn("w:moveTo")}:
                self._remark_change(ADDED, child)
                yield from self._spans(child, look, link, boxes)
            elif tag == qn("m:t"):
                yield Span(child.text or ""), 0.0
            elif tag != qn("w:pPr") and isinstance(tag, str):
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
        for child in _children(run):
            text = _text_of(child)
            if text and look.get("hidden"):
                self._remark(HIDDEN.format(text=text))
            elif text:
                yield replace(plain, text=clean(text), font=look.get("font", "")), size
            elif child.tag in {qn("w:footnoteReference"), qn("w:endnoteReference")}:
                kind = "c" if child.tag == qn("w:footnoteReference") else "k"
                yield replace(plain, note=f"{kind}{child.get(qn('w:id'))}"), 0.0
            elif child.tag in {qn("w:drawing"), qn("w:pict"), qn("w:object")}:
                yield from self._drawing(child, boxes)

    def _drawing(self, drawing: Any, boxes: list[Block]) -> Iterator[tuple[Span, float]]:
        """Yield the pictures of a drawing; what its text boxes say goes to `boxes`."""
        for element in _inside(drawing):
            if element.tag == qn("w:txbxContent"):
                inner = list(self._blocks(element))
                boxes += [
                    replace(block, boxed=True) if isinstance(block, Paragraph) else block
                    for block in inner
                ]
            elif element.tag in {qn("a:blip"), f"{_VML}imagedata"}:
                picture = self._picture(element)
                if picture:
                    yield Span("", picture=picture), 0.0
            elif element.tag == f"{_VML}textpath" and element.get("string"):
                boxes.append(Paragraph((Span(clean(element.get("string"))),), boxed=True))
            elif element.tag == qn("a:graphicData") and not element.get("uri", "").endswith(
                ("/picture", "Shape", "Group", "Canvas")
            ):
                self._graphic(element, boxes)

    def _picture(self, element: Any) -> Picture | None:
        key = element.get(qn("r:embed")) or element.get(qn("r:id"))
        relation = self._source.rels.get(key) if key else None
        outside = element.get(qn("r:link"))
        if relation is None or relation.is_external:
            outside = outside or key
            where = self._source.rels[outside].target_ref if outside in self._source.rels else "?"
            self._remark(LINKED_PICTURE.format(where=where))
            return None
        part = relation.target_part
        suffix = PurePosixPath(part.partname).suffix.lower()
        return Picture(part.blob, _PICTURE_SUFFIXES.get(part.content_type, suffix) or ".bin")

    def _graphic(self, graphic: Any, boxes: list[Block]) -> None:
        """Keep the words of a diagram; charts and the like are named as what is left out."""
        for element in graphic.iter("{*}relIds"):
            relation = self._source.rels.get(element.get(qn("r:dm")))
            if relation is not None and not relation.is_external:
                diagram = parse_xml(relation.target_part.blob)
                texts = ["".join(p.itertext(qn("a:t"))) for p in diagram.iter(qn("a:p"))]
                boxes += [Paragraph((Span(clean(text)),)) for text in texts if text.strip()]
                return
        self._remark(CHART)

    def _address(self, hyperlink: Any) -> str:
        relation = self._source.rels.get(hyperlink.get(qn("r:id")))
        target = relation.target_ref if relation is not None and relation.is_external else ""
        return target if target.lower().startswith(_WEB) else ""

    # --- other parts -----------------------------------------------------------------------------

    def _notes(self, kind: str, tag: str) -> None:
        for part in self._related(kind):
            for note in parse_xml(part.blob).findall(qn(tag)):
                if note.get(qn("w:type")) in {None, "normal"}:
                    self._source = part
                    blocks = unicode_runs(list(self._blocks(note)))
                    letter = "c" if tag == "w:footnote" else "k"
                    self._found.notes[f"{letter}{note.get(qn('w:id'))}"] = blocks
        self._source = self._part

    def _headers(self) -> None:
        for kind in ("/header", "/footer"):
            for part in self._related(kind):
                self._source = part
                blocks = unicode_runs(list(self._blocks(parse_xml(part.blob))))
                text = " / ".join(filter(None, _texts(blocks)))
                if re.search(r"[^\W\d_]", text):
                    self._remark(HEADER.format(text=text))
        self._source = self._part

    def _comments(self) -> None:
        for part in self._related("/comments"):
            for comment in parse_xml(part.blob).findall(qn("w:comment")):
                self._source = part
                blocks = unicode_runs(list(self._blocks(comment)))
                text = " / ".join(filter(None, _texts(blocks)))
                who = comment.get(qn("w:author")) or NO_NAME
                self._remark(COMMENT.format(who=clean(who), text=text))
        self._source = self._part

    def _related(self, kind: str) -> Iterator[Any]:
        seen = set()
        for relation in self._part.rels.values():
            if relation.reltype.endswith(kind) and not relation.is_external:
                part = relation.target_part
                if part.partname not in seen:
                    seen.add(part.partname)
                    yield part

    def _remark_change(self, message: str, change: Any) -> None:
        text = _all_text(change)
        if text:
            who = change.get(qn("w:author")) or NO_NAME
            self._remark(message.format(who=clean(who), text=text))

    def _remark(self, text: str) -> None:
        if text not in self._found.remarks:
            self._found.remarks.append(text)


def clean(text: str) -> str:
    """Return `text` in NFC without what cannot be printed."""
    return unicodedata.normalize("NFC", _CONTROLS.sub("", text))


def _children(parent: Any) -> Iterator[Any]:
    """Yield the elements in `parent`, with the contents of those that only wrap others."""
    for child in parent:
        if child.tag in {qn("w:sdt"), qn("w:customXml"), qn("w:smartTag")}:
            inner = child.find(qn("w:sdtContent")) if child.tag == qn("w:sdt") else child
            if inner is not None:
                yield from _children(inner)
        elif child.tag in {qn("w:ins"), qn("w:moveTo")}:
            yield from _children(child)
        elif child.tag == f"{_MC}AlternateContent":
            yield from _children(_chosen(child))
        elif isinstance(child.tag, str):
            yield child


def _inside(parent: Any) -> Iterator[Any]:
    """Yield what a drawing is made of, text boxes whole and each alternative once."""
    for child in parent:
        if child.tag == f"{_MC}AlternateContent":
            yield from _inside(_chosen(child))
        elif isinstance(child.tag, str):
            yield child
            if child.tag != qn("w:txbxContent"):
                yield from _inside(child)


def _chosen(alternatives: Any) -> Any:
    """Return the newer way to draw something; the fallback says the same for old programs."""
    choice = alternatives.find(f"{_MC}Choice")
    fallback = alternatives.find(f"{_MC}Fallback")
    return choice if choice is not None else fallback if fallback is not None else ()


def _text_of(element: Any) -> str:
    """Return the text that an element of a run stands for."""
    tag = element.tag
    if tag == qn("w:t"):
        return element.text or ""
    if tag == qn("w:br"):
        return "\n" if element.get(qn("w:type")) in {None, "textWrapping"} else ""
    if tag == qn("w:sym"):
        return chr(int(element.get(qn("w:char"), "20"), 16))
    return _SIGNS.get(tag, "")


def _all_text(element: Any) -> str:
    texts = element.iter(qn("w:t"), qn("w:delText"))
    return clean("".join(text.text or "" for text in texts)).strip()


def _end_deleted(paragraph: Any) -> bool:
    """Tell whether a tracked change joins a paragraph with the next."""
    return paragraph.find(f"{qn('w:pPr')}/{qn('w:rPr')}/{qn('w:del')}") is not None


def _texts(blocks: list[Block]) -> list[str]:
    return [paragraph.text for paragraph in paragraphs_of(blocks)]
