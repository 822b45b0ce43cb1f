"""The supervisors' mail and the forecast: true, short, and nobody's data in it."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from desk.sla import SlaDesk
from filing.sla import Period
from policy.worktime import load_worktime
from reports import daily
from reports.forecast import forecast, lately
from reports.report import Detail
from reports.tables import Words
from tests.fakes.report_desk import report_desk
from tests.unit.reports.scenes import at

WORDS = Words({}, {"p-li": "李四"})
CALENDAR = load_worktime()


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlaDesk]:
    with report_desk(tmp_path_factory.mktemp("daily"), mails=150) as opened:
        yield opened


@pytest.fixture(scope="module")
def busy(desk: SlaDesk) -> Detail:
    """The working day with the most misses."""
    days = [desk.detail(Period(day, day)) for day in (date(2026, 11, n) for n in range(2, 20))]
    return max(days, key=lambda detail: detail.report.total.missed)


def test_the_subject_tells_the_day_and_the_figure(busy: Detail) -> None:
    total = busy.report.total

    assert (
        daily.subject(busy)
        == f"【备案时效日报】{busy.report.period.last}：当日回复率 {total.rate:g}%，超时 {total.missed} 封"
    )


def test_the_text_has_every_miss_with_its_cause(busy: Detail) -> None:
    text = daily.text(busy, WORDS)

    assert f"【超时 {busy.report.total.missed} 封】" in text
    assert all((miss.reference or miss.mail_id[:12]) in text for miss in busy.misses[: daily.LISTED])
    assert text.count("原因：") == min(len(busy.misses), daily.LISTED)
    assert "仍有" in text


def test_the_text_reads_in_any_client_and_holds_nobodys_data(busy: Detail) -> None:
    text = daily.text(busy, WORDS)

    assert "\t" not in text
    assert max(sum(1 + (ord(c) > 0x2E80) for c in line) for line in text.splitlines()) <= 80, "columns"
    assert not re.search(r"\n{3,}", text)
    assert not re.search(r"\d{15,18}|1[3-9]\d{9}|[\w.]+@[\w.]+", text)


def test_the_figures_of_the_text_are_those_of_the_report(busy: Detail) -> None:
    text, report = daily.text(busy, WORDS), busy.report
    half = report.reply_seconds[50]

    assert f"应回邮件：{report.total.due} 封" in text
    assert report.total.late
    assert f"（其中 {report.total.late} 封已在当天补回）" in text
    assert report.total.machine + report.total.person == report.total.on_time + report.total.late
    assert ("半数 当天未回" if half is None else f"半数 {half / 60:.1f} 分钟内") in text


def test_before_the_close_it_says_what_is_still_to_come(desk: SlaDesk) -> None:
    today = desk.detail(Period(date(2026, 11, 20), date(2026, 11, 20)))

    assert today.report.total.pending
    assert f"未到时限：{today.report.total.pending} 封" in daily.text(today, WORDS)


def test_a_quiet_day_is_told_as_one(desk: SlaDesk) -> None:
    detail = desk.detail(Period(date(2025, 3, 3), date(2025, 3, 3)))

    assert daily.subject(detail).endswith("无应回邮件")
    assert "未到时限" not in daily.text(detail, WORDS)
    assert "超时：0 封" in daily.text(detail, WORDS)


def test_a_forecast_goes_on_as_the_last_hour_has_gone() -> None:
    """At 15:00 two and a half hours are left; before 14:00 nothing is asked."""
    told = forecast(CALENDAR, at("15:00"), urgent=30, replied=lambda since: 10 if since == at("14:00") else 0)

    assert told
    assert (told.per_hour, told.short) == (10, 5)
    assert "按当前速度，17:30 前还差 5 封" in told.sentence


def test_a_forecast_without_any_reply_yet_leaves_all_of_them() -> None:
    told = forecast(CALENDAR, at("08:00"), urgent=4, replied=lambda _: 0)

    assert told
    assert (told.per_hour, told.short) == (0, 4)


def test_a_day_off_has_no_forecast_and_an_empty_desk_a_good_one() -> None:
    assert forecast(CALENDAR, at("10:00", "2026-11-21"), 3, lambda _: 0) is None
    quiet = forecast(CALENDAR, at("10:00"), 0, lambda _: 3)
    assert quiet
    assert "没有待回复" in quiet.sentence


@pytest.mark.parametrize(
    ("now", "since"),
    [
        ("08:00", "08:30"),
        ("08:50", "08:30"),
        ("11:00", "10:00"),
        ("12:15", "10:30"),
        ("13:10", "10:40"),
        ("18:00", "16:30"),
    ],
)
def test_the_last_hour_of_work_passes_over_lunch(now: str, since: str) -> None:
    assert lately(CALENDAR.sessions(at(now).date()), at(now)) == at(since)


def test_what_the_speed_does_not_reach_is_said_to_be_late() -> None:
    told = forecast(CALENDAR, at("15:00"), urgent=30, replied=lambda _: 10)

    assert told
    assert [told.says(place, told.close) for place in (0, 24, 25)] == ["预计可按时", "预计可按时", "预计超时"]
    assert told.says(29, told.close + timedelta(minutes=1)) == ""
