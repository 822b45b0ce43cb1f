"""`beian authority import`: a sheet of results, a row a case, told to the desk one after another."""

from pathlib import Path

import typer

from desk.bench import Outcome
from desk.desk import Desk
from desk.listed import Row, day, listed
from filing.errors import DeskError, UnreadableInput
from filing.people import Person
from service.case_hand import Seat
from store.acts import File

REFERENCE, RESULT, DAY = "备案编号", "结果", "日期"
ADMINISTRATION, CODE, REASON, NUMBER = "管局", "代码", "原因", "备案号"
RESULTS = {"已提交": "submitted", "提交": "submitted", "已收到": "received", "收到": "received",
           "退回": "returned", "被退回": "returned", "成功": "approved", "通过": "approved"}  # fmt: skip


def import_sheet(config: Path, login: str, file: Path) -> int:
    """Tell every row. What cannot be told is named with its row and changes nothing; 1 if there was any."""
    rows, refused = list(listed(content_of(file), REFERENCE, RESULT, DAY)), 0
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


def content_of(file: Path) -> bytes:
    """Of a sheet that a person brings. Raises UnreadableInput."""
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableInput(f"文件 {file} 无法读取：{error.strerror}。", "请检查路径。") from error


def _tell(desk: Desk, by: Person, file: File, row: Row) -> Outcome:
    seen, on = (by, file.case_id, file.version), day(row[DAY])
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
