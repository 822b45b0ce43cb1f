"""Brings the report's tables up to what the ledger says, a batch of events at a time; any part may be done twice."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, delete, func, insert, select, update

from filing.event import Event
from filing.ports import Clock
from filing.sla import SlaCase, SlaHistory, SlaItem, SlaMail
from store.database import reading, writing
from store.sla_days import sum_up
from store.sla_families import Family, families, of_families, of_mails, parts, places
from store.sla_tables import sla_cases, sla_cursor, sla_days, sla_item_days, sla_items, sla_mails
from store.tables import events as event_rows

Count = Callable[[Sequence[Event]], SlaHistory]
"""The events of one family of cases, or of one mail without a case, oldest first → what the report counts of them."""

TABLES = (sla_mails, sla_items, sla_cases)
BATCH = 2_000  # events in one transaction: other writers wait for it
LATECOMERS = timedelta(minutes=1)
"""Numbers are drawn before the commit: an entry may become visible after one with a higher number, for so long."""


class Rollup:
    """The writing side of the report's tables. `count` is what they are made with."""

    def __init__(self, engine: Engine, clock: Clock, count: Count) -> None:
        self._engine = engine
        self._clock = clock
        self.count = count

    def again(self) -> None:
        """Forget what was counted: the next counting begins at the first entry."""
        with writing(self._engine, "sla") as connection:
            for table in (*TABLES, sla_days, sla_item_days):
                connection.execute(delete(table))
            _move(connection, 0)

    def behind(self) -> int:
        """How many entries have not been counted for good."""
        with reading(self._engine) as connection:
            last = connection.execute(select(func.max(event_rows.c.seq))).scalar_one() or 0
            return int(last) - _cursor(connection)

    def catch_up(self, batch: int = BATCH) -> bool:
        """Count one batch of entries; whether there is more to do."""
        with writing(self._engine, "sla") as connection:
            seq = _cursor(connection)
            entries = select(event_rows.c.seq, event_rows.c.at, event_rows.c.mail_id, event_rows.c.case_id)
            rows = connection.execute(
                entries.where(event_rows.c.seq > seq).order_by(event_rows.c.seq).limit(batch)
            ).all()
            cases, loose = _touched(connection, rows)
            days: set[date] = set()
            for those in parts(families(connection, cases)):
                days |= _replace_cases(connection, those, self._histories(connection, those))
            for part in parts(loose):
                counted = [self.count(told) for told in of_mails(connection, part)]
                days |= _put(connection, counted, part, {table: set() for table in TABLES})
            sum_up(connection, days)
            final = [row.seq for row in rows if row.at < self._clock.now() - LATECOMERS]
            _move(connection, max(final, default=seq))
            return len(rows) == batch and bool(final)

    def _histories(self, connection: Connection, those: Sequence[Family]) -> list[SlaHistory]:
        return [self.count(told) for told in of_families(connection, those)]


def _cursor(connection: Connection) -> int:
    return int(connection.execute(select(sla_cursor.c.seq)).scalar_one_or_none() or 0)


def _move(connection: Connection, seq: int) -> None:
    if connection.execute(update(sla_cursor).values(seq=seq)).rowcount == 0:
        connection.execute(insert(sla_cursor).values(id=1, seq=seq))


def _touched(connection: Connection, rows: Iterable[Any]) -> tuple[list[str], list[str]]:
    """The cases of which the entries speak, and the mails that have none."""
    rows = list(rows)
    where = places(connection, {row.mail_id for row in rows if row.mail_id})
    cases = {row.case_id for row in rows if row.case_id} | {case for case in where.values() if case}
    return sorted(cases), sorted(mail for mail, case in where.items() if not case)


def _replace_cases(connection: Connection, those: Sequence[Family], counted: Sequence[SlaHistory]) -> set[date]:
    cases = [case for family in those for case in family]
    old = {table: _taken_out(connection, table, table.c.case_id.in_(cases)) for table in TABLES}
    return _put(connection, counted, [row.mail_id for one in counted for row in one.mails], old)


def _put(
    connection: Connection, counted: Sequence[SlaHistory], mail_ids: Sequence[str], old: dict[Table, set[Any]]
) -> set[date]:
    """Put the rows in the place of the `old` ones, which are out already; the days on which anything has changed."""
    for part in parts(mail_ids, 500):
        old[sla_mails] |= _taken_out(connection, sla_mails, sla_mails.c.mail_id.in_(part))
    days: set[date] = set()
    for table, rows in by_table(counted):
        if rows:
            connection.execute(insert(table), rows)
        new = {tuple(row[column.name] for column in table.c) for row in rows}
        place = list(table.c.keys()).index("day")
        days |= {row[place] for row in new ^ old[table]}
    return days


def by_table(counted: Sequence[SlaHistory]) -> list[tuple[Table, list[dict[str, Any]]]]:
    """Each table with the rows that it should hold of these histories."""
    mails_, items = [row for one in counted for row in one.mails], [row for one in counted for row in one.items]
    complete = [row for one in counted for row in one.cases]
    return [
        (sla_mails, [as_row(row) for row in mails_]),
        (sla_items, [as_row(row) for row in items]),
        (sla_cases, [as_row(row) for row in complete]),
    ]


def _taken_out(connection: Connection, table: Table, where: ColumnElement[bool]) -> set[Any]:
    return {tuple(row) for row in connection.execute(delete(table).where(where).returning(table))}


def as_row(row: SlaMail | SlaItem | SlaCase) -> dict[str, Any]:
    """As the columns take it: flags as 0 and 1, and "" for no cause."""
    values = asdict(row)
    for name, value in values.items():
        if isinstance(value, bool):
            values[name] = int(value)
        elif value is None and name in ("cause", "stuck"):
            values[name] = ""
    return values
