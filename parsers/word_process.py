"""The door to antiword: old Word files (.doc, .wps) → rows of text. A program of its own, with a timeout."""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

from filing.terms import Problem
from parsers.safe_xml import XmlRefused, parse_xml
from parsers.sheet import MAX_COLUMNS, MAX_ROWS, Cell, Sheet, SheetTrouble, text_cell

TIMEOUT = 20
MAX_OUTPUT = 4_000_000
SAVE_AS = "旧版Word文档（.doc/.wps）未能读取。请另存为docx或xls后重新发送。"


def read_doc(content: bytes) -> Sheet:
    """The text and tables of a Word 97-2003 file as a sheet. Raises SheetTrouble (NOT_ACCEPTED) where that fails."""
    with tempfile.TemporaryDirectory(prefix="word-") as folder:
        path = Path(folder) / "paper.doc"
        path.write_bytes(content)
        docbook = _run(["antiword", "-x", "db", str(path)])
        cells = _docbook_cells(docbook) if docbook else []
        if not cells:
            cells = _text_cells(_run(["catdoc", "-d", "utf-8", "-w", str(path)]))
    if not cells:
        raise SheetTrouble(Problem.NOT_ACCEPTED, SAVE_AS)
    return Sheet.of("", cells, spans_known=False)


def _run(command: list[str]) -> str:
    if shutil.which(command[0]) is None:
        return ""
    try:
        done = subprocess.run(command, capture_output=True, timeout=TIMEOUT, check=False)
    except (subprocess.TimeoutExpired, OSError):
        return ""
    return done.stdout[:MAX_OUTPUT].decode("utf-8", "replace") if done.returncode == 0 else ""


def _docbook_cells(text: str) -> list[Cell]:
    """antiword's DocBook: <row><entry> for tables, <para> for the rest. Its own DOCTYPE is cut off first."""
    try:
        root = parse_xml(re.sub(r"<!DOCTYPE[^>]*>", "", text, count=1).encode())
    except XmlRefused:
        return []
    return list(_walk(root))


def _walk(root: Element) -> Iterator[Cell]:
    row, stack = 0, [root]
    while stack and row < MAX_ROWS:
        node = stack.pop()
        if node.tag == "row":
            for column, entry in zip(range(MAX_COLUMNS), node.iter("entry"), strict=False):
                yield text_cell(row, column, _joined(entry))
        elif node.tag in ("para", "title") and not len(node.findall(".//row")):
            yield text_cell(row, 0, _joined(node))
        else:
            stack.extend(reversed(node))
            continue
        row += 1


def _joined(node: Element) -> str:
    return re.sub(r"[ \t]*\n\s*", "\n", "".join(node.itertext())).strip()


def _text_cells(text: str) -> list[Cell]:
    """catdoc: a line a paragraph, cells apart by tabs."""
    lines = text.replace("\x07", "\t").splitlines()[:MAX_ROWS]
    return [
        text_cell(row, column, part)
        for row, line in enumerate(lines)
        for column, part in enumerate(line.split("\t")[:MAX_COLUMNS])
        if part.strip()
    ]
