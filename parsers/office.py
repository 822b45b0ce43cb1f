"""Office files before they are parsed: what they are, whether they ask for a password, whether they are a bomb."""

import io
import re
import zipfile
from typing import Literal

from filing.terms import Problem
from parsers.ole import MAGIC, CompoundFile
from parsers.sheet import SheetTrouble

Kind = Literal["workbook", "document", "password", "ofd", "other"]

MAX_MEMBERS = 2000
MAX_UNPACKED = 150_000_000
MAX_XML = 60_000_000
MAX_RATIO = 200
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)|<\x00!\x00D\x00O\x00C|\x00<\x00!\x00D\x00O", re.IGNORECASE)

PASSWORD = "文件设置了打开密码，无法读取。请取消密码后另存，再重新发送。"  # noqa: S105 - a sentence about one
DAMAGED = "文件已损坏或不完整，无法打开。请在电脑上确认能正常打开后重新发送。"
OVER_LIMITS = "文件解压后的内容异常庞大，为安全起见未读取。请另存为普通表格或文档后重新发送。"
FORBIDDEN_XML = "文件中含有外部引用或实体定义，为安全起见未读取。请用Excel或WPS另存后重新发送。"


def office_kind(content: bytes) -> Kind:
    """What an OLE or zip file holds: a workbook, a document, something behind a password, or something else."""
    if content.startswith(MAGIC):
        return _ole_kind(content)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as box:
            names = set(box.namelist()[:MAX_MEMBERS])
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError):
        return "other"
    if "OFD.xml" in names:
        return "ofd"
    if any(n.startswith("word/") for n in names):
        return "document"
    if any(n.startswith("xl/") for n in names) or "content.xml" in names:
        return "workbook"
    return "other"


def _ole_kind(content: bytes) -> Kind:
    try:
        box = CompoundFile(content)
        flags = box.stream("WordDocument")[11:12]
    except ValueError:
        return "other"
    names = {n.lower() for n in box.names}
    if "encryptedpackage" in names or "encryptioninfo" in names:
        return "password"
    if "worddocument" in names:
        return "password" if flags and flags[0] & 1 else "document"
    return "workbook" if names & {"workbook", "book"} else "other"


def open_package(content: bytes, lazy: re.Pattern[str] | None = None) -> zipfile.ZipFile:
    """A zip package whose members are safe to read. Raises SheetTrouble: damaged, password, over limits.

    Members that match `lazy` are never unpacked whole by the caller, so that their size is no danger.
    """
    try:
        box = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error
    members = box.infolist()
    if any(m.flag_bits & 1 for m in members):
        raise SheetTrouble(Problem.PASSWORD, PASSWORD)
    whole = [m for m in members if lazy is None or not lazy.fullmatch(m.filename)]
    too_dense = any(m.file_size > 5_000_000 and m.file_size > MAX_RATIO * max(m.compress_size, 1) for m in whole)
    overlapping = sum(m.compress_size for m in members) > len(content)  # one body behind many names
    if len(members) > MAX_MEMBERS or sum(m.file_size for m in whole) > MAX_UNPACKED or too_dense or overlapping:
        raise SheetTrouble(Problem.OVER_LIMITS, OVER_LIMITS)
    return box


def read_xml(box: zipfile.ZipFile, name: str, limit: int | None = None) -> bytes:
    """One XML member free of a DOCTYPE; b"" if there is none.

    With a `limit` at most its first `limit` bytes. Raises SheetTrouble: damaged, entities, or more than MAX_XML bytes.
    """
    try:
        with box.open(name) as member:
            content = member.read(limit or MAX_XML + 1)
    except KeyError:
        return b""
    except Exception as error:  # zlib, lzma, bz2, CRC and seek errors have no common parent
        raise SheetTrouble(Problem.DAMAGED, DAMAGED) from error
    if len(content) > MAX_XML:
        raise SheetTrouble(Problem.OVER_LIMITS, OVER_LIMITS)
    if _DECLARATION.search(content[:4096]):
        raise SheetTrouble(Problem.NOT_ACCEPTED, FORBIDDEN_XML)
    return content
