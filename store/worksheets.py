"""Cases as the worksheets need them: papers with people's corrections, and the way through the administration."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, Engine, Row, Select, func, or_, select

from filing.authority import KINDS, progress
from filing.event import EventKind
from filing.mail import SHANGHAI
from filing.people import Scope
from filing.recheck import rechecks
from filing.rulings import ruled
from filing.shells import shell_notices
from filing.terms import EntityType, FilingKind, Outcome
from filing.worksheet import Dossier
from store import desk_facts, dossier, events
from store.arrived import Arrived, arrived
from store.blobs import Blobs
from store.database import reading, writing
from store.duties import SHELLS
from store.scoping import case_within
from store.tables import cases
from store.tables import events as event_rows

TOLD = (*KINDS, EventKind.AUTHORITY_RECALLED, EventKind.CASE_RECHECKED)


class Worksheets:
    """The reading side of the worksheets, and the note of what the last check for empty shells has found."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def filed(self, scope: Scope) -> Iterator[Dossier]:
        """The scope's cases that were ever told to be approved, oldest first; some may have been recalled."""
        return self._found(scope, cases.c.id.in_(_told(EventKind.AUTHORITY_APPROVED)))

    def dossiers(self, scope: Scope) -> Iterator[Dossier]:
        """The scope's cases that passed the preliminary review or ever went to the administration, oldest first.

        One at a time: a year of cases does not lie in memory at once.
        """
        return self._found(scope, or_(cases.c.outcome == Outcome.COMPLETE, cases.c.id.in_(_told(*TOLD))))

    def _found(self, scope: Scope, which: ColumnElement[bool]) -> Iterator[Dossier]:
        query = select(cases).where(case_within(scope), cases.c.merged_into.is_(None), which)
        with reading(self._engine) as connection:
            found = connection.execute(query.order_by(cases.c.opened_at, cases.c.id)).all()
        return (self._dossier(row) for row in found)

    def arrived(self) -> Arrived:
        """What of the platform's entries has come by mail."""
        return arrived(self._engine)

    def rechecked(self, day: date) -> tuple[int, int]:
        """How many cases were looked at again on a day (here), and how many were ever approved."""
        begin = datetime.combine(day, time(), SHANGHAI)
        when = event_rows.c.at.between(begin, begin + timedelta(days=1) - timedelta.resolution)
        count = select(func.count(event_rows.c.case_id.distinct()))
        with reading(self._engine) as connection:
            done = connection.execute(count.where(event_rows.c.kind == EventKind.CASE_RECHECKED, when)).scalar_one()
            known = connection.execute(count.where(event_rows.c.kind == EventKind.AUTHORITY_APPROVED)).scalar_one()
        return int(done), int(known)

    def shells_checked(self, found: str, at: datetime, by: str) -> None:
        """Keep what the last look for empty shells has found, for the report."""
        with writing(self._engine) as connection:
            desk_facts.put(connection, SHELLS, {"found": found}, at, by)

    def _dossier(self, row: Row[tuple[object, ...]]) -> Dossier:
        with reading(self._engine) as connection:
            case = ruled(dossier.assemble(connection, self._blobs, row.id))
            told = tuple(events.read(connection, events.of_case(row.id)))
        return Dossier(
            reference=row.reference,
            access_province=row.access_province,
            entity_province=row.entity_province,
            entity_name=row.entity_name,
            entity_type=EntityType(row.entity_type) if row.entity_type else None,
            filing_kind=FilingKind(row.filing_kind) if row.filing_kind else None,
            outcome=Outcome(row.outcome) if row.outcome else None,
            case=case,
            progress=progress(told),
            rechecks=rechecks(told),
            shells=tuple(shell_notices(told).values()),
        )


def _told(*kinds: EventKind) -> Select[tuple[str | None]]:
    """The cases of which one of these was told."""
    return select(event_rows.c.case_id).where(event_rows.c.kind.in_(kinds), event_rows.c.case_id.is_not(None))
