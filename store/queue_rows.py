"""The queue's rows, kept in the transactions that write events: whoever tells an event brings its row up to date."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, FromClause, Row, Select, delete, insert, select, update

from filing.event import Event, EventKind
from filing.mail import RawMail
from filing.names import fold
from filing.terms import MailClass, MailStatus, Outcome, ReplyStatus
from store.answers import newest_reply
from store.database import writing
from store.standing import Letter, place
from store.tables import cases, mails, outbox, queue, shares

UNMOVED = frozenset(
    {
        EventKind.MAIL_STARTED,
        EventKind.ATTEMPT_STARTED,
        EventKind.JOB_RENEWED,
        EventKind.CASE_OPENED,
        EventKind.REPLY_COMMITTING,
        EventKind.REPLIES_HALTED,
        EventKind.REPLIES_STOPPED,
        EventKind.REPLIES_STARTED,
        EventKind.CUSTOMER_UNREACHABLE,
        EventKind.MAILBOX_FAILED,
        EventKind.UIDVALIDITY_CHANGED,
    }
)
"""What changes no row: the mail has no case yet, or the reply is on its way as before."""
SETTLED_RANK = 10**11
AT_ONCE = 500  # cases that are read together
Values = dict[str, Any]


def follow(connection: Connection, event: Event) -> None:
    """Bring the rows of an event's mail and case up to date; the tables already say what the event tells."""
    if event.kind in UNMOVED:
        return
    if event.case_id:
        keep(connection, event.case_id)
    if event.mail_id:
        follow_mail(connection, event.mail_id, told=event.case_id)


def follow_mail(connection: Connection, mail_id: str, told: str | None = None) -> None:
    """Bring the row of a mail, or of the case that it belongs to, up to date. `told`: the case that is so already."""
    case_id = connection.execute(select(mails.c.case_id).where(mails.c.id == mail_id)).scalar_one_or_none()
    if case_id and case_id != told:
        keep(connection, case_id)
    _put(connection, mail_id, None if case_id else of_mail(connection, mail_id))


def of_case(connection: Connection, case_id: str) -> Values | None:
    """What the queue should say of a case: None for one without mails, merged into another, or erased."""
    case = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    return _case_values(case, _letters_of(connection, [case_id])[case_id]) if case else None


def _case_values(case: Row[Any], letters: Sequence[Row[Any]]) -> Values | None:
    if case.merged_into or case.erased_at or not letters:
        return None
    people = [row for row in letters if row.mail_class == MailClass.NORMAL] or letters
    senders = [row.sender for row in letters if row.sender]
    return {
        "case_id": case.id,
        "place": case.access_province,
        "mailbox": people[-1].mailbox,
        "filing_kind": case.filing_kind,
        "assignee": case.assignee,
        "held_until": case.held_until,
        "words": _words(case.entity_name, *case.domains, case.reference, *senders),
        **_standing([_letter(row) for row in letters], case.outcome),
    }


def of_mail(connection: Connection, mail_id: str) -> Values | None:
    """What the queue should say of a mail without a case: None if nothing is to be done about it."""
    row = connection.execute(_letters(mails.c.case_id).where(mails.c.id == mail_id)).one_or_none()
    if row is None or row.case_id:
        return None
    values = _standing([_letter(row)], None)
    if values["waiting_since"] is None:
        return None
    return _loose(row.mailbox, values) | {"words": _words(row.subject, row.sender)}


def begin(connection: Connection, received: Sequence[RawMail], at: datetime) -> None:
    """The first rows of mails that were stored just now: nobody knows yet who wrote them, nor of what."""
    letters = [(mail, Letter(mail.received_at, at, MailStatus.RECEIVED)) for mail in received]
    rows = [_whole(mail.sha256, _loose(mail.mailbox, _standing([letter], None))) for mail, letter in letters]
    connection.execute(insert(queue), rows)


def _loose(mailbox: str, standing: Values) -> Values:
    return {"place": f"@{mailbox}", "mailbox": mailbox, "words": "", **standing}


def differing(connection: Connection) -> Iterator[str]:
    """The ids whose row is not what the tables of mails, replies and cases say: none, in a sound store."""
    stored = {row.id: dict(row._mapping) for row in connection.execute(select(queue))}
    for key, values in _all(connection):
        row = stored.pop(key, None)
        if (row is None) != (values is None) or (row and values and row != _whole(key, values)):
            yield key
    yield from stored


