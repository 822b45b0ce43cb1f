"""Mails: where they were found, how far they are. received → processing → settled | held | failed."""

from collections.abc import Sequence
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


def unknown(connection: Connection, batch: Sequence[RawMail]) -> list[RawMail]:
    """Those whose bytes were never seen before, each once."""
    first = {mail.sha256: mail for mail in reversed(batch)}
    known = frozenset(connection.execute(select(mails.c.id).where(mails.c.id.in_(first))).scalars())
    return [mail for mail in batch if mail.sha256 not in known and first[mail.sha256] is mail]


def add(connection: Connection, new: Sequence[RawMail], at: datetime) -> None:
    """A row, an event and a row of the queue for each of some mails that are ours to judge."""
    if new:
        connection.execute(insert(mails), [_row(mail, at, MailStatus.RECEIVED) for mail in new])
        events.append_first(connection, [_received(mail, at) for mail in new])
        queue_rows.begin(connection, new, at)


def add_settled(connection: Connection, new: Sequence[RawMail], at: datetime, reason: str) -> None:
    """A row and two events for each of some mails that nobody is going to judge."""
    if new:
        connection.execute(insert(mails), [_row(mail, at, MailStatus.SETTLED, reason) for mail in new])
        told: dict[str, Json] = {"outcome": None, "reply": None, "historic": True}
        settled = [Event(EventKind.MAIL_SETTLED, at, mail.sha256, data=told) for mail in new]
        events.append_first(connection, [_received(mail, at) for mail in new] + settled)


def _row(mail: RawMail, at: datetime, status: MailStatus, reason: str = "") -> dict[str, Any]:
    return {
        "id": mail.sha256,
        "mailbox": mail.mailbox,
        "received_at": mail.received_at,
        "size": len(mail.raw),
        "status": status,
        "reason": reason,
        "attempts": 0,
        "stored_at": at,
        "updated_at": at,
    }


def _received(mail: RawMail, at: datetime) -> Event:
    told: dict[str, Json] = {"mailbox": mail.mailbox, "received_at": mail.received_at.isoformat()}
    return Event(EventKind.MAIL_RECEIVED, at, mail.sha256, data=told)


def remember_places(connection: Connection, batch: Sequence[RawMail]) -> None:
    """Where the mails of one folder stand: the same bytes may do so twice.

    A place that now holds other bytes was renumbered by its server.
    """
    folder = {"mailbox": batch[0].mailbox, "folder": batch[0].folder, "uidvalidity": batch[0].uidvalidity}
    here = [mail_places.c[name] == value for name, value in folder.items()]
    query = select(mail_places.c.uid, mail_places.c.mail_id).where(*here, mail_places.c.uid.in_([m.uid for m in batch]))
    known = {row.uid: row.mail_id for row in connection.execute(query)}
    new = [{**folder, "uid": mail.uid, "mail_id": mail.sha256} for mail in batch if mail.uid not in known]
    if new:
        connection.execute(insert(mail_places), new)
    for mail in batch:
        if known.get(mail.uid, mail.sha256) != mail.sha256:
            connection.execute(
                update(mail_places).where(*here, mail_places.c.uid == mail.uid).values(mail_id=mail.sha256)
            )


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
