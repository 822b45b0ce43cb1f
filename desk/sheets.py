"""The door to XlsxWriter, and CSV: tables as files for spreadsheets. Text stays text there, whatever it begins with."""

import csv
import io
from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

import xlsxwriter

Cell = str | int | float | None
FORMULA = (*"=+-@＝＋－＠", "\t", "\r", "\n")  # wide ones run as well, in East Asian editions
BOM = "\ufeff"  # without it spreadsheets on Windows take CSV for the local code page
WIDEST = 60
MADE = datetime(2011, 1, 1)  # noqa: DTZ001 - of every file: the day of the export would be its only difference


class Sheet(Protocol):
    """A table: reports.tables.Table, or any like it."""

    @property
    def title(self) -> str:
        """The name of the sheet."""
        ...

    @property
    def head(self) -> Sequence[str]:
        """The columns."""
        ...

    @property
    def rows(self) -> Sequence[Sequence[Cell]]:
        """Every row, uncapped."""
        ...


def workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xlsx file, a sheet a table. The same tables give the same bytes on any day."""
    file = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(file, options) as book:
        book.set_properties({"created": MADE})
        bold = book.add_format({"bold": True, "bottom": 1})
        for sheet in sheets:
            _fill(book.add_worksheet(sheet.title[:31]), sheet, bold)
    return file.getvalue()


def _fill(page: xlsxwriter.worksheet.Worksheet, sheet: Sheet, bold: object) -> None:
    page.write_row(0, 0, sheet.head, bold)
    for number, row in enumerate(sheet.rows, 1):
        for column, cell in enumerate(row):
            if isinstance(cell, str):
                page.write_string(number, column, cell)
            elif cell is not None:
                page.write_number(number, column, cell)
    page.freeze_panes(1, 0)
    for column in range(len(sheet.head)):
        page.set_column(column, column, _width(sheet, column))


def _width(sheet: Sheet, column: int) -> int:
    cells = [sheet.head[column], *(str(row[column] or "") for row in sheet.rows[:200])]
    return min(WIDEST, 2 + max(sum(2 if ord(c) > 0x2E80 else 1 for c in cell) for cell in cells))


def csv_text(sheets: Sequence[Sheet]) -> str:
    """All tables in one file, each below its title, an empty line between them."""
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\r\n")
    for number, sheet in enumerate(sheets):
        writer.writerows([[]] if number else [])
        writer.writerow([harmless(sheet.title)])
        writer.writerow([harmless(name) for name in sheet.head])
        writer.writerows([harmless(cell) for cell in row] for row in sheet.rows)
    return BOM + file.getvalue()


def harmless(cell: Cell) -> Cell:
    """A spreadsheet runs text of CSV that looks like a formula: an apostrophe before it makes it text again."""
    if isinstance(cell, str) and cell.startswith(FORMULA):
        return "'" + cell
    return "" if cell is None else cell
