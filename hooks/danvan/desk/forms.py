"""Lay the summary out as offices lay out their papers (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""

from __future__ import annotations

from html import escape
from pathlib import Path

from docx.document import Document
from docx.shared import Pt

from .grids import html_of
from .summary import TITLE, Summary
from .word.composing import line, new_document, repeat_header, save, widths

NATION, MOTTO = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc"
DATE = "…………, ngày …… tháng …… năm ………"
LEFT_SIGN, RIGHT_SIGN = ("NGƯỜI LẬP BIỂU",), ("TM. BAN CHẤP HÀNH", "CHỦ TỊCH")
_COLUMNS = (10, 49, 26, 27, 26, 27)
"""mm."""
_RULE = "_______________"
_FONTS = Path(__file__).parent / "fonts"
"""Tinos has the measures of Times New Roman, and every Vietnamese letter on every machine."""
_STYLE = """
@font-face { font-family: "Tinos"; src: url("tinos-400.ttf"); }
@font-face { font-family: "Tinos"; font-style: italic; src: url("tinos-400-italic.ttf"); }
@font-face { font-family: "Tinos"; font-weight: bold; src: url("tinos-700.ttf"); }
@page { size: A4; margin: 20mm 15mm 20mm 30mm; }
body { font: 13pt/1.3 "Tinos"; }
p { margin: 0; text-align: center; }
.head { display: flex; justify-content: space-between; font-size: 12pt; }
.head div { width: 43%; } .head div + div { width: 56%; }
.rule { border-bottom: 0.6pt solid; width: 34%; margin: 2pt auto 0; }
.date { font-style: italic; font-size: 13pt; margin-top: 6pt; }
h1 { font-size: 14pt; text-align: center; margin: 22pt 0 0; }
h1 + p { font-weight: bold; font-size: 14pt; margin-bottom: 14pt; }
table { border-collapse: collapse; width: 100%; }
th, td { border: 0.6pt solid; padding: 4pt 5pt; vertical-align: middle; }
th { font-size: 12pt; text-align: center; }
td { text-align: left; } td.number { text-align: center; }
td:first-child { text-align: center; width: 8%; } td:nth-child(2) { width: 30%; }
.total { font-weight: bold; }
.signs { display: flex; justify-content: space-between; margin-top: 22pt; font-weight: bold; }
.signs div { width: 48%; }
"""


def write_docx(summary: Summary, path: Path) -> None:
    """Write the form as a Word file."""
    document = new_document(f"{TITLE} {summary.subtitle}")
    head = document.add_table(1, 2)
    widths(head, (64, 101))
    left, right = head.rows[0].cells
    line(left, summary.heading[0], align="center", size=12)
    line(left, summary.heading[1], bold=True, align="center", size=12)
    line(left, _RULE, align="center", size=8)
    line(right, NATION, bold=True, align="center", size=12)
    line(right, MOTTO, bold=True, align="center", size=13)
    line(right, _RULE, align="center", size=8)
    line(right, DATE, italic=True, align="center", size=13)
    title = line(document, TITLE, bold=True, align="center", size=14)
    title.paragraph_format.space_before = Pt(18)
    subtitle = line(document, summary.subtitle, bold=True, align="center", size=14)
    subtitle.paragraph_format.space_after = Pt(12)
    _add_table(document, summary)
    signs = document.add_table(1, 2)
    for cell, texts in zip(signs.rows[0].cells, (LEFT_SIGN, RIGHT_SIGN), strict=True):
        for text in texts:
            line(cell, text, bold=True, align="center")
        cell.paragraphs[0].paragraph_format.space_before = Pt(18)
    save(document, path)


def _add_table(document: Document, summary: Summary) -> None:
    grid = summary.grid
    rows = (grid.columns, *grid.all_rows)
    table = document.add_table(len(rows), len(grid.columns), style="Table Grid")
    widths(table, _COLUMNS)
    for place, (cells, row) in enumerate(zip(table.rows, rows, strict=True)):
        strong = place in {0, len(rows) - 1}
        for column, (cell, value) in enumerate(zip(cells.cells, row, strict=True)):
            align = "left" if column == 1 and place else "center"
            line(cell, str(value), bold=strong, align=align, size=12 if place == 0 else 13)
    repeat_header(table.rows[0])


def write_pdf(summary: Summary, path: Path) -> None:
    """Write the form as PDF."""
    # Loads Pango, for which the other forms need not wait.
    from weasyprint import HTML  # noqa: PLC0415

    HTML(string=_page(summary), base_url=f"{_FONTS.as_uri()}/").write_pdf(path)


def _page(summary: Summary) -> str:
    def lines(*texts: str, bold: bool = True) -> str:
        tag = "b" if bold else "span"
        return "".join(f"<p><{tag}>{escape(text)}</{tag}></p>" for text in texts)

    rule = '<p class="rule"></p>'
    return (
        f'<!doctype html><html lang="vi"><head><title>{TITLE}</title><style>{_STYLE}</style></head>'
        f'<body><div class="head"><div>{lines(summary.heading[0], bold=False)}'
        f"{lines(summary.heading[1])}{rule}</div><div>{lines(NATION, MOTTO)}{rule}"
        f'<p class="date">{DATE}</p></div></div><h1>{TITLE}</h1><p>{escape(summary.subtitle)}</p>'
        f'{html_of(summary.grid, level=0)}<div class="signs"><div>{lines(*LEFT_SIGN)}</div>'
        f"<div>{lines(*RIGHT_SIGN)}</div></div></body></html>"
    )
