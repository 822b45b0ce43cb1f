"""What the report asks: sums over its own tables, in one unchanging view. Nothing here writes."""

import math
from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Label, Row, Select, Table, and_, case, func, or_, select

from filing.mail import SHANGHAI
from filing.people import Scope
from filing.sla import Aside, Cause, Counts, Group, MailKind, Miss, OpenMail, Period, Ranked
from store.database import reading
from store.sla_tables import sla_cases, sla_items, sla_mails
from store.tables import cases

DIMENSIONS = ("mailbox", "access_province", "province", "specialist")
FIGURES = ("due", "on_time", "missed", "pending", "acked", "machine", "person", "late", "open")


class SlaQueries:
    """The reading side. Every answer is of one period, and of what its scope holds."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def counts(self, period: Period, now: datetime, *by: str) -> tuple[Group, ...]:
        """The mails with materials, grouped by columns of sla_mails, in their order."""
        columns = [sla_mails.c[name] for name in by]
        query = select(*columns, *_sums(now)).where(_material(period)).group_by(*columns).order_by(*columns)
        with reading(self._engine) as connection:
            return tuple(_group(row, by) for row in connection.execute(query))

    def aside(self, period: Period) -> Aside:
        """What is not in the denominator."""
        seen = (sla_mails.c.kind, sla_mails.c.observed)
        query = select(*seen, func.count(), func.sum(sla_mails.c.on_time)).where(_within(sla_mails, period))
        with reading(self._engine) as connection:
            rows = [tuple(row) for row in connection.execute(query.group_by(*seen))]
        plain = {kind: (number, on_time) for kind, observed, number, on_time in rows if not observed}
        enquiries, on_time = plain.get(MailKind.ENQUIRY, (0, 0))
        machine, _ = plain.get(MailKind.MACHINE, (0, 0))
        return Aside(enquiries, int(on_time), machine, sum(number for _, seen_, number, _ in rows if seen_))

    def percentiles(self, period: Period, now: datetime, whole: int, shares: Sequence[int]) -> dict[int, float | None]:
        """Working seconds within which so many per cent of the `whole` had their reply; None: not that day."""
        column = sla_mails.c.reply_seconds
        query = select(column).where(_material(period), _decided(now), column.is_not(None)).order_by(column)
        with reading(self._engine) as connection:
            return {share: _nth(connection, query, math.ceil(share * whole / 100)) for share in shares}

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
        named = (sla_items.c.what, sla_items.c.code)
        query = select(*named, sla_items.c.province, func.count()).where(_own(sla_items, period))
        with reading(self._engine) as connection:
            rows = connection.execute(query.group_by(*named, sla_items.c.province)).all()
        found: dict[tuple[str, str], list[tuple[str, int]]] = {}
        for what, code, province, number in rows:
            found.setdefault((what, code), []).append((province, number))
        ranked = (_ranked(what, code, places) for (what, code), places in found.items())
        return tuple(sorted(ranked, key=lambda r: (r.what, -r.count, r.code)))

    def rounds(self, period: Period) -> dict[int, int]:
        """Of the cases that became complete: how many after so many mails."""
        number = sla_cases.c.rounds
        query = select(number, func.count().label("cases")).where(_own(sla_cases, period)).group_by(number)
        with reading(self._engine) as connection:
            return {row.rounds: row.cases for row in connection.execute(query.order_by(number))}

    def open_mails(self, scope: Scope) -> tuple[OpenMail, ...]:
        """What waits for a reply now, the most urgent first."""
        names = [name for name in OpenMail.__slots__ if name != "reference"]
        waiting = and_(sla_mails.c.stuck > "", sla_mails.c.kind == MailKind.MATERIAL, sla_mails.c.observed == 0)
        query = select(*(sla_mails.c[name] for name in names), cases.c.reference)
        query = query.outerjoin(cases, cases.c.id == sla_mails.c.case_id).where(waiting, _scoped(sla_mails, scope))
        with reading(self._engine) as connection:
            rows = connection.execute(query.order_by(sla_mails.c.due_at, sla_mails.c.received_at)).all()
        return tuple(OpenMail(**{**r._mapping, "stuck": Cause(r.stuck), "reference": r.reference or ""}) for r in rows)

    def names(self, scope: Scope) -> dict[str, tuple[str, ...]]:
        """What there is to filter by: the values of each dimension."""
        with reading(self._engine) as connection:
            return {name: _values(connection, name, scope) for name in DIMENSIONS}


def _values(connection: Connection, name: str, scope: Scope) -> tuple[str, ...]:
    column = sla_mails.c[name]
    query = select(column).where(_scoped(sla_mails, scope), column > "").distinct().order_by(column)
    return tuple(connection.execute(query).scalars())


def _cut(period: Period, now: datetime) -> datetime:
    return min(now, datetime.combine(period.last + timedelta(days=1), time(), SHANGHAI))


def _scoped(table: Table, scope: Scope) -> ColumnElement[bool]:
    if scope.provinces is None:
        return table.c.day.is_not(None)
    return table.c.access_province.in_(sorted(scope.provinces))


def _within(table: Table, period: Period) -> ColumnElement[bool]:
    asked = {"mailbox": period.mailbox, "province": period.province, "specialist": period.specialist}
    wanted = [table.c[name] == value for name, value in asked.items() if value is not None]
    return and_(table.c.day.between(period.first, period.last), _scoped(table, period.scope), *wanted)


def _own(table: Table, period: Period) -> ColumnElement[bool]:
    return and_(_within(table, period), table.c.observed == 0)


def _material(period: Period) -> ColumnElement[bool]:
    return and_(_own(sla_mails, period), sla_mails.c.kind == MailKind.MATERIAL)


def _decided(now: datetime) -> ColumnElement[bool]:
    return or_(sla_mails.c.on_time == 1, sla_mails.c.due_at <= now)


def _missed(period: Period, now: datetime) -> ColumnElement[bool]:
    return and_(_material(period), sla_mails.c.on_time == 0, sla_mails.c.due_at <= now)


def _sums(now: datetime) -> list[Label[int]]:
    """The figures of Counts, in their order."""
    late, row = sla_mails.c.due_at <= now, sla_mails.c
    missed = and_(row.on_time == 0, late)
    conditions = {
        "on_time": row.on_time == 1,
        "missed": missed,
        "pending": and_(row.on_time == 0, row.due_at > now),
        "acked": and_(row.acked == 1, _decided(now)),
        "machine": row.replied_by == "machine",
        "person": row.replied_by == "person",
        "late": and_(missed, row.replied_by > ""),
        "open": and_(missed, row.replied_by == ""),
    }
    sums = [func.sum(case((condition, 1), else_=0)).label(name) for name, condition in conditions.items()]
    return [func.count().label("due"), *sums]


def _group(row: Row[Any], by: tuple[str, ...]) -> Group:
    found = row._mapping
    return Group({name: found[name] for name in by}, Counts(**{name: int(found[name] or 0) for name in FIGURES}))


def _nth(connection: Connection, ordered: Select[Any], place: int) -> float | None:
    return connection.execute(ordered.limit(1).offset(place - 1)).scalar_one_or_none() if place > 0 else None


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
