"""Whether today's mails will be answered by close, if things go on as they have gone today."""

import math
from dataclasses import dataclass
from datetime import datetime

from policy.worktime import WorkTime, shanghai


@dataclass(frozen=True, slots=True)
class Forecast:
    """`open`: mails whose time is up by today's close, overdue ones included; `per_hour`: replies in a working hour of
    today so far; `short`: how many of the open ones will be left at `close`, at this speed.
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
        speed = f"今日至今平均每个工作小时回复 {self.per_hour:g} 封"
        if self.short:
            return f"待回复 {self.open} 封，{speed}；按当前速度，{end} 前还差 {self.short} 封，请增派人手。"
        return f"待回复 {self.open} 封，{speed}；按当前速度，{end} 前可以全部回复。"


def forecast(calendar: WorkTime, now: datetime, urgent: int, replied_today: int) -> Forecast | None:
    """`urgent`: mails that wait and are due by today's close; `replied_today`: those that have been answered today.

    None on a day off.
    """
    moment = shanghai(now)
    sessions = calendar.sessions(moment.date())
    if not sessions:
        return None
    opened, close = sessions[0][0], sessions[-1][1]
    worked, left = calendar.seconds(opened, max(opened, moment)), calendar.seconds(moment, max(close, moment))
    speed = replied_today * 3600 / worked if worked else 0.0
    can = math.floor(speed * left / 3600)
    return Forecast(urgent, round(speed, 1), close, max(0, urgent - can))
