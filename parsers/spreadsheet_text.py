"""Spreadsheets that are text: CSV, HTML saved as .xls, and the XML of Excel 2003."""

import csv
import email
import email.policy
import io
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree.ElementTree import Element

from filing.terms import Problem
from parsers.office import DAMAGED, FORBIDDEN_XML, OVER_LIMITS
from parsers.safe_xml import XmlRefused, parse_xml
from parsers.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, SheetTrouble, number_cell, text_cell

MAX_TEXT = 8_000_000
_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_NOT_TEXT = "文件内容不是可识别的表格。请用Excel或WPS另存为xls或xlsx后重新发送。"


def read_text_tables(content: bytes) -> tuple[Sheet, ...]:
    """The tables of a text file, told apart by how it begins. Raises SheetTrouble."""
    if not content.strip():
        raise SheetTrouble(Problem.EMPTY, "文件是空的。请确认保存后重新发送。")
    if len(content) > MAX_TEXT:
        raise SheetTrouble(Problem.OVER_LIMITS, OVER_LIMITS)
    text = decode(content)
    start = text[:4096].lstrip().lower()
    if "urn:schemas-microsoft-com:office:spreadsheet" in start and start.startswith("<?"):
        return _xml_2003(content)
    if start.startswith("mime-version:") and "multipart/related" in start:
        return read_html(_html_of_archive(content))
    if start.startswith("<") or re.search(r"<(html|table)[\s>]", start):
        return read_html(text)
    return (_csv(text),)


def decode(content: bytes) -> str:
    """Text of unknown encoding: byte order mark, UTF-8, GB18030, in this order; bytes of no text are refused."""
    for mark, encoding in ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"), (b"\xef\xbb\xbf", "utf-8-sig")):
        if content.startswith(mark):
            return content.decode(encoding, "replace")
    if b"\x00" in content:
        raise SheetTrouble(Problem.DAMAGED, DAMAGED)
    for encoding in ("utf-8", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise SheetTrouble(Problem.DAMAGED, _NOT_TEXT)


def _csv(text: str) -> Sheet:
    head = text[:20_000]
    delimiter = max("\t,;", key=head.count)
    rows = csv.reader(io.StringIO(re.sub(r"\r(?!\n)", "\n", text.replace("\x00", ""))), delimiter=delimiter)
    cells: list[Cell] = []
    try:
        for row, values in zip(range(MAX_ROWS), rows, strict=False):
            cells += [text_cell(row, c, _unquoted(v)) for c, v in enumerate(values[:MAX_COLUMNS]) if v.strip()]
    except csv.Error as error:
        raise SheetTrouble(Problem.DAMAGED, _NOT_TEXT) from error
    return Sheet.of("", cells, spans_known=False)


def _unquoted(value: str) -> str:
    match = re.fullmatch(r'\s*="(.*)"\s*', value, re.DOTALL)  # ="3303…": the way to keep digits in a CSV
    return match[1] if match else value


def _html_of_archive(content: bytes) -> str:
    message = email.message_from_bytes(content, policy=email.policy.compat32)
    for part in message.walk():
        payload = part.get_payload(decode=True) if part.get_content_type() == "text/html" else None
        if isinstance(payload, bytes) and b"<t" in payload.lower():
            return decode(payload)
    return ""


def read_html(text: str) -> tuple[Sheet, ...]:
    """The tables of an HTML page as one sheet, one below the other: sections are often tables of their own."""
    reader = _Tables()
    reader.feed(text)
    reader.close()
    return (Sheet.of("", reader.cells),)


class _Tables(HTMLParser):
    """Cells of all tables with their spans. Hostile nesting costs nothing: only a row counter is kept."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.cells: list[Cell] = []
        self._row, self._column = -1, 0
        self._text: list[str] | None = None
        self._span = (1, 1)
        self._taken: set[tuple[int, int]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "tr":
            self._end_cell()
            self._row, self._column = self._row + 1, 0
        elif tag in ("td", "th") and 0 <= self._row < MAX_ROWS:
            self._end_cell()
            self._start_cell(dict(attrs))
        elif tag in ("br", "p", "div") and self._text is not None:
            self._text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("td", "th", "tr", "table"):
            self._end_cell()

    def handle_data(self, data: str) -> None:
        if self._text is not None:
            self._text.append(data)

    def _start_cell(self, attrs: dict[str, str | None]) -> None:
        while (self._row, self._column) in self._taken:
            self._column += 1
        self._span = (_span(attrs.get("rowspan")), _span(attrs.get("colspan")))
        self._text = []

    def _end_cell(self) -> None:
        if self._text is None:
            return
        text = re.sub(r"[ \t\r]*\n\s*", "\n", re.sub(r"[ \t\r\f]+", " ", "".join(self._text)))
        rows, columns = self._span
        if self._column < MAX_COLUMNS:
            self.cells.append(text_cell(self._row, self._column, text, rows, columns))
            if rows > 1:
                self._taken |= {(self._row + i, self._column + j) for i in range(1, rows) for j in range(columns)}
        self._column += columns
        self._text = None


def _span(value: str | None) -> int:
    digits = (value or "1").strip()
    return min(max(int(digits), 1), MAX_COLUMNS) if digits.isascii() and digits.isdigit() and len(digits) < 6 else 1


def _xml_2003(content: bytes) -> tuple[Sheet, ...]:
    try:
        root = parse_xml(content)
    except XmlRefused as error:
        if error.forbidden:
            raise SheetTrouble(Problem.NOT_ACCEPTED, FORBIDDEN_XML) from error
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error
    return tuple(
        Sheet.of(sheet.get(f"{_SS}Name", ""), _xml_cells(sheet), hidden=_is_hidden(sheet))
        for sheet in root.iter(f"{_SS}Worksheet")
    )


def _is_hidden(sheet: Element) -> bool:
    return any(e.text != "SheetVisible" for e in sheet.iter("{urn:schemas-microsoft-com:office:excel}Visible"))


def _xml_cells(sheet: Element) -> Iterator[Cell]:
    row = -1
    for element in sheet.iter(f"{_SS}Row"):
        row = _index(element, row + 1)
        column = -1
        for cell in element.iter(f"{_SS}Cell"):
            column = _index(cell, column + 1)
            if row < MAX_ROWS and column < MAX_COLUMNS:
                yield _xml_cell(cell, row, column)
            column += _extra(cell, "MergeAcross")


def _xml_cell(cell: Element, row: int, column: int) -> Cell:
    data = cell.find(f"{_SS}Data")
    text = "".join(data.itertext()) if data is not None else ""
    span = (_extra(cell, "MergeDown") + 1, _extra(cell, "MergeAcross") + 1)
    if data is not None and data.get(f"{_SS}Type") == "Number":
        try:
            return number_cell(row, column, float(text), *span)
        except (ValueError, OverflowError):
            return text_cell(row, column, text, *span)
    if data is not None and data.get(f"{_SS}Type") == "DateTime":
        text = text.split("T")[0]
    return text_cell(row, column, text, *span)


def _index(element: Element, fallback: int) -> int:
    given = element.get(f"{_SS}Index", "")
    return int(given) - 1 if given.isascii() and given.isdigit() and 0 < len(given) < 8 else fallback


def _extra(cell: Element, name: str) -> int:
    return _span(str(int(cell.get(f"{_SS}{name}", "0")) + 1)) - 1 if cell.get(f"{_SS}{name}", "0").isdigit() else 0
