"""What the forms of the desk ask of it, and what is said where it was not done."""

from dataclasses import replace
from datetime import datetime
from typing import cast

import pytest

from desk.bench import Outcome
from desk.desk import Desk
from desk.errors import Conflict, NoSuchCase, Refused
from filing.errors import DeskError
from filing.event import Event, EventKind
from filing.mail import SHANGHAI
from filing.terms import Material
from tests.fakes.browser import Browser
from tests.fakes.tools import fake_tools
from tests.fakes.views import NOON, desk, render
from web.app import make_app

CASE = "/cases/case-0007"


class Recording:
    """A desk that does what it is asked, or raises `trouble`; what was asked, without the person."""

    def __init__(self, trouble: DeskError | None = None) -> None:
        self.asked: list[tuple[object, ...]] = []
        self.trouble = trouble

    def _note(self, act: str, *values: object) -> Outcome:
        self.asked.append((act, *values[1:]))
        if self.trouble:
            raise self.trouble
        return Outcome(2, "好")

    def hold(self, *values: object) -> Outcome:
        return self._note("hold", *values)

    def move(self, *values: object) -> Outcome:
        return self._note("move", *values)

    def assign(self, *values: object) -> Outcome:
        return self._note("assign", *values)

    def confirm_reuse(self, *values: object) -> Outcome:
        return self._note("reuse", *values)

    def confirm_sender(self, *values: object) -> Outcome:
        return self._note("sender", *values)


def browser(recording: Recording) -> Browser:
    views = desk()
    tools = replace(fake_tools(views), desk=cast("Desk", recording))
    visitor = Browser(make_app(views, tools, render))
    visitor.get(CASE)
    return visitor


def test_a_copy_of_an_earlier_case_and_a_second_sender_are_confirmed() -> None:
    recording = Recording()
    here = browser(recording)

    here.post(f"{CASE}/acts/reuse", {"version": "1", "material": "business_license"})
    here.post(f"{CASE}/acts/sender", {"version": "1", "address": "agent@agency.example"})

    reused, said = (
        ("reuse", "case-0007", 1, Material.BUSINESS_LICENSE),
        ("sender", "case-0007", 1, "agent@agency.example"),
    )
    assert recording.asked == [reused, said]
    assert here.post(f"{CASE}/acts/reuse", {"version": "1", "material": "nothing"}).status == 400


HOLD = {"version": "1", "until": "1d", "reason": "customer", "note": "等客户回电"}


def test_a_case_is_held_until_the_next_morning_and_the_next_one_follows() -> None:
    recording = Recording()
    answer = browser(recording).post(f"{CASE}/acts/hold", HOLD | {"next": "case-0001", "query": "view=today"})

    morning = datetime(2026, 9, 16, 9, 0, tzinfo=SHANGHAI)
    assert recording.asked == [("hold", "case-0007", 1, morning, "customer", "等客户回电")]
    assert (answer.status, answer.headers["location"]) == (303, "/cases/case-0001?view=today&acted=case-0007")


@pytest.mark.parametrize(("word", "hour"), [("2h", 14), ("4h", 16)])
def test_a_case_is_held_for_some_hours(word: str, hour: int) -> None:
    recording = Recording()
    browser(recording).post(f"{CASE}/acts/hold", HOLD | {"until": word})

    assert recording.asked[0][3] == NOON.replace(hour=hour)


@pytest.mark.parametrize("word", ["", "h", "-1d", "²h", "1w", "1000d"])
def test_what_is_no_time_is_refused_before_the_desk_is_asked(word: str) -> None:
    recording = Recording()

    assert browser(recording).post(f"{CASE}/acts/hold", HOLD | {"until": word}).status == 400
    assert recording.asked == []


def test_a_case_goes_to_another_province_with_a_note() -> None:
    recording = Recording()
    answer = browser(recording).post(f"{CASE}/acts/move", {"version": "3", "province": "安徽", "note": "接入在合肥"})

    assert recording.asked == [("move", "case-0007", 3, "安徽", "接入在合肥")]
    assert answer.headers["location"] == f"{CASE}?&acted=case-0007#findings"


def test_who_was_slower_is_told_what_has_changed_and_keeps_what_was_written() -> None:
    news = Event(EventKind.CASE_HELD, NOON, case_id="case-0007", by="li")
    answer = browser(Recording(Conflict([news], lambda _: "李四"))).post(f"{CASE}/acts/move", {"version": "1"})

    assert answer.status == 409
    assert "12:00 李四" in answer.text
    assert "请刷新查看后再操作" in answer.text


def test_what_makes_no_sense_is_told_with_the_next_step() -> None:
    trouble = Refused("没有这个接入省的邮箱。", "请选择列表中的接入省。")
    answer = browser(Recording(trouble)).post(f"{CASE}/acts/move", {"version": "1", "province": "月球"})

    assert answer.status == 422
    assert "没有这个接入省的邮箱。" in answer.text
    assert "请选择列表中的接入省。" in answer.text


def test_an_act_on_a_case_that_is_not_there_or_that_nobody_knows_is_not_found() -> None:
    assert browser(Recording(NoSuchCase())).post(f"{CASE}/acts/move", {"version": "1"}).status == 404
    assert browser(Recording()).post(f"{CASE}/acts/destroy", {"version": "1"}).status == 404


@pytest.mark.parametrize("version", ["", "x", "-1", "²", "9" * 10])
def test_without_the_version_that_was_seen_nothing_is_done(version: str) -> None:
    recording = Recording()

    assert browser(recording).post(f"{CASE}/acts/move", {"version": version}).status == 400
    assert recording.asked == []


@pytest.mark.parametrize(("act", "to"), [("take", "demo"), ("leave", None)])
def test_a_chosen_case_is_assigned_and_counted(act: str, to: str | None) -> None:
    recording = Recording()
    answer = browser(recording).post("/queue/acts", {"act": act, "case": "case-0007:5", "back": "view=person"})

    assert recording.asked == [("assign", "case-0007", 5, to)]
    assert (answer.status, answer.headers["location"]) == (303, "/?view=person&done=1&left=0")


@pytest.mark.parametrize("trouble", [Conflict([], str), Refused("不行。", "请重试。")])
def test_a_chosen_case_that_cannot_be_assigned_is_counted_as_left(trouble: DeskError) -> None:
    answer = browser(Recording(trouble)).post("/queue/acts", {"act": "take", "case": "case-0007:5"})

    assert answer.headers["location"] == "/?&done=0&left=1"


@pytest.mark.parametrize(
    "fields", [{"act": "destroy"}, {"act": "take", "case": "../x:1"}, {"act": "take", "case": "a"}]
)
def test_a_bulk_act_of_no_known_form_is_refused(fields: dict[str, str]) -> None:
    recording = Recording()

    assert browser(recording).post("/queue/acts", fields).status == 400
    assert recording.asked == []
