"""Our own few files for the browser, read once at start: no path ever comes from a request [T123-T124]."""

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).parent / "static"
TYPES = {".css": "text/css", ".svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class StaticFile:
    """Bytes and their type."""

    content: bytes
    media_type: str


FILES = {p.name: StaticFile(p.read_bytes(), TYPES[p.suffix]) for p in sorted(FOLDER.iterdir()) if p.suffix in TYPES}
