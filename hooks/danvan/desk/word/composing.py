"""Compose Word files the way offices lay out theirs: A4, Times New Roman, black."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from typing import Any, Literal

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Emu, Mm, Pt, RGBColor
from docx.text.paragraph import Paragraph

FONT = "Times New Roman"
BODY = 13.0
"""Points (Nghị định 30/2020/NĐ-CP, Phụ lục I, II.5: 13 to 14)."""
MARGINS = {"top": 20, "bottom": 20, "left": 30, "right": 15}
"""mm (Nghị định 30/2020/NĐ-CP, Phụ lục I, I.4)."""
_SIZES = {"Title": 16.0, "Heading 1": 15.0, "Heading 2": 14.0, "Heading 3": 13.0, "Caption": 12.0}
_FONT_SIDES = ("ascii", "hAnsi", "eastAsia", "cs")
_LEFT_OUT = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")
_FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""ZIP files know no earlier date; all parts bear it, so that the same text makes the same bytes."""
Orientation = Literal["portrait", "landscape"]


def new_document(title: str, orientation: Orientation = "portrait") -> Document:
    """Return an empty document with the styles that offices expect."""
    document = docx.Document()
    section = document.sections[0]
    width, height = (210, 297) if orientation == "portrait" else (297, 210)
    section.page_width, section.page_height = Mm(width), Mm(height)
    for side, size in MARGINS.items():
        setattr(section, f"{side}_margin", Mm(size))
    for style in document.styles:
        if style.name in {"Normal", *_SIZES}:
            _set_font(style, _SIZES.get(style.name, BODY))
    caption = document.styles["Caption"].font
    caption.bold, caption.italic = False, True
    for border in document.styles["Title"].element.findall(f".//{qn('w:pBdr')}"):
        border.getparent().remove(border)
    normal = document.styles["Normal"].paragraph_format
    normal.space_after, normal.line_spacing = Pt(6), 1.15
    _language(document.styles["Normal"])
    _without_thumbnail(document)
    properties = document.core_properties
    properties.title, properties.author, properties.comments = title, "", ""
    properties.language = "vi-VN"
    return document


def text_width(document: Document) -> Emu:
    """Return how wide lines can be."""
    section = document.sections[0]
    sides = (section.page_width, section.left_margin, section.right_margin)
    width, left, right = (side or 0 for side in sides)
    return Emu(width - left - right)


def number_pages(document: Document) -> None:
    """Put page numbers at the top, in the middle, but for the first page (Nghị định 30, I.5)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    paragraph = section.header.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    paragraph._p.append(field)  # noqa: SLF001 - python-docx has no fields


def line(
    container: Any,
    text: str,
    *,
    bold: bool = False,
    italic: bool = False,
    align: str = "left",
    size: float = 0.0,
) -> Paragraph:
    """Add a line without space around it, as letterheads and signatures have; return it."""
    first = container.paragraphs[0] if container.paragraphs else None
    empty = first is not None and not first.text and len(container.paragraphs) == 1
    paragraph: Paragraph = first if empty and first is not None else container.add_paragraph()
    run = paragraph.add_run(text)
    run.bold, run.italic = bold, italic
    if size:
        run.font.size = Pt(size)
    paragraph.alignment = getattr(WD_ALIGN_PARAGRAPH, align.upper())
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE
    return paragraph


def repeat_header(row: Any) -> None:
    """Print a row of a table again at the top of each page."""
    mark = OxmlElement("w:tblHeader")
    row._tr.get_or_add_trPr().append(mark)  # noqa: SLF001


def save(document: Document, path: Path) -> None:
    """Write a document; the same content gives the same bytes."""
    written = BytesIO()
    document.save(written)
    made = BytesIO()
    with zipfile.ZipFile(written) as parts, zipfile.ZipFile(made, "w") as package:
        for part in parts.infolist():
            about = zipfile.ZipInfo(part.filename, _FIRST_DAY)
            about.compress_type = zipfile.ZIP_DEFLATED
            package.writestr(about, parts.read(part))
    path.write_bytes(made.getvalue())


def widths(table: Any, sizes: Iterable[float]) -> None:
    """Set the widths of a table's columns, in mm; LibreOffice asks every cell."""
    table.autofit = False
    for column, size in zip(table.columns, sizes, strict=True):
        column.width = Mm(size)
        for cell in column.cells:
            cell.width = Mm(size)


def _without_thumbnail(document: Document) -> None:
    """Take out the picture of an empty page that python-docx's template brings along."""
    relations = document.part.package.rels if document.part.package else {}
    for key in [k for k, relation in relations.items() if relation.reltype.endswith("/thumbnail")]:
        del relations[key]


def _set_font(style: Any, size: float) -> None:
    style.font.name, style.font.size = FONT, Pt(size)
    style.font.color.rgb = RGBColor(0, 0, 0)
    fonts = style.element.rPr.rFonts
    for side in _FONT_SIDES:
        fonts.set(qn(f"w:{side}"), FONT)
    for side in _LEFT_OUT:
        fonts.attrib.pop(qn(f"w:{side}"), None)


def _language(style: Any) -> None:
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "vi-VN")
    style.element.rPr.append(language)
