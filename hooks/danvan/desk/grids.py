"""Tables of figures, and the forms they are handed out in: terminal, CSV, spreadsheet, HTML."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from math import ceil
from pathlib import Path

import xlsxwriter
from rich.box import SIMPLE_HEAVY
from rich.console import Console
from rich.table import Table

Cell = str | int
BYTE_ORDER_MARK = "\ufeff"
"""Tells Excel that a CSV file is UTF-8."""
_LONGEST_COLUMN = 60
"""Characters."""
_WIDEST_FIGURES = 11
"""Characters of a column of figures on a terminal, so that columns of text keep room."""
_NUMBER = ' class="number"'
_LINE = 18
"""Points from line to line of a wrapped cell."""
_MADE = datetime(1980, 1, 1, tzinfo=UTC)
"""Of every file, so that the same figures make the same bytes."""


@dataclass(frozen=True)
class Grid:
    """A table with a title; numbers are right-aligned."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    total: tuple[Cell, ...] = ()
    """The last row, if the columns are summed up."""
    heading: tuple[str, ...] = ()
    """Lines above the title."""
    marks: tuple[str, ...] = ()
    """For each row `good`, `warn` or `bad`, if that is what the table shows."""

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        return (*self.rows, self.total) if self.total else self.rows

    def mark(self, row: int) -> str:
        """Return the mark of a row; nothing where it has none."""
        return self.marks[row] if row < len(self.marks) else ""


_COLOURS = {"good": "green", "warn": "yellow", "bad": "red", "": ""}


def print_grid(grid: Grid, console: Console) -> None:
    """Print a table to the terminal."""
    table = Table(title=grid.title, title_justify="left", title_style="bold", box=SIMPLE_HEAVY)
    for number, name in enumerate(grid.columns):
        numeric = _is_numeric(grid, number)
        longest = max((len(str(row[number])) for row in (grid.columns, *grid.all_rows)), default=0)
        table.add_column(
            name,
            justify="right" if numeric else "left",
            max_width=_WIDEST_FIGURES if numeric else None,
            no_wrap=longest <= _WIDEST_FIGURES,
        )
    for number, row in enumerate(grid.rows):
        table.add_row(*map(str, row), style=_COLOURS[grid.mark(number)])
    if grid.total:
        table.add_section()
        table.add_row(*map(str, grid.total), style="bold")
    console.print(table)


def csv_of(grid: Grid) -> str:
    """Return a table as CSV that Excel opens with its Vietnamese letters whole."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerows([[_harmless(cell) for cell in row] for row in (grid.columns, *grid.all_rows)])
    return BYTE_ORDER_MARK + text.getvalue()


def _harmless(cell: Cell) -> Cell:
    """Keep a spreadsheet from taking what somebody typed for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(("=", "+", "-", "@")) else cell


def write_xlsx(grids: Sequence[Grid], path: Path) -> None:
    """Write tables as the sheets of a spreadsheet; sums are formulas."""
    options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(str(path), options) as book:
        book.set_properties({"created": _MADE})
        names: set[str] = set()
        for grid in grids:
            name = _sheet_name(grid.title, names)
            _write_sheet(book, book.add_worksheet(name), grid)


def _sheet_name(title: str, taken: set[str]) -> str:
    """Return a name of at most 31 characters, without those that Excel refuses."""
    name = "".join(letter for letter in title if letter not in "[]:*?/\\'“”")[:31].strip()
    while name.lower() in taken:
        name = f"{name[:28]} {len(taken)}"
    taken.add(name.lower())
    return name


def _write_sheet(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, grid: Grid
) -> None:
    font = {"font_name": "Times New Roman", "font_size": 13}
    bold = font | {"bold": True}
    centred = bold | {"align": "center", "valign": "vcenter", "text_wrap": True}
    fills = {"good": "#e3f1e4", "warn": "#fdf0cf", "bad": "#f8dcd8"}
    last = len(grid.columns) - 1
    top = 0
    for line in grid.heading:
        sheet.write(top, 0, line, book.add_format(bold))
        top += 1
    for line in grid.title.split("\n"):
        sheet.merge_range(top, 0, top, last, line, book.add_format(centred)) if last else None
        top += 1
    lines = max(ceil(len(n) * 1.3 / _width(grid, i)) for i, n in enumerate(grid.columns))
    sheet.set_row(top, _LINE * lines)
    for number, name in enumerate(grid.columns):
        sheet.write(top, number, name, book.add_format(centred | {"border": 1}))
        sheet.set_column(number, number, _width(grid, number))
    first = top + 1
    for place, row in enumerate(grid.rows):
        fill = fills.get(grid.mark(place))
        look = font | {"border": 1, "text_wrap": True, "valign": "top"}
        form = book.add_format(look | ({"bg_color": fill} if fill else {}))
        for number, cell in enumerate(row):
            sheet.write(first + place, number, cell, form)
    end = first + len(grid.rows)
    for number, cell in enumerate(grid.total):
        form = book.add_format(bold | {"border": 1})
        if isinstance(cell, int) and grid.rows:
            cells = (xlsxwriter.utility.xl_rowcol_to_cell(row, number) for row in (first, end - 1))
            sheet.write_formula(end, number, f"=SUM({':'.join(cells)})", form, cell)
        else:
            sheet.write(end, number, cell, form)
    sheet.freeze_panes(first, 0)
    sheet.set_paper(9)  # A4
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)


def _width(grid: Grid, column: int) -> float:
    longest = max((len(str(row[column])) for row in grid.all_rows), default=0)
    return min(_LONGEST_COLUMN, max(longest, min(16, len(grid.columns[column])), 5)) * 1.2


def _is_numeric(grid: Grid, column: int) -> bool:
    return bool(grid.rows) and all(isinstance(row[column], int) for row in grid.rows)


def html_of(grid: Grid, level: int = 2) -> str:
    """Return a table as HTML, its title as a heading of the given level."""
    numeric = [_is_numeric(grid, number) for number in range(len(grid.columns))]
    head = "".join(
        f'<th scope="col"{_NUMBER * right}>{escape(name)}</th>'
        for name, right in zip(grid.columns, numeric, strict=True)
    )
    rows = [
        f'<tr class="{grid.mark(place)}">{_cells(row, numeric)}</tr>'
        for place, row in enumerate(grid.rows)
    ]
    if grid.total:
        rows.append(f'<tr class="total">{_cells(grid.total, numeric)}</tr>')
    title = f"<h{level}>{escape(grid.title)}</h{level}>" if level else ""
    return f"{title}<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>"


def _cells(row: Sequence[Cell], numeric: Sequence[bool]) -> str:
    tags = ('td class="number"' if right else "td" for right in numeric)
    return "".join(f"<{tag}>{escape(str(cell))}</td>" for tag, cell in zip(tags, row, strict=True))
