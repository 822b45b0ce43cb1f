"""Which of a mail's replies counts: the last one. Earlier ones were sent, and then a person wrote again."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, and_, func, select

from store.tables import outbox


def newest_reply(mail_id: ColumnElement[Any] | str, case_id: ColumnElement[Any] | None = None) -> ColumnElement[bool]:
    """The condition for the last reply to a mail; in this case, if a mail speaks of two (A38)."""
    other = outbox.alias()
    same = other.c.mail_id == outbox.c.mail_id
    same = and_(same, other.c.case_id == outbox.c.case_id) if case_id is not None else same
    last = select(func.max(other.c.turn)).where(same).correlate(outbox).scalar_subquery()
    mine = and_(outbox.c.mail_id == mail_id, outbox.c.turn == last)
    return and_(mine, outbox.c.case_id == case_id) if case_id is not None else mine


def last_reply(connection: Connection, mail_id: str) -> str | None:
    """The id of the last reply to a mail, or None."""
    query = select(outbox.c.id).where(outbox.c.mail_id == mail_id).order_by(outbox.c.turn.desc()).limit(1)
    reply_id: str | None = connection.execute(query).scalar_one_or_none()
    return reply_id
