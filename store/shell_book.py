"""Notices of empty shells across cases, and what was seen after their deadlines: read from the ledger, written once."""

from sqlalchemy import Engine, select

from filing.event import Event, EventKind
from filing.ports import Clock
from filing.shells import ShellNotice, ShellOutcome, shell_notices
from store import events
from store.database import reading, writing
from store.tables import cases
from store.tables import events as event_rows


class ShellBook:
    """For the desk's own look after a deadline: what people tell goes through the desk."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._clock = clock

    def expired(self) -> tuple[tuple[str, ShellNotice], ...]:
        """(case id, notice) of those whose deadline has passed and with which something is to be done."""
        here = select(cases.c.id).where(cases.c.merged_into.is_(None), cases.c.erased_at.is_(None))
        told = select(event_rows.c.case_id).where(event_rows.c.kind == EventKind.SHELL_NOTICED).distinct()
        with reading(self._engine) as connection:
            named = connection.execute(here.where(cases.c.id.in_(told)).order_by(cases.c.id)).scalars().all()
            every = [
                (case_id, notice)
                for case_id in named
                for notice in shell_notices(events.read(connection, events.of_case(case_id))).values()
            ]
        return tuple((case_id, notice) for case_id, notice in every if notice.expired(self._clock.now()))

    def record(self, case_id: str, notice: ShellNotice, seen: ShellOutcome) -> None:
        """What was seen, unless a person or another host has told meanwhile."""
        name = notice.shell.domain
        with writing(self._engine) as connection:
            now = shell_notices(events.read(connection, events.of_case(case_id))).get(name)
            if now == notice and notice.outcome is None:
                data = {"domain": name, "result": seen.value}
                told = Event(EventKind.SHELL_FOLLOWED, self._clock.now(), None, case_id, None, data)
                events.append(connection, told)
