"""What a table is, whatever file it came from: cells at positions, and which of them are merged."""

import math
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from filing.terms import Problem

MAX_ROWS = 2000
MAX_COLUMNS = 256
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_SCIENTIFIC = re.compile(r"\d(?:\.\d+)?E\+?\d{2}", re.IGNORECASE)


class SheetTrouble(Exception):
    """A file that cannot be read as tables. `about` is Chinese, for the specialist."""

    def __init__(self, problem: Problem, about: str) -> None:
        super().__init__(about)
        self.problem = problem
        self.about = about


@dataclass(frozen=True, slots=True)
class Cell:
    """One written cell: its text as a person sees it and how many rows and columns it covers.

    `lost` is true if a number of 16 or more digits was stored as a number: Excel keeps 15, the rest is gone; `text` is
    then what Excel shows (3.30302E+17). `number` is true if the cell held a number, not text.
    """

    row: int
    column: int
    text: str
    rows: int = 1
    columns: int = 1
    lost: bool = False
    number: bool = False

    @property
    def below(self) -> int:
        """The first row under the cell."""
        return self.row + self.rows

    @property
    def right(self) -> int:
        """The first column to the right of the cell."""
        return self.column + self.columns

    def covers_column(self, column: int) -> bool:
        """Whether the cell reaches over `column`."""
        return self.column <= column < self.right

    def covers_row(self, row: int) -> bool:
        """Whether the cell reaches over `row`."""
        return self.row <= row < self.below


@dataclass(frozen=True, slots=True)
class Sheet:
    """The written cells of one sheet or table, in reading order; `height` and `width` reach to the last of them.

    `spans_known`: merged ranges were in the file. `cut`: there was more than is here. `at`: position → covering cell.
    """

    name: str
    cells: tuple[Cell, ...]
    hidden: bool = False
    spans_known: bool = True
    cut: bool = False
    height: int = 0
    width: int = 0
    at: Mapping[tuple[int, int], Cell] = field(default_factory=dict, repr=False, compare=False)

    @classmethod
    def of(
        cls, name: str, cells: Iterable[Cell], *, hidden: bool = False, spans_known: bool = True, cut: bool = False
    ) -> "Sheet":
        """A sheet of the cells that hold text, with each covered position pointing at its cell."""
        written = sorted((c for c in cells if c.text), key=lambda c: (c.row, c.column))
        at = {position: cell for cell in reversed(written) for position in _positions(cell)}
        height, width = max((c.below for c in written), default=0), max((c.right for c in written), default=0)
        return cls(name, tuple(written), hidden, spans_known, cut, height, width, at)


def _positions(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, min(cell.below, MAX_ROWS)):
        for column in range(cell.column, min(cell.right, MAX_COLUMNS)):
            yield row, column


def text_cell(row: int, column: int, text: str, rows: int = 1, columns: int = 1) -> Cell:
    """A cell that was stored as text. 3.30302E+17 as text is a number that lost its digits before it was text."""
    clean = _CONTROLS.sub("", text).replace("\xa0", " ").strip()
    lost = bool(_SCIENTIFIC.fullmatch(clean))
    return Cell(row, column, clean[:4000], max(rows, 1), max(columns, 1), lost=lost, number=lost)


def number_cell(row: int, column: int, value: float, rows: int = 1, columns: int = 1) -> Cell:
    """A cell that was stored as a number: 13912345678.0 is 13912345678, and 16 digits are not what was typed (G32)."""
    if not math.isfinite(value):
        return text_cell(row, column, "")
    if abs(value) >= 1e15:
        return Cell(row, column, f"{value:.5E}", rows, columns, lost=True, number=True)
    text = str(int(value)) if value == int(value) else repr(float(value))
    return Cell(row, column, text, rows, columns, number=True)
