"""What the report tells of the desk's other work, and that page, files, JSON and mail tell the same (§7.4)."""

import csv
import io
import json
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import jsonschema
import pytest

from desk.security import SecurityDesk
from desk.sheets import csv_text, workbook
from desk.sla import SlaDesk
from filing.mail import SHANGHAI
from filing.people import Person, Role, Scope
from filing.recheck import Truth
from filing.sla import Period
from parsers.spreadsheet import read_sheets
from policy.worktime import load_worktime
from reports import daily
from reports.duties import NEVER, NOTHING_FILED, Duties
from reports.sla import Counting
from reports.tables import Table, Words, all_tables, tables
from reports.worksheets import overdue
from service.report_json import report_json
from store.security import SecuritySheets
from store.sla_store import SlaStore
from store.worksheets import Worksheets
from tests.fakes.browser import get
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import ZHANG, DeskBench
from tests.fakes.report_desk import report_app
from tests.unit.service.test_report_json import SCHEMA

CALENDAR, WORDS = load_worktime(), Words({}, {})
NUMBER = "苏ICP备12345678号-1"
BOSS = Person("p-x", "boss", "主管", Role.SUPERVISOR)


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    """On Tuesday 2026-09-15, a working day."""
    return DeskBench(tmp_path)


def sla(bench: DeskBench) -> SlaDesk:
    store = SlaStore(bench.engine)
    counting = Counting(CALENDAR, {"jiangsu": "江苏", "anhui": "安徽"})
    return SlaDesk(store.rollup(bench.clock, counting.of), store.queries(), CALENDAR, bench.clock)


def today(bench: DeskBench) -> date:
    return bench.clock.now().astimezone(SHANGHAI).date()


def told(bench: DeskBench, days: int = 0, **over: object) -> Duties:
    last = today(bench)
    return sla(bench).report(Period(last - timedelta(days=days), last, **over)).duties  # type: ignore[arg-type]  # filters


def comes(bench: DeskBench, *steps: tuple[object, ...]) -> str:
    """A case of its own, told of these steps: (what, …)."""
    case_id = bench.comes(enterprise_case())
    for what, *said in steps:
        getattr(bench.desk, str(what))(ZHANG, case_id, bench.version(case_id), *said)
    return case_id


@pytest.fixture
def busy(bench: DeskBench) -> DeskBench:
    """One approved and rechecked, on the sheet; then one sent back; then one with the administration for too long."""
    day = today(bench)
    approved = comes(bench, ("submitted", day, "江苏"), ("approved", day, NUMBER), ("rechecked", Truth.TRUE))
    sheet = workbook([Table("x", "表", ("备案号", "原因"), ((NUMBER, "涉嫌非法"),))])
    SecurityDesk(SecuritySheets(bench.engine, bench.clock), bench.clock.now).take(ZHANG, day, sheet)
    assert bench.file(approved)
    Worksheets(bench.engine, bench.blobs).shells_checked("已备案域名 1 个。\n无", bench.clock.now(), ZHANG.id)
    return bench


def test_of_a_quiet_desk_nothing_is_claimed(bench: DeskBench) -> None:
    shown = {
        str(row[0]): row[1] for row in tables(sla(bench).report(Period(today(bench), today(bench))), WORDS)[-4].rows
    }

    assert shown[f"每日核查（{today(bench)}）"] == NOTHING_FILED
    assert shown["空壳网站（最近一次检查）"] == NEVER
    assert (shown["待取消接入（项）"], shown["管局审核超期（件）"], shown["管局退回（次）"]) == (0, 0, 0)


def test_what_was_done_today_is_counted(busy: DeskBench) -> None:
    duties = told(busy)

    assert (duties.rechecked, duties.recheck_least, duties.cancelling) == (1, 4, 1)
    assert "已收到" in duties.sheet
    assert not duties.sheet_missing
    assert duties.shells
    busy.clock.pass_(minutes=24 * 60)
    assert (told(busy).rechecked, told(busy, scope=Scope(frozenset({"安徽"}))).cancelling) == (0, 0)


