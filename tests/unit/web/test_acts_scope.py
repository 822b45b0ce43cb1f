"""Every act that a page offers, on a case of another province: it is not there, as if it had never been [T121]."""

from dataclasses import replace

import pytest

from filing.people import Person
from tests.fakes.browser import Browser
from tests.fakes.desk_bench import BOSS, FAR, ZHANG, DeskBench
from tests.fakes.tools import fake_tools
from tests.fakes.views import desk, render
from tests.unit.checks.specimens import blurred
from web.act_pages import ALL, COMMON
from web.acts import ACTS
from web.app import make_app
from web.demo_door import DemoDoor
from web.shells import STEPS


@pytest.fixture(scope="module")
def bench(tmp_path_factory: pytest.TempPathFactory) -> DeskBench:
    return DeskBench(tmp_path_factory.mktemp("desk"))


@pytest.fixture(scope="module")
def case_id(bench: DeskBench) -> str:
    return bench.comes(blurred(read=False))


def browser(bench: DeskBench, person: Person) -> Browser:
    tools = replace(fake_tools(desk()), desk=bench.desk, now=bench.clock.now)
    visitor = Browser(make_app(desk(), tools, render, DemoDoor(person)))
    visitor.get("/")
    return visitor


@pytest.mark.parametrize("act", [*ACTS, *STEPS, "undo"])
def test_t121_no_act_reaches_a_case_of_another_province(bench: DeskBench, case_id: str, act: str) -> None:
    known = {"until": "2h", "channel": "phone", "reply": bench.draft(case_id).id, "text": "您好", "before": "您好"}
    known |= {"other": case_id, "other_version": "1", "material": "business_license"}
    known |= {"domain": "example.com", "addresses": "192.0.2.9", "result": "back"}
    form = {"version": str(bench.version(case_id))} | {name: known.get(name, "") for name in ALL[act].fields}
    before, far = len(bench.told()), browser(bench, FAR)
    there, nowhere = far.post(f"/cases/{case_id}/acts/{act}", form), far.post(f"/cases/none/acts/{act}", form)

    assert set(form) <= {*COMMON, *ALL[act].fields}
    assert there.status == 404
    assert there.content == nowhere.content or "reply" in form  # a letter is looked up by its own name
    assert len(bench.told()) == before


def test_t122_an_act_on_chosen_cases_leaves_those_of_another_province(bench: DeskBench, case_id: str) -> None:
    chosen = {"act": "take", "case": f"{case_id}:{bench.version(case_id)}", "back": ""}

    assert "done=0&left=1" in browser(bench, FAR).post("/queue/acts", chosen).headers["location"]
    assert bench.file(case_id).assignee is None


def test_a_supervisor_acts_on_no_case_in_the_browser(bench: DeskBench, case_id: str) -> None:
    assert browser(bench, BOSS).post(f"/cases/{case_id}/acts/accept", {"version": "1"}).status == 403
    assert browser(bench, ZHANG).post(f"/cases/{case_id}/acts/undo", {"version": "999"}).status in (404, 409, 422)
