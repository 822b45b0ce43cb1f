"""What becomes of drafts with doubts shortly before the day's close (17:30): as the policy of the day says."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from policy.service_levels import ServiceLevels
from policy.worktime import WorkTime
from store.deadlines import Deadlines, Waiting

HELD = "到时限仍待专员核对，按政策继续保留为草稿。"
TOUCHED = "到时限仍待专员核对；草稿须由人决定，保留为草稿。"
SENT = "到时限仍待专员核对，按政策先回复已收到的材料，存疑内容未告知。"

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DraftsDue:
    """A chore of every day, at each of `times`: it looks at all drafts that are due by that day's close."""

    drafts: Deadlines
    worktime: WorkTime

    def times(self, day: date) -> tuple[time, ...]:
        """When to look."""
        return tuple((self.worktime.close(day) - timedelta(minutes=m)).time() for m in self._levels(day).draft_minutes)

    def __call__(self, day: date) -> None:
        """Keep or let go what is due by the close of this day; a day off has no deadlines."""
        if not self.worktime.is_workday(day):
            return
        close = self.worktime.close(day)
        for draft in self.drafts.waiting():
            due = self.worktime.due(draft.received_at)
            if due <= close:
                self._meet(draft, due, self._levels(day))

    def _meet(self, draft: Waiting, due: datetime, levels: ServiceLevels) -> None:
        if levels.at_deadline == "hold" or not draft.certain:
            self.drafts.keep(draft, due, HELD if levels.at_deadline == "hold" else TOUCHED)
        else:
            self.drafts.let_go(draft, due, SENT)
        log.warning("草稿到时限", reply=draft.reply_id[:12], policy=levels.at_deadline)

    def _levels(self, day: date) -> ServiceLevels:
        return self.worktime.levels(day)
