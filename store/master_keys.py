"""The master keys, in one file: one that writes, and during a rotation a second one that opens too.

    6f0c…               the one that writes
    next 91ab…          made, and not used before every host has it
    old 03de…           writes no longer; what it wrapped is being wrapped again
    fingerprint 77f1…   of the first key of all: fingerprints in the database must not change with the key

A file with nothing but a key is one that was never rotated.
"""

import contextlib
import fcntl
import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from filing.errors import ConfigurationRefused
from store.shelf import sync_folder, write_durably

_LABELS = ("", "next", "old", "fingerprint")


class Keys(Protocol):
    """What opens files and columns."""

    def all(self) -> tuple[bytes, ...]:
        """The one that writes first."""
        ...

    @property
    def fingerprint(self) -> bytes:
        """The key of fingerprints, which outlives every master key."""
        ...


@dataclass(frozen=True, slots=True)
class Ring:
    """The keys of a file at one moment."""

    current: bytes
    fingerprint: bytes
    next: bytes | None = None
    old: bytes | None = None

    def all(self) -> tuple[bytes, ...]:
        """See Keys."""
        return tuple(key for key in (self.current, self.next, self.old) if key is not None)

    def text(self) -> bytes:
        """As it stands in the file."""
        values = (self.current, self.next, self.old, self.fingerprint)
        lines = (f"{label} {value.hex()}".strip() for label, value in zip(_LABELS, values, strict=True) if value)
        return "".join(f"{line}\n" for line in lines).encode()


def only(key: bytes) -> Ring:
    """A key that was never rotated."""
    return Ring(key, hashlib.sha256(b"fingerprint" + key).digest())


def read_ring(path: Path) -> Ring:
    """Raises ConfigurationRefused if the file cannot be used."""
    try:
        return _parsed(path.read_text("ascii"))
    except (OSError, ValueError) as trouble:
        message = f"主密钥文件 {path} 无法使用：{trouble}。"
        raise ConfigurationRefused(message, "请恢复备份的密钥文件，并确认当前用户可以读写它。") from trouble


def _parsed(text: str) -> Ring:
    """Raises ValueError for what we would not have written: a guess could wrap files with a key that nobody keeps."""
    found: dict[str, bytes] = {}
    for line in filter(None, map(str.strip, text.splitlines())):
        label, _, value = line.rpartition(" ")
        if label not in _LABELS or label in found:
            raise ValueError("有不认识或重复的行")
        found[label] = bytes.fromhex(value)
    if "" not in found or any(len(value) != 32 for value in found.values()):
        raise ValueError("缺少密钥或长度不对")
    if "fingerprint" not in found and len(found) > 1:
        raise ValueError("缺少 fingerprint 行")
    first = found.pop("")
    return Ring(first, found.pop("fingerprint", only(first).fingerprint), **found)


def replace_ring(path: Path, ring: Ring) -> None:
    """Whole or not at all, for the same readers as before: root may run this for a service of another name."""
    before, fresh = path.stat(), path.with_name(f".{path.name}.{os.getpid()}")
    write_durably(fresh, [ring.text()])
    fresh.chmod(before.st_mode & 0o777)
    with contextlib.suppress(PermissionError):
        os.chown(fresh, before.st_uid, before.st_gid)
    fresh.rename(path)
    sync_folder(path.parent)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Nobody else changes the file meanwhile: a key that was overwritten is lost with all that it wrapped."""
    descriptor = os.open(path.parent, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    except BlockingIOError as taken:
        raise ConfigurationRefused("另一个 beian keys 命令正在运行。", "请等它结束后再运行。") from taken
    finally:
        os.close(descriptor)


class MasterKeys:
    """The keys of a file, made at the first start with mode 0600; to be backed up apart from the database.

    A file that changes is read again, so that a running service follows a rotation; what it has known it goes on
    opening until it ends. Raises ConfigurationRefused if the file cannot be used.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            if not path.exists():
                _make(path)
            self._seen = _stamp(path)
        except OSError as trouble:
            message = f"主密钥文件 {path} 无法使用：{trouble}。"
            raise ConfigurationRefused(message, "请恢复备份的密钥文件，并确认当前用户可以读写它。") from trouble
        ring = read_ring(path)
        self._keys, self._fingerprint = ring.all(), ring.fingerprint

    @property
    def fingerprint(self) -> bytes:
        """See Keys."""
        return self._fingerprint

    def all(self) -> tuple[bytes, ...]:
        """See Keys. A file that is away or of another desk stops nobody who runs already."""
        with contextlib.suppress(OSError, ConfigurationRefused):
            if (stamp := _stamp(self._path)) != self._seen:
                self._follow(read_ring(self._path))
                self._seen = stamp
        return self._keys

    def _follow(self, ring: Ring) -> None:
        if ring.fingerprint == self._fingerprint:
            self._keys = (*ring.all(), *(key for key in self._keys if key not in ring.all()))


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_mtime_ns, found.st_size


def _make(path: Path) -> None:
    """Two processes may start for the first time together: the first key stays."""
    mine = path.with_name(f".{path.name}.{os.getpid()}")
    write_durably(mine, [secrets.token_bytes(32).hex().encode()])
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(mine)
    mine.unlink()
    sync_folder(path.parent)
