"""Slows down whoever tries passwords: per account, known or not, and per address. Each wrong try counts for both."""

from datetime import datetime, timedelta

from sqlalchemy import Connection, delete, select

from store.people_tables import throttles

FORGOTTEN = timedelta(hours=1)  # after the last wrong try
FREE = {"account": 5, "address": 20}  # wrong tries before the first pause; several people share an address
FIRST, LONGEST = timedelta(minutes=1), timedelta(minutes=15)


def pause(connection: Connection, kind: str, key: str, now: datetime) -> timedelta:
    """How long this account or address must wait before the next try counts; zero = not at all."""
    row = connection.execute(select(throttles).where(throttles.c.key == key)).one_or_none()
    beyond = row.failures - FREE[kind] if row and now - row.last_at < FORGOTTEN else -1
    if row is None or beyond < 0:
        return timedelta(0)
    over: datetime = row.last_at + min(FIRST * 2 ** min(beyond, 10), LONGEST)
    return max(over - now, timedelta(0))


def failed(connection: Connection, key: str, now: datetime) -> None:
    """One more wrong try."""
    connection.execute(delete(throttles).where(throttles.c.last_at < now - FORGOTTEN))
    tries = connection.execute(select(throttles.c.failures).where(throttles.c.key == key)).scalar_one_or_none()
    if tries is None:
        connection.execute(throttles.insert().values(key=key, failures=1, last_at=now))
    else:
        connection.execute(throttles.update().where(throttles.c.key == key).values(failures=tries + 1, last_at=now))


def forget(connection: Connection, key: str) -> None:
    """A right one: the account's wrong tries are forgotten; those of the address stay, or one account would free it."""
    connection.execute(delete(throttles).where(throttles.c.key == key))
