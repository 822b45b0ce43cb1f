"""Letters that answer no mail, in the outbox: what a person told of a case, as a draft in the newest mail's thread."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, or_, select

from filing.event import Event, EventKind
from filing.finding import Json
from filing.terms import ReplyStatus
from store import events, ruling, settling
from store.blobs import Blobs
from store.outbox import Outgoing
from store.tables import outbox


@dataclass(frozen=True, slots=True)
class Unasked:
    """A letter in the thread of `mail_id`, as the `turn`th from 0. `id`: its own, where it may be written only once."""

    mail_id: str
    turn: int
    reply: Outgoing
    id: str = ""


@dataclass(frozen=True, slots=True)
class News:
    """What a step after the review means for letters: drafts of `outdated` templates go, `letter` comes.

    `withdrawn`: the id of a draft that goes.
    """

    outdated: frozenset[str] = frozenset()
    letter: Unasked | None = None
    withdrawn: str = ""


def keep(blobs: Blobs, news: News | None) -> str:
    """Store the bytes before the transaction, as everywhere; their address, or ""."""
    return blobs.put(news.letter.reply.mime) if news and news.letter else ""


def tell(connection: Connection, case_id: str, news: News, mime: str, at: datetime, by: str) -> str | None:
    """Take the outdated drafts away, and put the letter there; the letter's id. Raises Overtaken."""
    gone = or_(outbox.c.template.in_(news.outdated), outbox.c.id == news.withdrawn)
    old = (outbox.c.case_id == case_id, outbox.c.status == ReplyStatus.DRAFT, gone)
    for row in connection.execute(select(outbox).where(*old)).all():
        ruling.discard(connection, row, at, by, "登记已更新")
    letter = news.letter
    if letter is None:
        return None
    written = hashlib.sha256(f"{letter.reply.template}/{letter.reply.message_id}/{mime}".encode()).hexdigest()[:40]
    new_id = letter.id or written
    if ruling.taken(connection, letter.mail_id, letter.turn) or _there(connection, new_id):
        raise ruling.Overtaken
    put(connection, new_id, case_id, letter, mime, at)
    told: dict[str, Json] = {"template": letter.reply.template}
    owner = (letter.mail_id, case_id, new_id)
    events.append(connection, Event(EventKind.REPLY_DRAFTED, at, *owner, told, by))
    return new_id


def _there(connection: Connection, reply_id: str) -> bool:
    return connection.execute(select(outbox.c.id).where(outbox.c.id == reply_id)).first() is not None


def put(
    connection: Connection, new_id: str, case_id: str, letter: Unasked, mime: str, at: datetime, **over: Any
) -> None:
    """The letter's row: a draft, unless `over` says otherwise."""
    row = settling.reply_row(new_id, (letter.mail_id, case_id), letter.reply, mime, at)
    connection.execute(insert(outbox).values(row | {"turn": letter.turn} | over))
