"""Files that nothing names any more are taken away. A file holds its own wrapped key, so its copy opens nowhere else.

The addresses are kept: what an older backup, or a mailbox that was read again, brings back is taken away again.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime

from sqlalchemy import ColumnElement, Connection, Engine, Table, exists, insert, not_, or_, select, update

from filing.event import EventKind
from store.database import reading, tidy, writing
from store.erasure_tables import shredded
from store.shelf import Shelf
from store.tables import cases, mails, outbox, readings
from store.tables import events as event_rows

NAMING = ("judgement", "act", "mime")
"""Keys of an entry's data that bear the address of a file."""
AT_ONCE = 400
IDLE = 3600.0  # seconds: much longer than any writer takes from storing a file to the commit that names it


def mark(connection: Connection, addresses: Iterable[str]) -> None:
    """These are to be taken away, if nothing names them when it comes to that."""
    for some in _batches(addresses):
        known = set(connection.execute(select(shredded.c.address).where(shredded.c.address.in_(some))).scalars())
        connection.execute(update(shredded).where(shredded.c.address.in_(some)).values(gone_at=None))
        if new := [{"address": address} for address in some if address not in known]:
            connection.execute(insert(shredded), new)


def returned(connection: Connection, addresses: Iterable[str]) -> None:
    """Perhaps some that were taken away have been written again."""
    for some in _batches(addresses):
        connection.execute(update(shredded).where(shredded.c.address.in_(some)).values(gone_at=None))


def all_returned(engine: Engine) -> None:
    """After a restore: the backup's files are older than some of what was erased."""
    with writing(engine) as connection:
        connection.execute(update(shredded).values(gone_at=None))


def shred(engine: Engine, shelf: Shelf, at: datetime, idle: float = IDLE) -> tuple[int, int]:
    """Take away what is marked and named by nothing: how many are gone, how many must wait `idle` seconds.

    May be repeated, and cut off anywhere.
    """
    with reading(engine) as connection:
        waiting = set(connection.execute(select(shredded.c.address).where(shredded.c.gone_at.is_(None))).scalars())
        unnamed = sorted(waiting - named(connection)) if waiting else []
    gone = [address for address in unnamed if shelf.remove(address, idle)]
    with writing(engine) as connection:
        for some in _batches(gone):
            connection.execute(update(shredded).where(shredded.c.address.in_(some)).values(gone_at=at))
    if gone:
        tidy(engine)
    return len(gone), len(unnamed) - len(gone)


def named(connection: Connection) -> set[str]:
    """The address of every file that a row or an entry of what is not erased names."""
    places: tuple[tuple[Table, str, ColumnElement[bool]], ...] = (
        (mails, "id", mails.c.erased_at.is_(None)),
        (mails, "submission", mails.c.submission.is_not(None)),
        (cases, "judgement", cases.c.judgement.is_not(None)),
        (outbox, "mime", outbox.c.mime != ""),
        (readings, "papers", readings.c.papers.is_not(None)),
    )
    found: set[str] = set()
    for table, column, where in places:
        found.update(connection.execute(select(table.c[column]).where(where)).scalars())
    found.update(_told(connection))
    return found


def _told(connection: Connection) -> Iterator[str]:
    gone = or_(
        exists().where(cases.c.id == event_rows.c.case_id, cases.c.erased_at.is_not(None)),
        exists().where(mails.c.id == event_rows.c.mail_id, mails.c.erased_at.is_not(None)),
    )
    silent = (EventKind.MAIL_RECEIVED, EventKind.MAIL_STARTED, EventKind.MAIL_JOINED_CASE, EventKind.MAIL_SETTLED)
    query = select(event_rows.c.data).where(event_rows.c.kind.not_in(silent), not_(gone))
    for data in connection.execute(query).scalars():
        yield from addresses_in(data)


def addresses_in(data: dict[str, object]) -> Iterator[str]:
    """The addresses that an entry's data bear."""
    yield from (str(data[key]) for key in NAMING if data.get(key))


def _batches(addresses: Iterable[str]) -> Iterator[list[str]]:
    wanted = list(dict.fromkeys(addresses))
    for start in range(0, len(wanted), AT_ONCE):
        yield wanted[start : start + AT_ONCE]
