"""`beian export …`: the worksheets as files."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import typer

from desk.listed import platform_entries
from desk.old_sheets import old_workbook
from desk.sheets import csv_text, workbook
from filing.access import Access, AccessKind, Purpose
from filing.errors import ConfigurationRefused, UnreadableInput
from filing.recheck import TRUTH_CHINESE, Truth
from filing.worksheet import Dossier
from reports.platform import stale
from reports.recheck import recheck
from reports.shells import SHELLS, shells, summary
from reports.tables import Table
from reports.worksheets import filed, overdue, register, tracking
from service.books import labels
from service.case_hand import Seat
from service.clock import SHANGHAI, SystemClock
from service.progress import working
from service.reporting import working_time
from service.results import content_of
from service.shell_batch import checked
from store.accesses import AccessLog
from store.arrived import arrived
from store.worksheets import Worksheets


def export_sheet(config: Path, login: str, out: Path, which: str) -> int:
    """One worksheet to one file. Returns the exit status."""
    with Seat(config, login) as seat, working("汇总备案", alone=True):
        table = _table(seat, which)
    write_table(out, table)
    return 0


def export_stale(config: Path, login: str, sheet: Path, out: Path) -> int:
    """What has been on the platform for too long without a mail, of the platform's own export."""
    entries = platform_entries(content_of(sheet))
    with Seat(config, login) as seat:
        today = datetime.now(SHANGHAI).date()
        months = working_time(seat.settings).levels(today).stale_platform_months
        table = stale(entries, arrived(seat.service.database), today, months)
    write_table(out, table)
    typer.echo(f"共 {len(entries)} 条，超期而未收到邮件 {len(table.rows)} 条。", err=True)
    return 0


def export_shells(config: Path, login: str, out: Path, results: Path | None) -> int:
    """空壳网站: by a tool's results, else by the host's resolver. Raises UnreadableInput if there is neither."""
    with Seat(config, login) as seat, working("检查域名", alone=True):
        check, ranges, now = checked(seat, results), seat.service.policy.ranges, datetime.now(SHANGHAI)
        table = shells(check.filed, check.found, ranges, working_time(seat.settings), now)
        said = summary(len(check.filed), table)
        if table.head == SHELLS:
            Worksheets(seat.service.database, seat.service.blobs).shells_checked(said, now, seat.person.id)
    write_table(out, table)
    typer.echo(said, err=True)
    return 0


def export_register(config: Path, login: str, folder: Path, suffix: str, purpose: str) -> int:
    """登记表-省份: `folder`/<access province>接入/<title><suffix>. With a purpose, in plain and recorded."""
    with Seat(config, login) as seat, working("汇总备案", alone=True):
        if purpose:
            _record(seat, purpose)
        tables = register(
            _dossiers(seat), labels(seat.service.policy, datetime.now(SHANGHAI).date()), plain=bool(purpose)
        )
    if not tables:
        typer.echo("没有初审通过的备案，未写文件。", err=True)
    for (access, _), table in tables.items():
        out = folder / f"{access}接入" / f"{table.title}{suffix}"
        write_table(out, table)
    return 0


def _table(seat: Seat, which: str) -> Table:
    calendar, today = working_time(seat.settings), datetime.now(SHANGHAI).date()
    if which == "overdue":
        return overdue(_dossiers(seat), calendar, today)
    if which == "recheck":
        return recheck(_dossiers(seat), today, calendar.levels(today).daily_recheck_min)
    return (tracking if which == "tracking" else filed)(_dossiers(seat))


def truth_of(said: str) -> Truth:
    """What a person found. Raises UnreadableInput."""
    known = {chinese: truth for truth, chinese in TRUTH_CHINESE.items()}
    if said not in known:
        raise UnreadableInput(f"没有核查结果“{said[:20]}”。", "可选：" + "、".join(known))
    return known[said]


def _dossiers(seat: Seat) -> Iterator[Dossier]:
    return Worksheets(seat.service.database, seat.service.blobs).dossiers(seat.person.scope)


def _record(seat: Seat, purpose: str) -> None:
    if purpose not in list(Purpose):
        raise UnreadableInput(f"没有用途“{purpose}”。", "可选：" + " ".join(Purpose))
    log = AccessLog(seat.service.database, seat.service.blobs)
    now, who = SystemClock().now(), seat.person
    log.record(
        Access(AccessKind.EXPORTED, now, who.login, who.id, purpose=Purpose(purpose), about="网站备案资料登记表-省份")
    )


def _file(out: Path, table: Table) -> bytes:
    suffix = out.suffix.lower()
    if suffix == ".csv":
        return csv_text([table]).encode("utf-8")
    if suffix == ".xls":
        return old_workbook([table])
    if suffix == ".xlsx":
        return workbook([table])
    raise UnreadableInput(f"不认识文件类型“{out.suffix}”。", "请以 .xlsx、.xls 或 .csv 结尾。")


def write_table(out: Path, table: Table) -> None:
    """As the kind of file that its name ends with. Raises UnreadableInput, ConfigurationRefused."""
    content = _file(out, table)
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(content)
    except OSError as error:
        raise ConfigurationRefused(f"文件 {out} 无法写入：{error.strerror}。", "请检查目录与权限。") from error
    typer.echo(f"已写入 {out}", err=True)
