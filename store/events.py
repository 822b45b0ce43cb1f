"""The ledger's entries: written once, in the transaction that they tell of, never changed (triggers refuse it)."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, insert, select, update

from filing.event import Event, EventKind
from store import queue_rows, tables


def append(connection: Connection, event: Event) -> int:
    """Add one entry; its number. What changes a case raises the version of the case in the same breath.

    The tables must say already what the event tells: the queue's row is made from them here.
    """
    if event.changes_case:
        cases = tables.cases
        connection.execute(update(cases).where(cases.c.id == event.case_id).values(version=cases.c.version + 1))
    entry = tables.events.insert().returning(tables.events.c.seq)
    number: int = connection.execute(entry.values(_values(event))).scalar_one()
    queue_rows.follow(connection, event)
    return number


def _values(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "at": event.at,
        "mail_id": event.mail_id,
        "case_id": event.case_id,
        "reply_id": event.reply_id,
        "data": dict(event.data),
        "by": event.by,
    }


def append_first(connection: Connection, first: Sequence[Event]) -> None:
    """The entries of mails that are just being stored: they have no case, and whoever stores them makes their rows."""
    connection.execute(insert(tables.events), [_values(event) for event in first])


def of_case(case_id: str) -> ColumnElement[bool]:
    """The condition for the entries of a case."""
    return tables.events.c.case_id == case_id


def read(connection: Connection, where: ColumnElement[bool]) -> Iterator[Event]:
    """The entries that match, oldest first."""
    for row in connection.execute(select(tables.events).where(where).order_by(tables.events.c.seq)):
        yield _event(row)


def count(connection: Connection, kind: EventKind, where: ColumnElement[bool]) -> int:
    """How many entries of a kind match."""
    query = select(func.count()).select_from(tables.events).where(tables.events.c.kind == kind, where)
    return connection.execute(query).scalar_one()


def _event(row: Row[Any]) -> Event:
    return Event(EventKind(row.kind), row.at, row.mail_id, row.case_id, row.reply_id, row.data, row.by)
