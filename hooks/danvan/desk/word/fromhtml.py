"""Put an article, rendered to HTML, into a Word document: headings, lists, tables, footnotes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from typing import Any
from xml.sax.saxutils import escape

from bs4 import BeautifulSoup, NavigableString, Tag
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

from .composing import BODY, repeat_header

ADDED, REMOVED = RGBColor(0x0B, 0x66, 0x23), RGBColor(0xB0, 0x1E, 0x1E)
_NOTES_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_NOTES_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_WORDS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_BLOCKS = frozenset(
    ["p", "ul", "ol", "table", "blockquote", "div", "figure", "pre", "hr", "section", *_HEADINGS]
)
_DEEPEST_LIST = 3
Picture = Callable[[Document, Tag], None]


@dataclass(frozen=True)
class _Look:
    bold: bool = False
    italic: bool = False
    raised: str = ""
    change: str = ""
    """`ins` or `del`: what a review marks."""


@dataclass
class HtmlWriter:
    """Writes HTML to a document; one for each document, whose footnotes it collects."""

    document: Document
    picture: Picture | None = None
    """Puts in the picture of an `img`; without it pictures are left out."""
    first_level: int = 2
    """Of Word's headings, what `h2` becomes."""
    _notes: list[str] = field(default_factory=list)

    def add(self, html: str) -> None:
        """Append the HTML of an article, its footnotes at the foot of the page."""
        soup = BeautifulSoup(html, "html.parser")
        notes: dict[str, str] = {}
        for block in soup.select("div.footnote"):
            for item in block.find_all("li"):
                for back in item.select("a.footnote-backref"):
                    back.decompose()
                notes[str(item.get("id"))] = " ".join(item.get_text().split())
            block.decompose()
        self._known = notes
        for node in soup.contents:
            self._block(node)

    def finish(self) -> None:
        """Write the footnotes that were called."""
        if self._notes:
            part = self.document.part
            blob = _footnotes(self._notes).encode()
            uri = PackURI("/word/footnotes.xml")
            assert part.package
            part.relate_to(Part(uri, _NOTES_TYPE, blob, part.package), _NOTES_LINK)

    # --- blocks ----------------------------------------------------------------------------------

    def _block(self, node: Any, style: str = "") -> None:
        if not isinstance(node, Tag):
            if str(node).strip():
                self._fill(self._paragraph(style), [node])
        elif node.name in {"ul", "ol"}:
            self._list(node, 1)
        elif node.name == "table":
            self._table(node)
        elif node.name == "hr":
            self._paragraph("").add_run("* * *")
        elif _holds_blocks(node):
            for child in node.children:
                self._block(child, "Quote" if node.name == "blockquote" else style)
        elif node.name == "img" or (node.find("img") and not node.get_text().strip()):
            for image in [node] if node.name == "img" else node.find_all("img"):
                self._show(image)
        else:
            self._fill(self._paragraph(self._style_of(node.name) or style), node.children)

    def _paragraph(self, style: str) -> Paragraph:
        return self.document.add_paragraph(style=style or None)

    def _style_of(self, name: str) -> str:
        if name in _HEADINGS:
            return f"Heading {min(9, max(1, int(name[1:]) - 2 + self.first_level))}"
        return {"blockquote": "Quote", "figcaption": "Caption"}.get(name, "")

    def _show(self, image: Tag) -> None:
        if self.picture:
            self.picture(self.document, image)

    def _list(self, tag: Tag, level: int) -> None:
        kind = "List Number" if tag.name == "ol" else "List Bullet"
        style = kind if level == 1 else f"{kind} {min(level, _DEEPEST_LIST)}"
        number = self._restarted(style) if tag.name == "ol" else None
        for item in tag.find_all("li", recursive=False):
            parts = list(_runs_of_item(item))
            paragraph = self.document.add_paragraph(style=style)
            if number is not None:
                _number(paragraph, number)
            self._fill(paragraph, [p for p in parts if not _is_list(p)])
            for inner in filter(_is_list, parts):
                self._list(inner, level + 1)

    def _restarted(self, style: str) -> int:
        """Return a numbering of its own for a list, which begins with 1."""
        numbering = self.document.part.numbering_part.element
        properties: Any = self.document.styles[style].element.pPr
        base = numbering.num_having_numId(properties.numPr.numId.val)
        number = numbering.add_num(base.abstractNumId.val)
        number.add_lvlOverride(ilvl=0).add_startOverride(1)
        return int(number.numId)

    def _table(self, tag: Tag) -> None:
        rows = tag.find_all("tr")
        width = max((len(row.find_all(["td", "th"])) for row in rows), default=0)
        if not width:
            return
        table = self.document.add_table(len(rows), width, style="Table Grid")
        for row, cells in zip(rows, table.rows, strict=True):
            for source, cell in zip(row.find_all(["td", "th"]), cells.cells, strict=False):
                look = _Look(bold=source.name == "th")
                self._fill(cell.paragraphs[0], source.children, look)
            if row.find("th"):
                repeat_header(cells)
        self.document.add_paragraph()

    # --- text ------------------------------------------------------------------------------------

    def _fill(self, paragraph: Paragraph, nodes: Any, look: _Look | None = None) -> None:
        self._inline(paragraph, nodes, look or _Look())

    def _inline(self, paragraph: Paragraph, nodes: Any, look: _Look) -> None:
        for node in nodes:
            if isinstance(node, NavigableString):
                text = " ".join(f"x{node}x".split())[1:-1] if node.strip() else " "
                if text and type(node) is NavigableString:
                    _write(paragraph, text, look)
            elif node.name == "br":
                paragraph.add_run().add_break()
            elif node.name == "img":
                self._show(node)
            elif call := node.select_one("a.footnote-ref"):
                self._call(paragraph, str(call.get("href", "")).removeprefix("#"))
            elif node.name == "a" and str(node.get("href", "")).startswith(("http", "mailto:")):
                self._link(paragraph, node, look)
            else:
                self._inline(paragraph, node.children, _changed(look, node.name))

    def _link(self, paragraph: Paragraph, node: Tag, look: _Look) -> None:
        target = str(node["href"])
        key = self.document.part.relate_to(target, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
        link = OxmlElement("w:hyperlink")
        link.set(qn("r:id"), key)
        before = len(paragraph._p)  # noqa: SLF001
        self._inline(paragraph, node.children, look)
        for run in list(paragraph._p)[before:]:  # noqa: SLF001
            link.append(run)
        paragraph._p.append(link)  # noqa: SLF001

    def _call(self, paragraph: Paragraph, note: str) -> None:
        self._notes.append(self._known.get(note, ""))
        run = paragraph.add_run()
        run.font.superscript = True
        reference = OxmlElement("w:footnoteReference")
        reference.set(qn("w:id"), str(len(self._notes)))
        run._r.append(reference)  # noqa: SLF001


def _write(paragraph: Paragraph, text: str, look: _Look) -> None:
    run = paragraph.add_run(text)
    run.bold, run.italic = look.bold or None, look.italic or None
    run.font.superscript = True if look.raised == "sup" else None
    run.font.subscript = True if look.raised == "sub" else None
    if look.change:
        run.font.color.rgb = ADDED if look.change == "ins" else REMOVED
        run.font.underline = look.change == "ins" or None
        run.font.strike = look.change == "del" or None


def _changed(look: _Look, name: str) -> _Look:
    if name in {"strong", "b", "th"}:
        return replace(look, bold=True)
    if name in {"em", "i"}:
        return replace(look, italic=True)
    if name in {"sup", "sub"}:
        return replace(look, raised=name)
    return replace(look, change=name) if name in {"ins", "del"} else look


def _runs_of_item(item: Tag) -> Iterator[Any]:
    """Yield what a list item holds; its paragraphs opened, one after the other."""
    for child in item.children:
        if isinstance(child, Tag) and child.name == "p":
            yield from child.children
        else:
            yield child


def _holds_blocks(node: Tag) -> bool:
    return any(isinstance(child, Tag) and child.name in _BLOCKS for child in node.children)


def _is_list(node: Any) -> bool:
    return isinstance(node, Tag) and node.name in {"ul", "ol"}


def _number(paragraph: Paragraph, number: int) -> None:
    properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
    properties.get_or_add_numId().val = number
    properties.get_or_add_ilvl().val = 0


def _footnotes(texts: list[str]) -> str:
    """Return the part that holds footnotes (ECMA-376-1, 17.11), with the lines above them."""
    size = f'<w:rPr><w:sz w:val="{int((BODY - 2) * 2)}"/></w:rPr>'
    lines = (
        '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
        '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/>'
        "</w:r></w:p></w:footnote>"
    )
    notes = "".join(
        f'<w:footnote w:id="{number}"><w:p><w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr>'
        f'<w:footnoteRef/></w:r><w:r>{size}<w:t xml:space="preserve"> {escape(text)}</w:t></w:r>'
        "</w:p></w:footnote>"
        for number, text in enumerate(texts, 1)
    )
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    return f'{head}<w:footnotes xmlns:w="{_WORDS}">{lines}{notes}</w:footnotes>'
