"""Zip archives. Names are GBK without saying so more often than not."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Iterator

from filing.terms import Problem
from parsers.archive import DAMAGED, LOCKED, MOST_ENTRIES, TOO_BIG, UNKNOWN_METHOD, ArchiveTrouble, Budget, Member
from parsers.charsets import decode_text

_UTF8, _ENCRYPTED = 0x800, 0x1
_UNICODE_PATH = 0x7075
_LINK = 0o120000


def zip_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """Files in the order of the directory; symbolic links and folders are left out."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError, struct.error) as error:
        raise ArchiveTrouble(Problem.DAMAGED, DAMAGED) from error
    with archive:
        infos = archive.infolist()
        _refuse_tricks(infos)
        links = {id(i) for i in infos if (i.external_attr >> 16) & 0o170000 == _LINK}
        budget.links += len(links)
        files = [i for i in infos if not i.is_dir() and id(i) not in links]
        if files and all(i.flag_bits & _ENCRYPTED for i in files):
            raise ArchiveTrouble(Problem.PASSWORD, LOCKED)
        for info in files:
            budget.entry()
            yield _member(archive, info, budget)


def _refuse_tricks(infos: list[zipfile.ZipInfo]) -> None:
    """More entries than anybody sends, or entries that share bytes (CVE-2024-0450: 19 KB became 2 GB)."""
    if len(infos) > MOST_ENTRIES * 4:
        raise ArchiveTrouble(Problem.OVER_LIMITS, TOO_BIG)
    end = 0
    for info in sorted(infos, key=lambda i: i.header_offset):
        if info.header_offset < end:
            raise ArchiveTrouble(Problem.OVER_LIMITS, TOO_BIG)
        end = info.header_offset + 30 + info.compress_size


def _member(archive: zipfile.ZipFile, info: zipfile.ZipInfo, budget: Budget) -> Member:
    name = member_name(info)
    if info.flag_bits & _ENCRYPTED:
        return Member(name, trouble=ArchiveTrouble(Problem.PASSWORD, LOCKED))
    try:
        with archive.open(info) as stream:
            return Member(name, budget.drain(stream.read))
    except NotImplementedError:
        return Member(name, trouble=ArchiveTrouble(Problem.NOT_ACCEPTED, UNKNOWN_METHOD))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, RuntimeError, ValueError, struct.error):
        return Member(name, trouble=ArchiveTrouble(Problem.DAMAGED, DAMAGED))


def member_name(info: zipfile.ZipInfo) -> str:
    """UTF-8 by flag or by the Unicode Path field; otherwise the bytes decide: UTF-8 (Mac), else GB18030 (Windows)."""
    extra = _unicode_path(info.extra)
    if extra or info.flag_bits & _UTF8:
        return extra or info.orig_filename
    try:
        raw = info.orig_filename.encode("cp437")
    except UnicodeEncodeError:
        return info.orig_filename
    return _japanese(raw) or decode_text(raw)[0]


def _japanese(raw: bytes) -> str:
    """The name in Shift-JIS, if it has kana there and only rare characters as Chinese; GB2312 holds the usual ones."""
    try:
        text = raw.decode("shift_jis")
    except UnicodeDecodeError:
        return ""
    if not re.search("[\u3041-\u30fa]{2}", text):
        return ""
    try:
        raw.decode("gb2312")
    except UnicodeDecodeError:
        return text
    return ""


def _unicode_path(extra: bytes) -> str:
    while len(extra) >= 4:
        field, size = struct.unpack("<HH", extra[:4])
        if field == _UNICODE_PATH and size > 5:
            return extra[9 : 4 + size].decode("utf-8", "replace")
        extra = extra[4 + size :]
    return ""
