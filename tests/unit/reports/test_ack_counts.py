"""Whether an automatic acknowledgement counts within the five minutes is the policy's, and said by the figure (A23)."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.sla import SlaDesk
from filing.sla import Period
from policy.dated import Figure
from policy.worktime import WorkTime, load_worktime
from reports import daily
from reports.definitions import ack_note, definitions
from reports.report import Detail
from reports.sla import Counting
from reports.tables import Words, tables
from tests.fakes.report_desk import report_desk
from tests.unit.reports.scenes import Scene, at

CALENDAR = load_worktime()
WORDS = Words({}, {})
MONTH = Period(date(2026, 11, 1), date(2026, 11, 19))


def calendar(*rules: tuple[date, bool]) -> WorkTime:
    """With other rules than the profile's."""
    ends = (*(day - timedelta(days=1) for day, _ in rules[1:]), None)
    figures = tuple(
        Figure(value=value, effective_from=day, effective_to=end, source="只用于测试")
        for (day, value), end in zip(rules, ends, strict=True)
    )
    return replace(CALENDAR, profile=CALENDAR.profile.model_copy(update={"ack_counts": figures}))


ALWAYS, NEVER = calendar((date(2011, 1, 1), True)), calendar((date(2011, 1, 1), False))
FROM_THE_TENTH = calendar((date(2011, 1, 1), True), (date(2026, 11, 10), False))


def acknowledged(day: str = "2026-11-20", answered: str = "10:01") -> Scene:
    """The machine says at 9:01 that the mail is here; a person answers it later."""
    scene = Scene().received("m1", at("09:00", day)).judged("m1", at("09:00", day), "FOR_SPECIALIST")
    scene.queued("m1", at("09:00", day), "for_specialist").settled("m1", at("09:00", day), "r-m1")
    scene.sent("m1", at("09:01", day)).received("m2", at("09:01", day)).judged("m2", at("09:01", day))
    scene.drafted("m2", at("09:02", day), "incomplete").settled("m2", at("09:02", day), "r-m2")
    return scene.queued("m2", at(answered, day), by="p-li").sent("m2", at(answered, day))


def test_the_profile_counts_it_and_says_why() -> None:
    (figure,) = CALENDAR.profile.ack_counts

    assert figure.value is True
    assert "001:209" in figure.source


@pytest.mark.parametrize(("rules", "acked", "seconds"), [(ALWAYS, True, 60.0), (NEVER, False, 3660.0)])
def test_an_automatic_acknowledgement_counts_only_if_the_policy_says_so(
    rules: WorkTime, acked: bool, seconds: float
) -> None:
    row = acknowledged().row("m1", Counting(rules, {"jiangsu": "江苏"}))

    assert (row.acked, row.ack_seconds) == (acked, seconds)
    assert (row.reply_seconds, row.replied_by, row.on_time) == (3660.0, "person", True), "the reply itself, always"


def test_a_reply_of_substance_within_five_minutes_counts_either_way() -> None:
    row = acknowledged(answered="09:04").row("m1", Counting(NEVER, {"jiangsu": "江苏"}))

    assert (row.acked, row.ack_seconds, row.reply_seconds) == (True, 240.0, 240.0)


@pytest.mark.parametrize(("day", "acked"), [("2026-11-09", True), ("2026-11-10", False)])
def test_what_holds_is_what_held_on_the_day_of_the_mail(day: str, acked: bool) -> None:
    assert acknowledged(day).row("m1", Counting(FROM_THE_TENTH, {"jiangsu": "江苏"})).acked is acked


def detail(folder: Path, rules: WorkTime) -> Detail:
    with report_desk(folder, mails=150) as desk:
        told: SlaDesk = replace(desk, calendar=rules)
        return told.detail(MONTH)


@pytest.mark.parametrize(
    ("rules", "short", "long"),
    [
        (ALWAYS, "含系统的收信确认", "有任何回复（含系统的收信确认）的，占已到时限的"),
        (NEVER, "只计实质回复", "发出实质回复（系统的收信确认不算）的，占已到时限的"),
        (FROM_THE_TENTH, "2026-11-01 起含系统的收信确认；2026-11-10 起只计实质回复", "2026-11-10 起收到后"),
    ],
)
def test_page_export_and_mail_say_which_holds(tmp_path: Path, rules: WorkTime, short: str, long: str) -> None:
    found = detail(tmp_path, rules)
    summary = {str(row[0]): str(row[2]) for row in tables(found.report, WORDS)[0].rows}

    assert ack_note(found.report.ack_rules) == short
    assert long in summary["5分钟确认率（%）"]
    assert "不含系统的收信确认" in summary["首次实质回复用时：半数在此之内（分钟）"]
    assert short in daily.text(found, WORDS)


def test_every_figure_has_its_words_in_place() -> None:
    assert not any("{" in one.text for one in definitions([(date(2026, 1, 1), True)]))


def test_a_period_before_the_change_knows_nothing_of_it() -> None:
    assert FROM_THE_TENTH.ack_rules(date(2026, 11, 1), date(2026, 11, 9)) == ((date(2026, 11, 1), True),)
    assert FROM_THE_TENTH.ack_rules(date(2026, 11, 10), date(2026, 11, 30)) == ((date(2026, 11, 10), False),)
