"""What people look at: lists and details, read in one unchanging view each. Nothing here writes."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, TypeVar

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Row,
    Select,
    Subquery,
    and_,
    func,
    or_,
    select,
    true,
    union_all,
)

from filing.case import Submission
from filing.decision import Decision
from filing.event import Event, EventKind
from filing.people import Scope
from filing.terms import FilingKind, MailClass, MailStatus, Material, Outcome, ReplyStatus
from store import codec, earlier, events
from store.answers import letters_to, newest_reply
from store.blobs import Blobs
from store.database import reading
from store.dossier import of_case
from store.earlier import Replaced
from store.outbox import OutboxRow, from_row
from store.scoping import case_within, mail_within
from store.tables import case_keys, cases, mails, outbox, shares
from store.tables import events as event_rows

Term = TypeVar("Term", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list. `received_at` is of the newest mail that a person sent, `reply` its reply, `seconds` how long
    that took from the receipt to the sending (None: not sent).
    """

    id: str
    reference: str
    access_province: str
    received_at: datetime
    entity_name: str | None
    domains: tuple[str, ...]
    filing_kind: FilingKind | None
    entity_province: str | None
    outcome: Outcome | None
    missing: tuple[Material, ...]
    reply: ReplyStatus | None
    seconds: float | None


@dataclass(frozen=True, slots=True)
class MailLine:
    """A mail in a list. Text is empty until the mail was read."""

    id: str
    mailbox: str
    received_at: datetime
    status: MailStatus
    sender: str
    subject: str
    mail_class: MailClass | None
    reason: str
    case_id: str | None


