"""Who is away, and who does their new work meanwhile."""

from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Connection, insert, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from store import events
from store.tables import absences, cases

FURTHEST = 5  # delegates who are away themselves


@dataclass(frozen=True, slots=True)
class Absence:
    """From one moment to another a person's new work is the delegate's."""

    person_id: str
    away_from: datetime
    away_to: datetime
    delegate: str


def put(connection: Connection, absence: Absence, by: str, at: datetime) -> None:
    """A person's only absence: the one before it is forgotten."""
    row = asdict(absence)
    if connection.execute(update(absences).where(absences.c.person_id == absence.person_id).values(row)).rowcount == 0:
        connection.execute(insert(absences).values(row))
    told: dict[str, Json] = {key: v.isoformat() if isinstance(v, datetime) else v for key, v in row.items()}
    events.append(connection, Event(EventKind.PERSON_AWAY, at, data=told, by=by))


def of_person(connection: Connection, person_id: str, at: datetime) -> Absence | None:
    """A person's absence, if it is not over at a moment."""
    there = (absences.c.person_id == person_id, absences.c.away_to > at)
    row = connection.execute(select(absences).where(*there)).one_or_none()
    return Absence(row.person_id, row.away_from, row.away_to, row.delegate) if row else None


def stand_in(connection: Connection, person_id: str, at: datetime) -> str:
    """Who does a person's new work at a moment: themselves, or a delegate, or the delegate's delegate."""
    seen = [person_id]
    for _ in range(FURTHEST):
        there = (absences.c.person_id == seen[-1], absences.c.away_from <= at, absences.c.away_to > at)
        delegate = connection.execute(select(absences.c.delegate).where(*there)).scalar_one_or_none()
        if delegate is None or delegate in seen:
            break
        seen.append(delegate)
    return seen[-1]


def pass_on(connection: Connection, case_id: str, at: datetime) -> None:
    """A new mail has come into a case: if its person is away, it is the delegate's from now on."""
    owner = connection.execute(select(cases.c.assignee).where(cases.c.id == case_id)).scalar_one_or_none()
    instead = stand_in(connection, owner, at) if owner else None
    if instead != owner:
        connection.execute(update(cases).where(cases.c.id == case_id).values(assignee=instead))
        told: dict[str, Json] = {"from": owner, "to": instead, "away": True}
        events.append(connection, Event(EventKind.CASE_ASSIGNED, at, None, case_id, data=told))
