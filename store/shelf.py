"""Where encrypted files lie: a folder of this machine, each file on the disk before anybody is told so."""

import os
import threading
import time
from collections.abc import Iterable, Iterator
from io import RawIOBase
from pathlib import Path
from typing import Protocol

from filing.errors import ConfigurationRefused


class Shelf(Protocol):
    """A place for files whose content never changes. Its text is what people call it."""

    def keeps(self, name: str) -> bool:
        """Whether a file is there, whole and safe."""
        ...

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> None:
        """Whole or not at all; safe when it returns. Each piece is used before the next is asked for."""
        ...

    def read(self, name: str) -> bytes:
        """The file. Raises OSError if it is not there."""
        ...

    def head(self, name: str, size: int) -> bytes:
        """Its first bytes, fewer if it is shorter. Raises OSError if it is not there."""
        ...

    def names(self) -> Iterator[str]:
        """Of all files, in no order."""
        ...

    def remove(self, name: str, idle: float) -> bool:
        """For good, unless somebody has wanted it (`keeps`, `write`) in the last `idle` seconds; whether it is gone.

        Whoever finds a file there does not write it again: it must not go before their row names it.
        """
        ...


class Folder:
    """256 folders by the first two signs of the name. Raises ConfigurationRefused if it cannot be written."""

    def __init__(self, root: Path) -> None:
        self._root = root
        try:
            root.mkdir(parents=True, exist_ok=True, mode=0o700)
            for first in range(256):  # made once and safe, so that a new file needs its own folder's fsync only
                (root / f"{first:02x}").mkdir(exist_ok=True, mode=0o700)
            sync_folder(root)
        except OSError as trouble:
            message = f"{self} 无法读写：{trouble.strerror}。"
            raise ConfigurationRefused(message, "请检查目录权限和磁盘空间。") from trouble

    def __str__(self) -> str:
        return f"存档目录 {self._root}"

    def keeps(self, name: str) -> bool:
        """See Shelf. Whoever wrote it may not have come as far as the folder's fsync yet."""
        path = self._path(name)
        try:
            os.utime(path)
        except FileNotFoundError:
            return False
        sync_folder(path.parent)
        return True

    def write(self, name: str, pieces: Iterable[bytes | memoryview]) -> None:
        """See Shelf."""
        write_durably(self._path(name), pieces)

    def read(self, name: str) -> bytes:
        """See Shelf."""
        return self._path(name).read_bytes()

    def head(self, name: str, size: int) -> bytes:
        """See Shelf."""
        with self._path(name).open("rb") as file:
            return file.read(size)

    def names(self) -> Iterator[str]:
        """See Shelf. What begins with a dot is being written."""
        places = (self._root, *(self._root / f"{first:02x}" for first in range(256)))
        for place in places:
            with os.scandir(place) as entries:
                yield from (e.name for e in entries if e.is_file() and not e.name.startswith("."))

    def remove(self, name: str, idle: float) -> bool:
        """See Shelf."""
        path = self._path(name)
        try:
            if time.time() - path.stat().st_mtime < idle:
                return False
            path.unlink()
        except FileNotFoundError:
            return True
        sync_folder(path.parent)
        return True

    def _path(self, name: str) -> Path:
        return self._root / (name[:2] if len(name) == 64 else "") / name


def write_durably(path: Path, pieces: Iterable[bytes | memoryview]) -> None:
    """Whole or not at all: a temporary file, fsync, rename, fsync of the folder."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}")
    descriptor = os.open(temporary, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600)
    try:
        with os.fdopen(descriptor, "wb", buffering=0) as file:
            for piece in pieces:
                _write_all(file, memoryview(piece))
            os.fsync(file.fileno())
        temporary.rename(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def _write_all(file: RawIOBase, rest: memoryview) -> None:
    """A plain write may take less than it is given, as on a disk that is nearly full."""
    while rest:
        rest = rest[file.write(rest) :]


def sync_folder(folder: Path) -> None:
    """What was made or renamed in it stays so after a power cut."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
