"""Working time: sessions of working days in Asia/Shanghai [001:205], and until when a mail is answered (A23, A24).

Pure and exact to the microsecond. China has known no summer time since 1991: its zone is a fixed +08:00 here, whatever
zone the server or the given moment is in.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path

from filing.mail import SHANGHAI
from policy.in_force import pick
from policy.load import load_policy
from policy.schema import ProfileFile
from policy.service_levels import ServiceLevels, service_levels
from policy.workdays import Workdays, load_workdays

DAY = timedelta(days=1)
HORIZON = 30  # working days ahead for which the calendar should be known

Span = tuple[datetime, datetime]
"""A session: from the first moment up to, but without, the second."""


@dataclass(frozen=True)
class WorkTime:
    """The working calendar of a profile. Every moment that goes in must bear a zone; what comes out is in Shanghai."""

    workdays: Workdays
    profile: ProfileFile

    def is_workday(self, day: date) -> bool:
        """Whether a day is worked: holidays and make-up workdays as the State Council moved them."""
        return self.workdays.is_workday(day)

    def levels(self, day: date) -> ServiceLevels:
        """The figures that are promised on a day."""
        return service_levels(self.profile, day)

    def ack_rules(self, first: date, last: date) -> tuple[tuple[date, bool], ...]:
        """From which day on, of a period, an automatic acknowledgement counts or does not (A23)."""
        figures = self.profile.ack_counts
        days = sorted({first, *(f.effective_from for f in figures if first < f.effective_from <= last)})
        return tuple((day, pick(figures, day)) for day in days)

    def sessions(self, day: date) -> tuple[Span, ...]:
        """The working hours of a day, in order; () on a day off."""
        return self._hours(day) if self.is_workday(day) else ()

    def close(self, day: date) -> datetime:
        """When the last session of a day ends, worked or not."""
        return self._hours(day)[-1][1]

    def seconds(self, a: datetime, b: datetime) -> float:
        """Working seconds from `a` to `b`; negative if `b` is earlier."""
        first, last = shanghai(a), shanghai(b)
        if last < first:
            return -self.seconds(b, a)
        worked = timedelta()
        for day in _days(first.date(), last.date()):
            for begin, end in self.sessions(day):
                worked += max(min(end, last) - max(begin, first), timedelta())
        return worked.total_seconds()

    def add(self, moment: datetime, seconds: float) -> datetime:
        """The first moment at which so much working time has passed since `moment`. Raises ValueError below zero."""
        start, left = shanghai(moment), timedelta(seconds=seconds)
        if left < timedelta():
            raise ValueError("working time is not counted backwards")
        if not left:
            return start
        for day in _days(start.date(), date.max):
            for begin, end in self.sessions(day):
                here = max(end - max(begin, start), timedelta())
                if here >= left:
                    return max(begin, start) + left
                left -= here
        raise OverflowError("more working time than the calendar has")

    def due(self, received: datetime) -> datetime:
        """Until when a mail is answered: the close of its day, or of the next working day if that is over or off."""
        moment = shanghai(received)
        day = moment.date()
        if self.is_workday(day) and moment < self.close(day):
            return self.close(day)
        if self.is_workday(day) and self.levels(day).after_close == "midnight":
            return datetime.combine(day + DAY, time(), SHANGHAI)
        return self.close(self.workday_after(day))

    def acknowledge_by(self, received: datetime) -> datetime:
        """Until when a mail is acknowledged: the promised seconds, counted in sessions only."""
        return self.add(received, self.levels(shanghai(received).date()).ack_seconds)

    def workday_after(self, day: date, count: int = 1) -> date:
        """The `count`-th working day after a day."""
        found = (d for d in _days(day + DAY, date.max) if self.is_workday(d))
        for _ in range(count - 1):
            next(found)
        return next(found)

    def workday_before(self, day: date) -> date:
        """The last working day before a day."""
        before = day - DAY
        while not self.is_workday(before):
            before -= DAY
        return before

    def workdays_between(self, first: date, last: date) -> int:
        """How many working days there are after the first day, the last one included; 0 if it is not later."""
        return sum(self.is_workday(day) for day in _days(first + DAY, last))

    def warnings(self, today: date) -> tuple[str, ...]:
        """For people: the years within the next working days of which no plan is known."""
        last = self.workday_after(today, HORIZON)
        unknown = [year for year in range(today.year, last.year + 1) if not self.workdays.is_known(year)]
        return tuple(self._warning(year) for year in unknown)

    def guessed(self, first: date, last: date) -> tuple[str, ...]:
        """The same for the days of a report: which of its years are a guess."""
        return tuple(self._warning(y) for y in range(first.year, last.year + 1) if not self.workdays.is_known(y))

    def _warning(self, year: int) -> str:
        besides = "（已扣除法定节日）" if year in self.workdays.years else ""
        return (
            f"{year} 年的放假和调休安排尚未录入，目前按周一至周五计算工作日{besides}，时限可能有出入。"
            f"国务院办公厅公布后，请把安排写入放假文件（{year}.toml），见运维手册。"
        )

    def _hours(self, day: date) -> tuple[Span, ...]:
        return _spans(day, self.levels(day).sessions)


@lru_cache(maxsize=4096)
def _spans(day: date, sessions: tuple[str, ...]) -> tuple[Span, ...]:
    ends = (tuple(time.fromisoformat(end) for end in session.split("-")) for session in sessions)
    return tuple((datetime.combine(day, a, SHANGHAI), datetime.combine(day, b, SHANGHAI)) for a, b in ends)


def shanghai(moment: datetime) -> datetime:
    """A moment in Asia/Shanghai. Raises ValueError if it bears no zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone has no working time")
    return moment.astimezone(SHANGHAI)


def _days(first: date, last: date) -> Iterator[date]:
    day = first
    while day <= last:
        yield day
        day += DAY


def load_worktime(overrides: Path | None = None, profile: str = "chinanet") -> WorkTime:
    """The calendar of a profile; `overrides`: the operator's folder of holiday files.

    Raises ConfigurationRefused if a file is refused.
    """
    return WorkTime(load_workdays(overrides), load_policy(profile).book.profile)
