"""The layouts of registration forms as cells: two columns, sectioned, sectioned with a vertical band, a row a site."""

from collections.abc import Callable
from dataclasses import dataclass, field

from samples.forms.fields import LONG, SECTIONS, FormData, full_label
from samples.forms.style import Style

TITLE = "网站备案资料登记表"
EXAMPLE = {
    "entity_name": "某某公司（示例）",
    "entity_nature": "企业",
    "entity_principal_name": "张三",
    "website_principal_name": "张三",
    "site_name": "某某公司官网",
    "domains": "abc.com",
    "home_url": "www.abc.com",
}
GUIDE = (
    "填写说明",
    "1. 主办单位名称：请填写证件上的全称，不可简写或缩写。",
    "2. 证件号码：请与证件一致，单元格格式请设为文本。",
    "3. 网站域名：可填写多个，前面不能加www。",
    "4. 网站首页网址：只能填写一个。",
    "5. 办公电话：格式如 0512-12345678。",
)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell, `rows` x `columns` large; `kind` is title, band, label or value."""

    row: int
    column: int
    content: str | float
    kind: str = "value"
    rows: int = 1
    columns: int = 1


@dataclass(slots=True)
class Grid:
    """One worksheet: its name, its cells and the width of its columns in characters."""

    name: str
    widths: tuple[int, ...]
    cells: list[Cell] = field(default_factory=list)
    next_row: int = 0

    def put(self, column: int, content: str | float, kind: str = "value", columns: int = 1) -> None:
        """A cell in the current row."""
        self.cells.append(Cell(self.next_row, column, content, kind, 1, columns))


def two_columns(data: FormData, style: Style) -> Grid:
    """(A) label left, value right; with `joined` both in one cell."""
    grid = Grid(TITLE, (30, 54))
    _headline(grid, 2)
    for section, fields in SECTIONS:
        for key, plain in fields:
            label, value = _full(style, section, key, plain), style.value(key, data)
            if style.joined:
                grid.put(0, f"{label.rstrip('：')}：{value}", columns=2)
            else:
                grid.put(0, label, "label")
                grid.put(1, value)
            grid.next_row += 1
    return grid


def sectioned(data: FormData, style: Style) -> Grid:
    """(B) four columns under merged section bands; the same labels come back in later sections."""
    grid = Grid(TITLE, (24, 34, 24, 34))
    _headline(grid, 4)
    for section, fields in SECTIONS:
        grid.put(0, section, "band", columns=4)
        grid.next_row += 1
        _pairs(grid, fields, data, style, first=0)
    return grid


def vertical_bands(data: FormData, style: Style) -> Grid:
    """(B) with the section written downwards in a merged first column."""
    grid = Grid(TITLE, (6, 24, 34, 24, 34))
    _headline(grid, 5)
    for section, fields in SECTIONS:
        top = grid.next_row
        _pairs(grid, fields, data, style, first=1)
        grid.cells.append(Cell(top, 0, "\n".join(section), "band", grid.next_row - top, 1))
    return grid


def _pairs(grid: Grid, fields: tuple[tuple[str, str], ...], data: FormData, style: Style, *, first: int) -> None:
    column = first
    for key, label in fields:
        wide = key in LONG
        if wide and column > first:
            grid.next_row, column = grid.next_row + 1, first
        grid.put(column, style.label(label, key), "label")
        grid.put(column + 1, style.value(key, data), columns=3 if wide else 1)
        column += 4 if wide else 2
        if column > first + 2:
            grid.next_row, column = grid.next_row + 1, first
    if column > first:
        grid.next_row += 1


def row_per_site(data: FormData, style: Style) -> Grid:
    """(C) title, group header, labels, then a row for each site; the example row comes first if it was left in."""
    keys = [(section, key, label) for section, fields in SECTIONS for key, label in fields]
    grid = Grid(TITLE, (18,) * len(keys))
    _headline(grid, len(keys))
    column = 0
    for section, fields in SECTIONS:
        grid.put(column, section, "band", columns=len(fields))
        column += len(fields)
    for row in [None, *([EXAMPLE] if style.example else []), data]:
        grid.next_row += 1
        for place, (section, key, label) in enumerate(keys):
            if row is None:
                grid.put(place, _full(style, section, key, label), "label")
            else:
                grid.put(place, style.value(key, row))
    grid.next_row += 1
    return grid


def _full(style: Style, section: str, key: str, label: str) -> str:
    """A renamed label still says whose telephone it is."""
    if style.renamed and key.startswith(("entity_principal_", "website_principal_")):
        return section.removesuffix("信息") + style.label(label, key)
    return style.label(full_label(section, key, label), key)


def _headline(grid: Grid, columns: int) -> None:
    grid.put(0, TITLE, "title", columns)
    grid.next_row += 1


def guide() -> Grid:
    """The sheet 填写说明 that the blank form brings along."""
    grid = Grid("填写说明", (80,))
    for text in GUIDE:
        grid.put(0, text)
        grid.next_row += 1
    return grid


LAYOUTS: dict[str, Callable[[FormData, Style], Grid]] = {
    "two_columns": two_columns,
    "sectioned": sectioned,
    "vertical_bands": vertical_bands,
    "row_per_site": row_per_site,
}
