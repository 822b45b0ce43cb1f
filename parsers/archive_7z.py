"""The door to py7zr: 7z archives, unpacked in memory within the budget."""

import io
from collections.abc import Iterator

from py7zr import SevenZipFile
from py7zr.exceptions import PasswordRequired, UnsupportedCompressionMethodError
from py7zr.io import Py7zIO, WriterFactory

from filing.terms import Problem
from parsers.archive import DAMAGED, LOCKED, UNKNOWN_METHOD, ArchiveTrouble, Budget, Member


class _Sink(Py7zIO):
    """One member in memory."""

    def __init__(self, budget: Budget) -> None:
        self._budget = budget
        self.buffer = io.BytesIO()

    def write(self, s: bytes | bytearray) -> int:
        self._budget.spend(len(s))
        return self.buffer.write(s)

    def read(self, size: int | None = None) -> bytes:
        return self.buffer.read(size)

    def seek(self, offset: int, whence: int = 0) -> int:
        return self.buffer.seek(offset, whence)

    def flush(self) -> None:
        return None

    def size(self) -> int:
        return self.buffer.getbuffer().nbytes


class _Factory(WriterFactory):
    """Gives every member a sink of its own."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.sinks: dict[str, _Sink] = {}

    def create(self, filename: str) -> Py7zIO:
        self.budget.entry()
        sink = self.sinks[filename] = _Sink(self.budget)
        return sink


def seven_zip_members(content: bytes, budget: Budget) -> Iterator[Member]:
    """Files of the archive; the library writes links as small files, which are harmless."""
    factory = _Factory(budget)
    try:
        with SevenZipFile(io.BytesIO(content)) as archive:
            if archive.needs_password():
                raise ArchiveTrouble(Problem.PASSWORD, LOCKED)
            archive.extract(factory=factory)
    except ArchiveTrouble:
        raise
    except PasswordRequired as error:
        raise ArchiveTrouble(Problem.PASSWORD, LOCKED) from error
    except UnsupportedCompressionMethodError as error:
        raise ArchiveTrouble(Problem.NOT_ACCEPTED, UNKNOWN_METHOD) from error
    except Exception as error:
        raise ArchiveTrouble(Problem.DAMAGED, DAMAGED) from error
    for name, sink in factory.sinks.items():
        yield Member(name, sink.buffer.getvalue())
