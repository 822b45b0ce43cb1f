"""The geometry of a form: which cells are labels, which are headings, and what each heading covers."""

from dataclasses import dataclass, field
from functools import cached_property

from parsers.form_cells import Inline, inline_fields
from parsers.form_labels import Section
from parsers.form_match import Meaning, band_of, bare_owner, meaning_of
from parsers.form_values import is_instruction
from parsers.sheet import Cell, Sheet


@dataclass(frozen=True, slots=True)
class Band:
    """A heading and what it covers."""

    cell: Cell
    section: Section
    vertical: bool = False


@dataclass
class Layout:
    """A sheet with its cells told apart: labels, headings and the rest. Derived once, then only read."""

    sheet: Sheet
    labels: dict[Cell, Meaning] = field(default_factory=dict)
    bands: list[Band] = field(default_factory=list)
    inlines: dict[Cell, tuple[Inline, ...]] = field(default_factory=dict)
    rows: dict[int, list[Cell]] = field(default_factory=dict)

    @classmethod
    def of(cls, sheet: Sheet) -> "Layout":
        """Tell the cells of a sheet apart."""
        layout = cls(sheet)
        for cell in sheet.cells:
            for row in range(cell.row, min(cell.below, sheet.height)):
                layout.rows.setdefault(row, []).append(cell)
        for line in layout.rows.values():
            line.sort(key=lambda c: c.column)
        layout._find_labels()
        layout._settle_owners()
        return layout

    def _find_labels(self) -> None:
        for cell in self.sheet.cells:
            inline = inline_fields(cell.text)
            if inline:
                self.inlines[cell] = inline
                continue
            band = band_of(cell.text)
            if band is not None:
                self.bands.append(Band(cell, band, self._runs_down(cell)))
            elif (meaning := meaning_of(cell.text)) is not None:
                self.labels[cell] = meaning

    def _settle_owners(self) -> None:
        """网站负责人 alone: a heading where labels follow it, the label of a name where a value does."""
        owners = [(c, owner) for c in self.sheet.cells if c not in self.inlines and (owner := bare_owner(c.text))]
        loose = [(c, o, self.labels.get(c)) for c, o in owners]
        headings = [(c, o) for c, o, m in loose if (m is None or m.bare) and self._is_heading(c, m)]
        for cell, owner in headings:
            self.labels.pop(cell, None)
            self.bands.append(Band(cell, owner, self._runs_down(cell)))

    def _is_heading(self, cell: Cell, meaning: Meaning | None) -> bool:
        line, after = self.rows[cell.row], self.right_of(cell)
        if self._heads_headers(cell, after):
            return True
        if meaning is None:  # 网站, 企业, 接入: answers as often as headings
            return cell.rows > 1 and after is not None and after in self.labels and cell.column == 0
        if len(line) == 1:
            return cell.columns > 1 or not self._value_below(cell)
        beside_labels = cell.rows > 1 and after is not None and self.is_label(after)
        if beside_labels or self._heads_columns(cell, line):
            return True
        return cell.row not in self.header_rows and after is not None and self._plain_label(after)

    def _heads_headers(self, cell: Cell, after: Cell | None) -> bool:
        """The upper of two header rows: 主办单位 above 名称, 性质, 证件号码."""
        below = self.sheet.at.get((cell.below, cell.column))
        if cell.below not in self.header_rows or below is None or below not in self.labels:
            return False
        return after is None or self.is_label(after) or bare_owner(after.text) is not None

    def _runs_down(self, cell: Cell) -> bool:
        """A heading at the side: merged downwards, or with something beside it and nothing below it."""
        if cell.columns > 1 or self.right_of(cell) is None:
            return cell.rows > 1 and cell.columns == 1
        return cell.rows > 1 or (cell.below, cell.column) not in self.sheet.at

    def _value_below(self, cell: Cell) -> bool:
        below = self.sheet.at.get((cell.below, cell.column))
        return below is not None and below not in self.labels and self.sheet.width == 1

    def _plain_label(self, cell: Cell) -> bool:
        meaning = self.labels.get(cell)
        return cell in self.inlines or (meaning is not None and not meaning.bare)

    def _heads_columns(self, cell: Cell, line: list[Cell]) -> bool:
        """「项目 | 主体负责人 | 网站负责人」 above rows that begin with a label of their own."""
        owners = [c for c in line if c in self.labels and self.labels[c].bare]
        if any(self._plain_label(c) for c in line) or len(owners) < 2:
            return False
        below = self.rows.get(cell.below, [])
        return bool(below) and below[0].column < owners[0].column and self._plain_label(below[0])

    def is_label(self, cell: Cell) -> bool:
        """Whether the cell names something rather than being an answer."""
        return cell in self.labels or cell in self.inlines or any(b.cell is cell for b in self.bands)

    def right_of(self, cell: Cell) -> Cell | None:
        """The cell that begins where this one ends."""
        return self.sheet.at.get((cell.row, cell.right))

    @cached_property
    def header_rows(self) -> frozenset[int]:
        """Rows of labels side by side whose values stand below."""
        return frozenset(row for row in self.rows if self._is_header(row))

    def _is_header(self, row: int) -> bool:
        line = self.rows[row]
        named = [c for c in line if c in self.labels]
        runs = [c for c in named if (after := self.sheet.at.get((row, c.right))) is not None and after in self.labels]
        if len(named) < 2 or len(runs) < max(1, 0.6 * (len(named) - 1)):
            return False
        texts = [c for c in line if not self.is_label(c)]
        below = [self.sheet.at.get((c.below, c.column)) for c in named]
        answered = [b for b in below if b is not None]
        if any(self.is_label(b) for b in answered):
            return False
        if len(named) >= 4:
            return len(texts) <= len(named)
        return not any(t.column > named[0].column for t in texts) and (bool(answered) or len(named) >= 3)

    @cached_property
    def note_columns(self) -> frozenset[int]:
        """Columns of explanations beside the answers: headed 填写说明, or full of instructions."""
        headed = {c.column for c in self.sheet.cells if c.text.strip() in _NOTE_HEADS and c.row not in self.header_rows}
        told: dict[int, int] = {}
        for cell in self.sheet.cells:
            if not self.is_label(cell) and is_instruction(cell.text):
                told[cell.column] = told.get(cell.column, 0) + 1
        answers = {c.column for c in self.sheet.cells if c.text.strip() in _ANSWER_HEADS}
        return frozenset(headed | {c for c, n in told.items() if n >= 3} - answers)

    def section_at(self, row: int, column: int) -> Section:
        """The section of a position: the innermost heading over it or beside it."""
        around = [b for b in self.bands if self._covers(b, row, column)]
        around.sort(key=lambda b: (b.cell.row, b.vertical, b.cell.column))
        section = Section.NONE
        for band in around:
            section = _nested(section, band.section)
        return section

    def _covers(self, band: Band, row: int, column: int) -> bool:
        cell = band.cell
        if (cell.column < column and row == cell.row) or band.vertical:
            return cell.column < column and cell.row <= row < self._foot(cell)
        if row <= cell.row:
            return False
        line = self.rows[cell.row]
        return len(line) == 1 or cell.covers_column(column) or self._reaches(cell, line, column)

    def _reaches(self, cell: Cell, line: list[Cell], column: int) -> bool:
        """Without merged ranges a heading reaches to the next written cell of its row."""
        nexts = [c.column for c in line if c.column > cell.column]
        return not self.sheet.spans_known and cell.column <= column < min(nexts, default=999)

    def _foot(self, cell: Cell) -> int:
        """Where a heading at the side ends: with its merged range, or at the next written cell below it."""
        if self.sheet.spans_known and cell.rows > 1:
            return cell.below
        below = [c.row for c in self.sheet.cells if c.column == cell.column and c.row > cell.row]
        return min(below, default=self.sheet.height)


_NOTE_HEADS = frozenset(
    {
        "填写说明",
        "说明",
        "示例",
        "填写示例",
        "样例",
        "填写要求",
        "要求",
        "格式要求",
        "填写样例",
        "例子",
        "注意事项",
        "填表说明",
        "是否必填",
        "范例",
        "举例",
    }
)
_ANSWER_HEADS = frozenset(
    {"填写内容", "内容", "填写", "填写信息", "填写栏", "填写项", "信息内容", "客户填写", "请填写"}
)


def _nested(outer: Section, inner: Section) -> Section:
    """负责人 inside 网站信息 is the website's; inside 主体信息 it is the entity's."""
    if inner is not Section.PERSON:
        return inner
    return Section.WEBMASTER if outer in (Section.WEBSITE, Section.ACCESS, Section.WEBMASTER) else Section.PRINCIPAL
