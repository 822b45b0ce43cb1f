"""What is open without a job gets a new one. Every step hands over in one transaction, so there should be nothing."""

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Engine, Row, select

from filing.event import Event, EventKind
from filing.ports import Clock
from filing.terms import MailStatus, ReplyStatus
from store import events
from store.database import reading, writing
from store.outbox import Enqueue, events_of
from store.tables import events as event_rows
from store.tables import mails, outbox

Live = Callable[[Connection], AbstractSet[str]]
"""The ids of the mails and replies of all jobs that wait or run, as the connection's transaction sees them."""

OPEN = (MailStatus.RECEIVED, MailStatus.PROCESSING)


@dataclass(frozen=True, slots=True)
class Rescue:
    """A job may end in an error of the job engine, or be lost with the answer to its claim: nobody may wait for it."""

    engine: Engine
    clock: Clock
    enqueue: Enqueue
    live: Live

    def __call__(self) -> tuple[str, ...]:
        """Queue what has no job; the ids of the mails and replies. Asked on several hosts, it happens once."""
        with reading(self.engine) as connection:
            if not any(jobless(connection, self.live(connection))):
                return ()
        with writing(self.engine) as connection:
            letters, replies = jobless(connection, self.live(connection))
            for row in letters:
                self._read_again(connection, row)
            for row in replies:
                self._send_again(connection, row)
            return tuple(row.id for row in (*letters, *replies))

    def _read_again(self, connection: Connection, row: Row[Any]) -> None:
        event = Event(EventKind.JOB_RENEWED, self.clock.now(), row.id)
        turn = self._told(connection, event, renewals(connection, row.id))
        self.enqueue(connection, "ocr", f"renewed-{row.id}-{turn}", row.id, row.mailbox, row.received_at)

    def _send_again(self, connection: Connection, row: Row[Any]) -> None:
        event = Event(EventKind.JOB_RENEWED, self.clock.now(), None, row.case_id, row.id)
        turn = self._told(connection, event, events.count(connection, event.kind, events_of(row.id)))
        self.enqueue(connection, "smtp", f"renewed-{row.id}-{turn}", row.id, None)

    @staticmethod
    def _told(connection: Connection, event: Event, earlier: int) -> int:
        events.append(connection, event)
        return earlier + 1


def renewals(connection: Connection, mail_id: str) -> int:
    """How often a mail has got a new job for a lost one."""
    return events.count(connection, EventKind.JOB_RENEWED, event_rows.c.mail_id == mail_id)


def jobless(connection: Connection, live: AbstractSet[str]) -> tuple[list[Row[Any]], list[Row[Any]]]:
    """Open mails and queued replies that no job is about. `live` is asked for before: a job outlives its work."""
    letters = connection.execute(select(mails).where(mails.c.status.in_(OPEN)))
    replies = connection.execute(select(outbox).where(outbox.c.status == ReplyStatus.QUEUED))
    return [row for row in letters if row.id not in live], [row for row in replies if row.id not in live]
