"""One page of text, from OCR or from a text layer: what recognisers and extractors work on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache

from filing.names import fold
from filing.paper import Box
from filing.ports import Line


@dataclass(frozen=True)
class Page:
    """Lines with their boxes, upright and level. `source`: `ocr` or `text` (a text layer). `number` counts from 1."""

    lines: tuple[Line, ...]
    width: int
    height: int
    number: int = 1
    source: str = "ocr"

    @cached_property
    def rows(self) -> tuple[tuple[int, ...], ...]:
        """Indexes of lines that stand side by side, top to bottom, left to right."""
        return tuple(tuple(row) for row in _rows(self.lines))

    @cached_property
    def derived(self) -> dict[int, object]:
        """What was made of the page and will be asked for again."""
        return {}

    @cached_property
    def text(self) -> str:
        """The whole page in reading order, a row a line."""
        return "\n".join(" ".join(self.lines[i].text for i in row) for row in self.rows)

    @cached_property
    def folded(self) -> str:
        """The text for looking things up: width, brackets and case folded, no spaces, rows joined."""
        return fold(self.text)

    @cached_property
    def row_of(self) -> dict[int, int]:
        """Which row each line stands in."""
        return {i: n for n, row in enumerate(self.rows) for i in row}

    def only(self, indexes: Iterable[int]) -> "Page":
        """The page with the other lines blanked out, so that indexes keep their meaning."""
        keep = set(indexes)
        lines = tuple(line if i in keep else replace(line, text="", other=None) for i, line in enumerate(self.lines))
        return Page(lines, self.width, self.height, self.number, self.source)

    def second_reading(self) -> "Page":
        """The page as the other tier read it, where it was read twice."""
        lines = tuple(replace(x, text=x.text if x.other is None else x.other) for x in self.lines)
        return Page(lines, self.width, self.height, self.number, self.source)

    def has(self, *words: str) -> int:
        """How many of these words (folded) stand somewhere on the page."""
        return sum(_folded(word) in self.folded for word in words)


_folded = lru_cache(maxsize=1024)(fold)
"""Of the words that papers are told by, which are constants."""


def _rows(lines: tuple[Line, ...]) -> list[list[int]]:
    order = sorted((i for i, line in enumerate(lines) if line.text.strip()), key=lambda i: _middle(lines[i].box))
    rows: list[list[int]] = []
    for i in order:
        if rows and _beside(lines[rows[-1][-1]].box, lines[i].box):
            rows[-1].append(i)
        else:
            rows.append([i])
    return [sorted(row, key=lambda i: lines[i].box[0]) for row in rows]


def _middle(box: Box) -> float:
    return (box[1] + box[3]) / 2


def _beside(a: Box, b: Box) -> bool:
    return abs(_middle(a) - _middle(b)) < 0.5 * min(a[3] - a[1], b[3] - b[1])


def overlap(a: Box, b: Box) -> float:
    """How much of the lower of two boxes lies beside the other, 0-1."""
    shared = min(a[3], b[3]) - max(a[1], b[1])
    return shared / max(1, min(a[3] - a[1], b[3] - b[1]))


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return min(lefts), min(tops), max(rights), max(bottoms)


def squeeze(text: str) -> str:
    """Text without any white space."""
    return "".join(text.split())
