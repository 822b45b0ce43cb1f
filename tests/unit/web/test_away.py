"""Being away, set in the browser."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from tests.fakes.browser import Browser
from tests.fakes.desk_bench import FAR, LI, PEOPLE, ZHANG, DeskBench
from tests.fakes.tools import fake_tools
from tests.fakes.views import desk, render
from tests.unit.checks.specimens import blurred
from web.app import make_app
from web.demo_door import DemoDoor


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def browser(bench: DeskBench) -> Browser:
    names = {person.id: person.name for person in PEOPLE.values()}
    tools = replace(fake_tools(desk()), desk=bench.desk, now=bench.clock.now, names=lambda: names)
    visitor = Browser(make_app(desk(), tools, render, DemoDoor(ZHANG)))
    visitor.get("/away")
    return visitor


def days(bench: DeskBench, first: int, last: int, delegate: str = LI.id) -> dict[str, str]:
    today = bench.clock.now().date()
    first_day, last_day = (today + timedelta(days=n) for n in (first, last))
    return {"first": first_day.isoformat(), "last": last_day.isoformat(), "delegate": delegate}


def test_new_mail_of_whoever_is_away_is_the_delegates_until_they_are_back(bench: DeskBench, browser: Browser) -> None:
    case_id = bench.comes(blurred(read=False))
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), ZHANG.id)

    assert browser.post("/away", days(bench, 0, 2)).status == 303
    assert "李专员" in browser.get("/away").text
    bench.comes(blurred(read=False))
    assert bench.file(case_id).assignee == LI.id

    assert browser.post("/away", {"back": "1"}).status == 303
    assert "已设置" not in browser.get("/away").text
    bench.desk.assign(ZHANG, case_id, bench.version(case_id), ZHANG.id)
    bench.comes(blurred(read=False))
    assert bench.file(case_id).assignee == ZHANG.id


def test_what_cannot_be_is_refused_with_the_next_step(bench: DeskBench, browser: Browser) -> None:
    for form in (days(bench, 2, 0), days(bench, 0, 0, ZHANG.id), days(bench, 0, 0, FAR.id), {"back": "1"}):
        answer = browser.post("/away", form)
        assert answer.status == 422, form
        assert "请" in answer.text
    assert browser.post("/away", days(bench, 0, 0) | {"first": "yesterday"}).status == 400
