"""Mails: where they were found, how far they are. received → processing → settled | held | failed."""

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, delete, insert, select, update

from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import Head, Mail, RawMail
from filing.terms import MailStatus
from store import events, queue_rows
from store.tables import mail_places, mails, part_attempts

STARTS_AT_ONCE = 6
LONGEST_REST = 240.0  # seconds


def rest(row: Row[Any], now: datetime) -> float:
    """Seconds until an open mail may be started again: 1, 2, 4, … after the last time, once it was cut off often.

    If the mail is what ends the service, the others get on in the meantime; if not, it is not there each time.
    """
    if row.attempts < STARTS_AT_ONCE:
        return 0.0
    pause: float = min(2.0 ** (row.attempts - STARTS_AT_ONCE), LONGEST_REST)
    since: float = (now - row.updated_at).total_seconds()
    return max(0.0, pause - since)


def find(connection: Connection, mail_id: str) -> Row[Any] | None:
    """The row of a mail."""
    return connection.execute(select(mails).where(mails.c.id == mail_id)).one_or_none()


def get(connection: Connection, mail_id: str) -> Row[Any]:
    """The row of a mail. Raises LookupError."""
    row = find(connection, mail_id)
    if row is None:
        raise LookupError(mail_id)
    return row


def add(connection: Connection, mail: RawMail, at: datetime) -> bool:
    """A row and an event for bytes never seen before; False if they were."""
    if find(connection, mail.sha256) is not None:
        return False
    row = {
        "id": mail.sha256,
        "mailbox": mail.mailbox,
        "received_at": mail.received_at,
        "size": len(mail.raw),
        "status": MailStatus.RECEIVED,
        "reason": "",
        "attempts": 0,
        "stored_at": at,
        "updated_at": at,
    }
    connection.execute(insert(mails).values(row))
    told: dict[str, Json] = {"mailbox": mail.mailbox, "received_at": mail.received_at.isoformat()}
    events.append(connection, Event(EventKind.MAIL_RECEIVED, at, mail.sha256, data=told))
    return True


def remember_place(connection: Connection, mail: RawMail) -> None:
    """The same bytes may stand in two places. A place that now holds other bytes was renumbered by its server."""
    place = {"mailbox": mail.mailbox, "folder": mail.folder, "uidvalidity": mail.uidvalidity, "uid": mail.uid}
    where = [mail_places.c[name] == value for name, value in place.items()]
    known = connection.execute(select(mail_places.c.mail_id).where(*where)).scalar_one_or_none()
    if known is None:
        connection.execute(insert(mail_places).values(**place, mail_id=mail.sha256))
    elif known != mail.sha256:
        connection.execute(update(mail_places).where(*where).values(mail_id=mail.sha256))


def know_head(connection: Connection, mail_id: str, head: Head) -> None:
    """What lists show of a mail that is not opened."""
    values = {"message_id": _storable(head.message_id) or None, "sender": _storable(head.sender)}
    where = (mails.c.id == mail_id, mails.c.sender.is_(None))
    connection.execute(update(mails).where(*where).values(values | {"subject": _storable(head.subject)}))


def know_sender(connection: Connection, mail: Mail) -> None:
    """Who wrote it, as soon as the header was parsed: later mails of the sender wait for this one."""
    unknown = (mails.c.id == mail.sha256, mails.c.sender.is_(None))
    connection.execute(update(mails).where(*unknown).values(sender=_storable(mail.sender)))
    queue_rows.follow_mail(connection, mail.sha256)


def keep_head(connection: Connection, mail: Mail, submission: str | None, at: datetime) -> None:
    """What lists show of a mail. Text that no database takes (lone surrogates, NUL) becomes a question mark."""
    values = {
        "message_id": _storable(mail.message_id) or None,
        "sender": _storable(mail.sender),
        "subject": _storable(mail.subject),
        "mail_class": mail.mail_class,
        "submission": submission,
        "updated_at": at,
    }
    connection.execute(update(mails).where(mails.c.id == mail.sha256).values(values))
    queue_rows.follow_mail(connection, mail.sha256)


def _storable(text: str) -> str:
    return text.replace("\0", "?").encode("utf-8", "replace").decode("utf-8")


def change(connection: Connection, event: Event, status: MailStatus, **values: object) -> None:
    """A new status and the event that says so."""
    row = {"status": status, "updated_at": event.at, **values}
    connection.execute(update(mails).where(mails.c.id == event.mail_id).values(row))
    events.append(connection, event)


def count_attempt(connection: Connection, mail_id: str, part: str) -> int:
    """One more attempt at a part; how many there are now."""
    where = (part_attempts.c.mail_id == mail_id, part_attempts.c.part == part)
    counted = update(part_attempts).where(*where).values(count=part_attempts.c.count + 1)
    if connection.execute(counted).rowcount == 0:
        connection.execute(insert(part_attempts).values(mail_id=mail_id, part=part, count=1))
    count: int = connection.execute(select(part_attempts.c.count).where(*where)).scalar_one()
    return count


def forget_attempts(connection: Connection, mail_id: str) -> None:
    """A person has asked for another try."""
    connection.execute(delete(part_attempts).where(part_attempts.c.mail_id == mail_id))
