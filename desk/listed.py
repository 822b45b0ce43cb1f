"""Lists that people bring: the rows of a sheet under the columns that its first row names."""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from filing.errors import UnreadableInput
from filing.platform import PlatformEntry
from parsers.sheet import MAX_ROWS, Sheet, SheetTrouble
from parsers.spreadsheet import read_sheets

ENTITY, DOMAIN, ENTERED = "主办者", "域名", "录入日期"
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")

Row = Mapping[str, str]
"""Column → text, of one row."""


def listed(content: bytes, *columns: str) -> Iterator[tuple[int, Row]]:
    """(number of the row as the spreadsheet shows it, its cells) of the rows whose first of `columns` is filled.

    Raises UnreadableInput: no sheet has all `columns`, or there are more rows than are read.
    """
    try:
        sheets = read_sheets(content)
    except SheetTrouble as trouble:
        raise UnreadableInput(str(trouble.about), "请另存为 .xlsx 或 .csv 后重试。") from trouble
    sheet = next((s for s in sheets if _head(s, columns)), None)
    if sheet is None:
        raise UnreadableInput("表中没有找到列名。", f"第一行应含：{'、'.join(columns)}。")
    if sheet.cut or sheet.height >= MAX_ROWS:
        raise UnreadableInput(f"表中超过 {MAX_ROWS - 1} 行。", "请分成几份，一份一份地来。")
    head = _head(sheet, columns)
    for number in range(1, sheet.height):
        row = {name: sheet.at[number, column].text if (number, column) in sheet.at else "" for name, column in head}
        if row[columns[0]]:
            yield number + 1, row


def day(text: str) -> date:
    """2026-11-20, 2026/11/20, 2026年11月20日. Raises UnreadableInput."""
    found = _DAY.search(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.fromisoformat(text)
    except ValueError:
        raise UnreadableInput(f"“{text}”不是日期。", "请写成 2026-11-20。") from None


def platform_entries(content: bytes) -> tuple[PlatformEntry, ...]:
    """The platform's export: 主办者, 域名, 录入日期. Raises UnreadableInput, with the row that cannot be read."""
    return tuple(_entry(number, row) for number, row in listed(content, ENTITY, DOMAIN, ENTERED))


def _entry(number: int, row: Row) -> PlatformEntry:
    try:
        return PlatformEntry(number, row[ENTITY], row[DOMAIN], day(row[ENTERED]))
    except UnreadableInput as trouble:
        raise UnreadableInput(f"第 {number} 行：{trouble}", "请改正后重试。") from trouble


def _head(sheet: Sheet, columns: tuple[str, ...]) -> list[tuple[str, int]]:
    names = [(cell.text.strip(), cell.column) for cell in sheet.cells if cell.row == 0]
    return names if {*columns} <= {name for name, _ in names} else []
