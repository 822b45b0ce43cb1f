"""The way through the administration on the page of a case: what may follow is offered, each form does its act."""

from datetime import date
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from desk.bench import Outcome
from desk.errors import Refused
from filing.authority import Stage
from filing.event import Event, EventKind
from tests.fakes.browser import get
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.tools import page_app
from tests.fakes.views import NOON, FakeViews, case_view, render
from web.acts import Seen
from web.authority import STEPS, way
from web.forms import Form
from web.views import CaseView


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def do(bench: DeskBench, case_id: str, act: str, **form: str) -> Outcome:
    seen = Seen(ZHANG, case_id, bench.version(case_id), bench.clock.now())
    return STEPS[act].do(bench.desk, seen, Form(form))


def told(*kinds: EventKind) -> CaseView:
    data = {"on": "2026-09-14", "administration": "江苏", "code": "1008", "reason": "证件不清"}
    events = tuple(Event(kind, NOON, data=data) for kind in kinds)
    return case_view(events=events)


def test_each_form_does_its_act(bench: DeskBench) -> None:
    case_id, day = bench.comes(enterprise_case()), bench.clock.now().date().isoformat()
    do(bench, case_id, "submitted", on=day, administration="江苏")
    do(bench, case_id, "received", on=day)
    do(bench, case_id, "returned", on=day, code="1008", reason="证件不清")
    do(bench, case_id, "mistaken")
    done = do(bench, case_id, "approved", on=day, number="苏ICP备12345678号-1")

    assert "已起草" in done.text
    assert bench.desk.progress(ZHANG, case_id).stage is Stage.APPROVED
    with pytest.raises(Refused):
        do(bench, case_id, "received", on=day)
    with pytest.raises(HTTPException):
        do(bench, case_id, "received", on="昨天")


def test_only_what_may_follow_is_offered() -> None:
    assert way(told())["next_stages"] == ["submitted"]
    assert way(told(EventKind.AUTHORITY_SUBMITTED))["next_stages"] == ["received", "returned", "approved"]
    assert way(told(EventKind.AUTHORITY_SUBMITTED, EventKind.AUTHORITY_APPROVED))["next_stages"] == []
    (milestone,) = way(told(EventKind.AUTHORITY_SUBMITTED))["milestones"]
    assert milestone.on == date(2026, 9, 14)


def test_the_page_shows_the_way_and_its_forms() -> None:
    case = told(EventKind.AUTHORITY_SUBMITTED, EventKind.AUTHORITY_RETURNED)
    page = get(page_app(FakeViews([case.row], {case.row.id: case}), render), f"/cases/{case.row.id}").text

    assert "管局退回" in page
    assert "代码" in page
    assert "登记：已提交管局" in page
    assert "登记：备案成功" not in page
