"""Who bears an id, and who could do a piece of work."""

from sqlalchemy import ColumnElement, Engine, select, true

from filing.people import Person
from store.database import reading
from store.people import account
from store.people_tables import users


class Colleagues:
    """The people who may sign in now."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def __call__(self, person_id: str) -> Person | None:
        """The person with this id; None if there is none, or not any more."""
        return next(iter(self._read(users.c.id == person_id)), None)

    def all(self) -> tuple[Person, ...]:
        """Everybody, by name."""
        return self._read(true())

    def names(self) -> dict[str, str]:
        """Id → name of everybody, also of those who have left: old acts bear their ids."""
        with reading(self._engine) as connection:
            return {row.id: row.name for row in connection.execute(select(users.c.id, users.c.name))}

    def _read(self, where: ColumnElement[bool]) -> tuple[Person, ...]:
        query = select(users).where(where, users.c.disabled.is_(False)).order_by(users.c.name, users.c.id)
        with reading(self._engine) as connection:
            return tuple(account(row).person for row in connection.execute(query))
