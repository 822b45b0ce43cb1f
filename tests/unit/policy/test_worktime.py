"""Working time: the catalogue's vectors, a table that was counted minute by minute, and the laws that it obeys."""

import csv
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.errors import ConfigurationRefused
from filing.mail import SHANGHAI
from policy.worktime import WorkTime, load_worktime
from tests.unit.policy import minute_counter

CALENDAR = load_worktime()
ROWS = list(csv.DictReader(minute_counter.TABLE.read_text(encoding="utf-8").splitlines()))

days = st.dates(date(2025, 1, 1), date(2027, 12, 31))
moments = st.datetimes(
    datetime(2025, 1, 1),  # noqa: DTZ001 - the strategy wants naive ends and adds the zones
    datetime(2027, 11, 1),  # noqa: DTZ001 - the same
    timezones=st.sampled_from([SHANGHAI, UTC, ZoneInfo("America/New_York")]),
)


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=SHANGHAI)


def holidays(folder: Path, text: str, year: int = 2027) -> WorkTime:
    (folder / f"{year}.toml").write_text(text, encoding="utf-8")
    return load_worktime(folder)


@pytest.mark.parametrize(
    ("day", "after"),
    [
        ("2026-01-05", "2026-02-02"),
        ("2026-02-09", "2026-03-13"),
        ("2026-04-27", "2026-05-27"),
        ("2026-06-15", "2026-07-14"),
        ("2026-09-14", "2026-10-16"),
        ("2026-09-24", "2026-10-29"),
        ("2026-11-20", "2026-12-18"),
        ("2026-12-01", "2026-12-29"),
        ("2025-01-20", "2025-02-21"),
        ("2025-09-25", "2025-10-29"),
    ],
)
def test_twenty_working_days_after(day: str, after: str) -> None:
    assert CALENDAR.workday_after(date.fromisoformat(day), 20) == date.fromisoformat(after)


def test_2026_has_248_working_days_and_six_of_them_at_weekends() -> None:
    year = [date(2026, 1, 1) + timedelta(n) for n in range(365)]
    worked = [day for day in year if CALENDAR.is_workday(day)]

    assert len(worked) == 248
    assert [f"{d:%m-%d}" for d in worked if d.weekday() > 4] == ["01-04", "02-14", "02-28", "05-09", "09-20", "10-10"]


@pytest.mark.parametrize(
    ("thursday", "following"),
    [("2026-04-30", "2026-05-06"), ("2026-06-18", "2026-06-22"), ("2026-09-24", "2026-09-28")],
)
def test_a_notice_of_thursday_before_a_free_friday_ends_on_the_next_working_day(thursday: str, following: str) -> None:
    """A25, C126, G39: 24小时内（周五下班前）."""
    notice = at(f"{thursday}T18:05")

    assert CALENDAR.due(notice) == at(f"{following}T17:30")
    assert CALENDAR.workday_after(notice.date()) == date.fromisoformat(following)


@pytest.mark.parametrize(
    ("received", "due"),
    [
        ("2026-09-24T16:50", "2026-09-24T17:30"),  # G22
        ("2026-09-25T10:00", "2026-09-28T17:30"),  # G22: a holiday
        ("2026-09-20T10:00", "2026-09-20T17:30"),  # G23: a Sunday that is worked
        ("2026-11-20T11:45", "2026-11-20T17:30"),  # A24: lunch
        ("2026-11-20T07:00", "2026-11-20T17:30"),  # before the doors open
        ("2026-11-20T17:45", "2026-11-23T17:30"),  # A24: after close
        ("2026-11-21T10:00", "2026-11-23T17:30"),  # A24: Saturday
        ("2026-10-10T10:00", "2026-10-10T17:30"),  # A24: a Saturday that is worked
    ],
)
def test_a_mail_is_due_at_the_close_of_its_working_day_or_of_the_next(received: str, due: str) -> None:
    assert CALENDAR.due(at(received)) == at(due)


