"""The ledger's entries: written once, in the transaction that they tell of, never changed (triggers refuse it)."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, func, select

from filing.event import Event, EventKind
from store import tables


def append(connection: Connection, event: Event) -> None:
    """Add one entry."""
    connection.execute(
        tables.events.insert().values(
            kind=event.kind,
            at=event.at,
            mail_id=event.mail_id,
            case_id=event.case_id,
            reply_id=event.reply_id,
            data=dict(event.data),
        )
    )


def read(connection: Connection, where: ColumnElement[bool]) -> Iterator[Event]:
    """The entries that match, oldest first."""
    for row in connection.execute(select(tables.events).where(where).order_by(tables.events.c.seq)):
        yield _event(row)


def count(connection: Connection, kind: EventKind, where: ColumnElement[bool]) -> int:
    """How many entries of a kind match."""
    query = select(func.count()).select_from(tables.events).where(tables.events.c.kind == kind, where)
    return connection.execute(query).scalar_one()


def _event(row: Row[Any]) -> Event:
    return Event(EventKind(row.kind), row.at, row.mail_id, row.case_id, row.reply_id, row.data)
