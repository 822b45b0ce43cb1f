"""Whether today's mails will be answered by close, if things go on as they have gone in the last hour of work."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from policy.worktime import WorkTime, shanghai

HOUR = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Forecast:
    """`open`: mails whose time is up by today's close, overdue ones included; `per_hour`: replies an hour, in the last
    hour of work; `short`: how many of the open ones will be left at `close`, at this speed.
    """

    open: int
    per_hour: float
    close: datetime
    short: int

    @property
    def sentence(self) -> str:
        """For people."""
        end = f"{self.close:%H:%M}"
        if not self.open:
            return f"今日没有待回复的邮件（截至 {end} 的时限）。"
        speed = f"最近一个工作小时的速度为每小时回复 {self.per_hour:g} 封"
        if self.short:
            return f"待回复 {self.open} 封，{speed}；按当前速度，{end} 前还差 {self.short} 封，请增派人手。"
        return f"待回复 {self.open} 封，{speed}；按当前速度，{end} 前可以全部回复。"

    def says(self, place: int, due: datetime) -> str:
        """Of the mail that is answered as the `place`th from 0: whether it will be late at this speed."""
        if due > self.close:
            return ""
        return "预计可按时" if place < self.open - self.short else "预计超时"


def forecast(calendar: WorkTime, now: datetime, urgent: int, replied: Callable[[datetime], int]) -> Forecast | None:
    """`urgent`: mails that wait and are due by today's close; `replied`: how many have been answered since a moment.

    None on a day off.
    """
    moment = shanghai(now)
    sessions = calendar.sessions(moment.date())
    if not sessions:
        return None
    close, since = sessions[-1][1], lately(sessions, moment)
    worked, left = calendar.seconds(since, max(since, moment)), calendar.seconds(moment, max(close, moment))
    speed = replied(since) * 3600 / worked if worked else 0.0
    can = math.floor(speed * left / 3600)
    return Forecast(urgent, round(speed, 1), close, max(0, urgent - can))


def lately(sessions: Sequence[tuple[datetime, datetime]], now: datetime) -> datetime:
    """When the last hour of work began, or the day if it is younger. What an idle morning was like says nothing."""
    left, since = HOUR, sessions[0][0]
    for begin, end in reversed([session for session in sessions if session[0] < now]):
        since = max(begin, min(end, now) - left)
        left -= min(end, now) - since
        if not left:
            break
    return since
