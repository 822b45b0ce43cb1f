"""A case put together from what is stored: its mails as they were read, and what people have said of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_, select, union_all

from filing.acts import KINDS, Act
from filing.case import Case, Submission
from filing.event import Event, EventKind
from filing.finding import Json
from filing.terms import MailClass
from store import codec, events
from store.blobs import Blobs
from store.tables import cases, mails, shares
from store.tables import events as event_rows


@dataclass(frozen=True, slots=True)
class Kept:
    """An act that is in force: the number of its entry in the ledger, who did it, when, and the entry's own data."""

    seq: int
    act: Act
    by: str | None
    at: datetime
    data: Mapping[str, Json]


def of_case(case_id: str) -> ColumnElement[bool]:
    """The condition for the mails of a case, those included of which only a part belongs to it (A38).

    Their ids in one list: for an OR with a subquery PostgreSQL reads the whole table.
    """
    own = mails.alias()
    parts = select(shares.c.mail_id).where(shares.c.case_id == case_id)
    return mails.c.id.in_(union_all(select(own.c.id).where(own.c.case_id == case_id), parts))


def submissions(connection: Connection, blobs: Blobs, case_id: str) -> Iterator[Submission]:
    """What people have sent, in the order received; no machine's mails, no unread ones."""
    sent = and_(of_case(case_id), mails.c.mail_class == MailClass.NORMAL, mails.c.submission.is_not(None))
    stored = select(mails.c.submission).where(sent).order_by(mails.c.received_at, mails.c.id)
    for address in connection.execute(stored).scalars().all():
        yield codec.load(Submission, blobs.get(address))


def standing(connection: Connection, blobs: Blobs, case_id: str) -> tuple[Kept, ...]:
    """The acts in force, oldest first."""
    wanted = and_(event_rows.c.case_id == case_id, event_rows.c.kind.in_([*KINDS, EventKind.ACT_REVOKED]))
    rows = connection.execute(select(event_rows).where(wanted).order_by(event_rows.c.seq)).all()
    revoked = {row.data["revokes"] for row in rows if row.kind == EventKind.ACT_REVOKED}
    return tuple(
        Kept(row.seq, codec.load(KINDS[EventKind(row.kind)], blobs.get(row.data["act"])), row.by, row.at, row.data)
        for row in rows
        if row.kind != EventKind.ACT_REVOKED and row.seq not in revoked
    )


def assemble(connection: Connection, blobs: Blobs, case_id: str) -> Case:
    """The case as its mails and people have made it, records of other cases left out. Raises LookupError."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    if row is None:
        raise LookupError(case_id)
    acts = tuple(kept.act for kept in standing(connection, blobs, case_id))
    case = Case(row.access_province, row.reference, acts=acts)
    for submission in submissions(connection, blobs, case_id):
        case = case.with_(submission)
    return case


def version_of(connection: Connection, case_id: str) -> int:
    """How often the case has changed. Raises LookupError."""
    version = connection.execute(select(cases.c.version).where(cases.c.id == case_id)).scalar_one_or_none()
    if version is None:
        raise LookupError(case_id)
    return int(version)


def changes(connection: Connection, case_id: str, version: int) -> tuple[Event, ...]:
    """What has changed the case since it had this version, oldest first."""
    told = [e for e in events.read(connection, event_rows.c.case_id == case_id) if e.changes_case]
    return tuple(told[version:])
