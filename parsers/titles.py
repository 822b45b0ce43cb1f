"""What a paper calls itself: a title stands on a line of its own."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from filing.names import fold
from parsers.page import Page

_MARKS = re.compile(r"^[\d一二三四五六七八九十、.()（）《》<>\"'“”*#\s:：-]+|[《》<>\"'“”*\s:：;；。.-]+$")


@dataclass(frozen=True, slots=True)
class Title:
    """A line that is a title: its text, its line and how tall it is compared with the page's usual line."""

    text: str
    line: int
    prominence: float


def titles(page: Page, pattern: str) -> list[Title]:
    """Lines, or rows of letters set wide apart, that match `pattern` as a whole; the tallest first."""
    found: list[Title] = []
    for candidate in _candidates(page):
        if _compiled(pattern).fullmatch(candidate.text) and not any(t.line == candidate.line for t in found):
            found.append(candidate)
    return sorted(found, key=lambda t: -t.prominence)


def _candidates(page: Page) -> list[Title]:
    """All lines and rows, cleaned: each kind of paper asks for its own title."""
    known = page.derived.get(id(_candidates))
    if not isinstance(known, list):
        usual = _usual_height(page)
        known = page.derived[id(_candidates)] = [t for row in page.rows for t in _of_row(page, row, usual) if t.text]
    return known


def _of_row(page: Page, row: tuple[int, ...], usual: float) -> Iterator[Title]:
    for text, i in [*((page.lines[i].text, i) for i in row), ("".join(page.lines[i].text for i in row), row[0])]:
        top, bottom = page.lines[i].box[1], page.lines[i].box[3]
        yield Title(_MARKS.sub("", fold(text)), i, (bottom - top) / usual)


def title(page: Page, pattern: str) -> Title | None:
    """The tallest line that matches."""
    return next(iter(titles(page, pattern)), None)


def _usual_height(page: Page) -> float:
    heights = sorted(line.box[3] - line.box[1] for line in page.lines if line.text)
    return max(1.0, float(heights[len(heights) // 2])) if heights else 1.0


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
