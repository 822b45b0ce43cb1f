"""空壳网站 on the page of a case: offered once it is approved, each form does its act, earlier notices are shown."""

from datetime import timedelta
from pathlib import Path

import pytest
from starlette.exceptions import HTTPException

from desk.bench import Outcome
from filing.event import Event, EventKind
from filing.shells import Shell, ShellOutcome
from tests.fakes.browser import get
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.shells import approved, at, notify_and_send
from tests.fakes.tools import page_app
from tests.fakes.views import NOON, FakeViews, case_view, render
from web.acts import Seen
from web.forms import Form
from web.shells import STEPS

SHELL = Shell("example.com", ("192.0.2.9",), NOON, NOON + timedelta(days=1))
APPROVED = tuple(
    Event(kind, NOON, data={"on": "2026-09-14", "administration": "江苏", "icp_number": "苏ICP备12345678号-1"})
    for kind in (EventKind.AUTHORITY_SUBMITTED, EventKind.AUTHORITY_APPROVED)
)


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


def do(bench: DeskBench, case_id: str, act: str, **form: str) -> Outcome:
    seen = Seen(ZHANG, case_id, bench.version(case_id), bench.clock.now())
    return STEPS[act].do(bench.desk, seen, Form(form))


def page(*events: Event) -> str:
    case = case_view(events=events)
    return get(page_app(FakeViews([case.row], {case.row.id: case}), render), f"/cases/{case.row.id}").text


def test_each_form_does_its_act(bench: DeskBench) -> None:
    case_id = approved(bench)
    assert (
        "2026-06-22 17:30" in do(bench, case_id, "shell", domain="example.com", addresses="192.0.2.9、192.0.2.10").text
    )
    assert bench.desk.shell_notices(ZHANG, case_id)["example.com"].shell.addresses == ("192.0.2.9", "192.0.2.10")
    bench.desk.discard(ZHANG, bench.draft(case_id).id, bench.version(case_id))
    notify_and_send(bench, case_id)
    at(bench, "2026-06-23 09:00")

    assert "已取消接入" in do(bench, case_id, "shell-result", domain="example.com", result="cancelled").text
    with pytest.raises(HTTPException):
        do(bench, case_id, "shell-result", domain="example.com", result="gone")


def test_it_is_offered_once_the_filing_is_approved() -> None:
    assert 'id="shells"' not in page(APPROVED[0])
    shown = page(*APPROVED)
    assert "起草空壳网站通知" in shown
    assert "没有通知过" in shown
    assert "登记：处理结果" not in shown


def test_a_notice_is_shown_with_its_deadline_and_what_became_of_it() -> None:
    noticed = Event(EventKind.SHELL_NOTICED, NOON, data=SHELL.data)
    sent = Event(EventKind.REPLY_SENT, NOON, "m1", "c1", SHELL.letter)
    told = Event(EventKind.SHELL_FOLLOWED, NOON, data={"domain": SHELL.domain, "result": ShellOutcome.AWAY.value})

    shown = page(*APPROVED, noticed, sent, told)

    for words in ("已通知", "转回期限", "<strong>未转回</strong>", "登记：处理结果", "解析到的IP"):
        assert words in shown
    assert "通知待发出" in page(*APPROVED, noticed)
