"""The worksheets in the browser: each as a file, within the scope, recorded, with numbers masked."""

import csv
import io
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException

from desk.security import SecurityDesk
from filing.access import AccessKind
from filing.event import EventKind
from filing.people import EVERYTHING, Role
from filing.security import Listed
from policy.load import load_policy
from policy.resolve import Policy
from policy.worktime import load_worktime
from reports.worksheets import TRACKING
from service.books import books
from service.domain_lookup import Lookup
from store.queries import Queries
from store.security import SecuritySheets
from store.worksheets import Worksheets
from tests.fakes.browser import Answer, Browser, get
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.tools import FakeLooks, fake_tools
from tests.fakes.views import FakeViews, render
from web.acts import Seen
from web.app import make_app
from web.demo_door import DemoDoor
from web.forms import Form
from web.security import STEPS, security_of
from web.store_views import StoreViews
from web.worksheets import SHEETS, TYPES
from web.writing import ENVIRONMENT


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    """A case that went its way, told long ago."""
    bench = DeskBench(tmp_path)
    case_id = bench.comes(enterprise_case())
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), bench.clock.now().date(), "江苏")
    return bench


def app_of(bench: DeskBench, looks: FakeLooks | None = None, province: str = "江苏") -> Starlette:
    views, told = FakeViews(), books(load_policy(), load_worktime(), Worksheets(bench.engine, bench.blobs))
    late = bench.clock.now() + timedelta(days=60)
    security = SecurityDesk(SecuritySheets(bench.engine, bench.clock), lambda: late)
    more = {"books": told, "security": security, "looks": looks or FakeLooks(), "desk": bench.desk}
    tools = replace(fake_tools(views), now=lambda: late, **more)  # type: ignore[arg-type]  # by their names
    door = DemoDoor(replace(ZHANG, role=Role.SPECIALIST, provinces=frozenset({province})))
    return make_app(views, tools, render, door)


def taken(bench: DeskBench, address: str, looks: FakeLooks | None = None, province: str = "江苏") -> Answer:
    return get(app_of(bench, looks, province), address)


