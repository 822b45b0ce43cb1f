"""What the report asks: sums over its own tables, in one unchanging view. Nothing here writes."""

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, Table, and_, case, func, literal, or_, select

from filing.mail import SHANGHAI
from filing.people import Scope
from filing.sla import Aside, Cause, Counts, Group, MailKind, Miss, OpenMail, Period, Ranked
from store.database import reading
from store.duties import DutyQueries
from store.sla_days import unpack
from store.sla_tables import sla_cases, sla_days, sla_item_days, sla_items, sla_mails
from store.tables import cases

WEEK = timedelta(days=7)
DIMENSIONS = ("mailbox", "access_province", "province", "specialist")


class SlaQueries:
    """The reading side. Every answer is of one period, and of what its scope holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @property
    def duties(self) -> DutyQueries:
        """What is told of the desk's other work."""
        return DutyQueries(self._engine)

    def counts(self, period: Period, now: datetime, *by: str) -> tuple[Group, ...]:
        """The mails with materials, grouped by columns, in their order. Days that are over are summed up already."""
        found: dict[tuple[Any, ...], Counts] = {}
        with reading(self._engine) as connection:
            for table, figures in ((sla_days, _settled()), (sla_mails, _running(now))):
                columns = [table.c[name] for name in by]
                where = and_(_material(table, period), _part(table, now))
                for row in connection.execute(select(*columns, *figures).where(where).group_by(*columns)):
                    key = tuple(row[: len(by)])
                    counts = Counts(*(int(number or 0) for number in row[len(by) :]))
                    found[key] = found.get(key, Counts()) + counts
        return tuple(Group(dict(zip(by, key, strict=True)), counts) for key, counts in sorted(found.items()))

    def aside(self, period: Period) -> Aside:
        """What is not in the denominator."""
        sums = (sla_days.c.kind, sla_days.c.observed, func.sum(sla_days.c.due), func.sum(sla_days.c.on_time))
        query = select(*sums).where(_within(sla_days, period)).group_by(sla_days.c.kind, sla_days.c.observed)
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(query)]
        plain = {kind: (int(number), int(on_time)) for kind, observed, number, on_time in rows if not observed}
        enquiries, on_time = plain.get(MailKind.ENQUIRY, (0, 0))
        machine, _ = plain.get(MailKind.MACHINE, (0, 0))
        return Aside(enquiries, on_time, machine, sum(int(number) for _, seen, number, _ in rows if seen))

    def percentiles(self, period: Period, now: datetime, whole: int, shares: Sequence[int]) -> dict[int, float | None]:
        """Working seconds within which so many per cent of the `whole` had their reply; None: not that day."""
        packed = select(sla_days.c.seconds).where(_material(sla_days, period), _part(sla_days, now))
        column = sla_mails.c.reply_seconds
        running = (_material(sla_mails, period), _part(sla_mails, now), _decided(now), column.is_not(None))
        with reading(self._engine) as connection:
            seconds = sorted(unpack(connection.execute(packed).scalars()))
            seconds = sorted((*seconds, *connection.execute(select(column).where(*running)).scalars()))
        places = {share: math.ceil(share * whole / 100) for share in shares}
        return {share: seconds[place - 1] if 0 < place <= len(seconds) else None for share, place in places.items()}

    def causes(self, period: Period, now: datetime) -> dict[Cause, int]:
        """How many were missed for which cause, most first."""
        query = select(sla_mails.c.cause, func.count()).where(_missed(period, now)).group_by(sla_mails.c.cause)
        with reading(self._engine) as connection:
            found = {Cause(cause or Cause.PERSON): number for cause, number in connection.execute(query)}
        return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

    def misses(
        self, period: Period, now: datetime, cause: Cause | None = None, page: tuple[int, int] | None = None
    ) -> tuple[Miss, ...]:
        """Every miss, oldest first; `page`: (limit, offset). What happened after the period's end is not known here."""
        where = _missed(period, now) if cause is None else and_(_missed(period, now), sla_mails.c.cause == cause)
        query = select(sla_mails, cases.c.reference).outerjoin(cases, cases.c.id == sla_mails.c.case_id).where(where)
        query = query.order_by(sla_mails.c.due_at, sla_mails.c.received_at, sla_mails.c.mail_id)
        if page:
            query = query.limit(page[0]).offset(page[1])
        with reading(self._engine) as connection:
            return tuple(_miss(row, _cut(period, now)) for row in connection.execute(query))

    def ranking(self, period: Period) -> tuple[Ranked, ...]:
        """Missing materials and findings, the most frequent first, each by province."""
        summed = period.specialist is None
        table, where = (sla_item_days, _within) if summed else (sla_items, _own)
        number = func.sum(sla_item_days.c.cases) if summed else func.count()
        named = (table.c.what, table.c.code, table.c.province)
        query = select(*named, number).where(where(table, period)).group_by(*named)
        with reading(self._engine) as connection:
            rows = connection.execute(query).all()
        found: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for what, code, province, number in rows:
            found.setdefault((what, code), []).append((province, int(number)))
        ranked = (_ranked(what, code, places) for (what, code), places in found.items())
        return tuple(sorted(ranked, key=lambda r: (r.what, -r.count, r.code)))

    def rounds(self, period: Period) -> dict[int, int]:
        """Of the cases that became complete: how many after so many mails."""
        number = sla_cases.c.rounds
        query = select(number, func.count().label("cases")).where(_own(sla_cases, period)).group_by(number)
        with reading(self._engine) as connection:
            return {row.rounds: row.cases for row in connection.execute(query.order_by(number))}

    def waiting(self, asked: Period, until: datetime) -> tuple[int, int]:
        """How many wait for a reply now, whatever the days, and how many of them are due by a moment."""
        due = func.sum(case((sla_mails.c.due_at <= until, 1), else_=0))
        with reading(self._engine) as connection:
            row = connection.execute(select(func.count(), due).where(_open(asked))).one()
        return row[0], int(row[1] or 0)

    def answered(self, asked: Period, since: datetime, until: datetime) -> int:
        """How many had their reply between two moments, of those that were due a week before or later."""
        recent = sla_mails.c.day >= since.astimezone(SHANGHAI).date() - WEEK
        own = and_(recent, _asked(sla_mails, asked), sla_mails.c.kind == MailKind.MATERIAL, sla_mails.c.observed == 0)
        query = select(func.count()).where(own, sla_mails.c.answered_at.between(since, until))
        with reading(self._engine) as connection:
            return int(connection.execute(query).scalar_one())

    def open_mails(self, asked: Period, limit: int | None = None) -> tuple[OpenMail, ...]:
        """What waits for a reply now, whatever the days, the most urgent first."""
        names = [name for name in OpenMail.__slots__ if name != "reference"]
        query = select(*(sla_mails.c[name] for name in names), cases.c.reference)
        query = query.outerjoin(cases, cases.c.id == sla_mails.c.case_id).where(_open(asked)).limit(limit)
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(sla_mails.c.due_at, sla_mails.c.received_at)).all()
        return tuple(OpenMail(**{**r._mapping, "stuck": Cause(r.stuck), "reference": r.reference or ""}) for r in rows)

    def names(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        """What there is to filter by: the values of each dimension."""
        with reading(self._engine) as connection:
            return {name: _values(connection, name, scope) for name in DIMENSIONS}


def _values(connection: Connection, name: str, scope: Scope) -> tuple[str, ...]:
    column = sla_days.c[name]
    query = select(column).where(_scoped(sla_days, scope), column > "").distinct().order_by(column)
    return tuple(connection.execute(query).scalars())


def _open(asked: Period) -> ColumnElement[bool]:
    stuck = and_(sla_mails.c.stuck > "", sla_mails.c.kind == MailKind.MATERIAL, sla_mails.c.observed == 0)
    return and_(stuck, _asked(sla_mails, asked))


def _cut(period: Period, now: datetime) -> datetime:
    return min(now, datetime.combine(period.last + timedelta(days=1), time(), SHANGHAI))


def _scoped(table: Table, scope: Scope) -> ColumnElement[bool]:
    if scope.provinces is None:
        return table.c.day.is_not(None)
    return table.c.access_province.in_(sorted(scope.provinces))


def _asked(table: Table, period: Period) -> ColumnElement[bool]:
    """The period without its days."""
    asked = {"mailbox": period.mailbox, "province": period.province, "specialist": period.specialist}
    wanted = [table.c[name] == value for name, value in asked.items() if value is not None]
    return and_(_scoped(table, period.scope), *wanted)


def _within(table: Table, period: Period) -> ColumnElement[bool]:
    return and_(table.c.day.between(period.first, period.last), _asked(table, period))


def _own(table: Table, period: Period) -> ColumnElement[bool]:
    return and_(_within(table, period), table.c.observed == 0)


def _material(table: Table, period: Period) -> ColumnElement[bool]:
    return and_(_own(table, period), table.c.kind == MailKind.MATERIAL)


def _part(table: Table, now: datetime) -> ColumnElement[bool]:
    """The days that are over are taken from sla_days, today and later ones from the mails themselves."""
    today = now.astimezone(SHANGHAI).date()
    return table.c.day < today if table is sla_days else table.c.day >= today


def _decided(now: datetime) -> ColumnElement[bool]:
    return or_(sla_mails.c.on_time == 1, sla_mails.c.due_at <= now)


def _missed(period: Period, now: datetime) -> ColumnElement[bool]:
    return and_(_material(sla_mails, period), sla_mails.c.on_time == 0, sla_mails.c.due_at <= now)


def _settled() -> list[ColumnElement[int]]:
    """The figures of Counts, in their order, of days that are over."""
    due, on_time, replied = sla_days.c.due, sla_days.c.on_time, sla_days.c.machine + sla_days.c.person
    missed, nothing = due - on_time, literal(0)
    plain = (sla_days.c.acked, sla_days.c.machine, sla_days.c.person, sla_days.c.late, due - replied)
    return [func.sum(figure) for figure in (due, on_time, missed, nothing, *plain)]


def _running(now: datetime) -> list[ColumnElement[int]]:
    """The same, mail by mail: the time of some is not up yet."""
    late, row = sla_mails.c.due_at <= now, sla_mails.c
    missed = and_(row.on_time == 0, late)
    conditions = (
        row.on_time == 1,
        missed,
        and_(row.on_time == 0, row.due_at > now),
        and_(row.acked == 1, _decided(now)),
        row.replied_by == "machine",
        row.replied_by == "person",
        and_(missed, row.replied_by > ""),
        and_(missed, row.replied_by == ""),
    )
    return [func.count(), *(func.sum(case((condition, 1), else_=0)) for condition in conditions)]


def _ranked(what: str, code: str, places: list[tuple[str, int]]) -> Ranked:
    by_number = tuple(sorted(places, key=lambda item: (-item[1], item[0])))
    return Ranked(what, code, sum(number for _, number in places), by_number)


def _miss(row: Row[Any], cut: datetime) -> Miss:
    """A reply after the cut is not known yet: then the mail is late up to the cut."""
    answered: datetime | None = row.answered_at if row.answered_at and row.answered_at <= cut else None
    late = (answered or cut) - row.due_at
    known = {name: row._mapping[name] for name in Miss.__slots__ if name in row._mapping}
    more = {
        "reference": row.reference or "",
        "after_close": bool(row.after_close),
        "cause": Cause(row.cause or Cause.PERSON),
        "answered_at": answered,
        "minutes_late": max(0, math.ceil(late.total_seconds() / 60)),
    }
    return Miss(**{**known, **more})
