"""OLE2 compound files (.xls, .doc, .et, .wps): which streams are inside, and their bytes. [MS-CFB]

Only what is needed to tell a workbook from a document and to see that a file asks for a password, before any larger
parser touches it. All loops are bounded by the size of the file.
"""

import struct
from dataclasses import dataclass

MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
_END = 0xFFFFFFFA  # from here on sector numbers are markers
_MINI_CUTOFF = 4096


@dataclass(frozen=True, slots=True)
class _Entry:
    name: str
    kind: int
    start: int
    size: int


class CompoundFile:
    """Streams of one compound file. Raises ValueError if the bytes are not a whole one."""

    def __init__(self, content: bytes) -> None:
        if len(content) < 512 or not content.startswith(MAGIC):
            raise ValueError("not a compound file")
        self._content = content
        self._shift = int.from_bytes(content[30:32], "little")
        if self._shift not in (9, 12):
            raise ValueError("unknown sector size")
        self._fat = self._read_fat()
        directory = self._chain(int.from_bytes(content[48:52], "little"))
        self._entries = [_entry(directory[i : i + 128]) for i in range(0, len(directory) - 127, 128)]

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages."""
        return frozenset(e.name for e in self._entries if e.kind)

    def stream(self, name: str) -> bytes:
        """The bytes of the first stream of that name (any case); b"" if there is none."""
        entry = next((e for e in self._entries if e.kind == 2 and e.name.lower() == name.lower()), None)
        if entry is None:
            return b""
        if entry.size >= _MINI_CUTOFF:
            return self._chain(entry.start)[: entry.size]
        return self._mini(entry)

    def _sector(self, number: int) -> bytes:
        size = 1 << self._shift
        return self._content[(number + 1) * size : (number + 2) * size]

    def _read_fat(self) -> list[int]:
        sectors = list(struct.unpack("<109I", self._content[76:512]))
        per, extra, seen = (1 << self._shift) // 4, int.from_bytes(self._content[68:72], "little"), 0
        while extra < _END and seen < len(self._content) >> self._shift:
            numbers = _numbers(self._sector(extra))
            if len(numbers) < per:
                break
            sectors += numbers[:-1]
            extra, seen = numbers[-1], seen + 1
        return [n for s in sectors if s < _END for n in _numbers(self._sector(s))]

    def _chain(self, start: int) -> bytes:
        parts, number, left = [], start, len(self._fat)
        while number < len(self._fat) and left:
            parts.append(self._sector(number))
            number, left = self._fat[number], left - 1
        return b"".join(parts)

    def _mini(self, entry: _Entry) -> bytes:
        root = next((e for e in self._entries if e.kind == 5), None)
        if root is None:
            return b""
        fat, store = _numbers(self._chain(int.from_bytes(self._content[60:64], "little"))), self._chain(root.start)
        parts, number, left = [], entry.start, len(fat)
        while number < len(fat) and left:
            parts.append(store[number * 64 : number * 64 + 64])
            number, left = fat[number], left - 1
        return b"".join(parts)[: entry.size]


def _numbers(sector: bytes) -> list[int]:
    return list(struct.unpack(f"<{len(sector) // 4}I", sector[: len(sector) // 4 * 4]))


def _entry(raw: bytes) -> _Entry:
    length = min(int.from_bytes(raw[64:66], "little"), 64)
    name = raw[: max(length - 2, 0)].decode("utf-16-le", "replace")
    return _Entry(name, raw[66], int.from_bytes(raw[116:120], "little"), int.from_bytes(raw[120:124], "little"))
