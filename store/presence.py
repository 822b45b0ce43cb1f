"""Who is looking at which case just now. It is no part of the ledger: it tells nothing of the case and is forgotten."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import groupby

from sqlalchemy import Engine, delete, insert, select, update

from filing.people import Person
from store.database import reading, writing
from store.tables import presence

FORGOTTEN = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Looker:
    """Somebody who looks at a case."""

    person_id: str
    name: str
    seen_at: datetime


class Presence:
    """The open pages say every few seconds that they are open."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def look(self, case_id: str, person: Person, now: datetime) -> tuple[Looker, ...]:
        """Note that somebody looks at a case; who else does."""
        mine = (presence.c.case_id == case_id, presence.c.person_id == person.id)
        values = {"name": person.name, "seen_at": now}
        forgotten = (presence.c.person_id == person.id, presence.c.seen_at < now - FORGOTTEN)
        with writing(self._engine, person.id) as connection:
            connection.execute(delete(presence).where(*forgotten))
            if connection.execute(update(presence).where(*mine).values(values)).rowcount == 0:
                connection.execute(insert(presence).values(case_id=case_id, person_id=person.id, **values))
        return tuple(x for x in self.everywhere(now).get(case_id, ()) if x.person_id != person.id)

    def leave(self, case_id: str, person: Person) -> None:
        """The page was closed."""
        mine = (presence.c.case_id == case_id, presence.c.person_id == person.id)
        with writing(self._engine, person.id) as connection:
            connection.execute(delete(presence).where(*mine))

    def everywhere(self, now: datetime) -> Mapping[str, tuple[Looker, ...]]:
        """Case → who looks at it, the first by name."""
        query = select(presence).where(presence.c.seen_at >= now - FORGOTTEN)
        with reading(self._engine) as connection:
            rows = list(connection.execute(query.order_by(presence.c.case_id, presence.c.name, presence.c.person_id)))
        return {
            case_id: tuple(Looker(row.person_id, row.name, row.seen_at) for row in group)
            for case_id, group in groupby(rows, key=lambda row: row.case_id)
        }
