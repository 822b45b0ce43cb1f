"""The door to olefile: compound files (.xls, .doc, .et, .wps, .msg), their streams, and the files in a kept message.

Only what is needed to tell a workbook from a document, to see that a file asks for a password before any larger parser
touches it, and to open a kept mail. [MS-CFB, MS-OXMSG]
"""

import io
from collections.abc import Iterator

import olefile

MAGIC = olefile.MAGIC
MOST_FILES = 100
_ATTACHMENT = "__attach_version1.0_#"
_EMBEDDED = "__substg1.0_3701000d"  # an attached message is a storage of this name with the same streams in it
_CONTENT = "__substg1.0_37010102"
_NAMES = (("__substg1.0_3707001f", "utf-16-le"), ("__substg1.0_3707001e", "gb18030"),
          ("__substg1.0_3704001f", "utf-16-le"), ("__substg1.0_3704001e", "gb18030"))  # fmt: skip


class CompoundFile:
    """Streams of one compound file. Raises ValueError if the bytes are not a whole one."""

    def __init__(self, content: bytes) -> None:
        if not content.startswith(MAGIC):
            raise ValueError("not a compound file")
        try:
            self._file = olefile.OleFileIO(io.BytesIO(content))
            self._paths = [tuple(path) for path in self._file.listdir(streams=True, storages=True)]
        except Exception as error:  # a damaged file raises whatever the damaged place leads to
            raise ValueError("a damaged compound file") from error

    @property
    def names(self) -> frozenset[str]:
        """The names of all streams and storages, at any depth."""
        return frozenset(name for path in self._paths for name in path)

    def stream(self, name: str) -> bytes:
        """The bytes of the stream of that name (any case) that lies least deep; b"" if there is none."""
        found = sorted((p for p in self._paths if p[-1].lower() == name.lower()), key=len)
        return self._read(found[0]) if found else b""

    def files(self) -> Iterator[tuple[str, bytes]]:
        """(name, content) of each file attached to an Outlook message or to a message attached to it."""
        holders = [path for path in self._paths if path[-1].lower().startswith(_ATTACHMENT)]
        for holder in holders[:MOST_FILES]:
            members = {p[-1].lower(): p for p in self._paths if p[:-1] == holder}
            if _CONTENT in members and _EMBEDDED not in members:
                names = (self._read(members[key]).decode(code, "replace") for key, code in _NAMES if key in members)
                yield (
                    next((name.rstrip("\0") for name in names if name.strip("\0 ")), ""),
                    self._read(members[_CONTENT]),
                )

    def _read(self, path: tuple[str, ...]) -> bytes:
        try:
            return bytes(self._file.openstream(list(path)).read())
        except Exception as error:  # the same: a storage by that name, a chain that leaves the file
            raise ValueError("a damaged stream") from error
