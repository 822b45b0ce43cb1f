"""What people do with replies. Each is a compare-and-set on the reply's status, beneath the lock of its case."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, exists, or_, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.terms import ReplyStatus
from filing.unasked import NEWS, SHELLS
from store import dossier, events, ruling
from store.acts import Written, expect
from store.blobs import Blobs
from store.database import reading, writing
from store.outbox import Enqueue, OutboxRow, events_of, from_row
from store.tables import mails, outbox

QUEUED = ReplyStatus.QUEUED
UNDER_WAY = (QUEUED, ReplyStatus.COMMITTING, ReplyStatus.SENT)
STAYS = NEWS | SHELLS | {"enquiry"}
"""Templates whose drafts no later letter on papers makes superfluous."""


class NotThere(Exception):
    """The reply is not any more where it was; `status` says where it is, None: it is gone."""

    def __init__(self, status: ReplyStatus | None) -> None:
        super().__init__(status)
        self.status = status


@dataclass(frozen=True, slots=True)
class Change:
    """From one of `old` by an entry of `kind`; `mime` are new bytes, `values` new columns. Without `new`: discarded."""

    kind: EventKind
    old: tuple[ReplyStatus, ...]
    new: ReplyStatus | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    data: Mapping[str, Json] = field(default_factory=dict)
    mime: bytes | None = None


class Letters:
    """The outbox as a specialist uses it."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._enqueue = enqueue

    def open(self, reply_id: str) -> OutboxRow:
        """A reply with its bytes. Raises LookupError."""
        with reading(self._engine) as connection:
            row = _find(connection, reply_id)
        return from_row(row, self._blobs.get(row.mime))

    def there(self, reply_id: str) -> bool:
        """Whether there is such a letter, in whatever case and state."""
        with reading(self._engine) as connection:
            return connection.execute(select(outbox.c.id).where(outbox.c.id == reply_id)).first() is not None

    def draft_of(self, case_id: str) -> str | None:
        """The newest reply of a case that waits for a person."""
        mine = (outbox.c.case_id == case_id, outbox.c.status == ReplyStatus.DRAFT)
        query = select(outbox.c.id).where(*mine).order_by(outbox.c.created_at.desc(), outbox.c.id).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one_or_none()

    def overtaken(self, reply_id: str) -> bool:
        """Whether a later mail of the same case has been answered, so that this letter says what is no longer so.

        News of the administration stay news, and a domain that points elsewhere still does.
        """
        with reading(self._engine) as connection:
            row = _find(connection, reply_id)
            if row.template in NEWS | SHELLS:
                return False
            at = connection.execute(select(mails.c.received_at).where(mails.c.id == row.mail_id)).scalar_one()
            other = outbox.alias()
            later = select(other.c.id).join(mails, mails.c.id == other.c.mail_id)
            later = later.where(other.c.case_id == row.case_id, other.c.status.in_(UNDER_WAY), mails.c.received_at > at)
            return bool(connection.execute(select(exists(later))).scalar())

    def change(self, reply_id: str, version: int, by: str, change: Change) -> Written:
        """Do it, if the case is as it was seen and the reply is where it was. Raises Moved, NotThere, LookupError."""
        address = self._blobs.put(change.mime) if change.mime is not None else None
        with writing(self._engine) as connection:
            row = _find(connection, reply_id)
            expect(connection, row.case_id, version)
            if row.status not in change.old:
                raise NotThere(ReplyStatus(row.status))
            self._write(connection, row, change, address, by)
            return Written(dossier.version_of(connection, row.case_id), reply_id)

    def _write(self, connection: Connection, row: Row[Any], change: Change, address: str | None, by: str) -> None:
        now = self._clock.now()
        if change.new is None:
            ruling.discard(connection, row, now, by)
            return
        kept = {"mime": address} if address else {}
        values = {"status": change.new, "updated_at": now, **change.values, **kept}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
        told = {**change.data, **kept}
        events.append(connection, Event(change.kind, now, row.mail_id, row.case_id, row.id, told, by))
        if change.kind is EventKind.REPLY_QUEUED:
            self._send(connection, row, now, by)

    def _send(self, connection: Connection, row: Row[Any], at: datetime, by: str) -> None:
        """Hand it to the senders; the case's other drafts would only repeat what was so before."""
        turn = events.count(connection, EventKind.REPLY_QUEUED, events_of(row.id))
        self._enqueue(connection, "smtp", f"out-{row.id}-{turn}", row.id, None)
        replaced = and_(outbox.c.mail_id == row.mail_id, outbox.c.turn < row.turn)  # the page shows the last one only
        same = (outbox.c.case_id == row.case_id, outbox.c.status == ReplyStatus.DRAFT)
        old = (
            or_(outbox.c.template.not_in(STAYS), and_(outbox.c.template.in_(NEWS), replaced)),
            outbox.c.created_at <= row.created_at,
        )
        for other in connection.execute(select(outbox).where(*same, *old)).all():
            ruling.discard(connection, other, at, by, "已发出更新的回复")


def _find(connection: Connection, reply_id: str) -> Row[Any]:
    row = connection.execute(select(outbox).where(outbox.c.id == reply_id)).one_or_none()
    if row is None:
        raise LookupError(reply_id)
    return row
