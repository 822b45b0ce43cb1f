"""Proof that the report's tables are what the ledger says: everything counted again, and compared. Reads only."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Table, select

from filing.sla import SlaHistory
from store.database import reading
from store.fsck import Problem, Trouble
from store.sla_days import day_rows
from store.sla_families import families, of_families, of_mails, parts
from store.sla_rollup import Count, by_table
from store.sla_tables import sla_days, sla_mails
from store.tables import cases, mails

MEND = "请运行 beian report sla --rebuild，由账本重建。"


def disagreements(engine: Engine, count: Count) -> tuple[Problem, ...]:
    """What differs. The tables must be up to the ledger: count what is new before."""
    with reading(engine) as connection:
        wrong = [*_cases(connection, count), *_loose(connection, count), *_days(connection)]
    return tuple(Problem(Trouble.INCONSISTENT, f"时效报表中{what}的统计与账本不符，{MEND}") for what in wrong)


def _cases(connection: Connection, count: Count) -> Iterator[str]:
    done: set[str] = set()
    for ids in parts(_column(connection, cases.c.id)):
        those = families(connection, (key for key in ids if key not in done))
        relatives = [key for family in those for key in family]
        counted = [count(told) for told in of_families(connection, those)]
        yield from (f"备案 {key}" for key in _differ(connection, counted, "case_id", relatives))
        done.update(relatives)


def _loose(connection: Connection, count: Count) -> Iterator[str]:
    for ids in parts(_column(connection, mails.c.id, mails.c.case_id.is_(None))):
        counted = [count(told) for told in of_mails(connection, ids)]
        yield from (f"邮件 {key[:12]}" for key in _differ(connection, counted, "mail_id", ids))


def _days(connection: Connection) -> Iterator[str]:
    days = {*_column(connection, sla_days.c.day), *_column(connection, sla_mails.c.day)}
    for day in sorted(days):
        stored = _stored(connection, sla_days, sla_days.c.day == day)
        if _keyed(sla_days, day_rows(connection, day)) != stored:
            yield f" {day} "


def _differ(connection: Connection, counted: Sequence[SlaHistory], key: str, ids: Sequence[str]) -> list[str]:
    """The keys under which a table has other rows than were counted now."""
    wrong: set[str] = set()
    for table, rows in by_table(counted):
        if key in table.c:
            place = list(table.c.keys()).index(key)
            wrong |= {row[place] for row in _keyed(table, rows) ^ _stored(connection, table, table.c[key].in_(ids))}
    return sorted(wrong)


def _stored(connection: Connection, table: Table, where: ColumnElement[bool]) -> set[tuple[Any, ...]]:
    return {tuple(row) for row in connection.execute(select(table).where(where))}


def _keyed(table: Table, rows: Iterable[dict[str, Any]]) -> set[tuple[Any, ...]]:
    return {tuple(row[column.name] for column in table.c) for row in rows}


def _column(connection: Connection, column: ColumnElement[Any], *where: ColumnElement[bool]) -> list[Any]:
    return list(connection.execute(select(column).where(*where).distinct().order_by(column)).scalars())