def fill(engine: Engine) -> None:
    """At start: make the rows of a store that is older than its queue."""
    with writing(engine) as connection:
        if connection.execute(select(queue.c.id).limit(1)).first() is None:
            rebuild(connection)


def rebuild(connection: Connection) -> None:
    """All rows anew, from mails, replies and cases."""
    connection.execute(delete(queue))
    rows = [_whole(key, values) for key, values in _all(connection) if values]
    if rows:
        connection.execute(insert(queue), rows)


def _all(connection: Connection) -> Iterator[tuple[str, Values | None]]:
    known = connection.execute(select(cases.c.id)).scalars().all()
    for start in range(0, len(known), AT_ONCE):
        wanted = known[start : start + AT_ONCE]
        letters = _letters_of(connection, wanted)
        for case in connection.execute(select(cases).where(cases.c.id.in_(wanted))).all():
            yield case.id, _case_values(case, letters[case.id])
    loose = select(mails.c.id).where(mails.c.case_id.is_(None), mails.c.status != MailStatus.SETTLED)
    for mail_id in connection.execute(loose).scalars().all():
        yield mail_id, of_mail(connection, mail_id)


def _whole(key: str, values: Values) -> Values:
    return {column.name: None for column in queue.c} | {"id": key} | values


def keep(connection: Connection, case_id: str) -> None:
    """Bring one row up to date. Whoever does holds the case: on PostgreSQL two mails of it may be at work."""
    connection.execute(select(cases.c.id).where(cases.c.id == case_id).with_for_update(key_share=True))
    _put(connection, case_id, of_case(connection, case_id))


def _put(connection: Connection, key: str, values: Values | None) -> None:
    if values is None:
        connection.execute(delete(queue).where(queue.c.id == key))
    elif connection.execute(update(queue).where(queue.c.id == key).values(values)).rowcount == 0:
        connection.execute(insert(queue).values(_whole(key, values)))


def _letters_of(connection: Connection, wanted: Sequence[str]) -> defaultdict[str, list[Row[Any]]]:
    """The mails of each case, oldest first: its own, and those of which a part belongs to it (A38)."""
    own = _letters(mails.c.case_id).where(mails.c.case_id.in_(wanted))
    shared = _letters(shares.c.case_id, mails.join(shares, shares.c.mail_id == mails.c.id))
    found: defaultdict[str, list[Row[Any]]] = defaultdict(list)
    for row in (*connection.execute(own), *connection.execute(shared.where(shares.c.case_id.in_(wanted)))):
        found[row.of_case].append(row)
    for rows in found.values():
        rows.sort(key=lambda row: (row.received_at, row.id))
    return found


def _letters(case_id: ColumnElement[Any], those: FromClause = mails) -> Select[Any]:
    """Mails, each with its last reply in this case, oldest first."""
    reply = (outbox.c.status.label("reply"), outbox.c.updated_at.label("replied_at"), case_id.label("of_case"))
    joined = those.outerjoin(outbox, newest_reply(mails.c.id, case_id))
    return select(mails, *reply).select_from(joined).order_by(mails.c.received_at, mails.c.id)


def _standing(letters: Sequence[Letter], outcome: str | None) -> Values:
    found = place(letters, Outcome(outcome) if outcome else None)
    since, active = found.waiting_since, letters[-1].received_at
    return {
        "standing": found.standing,
        "waiting_since": since,
        "active_at": active,
        "rank": int(since.timestamp() if since else SETTLED_RANK - active.timestamp()),
    }


def _letter(row: Row[Any]) -> Letter:
    return Letter(
        row.received_at,
        row.stored_at,
        MailStatus(row.status),
        MailClass(row.mail_class) if row.mail_class else None,
        Outcome(row.outcome) if row.outcome else None,
        ReplyStatus(row.reply) if row.reply else None,
        row.replied_at,
    )


def _words(*texts: str | None) -> str:
    """What a search looks through: each text once, as names are compared, on lines of their own."""
    return "\n".join(dict.fromkeys(fold(text) for text in texts if text))
