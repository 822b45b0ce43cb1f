"""How far each folder of a mailbox has been read: new mail onwards, what was there before backwards."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, func, insert, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import RawMail
from filing.ports import Cursor
from store import baselines, events
from store.tables import cursors, mails

OVERLAP = timedelta(days=1)  # of a renumbered folder that is read before its backlog


def cursor(connection: Connection, mailbox: str, folder: str) -> Cursor | None:
    """How far a folder has been read."""
    where = (cursors.c.mailbox == mailbox, cursors.c.folder == folder)
    row = connection.execute(select(cursors).where(*where)).one_or_none()
    return Cursor(row.uidvalidity, row.last_uid, row.backlog) if row else None


def advance(connection: Connection, mail: RawMail) -> None:
    """Move the cursor onto a mail; never backwards within one UIDVALIDITY."""
    old = cursor(connection, mail.mailbox, mail.folder)
    same = old if old and old.uidvalidity == mail.uidvalidity else Cursor(mail.uidvalidity, 0)
    moved = replace(same, last_uid=max(same.last_uid, mail.uid))
    if moved != old:
        set_cursor(connection, mail.mailbox, mail.folder, moved)


def set_cursor(connection: Connection, mailbox: str, folder: str, new: Cursor) -> None:
    """Put the cursor anywhere."""
    values = {"uidvalidity": new.uidvalidity, "last_uid": new.last_uid, "backlog": new.backlog}
    where = (cursors.c.mailbox == mailbox, cursors.c.folder == folder)
    if connection.execute(update(cursors).where(*where).values(values)).rowcount == 0:
        connection.execute(insert(cursors).values(mailbox=mailbox, folder=folder, **values))


def rescan(connection: Connection, mailbox: str, folder: str, start: Cursor, at: datetime) -> None:
    """The folder is new or was renumbered: read on from UID `start.last_uid`; what is up to there is the backlog."""
    old = cursor(connection, mailbox, folder)
    set_cursor(connection, mailbox, folder, start)
    where = (cursors.c.mailbox == mailbox, cursors.c.folder == folder)
    connection.execute(update(cursors).where(*where).values(began=start.last_uid))
    if old is not None:
        told: dict[str, Json] = {"mailbox": mailbox, "folder": folder}
        told |= {"old": old.uidvalidity, "new": start.uidvalidity}
        events.append(connection, Event(EventKind.UIDVALIDITY_CHANGED, at, data=told))


def new_since(connection: Connection, mailbox: str, folder: str) -> datetime | None:
    """A day before the newest mail that is known; at first sight the folder's moment. Older mail can wait."""
    query = select(func.max(mails.c.received_at)).where(mails.c.mailbox == mailbox)
    newest: datetime | None = connection.execute(query).scalar_one()
    line = baselines.find(connection, mailbox, folder)
    return newest - OVERLAP if newest else line.answer_from - baselines.CLOCKS_APART if line else None
