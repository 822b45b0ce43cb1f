"""Customers who do not answer are reminded: a chore of every working day, as the policy of the day says [001:227]."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from filing.errors import DeskError
from filing.mail import SHANGHAI
from policy.service_levels import ServiceLevels
from policy.worktime import WorkTime, shanghai
from replies.after_submission import Pending
from service.chores import Chore
from service.judging import Judging
from store.acts import Acts
from store.reminders import Reminders, Silent

LATE = 7  # days after the last step; an older case is not woken, whether the desk was off or is new

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class RemindCustomers:
    """Each case at most once a day, for the last step that is over: what an outage left out is not made up for."""

    reminders: Reminders
    acts: Acts
    judging: Judging
    worktime: WorkTime

    def __call__(self, day: date) -> None:
        """Remind whoever is due on this day; a day off has none."""
        levels = self.worktime.levels(day)
        if not self.worktime.is_workday(day) or not levels.reminder_days:
            return
        since = _midnight(day - timedelta(days=max(levels.reminder_days) + LATE))
        until = _midnight(day - timedelta(days=min(levels.reminder_days) - 1))
        for case in self.reminders.silent(since, until):
            days = due(case, day, levels)
            if days:
                self._remind(case, days)

    def _remind(self, case: Silent, days: int) -> None:
        """What is wrong with one case keeps nobody else from being reminded."""
        try:
            pending = Pending(case.said_at, case.returned, as_sent=case.as_sent)
            letter = self.judging.reminder(self.acts.open(case.case_id), pending)
            if letter and self.reminders.remind(case, days, letter):
                log.info("已提醒客户", case=case.case_id, days=days)
        except DeskError as trouble:
            log.warning("未能提醒客户", case=case.case_id, reason=str(trouble))


def due(case: Silent, day: date, levels: ServiceLevels) -> int | None:
    """After how many days the case is reminded of on this day; None: it was, or it is not yet time, or enough."""
    age = (day - shanghai(case.said_at).date()).days
    step = max((days for days in levels.reminder_days if days <= age), default=None)
    if step is None or case.reminder(step) in case.reminded or len(case.reminded) >= levels.reminders_most:
        return None
    return step


def reminding(chore: RemindCustomers, today: date) -> Iterator[Chore]:
    """When the day's work begins."""
    opening = chore.worktime.levels(today).sessions[0].partition("-")[0]
    yield Chore("reminders", time.fromisoformat(opening), chore)


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), SHANGHAI)
