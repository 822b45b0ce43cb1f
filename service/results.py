"""`beian authority import`: a sheet of results, a row a case, told to the desk one after another."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

import typer

from desk.bench import Outcome
from desk.desk import Desk
from filing.errors import DeskError, UnreadableInput
from filing.people import Person
from parsers.sheet import Sheet, SheetTrouble
from parsers.spreadsheet import read_sheets
from service.case_hand import Seat
from store.acts import File

REFERENCE, RESULT, DAY = "备案编号", "结果", "日期"
ADMINISTRATION, CODE, REASON, NUMBER = "管局", "代码", "原因", "备案号"
RESULTS = {"已提交": "submitted", "提交": "submitted", "已收到": "received", "收到": "received",
           "退回": "returned", "被退回": "returned", "成功": "approved", "通过": "approved"}  # fmt: skip
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})")

Row = Mapping[str, str]
"""Column → text, of one row."""


def import_sheet(config: Path, login: str, file: Path) -> int:
    """Tell every row. What cannot be told is named with its row and changes nothing; 1 if there was any."""
    rows, refused = list(_rows(file)), 0
    with Seat(config, login) as seat:
        for number, row in rows:
            try:
                done = _tell(seat.desk, seat.person, seat.open(row[REFERENCE]), row)
                typer.echo(f"第 {number} 行 {row[REFERENCE]}：{done.text}")
            except DeskError as error:
                refused += 1
                typer.echo(f"第 {number} 行 {row[REFERENCE]}：未登记。{error}", err=True)
    typer.echo(f"共 {len(rows)} 行，登记 {len(rows) - refused} 行，未登记 {refused} 行。")
    return 1 if refused else 0


def _tell(desk: Desk, by: Person, file: File, row: Row) -> Outcome:
    seen, on = (by, file.case_id, file.version), _day(row[DAY])
    result = RESULTS.get(row[RESULT])
    if result == "submitted":
        return desk.submitted(*seen, on, row.get(ADMINISTRATION, ""))
    if result == "received":
        return desk.received(*seen, on)
    if result == "returned":
        return desk.returned(*seen, on, row.get(CODE, ""), row.get(REASON, ""))
    if result == "approved":
        return desk.approved(*seen, on, row.get(NUMBER, ""))
    raise UnreadableInput(f"不认识结果“{row[RESULT]}”。", "请填写：已提交、已收到、退回、成功。")


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    """(number of the row as the spreadsheet shows it, its cells). Raises UnreadableInput."""
    try:
        sheets = read_sheets(file.read_bytes())
    except OSError as error:
        raise UnreadableInput(f"文件 {file} 无法读取：{error.strerror}。", "请检查路径。") from error
    except SheetTrouble as trouble:
        raise UnreadableInput(str(trouble.about), "请另存为 .xlsx 或 .csv 后重试。") from trouble
    sheet = next((s for s in sheets if _head(s)), None)
    if sheet is None:
        raise UnreadableInput("表中没有找到列名。", f"第一行应含：{REFERENCE}、{RESULT}、{DAY}。")
    head = _head(sheet)
    for number in range(1, sheet.height):
        row = {name: sheet.at[number, column].text if (number, column) in sheet.at else "" for name, column in head}
        if row[REFERENCE]:
            yield number + 1, row


def _head(sheet: Sheet) -> list[tuple[str, int]]:
    names = [(cell.text.strip(), cell.column) for cell in sheet.cells if cell.row == 0]
    return names if {REFERENCE, RESULT, DAY} <= {name for name, _ in names} else []


def _day(text: str) -> date:
    found = _DAY.search(text)
    try:
        return date(int(found[1]), int(found[2]), int(found[3])) if found else date.fromisoformat(text)
    except ValueError:
        raise UnreadableInput(f"“{text}”不是日期。", "请写成 2026-11-20。") from None
