"""The door to libarchive (a C library of the system) for RAR, by ctypes; without it RAR is not accepted."""

import ctypes
import ctypes.util
from collections.abc import Iterator
from functools import cache

from filing.terms import Problem
from parsers.archive import DAMAGED, LOCKED, ArchiveTrouble, Budget, Member
from parsers.charsets import decode_text

NO_LIBRARY = "系统未安装RAR解压组件，请改用ZIP格式压缩，或直接以附件发送。"
_OK, _END, _WARN = 0, 1, -20
_REGULAR, _FOLDER = 0o100000, 0o040000
_CHUNK = 1 << 20
_POINTERS = ("archive_read_new",)
_TEXTS = ("archive_error_string", "archive_entry_pathname", "archive_entry_pathname_utf8")


def rar_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """Regular files of a RAR 4 or RAR 5 archive."""
    library = _library()
    if library is None:
        raise ArchiveTrouble(Problem.NOT_ACCEPTED, NO_LIBRARY)
    archive = ctypes.c_void_p(library.archive_read_new())
    try:
        library.archive_read_support_format_rar(archive)
        library.archive_read_support_format_rar5(archive)
        _expect(library, archive, library.archive_read_open_memory(archive, content, ctypes.c_size_t(len(content))))
        yield from _entries(library, archive, budget)
    finally:
        library.archive_read_free(archive)


def _entries(library: ctypes.CDLL, archive: ctypes.c_void_p, budget: Budget) -> Iterator[Member]:
    entry = ctypes.c_void_p()
    while (status := library.archive_read_next_header(archive, ctypes.byref(entry))) != _END:
        _expect(library, archive, status)
        kind = library.archive_entry_filetype(entry) & 0o170000
        budget.links += kind not in (_REGULAR, _FOLDER)
        if kind != _REGULAR:
            continue
        budget.entry()
        name = _name(library, entry)
        if library.archive_entry_is_data_encrypted(entry):
            raise ArchiveTrouble(Problem.PASSWORD, LOCKED)
        yield Member(name, budget.drain(lambda size: _data(library, archive, min(size, _CHUNK))))


def _data(library: ctypes.CDLL, archive: ctypes.c_void_p, size: int) -> bytes:
    buffer = ctypes.create_string_buffer(size)
    count = library.archive_read_data(archive, buffer, ctypes.c_size_t(size))
    if count < 0:
        _expect(library, archive, int(count))
    return buffer.raw[: max(count, 0)]


def _name(library: ctypes.CDLL, entry: ctypes.c_void_p) -> str:
    raw = library.archive_entry_pathname_utf8(entry) or library.archive_entry_pathname(entry) or b""
    return decode_text(raw)[0]


def _expect(library: ctypes.CDLL, archive: ctypes.c_void_p, status: int) -> None:
    if status in (_OK, _WARN):
        return
    reason = (library.archive_error_string(archive) or b"").lower()
    if b"encrypt" in reason or b"passphrase" in reason or b"password" in reason:
        raise ArchiveTrouble(Problem.PASSWORD, LOCKED)
    raise ArchiveTrouble(Problem.DAMAGED, DAMAGED)


@cache
def _library() -> ctypes.CDLL | None:
    path = ctypes.util.find_library("archive") or "libarchive.so.13"
    try:
        library = ctypes.CDLL(path)
    except OSError:
        return None
    for name in _POINTERS:
        getattr(library, name).restype = ctypes.c_void_p
    for name in _TEXTS:
        getattr(library, name).restype = ctypes.c_char_p
    library.archive_read_data.restype = ctypes.c_ssize_t
    return library if hasattr(library, "archive_read_support_format_rar5") else None
