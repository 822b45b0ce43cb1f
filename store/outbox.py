"""Replies on their way: draft → queued → committing → sent | unknown | failed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine, Row, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.terms import ReplyStatus
from store import events, sending
from store.blobs import Blobs
from store.database import reading, writing
from store.pace import Pace, lately, wait
from store.tables import events as event_rows
from store.tables import outbox


class Enqueue(Protocol):
    """Put a job into the caller's transaction; the same `job_id` twice is one job. What is due first runs first."""

    def __call__(  # noqa: D102 - the class says it
        self,
        connection: Connection,
        queue: str,
        job_id: str,
        argument: str,
        partition: str | None = None,
        due: datetime | None = None,
        /,
    ) -> None: ...


BACKOFF = (2, 10, 60)  # minutes after the first, second, every later failure
OBSERVED = "本邮箱处于观察模式：只起草，不发送。"
GIVE_UP_AFTER = 72  # attempts, about three days: then it is a person's

_EVENTS = {
    ReplyStatus.QUEUED: EventKind.REPLY_RETRIED,
    ReplyStatus.COMMITTING: EventKind.REPLY_COMMITTING,
    ReplyStatus.SENT: EventKind.REPLY_SENT,
    ReplyStatus.UNKNOWN: EventKind.REPLY_UNKNOWN,
    ReplyStatus.FAILED: EventKind.REPLY_FAILED,
}


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A reply as bytes with its envelope. `auto` false: a draft for a specialist; `reason`: why, in Chinese.

    `observed`: its mailbox is only observed, so it stays a draft although it would have been sent.
    """

    template: str
    sender: str
    recipient: str
    message_id: str
    mime: bytes
    auto: bool
    reason: str = ""
    observed: bool = False
    certain: bool = False  # tells no doubt: the policy may let it go at its deadline

    @property
    def leaves(self) -> bool:
        """Whether it is sent without a person."""
        return self.auto and not self.observed


@dataclass(frozen=True, slots=True)
class OutboxRow:
    """A reply as it stands in the outbox. `message` holds the frozen bytes only if it was asked for by `load`."""

    id: str
    mail_id: str
    case_id: str | None
    status: ReplyStatus
    template: str
    auto: bool
    sender: str
    recipient: str
    message_id: str
    attempts: int
    next_try_at: datetime | None
    smtp_code: int | None
    error: str
    updated_at: datetime
    message: bytes = b""


class Outbox:
    """What senders and specialists do with replies. Every change of status is a compare-and-set with its event."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._enqueue = enqueue

    def load(self, reply_id: str) -> OutboxRow:
        """One reply with its bytes. Raises LookupError for an id that does not exist, BlobDamaged for lost bytes."""
        with reading(self._engine) as connection:
            row = _find(connection, reply_id)
        return from_row(row, self._blobs.get(row.mime))

    def status(self, reply_id: str) -> ReplyStatus:
        """How far a reply is. Raises LookupError."""
        with reading(self._engine) as connection:
            return ReplyStatus(_find(connection, reply_id).status)

    def mark(self, reply_id: str, old: ReplyStatus, new: ReplyStatus, code: int | None = None, error: str = "") -> bool:
        """Move from `old` to `new`; False, and nothing done, if the reply is not in `old` any more.

        Nothing moves to `committing` while sending is stopped. To `queued` counts an attempt and sets when to try
        again; after GIVE_UP_AFTER attempts it becomes `failed`.
        """
        with writing(self._engine) as connection:
            row = _find(connection, reply_id)
            if row.status != old or (new is ReplyStatus.COMMITTING and sending.find(connection)):
                return False
            self._change(connection, row, new, code, error)
            return True

    def release(self, reply_id: str, mime: bytes | None = None) -> bool:
        """A person sends a draft (perhaps with edited bytes), or has a failed or unknown one sent again.

        False if it is on its way or sent. The Message-ID in edited bytes must be the row's own.
        """
        address = self._blobs.put(mime) if mime is not None else None
        with writing(self._engine) as connection:
            row = _find(connection, reply_id)
            if row.status not in (ReplyStatus.DRAFT, ReplyStatus.FAILED, ReplyStatus.UNKNOWN):
                return False
            values: dict[str, Any] = {"mime": address or row.mime, "auto": False, "attempts": 0, "next_try_at": None}
            self._move(connection, row, ReplyStatus.QUEUED, EventKind.REPLY_QUEUED, **values)
            turn = events.count(connection, EventKind.REPLY_QUEUED, events_of(reply_id))
            self._enqueue(connection, "smtp", f"out-{reply_id}-{turn}", reply_id, None)
            return True

    def withhold(self, reply_id: str) -> None:
        """Make a queued reply a draft again, for its mailbox is only observed. Whoever sent it, it does not leave."""
        with writing(self._engine) as connection:
            row = _find(connection, reply_id)
            if row.status == ReplyStatus.QUEUED:
                told: dict[str, Json] = {"observed": True, "would_send": True}
                self._move(connection, row, ReplyStatus.DRAFT, EventKind.REPLY_DRAFTED, told, error=OBSERVED)

    def due(self) -> tuple[OutboxRow, ...]:
        """Queued replies whose time has come."""
        return tuple(
            r for r in self._all(ReplyStatus.QUEUED) if not r.next_try_at or r.next_try_at <= self._clock.now()
        )

    def drafts(self) -> tuple[OutboxRow, ...]:
        """Replies that wait for a specialist, oldest first."""
        return self._all(ReplyStatus.DRAFT)

    def put_off(self, row: OutboxRow, pace: Pace) -> timedelta:
        """How long a queued reply has to wait, because its mailbox has sent as much as it may; noted in its row."""
        now = self._clock.now()
        with reading(self._engine) as connection:
            pause = wait(lately(connection, row.sender, now), pace, now)
        if pause and row.status is ReplyStatus.QUEUED:
            with writing(self._engine, row.id) as connection:
                connection.execute(update(outbox).where(outbox.c.id == row.id).values(next_try_at=now + pause))
        return pause

    def stopped(self) -> bool:
        """Whether nothing may leave now."""
        with reading(self._engine) as connection:
            return sending.find(connection) is not None

    def unknown(self) -> tuple[OutboxRow, ...]:
        """Replies of which nobody knows whether they arrived, oldest first."""
        return self._all(ReplyStatus.UNKNOWN)

    def note(self, reply_id: str, error: str) -> None:
        """Write a remark on a reply for the specialist; its status stays."""
        with writing(self._engine) as connection:
            connection.execute(update(outbox).where(outbox.c.id == reply_id).values(error=error))

    def settle_interrupted(self) -> tuple[str, ...]:
        """At start, before any sender runs: what was being committed when the power went is `unknown`, never resent."""
        stuck = [row.id for row in self._all(ReplyStatus.COMMITTING)]
        error = "发送过程中程序中断，无法确认对方服务器是否已收下。"
        return tuple(i for i in stuck if self.mark(i, ReplyStatus.COMMITTING, ReplyStatus.UNKNOWN, error=error))

    def _all(self, status: ReplyStatus) -> tuple[OutboxRow, ...]:
        query = select(outbox).where(outbox.c.status == status).order_by(outbox.c.created_at, outbox.c.id)
        with reading(self._engine) as connection:
            return tuple(from_row(row) for row in connection.execute(query))

    def _change(self, connection: Connection, row: Row[Any], new: ReplyStatus, code: int | None, error: str) -> None:
        values: dict[str, Any] = {"smtp_code": code, "error": error}
        if new is ReplyStatus.QUEUED:
            values |= {"attempts": row.attempts + 1, "next_try_at": self._clock.now() + _pause(row.attempts)}
            new = ReplyStatus.FAILED if row.attempts + 1 >= GIVE_UP_AFTER else new
        self._move(connection, row, new, _EVENTS[new], **values)

    def _move(
        self,
        connection: Connection,
        row: Row[Any],
        new: ReplyStatus,
        kind: EventKind,
        about: Mapping[str, Json] = MappingProxyType({}),
        **values: Any,
    ) -> None:
        now = self._clock.now()
        change = {"status": new, "updated_at": now, **values}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(change))
        told = {key: values[key] for key in ("smtp_code", "error") if values.get(key)} | dict(about)
        events.append(connection, Event(kind, now, row.mail_id, row.case_id, row.id, told))


def events_of(reply_id: str) -> ColumnElement[bool]:
    """The condition for a reply's events."""
    return event_rows.c.reply_id == reply_id


def _pause(attempts: int) -> timedelta:
    return timedelta(minutes=BACKOFF[min(attempts, len(BACKOFF) - 1)])


def _find(connection: Connection, reply_id: str) -> Row[Any]:
    row = connection.execute(select(outbox).where(outbox.c.id == reply_id)).one_or_none()
    if row is None:
        raise LookupError(reply_id)
    return row


def from_row(row: Row[Any], message: bytes = b"") -> OutboxRow:
    """A row of the table as a noun."""
    known = {name: getattr(row, name) for name in OutboxRow.__slots__ if name not in ("message", "status")}
    return OutboxRow(**known, status=ReplyStatus(row.status), message=message)
