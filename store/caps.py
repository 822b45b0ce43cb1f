"""How many replies a machine may send by itself: what is above waits as a draft. Loops and storms end here.

The ladders are counts within minutes. Those of a case and of a correspondent are the ones that a large open help desk
arrived at against mail loops; a person's own sending is never counted nor stopped.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Row, func, select

from filing.event import Event, EventKind
from filing.mail import Mail
from store import events
from store.outbox import Outgoing
from store.tables import events as event_rows
from store.tables import mails, outbox

Ladder = tuple[tuple[int, int], ...]
"""(replies, minutes): at most so many within so long."""

DAY = 24 * 60
HINT = "请专员核对后决定是否发送（对方可能是自动回复程序）。"


@dataclass(frozen=True, slots=True)
class Caps:
    """`per_day`: replies to one correspondent in one case. `mails_per_hour`: of one sender; what is above is not read.

    `breaker`: over all mailboxes together; when it opens the operator is alarmed.
    """

    per_day: int = 5
    per_case: Ladder = ((10, 10), (15, 30), (25, 60), (50, 180), (100, 600))
    per_correspondent: Ladder = ((30, 10), (60, 30), (120, 60), (240, 180), (360, 600))
    per_mailbox: Ladder = ((300, 60), (2000, DAY))
    breaker: Ladder = ((600, 60), (4000, DAY))
    mails_per_hour: int = 100


def too_many(connection: Connection, reply: Outgoing, case_id: str | None, caps: Caps, now: datetime) -> str:
    """Chinese reason why this reply must wait for a person, or "". A global halt is an event, once an hour."""
    sent = connection.execute(
        select(outbox.c.recipient, outbox.c.case_id, outbox.c.sender, outbox.c.created_at).where(
            outbox.c.auto, outbox.c.created_at > now - timedelta(minutes=_longest(caps))
        )
    ).all()
    theirs = [row for row in sent if row.recipient.lower() == reply.recipient.lower()]
    of_case = [row for row in sent if case_id and row.case_id == case_id]
    own = [row for row in theirs if row.case_id == case_id]
    checks = (
        ("本备案对该发件人", own, ((caps.per_day, DAY),)),
        ("本备案", of_case, caps.per_case),
        ("对该发件人", theirs, caps.per_correspondent),
        ("本邮箱", [row for row in sent if row.sender == reply.sender], caps.per_mailbox),
    )
    if over := _over(sent, caps.breaker, now):
        _alarm(connection, over, now)
        return f"全部邮箱{_told(over)}，自动回复已暂停。{HINT}"
    found = ((what, _over(rows, ladder, now)) for what, rows, ladder in checks)
    return next((f"{what}{_told(over)}，本次改为草稿。{HINT}" for what, over in found if over), "")


def storms(connection: Connection, mail: Mail, caps: Caps) -> bool:
    """Whether its sender had sent `mails_per_hour` mails to this mailbox in the hour before it."""
    since = mail.received_at - timedelta(hours=1)
    same = (mails.c.mailbox == mail.mailbox, func.lower(mails.c.sender) == mail.sender.lower())
    earlier = (mails.c.received_at > since, mails.c.received_at <= mail.received_at, mails.c.id != mail.sha256)
    number: int = connection.execute(select(func.count()).select_from(mails).where(*same, *earlier)).scalar_one()
    return bool(mail.sender) and number >= caps.mails_per_hour


def _longest(caps: Caps) -> int:
    ladders = (caps.per_case, caps.per_correspondent, caps.per_mailbox, caps.breaker)
    return max(DAY, *(minutes for ladder in ladders for _, minutes in ladder))


def _over(rows: Iterable[Row[Any, Any, Any, Any]], ladder: Ladder, now: datetime) -> tuple[int, int] | None:
    """The first step of the ladder that is full."""
    moments = [row.created_at for row in rows]
    full = (
        (most, minutes)
        for most, minutes in ladder
        if sum(at > now - timedelta(minutes=minutes) for at in moments) >= most
    )
    return next(full, None)


def _told(step: tuple[int, int]) -> str:
    most, minutes = step
    return f"{minutes // 60} 小时内已自动回复 {most} 次" if minutes >= 60 else f"{minutes} 分钟内已自动回复 {most} 次"


def _alarm(connection: Connection, step: tuple[int, int], now: datetime) -> None:
    recent = event_rows.c.at > now - timedelta(hours=1)
    if events.count(connection, EventKind.REPLIES_HALTED, recent) == 0:
        events.append(connection, Event(EventKind.REPLIES_HALTED, now, data={"reason": _told(step)}))
