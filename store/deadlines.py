"""Drafts that wait for a specialist at their deadline: kept, or what is certain sent. Each is looked at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, Engine, Select, and_, exists, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.terms import ReplyStatus
from store import caps, events
from store.blobs import Blobs
from store.database import reading, writing
from store.outbox import Enqueue, Outgoing, events_of
from store.tables import events as event_rows
from store.tables import mails, outbox

BY_MACHINE = b"Auto-Submitted: auto-replied\r\n"
DOUBTS = ("for_specialist", "several_filings")  # templates of drafts that wait because of doubts


@dataclass(frozen=True, slots=True)
class Waiting:
    """A draft that no deadline has met yet. `certain`: it tells no doubt, and nobody has begun to work on it."""

    reply_id: str
    mail_id: str
    case_id: str | None
    received_at: datetime
    certain: bool


class Deadlines:
    """The drafts of one desk."""

    def __init__(
        self, engine: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue, limits: caps.Caps | None = None
    ) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._enqueue = enqueue
        self._caps = limits or caps.Caps()

    def waiting(self) -> tuple[Waiting, ...]:
        """Drafts with doubts whose deadline was not met yet, oldest mail first."""
        with reading(self._engine) as connection:
            rows = connection.execute(_open()).all()
            return tuple(
                Waiting(row.id, row.mail_id, row.case_id, row.received_at, _untouched(connection, row.id, row.case_id))
                for row in rows
            )

    def keep(self, draft: Waiting, due: datetime, cause: str) -> None:
        """It stays a draft; the ledger says that its deadline passed, and why (Chinese)."""
        with writing(self._engine) as connection:
            self._tell(connection, draft, {"due": due.isoformat(), "sent": False, "cause": cause})

    def let_go(self, draft: Waiting, due: datetime, cause: str) -> None:
        """Send it as machine's mail, unless a person has taken it up in the meantime or the caps say no."""
        old = self._blobs.get(self._mime(draft))
        address = self._blobs.put(BY_MACHINE + old)
        with writing(self._engine) as connection:
            row = connection.execute(select(outbox).where(outbox.c.id == draft.reply_id)).one()
            if row.status != ReplyStatus.DRAFT or not _untouched(connection, draft.reply_id, draft.case_id):
                return
            now = self._clock.now()
            reply = Outgoing(row.template, row.sender, row.recipient, row.message_id, b"", auto=True)
            over = caps.too_many(connection, reply, row.case_id, self._caps, now)
            self._tell(connection, draft, {"due": due.isoformat(), "sent": not over, "cause": over or cause})
            if over:
                return
            values = {"status": ReplyStatus.QUEUED, "auto": True, "mime": address, "updated_at": now}
            connection.execute(update(outbox).where(outbox.c.id == row.id).values(values))
            events.append(connection, Event(EventKind.REPLY_QUEUED, now, row.mail_id, row.case_id, row.id))
            turn = events.count(connection, EventKind.REPLY_QUEUED, events_of(row.id))
            self._enqueue(connection, "smtp", f"out-{row.id}-{turn}", row.id, None)

    def _mime(self, draft: Waiting) -> str:
        with reading(self._engine) as connection:
            return str(connection.execute(select(outbox.c.mime).where(outbox.c.id == draft.reply_id)).scalar_one())

    def _tell(self, connection: Connection, draft: Waiting, data: Mapping[str, Json]) -> None:
        """Once: two hosts may come by in the same minute."""
        if events.count(connection, EventKind.DRAFT_DUE, events_of(draft.reply_id)) == 0:
            moment = self._clock.now()
            owner = (draft.mail_id, draft.case_id, draft.reply_id)
            events.append(connection, Event(EventKind.DRAFT_DUE, moment, *owner, data))


def _open() -> Select[tuple[str, str, str | None, datetime]]:
    told = exists().where(event_rows.c.reply_id == outbox.c.id, event_rows.c.kind == EventKind.DRAFT_DUE)
    return (
        select(outbox.c.id, outbox.c.mail_id, outbox.c.case_id, mails.c.received_at)
        .join(mails, mails.c.id == outbox.c.mail_id)
        .where(outbox.c.status == ReplyStatus.DRAFT, outbox.c.template.in_(DOUBTS), ~told)
        .order_by(mails.c.received_at, outbox.c.id)
    )


def _untouched(connection: Connection, reply_id: str, case_id: str | None) -> bool:
    """Whether it was drafted as certain, and no person has acted on it or its case since."""
    drafted = list(events.read(connection, and_(events_of(reply_id), event_rows.c.kind == EventKind.REPLY_DRAFTED)))
    last = drafted[-1] if drafted else None
    if last is None or not last.data.get("certain"):
        return False
    by_person = and_(event_rows.c.by.is_not(None), event_rows.c.at >= last.at, event_rows.c.case_id == case_id)
    return connection.execute(select(event_rows.c.seq).where(by_person).limit(1)).first() is None
