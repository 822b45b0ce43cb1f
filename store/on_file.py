"""What other cases say about a case: the same domain, or another filing of the same certificate number."""

from sqlalchemy import Connection, and_, select

from filing.event import EventKind
from filing.terms import Outcome, ReplyStatus
from store.tables import case_keys, cases, events, outbox

LIVE = (Outcome.COMPLETE, Outcome.INCOMPLETE, Outcome.FOR_SPECIALIST)
"""A case that was not accepted (another mailbox, a suspended province) stands in nobody's way."""


def others(connection: Connection, case_id: str, kind: str) -> list[tuple[str, str]]:
    """(id, reference) of other live cases that share a key of this kind (`domain`, `cert`), in order of reference."""
    mine = case_keys.alias()
    same = and_(case_keys.c.kind == mine.c.kind, case_keys.c.value == mine.c.value, case_keys.c.case_id != case_id)
    query = select(cases.c.id, cases.c.reference).select_from(case_keys).join(mine, same)
    query = query.join(cases, cases.c.id == case_keys.c.case_id).distinct().order_by(cases.c.reference)
    found = query.where(mine.c.case_id == case_id, mine.c.kind == kind, cases.c.outcome.in_(LIVE))
    return [(other, reference) for other, reference in connection.execute(found)]


def elsewhere(connection: Connection, case_id: str) -> tuple[str, ...]:
    """References of cases that the case's mails answer or name, into which nobody there has let their sender."""
    told = and_(events.c.case_id == case_id, events.c.kind == EventKind.MAIL_JOINED_CASE)
    every = (data.get("possible", ()) for data in connection.execute(select(events.c.data).where(told)).scalars())
    return tuple(dict.fromkeys(str(reference) for references in every for reference in references))


def answered(connection: Connection, case_id: str) -> frozenset[str]:
    """Whom a reply of this case has reached, lower case: a person or the opening of the case has approved of them."""
    query = select(outbox.c.recipient).where(outbox.c.case_id == case_id, outbox.c.status == ReplyStatus.SENT)
    return frozenset(recipient.lower() for recipient in connection.execute(query).scalars())
