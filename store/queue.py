"""The queue as people see it: views with counts, pages sorted by due time, search. Nothing here writes."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Select, and_, func, or_, select, true

from filing.mail import SHANGHAI
from filing.names import fold
from filing.people import Scope
from filing.standing import SETTLED, Standing, View
from filing.terms import FilingKind, Outcome
from store.blobs import Blobs
from store.database import reading
from store.tables import case_keys, cases, mails, queue

PAGE_SIZE = 50
FURTHEST = timedelta(days=60)  # no mail is due later than so long after its receipt
Due = Callable[[datetime], datetime]
"""Receipt → until when it is to be answered (policy.worktime.WorkTime.due): never earlier for a later receipt."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a person narrows a view by; `search`: names, domains, references, senders, or a whole certificate number."""

    mailbox: str | None = None
    province: str | None = None
    kind: FilingKind | None = None
    search: str = ""


@dataclass(frozen=True, slots=True)
class QueueRow:
    """A line of the queue. `case_id` is None for a mail that belongs to no case; `mail_id` then names it.

    `due_at` and `waiting_since` are None where nobody waits for us. `reason` is Chinese: why a mail is held or failed.
    `cursor` is where the next page begins if this row was the last one seen.
    """

    id: str
    case_id: str | None
    mail_id: str | None
    reference: str | None
    entity_name: str | None
    domains: tuple[str, ...]
    access_province: str | None
    mailbox: str
    filing_kind: FilingKind | None
    outcome: Outcome | None
    standing: Standing
    due_at: datetime | None
    waiting_since: datetime | None
    active_at: datetime
    assignee: str | None
    held_until: datetime | None
    version: int
    subject: str
    sender: str
    reason: str
    cursor: str


@dataclass(frozen=True, slots=True)
class QueuePage:
    """`after`: what to ask for to get the next page; None on the last one. `before`: the same for the one before."""

    rows: tuple[QueueRow, ...]
    after: str | None
    before: str | None = None


