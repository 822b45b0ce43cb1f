"""Which entries are counted together: those of all cases that ever had one of each other's mails.

A merge or a split moves mails, and their entries with them; the days that were over before are counted from where they
were then.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from sqlalchemy import ColumnElement, Connection, or_, select

from filing.event import Event, EventKind
from store import events
from store.tables import events as event_rows
from store.tables import mails

Family = tuple[str, ...]
"""Ids of cases."""

T = TypeVar("T")
AT_ONCE = 200  # families whose events are in memory together
PLACING = (EventKind.CASE_OPENED, EventKind.MAIL_JOINED_CASE)  # what tells that a mail is, or has a part, in a case


def families(connection: Connection, cases: Iterable[str]) -> list[Family]:
    """The cases, each with its relatives; every family once."""
    homes: dict[str, set[str]] = {}
    new, known = set(cases), set[str]()
    while new:
        known |= new
        found = {mail for _, mail in _placed(connection, event_rows.c.case_id, new)} - homes.keys()
        homes |= {mail: set() for mail in found}
        for case, mail in _placed(connection, event_rows.c.mail_id, found):
            homes[mail].add(case)
        new = {case for mail in found for case in homes[mail]} - known
    return _joined(known, homes.values())


def _placed(connection: Connection, column: ColumnElement[str], values: Iterable[str]) -> Iterator[tuple[str, str]]:
    """(case, mail) of the entries that place one in the other."""
    both = (event_rows.c.case_id.is_not(None), event_rows.c.mail_id.is_not(None), event_rows.c.kind.in_(PLACING))
    for part in parts(sorted(values), 500):
        query = select(event_rows.c.case_id, event_rows.c.mail_id).where(column.in_(part), *both)
        yield from ((row.case_id, row.mail_id) for row in connection.execute(query))


def _joined(cases: Iterable[str], together: Iterable[set[str]]) -> list[Family]:
    family = {case: {case} for case in cases}
    for relatives in together:
        whole = set[str]().union(*(family[case] for case in relatives))
        family.update(dict.fromkeys(whole, whole))
    return sorted({tuple(sorted(whole)) for whole in family.values()})


def of_families(connection: Connection, those: Sequence[Family]) -> list[list[Event]]:
    """The entries of each family that has any: those that name a case of it, and those of the mails in them."""
    home = {case: family for family in those for case in family}
    theirs = select(mails.c.id).where(mails.c.case_id.in_(home))
    told = list(events.read(connection, or_(event_rows.c.case_id.in_(home), event_rows.c.mail_id.in_(theirs))))
    where = places(connection, {event.mail_id for event in told if event.mail_id})
    groups: dict[Family, list[Event]] = defaultdict(list)
    for event in told:
        groups[home[(event.mail_id and where.get(event.mail_id)) or event.case_id or ""]].append(event)
    return list(groups.values())


def of_mails(connection: Connection, mail_ids: Sequence[str]) -> list[list[Event]]:
    """The entries of each mail without a case."""
    groups: dict[str, list[Event]] = defaultdict(list)
    for event in events.read(connection, event_rows.c.mail_id.in_(mail_ids)):
        groups[event.mail_id or ""].append(event)
    return list(groups.values())


def places(connection: Connection, mail_ids: Iterable[str]) -> dict[str, str | None]:
    """Mail → the case it is in."""
    found: dict[str, str | None] = {}
    for part in parts(sorted(mail_ids), 500):
        query = select(mails.c.id, mails.c.case_id).where(mails.c.id.in_(part))
        found |= {row.id: row.case_id for row in connection.execute(query)}
    return found


def parts(values: Sequence[T], size: int = AT_ONCE) -> Iterator[list[T]]:
    """The values, so many at a time."""
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
