"""Members of archives, read as streams within a budget; nothing is ever written, no name is ever used as a path."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from filing.terms import Problem
from parsers.file_names import clean_inner_path

MOST_ENTRIES = 500
MOST_BYTES = 200 * 1024 * 1024
MOST_RATIO = 200
_RATIO_FROM = 10 * 1024 * 1024  # a blank page may shrink a thousandfold; small output harms nobody
_CHUNK = 1 << 20
_RUBBISH = re.compile(r"(?:^|/)(?:__MACOSX/|\._[^/]*$|\.DS_Store$|Thumbs\.db$|desktop\.ini$)", re.IGNORECASE)

TOO_BIG = "压缩包解压后超过安全上限（500个文件或200MB），系统未解压，请拆成几个小的压缩包，或直接以附件发送图片。"
DAMAGED = "压缩包损坏或是分卷压缩，无法打开，请重新压缩成一个完整的压缩包，或直接以附件发送。"
LOCKED = "压缩包设有密码，无法打开，请去掉密码后重新发送。"
UNKNOWN_METHOD = "压缩包的压缩方式无法识别，请改用普通ZIP格式，或直接以附件发送。"


class ArchiveTrouble(Exception):
    """The archive as a whole, or one member, cannot be read. `about` is Chinese, with the next step."""

    def __init__(self, problem: Problem, about: str) -> None:
        super().__init__(about)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Member:
    """A file of the archive: its inner path for display, and its content, or why that could not be read."""

    name: str
    content: bytes = b""
    trouble: ArchiveTrouble | None = None


class Budget:
    """What one attachment may unpack to, archives inside it included. Raises ArchiveTrouble when it is spent."""

    def __init__(self, packed: int) -> None:
        self._packed = max(packed, 1)
        self._bytes = 0
        self._entries = 0
        self.links = 0
        """Links and devices that were left out."""

    def entry(self, count: int = 1) -> None:
        """Spend entries."""
        self._entries += count
        if self._entries > MOST_ENTRIES:
            raise ArchiveTrouble(Problem.OVER_LIMITS, TOO_BIG)

    def spend(self, size: int) -> None:
        """Spend bytes that were unpacked, or that a header promises."""
        self._bytes += size
        dense = self._bytes > _RATIO_FROM and self._bytes > MOST_RATIO * self._packed
        if self._bytes > MOST_BYTES or dense:
            raise ArchiveTrouble(Problem.OVER_LIMITS, TOO_BIG)

    def drain(self, read: Callable[[int], bytes]) -> bytes:
        """Everything that `read` gives, counted piece by piece."""
        pieces = []
        while piece := read(_CHUNK):
            self.spend(len(piece))
            pieces.append(piece)
        return b"".join(pieces)


def open_archive(kind: str, content: bytes, budget: Budget) -> Iterator[Member]:
    """Members of a zip, 7z, rar, tar or gzip (`kind` as parsers.sniff names it) without rubbish of operating systems.

    Raises ArchiveTrouble for the archive as a whole: password, damaged, over the limits, not accepted.
    """
    for member in _opener(kind)(content, budget):
        if not _RUBBISH.search(member.name):
            yield Member(clean_inner_path(member.name) or "未命名", member.content, member.trouble)


def _opener(kind: str) -> Callable[[bytes, Budget], Iterator[Member]]:
    if kind == "zip":
        from parsers.archive_zip import zip_members as members
    elif kind == "7z":
        from parsers.archive_7z import seven_zip_members as members
    elif kind == "rar":
        from parsers.archive_rar import rar_members as members
    else:
        from parsers.archive_tar import tar_members as members
    return members
