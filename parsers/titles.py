"""What a paper calls itself: a title stands on a line of its own."""

import re
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
    usual = _usual_height(page)
    found: list[Title] = []
    for row in page.rows:
        texts = [(page.lines[i].text, i) for i in row] + [("".join(page.lines[i].text for i in row), row[0])]
        for text, i in texts:
            cleaned = _MARKS.sub("", fold(text))
            if cleaned and _compiled(pattern).fullmatch(cleaned) and not any(t.line == i for t in found):
                top, bottom = page.lines[i].box[1], page.lines[i].box[3]
                found.append(Title(cleaned, i, (bottom - top) / usual))
    return sorted(found, key=lambda t: -t.prominence)


def title(page: Page, pattern: str) -> Title | None:
    """The tallest line that matches."""
    return next(iter(titles(page, pattern)), None)


def _usual_height(page: Page) -> float:
    heights = sorted(line.box[3] - line.box[1] for line in page.lines if line.text)
    return max(1.0, float(heights[len(heights) // 2])) if heights else 1.0


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