@dataclass(frozen=True, slots=True)
class MailDetail:
    """A mail with what was read from it, its reply with the bytes, and its events, oldest first.

    `others`: our other letters to it, newest first.
    """

    line: MailLine
    submission: Submission | None
    reply: OutboxRow | None
    events: tuple[Event, ...]
    others: tuple[OutboxRow, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseDetail:
    """A case with its mails and events, oldest first, and the last judgement.

    `sharing`: other cases with the same domain or certificate number, as (what, reference). `replaced`: see
    store.earlier.
    """

    line: CaseLine
    mails: tuple[MailDetail, ...]
    decision: Decision | None
    events: tuple[Event, ...]
    sharing: tuple[tuple[str, str], ...]
    replaced: Replaced | None = None


class Queries:
    """The reading side of the store. What is outside the asker's scope is neither shown nor counted.

    `provinces`: mailbox → access province, for mails that have no case.
    """

    def __init__(self, engine: Engine, blobs: Blobs, provinces: Mapping[str, str]) -> None:
        self._engine = engine
        self._blobs = blobs
        self._provinces = provinces

    def case_counts(self, scope: Scope) -> Mapping[Outcome | None, int]:
        """How many cases have each outcome; None: never judged."""
        query = select(cases.c.outcome, func.count()).where(case_within(scope)).group_by(cases.c.outcome)
        with reading(self._engine) as connection:
            rows = connection.execute(query)
            return {Outcome(outcome) if outcome else None: number for outcome, number in rows}

    def mail_counts(self, scope: Scope) -> Mapping[MailStatus, int]:
        """How many mails of each status the list of loose mails has."""
        seen = and_(_loose(), self._within(scope))
        query = select(mails.c.status, func.count()).where(seen).group_by(mails.c.status)
        with reading(self._engine) as connection:
            return {MailStatus(status): number for status, number in connection.execute(query)}

    def list_cases(
        self, scope: Scope, outcome: Outcome | None, limit: int, offset: int
    ) -> tuple[tuple[CaseLine, ...], int]:
        """Cases of an outcome (None: all), the one with the newest mail first; and how many there are in all."""
        query = _case_lines().where(case_within(scope))
        if outcome is not None:
            query = query.where(cases.c.outcome == outcome)
        with reading(self._engine) as connection:
            rows, total = _page(connection, query, limit, offset)
            return tuple(_case_line(row) for row in rows), total

    def list_loose_mails(
        self, scope: Scope, statuses: tuple[MailStatus, ...], limit: int, offset: int
    ) -> tuple[tuple[MailLine, ...], int]:
        """Mails without a case, and held or failed ones even with a case, newest first; and how many there are."""
        query = select(mails).where(_loose(), self._within(scope), mails.c.status.in_(statuses))
        query = query.order_by(mails.c.received_at.desc(), mails.c.id)
        with reading(self._engine) as connection:
            rows, total = _page(connection, query, limit, offset)
            return tuple(_mail_line(row) for row in rows), total

    def case_detail(self, scope: Scope, case_id: str) -> CaseDetail | None:
        """All of one case; None if there is none, or it is outside the scope."""
        with reading(self._engine) as connection:
            line = _case_lines(case_id).where(cases.c.id == case_id, case_within(scope))
            row = connection.execute(line).one_or_none()
            if row is None:
                return None
            own = select(mails).where(of_case(case_id)).order_by(mails.c.received_at, mails.c.id)
            details = tuple(self._mail(connection, mail, case_id) for mail in connection.execute(own).all())
            told = tuple(events.read(connection, event_rows.c.case_id == case_id))
            sharing = _sharing(connection, scope, case_id)
        decision = codec.load(Decision, self._blobs.get(row.judgement)) if row.judgement else None
        current = next((mail.reply.id for mail in reversed(details) if mail.reply), None)
        gone = earlier.replaced(told, self._blobs, current)
        return CaseDetail(_case_line(row), details, decision, told, sharing, gone)

    def mail_detail(self, scope: Scope, mail_id: str) -> MailDetail | None:
        """All of one mail; None if there is none, or it is outside the scope."""
        query = select(mails).where(mails.c.id == mail_id, self._within(scope))
        with reading(self._engine) as connection:
            row = connection.execute(query).one_or_none()
            return self._mail(connection, row) if row else None

    def mail_ids(self, prefix: str) -> tuple[str, ...]:
        """The ids that begin so, at most two: whoever asks wants to know whether it is one."""
        query = select(mails.c.id).where(mails.c.id.startswith(prefix, autoescape=True)).order_by(mails.c.id).limit(2)
        with reading(self._engine) as connection:
            return tuple(connection.execute(query).scalars())

    def case_id(self, reference: str) -> str | None:
        """The id of the case with this reference (BA-20261121-0007), or None."""
        query = select(cases.c.id).where(cases.c.reference == reference, cases.c.erased_at.is_(None))
        with reading(self._engine) as connection:
            return connection.execute(query).scalar_one_or_none()

    def events(self) -> tuple[Event, ...]:
        """The whole ledger, oldest first."""
        with reading(self._engine) as connection:
            return tuple(events.read(connection, true()))

    def judged(self, mail_id: str) -> tuple[str, Decision | None]:
        """A mail's subject, and the last decision that it led to (None: not judged). Raises LookupError."""
        of_mail = and_(event_rows.c.mail_id == mail_id, event_rows.c.kind == EventKind.CASE_JUDGED)
        with reading(self._engine) as connection:
            row = connection.execute(select(mails.c.subject).where(mails.c.id == mail_id)).one_or_none()
            told = tuple(events.read(connection, of_mail))
        if row is None:
            raise LookupError(mail_id)
        decision = codec.load(Decision, self._blobs.get(str(told[-1].data["judgement"]))) if told else None
        return row.subject or "", decision

    def _within(self, scope: Scope) -> ColumnElement[bool]:
        return mail_within(scope, self._provinces)

    def _mail(self, connection: Connection, row: Row[Any], case_id: str | None = None) -> MailDetail:
        """With its last reply: in this case, if a mail speaks of two (A38)."""
        submission = codec.load(Submission, self._blobs.get(row.submission)) if row.submission else None
        main, others = letters_to(connection, row.id, case_id)
        told = tuple(events.read(connection, event_rows.c.mail_id == row.id))
        reply = self._letter(main) if main else None
        return MailDetail(_mail_line(row), submission, reply, told, tuple(self._letter(other) for other in others))

    def _letter(self, row: Row[Any]) -> OutboxRow:
        return from_row(row, self._blobs.get(row.mime))


def _case_lines(only: str | None = None) -> Select[Any]:
    """Cases, each with the newest mail that a person sent and that mail's reply. `only`: of one case."""
    people = _placed(only)
    order = (people.c.received_at.desc(), people.c.id.desc())
    place = func.row_number().over(partition_by=people.c.case_id, order_by=order).label("place")
    newest = select(people, place).subquery()
    joined = cases.join(newest, and_(newest.c.case_id == cases.c.id, newest.c.place == 1))
    sent = outbox.c.updated_at.label("sent_at")
    columns = (cases, newest.c.received_at, outbox.c.status.label("reply"), sent)
    return (
        select(*columns)
        .select_from(joined.outerjoin(outbox, newest_reply(newest.c.id, newest.c.case_id)))
        .order_by(newest.c.received_at.desc(), cases.c.id)
    )


def _placed(only: str | None) -> Subquery:
    """Every mail that a person sent, with its case; once more for each case that has a part of it (A38)."""
    mine = mails.c.case_id.is_not(None) if only is None else mails.c.case_id == only
    own = select(mails.c.id, mails.c.case_id, mails.c.received_at).where(mails.c.mail_class == MailClass.NORMAL, mine)
    parts = select(mails.c.id, shares.c.case_id, mails.c.received_at).join(shares, shares.c.mail_id == mails.c.id)
    return union_all(own, parts if only is None else parts.where(shares.c.case_id == only)).subquery()


def _loose() -> ColumnElement[bool]:
    return or_(mails.c.case_id.is_(None), mails.c.status.in_((MailStatus.HELD, MailStatus.FAILED)))


def _page(connection: Connection, query: Select[Any], limit: int, offset: int) -> tuple[list[Row[Any]], int]:
    total = connection.execute(select(func.count()).select_from(query.order_by(None).subquery())).scalar_one()
    return list(connection.execute(query.limit(limit).offset(offset))), total


def _sharing(connection: Connection, scope: Scope, case_id: str) -> tuple[tuple[str, str], ...]:
    """Other cases that share a domain or certificate number: perhaps the same matter, perhaps a false claim."""
    mine = case_keys.alias()
    same = and_(case_keys.c.kind == mine.c.kind, case_keys.c.value == mine.c.value, case_keys.c.case_id != case_id)
    query = select(case_keys.c.kind, cases.c.reference).join(mine, same).join(cases, cases.c.id == case_keys.c.case_id)
    query = query.where(mine.c.case_id == case_id, mine.c.kind.in_(("domain", "cert")), case_within(scope)).distinct()
    return tuple((kind, reference) for kind, reference in connection.execute(query.order_by(cases.c.reference)))


def _case_line(row: Row[Any]) -> CaseLine:
    sent = row.reply == ReplyStatus.SENT
    return CaseLine(
        id=row.id,
        reference=row.reference,
        access_province=row.access_province,
        received_at=row.received_at,
        entity_name=row.entity_name,
        domains=tuple(row.domains),
        filing_kind=_term(FilingKind, row.filing_kind),
        entity_province=row.entity_province,
        outcome=_term(Outcome, row.outcome),
        missing=tuple(Material(m) for m in row.missing),
        reply=_term(ReplyStatus, row.reply),
        seconds=(row.sent_at - row.received_at).total_seconds() if sent else None,
    )


def _mail_line(row: Row[Any]) -> MailLine:
    return MailLine(
        id=row.id,
        mailbox=row.mailbox,
        received_at=row.received_at,
        status=MailStatus(row.status),
        sender=row.sender or "",
        subject=row.subject or "",
        mail_class=_term(MailClass, row.mail_class),
        reason=row.reason,
        case_id=row.case_id,
    )


def _term(kind: type[Term], value: str | None) -> Term | None:
    """The field's word, or None for what is none (a subject may say anything)."""
    return kind(value) if value in [v.value for v in kind] else None
