"""Our files for the browser, read once at start: no path ever comes from a request [T123-T124].

Each is served under a name that holds its hash (desk.3f2a9c1b4d5e.css), so that a browser may keep it for ever. Modules
import each other by their plain names; the hashed ones are put in their place here.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml", ".js": "text/javascript"}
FOR_EVER = "public, max-age=31536000, immutable"
IMPORT = re.compile(r'(?<="\./)[a-z0-9_-]+\.js(?=")')


@dataclass(frozen=True, slots=True)
class StaticFile:
    """Bytes, their type, and the name that they are served under."""

    content: bytes
    media_type: str
    address: str


def _read(folder: Path) -> Mapping[str, StaticFile]:
    """By plain name. A module that imports itself over others is a mistake of ours, and ends here."""
    paths = {p.name: p for p in sorted(folder.rglob("*")) if p.suffix in TYPES}
    files: dict[str, StaticFile] = {}

    def file(name: str) -> StaticFile:
        if name not in files:
            path = paths[name]
            text = IMPORT.sub(lambda found: file(found[0]).address, path.read_text(encoding="utf-8"))
            files[name] = _file(path, text.encode("utf-8"))
        return files[name]

    return {name: file(name) for name in paths}


def _file(path: Path, content: bytes) -> StaticFile:
    mark = hashlib.sha256(content).hexdigest()[:12]
    return StaticFile(content, TYPES[path.suffix], f"{path.stem}.{mark}{path.suffix}")


FILES = _read(FOLDER)
BY_ADDRESS = {file.address: file for file in FILES.values()}


@cache
def packed(address: str) -> bytes:
    """A file by gzip: nothing that a stranger wrote is in it, so its length tells nobody anything (BREACH)."""
    return gzip.compress(BY_ADDRESS[address].content, 6, mtime=0)


def address(name: str) -> str:
    """Where one of our files is served, as the templates write it."""
    return f"/static/{FILES[name].address}"
