"""The day's security sheets on the store: which were imported, what is filed, and which cases wait for a person."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date, datetime, time

from sqlalchemy import Connection, Engine, Row, select

from filing.authority import Progress, Stage, progress
from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import SHANGHAI
from filing.people import EVERYTHING, Scope
from filing.ports import Clock
from filing.security import Hit, Listed, Receipt, Site, open_hits
from filing.terms import FilingKind
from store import events
from store.database import reading, writing
from store.scoping import case_within
from store.tables import cases
from store.tables import events as event_rows
from store.told import WAY, by_case, told

Data = dict[str, Json]
ABOUT = (EventKind.SECURITY_LISTED, EventKind.SECURITY_SETTLED)


class SecuritySheets:
    """Reads and writes the ledger; what a person does about a hit is an act of the desk."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def sites(self) -> tuple[Site, ...]:
        """Everything that is filed, of all provinces; what was cancelled (注销) is filed no more."""
        with reading(self._engine) as connection:
            ways = by_case(connection, WAY)
            rows = [row for row in _cases(connection, EVERYTHING, WAY) if row.filing_kind != FilingKind.CANCEL]
        known = ((row, progress(ways[row.id])) for row in rows)
        return tuple(_site(row, way) for row, way in known if way.stage is Stage.APPROVED)

    def take(self, by: str, day: date, rows: int, hits: Sequence[tuple[str, Listed]]) -> int:
        """Write down that the sheet of a day has come, and what it says of cases (ids); how much of that is new."""
        with writing(self._engine) as connection:
            known = {case: {(hit.listed, hit.reason) for hit in open_hits(of)} for case, of in _hits(connection)}
            fresh = [(case, row) for case, row in hits if (row.text, row.reason) not in known.get(case, ())]
            now, on = self._clock.now(), day.isoformat()
            whole: Data = {"on": on, "rows": rows, "hits": len(hits)}
            events.append(connection, Event(EventKind.SECURITY_SHEET, now, data=whole, by=by))
            for case, row in fresh:
                about: Data = {"on": on, "row": row.row, "listed": row.text, "reason": row.reason}
                events.append(connection, Event(EventKind.SECURITY_LISTED, now, None, case, None, about, by))
            return len(fresh)

    def received(self, day: date) -> Receipt | None:
        """The first import of the sheet of a day."""
        with reading(self._engine) as connection:
            return received(connection, day)

    def waiting(self, scope: Scope) -> tuple[tuple[Site, Hit], ...]:
        """The scope's cases with what a person has still to act on, the oldest sheet first."""
        with reading(self._engine) as connection:
            return waiting(connection, scope)


def received(connection: Connection, day: date) -> Receipt | None:
    """The first import of the sheet of a day."""
    begin = datetime.combine(day, time(), SHANGHAI)
    found = events.read(connection, told([EventKind.SECURITY_SHEET], begin))
    return next((_receipt(event) for event in found if event.data["on"] == day.isoformat()), None)


def waiting(connection: Connection, scope: Scope) -> tuple[tuple[Site, Hit], ...]:
    """What a person has still to act on, the oldest sheet first."""
    open_ = {case: hits for case, of in _hits(connection) if (hits := open_hits(of))}
    if not open_:
        return ()
    ways = by_case(connection, WAY, event_rows.c.case_id.in_(list(open_)))
    rows = [row for row in _cases(connection, scope, ABOUT) if row.id in open_]
    sites = [_site(row, progress(ways.get(row.id, ()))) for row in rows]
    return tuple(sorted(((site, hit) for site in sites for hit in open_[site.case_id]), key=_place))


def _hits(connection: Connection) -> Iterable[tuple[str, list[Event]]]:
    return by_case(connection, ABOUT).items()


def _cases(connection: Connection, scope: Scope, kinds: Collection[EventKind]) -> Sequence[Row[tuple[object, ...]]]:
    """The cases of which one of these was told."""
    theirs = cases.c.id.in_(select(event_rows.c.case_id).where(told(kinds)))
    return connection.execute(select(cases).where(theirs, cases.c.merged_into.is_(None), case_within(scope))).all()


def _site(row: Row[tuple[object, ...]], way: Progress) -> Site:
    number = way.milestones[-1].icp_number if way.milestones else ""  # an approval may be recalled
    return Site(row.id, row.reference, row.access_province, row.entity_name or "", tuple(row.domains), number)


def _receipt(event: Event) -> Receipt:
    on, rows, hits = (str(event.data[name]) for name in ("on", "rows", "hits"))
    return Receipt(date.fromisoformat(on), event.at, event.by or "", int(rows), int(hits))


def _place(found: tuple[Site, Hit]) -> tuple[date, str, int]:
    site, hit = found
    return hit.day, site.reference, hit.row
