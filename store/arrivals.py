"""Mails as they come in: their rows, their places, and the jobs of those that are ours to judge."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import Connection

from filing.mail import RawMail
from store import baselines, mails, shredding
from store.outbox import Enqueue


def take_in(connection: Connection, batch: Sequence[RawMail], at: datetime, enqueue: Enqueue) -> int:
    """Store a batch of one folder, in a few statements for all of it; how many of its mails were not known yet."""
    if not batch:
        return 0
    line = baselines.find(connection, batch[0].mailbox, batch[0].folder)
    new = mails.unknown(connection, batch)
    historic = [mail for mail in new if baselines.is_historic(line, mail)]
    ours = [mail for mail in new if not baselines.is_historic(line, mail)]
    mails.add(connection, ours, at)
    mails.add_settled(connection, historic, at, baselines.HISTORIC)
    for mail in ours:
        enqueue(connection, "ocr", f"mail-{mail.sha256}", mail.sha256, mail.mailbox, mail.received_at)
    mails.remember_places(connection, batch)
    fresh = {mail.sha256 for mail in new}
    # a folder that is read again brings the bytes of erased mails back
    shredding.returned(connection, [mail.sha256 for mail in batch if mail.sha256 not in fresh])
    return len(new)
