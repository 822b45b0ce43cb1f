"""The door of the demo, and of a desk for one person on one machine: whoever comes is signed in as a specialist."""

import secrets

from filing.people import Person, Role
from web.access import Visit

VISITOR = Person("demo", "demo", "演示专员", Role.SPECIALIST, provinces=None)


class DemoDoor:
    """One visit for all. Without a session there is no cookie to steal; the token still keeps foreign pages out."""

    def __init__(self, person: Person = VISITOR) -> None:
        self._visit = Visit(person, secrets.token_urlsafe(24), demo=True)

    def visit(self, token: str, *, used: bool = True) -> Visit:
        """The same for everybody."""
        return self._visit
