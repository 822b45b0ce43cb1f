"""File names from strangers, made fit to be shown: never used as a path."""

import re
from pathlib import PurePosixPath

from parsers.charsets import clean_line

_LONGEST, _MOST_BYTES = 120, 240  # file systems take 255 bytes; the rest is for a number
_EXTENSIONS = {
    "image/jpeg": "jpg", "image/jpg": "jpg", "image/pjpeg": "jpg", "image/png": "png", "image/gif": "gif",
    "image/bmp": "bmp", "image/tiff": "tif", "image/heic": "heic", "image/heif": "heic", "image/webp": "webp",
    "application/pdf": "pdf", "application/zip": "zip", "application/msword": "doc", "application/vnd.ms-excel": "xls",
    "message/rfc822": "eml", "text/plain": "txt", "text/html": "htm", "text/calendar": "ics",
}  # fmt: skip
_DEVICE = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)


def clean_file_name(name: str) -> str:
    """The last component without controls and direction marks, at most 120 characters and 240 bytes of UTF-8.

    "" if nothing is left.
    """
    name = name if len(name) <= 2000 else name[:1000] + name[-1000:]
    name = re.sub(r"\s{1,20}(?=\.\w{1,5}$)", "", clean_line(name)).replace("\\", "/")
    name = name.rsplit("/", 1)[-1]
    name = re.sub(r'[<>:"|?*]', "_", name).strip(" .") if name.strip(" .") else ""
    return _shortened("_" + name if _DEVICE.fullmatch(name) else name)


def clean_inner_path(path: str) -> str:
    """The path of an archive's member for display: no drive, no way up, no absolute start."""
    path = re.sub(r"^[A-Za-z]:(?=/)", "", path.replace("\\", "/"))
    return "/".join(step for step in map(clean_file_name, path.split("/")[-8:]) if step)


def unnamed(number: int, content_type: str) -> str:
    """未命名-1.jpg for a part without a name."""
    return f"未命名-{number}.{_EXTENSIONS.get(content_type, 'bin')}"


def numbered(names: list[str]) -> list[str]:
    """Equal names (case ignored) told apart: IMG_0001.JPG, IMG_0001(2).JPG."""
    seen: dict[str, int] = {}
    result = []
    for name in names:
        count = seen[name.casefold()] = seen.get(name.casefold(), 0) + 1
        path = PurePosixPath(name)
        result.append(name if count == 1 else f"{name.removesuffix(path.suffix)}({count}){path.suffix}")
    return result


def _shortened(name: str) -> str:
    if len(name) <= _LONGEST and len(name.encode("utf-8", "replace")) <= _MOST_BYTES:
        return name
    stem, dot, extension = name.rpartition(".")
    end = f"….{extension}" if dot and len(extension) <= 8 else "…"
    start = (stem if len(end) > 1 else name)[: _LONGEST - len(end)]
    return _bytes_of(start, _MOST_BYTES - len(end.encode("utf-8", "replace"))) + end


def _bytes_of(text: str, most: int) -> str:
    """As many whole characters as fit."""
    return text.encode("utf-8", "replace")[:most].decode("utf-8", "ignore")
