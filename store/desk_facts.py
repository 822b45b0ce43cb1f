"""A few facts about the whole desk, each in one row: what is so now, since when, and by whom."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select

from filing.finding import Json
from store.tables import desk_facts


def find(connection: Connection, name: str) -> Row[Any] | None:
    """The row, or None if it is not so."""
    return connection.execute(select(desk_facts).where(desk_facts.c.name == name)).one_or_none()


def put(connection: Connection, name: str, data: Mapping[str, Json], at: datetime, by: str | None = None) -> None:
    """It is so from now on."""
    drop(connection, name)
    connection.execute(insert(desk_facts).values(name=name, data=dict(data), at=at, by=by))


def drop(connection: Connection, name: str) -> bool:
    """It is so no more; whether it was."""
    return connection.execute(delete(desk_facts).where(desk_facts.c.name == name)).rowcount > 0
