"""What people have told: few entries among many, found by their kind through an index of their own."""

from collections.abc import Collection, Mapping
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, and_

from filing.authority import KINDS
from filing.event import Event, EventKind
from store import events
from store.tables import events as rows

WAY = (*KINDS, EventKind.AUTHORITY_RECALLED)
"""What tells how far a case is with the administration (filing.authority.progress)."""


def told(kinds: Collection[EventKind], since: datetime | None = None) -> ColumnElement[bool]:
    """The condition for the entries of these kinds, perhaps since a moment."""
    of_kind = and_(rows.c.by.is_not(None), rows.c.kind.in_(list(kinds)))
    return of_kind if since is None else and_(of_kind, rows.c.at >= since)


def by_case(
    connection: Connection, kinds: Collection[EventKind], of: ColumnElement[bool] | None = None
) -> Mapping[str, list[Event]]:
    """The entries of these kinds of each case, oldest first; `of`: a condition on the case's id."""
    found: dict[str, list[Event]] = {}
    wanted = told(kinds) if of is None else and_(rows.c.kind.in_(list(kinds)), of)
    for event in events.read(connection, wanted):
        found.setdefault(event.case_id or "", []).append(event)
    return found
