"""What a specialist should know of a file before opening the original: false extension, scripts, macros, hidden parts.

Nothing of it is ever run or followed here; the desk shows its own pictures of a file, never the file.
"""

import io
import re
import zipfile
from collections.abc import Iterator

from parsers.ole import MAGIC, CompoundFile

_PICTURES = ("jpg", "jpeg", "jfif", "png", "bmp", "tif", "tiff", "webp", "gif", "heic", "heif")
_FAMILIES = {
    **dict.fromkeys(_PICTURES, "picture"),
    **dict.fromkeys(("pdf",), "pdf"),
    **dict.fromkeys(("zip", "7z", "rar", "tar", "gz", "tgz", "bz2", "xz"), "archive"),
    **dict.fromkeys(("xls", "xlsx", "et", "ods"), "spreadsheet"),
    **dict.fromkeys(("doc", "docx", "wps"), "document"),
}
_KINDS = {
    **dict.fromkeys(("zip", "7z", "rar", "tar", "gzip", "bzip2", "xz"), "archive"),
    **{kind: kind for kind in ("picture", "pdf", "spreadsheet", "document")},
}
_TITLES = {"picture": "图片", "pdf": "PDF", "archive": "压缩包", "spreadsheet": "表格", "document": "文档"}

_SCRIPT = re.compile(rb"/(?:JavaScript|JS|Launch|OpenAction\s*<<[^>]{0,200}/(?:JavaScript|Launch))\b")
_EMBEDDED = re.compile(rb"/EmbeddedFiles?\b")
_XFA = re.compile(rb"/XFA\b")
_HIDDEN_SHEET = re.compile(rb"""\bstate\s*=\s*["'](?:very)?hidden["']""", re.IGNORECASE)
_MOST = 2_000_000  # bytes of a workbook's table of contents that are looked at
_BOUNDSHEET = 0x0085


def remarks(name: str, content: bytes, kind: str) -> str:
    """Chinese sentences, "" if there is nothing to say. `kind` is what parsers.sniff made of the content."""
    found = [_false_extension(name, kind)]
    if kind == "pdf":
        found += _of_pdf(content)
    elif kind in ("spreadsheet", "document"):
        found += _of_compound(content) if content.startswith(MAGIC) else _of_package(content)
    return "".join(found)


def _false_extension(name: str, kind: str) -> str:
    extension = name.rpartition(".")[2].lower()
    says, found = _FAMILIES.get(extension), _KINDS.get(kind)
    if not says or not found or says == found:
        return ""
    return f"文件扩展名是.{extension}，内容实际是{_TITLES[found]}，已按内容读取。"


def _of_pdf(content: bytes) -> Iterator[str]:
    if _SCRIPT.search(content):
        yield "PDF中含有脚本或自动动作，系统没有执行，请勿在本机直接打开原件。"
    if _EMBEDDED.search(content):
        yield "PDF中嵌有其他文件，系统没有打开。"
    if _XFA.search(content):
        yield "PDF是动态表单（XFA），显示的内容可能与Adobe软件中不同。"


def _of_package(content: bytes) -> Iterator[str]:
    """A package that cannot be opened is reported by its reader."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            names = "\n".join(box.namelist()[:2000]).lower()
            book = _start(box, "xl/workbook.xml")
    except Exception:  # noqa: BLE001 - zlib, CRC and header errors have no common parent
        return
    yield from _active(
        macros="vbaproject.bin" in names,
        links="externallinks/" in names,
        objects="/embeddings/" in names or "/activex/" in names,
        hidden=bool(_HIDDEN_SHEET.search(book)),
    )


def _start(box: zipfile.ZipFile, name: str) -> bytes:
    if name not in box.namelist():
        return b""
    with box.open(name) as member:
        return member.read(_MOST)


def _of_compound(content: bytes) -> Iterator[str]:
    try:
        box = CompoundFile(content)
        names = {name.lower() for name in box.names}
        book = box.stream("Workbook") or box.stream("Book")
    except ValueError:
        return
    yield from _active(
        macros=bool(names & {"_vba_project_cur", "_vba_project", "macros", "vba"}),
        links=False,
        objects="objectpool" in names or any(name.startswith("mbd0") for name in names),
        hidden=_has_hidden_sheet(book),
    )


def _has_hidden_sheet(book: bytes) -> bool:
    """BOUNDSHEET records stand near the start of a BIFF stream; their fifth byte says whether the sheet is hidden."""
    position = 0
    while position + 9 <= min(len(book), _MOST):
        kind, size = int.from_bytes(book[position : position + 2], "little"), book[position + 2 : position + 4]
        if kind == _BOUNDSHEET and book[position + 8] & 3:
            return True
        position += 4 + int.from_bytes(size, "little")
    return False


def _active(*, macros: bool, links: bool, objects: bool, hidden: bool) -> Iterator[str]:
    if macros:
        yield "文件中含有宏，系统没有运行，请勿在本机启用宏。"
    if links:
        yield "文件引用了外部文件，系统没有读取。"
    if objects:
        yield "文件中嵌有其他对象，系统没有打开。"
    if hidden:
        yield "表格中有隐藏的工作表，请专员核对。"
