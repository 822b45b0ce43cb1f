"""The door to python_calamine: the bytes of any spreadsheet → sheets of cells."""

import datetime
import io
import re
from collections.abc import Iterator, Sequence

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook, PasswordError, SheetVisibleEnum

from filing.terms import Problem
from parsers.office import DAMAGED, PASSWORD, office_kind
from parsers.ole import MAGIC
from parsers.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, SheetTrouble, number_cell, text_cell
from parsers.spreadsheet_limits import check_workbook_stream, safe_package
from parsers.spreadsheet_text import read_text_tables

MAX_SHEETS = 30
_DOCUMENT = "这是文档而不是表格，扩展名与内容不符。请将文件另存为正确的格式后重新发送。"

Value = int | float | str | bool | datetime.time | datetime.date | datetime.datetime | datetime.timedelta
Range = tuple[tuple[int, int], tuple[int, int]]


def read_sheets(content: bytes) -> tuple[Sheet, ...]:
    """All sheets of a .xls, .xlsx, .xlsm, .et, .ods, .csv, HTML or XML-2003 spreadsheet, told apart by content.

    At most MAX_ROWS × MAX_COLUMNS of each sheet; hidden sheets are marked. Raises SheetTrouble (password, damaged,
    over limits, not accepted).
    """
    if content.startswith(MAGIC):
        kind = office_kind(content)
        if kind == "password":
            raise SheetTrouble(Problem.PASSWORD, PASSWORD)
        if kind == "document":
            raise SheetTrouble(Problem.NOT_ACCEPTED, _DOCUMENT)
        check_workbook_stream(content)
        return _calamine(content)
    if content.startswith(b"PK"):
        return _calamine(safe_package(content))
    return read_text_tables(content)


def _calamine(content: bytes) -> tuple[Sheet, ...]:
    try:
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as book:
            return tuple(
                _sheet(book.get_sheet_by_name(meta.name), meta.visible is not SheetVisibleEnum.Visible)
                for meta in book.sheets_metadata[:MAX_SHEETS]
            )
    except PasswordError as error:
        raise SheetTrouble(Problem.PASSWORD, PASSWORD) from error
    except (CalamineError, ValueError, OSError, OverflowError) as error:
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error
    except BaseException as error:
        # A panic of the Rust side arrives as pyo3's PanicException, which is no Exception and has no importable name.
        if type(error).__name__ != "PanicException":
            raise
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error


def _sheet(sheet: CalamineSheet, hidden: bool) -> Sheet:
    merged = sheet.merged_cell_ranges
    spans = {first: (last[0] - first[0] + 1, last[1] - first[1] + 1) for first, last in merged or ()}
    rows = sheet.to_python(skip_empty_area=False, nrows=MAX_ROWS)
    written = _cells(rows, spans)
    return Sheet.of(
        sheet.name,
        written,
        hidden=hidden,
        spans_known=merged is not None,
        cut=sheet.total_height >= MAX_ROWS - 1 or sheet.total_width > MAX_COLUMNS,
    )


def _cells(rows: Sequence[Sequence[Value]], spans: dict[tuple[int, int], tuple[int, int]]) -> Iterator[Cell]:
    for row, values in enumerate(rows):
        for column, value in enumerate(values[:MAX_COLUMNS]):
            if value != "":
                yield _cell(row, column, value, spans.get((row, column), (1, 1)))


def _cell(row: int, column: int, value: Value, span: tuple[int, int]) -> Cell:
    if isinstance(value, bool):
        return text_cell(row, column, "是" if value else "否", *span)
    if isinstance(value, int | float):
        return number_cell(row, column, value, *span)
    if isinstance(value, datetime.datetime):
        return text_cell(row, column, value.date().isoformat(), *span)
    text = value.isoformat() if isinstance(value, datetime.date) else str(value)
    return text_cell(row, column, re.sub(r"_x000[dD]_", "", text), *span)
