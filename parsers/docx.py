"""Word .docx: own reading of paragraphs, tables and embedded pictures from the package, without running anything."""

import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from filing.terms import Problem
from parsers.office import DAMAGED, FORBIDDEN_XML, open_package, read_xml
from parsers.safe_xml import XmlRefused, parse_xml
from parsers.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, SheetTrouble, text_cell

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PICTURES = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".tif", ".tiff", ".webp", ".heic")
_DRAWN = {"00FE": "☑", "F0FE": "☑", "F052": "☑", "F0A8": "□", "F06F": "□", "F0A3": "□", "F0FC": "√", "F053": "☑"}
MAX_PICTURES = 30


@dataclass(frozen=True, slots=True)
class WordFile:
    """Text as a sheet (paragraphs are rows of one cell, tables follow as grids) and the pictures by member name."""

    sheet: Sheet
    pictures: tuple[tuple[str, bytes], ...] = ()

    @property
    def text(self) -> str:
        """All text, a line a cell."""
        return "\n".join(c.text for c in self.sheet.cells)


def read_docx(content: bytes) -> WordFile:
    """Raises SheetTrouble: damaged, password, over limits, entities."""
    with open_package(content) as box:
        xml = read_xml(box, "word/document.xml").replace(_STRICT, _W[1:-1].encode())
        if not xml:
            raise SheetTrouble(Problem.DAMAGED, DAMAGED)
        pictures = pictures_in(box, "word/media/")
    try:
        root = parse_xml(xml)
    except XmlRefused as error:
        problem = Problem.NOT_ACCEPTED if error.forbidden else Problem.DAMAGED
        raise SheetTrouble(problem, FORBIDDEN_XML if error.forbidden else DAMAGED) from error
    body = root.find(f"{_W}body")
    return WordFile(Sheet.of("", _Rows().walk(body) if body is not None else ()), pictures)


def pictures_in(box: zipfile.ZipFile, folder: str) -> tuple[tuple[str, bytes], ...]:
    """(name, bytes) of the pictures that were pasted in."""
    names = [n for n in box.namelist() if n.startswith(folder) and n.lower().endswith(_PICTURES)]
    return tuple((n.rsplit("/", 1)[-1], _picture(box, n)) for n in names[:MAX_PICTURES])


def _picture(box: zipfile.ZipFile, name: str) -> bytes:
    try:
        return box.read(name)
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError):
        return b""  # an empty picture is reported as unreadable by the reader of pictures


class _Rows:
    """Turns a body into cells, one row after the other."""

    def __init__(self) -> None:
        self._row = 0

    def walk(self, body: Element) -> Iterator[Cell]:
        """Paragraphs and tables in order; content controls are looked through."""
        for element in body:
            if self._row >= MAX_ROWS:
                return
            if element.tag == f"{_W}p":
                yield from self._paragraph(element)
            elif element.tag == f"{_W}tbl":
                yield from self._table(element)
            elif element.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}smartTag"):
                yield from self.walk(element)

    def _paragraph(self, paragraph: Element) -> Iterator[Cell]:
        for line in _text(paragraph).split("\n"):
            if line.strip():
                yield text_cell(self._row, 0, line)
                self._row += 1

    def _table(self, table: Element) -> Iterator[Cell]:
        open_cells: dict[int, Cell] = {}
        for line in table.iter(f"{_W}tr"):
            column = _grid_before(line)
            for element in _cells_of(line):
                span, joins = _spans(element)
                if joins and column in open_cells:
                    top = open_cells[column]
                    open_cells[column] = Cell(top.row, column, top.text, top.rows + 1, top.columns)
                elif column < MAX_COLUMNS:
                    yield from self._closed(open_cells, column)
                    open_cells[column] = text_cell(self._row, column, _text(element), 1, span)
                column += span
            self._row += 1
            if self._row >= MAX_ROWS:
                break
        yield from open_cells.values()

    def _closed(self, open_cells: dict[int, Cell], column: int) -> Iterator[Cell]:
        if column in open_cells:
            yield open_cells.pop(column)


def _grid_before(line: Element) -> int:
    return _number(line.find(f"{_W}trPr/{_W}gridBefore"), 0)


def _cells_of(line: Element) -> Iterator[Element]:
    for element in line:
        if element.tag == f"{_W}tc":
            yield element
        elif element.tag == f"{_W}sdt":
            yield from element.iter(f"{_W}tc")


def _spans(cell: Element) -> tuple[int, bool]:
    """Columns covered, and whether the cell continues the one above."""
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    joins = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
    return _number(cell.find(f"{_W}tcPr/{_W}gridSpan"), 1), joins


def _number(element: Element | None, fallback: int) -> int:
    value = "" if element is None else element.get(f"{_W}val", "")
    return min(int(value), MAX_COLUMNS) if value.isascii() and value.isdigit() and len(value) < 6 else fallback


def _text(element: Element) -> str:
    """The visible text; drawn boxes as characters, text boxes once."""
    parts: list[str] = []
    stack = [element]
    while stack:
        node = stack.pop()
        if node.tag == _FALLBACK:
            continue
        if node.tag == f"{_W}p" and parts and node is not element:
            parts.append("\n")
        parts.append(_own_text(node))
        stack.extend(reversed(node))
    return "".join(parts).strip()


def _own_text(node: Element) -> str:
    if node.tag == f"{_W}t":
        return node.text or ""
    if node.tag == f"{_W}sym":
        return _DRAWN.get(node.get(f"{_W}char", "").upper(), "")
    if node.tag == f"{_W}checkBox":
        checked = node.find(f"{_W}checked")
        return "☑" if checked is not None and checked.get(f"{_W}val", "1") in ("1", "true", "on") else "□"
    return {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n"}.get(node.tag, "")
