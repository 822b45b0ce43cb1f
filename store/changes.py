"""What has happened since: the feed behind the pages that update themselves."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, Row, func, select

from filing.event import EventKind
from filing.people import Scope
from store.database import reading
from store.tables import cases, mails
from store.tables import events as event_rows

AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Change:
    """One event as the pages need it. `province`: the access province of its case or mailbox, None if it has neither.

    `by` is the id of a person; None = the machine.
    """

    seq: int
    kind: EventKind
    at: datetime
    case_id: str | None
    mail_id: str | None
    province: str | None
    by: str | None

    def within(self, scope: Scope) -> bool:
        """Whether somebody of this scope may know of it."""
        return scope.provinces is None or (self.province is not None and scope.holds(self.province))


class Changes:
    """Reads the ledger's newest entries. `provinces`: mailbox → access province, for mails without a case."""

    def __init__(self, engine: Engine, provinces: Mapping[str, str]) -> None:
        self._engine = engine
        self._provinces = provinces

    def last(self) -> int:
        """The number of the newest entry; 0 if there is none."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(event_rows.c.seq))).scalar_one() or 0

    def since(self, seq: int, scope: Scope) -> tuple[Change, ...]:
        """The entries after a number that the scope holds, oldest first, AT_ONCE at most before the scope is asked."""
        case = cases.c.id == event_rows.c.case_id
        told = event_rows.outerjoin(mails, mails.c.id == event_rows.c.mail_id).outerjoin(cases, case)
        query = select(event_rows, cases.c.access_province, mails.c.mailbox).select_from(told)
        query = query.where(event_rows.c.seq > seq).order_by(event_rows.c.seq).limit(AT_ONCE)
        with reading(self._engine) as connection:
            found = [self._change(row) for row in connection.execute(query)]
        return tuple(change for change in found if change.within(scope))

    def _change(self, row: Row[Any]) -> Change:
        province = row.access_province or self._provinces.get(row.mailbox or "")
        return Change(row.seq, EventKind(row.kind), row.at, row.case_id, row.mail_id, province, row.by)
