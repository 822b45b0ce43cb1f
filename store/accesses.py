"""The access log: written before anything personal is shown, never changed, each entry chained to the one before.

Triggers refuse changes; the chain, keyed by the master key, shows those that somebody made with the triggers off, and
what was taken out of the middle [T130].
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, desc, func, select, true

from filing.access import Access, AccessKind, Purpose
from store.blobs import Blobs
from store.database import reading, writing
from store.people_tables import accesses

CHAIN = "accesses"  # the one matter that all writers of the log wait for
_TOLD = ("kind", "at", "person_id", "login", "address", "case_id", "mail_id", "paper", "field", "purpose", "about")


@dataclass(frozen=True, slots=True)
class Filters:
    """Which entries are wanted; None or "": all."""

    kinds: tuple[AccessKind, ...] = ()
    login: str = ""
    since: datetime | None = None
    until: datetime | None = None


class AccessLog:
    """Writes and reads the log."""

    def __init__(self, engine: Engine, blobs: Blobs) -> None:
        self._engine = engine
        self._blobs = blobs

    def record(self, access: Access) -> None:
        """Add one entry. Whatever it tells of may be done only after this has returned [T129]."""
        with writing(self._engine, CHAIN) as connection:
            self.append(connection, access)

    def append(self, connection: Connection, access: Access) -> None:
        """The same within a transaction that is about CHAIN."""
        values = {name: getattr(access, name) for name in _TOLD} | {"login": access.login[:64]}
        last = select(accesses.c.chain).order_by(accesses.c.seq.desc()).limit(1)
        before = connection.execute(last).scalar_one_or_none() or ""
        connection.execute(accesses.insert().values(**values, chain=self._link(before, values)))

    def opened(self, person_id: str, mail_id: str, paper: int, since: datetime) -> bool:
        """Whether this person has opened this paper since then: each page of it is one opening."""
        same = (accesses.c.person_id == person_id, accesses.c.mail_id == mail_id, accesses.c.paper == paper)
        query = select(accesses.c.seq).where(
            *same, accesses.c.kind == AccessKind.PICTURE_OPENED, accesses.c.at >= since
        )
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None

    def opened_by(self, person_id: str, since: datetime) -> frozenset[tuple[str, int]]:
        """All papers that this person has opened since then: mail id and ordinal."""
        mine = (accesses.c.person_id == person_id, accesses.c.kind == AccessKind.PICTURE_OPENED, accesses.c.at >= since)
        with reading(self._engine) as connection:
            rows = connection.execute(select(accesses.c.mail_id, accesses.c.paper).where(*mine))
            return frozenset((row.mail_id, row.paper) for row in rows)

    def page(self, filters: Filters, limit: int, offset: int) -> tuple[Access, ...]:
        """Entries, the newest first."""
        query = select(accesses).where(_wanted(filters)).order_by(desc(accesses.c.seq)).limit(limit).offset(offset)
        with reading(self._engine) as connection:
            return tuple(_access(row) for row in connection.execute(query))

    def tally(self, filters: Filters) -> Mapping[tuple[str, AccessKind], int]:
        """(login, kind) → how many entries."""
        both = (accesses.c.login, accesses.c.kind)
        query = select(*both, func.count()).where(_wanted(filters)).group_by(*both).order_by(*both)
        with reading(self._engine) as connection:
            return {(login, AccessKind(kind)): number for login, kind, number in connection.execute(query)}

    def broken(self) -> int | None:
        """The number of the first entry that is not as it was written, or follows one that is gone; None: sound."""
        before = ""
        with reading(self._engine) as connection:
            for row in _rows(connection):
                before = self._link(before, {name: getattr(row, name) for name in _TOLD})
                if before != row.chain:
                    return int(row.seq)
        return None

    def _link(self, before: str, values: dict[str, Any]) -> str:
        told = {**values, "at": values["at"].astimezone(UTC).isoformat()}
        return self._blobs.fingerprint(before + json.dumps(told, sort_keys=True, ensure_ascii=False))


def looks_at(connection: Connection, mail_id: str, paper: int) -> tuple[Access, ...]:
    """Who has opened a paper, or looked at a number on it, oldest first."""
    same = (accesses.c.mail_id == mail_id, accesses.c.paper == paper)
    return tuple(_access(row) for row in connection.execute(select(accesses).where(*same).order_by(accesses.c.seq)))


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    yield from connection.execute(select(accesses).order_by(accesses.c.seq))


def _wanted(filters: Filters) -> ColumnElement[bool]:
    asked: list[ColumnElement[bool]] = [true()]
    if filters.kinds:
        asked.append(accesses.c.kind.in_(filters.kinds))
    if filters.login:
        asked.append(accesses.c.login == filters.login)
    if filters.since:
        asked.append(accesses.c.at >= filters.since)
    if filters.until:
        asked.append(accesses.c.at < filters.until)
    return and_(*asked)


def _access(row: Row[Any]) -> Access:
    values = {name: getattr(row, name) for name in _TOLD}
    purpose = Purpose(row.purpose) if row.purpose else None
    return Access(**values | {"kind": AccessKind(row.kind), "purpose": purpose})
