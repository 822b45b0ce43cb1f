"""What has been kept long enough, cases and loose mails with which nothing is to be done, and its erasure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, and_, func, select

from filing.access import Access, AccessKind
from filing.errors import DeskError
from filing.ports import Clock
from filing.retention import Retention
from filing.terms import MailStatus, Outcome
from store import shredding
from store.accesses import AccessLog
from store.blobs import Blobs
from store.database import reading
from store.erasure import Erased, Erasure, MustStay
from store.tables import cases, mails, outbox, queue

OUTDATED, MACHINE = "retention", "系统"


@dataclass(frozen=True, slots=True)
class Due:
    """A case (with its reference) or a loose mail that is to be erased. `last`: when it changed last."""

    case_id: str | None
    mail_id: str | None
    reference: str
    outcome: Outcome | None
    last: datetime


@dataclass(frozen=True, slots=True)
class Retaining:
    """The store, and how long it keeps."""

    engine: Engine
    blobs: Blobs
    clock: Clock
    periods: Retention

    def due(self) -> tuple[Due, ...]:
        """What a run would erase now."""
        return due(self.engine, self.periods, self.clock.now())

    def run(self) -> Iterator[tuple[Due, Erased | DeskError]]:
        """Erase all of it, one by one. What must stay meanwhile, and why, is passed over until the next run."""
        for one in self.due():
            try:
                yield one, self.erase(one, None, OUTDATED, MACHINE)
            except MustStay as reason:
                yield one, reason

    def erase(self, one: Due, by: str | None, reason: str, login: str) -> Erased:
        """One case or mail. The entry in the log of accesses comes first."""
        words, log = f"清除资料（{reason}）", AccessLog(self.engine, self.blobs)
        who = Access(AccessKind.ERASED, self.clock.now(), login, by, about=words)
        log.record(replace(who, case_id=one.case_id, mail_id=one.mail_id))
        erasure = Erasure(self.engine, self.blobs, self.clock)
        if one.case_id:
            return erasure.erase(one.case_id, by, reason)
        return erasure.erase_mail(one.mail_id or "", by, reason)

    def shred(self, idle: float = shredding.IDLE) -> tuple[int, int]:
        """Take the files away: how many are gone, how many must wait."""
        return shredding.shred(self.engine, self.blobs.shelf, self.clock.now(), idle)


def due(engine: Engine, retention: Retention, now: datetime) -> tuple[Due, ...]:
    """What the periods say. A dry run shows exactly what a run erases: both ask here."""
    with reading(engine) as connection:
        found = [*_cases(connection), *_loose(connection)]
    return tuple(sorted((d for d in found if retention.is_due(d.outcome, d.last, now)), key=lambda d: d.last))


def _cases(connection: Connection) -> Iterator[Due]:
    """Nobody waits for us in them, and they are not to be kept for a reason."""
    written = select(outbox.c.case_id, func.max(outbox.c.updated_at).label("at")).group_by(outbox.c.case_id).subquery()
    joined = cases.join(queue, queue.c.case_id == cases.c.id).outerjoin(written, written.c.case_id == cases.c.id)
    columns = (cases.c.id, cases.c.reference, cases.c.outcome, cases.c.updated_at, queue.c.active_at, written.c.at)
    for row in connection.execute(select(*columns).select_from(joined).where(_idle())):
        last = max(moment for moment in (row.updated_at, row.active_at, row.at) if moment is not None)
        yield Due(row.id, None, row.reference, Outcome(row.outcome) if row.outcome else None, last)


def _idle() -> ColumnElement[bool]:
    return and_(queue.c.waiting_since.is_(None), cases.c.legal_hold.is_(None), cases.c.erased_at.is_(None))


def _loose(connection: Connection) -> Iterator[Due]:
    """Bounces, enquiries, advertisements: they count as unfinished."""
    settled = (mails.c.case_id.is_(None), mails.c.status == MailStatus.SETTLED, mails.c.erased_at.is_(None))
    for row in connection.execute(select(mails.c.id, mails.c.received_at, mails.c.updated_at).where(*settled)):
        yield Due(None, row.id, "", None, max(row.received_at, row.updated_at))