def rows(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_each_worksheet_is_there_as_each_kind_of_file(bench: DeskBench) -> None:
    page = taken(bench, "/worksheets").text
    for sheet in SHEETS:
        for kind in TYPES:
            address = f"/worksheets/export.{kind}?sheet={sheet}"
            assert address in page
            assert taken(bench, address).status == 200
    assert taken(bench, "/worksheets/export.pdf?sheet=filed").status == 404
    assert taken(bench, "/worksheets/export.csv?sheet=all").status == 404


def test_the_tracking_sheet_has_the_ten_columns_and_the_overdue_list_the_late_case(bench: DeskBench) -> None:
    assert tuple(rows(taken(bench, "/worksheets/export.csv?sheet=tracking"))[1]) == TRACKING
    assert "BA-20260915-0001" in taken(bench, "/worksheets/export.csv?sheet=overdue").text


def test_the_register_is_masked_and_taking_it_is_recorded(bench: DeskBench) -> None:
    looks = FakeLooks()
    answer = taken(bench, "/worksheets/export.csv?sheet=register", looks)

    assert "****" in answer.text
    assert [(e.kind, e.login, e.about) for e in looks.entries] == [
        (AccessKind.EXPORTED, "zhang", "网站备案资料登记表（csv）")
    ]


def test_another_province_sees_nothing_of_it(bench: DeskBench) -> None:
    for sheet in SHEETS:
        assert "BA-2026" not in taken(bench, f"/worksheets/export.csv?sheet={sheet}", province="安徽").text


def test_nothing_is_taken_that_cannot_be_recorded(bench: DeskBench) -> None:
    answer = taken(bench, "/worksheets/export.xlsx?sheet=filed", FakeLooks(broken=True))
    assert answer.status == 500


def test_g38_rows_pasted_from_the_platform_show_what_has_been_there_too_long(bench: DeskBench) -> None:
    domain, browser = enterprise_case().domains[0], Browser(app_of(bench))
    browser.get("/worksheets")
    rows = f"主办者\t域名\t录入日期\n来过信的\t{domain}\t2026-01-02\n没来信的\tnever.example\t2026-01-02\n"

    page = browser.post("/worksheets/platform", {"rows": rows}).text

    assert "共 2 条，超期而未收到邮件 1 条" in page
    assert "never.example" in page
    assert domain not in page
    assert "没有找到列名" in browser.post("/worksheets/platform", {"rows": "甲\t乙\n"}).text


def test_c124_empty_shells_are_looked_up_and_without_ranges_the_sheet_says_so(tmp_path: Path) -> None:
    bench, views = DeskBench(tmp_path), FakeViews()
    case_id, day = bench.comes(enterprise_case()), bench.clock.now().date()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.desk.approved(ZHANG, case_id, bench.version(case_id), day, "苏ICP备12345678号-1")
    ours = load_policy(ip_ranges={"jiangsu": ("203.0.113.0/24",)})

    def shells(policy: Policy, *, looked_up: bool) -> list[list[str]]:
        ask: Lookup | None = (lambda domains: dict.fromkeys(domains, ("192.0.2.9",))) if looked_up else None
        told = books(policy, load_worktime(), Worksheets(bench.engine, bench.blobs), ask)
        tools = replace(fake_tools(views), books=told, looks=FakeLooks(), now=bench.clock.now)
        app = make_app(views, tools, render, DemoDoor(ZHANG))
        return rows(get(app, "/worksheets/export.csv?sheet=shells"))[1:]

    assert [row[1:4] for row in shells(ours, looked_up=True)[1:]] == [
        ["example.com", "苏ICP备12345678号-1", "192.0.2.9"]
    ]
    assert "--results" in shells(ours, looked_up=False)[0][0]
    assert "未配置" in shells(load_policy(), looked_up=True)[0][0]


def approved(bench: DeskBench) -> str:
    (case_id,) = {event.case_id for event in bench.told() if event.kind is EventKind.AUTHORITY_SUBMITTED}
    assert case_id
    day = bench.clock.now().date()
    bench.desk.approved(ZHANG, case_id, bench.version(case_id), day, "苏ICP备12345678号-1")
    return case_id


def test_c122_the_days_security_sheet_is_pasted_and_its_hits_are_listed_for_a_person(bench: DeskBench) -> None:
    case_id, domain, browser = approved(bench), enterprise_case().domains[0], Browser(app_of(bench))
    browser.get("/worksheets")
    day = f"{bench.clock.now():%Y-%m-%d}"
    listed = f"域名\t原因\n{domain}\t<b>涉嫌非法</b>\nnobody.example\tIP不在机房\n"

    page = browser.post("/worksheets/security", {"on": day, "listed": listed}).text

    assert "待取消接入 1 项" in page
    assert f'href="/cases/{case_id}#security"' in page
    assert "没有对应备案的 1 行" in page
    assert "<b>涉嫌" not in page
    assert "BA-20260915-0001" in taken(bench, "/worksheets/export.csv?sheet=cancellations").text
    assert "BA-2026" not in taken(bench, "/worksheets/export.csv?sheet=cancellations", province="安徽").text
    assert "没有找到列名" in browser.post("/worksheets/security", {"on": day, "listed": "甲\t乙\n"}).text
    assert "晚于今天" in browser.post("/worksheets/security", {"on": "2099-01-01", "listed": listed}).text


def test_the_page_of_the_case_tells_it_and_takes_what_was_done(bench: DeskBench) -> None:
    case_id = approved(bench)
    row = Listed(2, ("example.com",), (), (), "涉嫌非法")
    SecuritySheets(bench.engine, bench.clock).take(ZHANG.id, bench.clock.now().date(), 1, [(case_id, row)])
    views = StoreViews(Queries(bench.engine, bench.blobs, {}), lambda: None)  # type: ignore[arg-type]  # no health is asked
    case = views.case(EVERYTHING, case_id)
    assert case
    (hit,) = security_of(case)["security_hits"]
    written = ENVIRONMENT.get_template("security.html").render(
        security_of(case) | {"may_act": False, "csrf": "", "here": "", "line": None, "query": ""}
    )

    assert (hit.listed, hit.reason) == ("example.com", "涉嫌非法")
    assert "规范表第 2 行" in written
    assert "不会自动取消接入" in written
    seen = Seen(ZHANG, case_id, bench.version(case_id), bench.clock.now())
    with pytest.raises(HTTPException):
        STEPS["security"].do(bench.desk, seen, Form({"done": "gone"}))
    STEPS["security"].do(bench.desk, seen, Form({"done": "cancelled", "remark": ""}))
    again = views.case(EVERYTHING, case_id)
    assert again
    assert security_of(again)["security_hits"] == ()
