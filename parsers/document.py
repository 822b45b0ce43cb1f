"""A word-processor file that came by mail → a form, an unsigned paper, pasted pictures, or nothing known."""

import hashlib
import re
from dataclasses import replace

from filing.paper import Paper
from filing.ports import Reader
from filing.terms import Fate, Problem
from parsers.docx import WordFile, pictures_in, read_docx
from parsers.form import paper_of_sheets, read_spreadsheet_file
from parsers.office import DAMAGED, PASSWORD, office_kind, open_package
from parsers.ole import MAGIC
from parsers.sheet import SheetTrouble
from parsers.spreadsheet_text import decode, read_html
from parsers.word_process import SAVE_AS, read_doc

_MIN_PICTURE = 20_000  # bytes; logos and lines of a letterhead are smaller
UNKNOWN = "这是文字文档，没有认出是哪一份备案资料。"
ONLY_PICTURES = "图片粘贴在文件里，共{count}张，已逐张读取。"


def read_document_file(name: str, content: bytes, reader: Reader) -> tuple[Paper, ...]:
    """One .docx, .doc or .wps → its Paper; with pictures pasted in, a container followed by its members. Never raises
    for what is in the file."""
    blank = Paper(name, len(content), hashlib.sha256(content).hexdigest(), Fate.UNRECOGNISED, engine="document")
    try:
        return _read(blank, content, reader)
    except SheetTrouble as trouble:
        return (replace(blank, fate=Fate.UNREADABLE, problem=trouble.problem, about=trouble.about),)


def read_workbook_file(name: str, content: bytes, reader: Reader) -> tuple[Paper, ...]:
    """One spreadsheet → its Paper; with pictures pasted in, a container followed by its members, as with a document."""
    (written,) = read_spreadsheet_file(name, content)
    pictures = _pasted(content) if written.fate is not Fate.UNREADABLE or written.problem is Problem.EMPTY else []
    if not pictures:
        return (written,)
    blank = Paper(name, len(content), written.sha256, Fate.UNRECOGNISED, engine="spreadsheet")
    if written.problem is Problem.EMPTY:
        written = blank  # nothing is written in it: the pictures are what was sent
    return _with_pictures(blank, written, pictures, reader)


def _pasted(content: bytes) -> list[tuple[str, bytes]]:
    if not content.startswith(b"PK"):
        return []
    try:
        with open_package(content) as box:
            return [(n, p) for n, p in pictures_in(box, "xl/media/") if len(p) >= _MIN_PICTURE]
    except SheetTrouble:
        return []  # its reader has said so


def _read(blank: Paper, content: bytes, reader: Reader) -> tuple[Paper, ...]:
    if not content:
        raise SheetTrouble(Problem.EMPTY, "文件是空的。请确认保存后重新发送。")
    kind = office_kind(content)
    if kind == "password":
        raise SheetTrouble(Problem.PASSWORD, PASSWORD)
    if kind == "workbook":
        return read_workbook_file(blank.name, content, reader)
    return _papers(blank, _word_file(content, kind), reader)


def _word_file(content: bytes, kind: str) -> WordFile:
    if content.startswith(b"PK"):
        return read_docx(content)
    if content.startswith(MAGIC):
        if kind != "document":
            raise SheetTrouble(Problem.DAMAGED, DAMAGED)
        return WordFile(read_doc(content))
    start = content[:2048].lstrip().lower()
    if start.startswith(b"<") and b"<html" in start:
        return WordFile(read_html(decode(content))[0])
    if start.startswith(b"{\\rtf"):
        raise SheetTrouble(Problem.NOT_ACCEPTED, SAVE_AS)
    raise SheetTrouble(Problem.DAMAGED, DAMAGED)


def _papers(blank: Paper, word: WordFile, reader: Reader) -> tuple[Paper, ...]:
    written = _written_paper(blank, word)
    pictures = [(n, p) for n, p in word.pictures if len(p) >= _MIN_PICTURE]
    return _with_pictures(blank, written, pictures, reader) if pictures else (written,)


def _with_pictures(
    blank: Paper, written: Paper, pictures: list[tuple[str, bytes]], reader: Reader
) -> tuple[Paper, ...]:
    about = ONLY_PICTURES.format(count=len(pictures))
    members = [m for n, p in pictures for m in _members(blank.name, n, p, reader)]
    if written.fate is Fate.UNRECOGNISED:
        return (replace(blank, fate=Fate.CONTAINER, about=about), *members)
    text = replace(written, name=f"{blank.name}#text", inside=blank.name)
    return (replace(blank, fate=Fate.CONTAINER, about=about), text, *members)


def _members(document: str, picture: str, content: bytes, reader: Reader) -> list[Paper]:
    from parsers.pictures import read_picture_file

    found = read_picture_file(picture, content, reader)
    return [p if p.inside else replace(p, inside=document) for p in found]


def _written_paper(blank: Paper, word: WordFile) -> Paper:
    if len(re.sub(r"\s", "", word.text)) < 4:
        return (
            replace(blank, fate=Fate.UNREADABLE, problem=Problem.EMPTY, about="文档里没有可读取的文字。")
            if not word.pictures
            else blank
        )
    paper = paper_of_sheets(blank, (word.sheet,))
    return replace(paper, about=UNKNOWN) if paper.fate is Fate.UNRECOGNISED else paper
