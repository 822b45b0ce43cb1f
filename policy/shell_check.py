"""The weekly check for empty shells: on which day it is due, and until when a notified customer may come back.

Seed: 每周4下午…对所有的已经备案域名…检查接入情况…24小时内（周五下班前）用户未能转回接入，将取消网站备案接入 [001:232].
"""

from datetime import date, datetime, timedelta

from policy.worktime import WorkTime

DAY = timedelta(days=1)


def check_day(calendar: WorkTime, week: date) -> date | None:
    """The day of the check of the week (Monday to Sunday) that holds a day; None if that week has none (A25).

    Before a long holiday the previous working day may lie in the week before.
    """
    levels = calendar.levels(week)
    planned = week + DAY * (levels.shell_check_weekday - week.isoweekday())
    if calendar.is_workday(planned):
        return planned
    if levels.shell_check_if_holiday == "skip":
        return None
    return calendar.workday_before(planned)


def is_check_day(calendar: WorkTime, day: date) -> bool:
    """Whether a check is due on a day: the next one that is planned falls on it or was brought forward to it."""
    ahead = (calendar.levels(day).shell_check_weekday - day.isoweekday()) % 7
    return check_day(calendar, day + DAY * ahead) == day


def back_by(calendar: WorkTime, noticed: date) -> datetime:
    """Until when a customer may come back: the close of the first working day after the notice (A25, C126)."""
    return calendar.close(calendar.workday_after(noticed))
