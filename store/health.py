"""How the desk is: per mailbox the last poll, the last mail and its trouble; what waits, and for how long."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine, Table, func, insert, select, update

from filing.event import Event, EventKind
from filing.ports import Clock
from filing.terms import MailStatus, ReplyStatus
from store import events, inspection, sending
from store.alarms import alarms
from store.database import reading, writing
from store.inspection import Checked
from store.sending import Stopped
from store.tables import events as event_rows
from store.tables import mailbox_state, mails, outbox, queue

WRITE_EVERY = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class MailboxHealth:
    """One mailbox. `failing_since` and `trouble` (Chinese) tell of what goes on now; "" = all is well."""

    mailbox: str
    last_poll_at: datetime | None = None
    last_mail_at: datetime | None = None
    failing_since: datetime | None = None
    failures: int = 0
    trouble: str = ""


@dataclass(frozen=True, slots=True)
class Health:
    """Figures and Chinese alarms, no personal data. `oldest_waiting`: receipt of the oldest mail not judged yet."""

    mailboxes: tuple[MailboxHealth, ...] = ()
    oldest_waiting: datetime | None = None
    mails_waiting: int = 0
    mails_held: int = 0
    mails_failed: int = 0
    replies_queued: int = 0
    replies_draft: int = 0
    replies_unknown: int = 0
    replies_failed: int = 0
    alarms: tuple[str, ...] = ()
    observed: tuple[str, ...] = ()  # keys of mailboxes from which nothing is sent
    stopped: Stopped | None = None  # nothing is sent at all
    checked: Checked | None = None  # the nightly check
    oldest_unanswered: datetime | None = None  # receipt of the oldest mail that is owed an answer
    mails: Mapping[str, int] = field(default_factory=dict)  # by status
    replies: Mapping[str, int] = field(default_factory=dict)


class Pulse:
    """What the pollers report and the health page reads."""

    def __init__(self, engine: Engine, clock: Clock, observed: tuple[str, ...] = ()) -> None:
        self._engine = engine
        self._clock = clock
        self._observed = observed

    def polled(self, mailbox: str, received: int) -> None:
        """The mailbox was looked into; any trouble is over. Not every idle look is written down."""
        now = self._clock.now()
        with reading(self._engine) as connection:
            known = connection.execute(select(mailbox_state).where(mailbox_state.c.mailbox == mailbox)).one_or_none()
        fresh = known and known.last_poll_at and now - known.last_poll_at < WRITE_EVERY and not known.trouble
        if fresh and not received:
            return
        values: dict[str, object] = {"last_poll_at": now, "failing_since": None, "failures": 0, "trouble": ""}
        with writing(self._engine) as connection:
            if received:
                values["last_mail_at"] = now
            _put(connection, mailbox, values)

    def failed(self, mailbox: str, reason: str) -> None:
        """A session broke, for this Chinese reason. The first of a row is an event."""
        now = self._clock.now()
        with writing(self._engine) as connection:
            known = connection.execute(select(mailbox_state).where(mailbox_state.c.mailbox == mailbox)).one_or_none()
            since = known.failing_since if known else None
            count = known.failures + 1 if known else 1
            _put(connection, mailbox, {"failing_since": since or now, "failures": count, "trouble": reason})
            if since is None:
                told = Event(EventKind.MAILBOX_FAILED, now, data={"mailbox": mailbox, "reason": reason})
                events.append(connection, told)

    def health(self) -> Health:
        """All of it, in one unchanging view."""
        now = self._clock.now()
        with reading(self._engine) as connection:
            rows = connection.execute(select(mailbox_state).order_by(mailbox_state.c.mailbox))
            boxes = tuple(MailboxHealth(**row._mapping) for row in rows)
            open_ = mails.c.status.in_((MailStatus.RECEIVED, MailStatus.PROCESSING))
            oldest = connection.execute(
                select(mails.c.received_at).where(open_).order_by(mails.c.received_at).limit(1)
            ).scalar_one_or_none()
            letters, sent = _counts(connection, mails), _counts(connection, outbox)
            recent = event_rows.c.at > now - timedelta(hours=1)
            halted = events.count(connection, EventKind.REPLIES_HALTED, recent) > 0
            stopped, checked = sending.find(connection), inspection.find(connection)
            unanswered = connection.execute(select(func.min(queue.c.waiting_since))).scalar_one()
        health = Health(
            mailboxes=boxes,
            oldest_waiting=oldest,
            mails_waiting=letters.get(MailStatus.RECEIVED, 0) + letters.get(MailStatus.PROCESSING, 0),
            mails_held=letters.get(MailStatus.HELD, 0),
            mails_failed=letters.get(MailStatus.FAILED, 0),
            replies_queued=sent.get(ReplyStatus.QUEUED, 0) + sent.get(ReplyStatus.COMMITTING, 0),
            replies_draft=sent.get(ReplyStatus.DRAFT, 0),
            replies_unknown=sent.get(ReplyStatus.UNKNOWN, 0),
            replies_failed=sent.get(ReplyStatus.FAILED, 0),
            observed=self._observed,
            stopped=stopped,
            checked=checked,
            oldest_unanswered=unanswered,
            mails=letters,
            replies=sent,
        )
        return replace(health, alarms=tuple(alarms(health, now, halted=halted)))


def _counts(connection: Connection, table: Table) -> dict[str, int]:
    query = select(table.c.status, func.count()).group_by(table.c.status)
    return {row[0]: row[1] for row in connection.execute(query)}


def _put(connection: Connection, mailbox: str, values: dict[str, object]) -> None:
    changed = update(mailbox_state).where(mailbox_state.c.mailbox == mailbox).values(values)
    if connection.execute(changed).rowcount == 0:
        plain: dict[str, object] = {"mailbox": mailbox, "failures": 0, "trouble": ""}
        connection.execute(insert(mailbox_state).values(plain | values))
