"""The kill switch: while it is off, no reply leaves, whoever released it; and after a restored backup it is off."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, func, select

from filing.event import Event, EventKind
from filing.ports import Clock
from store import desk_facts, events
from store.database import reading, writing
from store.tables import events as event_rows

STOPPED = "stopped"
LOOK_AGAIN = 15.0  # seconds after which a sender asks whether it may send again
RESTORED = "数据库比本机上次运行时旧，应是从备份恢复的：备份之后发出的回复可能会再次发送"


@dataclass(frozen=True, slots=True)
class Stopped:
    """Since when and why nothing is sent; `by`: the person, None = the desk itself."""

    at: datetime
    reason: str
    by: str | None = None


class Sending:
    """Stop and start sending. Both are events with the person who did it; both hold on every host, at once."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def stopped(self) -> Stopped | None:
        """None while replies may leave."""
        with reading(self._engine) as connection:
            return find(connection)

    def stop(self, reason: str, by: str | None = None) -> bool:
        """From the next commit on nothing leaves. False if it was stopped already: the first reason stays."""
        with writing(self._engine) as connection:
            if find(connection):
                return False
            now = self._clock.now()
            desk_facts.put(connection, STOPPED, {"reason": reason}, now, by)
            events.append(connection, Event(EventKind.REPLIES_STOPPED, now, data={"reason": reason}, by=by))
            return True

    def start(self, by: str | None = None) -> bool:
        """Replies leave again. False if they did."""
        with writing(self._engine) as connection:
            if not desk_facts.drop(connection, STOPPED):
                return False
            events.append(connection, Event(EventKind.REPLIES_STARTED, self._clock.now(), by=by))
            return True

    def height(self) -> int:
        """The number of the newest entry of the ledger."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(event_rows.c.seq))).scalar_one() or 0


def find(connection: Connection) -> Stopped | None:
    """The same in the caller's transaction: a sender asks in the one that says `committing`."""
    row = desk_facts.find(connection, STOPPED)
    return Stopped(row.at, str(row.data["reason"]), row.by) if row else None