def test_the_five_minutes_of_a_mail_before_lunch_end_after_it() -> None:
    """G24: 11:40 is in the break, so the clock runs from 13:00; C105: 11:45 likewise."""
    assert CALENDAR.acknowledge_by(at("2026-11-20T11:40")) == at("2026-11-20T13:05")
    assert CALENDAR.acknowledge_by(at("2026-11-20T11:28")) == at("2026-11-20T13:03")
    assert CALENDAR.acknowledge_by(at("2026-11-20T11:25")) == at("2026-11-20T11:30")


def test_the_table_has_at_least_500_rows_of_all_zones() -> None:
    assert len(ROWS) >= 500
    assert {r["received"][-6:] for r in ROWS} >= {"+08:00", "+00:00", "-05:00", "-04:00", "+01:00", "+02:00"}


def test_every_row_of_the_table_is_what_the_calendar_says() -> None:
    wrong = [row["received"] for row in ROWS if _row(row["received"]) != row]

    assert wrong == []


def _row(received: str) -> dict[str, str]:
    moment = datetime.fromisoformat(received)
    due = CALENDAR.due(moment)
    return {
        "received": received,
        "worked_day": str(CALENDAR.is_workday(moment.astimezone(SHANGHAI).date())),
        "due": due.isoformat(),
        "acknowledge_by": CALENDAR.acknowledge_by(moment).isoformat(),
        "seconds_to_due": str(CALENDAR.seconds(moment, due)),
    }


def test_the_table_is_what_the_minute_counter_writes() -> None:
    assert [minute_counter.row(moment) for moment in list(minute_counter.moments())[::31]] == ROWS[::31]


def test_the_zone_of_the_server_makes_no_difference() -> None:
    code = (
        "from datetime import datetime; from policy.worktime import load_worktime; "
        "print(load_worktime().due(datetime.fromisoformat('2026-03-08T02:30:00-05:00')).isoformat())"
    )
    for zone in ("UTC", "America/New_York", "Asia/Shanghai"):
        done = subprocess.run(
            [sys.executable, "-c", code], env={"TZ": zone}, capture_output=True, text=True, check=True
        )
        assert done.stdout.strip() == "2026-03-09T17:30:00+08:00"


@given(moments, moments, moments)
def test_working_time_is_additive(a: datetime, b: datetime, c: datetime) -> None:
    assert CALENDAR.seconds(a, b) + CALENDAR.seconds(b, c) == pytest.approx(CALENDAR.seconds(a, c), abs=1e-5)


@given(moments, moments)
def test_working_time_is_monotone_and_never_longer_than_the_clock(a: datetime, b: datetime) -> None:
    first, last = sorted((a, b))

    assert 0 <= CALENDAR.seconds(first, last) <= (last - first).total_seconds()
    assert CALENDAR.seconds(last, first) == -CALENDAR.seconds(first, last)
    assert CALENDAR.due(first) <= CALENDAR.due(last)
    assert CALENDAR.acknowledge_by(first) <= CALENDAR.acknowledge_by(last)


@given(moments, st.integers(0, 10**12))
def test_what_is_added_is_what_is_counted(moment: datetime, microseconds: int) -> None:
    seconds = microseconds / 1_000_000

    assert CALENDAR.seconds(moment, CALENDAR.add(moment, seconds)) == pytest.approx(seconds, abs=1e-5)


@given(moments, moments)
def test_adding_what_was_counted_leads_back_to_where_the_counting_ended(a: datetime, b: datetime) -> None:
    first, last = sorted((a, b))
    there = CALENDAR.add(first, CALENDAR.seconds(first, last))

    assert there <= last
    assert CALENDAR.seconds(there, last) == 0


@given(days, st.integers(1, 40))
def test_the_nth_working_day_is_a_working_day_with_n_of_them_up_to_it(day: date, count: int) -> None:
    last = CALENDAR.workday_after(day, count)
    between = [day + timedelta(n) for n in range(1, (last - day).days + 1)]

    assert CALENDAR.is_workday(last)
    assert sum(map(CALENDAR.is_workday, between)) == count


def test_a_moment_without_a_zone_is_refused() -> None:
    for ask in (CALENDAR.due, CALENDAR.acknowledge_by):
        with pytest.raises(ValueError, match="zone"):
            ask(datetime(2026, 11, 20, 9))  # noqa: DTZ001 - that is the point


def test_working_time_is_not_counted_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        CALENDAR.add(at("2026-11-20T09:00"), -1)


