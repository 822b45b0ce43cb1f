"""Pages of recorded lines for the tests: no engine, no picture."""

from filing.ports import Line
from parsers.page import Page

SIZE = 30


def page(*cells: tuple[int, int, str] | tuple[int, int, str, int], source: str = "ocr") -> Page:
    """Lines at (left, top, text) in letters of 30 px, or (left, top, text, letter size)."""
    lines = tuple(_line(*cell) for cell in cells)
    return Page(lines, 1654, 2339, source=source)


def column(*texts: str, left: int = 100, top: int = 100, step: int = 60) -> Page:
    """Lines one below the other; a first line that begins with # is a title in large letters."""
    cells: list[tuple[int, int, str, int]] = []
    for number, text in enumerate(texts):
        size = 60 if text.startswith("#") else SIZE
        cells.append((left, top + step * number, text.lstrip("#"), size))
    return page(*cells)


def _line(left: int, top: int, text: str, size: int = SIZE) -> Line:
    width = sum(size // 2 if c.isascii() else size for c in text)
    return Line(text, (left, top, left + width, top + size), 0.99)
