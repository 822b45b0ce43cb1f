"""Which value belongs to which label.

Forms come with the label left of the value (two or four columns, with section bands), with labels in a header row and
one row per site below, with label and value in one cell, and with headings that run down the side.
"""

from dataclasses import dataclass

from parsers.form_labels import PERSONS, Section
from parsers.form_layout import Layout
from parsers.form_match import Meaning
from parsers.form_values import is_empty, is_instruction, is_same
from parsers.sheet import Cell, Sheet

_MAX_GAP = 4  # empty columns between a label and its value where merged ranges are not known


@dataclass(frozen=True, slots=True)
class Entry:
    """One label, the value that belongs to it and the section that the layout puts it in.

    `record` counts the rows under a header row, `headed` is true there. `others` are more written cells to the right of
    the value.
    """

    label: str
    meaning: Meaning
    section: Section
    row: int
    column: int
    value: Cell | None = None
    others: tuple[str, ...] = ()
    record: int = 0
    headed: bool = False

    @property
    def text(self) -> str:
        """The value as written, "" if there is none."""
        return self.value.text if self.value else ""


def read_entries(sheet: Sheet) -> tuple[Entry, ...]:
    """Every label of the sheet with its value, in reading order."""
    layout = Layout.of(sheet)
    entries: list[Entry] = []
    for cell in sheet.cells:
        if cell in layout.inlines:
            entries += _inline_entries(layout, cell)
        elif cell in layout.labels and not any(
            cell.covers_row(r) and r in layout.header_rows for r in (cell.below - 1,)
        ):
            entries += _side_entries(layout, cell, layout.labels[cell])
    for row in sorted(layout.header_rows):
        entries += _header_entries(layout, row)
    return tuple(sorted(entries, key=lambda e: (e.row, e.column)))


def _inline_entries(layout: Layout, cell: Cell) -> list[Entry]:
    entries = []
    for index, (label, meaning, text) in enumerate(layout.inlines[cell]):
        value = Cell(cell.row, cell.column, text) if text else None
        if value is None and len(layout.inlines[cell]) == 1:
            value = _first_answer(layout, cell)
        section = layout.section_at(cell.row, cell.column)
        entries.append(Entry(label, meaning, section, cell.row, cell.column * 100 + index, value))
    return entries


def _first_answer(layout: Layout, cell: Cell) -> Cell | None:
    answers = _answers(layout, cell)
    return answers[0] if answers else None


def _answers(layout: Layout, label: Cell) -> list[Cell]:
    """The written cells to the right of a label up to the next label."""
    found: list[Cell] = []
    for cell in layout.rows[label.row]:
        if cell.column < label.right:
            continue
        if layout.is_label(cell):
            break
        gap = cell.column - (found[-1].right if found else label.right)
        if cell.column in layout.note_columns or (gap > 0 and (gap > _MAX_GAP or is_instruction(cell.text))):
            continue
        found.append(cell)
    return found


def _side_entries(layout: Layout, label: Cell, meaning: Meaning) -> list[Entry]:
    """The value to the right; under headings of columns (主体负责人 | 网站负责人) one entry a column."""
    home = layout.section_at(label.row, label.column)
    answers = _answers(layout, label)
    columns = [(a, s) for a in answers if (s := layout.section_at(a.row, a.column)) != home and s in PERSONS]
    if columns and len(columns) == len(answers):
        return [Entry(label.text, meaning, s, label.row, a.column * 100, a) for a, s in columns]
    value = next((a for a in answers if not is_empty(a.text) or is_same(a.text)), None)
    if value is None and not answers:
        value = _below(layout, label)
    others = tuple(a.text for a in answers if a is not value)
    return [Entry(label.text, meaning, home, label.row, label.column * 100, value, others)]


def _below(layout: Layout, label: Cell) -> Cell | None:
    """In a form of one column the value stands under its label."""
    if layout.sheet.width > label.right:
        return None
    below = layout.sheet.at.get((label.below, label.column))
    return None if below is None or layout.is_label(below) else below


def _header_entries(layout: Layout, row: int) -> list[Entry]:
    heads = [c for c in layout.rows[row] if c in layout.labels and c.below == row + 1]
    entries: list[Entry] = []
    for record, line in enumerate(_records(layout, row, heads)):
        for head in heads:
            found = layout.sheet.at.get((line, head.column))
            value = found if found is None or not layout.is_label(found) else None
            section, meaning = layout.section_at(row, head.column), layout.labels[head]
            column = head.column * 100
            entries.append(Entry(head.text, meaning, section, line, column, value, record=record, headed=True))
    return entries


def _records(layout: Layout, row: int, heads: list[Cell]) -> list[int]:
    """The rows of values under a header row; the first one even if it is empty."""
    lines = []
    for line in range(row + 1, layout.sheet.height):
        cells = [layout.sheet.at.get((line, h.column)) for h in heads]
        written = [c for c in cells if c is not None]
        if any(layout.is_label(c) for c in layout.rows.get(line, [])) or line in layout.header_rows:
            break
        if len(written) >= max(2, 0.3 * len(heads)):
            lines.append(line)
    return lines or [row + 1]
