"""The form as a file: xls as the blank form is, xlsx as newer programs save it."""

import datetime
import io

import xlsxwriter
import xlwt

from samples.forms.fields import FormData
from samples.forms.layouts import LAYOUTS, Cell, Grid, guide
from samples.forms.style import Style

FILE_NAME = "网站备案资料登记表-用户.xls"
CREATED = datetime.datetime(2026, 11, 12, 9, 0, tzinfo=datetime.UTC)
XLS_STYLES = {
    "title": "font: bold on, height 320; align: horiz centre, vert centre",
    "band": "font: bold on; align: horiz centre, vert centre, wrap on; pattern: pattern solid, fore_colour gray25",
    "label": "align: horiz right, vert centre, wrap on; borders: left thin, right thin, top thin, bottom thin",
    "value": "align: horiz left, vert centre, wrap on; borders: left thin, right thin, top thin, bottom thin",
}
XLSX_STYLES = {
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "band": {"bold": True, "align": "center", "valign": "vcenter", "bg_color": "#C0C0C0", "text_wrap": True},
    "label": {"align": "right", "valign": "vcenter", "border": 1, "text_wrap": True},
    "value": {"align": "left", "valign": "vcenter", "border": 1, "text_wrap": True},
}


def form(data: FormData, *, layout: str = "sectioned", style: Style | None = None, xlsx: bool = False) -> bytes:
    """A filled-in form. `layout` is a key of LAYOUTS."""
    chosen = style or Style()
    grids = [LAYOUTS[layout](data, chosen), *([guide()] if chosen.guide else [])]
    return _xlsx(grids) if xlsx else _xls(grids)


def _xls(grids: list[Grid]) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    styles = {kind: xlwt.easyxf(text) for kind, text in XLS_STYLES.items()}
    for grid in grids:
        sheet = book.add_sheet(grid.name)
        for column, width in enumerate(grid.widths):
            sheet.col(column).width = width * 256
        for cell in grid.cells:
            bottom, right = cell.row + cell.rows - 1, cell.column + cell.columns - 1
            sheet.write_merge(cell.row, bottom, cell.column, right, cell.content, styles[cell.kind])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _xlsx(grids: list[Grid]) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    book.set_properties({"created": CREATED.replace(tzinfo=None)})
    formats = {kind: book.add_format(style) for kind, style in XLSX_STYLES.items()}
    for grid in grids:
        sheet = book.add_worksheet(grid.name)
        for column, width in enumerate(grid.widths):
            sheet.set_column(column, column, width)
        for cell in grid.cells:
            _write(sheet, cell, formats[cell.kind])
    book.close()
    return out.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, cell: Cell, style: xlsxwriter.format.Format) -> None:
    if cell.rows * cell.columns == 1:
        sheet.write(cell.row, cell.column, cell.content, style)
        return
    bottom, right = cell.row + cell.rows - 1, cell.column + cell.columns - 1
    sheet.merge_range(cell.row, cell.column, bottom, right, cell.content, style)