class QueueQueries:
    """Every method is handed the asker's scope, and the database keeps it: what is outside is not even counted.

    `provinces`: mailbox → access province, for mails that have no case (yet); a mailbox that is not in it is seen by
    those only who see everything.
    """

    def __init__(self, engine: Engine, blobs: Blobs, provinces: Mapping[str, str], due: Due) -> None:
        self._engine = engine
        self._blobs = blobs
        self._provinces = provinces
        self._due = due
        self._before = lru_cache(maxsize=2)(self._received_before)  # of today, asked for by every page

    def views(self, scope: Scope, person_id: str, now: datetime) -> Mapping[View, int]:
        """How many rows each view has."""
        seen = self._within(scope)
        standings = select(queue.c.standing, func.count()).where(seen).group_by(queue.c.place, queue.c.standing)
        with reading(self._engine) as connection:
            found: Counter[str] = Counter()
            for standing, number in connection.execute(standings):
                found[standing] += number
            counts = {view: found[view.value] for view in View} | {View.ALL: found.total()}
            for view in (View.TODAY, View.PERSON, View.MINE):
                query = select(func.count()).select_from(queue).where(seen, self._view(view, person_id, now))
                counts[view] = connection.execute(query).scalar_one()
        return counts

    def page(
        self,
        scope: Scope,
        view: View,
        person_id: str,
        now: datetime,
        filters: Filters | None = None,
        after: str | None = None,
        *,
        before: str | None = None,
    ) -> QueuePage:
        """Fifty rows: what waits, the earliest due first; then the rest, the newest mail first.

        `after` and `before` are a page's or a row's cursor. Raises ValueError for one that is none.
        """
        query = _rows().where(self._within(scope), self._view(view, person_id, now))
        with reading(self._engine) as connection:
            query = query.where(*self._narrowed(connection, filters or Filters()))
            if before is not None:
                earlier = connection.execute(_backwards(query, before).limit(PAGE_SIZE + 1)).all()
                if len(earlier) >= PAGE_SIZE:  # fewer: the list begins with them, and with what follows
                    rows = tuple(self._row(row) for row in reversed(earlier[:PAGE_SIZE]))
                    return QueuePage(rows, rows[-1].cursor, rows[0].cursor if len(earlier) > PAGE_SIZE else None)
            found = connection.execute(query.where(_beyond(after)).limit(PAGE_SIZE + 1)).all()
        rows = tuple(self._row(row) for row in found[:PAGE_SIZE])
        return QueuePage(
            rows, rows[-1].cursor if len(found) > PAGE_SIZE else None, rows[0].cursor if after and rows else None
        )

    def row(self, scope: Scope, row_id: str) -> QueueRow | None:
        """One line of the queue; None if there is none, or it is outside the scope."""
        with reading(self._engine) as connection:
            found = connection.execute(_rows().where(self._within(scope), queue.c.id == row_id)).one_or_none()
        return self._row(found) if found else None

    def _within(self, scope: Scope) -> ColumnElement[bool]:
        return true() if scope.provinces is None else queue.c.place.in_(self._places(scope))

    def _places(self, scope: Scope) -> list[str]:
        boxes = [f"@{mailbox}" for mailbox, province in self._provinces.items() if scope.holds(province)]
        return sorted(scope.provinces or ()) + boxes

    def _view(self, view: View, person_id: str, now: datetime) -> ColumnElement[bool]:
        awake = or_(queue.c.held_until.is_(None), queue.c.held_until <= now)
        if view is View.TODAY:
            return and_(queue.c.rank < self._before(now.astimezone(SHANGHAI).date()), awake)
        if view is View.MINE:
            return and_(queue.c.assignee == person_id, queue.c.standing.not_in(SETTLED))
        if view is View.ALL:
            return true()
        return and_(queue.c.standing == view.value, awake if view is View.PERSON else true())

    def _received_before(self, today: date) -> int:
        """What was received before this moment (seconds since 1970) is to be answered today, or was earlier.

        due() never falls, so that the first receipt that has until tomorrow is found by halving.
        """
        midnight = datetime.combine(today + timedelta(days=1), time(), SHANGHAI)
        early = midnight - FURTHEST
        seconds = range(int(FURTHEST.total_seconds()))
        later = bisect_left(seconds, midnight, key=lambda second: self._due(early + timedelta(seconds=second)))
        return int(early.timestamp()) + later

    def _narrowed(self, connection: Connection, filters: Filters) -> list[ColumnElement[bool]]:
        found = [self._matches(connection, filters.search)]
        if filters.mailbox is not None:
            found.append(queue.c.mailbox == filters.mailbox)
        if filters.province is not None:
            found.append(queue.c.place.in_(self._places(Scope(frozenset({filters.province})))))
        if filters.kind is not None:
            found.append(queue.c.filing_kind == filters.kind)
        return found

    def _matches(self, connection: Connection, search: str) -> ColumnElement[bool]:
        """Every word anywhere in a name, domain, reference or sender; or the whole text as a certificate number.

        The numbers are looked up before: of a subquery beside an OR, PostgreSQL believes that half of all rows match.
        """
        words = [fold(word).removeprefix("www.") for word in search.split()]
        if not words:
            return true()
        named = and_(*(queue.c.words.contains(word, autoescape=True) for word in words))
        number = and_(case_keys.c.kind == "cert", case_keys.c.value == self._blobs.fingerprint(fold(search)))
        numbered = connection.execute(select(case_keys.c.case_id).where(number)).scalars().all()
        return or_(named, queue.c.id.in_(numbered)) if numbered else named

    def _row(self, row: Row[Any]) -> QueueRow:
        case_id = row.case_id
        return QueueRow(
            id=row.id,
            case_id=case_id,
            mail_id=None if case_id else row.id,
            reference=row.reference,
            entity_name=row.entity_name,
            domains=tuple(row.domains or ()),
            access_province=row.place if case_id else self._provinces.get(row.mailbox),
            mailbox=row.mailbox,
            filing_kind=FilingKind(row.filing_kind) if row.filing_kind in list(FilingKind) else None,
            outcome=Outcome(row.outcome) if row.outcome else None,
            standing=Standing(row.standing),
            due_at=self._due(row.waiting_since) if row.waiting_since else None,
            waiting_since=row.waiting_since,
            active_at=row.active_at,
            assignee=row.assignee,
            held_until=row.held_until,
            version=row.version or 0,
            subject=row.subject or "",
            sender=row.sender or "",
            reason=row.reason or "",
            cursor=f"{row.rank}.{row.id}",
        )


def _rows() -> Select[Any]:
    """The queue's rows with what they show of their case or mail, in order."""
    of_case = (cases.c.reference, cases.c.entity_name, cases.c.domains, cases.c.outcome, cases.c.version)
    of_mail = (mails.c.subject, mails.c.sender, mails.c.reason)
    joined = queue.outerjoin(cases, cases.c.id == queue.c.case_id).outerjoin(
        mails, and_(queue.c.case_id.is_(None), mails.c.id == queue.c.id)
    )
    return select(queue, *of_case, *of_mail).select_from(joined).order_by(queue.c.rank, queue.c.id)


def _beyond(cursor: str | None) -> ColumnElement[bool]:
    """What stands after a row in the order of the list."""
    if cursor is None:
        return true()
    rank, key = _place(cursor)
    return or_(queue.c.rank > rank, and_(queue.c.rank == rank, queue.c.id > key))


def _backwards(query: Select[Any], cursor: str) -> Select[Any]:
    """What stands before a row, the nearest first."""
    rank, key = _place(cursor)
    earlier = or_(queue.c.rank < rank, and_(queue.c.rank == rank, queue.c.id < key))
    return query.where(earlier).order_by(None).order_by(queue.c.rank.desc(), queue.c.id.desc())


def _place(cursor: str) -> tuple[int, str]:
    rank, _, key = cursor.partition(".")
    if not rank.isdecimal() or not key:
        raise ValueError("not a cursor")
    return int(rank), key
