"""Mails of the desk to its own people: each leaves once a day and recipient, and none while sending is stopped."""

import hashlib
from datetime import date

from sqlalchemy import Engine

from filing.ports import Clock
from store.database import reading, writing
from store.sending import find as stopped
from store.turns import once, taken


class Notices:
    """Asked between the body and the final dot."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def may_leave(self, what: str, recipient: str, day: date) -> bool:
        """Commit that this mail leaves now. True for one caller only, whatever crashes: it is never sent again."""
        with writing(self._engine) as connection:
            return stopped(connection) is None and once(connection, _name(what, recipient), day, self._clock.now())

    def left(self, what: str, recipient: str, day: date) -> bool:
        """Whether it has left already."""
        with reading(self._engine) as connection:
            return taken(connection, _name(what, recipient), day)


def _name(what: str, recipient: str) -> str:
    return f"{what} {hashlib.sha256(recipient.lower().encode()).hexdigest()[:32]}"
