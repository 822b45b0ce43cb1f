"""`beian authority security`, `beian export cancellations`: the day's security sheet, and what waits [001:230]."""

from pathlib import Path

import typer

from desk.security import SecurityDesk, sheet_day
from reports.security import cancellations
from service.case_hand import Seat
from service.clock import SystemClock
from service.results import content_of
from service.worksheets import write_table
from store.security import SecuritySheets


def import_security(config: Path, login: str, sheet: Path) -> int:
    """Say what the sheet names. Returns the exit status."""
    day, content = sheet_day(sheet.name), content_of(sheet)
    with Seat(config, login) as seat:
        clock = SystemClock()
        taken = SecurityDesk(SecuritySheets(seat.service.database, clock), clock.now).take(seat.person, day, content)
    for site, row in taken.hits:
        typer.echo(f"第 {row.row} 行 {row.text}：{site.reference} {site.entity_name}，{row.reason}")
    for row in taken.rest:
        typer.echo(f"第 {row.row} 行 {row.text}：没有对应的已备案网站，请人工核对。", err=True)
    typer.echo(taken.text)
    return 0


def export_cancellations(config: Path, login: str, out: Path) -> int:
    """What of the person's provinces waits to be cancelled."""
    with Seat(config, login) as seat:
        found = SecuritySheets(seat.service.database, SystemClock()).waiting(seat.person.scope)
    write_table(out, cancellations(found))
    typer.echo(f"待取消接入 {len(found)} 项。", err=True)
    return 0
