"""What the report tells of the desk's other work. Reads only the few entries that people tell of cases."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, case, func, select

from filing.authority import Progress, Stage, progress
from filing.duties import Returned, ShellCheck
from filing.event import EventKind
from filing.mail import SHANGHAI
from filing.people import Scope
from filing.security import Receipt
from filing.sla import Period
from store import desk_facts
from store.database import reading
from store.scoping import case_within
from store.security import received, waiting
from store.sla_families import parts
from store.tables import cases
from store.tables import events as event_rows
from store.told import WAY, by_case, told

WITH_THEM = (EventKind.AUTHORITY_SUBMITTED, EventKind.AUTHORITY_RECEIVED, EventKind.AUTHORITY_RECALLED)
ANSWERS = (EventKind.AUTHORITY_RETURNED, EventKind.AUTHORITY_APPROVED)
BACK = (EventKind.AUTHORITY_RETURNED, EventKind.AUTHORITY_RECALLED)
SHELLS = "shells"  # the name of the fact


class DutyQueries:
    """The reading side. What is counted of cases is within the scope; the rest is of the whole desk."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def rechecked(self, day: date) -> int:
        """How many approved cases were looked at again on a day."""
        begin = datetime.combine(day, time(), SHANGHAI)
        until = event_rows.c.at < begin + timedelta(days=1)
        count = select(func.count(event_rows.c.case_id.distinct()))
        with reading(self._engine) as connection:
            found = connection.execute(count.where(told([EventKind.CASE_RECHECKED], begin), until))
            return int(found.scalar_one())

    def approved(self) -> bool:
        """Whether there is anything to look at again."""
        one = select(event_rows.c.seq).where(told([EventKind.AUTHORITY_APPROVED])).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(one).first() is not None

    def sheet(self, day: date) -> Receipt | None:
        """The import of a day's security sheet."""
        with reading(self._engine) as connection:
            return received(connection, day)

    def cancelling(self, scope: Scope) -> int:
        """How many things of the security sheets wait for a person."""
        with reading(self._engine) as connection:
            return len(waiting(connection, scope))

    def shells(self) -> ShellCheck | None:
        """The last look for empty shells."""
        with reading(self._engine) as connection:
            row = desk_facts.find(connection, SHELLS)
        return ShellCheck(row.at, str(row.data["found"])) if row else None

    def with_administration(self, scope: Scope) -> tuple[Progress, ...]:
        """The ways of the cases that are with it now: what was told of them last is no answer."""
        case_id, newest = event_rows.c.case_id, _last(WITH_THEM) > _last(ANSWERS)
        last = select(case_id).where(told(WAY)).group_by(case_id).having(newest)
        here = (cases.c.merged_into.is_(None), case_within(scope))
        with reading(self._engine) as connection:
            found = [
                progress(way)
                for ids in parts(list(connection.execute(last).scalars()))
                for way in by_case(
                    connection, WAY, case_id.in_(select(cases.c.id).where(cases.c.id.in_(ids), *here))
                ).values()
            ]
        return tuple(way for way in found if way.stage in (Stage.SUBMITTED, Stage.RECEIVED))

    def returned(self, period: Period) -> tuple[Returned, ...]:
        """What was sent back on the days of a period; what was told by mistake and recalled is not in it."""
        since = datetime.combine(period.first, time(), SHANGHAI)
        columns = (event_rows.c.case_id, event_rows.c.kind, event_rows.c.data, cases.c.entity_province)
        query = select(*columns).join(cases, cases.c.id == event_rows.c.case_id).order_by(event_rows.c.seq)
        here = (told(BACK, since), cases.c.merged_into.is_(None), case_within(period.scope))
        with reading(self._engine) as connection:
            rows = connection.execute(query.where(*here)).all()
        return tuple(one for one in _standing(rows) if _asked(one, period))


def _last(kinds: Collection[EventKind]) -> ColumnElement[int]:
    """Of a group of entries: the number of the newest one of these kinds."""
    return func.max(case((event_rows.c.kind.in_(list(kinds)), event_rows.c.seq), else_=0))


def _standing(rows: Iterable[Row[Any, Any, Any, Any]]) -> Iterator[Returned]:
    """A recall takes back the last of its case, if it was a return."""
    found: dict[str, list[Returned]] = {}
    for row in rows:
        mine = found.setdefault(row.case_id, [])
        if row.kind == EventKind.AUTHORITY_RETURNED:
            on, code, reason = (str(row.data.get(name, "")) for name in ("on", "code", "reason"))
            mine.append(Returned(date.fromisoformat(on), code, reason, row.entity_province or ""))
        elif mine and row.data.get("stage") == Stage.RETURNED:
            mine.pop()
    for mine in found.values():
        yield from mine


def _asked(one: Returned, period: Period) -> bool:
    return period.first <= one.on <= period.last and period.province in (None, one.province)
