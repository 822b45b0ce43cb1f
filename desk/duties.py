"""The desk's other work put together for the report."""

from datetime import datetime

from filing.sla import Period
from policy.worktime import WorkTime, shanghai
from reports.duties import Duties
from reports.security import sheet_said
from reports.worksheets import too_long
from store.duties import DutyQueries


def duties(queries: DutyQueries, calendar: WorkTime, period: Period, now: datetime) -> Duties:
    """As of the last day of the period (or today), and for what waits as of now."""
    today = shanghai(now).date()
    day = min(period.last, today)
    levels, receipt = calendar.levels(day), queries.sheet(day)
    starts = [way.round[-1].on for way in queries.with_administration(period.scope)]
    late = {start for start in set(starts) if too_long(start, calendar, today)}
    return Duties(
        day=day,
        rechecked=queries.rechecked(day) if queries.approved() else None,
        recheck_least=levels.daily_recheck_min,
        sheet=sheet_said(receipt, day, calendar, now),
        sheet_missing=receipt is None and calendar.is_workday(day) and shanghai(now) >= calendar.close(day),
        cancelling=queries.cancelling(period.scope),
        shells=queries.shells(),
        overdue=sum(start in late for start in starts),
        authority_days=levels.authority_workdays,
        returned=queries.returned(period),
    )
