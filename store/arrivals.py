"""Mails as they come in: their rows, their places, and the jobs of those that are ours to judge."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import RawMail
from filing.terms import MailStatus
from store import baselines, mails, shredding
from store.outbox import Enqueue


def take_in(connection: Connection, batch: Sequence[RawMail], at: datetime, enqueue: Enqueue) -> int:
    """Store a batch of one folder; how many of its mails were not known yet."""
    line = baselines.find(connection, batch[0].mailbox, batch[0].folder) if batch else None
    known = []
    for mail in batch:
        new = mails.add(connection, mail, at)
        known += [] if new else [mail.sha256]
        if new and baselines.is_historic(line, mail):
            _lay_aside(connection, mail.sha256, at)
        elif new:
            enqueue(connection, "ocr", f"mail-{mail.sha256}", mail.sha256, mail.mailbox, mail.received_at)
        mails.remember_place(connection, mail)
    shredding.returned(connection, known)  # a folder that is read again brings the bytes of erased mails back
    return len(batch) - len(known)


def _lay_aside(connection: Connection, mail_id: str, at: datetime) -> None:
    told: dict[str, Json] = {"outcome": None, "reply": None, "historic": True}
    event = Event(EventKind.MAIL_SETTLED, at, mail_id, data=told)
    mails.change(connection, event, MailStatus.SETTLED, reason=baselines.HISTORIC)
