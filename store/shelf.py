"""Where encrypted files lie: a folder of this machine, each file on the disk before anybody is told so."""

import os
import threading
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack
from io import FileIO
from pathlib import Path
from typing import Protocol

from filing.errors import ConfigurationRefused

Pieces = Iterable[bytes | memoryview]


class Shelf(Protocol):
    """A place for files whose content never changes. Its text is what people call it."""

    def keeps(self, name: str) -> bool:
        """Whether a file is there, whole and safe."""
        ...

    def write(self, name: str, pieces: Pieces) -> None:
        """Whole or not at all; safe when it returns. Each piece is used before the next is asked for."""
        ...

    def write_new(self, files: Mapping[str, Pieces]) -> None:
        """The same for those of several files that are not there yet; some may be there if it fails."""
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

    def write(self, name: str, pieces: Pieces) -> None:
        """See Shelf."""
        write_durably(self._path(name), pieces)

    def write_new(self, files: Mapping[str, Pieces]) -> None:
        """See Shelf."""
        _write_all_durably({self._path(name): pieces for name, pieces in files.items() if not self.keeps(name)})

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


def write_durably(path: Path, pieces: Pieces) -> None:
    """Whole or not at all: a temporary file, fsync, rename, fsync of the folder."""
    _write_all_durably({path: pieces})


def _write_all_durably(files: Mapping[Path, Pieces]) -> None:
    """Step by step for all of them: once the first was made safe, the disk has little left to do for the others."""
    drafts = {path: path.with_name(f".{path.name}.{os.getpid()}.{threading.get_ident()}") for path in files}
    try:
        with ExitStack() as opened:
            written = [_written(opened.enter_context(_created(drafts[path])), files[path]) for path in files]
            for file in written:
                os.fsync(file.fileno())
        for path, draft in drafts.items():
            draft.rename(path)
    except BaseException:
        for draft in drafts.values():
            draft.unlink(missing_ok=True)
        raise
    for folder in {path.parent for path in files}:
        sync_folder(folder)


def _created(draft: Path) -> FileIO:
    draft.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return FileIO(os.open(draft, os.O_CREAT | os.O_WRONLY | os.O_TRUNC, 0o600), "wb")


def _written(file: FileIO, pieces: Pieces) -> FileIO:
    for piece in pieces:
        _write_all(file, memoryview(piece))
    return file


def _write_all(file: FileIO, rest: memoryview) -> None:
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
