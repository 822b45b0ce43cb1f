"""Which of a mail's replies counts: the last one. Earlier ones were sent, and then a person wrote again.

A letter that nobody asked for (filing.unasked) counts while something is to be done with it, and no longer when it was
sent: then the reply before it is the mail's again.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, Connection, FromClause, Row, and_, func, or_, select

from filing.terms import ReplyStatus
from filing.unasked import UNASKED
from store.tables import outbox


def newest_reply(mail_id: ColumnElement[Any] | str, case_id: ColumnElement[Any] | None = None) -> ColumnElement[bool]:
    """The condition for the last reply to a mail; in this case, if a mail speaks of two (A38)."""
    other = outbox.alias()
    same = and_(other.c.mail_id == outbox.c.mail_id, _counts(other))
    same = and_(same, other.c.case_id == outbox.c.case_id) if case_id is not None else same
    last = select(func.max(other.c.turn)).where(same).correlate(outbox).scalar_subquery()
    mine = and_(outbox.c.mail_id == mail_id, outbox.c.turn == last)
    return and_(mine, outbox.c.case_id == case_id) if case_id is not None else mine


def letters_to(
    connection: Connection, mail_id: str, case_id: str | None = None
) -> tuple[Row[Any] | None, Sequence[Row[Any]]]:
    """All our letters to a mail (in this case, if it speaks of two): the one that `newest_reply` means, and the others.

    The others newest first.
    """
    mine = [outbox.c.mail_id == mail_id, *([outbox.c.case_id == case_id] if case_id else [])]
    rows = connection.execute(select(outbox).where(*mine).order_by(outbox.c.turn.desc())).all()
    main = next((r for r in rows if r.template not in UNASKED or r.status != ReplyStatus.SENT), None)
    return main, [row for row in rows if row is not main]


def last_reply(connection: Connection, mail_id: str) -> str | None:
    """The id of the last reply to a mail, or None; what nobody asked for is none."""
    mine = (outbox.c.mail_id == mail_id, outbox.c.template.not_in(UNASKED))
    query = select(outbox.c.id).where(*mine).order_by(outbox.c.turn.desc()).limit(1)
    reply_id: str | None = connection.execute(query).scalar_one_or_none()
    return reply_id


def _counts(letters: FromClause) -> ColumnElement[bool]:
    return or_(letters.c.template.not_in(UNASKED), letters.c.status != ReplyStatus.SENT)
