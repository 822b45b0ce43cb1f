"""The door to xlwt: tables as .xls (Excel 97-2003), which the systems of some administrations still ask for."""

import io
from collections.abc import Sequence

import xlwt

from desk.sheets import Sheet

MOST_ROWS = 65_535  # below the head, in the old format


def old_workbook(sheets: Sequence[Sheet]) -> bytes:
    """An .xls file, a sheet a table; text stays text. Raises ValueError for a table longer than the format holds."""
    book = xlwt.Workbook(encoding="utf-8")
    bold = xlwt.easyxf("font: bold on")
    for sheet in sheets:
        if len(sheet.rows) > MOST_ROWS:
            raise ValueError(f"{len(sheet.rows)} rows")
        page = book.add_sheet(sheet.title[:31])
        for column, name in enumerate(sheet.head):
            page.write(0, column, name, bold)
        for number, row in enumerate(sheet.rows, 1):
            for column, cell in enumerate(row):
                page.write(number, column, "" if cell is None else cell)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
