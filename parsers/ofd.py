"""OFD (GB/T 33190), the layout format of electronic licences and invoices: the text of its pages, by where it stands.

Pages are not drawn, so that nobody has compared the text with what the eye sees: its facts are never sure.
"""

import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import PurePosixPath
from xml.etree.ElementTree import Element

from filing.paper import Paper
from filing.ports import Line
from filing.terms import Fate, Problem
from parsers.facts import facts
from parsers.image import FileRefused
from parsers.joining import File, papers, refused
from parsers.office import open_package, read_xml
from parsers.page import Page
from parsers.pdf_papers import ENOUGH_TEXT
from parsers.pictures import refusal
from parsers.piece import Piece
from parsers.safe_xml import XmlRefused, parse_xml
from parsers.scan import find
from parsers.sheet import SheetTrouble

MAX_PAGES = 30
MAX_TEXTS = 20_000  # pieces of text on one page
SCALE = 6  # pixels a millimetre: boxes are whole numbers
SEND_PDF = "OFD文件中没有读到可识别的文字，请用阅读器另存为PDF或图片后重新发送。"
BROKEN = "OFD文件已损坏或不完整，请重新下载，或另存为PDF后发送。"
NOT_DRAWN = "OFD文件只读取了文字，没有与版面图像比对，请人工核对。"
_LOOSE = 0.6  # of a line's height: characters that stand closer belong to one line


def read_ofd_file(name: str, content: bytes) -> tuple[Paper, ...]:
    """One paper, or a container followed by its members. Never raises for what is in the file."""
    file = File(name, content)
    try:
        with open_package(content) as box:
            pieces = [piece for page in islice(_pages(box), MAX_PAGES) for piece in _pieces(page)]
    except SheetTrouble as trouble:
        return refused(file, refusal(FileRefused(trouble.problem, trouble.about)))
    except (XmlRefused, ValueError):
        return refused(file, refusal(FileRefused(Problem.DAMAGED, BROKEN)))
    return papers(file, pieces) if pieces else refused(file, refusal(FileRefused(Problem.EMPTY, SEND_PDF)))


def _pieces(page: Page) -> tuple[Piece, ...]:
    found = find(page) if len(page.folded) >= ENOUGH_TEXT else []
    known = tuple(
        Piece(
            page.number,
            Fate.MATERIAL,
            one.recognition.winner.material,
            {k: replace(f, sure=False) for k, f in facts(one.page, one.recognition.winner.read).items()},
            engine="ofd-text",
            about=NOT_DRAWN,
            unsure=one.recognition.unsure,
            titled=one.recognition.titled,
            words=len(page.folded),
        )
        for one in found
        if one.recognition.winner
    )
    return known or (Piece(page.number, Fate.UNRECOGNISED, about=SEND_PDF, engine="ofd-text", words=len(page.folded)),)


def _pages(box: zipfile.ZipFile) -> Iterator[Page]:
    """Every page of every document, what its template prints included."""
    number = 0
    for root in _texts_of(_xml(box, "OFD.xml"), "DocRoot"):
        document, folder = _xml(box, _inside("", root)), str(PurePosixPath(root.lstrip("/")).parent)
        templates = {t.get("ID", ""): t.get("BaseLoc", "") for t in _all(document, "TemplatePage")}
        for page in (p for group in _all(document, "Pages") for p in _all(group, "Page")):
            number += 1
            content = _xml(box, _inside(folder, page.get("BaseLoc", "")))
            used = [templates.get(t.get("TemplateID", ""), "") for t in _all(content, "Template")]
            layers = [*(_xml(box, _inside(folder, place)) for place in used if place), content]
            yield _page([text for layer in layers for text in _lines(layer)], number)


def _page(lines: Iterable[Line], number: int) -> Page:
    joined = tuple(_joined(sorted(islice(lines, MAX_TEXTS), key=lambda x: ((x.box[1] + x.box[3]) // 12, x.box[0]))))
    return Page(
        joined, max((x.box[2] for x in joined), default=1), max((x.box[3] for x in joined), default=1), number, "text"
    )


def _joined(lines: list[Line]) -> Iterator[Line]:
    """Characters that were placed one by one, as lines again."""
    last: Line | None = None
    for line in lines:
        if last and _follows(last, line):
            (x, y, _, below), right = last.box, line.box
            last = replace(last, text=last.text + line.text, box=(x, min(y, right[1]), right[2], max(below, right[3])))
        else:
            if last:
                yield last
            last = line
    if last:
        yield last


def _follows(last: Line, line: Line) -> bool:
    height = last.box[3] - last.box[1]
    level = abs(last.box[1] + last.box[3] - line.box[1] - line.box[3]) < height
    return level and -height < line.box[0] - last.box[2] < _LOOSE * height


def _lines(layer: Element) -> Iterator[Line]:
    for shown in _all(layer, "TextObject"):
        text = "".join(_texts_of(shown, "TextCode")).strip()
        numbers = [float(n) for n in re.findall(r"-?\d{1,6}(?:\.\d{1,9})?", shown.get("Boundary", ""))]
        if not text or len(numbers) != 4 or shown.get("Visible") == "false" or shown.get("Alpha") == "0":
            continue
        left, top, width, height = (round(SCALE * n) for n in numbers)
        yield Line(text[:1000], (left, top, left + max(width, 1), top + max(height, 1)), 1.0)


def _xml(box: zipfile.ZipFile, name: str) -> Element:
    content = read_xml(box, name)
    if not content:
        raise ValueError(f"{name[:80]} is not there")
    return parse_xml(content)


def _inside(folder: str, place: str) -> str:
    """The member that a location names: absolute in the package, or below the document's folder."""
    return place.lstrip("/") if place.startswith("/") or folder in ("", ".") else f"{folder}/{place}"


def _all(element: Element, name: str) -> list[Element]:
    """Descendants of that name, whatever the namespace's year."""
    return [e for e in element.iter() if isinstance(e.tag, str) and e.tag.rpartition("}")[2] == name]


def _texts_of(element: Element, name: str) -> list[str]:
    return [(e.text or "").strip() for e in _all(element, name)]
