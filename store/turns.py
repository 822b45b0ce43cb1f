"""What is to be done once a day by one of many hosts: whoever writes the row first has the turn."""

from datetime import date, datetime

from sqlalchemy import Connection, Engine, insert, select

from filing.ports import Clock
from store.database import writing
from store.outbox import Enqueue
from store.running_tables import turns


def once(connection: Connection, name: str, day: date, at: datetime) -> bool:
    """Whether the caller is the one to do `name` for that day; True for one caller only, on whatever host.

    Call it in the `writing` transaction that also writes the work down (a job, a reply): then both are there or none,
    and a crash neither loses a day nor does it twice.
    """
    if taken(connection, name, day):
        return False
    connection.execute(insert(turns).values(name=name, day=day, taken_at=at))
    return True


def taken(connection: Connection, name: str, day: date) -> bool:
    """Whether somebody has done `name` for that day."""
    mine = (turns.c.name == name, turns.c.day == day)
    return connection.execute(select(turns.c.name).where(*mine)).first() is not None


class Turns:
    """Turns that become jobs of the queue `chores`."""

    def __init__(self, engine: Engine, clock: Clock, enqueue: Enqueue) -> None:
        self._engine = engine
        self._clock = clock
        self._enqueue = enqueue

    def queue(self, name: str, day: date) -> bool:
        """Queue the day's work, as `name day`, unless that was done; whether it was us."""
        with writing(self._engine) as connection:
            if not once(connection, name, day, self._clock.now()):
                return False
            self._enqueue(connection, "chores", f"{name}-{day}", f"{name} {day}")
            return True
