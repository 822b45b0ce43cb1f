"""How fast a provider lets one mailbox send."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, select

from filing.terms import ReplyStatus
from store.tables import outbox

LEFT = (ReplyStatus.SENT, ReplyStatus.COMMITTING, ReplyStatus.UNKNOWN)
LONGEST = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds between two mails, and mails within a minute, an hour, a day. 0 = no limit."""

    min_seconds: float = 0
    per_minute: int = 0
    per_hour: int = 0
    per_day: int = 0

    @property
    def steps(self) -> tuple[tuple[int, float], ...]:
        """(mails, seconds): at most so many within so long."""
        known = ((1, self.min_seconds), (self.per_minute, 60.0), (self.per_hour, 3600.0), (self.per_day, 86400.0))
        return tuple((mails, seconds) for mails, seconds in known if mails and seconds)


def wait(sent: Sequence[datetime], pace: Pace, now: datetime) -> timedelta:
    """How long the next mail must wait; `sent` are the moments of the last day, newest first."""
    free = [now]
    for mails, seconds in pace.steps:
        if len(sent) >= mails:
            free.append(sent[mails - 1] + timedelta(seconds=seconds))
    return max(free) - now


def lately(connection: Connection, sender: str, now: datetime) -> list[datetime]:
    """When a mailbox sent the mails of the last day, newest first."""
    mine = (outbox.c.sender == sender, outbox.c.status.in_(LEFT), outbox.c.updated_at > now - LONGEST)
    query = select(outbox.c.updated_at).where(*mine).order_by(outbox.c.updated_at.desc())
    return list(connection.execute(query).scalars())
