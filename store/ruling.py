"""What a judgement after a person's act leaves behind: as after a mail, but its reply waits for the person."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Row, delete, func, insert, select, update

from filing.decision import Decision
from filing.event import Event, EventKind
from filing.finding import Json
from filing.terms import ReplyStatus
from filing.unasked import UNASKED
from store import codec, events, settling
from store.blobs import Blobs
from store.outbox import Outgoing
from store.settling import CaseSummary
from store.tables import mails, outbox

Owner = tuple[str, str | None]
"""mail id, case id"""


@dataclass(frozen=True, slots=True)
class Judged:
    """A case judged anew because a person did something: the answer to `mail_id`, its `turn`th from 0, or None."""

    mail_id: str
    turn: int
    summary: CaseSummary
    decision: Decision
    reply: Outgoing | None


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the judgement and the reply's bytes are kept."""

    judgement: str
    mime: str


class Overtaken(Exception):
    """The mail was answered in another case meanwhile."""


def keep(blobs: Blobs, judged: Judged | None) -> Addresses:
    """Store the bytes before the transaction, as everywhere."""
    if judged is None:
        return Addresses("", "")
    mime = blobs.put(judged.reply.mime) if judged.reply else ""
    return Addresses(blobs.put(codec.dump(judged.decision)), mime)


def rule(connection: Connection, case_id: str, judged: Judged, kept: Addresses, at: datetime, by: str) -> str | None:
    """Project the judgement and put its draft in the place of the earlier one; the draft's id."""
    owner = (judged.mail_id, case_id)
    settling.project(connection, case_id, judged.summary, judged.decision, kept.judgement, at)
    home = (mails.c.id == judged.mail_id, mails.c.case_id == case_id)
    connection.execute(update(mails).where(*home).values(outcome=judged.decision.outcome))
    told = settling.judged(owner, judged.summary, judged.decision, kept.judgement, at)
    events.append(connection, replace(told, by=by))
    return draft(connection, owner, judged, kept.mime, at, by)


def draft(connection: Connection, owner: Owner, judged: Judged, mime: str, at: datetime, by: str) -> str | None:
    """The new draft instead of the old one, if there is any to write."""
    old = waiting(connection, owner)
    if judged.reply is None:
        if old:
            discard(connection, old, at, by, "重新判断后没有要回复的内容")
        return None
    if old:
        connection.execute(delete(outbox).where(outbox.c.id == old.id))
    if taken(connection, judged.mail_id, judged.turn):
        raise Overtaken
    new_id = settling.reply_id(judged.mail_id, f"{judged.reply.template}-{judged.turn}-{owner[1]}", judged.decision)
    row = settling.reply_row(new_id, owner, replace(judged.reply, auto=False), mime, at)
    connection.execute(insert(outbox).values(row | {"turn": judged.turn}))
    told: dict[str, Json] = {"template": judged.reply.template} | ({"replaces": old.id} if old else {})
    events.append(connection, Event(EventKind.REPLY_DRAFTED, at, *owner, new_id, told, by))
    return new_id


def discard(connection: Connection, row: Row[Any], at: datetime, by: str | None, reason: str = "") -> None:
    """Take a draft out of the outbox; its bytes stay. `reason`: Chinese; "" if a person wanted just this."""
    connection.execute(delete(outbox).where(outbox.c.id == row.id))
    told: dict[str, Json] = {"mime": row.mime} | ({"reason": reason} if reason else {})
    events.append(connection, Event(EventKind.REPLY_DISCARDED, at, row.mail_id, row.case_id, row.id, told, by))


def taken(connection: Connection, mail_id: str, turn: int) -> bool:
    """Whether there is such a letter already."""
    there = (outbox.c.mail_id == mail_id, outbox.c.turn == turn)
    return connection.execute(select(outbox.c.id).where(*there)).first() is not None


def waiting(connection: Connection, owner: Owner) -> Row[Any] | None:
    """The draft that answers this mail in this case."""
    mine = (*_answers(owner), outbox.c.status == ReplyStatus.DRAFT)
    return connection.execute(select(outbox).where(*mine).order_by(outbox.c.turn.desc())).first()


def _answers(owner: Owner) -> tuple[ColumnElement[bool], ...]:
    """The letters of a case that answer the mail: what nobody asked for is none of them."""
    return outbox.c.mail_id == owner[0], outbox.c.case_id == owner[1], outbox.c.template.not_in(UNASKED)


def answered(connection: Connection, owner: Owner) -> bool:
    """Whether the last reply to this mail in this case has left the draft stage."""
    query = select(outbox.c.status).where(*_answers(owner))
    last = connection.execute(query.order_by(outbox.c.turn.desc()).limit(1))
    return last.scalar_one_or_none() not in (None, ReplyStatus.DRAFT)


def next_turn(connection: Connection, owner: Owner) -> int:
    """Which reply to the mail the next one is: the draft that it will replace, else one after the last."""
    old = waiting(connection, owner)
    if old is not None:
        return int(old.turn)
    return free_turn(connection, owner[0])


def free_turn(connection: Connection, mail_id: str) -> int:
    """One after the last reply to a mail, in whatever case."""
    last = select(func.max(outbox.c.turn)).where(outbox.c.mail_id == mail_id)
    found: int | None = connection.execute(last).scalar_one()
    return 0 if found is None else found + 1