def test_policy_may_let_a_late_mail_wait_until_midnight_only() -> None:
    levels = CALENDAR.profile.after_close[0].model_copy(update={"value": "midnight"})
    calendar = WorkTime(CALENDAR.workdays, CALENDAR.profile.model_copy(update={"after_close": (levels,)}))

    assert calendar.due(at("2026-11-20T17:45")) == at("2026-11-21T00:00")
    assert calendar.due(at("2026-11-20T17:29")) == at("2026-11-20T17:30")
    assert calendar.due(at("2026-11-21T10:00")) == at("2026-11-23T17:30")


def test_a_year_that_nobody_knows_goes_by_weekdays_less_the_days_of_the_law() -> None:
    assert not CALENDAR.is_workday(date(2027, 1, 1))
    assert CALENDAR.is_workday(date(2027, 1, 4))
    assert CALENDAR.is_workday(date(2028, 1, 3))
    assert not CALENDAR.is_workday(date(2028, 1, 8))
    assert CALENDAR.due(at("2026-12-31T18:00")) == at("2027-01-04T17:30")


def test_an_unknown_year_is_told_of_from_thirty_working_days_ahead() -> None:
    assert CALENDAR.warnings(date(2026, 11, 18)) == ()
    assert CALENDAR.workday_after(date(2026, 11, 19), 30) == date(2026, 12, 31)
    assert CALENDAR.warnings(date(2026, 11, 19)) == ()
    assert "2027 年的放假和调休安排尚未录入" in CALENDAR.warnings(date(2026, 11, 20))[0]
    assert [w[:4] for w in CALENDAR.warnings(date(2027, 12, 20))] == ["2027", "2028"]


def test_a_report_tells_which_of_its_years_are_guessed() -> None:
    assert CALENDAR.guessed(date(2026, 1, 1), date(2026, 12, 31)) == ()
    assert len(CALENDAR.guessed(date(2026, 12, 1), date(2027, 1, 31))) == 1


PLAN = """
year = 2027
complete = true
[[off]]
first = 2027-01-01
last = 2027-01-04
name = "元旦"
source = "国务院办公厅通知（测试）"
[[work]]
first = 2027-01-09
name = "元旦调休"
source = "国务院办公厅通知（测试）"
"""


def test_the_operators_file_of_a_year_stands_before_ours(tmp_path: Path) -> None:
    calendar = holidays(tmp_path, PLAN)

    assert not calendar.is_workday(date(2027, 1, 4))
    assert calendar.is_workday(date(2027, 1, 9))
    assert calendar.is_workday(date(2027, 10, 1)), "the plan is whole: what it does not name is worked"
    assert calendar.warnings(date(2026, 12, 1)) == ()


def test_a_file_of_a_year_that_the_library_knows_mends_single_days(tmp_path: Path) -> None:
    text = PLAN.replace("2027", "2026").replace("true", "false").replace("2026-01-04", "2026-01-03")
    calendar = holidays(tmp_path, text, 2026)

    assert calendar.is_workday(date(2026, 1, 9))
    assert not calendar.is_workday(date(2026, 10, 1))


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        (("year = 2027", "year = 2026"), "应在 2026 年内"),
        (("last = 2027-01-04", "last = 2026-12-31"), "不早于"),
        (("first = 2027-01-09", "first = 2027-01-02"), "既在"),
        (('name = "元旦"', 'nmae = "元旦"'), "nmae"),
        (("complete = true", ""), "complete"),
        (("[[off]]", "[[off"), "2027.toml"),
    ],
)
def test_a_file_that_cannot_be_right_is_refused(tmp_path: Path, change: tuple[str, str], complaint: str) -> None:
    with pytest.raises(ConfigurationRefused) as refused:
        holidays(tmp_path, PLAN.replace(*change))

    assert complaint in str(refused.value)


def test_two_files_of_one_year_are_refused(tmp_path: Path) -> None:
    (tmp_path / "2027a.toml").write_text(PLAN, encoding="utf-8")

    with pytest.raises(ConfigurationRefused, match="一年一个文件"):
        holidays(tmp_path, PLAN)


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationRefused, match="读不到"):
        load_worktime(tmp_path / "nowhere")
