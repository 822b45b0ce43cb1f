"""Making a workbook safe for calamine, which aborts the whole process on a sheet with a cell at XFD1048576.

The extent of a sheet is measured from its own cells, not from what it declares; rows beyond MAX_ROWS are cut off.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from filing.terms import Problem
from parsers.office import DAMAGED, OVER_LIMITS, PASSWORD, open_package, read_xml
from parsers.ole import CompoundFile
from parsers.sheet import MAX_COLUMNS, MAX_ROWS, SheetTrouble

_TAG = re.compile(rb"<(?:\w+:)?(row|c)(?=[\s/>])([^>]*)>")
_ROW = re.compile(rb'\sr="(\d{1,9})"')
_REFERENCE = re.compile(rb'\sr="([A-Za-z]{1,3})(\d{1,9})"')
_REPEATED = re.compile(rb"<table:table-(row|cell)\b[^>]*?table:number-(?:rows|columns)-repeated=\"(\d+)\"[^>]*?(/?)>")
_SHEET_PART = re.compile(r"xl/(?:worksheets|chartsheets|dialogsheets|macrosheets)/[^/]+\.xml", re.IGNORECASE)
_CELL_RECORDS = frozenset({0x00FD, 0x0204, 0x0203, 0x027E, 0x00BD, 0x0006, 0x0206, 0x0406, 0x0205, 0x0003, 0x0004})
_FILEPASS, _BOF = 0x002F, 0x0009
MAX_SHEET_XML = 12_000_000
_MAX_AREA = 20_000_000

FAR_CELLS = "表格在极远的位置（超过256列）有内容，疑似异常文件，未读取。请将内容复制到新建的表格后重新发送。"


def safe_package(content: bytes) -> bytes:
    """An xlsx or ods without rows beyond MAX_ROWS. Raises SheetTrouble for bombs, entities and far-away cells."""
    with open_package(content, lazy=_SHEET_PART) as box:
        names = list(dict.fromkeys(box.namelist()))
        for name in names:
            if name.lower().endswith((".xml", ".rels")) and not _SHEET_PART.fullmatch(name):
                read_xml(box, name)
        if "content.xml" in names:
            _refuse_repeats(read_xml(box, "content.xml"))
        cuts = {n: cut for n in names if _SHEET_PART.fullmatch(n) and (cut := _cut_sheet(box, n)) is not None}
        return _rewritten(box, cuts) if cuts else content


def _cut_sheet(box: zipfile.ZipFile, name: str) -> bytes | None:
    """A sheet is unpacked only as far as MAX_ROWS rows may reach, however long it says it is."""
    xml = read_xml(box, name, limit=MAX_SHEET_XML)
    cut = _cut_rows(xml)
    if cut is None and box.getinfo(name).file_size > MAX_SHEET_XML:
        raise SheetTrouble(Problem.OVER_LIMITS, OVER_LIMITS)
    return cut


def _cut_rows(xml: bytes) -> bytes | None:
    """The sheet without what follows row MAX_ROWS; None if nothing does."""
    row = column = 0
    for tag in _TAG.finditer(xml):
        if tag[1] == b"row":
            row, column = _row_number(tag[2], row), 0
            if row > MAX_ROWS:
                _refuse_far(xml[tag.start() : tag.start() + 65536])
                prefix = re.match(rb"<(\w+:)?row", tag[0])
                space = (prefix[1] or b"") if prefix else b""
                return xml[: tag.start()] + b"</" + space + b"sheetData></" + space + b"worksheet>"
            continue
        column = _column_number(tag[2], column)
        if column > MAX_COLUMNS and not tag[2].endswith(b"/"):
            raise SheetTrouble(Problem.OVER_LIMITS, FAR_CELLS)
    return None


def _refuse_far(xml: bytes) -> None:
    """The rows that are cut off tell a bomb from a long list: a bomb's cells are as far to the right as they can be."""
    column = 0
    for tag in _TAG.finditer(xml):
        column = 0 if tag[1] == b"row" else _column_number(tag[2], column)
        if column > MAX_COLUMNS and not tag[2].endswith(b"/"):
            raise SheetTrouble(Problem.OVER_LIMITS, FAR_CELLS)


def _row_number(attributes: bytes, before: int) -> int:
    match = _ROW.search(attributes)
    return int(match[1]) if match else before + 1


def _column_number(attributes: bytes, before: int) -> int:
    match = _REFERENCE.search(attributes)
    if not match:
        return before + 1
    number = 0
    for letter in match[1].upper():
        number = number * 26 + letter - 64
    return number


def _rewritten(box: zipfile.ZipFile, changed: dict[str, bytes]) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as copy:
        for name in dict.fromkeys(box.namelist()):
            if name in changed:
                copy.writestr(name, changed[name])
            elif name.lower().endswith((".xml", ".rels")):
                copy.writestr(name, read_xml(box, name))
    return target.getvalue()


def _refuse_repeats(xml: bytes) -> None:
    """ods: a written cell may be repeated 16,384 × 1,048,576 times; empty repeats (no content inside) are usual."""
    for match in _REPEATED.finditer(xml):
        limit = MAX_ROWS if match[1] == b"row" else MAX_COLUMNS
        written = b"<text:p" in xml[match.end() : match.end() + 2000].split(b"</table:table-" + match[1])[0]
        if int(match[2]) > limit and not match[3] and written:
            raise SheetTrouble(Problem.OVER_LIMITS, FAR_CELLS)


def check_workbook_stream(content: bytes) -> None:
    """A BIFF workbook: FILEPASS means a password, and its written cells must not span an absurd area."""
    try:
        box = CompoundFile(content)
        book = box.stream("Workbook") or box.stream("Book")
    except ValueError as error:
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error
    extent = [65536, 0, 256, 0]
    for kind, data in _records(book):
        if kind == _FILEPASS:
            raise SheetTrouble(Problem.PASSWORD, PASSWORD)
        if kind & 0xFF == _BOF:
            extent = [65536, 0, 256, 0]
        elif kind in _CELL_RECORDS and len(data) >= 4:
            _stretch(extent, int.from_bytes(data[:2], "little"), int.from_bytes(data[2:4], "little"))


def _stretch(extent: list[int], row: int, column: int) -> None:
    extent[0], extent[1] = min(extent[0], row), max(extent[1], row)
    extent[2], extent[3] = min(extent[2], column), max(extent[3], column)
    if (extent[1] - extent[0] + 1) * (extent[3] - extent[2] + 1) > _MAX_AREA // 4:
        raise SheetTrouble(Problem.OVER_LIMITS, FAR_CELLS)


def _records(stream: bytes) -> Iterator[tuple[int, bytes]]:
    position = 0
    while position + 4 <= len(stream):
        kind = int.from_bytes(stream[position : position + 2], "little")
        size = int.from_bytes(stream[position + 2 : position + 4], "little")
        yield kind, stream[position + 4 : position + 4 + size]
        position += 4 + size
