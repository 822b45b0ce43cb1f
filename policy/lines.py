"""On which line of a TOML text a value stands: tomllib does not say, and a message without a line is no help."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence

Path = tuple[str | int, ...]

_HEADER = re.compile(r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""^\s*["']?([\w-]+)["']?\s*=""")
_BLOCK = re.compile(r'"""|' + "'''")


def line_of(text: str, path: Sequence[str | int]) -> int:
    """The 1-based line of a key path such as ("materials", 2, "title"); of a whole list it is that of its first table.

    A missing key has no line of its own: then it is that of its table. An empty path is line 1.
    """
    wanted, places = tuple(path), list(_places(text))
    beginnings = (wanted[:n] for n in range(len(wanted), 0, -1))
    lines = (line for start in beginnings for place, line in places if place[: len(start)] == start)
    return next(lines, 1)


def _places(text: str) -> Iterator[tuple[Path, int]]:
    """Every table header and key of a text, as a path, with its line."""
    table: Path = ()
    counts: Counter[str] = Counter()
    inside = False
    for line, content in enumerate(text.splitlines(), 1):
        was_inside, inside = inside, inside ^ (len(_BLOCK.findall(content)) % 2 == 1)
        if was_inside:
            continue
        if header := _HEADER.match(content):
            table = _table(header[1], header[2], counts)
            yield table, line
        elif key := _KEY.match(content):
            yield (*table, key[1]), line


def _table(brackets: str, name: str, counts: Counter[str]) -> Path:
    keys = tuple(part.strip(" \"'") for part in name.split("."))
    if brackets == "[":
        return keys
    counts[name] += 1
    return (*keys, counts[name] - 1)
