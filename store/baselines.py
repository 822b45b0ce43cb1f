"""From which moment on the mails of a folder are judged: a mailbox that is connected may already hold years of mail."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, insert, select, update

from filing.mail import RawMail
from filing.ports import Sight
from filing.terms import MailStatus
from store.tables import baselines, mails

HISTORIC = "历史邮件，未处理"
FRESH = timedelta(minutes=15)
"""Mail that came so shortly before the first start is new: nobody has answered it yet, and whoever connects a mailbox
sends it a mail to try."""
CLOCKS_APART = timedelta(hours=1)
"""By how much a mail server's clock may be behind ours: a new mail that it dates too early is new all the same."""


def meet(connection: Connection, sight: Sight, started: datetime, chosen: datetime | None) -> bool:
    """Store the moment at the first sight of a folder: `chosen` by the operator, or else shortly before the start.

    Later only another `chosen` moment changes it. True if it was moved: older mails may have to be judged now.
    """
    old = find(connection, sight.mailbox, sight.folder)
    moment = chosen or started.replace(microsecond=0) - FRESH  # servers date mails to the second
    if old is None:
        first = 0 if chosen else sight.uidnext
        row = {"answer_from": moment, "uidvalidity": sight.uidvalidity, "first_uid": first}
        connection.execute(insert(baselines).values(mailbox=sight.mailbox, folder=sight.folder, **row))
    elif chosen and chosen != old.answer_from:
        where = (baselines.c.mailbox == sight.mailbox, baselines.c.folder == sight.folder)
        connection.execute(update(baselines).where(*where).values(answer_from=chosen, first_uid=0))
        return True
    return False


def find(connection: Connection, mailbox: str, folder: str) -> Row[Any] | None:
    """The row of a folder."""
    where = (baselines.c.mailbox == mailbox, baselines.c.folder == folder)
    return connection.execute(select(baselines).where(*where)).one_or_none()


def is_historic(line: Row[Any] | None, mail: RawMail) -> bool:
    """Whether a mail was received (INTERNALDATE) before the moment of its folder's row; one never met has none."""
    if line is None:
        return False
    new = 0 < line.first_uid <= mail.uid and line.uidvalidity == mail.uidvalidity
    moment: datetime = line.answer_from
    return mail.received_at < (moment - CLOCKS_APART if new else moment)


def woken(connection: Connection, sight: Sight) -> list[str]:
    """Historic mails of the mailbox that its moment, moved into the past, now makes ours to judge; oldest first."""
    line = find(connection, sight.mailbox, sight.folder)
    if line is None:
        return []
    historic = (mails.c.mailbox == sight.mailbox, mails.c.status == MailStatus.SETTLED, mails.c.reason == HISTORIC)
    query = select(mails.c.id).where(*historic, mails.c.received_at >= line.answer_from)
    return list(connection.execute(query.order_by(mails.c.received_at, mails.c.id)).scalars())
