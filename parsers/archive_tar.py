"""Tar archives, plain or compressed, and single compressed files."""

import bz2
import gzip
import io
import lzma
import tarfile
import zlib
from collections.abc import Iterator
from typing import IO, cast

from filing.terms import Problem
from parsers.archive import DAMAGED, ArchiveTrouble, Budget, Member
from parsers.charsets import decode_text

_BROKEN = (tarfile.TarError, OSError, EOFError, zlib.error, lzma.LZMAError, ValueError)


def tar_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """Regular files; links and devices are left out. What is no tar inside is one file."""
    plain = _unpacked(content, budget)
    if plain[257:262] != b"ustar":
        budget.entry()
        yield Member("内容", plain)
        return
    try:
        with tarfile.open(
            fileobj=io.BytesIO(plain), mode="r:", encoding="latin-1", errors="surrogateescape"
        ) as archive:
            for info in archive:
                budget.links += not (info.isreg() or info.isdir())
                if info.isreg():
                    budget.entry()
                    stream = archive.extractfile(info)
                    yield Member(_name(info.name), stream.read() if stream else b"")
    except _BROKEN as error:
        raise ArchiveTrouble(Problem.DAMAGED, DAMAGED) from error


def _name(name: str) -> str:
    try:
        return decode_text(name.encode("latin-1", "surrogateescape"))[0]
    except UnicodeEncodeError:
        return name  # a pax header holds the name in Unicode


def _unpacked(content: bytes, budget: Budget) -> bytes:
    try:
        with _stream(content) as stream:
            return budget.drain(stream.read)
    except _BROKEN as error:
        raise ArchiveTrouble(Problem.DAMAGED, DAMAGED) from error


def _stream(content: bytes) -> IO[bytes]:
    source = io.BytesIO(content)
    if content.startswith(b"\x1f\x8b"):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=source))
    if content.startswith(b"BZh"):
        return bz2.BZ2File(source)
    return lzma.LZMAFile(source) if content.startswith(b"\xfd7zXZ") else source
