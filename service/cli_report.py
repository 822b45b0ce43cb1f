"""`beian report sla`: the same-day report on the screen, as JSON, as a workbook, as CSV."""

import json
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import typer
from rich.console import Console
from rich.table import Table as RichTable
from rich.text import Text

from desk.sheets import csv_text, workbook
from filing.errors import ConfigurationRefused
from filing.sla import Period
from reports.definitions import CLOCK
from reports.report import Detail
from reports.tables import Table, Words, all_tables, tables
from service.clock import SystemClock
from service.logs import configure_logs
from service.progress import working
from service.report_json import report_json
from service.reporting import sla_desk, words
from service.settings import load_settings
from store.colleagues import Colleagues
from store.database import migrate, open_engine
from store.sla_store import SlaStore


@dataclass(frozen=True, slots=True)
class Wanted:
    """How the report is to come out. None of them: as tables on the screen."""

    as_json: bool = False
    xlsx: Path | None = None
    csv: Path | None = None
    rebuild: bool = False


def sla_report(config: Path, first: str, last: str, wanted: Wanted) -> int:
    """The report of some days, both included. Returns the exit status."""
    configure_logs(quiet=True)
    days = _day(first), _day(last)
    if days[1] < days[0]:
        raise typer.BadParameter(f"--to {last} 早于 --from {first}")
    settings = load_settings(config)
    engine = open_engine(settings.database_url)
    migrate(engine)
    desk = sla_desk(settings, SlaStore(engine), SystemClock(), Colleagues(engine).names)
    with working("统计账本", alone=True):
        if wanted.rebuild:
            desk.rollup.again()
        desk.catch_up()
    detail = desk.detail(Period(*days))
    said = words(desk)
    engine.dispose()
    _give(detail, said, wanted)
    return 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是日期，例：2026-11-20") from None


def _give(detail: Detail, said: Words, wanted: Wanted) -> None:
    if wanted.as_json:
        sys.stdout.write(json.dumps(report_json(detail, said), ensure_ascii=False, indent=1) + "\n")
    every = all_tables(detail, said)
    if wanted.xlsx is not None:
        _write(wanted.xlsx, workbook(every))
    if wanted.csv is not None:
        _write(wanted.csv, csv_text(every).encode("utf-8"))
    if wanted == Wanted(rebuild=wanted.rebuild):
        _show(detail, said)


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise ConfigurationRefused(f"文件 {file} 无法写入：{error.strerror}。", "请检查目录与权限。") from error
    typer.echo(f"已写入 {file}", err=True)


def _show(detail: Detail, said: Words) -> None:
    console = Console(highlight=False)
    for warning in detail.report.warnings:
        console.print(Text(f"注意：{warning}"))
    for table in tables(detail.report, said):
        if table.rows:
            console.print(_drawn(table))
    if detail.report.forecast:
        console.print(Text(detail.report.forecast.sentence))
    console.print(Text(CLOCK, style="dim"))


def _drawn(table: Table) -> RichTable:
    drawn = RichTable(title=table.title, title_justify="left")
    for number, name in enumerate(table.head):  # in a narrow window cells grow downwards: a figure is never cut
        drawn.add_column(name, overflow="fold", no_wrap=number == 0)
    for row in table.rows:
        drawn.add_row(*(Text("—" if cell is None else str(cell)) for cell in row))
    return drawn
