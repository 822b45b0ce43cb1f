"""The weekly check for empty shells: its day, and until when a customer may come back (C124, C126, A25)."""

from datetime import date, datetime, time, timedelta

import pytest

from filing.mail import SHANGHAI
from policy.dated import Figure
from policy.schema import IfHoliday
from policy.shell_check import back_by, check_day, is_check_day
from policy.worktime import WorkTime, load_worktime

CALENDAR = load_worktime()


def calendar(weekday: int = 4, if_holiday: IfHoliday = "previous_workday") -> WorkTime:
    said = {"effective_from": date(2011, 1, 1), "source": "test"}
    figures = {
        "shell_check_weekday": (Figure[int](value=weekday, **said),),
        "shell_check_if_holiday": (Figure[IfHoliday](value=if_holiday, **said),),
    }
    return WorkTime(CALENDAR.workdays, CALENDAR.profile.model_copy(update=figures))


@pytest.mark.parametrize(
    ("week", "day"),
    [
        ("2026-11-16", "2026-11-19"),  # a Monday
        ("2026-11-22", "2026-11-19"),  # the Sunday of the same week
        ("2026-06-18", "2026-06-18"),  # G39
        ("2026-05-09", "2026-05-07"),  # a Saturday that is worked changes nothing
        ("2026-09-20", "2026-09-17"),  # nor does a Sunday
        ("2026-10-01", "2026-09-30"),  # Thursday is a holiday
        ("2026-02-19", "2026-02-14"),  # and the working day before is the Saturday of the week before
        ("2026-01-01", "2025-12-31"),
    ],
)
def test_a25_the_check_is_on_thursday_or_on_the_working_day_before_a_holiday(week: str, day: str) -> None:
    assert check_day(CALENDAR, date.fromisoformat(week)) == date.fromisoformat(day)


def test_a_profile_may_skip_the_week_whose_thursday_is_free_or_check_on_another_day() -> None:
    assert check_day(calendar(if_holiday="skip"), date(2026, 10, 1)) is None
    assert check_day(calendar(if_holiday="skip"), date(2026, 10, 8)) == date(2026, 10, 8)
    assert not is_check_day(calendar(if_holiday="skip"), date(2026, 9, 30))
    assert check_day(calendar(weekday=2), date(2026, 11, 19)) == date(2026, 11, 17)


def test_every_week_of_the_year_has_its_check_and_no_other_day_has() -> None:
    year = [date(2026, 1, 1) + timedelta(n) for n in range(365)]

    due = [day for day in year if is_check_day(CALENDAR, day)]
    moved = [day for day in due if day.isoweekday() != 4]

    assert due == sorted({check_day(CALENDAR, day) for day in year} & set(year))
    assert moved == [date(2026, 2, 14), date(2026, 9, 30)]
    assert all(CALENDAR.is_workday(day) for day in due)


@pytest.mark.parametrize(
    ("noticed", "until"),
    [
        ("2026-04-30", "2026-05-06"),
        ("2026-06-18", "2026-06-22"),  # G39
        ("2026-09-24", "2026-09-28"),
        ("2026-11-19", "2026-11-20"),
        ("2026-09-17", "2026-09-18"),  # before a Sunday that is worked: Friday all the same
        ("2026-05-07", "2026-05-08"),  # before a Saturday that is worked
        ("2026-09-30", "2026-10-08"),  # brought forward to before the holidays
        ("2026-10-08", "2026-10-09"),
    ],
)
def test_a25_c126_back_by_the_close_of_the_first_working_day_after_the_notice(noticed: str, until: str) -> None:
    day = date.fromisoformat(until)
    assert back_by(CALENDAR, date.fromisoformat(noticed)) == datetime.combine(day, time(17, 30), SHANGHAI)


def test_the_policy_says_when() -> None:
    levels = CALENDAR.levels(date(2026, 11, 19))
    assert (levels.shell_check_weekday, levels.shell_check_at) == (4, time(13))
    assert levels.shell_check_if_holiday == "previous_workday"
