"""Who is looking at which case just now. It is no part of the ledger: it tells nothing of the case and is forgotten."""

from dataclasses import dataclass
from datetime import datetime, timedelta

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
        with writing(self._engine) as connection:
            connection.execute(delete(presence).where(presence.c.seen_at < now - FORGOTTEN))
            if connection.execute(update(presence).where(*mine).values(values)).rowcount == 0:
                connection.execute(insert(presence).values(case_id=case_id, person_id=person.id, **values))
        return tuple(x for x in self.lookers(case_id, now) if x.person_id != person.id)

    def leave(self, case_id: str, person: Person) -> None:
        """The page was closed."""
        mine = (presence.c.case_id == case_id, presence.c.person_id == person.id)
        with writing(self._engine) as connection:
            connection.execute(delete(presence).where(*mine))

    def lookers(self, case_id: str, now: datetime) -> tuple[Looker, ...]:
        """Who looks at a case, the first by name."""
        fresh = (presence.c.case_id == case_id, presence.c.seen_at >= now - FORGOTTEN)
        query = select(presence).where(*fresh).order_by(presence.c.name, presence.c.person_id)
        with reading(self._engine) as connection:
            return tuple(Looker(row.person_id, row.name, row.seen_at) for row in connection.execute(query))