@pytest.mark.parametrize(
    ("at", "said", "missing"),
    [
        ("2026-11-20 17:29", "尚未收到（17:30 前应导入）", False),
        ("2026-11-20 17:30", "未收到今日规范表", True),
        ("2026-11-21 18:00", "休息日，不要求", False),
    ],
)
def test_c122_by_half_past_five_the_sheet_is_missing(bench: DeskBench, at: str, said: str, missing: bool) -> None:
    bench.clock.moment = datetime.fromisoformat(at).replace(tzinfo=SHANGHAI)
    desk, day = sla(bench), today(bench)
    detail, page = desk.detail(Period(day, day)), get(report_app(desk, BOSS), "/report").text

    assert (detail.report.duties.sheet, detail.report.duties.sheet_missing) == (said, missing)
    assert f"信息安全规范表：{said}" in daily.text(detail, WORDS)
    assert ("请向信息安全部索取" in page) is missing


def test_of_a_past_day_it_is_said_which_day_had_none(bench: DeskBench) -> None:
    bench.clock.moment = datetime(2026, 11, 20, 9, tzinfo=SHANGHAI)

    assert sla(bench).report(Period(date(2026, 11, 1), date(2026, 11, 19))).duties.sheet == "未收到 2026-11-19 规范表"


def test_a26_the_overdue_are_those_of_the_worksheet(bench: DeskBench) -> None:
    day = today(bench)
    comes(bench, ("submitted", day, "江苏"))
    for moment, late in (("2026-10-19 12:00", 0), ("2026-10-20 12:00", 1)):  # G40: over after 20 working days
        bench.clock.moment = datetime.fromisoformat(moment).replace(tzinfo=SHANGHAI)
        sheet = overdue(Worksheets(bench.engine, bench.blobs).dossiers(BOSS.scope), CALENDAR, today(bench))
        assert told(bench).overdue == len(sheet.rows) == late, moment


def test_an_answer_or_a_recall_ends_the_waiting(bench: DeskBench) -> None:
    day = today(bench)
    case_id = comes(bench, ("submitted", day, "江苏"), ("received", day))
    bench.clock.moment = datetime(2026, 12, 1, 12, tzinfo=SHANGHAI)
    assert told(bench).overdue == 1
    bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))
    assert told(bench).overdue == 1, "submitted it still is"
    bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))
    assert told(bench).overdue == 0


def test_returns_are_counted_by_their_reason_on_their_day(bench: DeskBench) -> None:
    day = today(bench)
    case_id = comes(bench, ("submitted", day, "江苏"), ("returned", day, "", "照片模糊"))
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.desk.returned(ZHANG, case_id, bench.version(case_id), day, "", "照片模糊")
    report = sla(bench).report(Period(day, day))
    (shown,) = (table for table in tables(report, WORDS) if table.key == "returned")

    assert shown.rows == (("照片模糊", 2, "江苏 2"),)
    assert len(told(bench, province="江苏").returned) == 2
    assert told(bench, province="广东").returned == ()
    assert told(bench, scope=Scope(frozenset({"安徽"}))).returned == ()
    bench.desk.recall_progress(ZHANG, case_id, bench.version(case_id))
    assert len(told(bench).returned) == 1, "told by mistake"
    bench.clock.pass_(minutes=24 * 60)
    assert told(bench).returned == ()
    assert len(told(bench, days=1).returned) == 1


def test_a_code_is_told_with_the_administrations_words(bench: DeskBench) -> None:
    day = today(bench)
    comes(bench, ("submitted", day, "江苏"), ("returned", day, "1005", ""))
    report = sla(bench).report(Period(day, day))
    (shown,) = (table for table in tables(report, WORDS) if table.key == "returned")

    assert str(shown.rows[0][0]).startswith("1005 ")
    assert len(str(shown.rows[0][0])) > 6


def test_screen_files_and_json_are_one(busy: DeskBench) -> None:
    desk, day = sla(busy), today(busy)
    detail = desk.detail(Period(day, day))
    shown = {table.key: table for table in tables(detail.report, WORDS)}
    page = get(report_app(desk, BOSS), f"/report?from={day}&to={day}").text
    every = all_tables(detail, WORDS)
    csv_rows = list(csv.reader(io.StringIO(csv_text(every).removeprefix("\ufeff"))))
    sheets = {sheet.name: sheet for sheet in read_sheets(workbook(every))}
    for row in shown["duties"].rows:
        cells = [str(cell) for cell in row]
        assert cells in csv_rows
        assert all(cell in page for cell in cells)
        assert cells[1] in {cell.text for cell in sheets["其他日常工作"].cells}
    told_ = json.loads(json.dumps(report_json(detail, WORDS), ensure_ascii=False))
    jsonschema.validate(told_, SCHEMA)
    assert (told_["duties"]["rechecked"], told_["duties"]["cancelling"]) == (1, 1)
    assert "待取消接入 1 项" in daily.text(detail, replace(WORDS, names={}))
