"""Which of a mail's replies counts: the last one. Earlier ones were sent, and then a person wrote again."""

from typing import Any

from sqlalchemy import ColumnElement, and_, func, select

from store.tables import outbox


def newest_reply(mail_id: ColumnElement[Any] | str) -> ColumnElement[bool]:
    """The condition for the last reply to a mail."""
    other = outbox.alias()
    last = select(func.max(other.c.turn)).where(other.c.mail_id == outbox.c.mail_id).correlate(outbox)
    return and_(outbox.c.mail_id == mail_id, outbox.c.turn == last.scalar_subquery())
