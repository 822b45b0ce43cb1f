"""Small writers of spreadsheets and Word files for the tests of the form reader. Everything in them is fictitious."""

import io
import zipfile
from collections.abc import Iterable, Sequence

import xlsxwriter
import xlwt

Rows = Sequence[Sequence[str | float]]
Merge = tuple[int, int, int, int]
"""first row, first column, last row, last column"""


def xlsx(rows: Rows, merges: Iterable[Merge] = (), *, sheet: str = "Sheet1", hidden: bool = False) -> bytes:
    return workbook({sheet: (rows, merges)}, hidden=[sheet] if hidden else [])


def with_members(package: bytes, members: dict[str, bytes]) -> bytes:
    """A package with more files in it."""
    out = io.BytesIO(package)
    with zipfile.ZipFile(out, "a") as box:
        for name, content in members.items():
            box.writestr(name, content)
    return out.getvalue()


def workbook(sheets: dict[str, tuple[Rows, Iterable[Merge]]], *, hidden: Iterable[str] = ()) -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    for name, (rows, merges) in sheets.items():
        page = book.add_worksheet(name)
        for row, values in enumerate(rows):
            for column, value in enumerate(values):
                if value != "":
                    (page.write_string if isinstance(value, str) else page.write_number)(row, column, value)
        for top, left, bottom, right in merges:
            page.merge_range(top, left, bottom, right, rows[top][left])
        if name in hidden:
            page.hide()
    book.close()
    return out.getvalue()


def xls(rows: Rows, merges: Iterable[Merge] = ()) -> bytes:
    book = xlwt.Workbook(encoding="utf-8")
    page = book.add_sheet("登记表", cell_overwrite_ok=True)
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            if value != "":
                page.write(row, column, value)
    for top, left, bottom, right in merges:
        page.write_merge(top, bottom, left, right, rows[top][left])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def csv_file(rows: Rows, encoding: str = "gb18030", delimiter: str = ",") -> bytes:
    return "\r\n".join(delimiter.join(str(v) for v in row) for row in rows).encode(encoding)


def html(rows: Rows) -> bytes:
    lines = ("<tr>" + "".join(f"<td>{v}</td>" for v in row) + "</tr>" for row in rows)
    return f"<html><meta charset='gbk'><body><table>{''.join(lines)}</table></body></html>".encode("gbk")


def xml_2003(rows: Rows) -> bytes:
    lines = (
        "<Row>"
        + "".join(
            f'<Cell><Data ss:Type="{"String" if isinstance(v, str) else "Number"}">{v}</Data></Cell>' for v in row
        )
        + "</Row>"
        for row in rows
    )
    name = "urn:schemas-microsoft-com:office:spreadsheet"
    return (
        f'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook xmlns="{name}" xmlns:ss="{name}">'
        f'<Worksheet ss:Name="表"><Table>{"".join(lines)}</Table></Worksheet></Workbook>'
    ).encode()


def raw_xlsx(sheet_data: str, *, prolog: str = "", sheet: str = "xl/worksheets/sheet1.xml") -> bytes:
    """A workbook whose only sheet is written by hand."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"/>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships">'
        f'<Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="S" sheetId="1" r:id="r1"/>'
        "</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" '
        f'Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        sheet: f'{prolog}<worksheet xmlns="{main}"><sheetData>{sheet_data}</sheetData></worksheet>',
    }
    return zipped({name: text.encode() for name, text in parts.items()})


def docx(body: str, members: dict[str, bytes] | None = None) -> bytes:
    name = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    document = f'<?xml version="1.0"?><w:document xmlns:w="{name}"><w:body>{body}</w:body></w:document>'
    return zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": document.encode(), **(members or {})})


def paragraph(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def word_table(rows: Sequence[Sequence[str | tuple[str, int]]]) -> str:
    """A cell is a text, or a text and how many columns it spans; a text of ^ continues the cell above."""
    return "<w:tbl>" + "".join("<w:tr>" + "".join(map(_word_cell, row)) + "</w:tr>" for row in rows) + "</w:tbl>"


def _word_cell(cell: str | tuple[str, int]) -> str:
    text, span = cell if isinstance(cell, tuple) else (cell, 1)
    merge = "<w:vMerge/>" if text == "^" else ""
    text = "" if text == "^" else text
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{span}"/>{merge}</w:tcPr>{paragraph(text)}</w:tc>'


def zipped(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as box:
        for name, content in parts.items():
            box.writestr(name, content)
    return out.getvalue()
