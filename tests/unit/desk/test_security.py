"""备案和信息安全规范表: columns of unknown names, hits on what is filed, and nothing cancelled by itself (C122)."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desk.errors import Refused
from desk.old_sheets import old_workbook
from desk.security import LARGEST, SecurityDesk, Taken, listed_rows, sheet_day
from desk.sheets import csv_text, workbook
from filing.errors import UnreadableInput
from filing.event import EventKind
from filing.people import EVERYTHING
from filing.security import Done
from reports.security import cancellations
from reports.tables import Table
from store.security import SecuritySheets
from tests.fakes.cases import enterprise_case
from tests.fakes.desk_bench import BOSS, FAR, ZHANG, DeskBench

NUMBER = "苏ICP备12345678号-1"


def sheet(*rows: tuple[str, ...], head: tuple[str, ...] = ("域名", "备案号", "IP", "原因")) -> bytes:
    return workbook([Table("x", "表", head, rows)])


@pytest.fixture
def bench(tmp_path: Path) -> DeskBench:
    return DeskBench(tmp_path)


@pytest.fixture
def filed(bench: DeskBench) -> str:
    case_id, day = bench.comes(enterprise_case()), bench.clock.now().date()
    bench.desk.submitted(ZHANG, case_id, bench.version(case_id), day, "江苏")
    bench.desk.approved(ZHANG, case_id, bench.version(case_id), day, NUMBER)
    return case_id


def desk(bench: DeskBench) -> SecurityDesk:
    return SecurityDesk(SecuritySheets(bench.engine, bench.clock), bench.clock.now)


def take(bench: DeskBench, *rows: tuple[str, ...], **over: object) -> Taken:
    return desk(bench).take(ZHANG, bench.clock.now().date(), sheet(*rows, **over))  # type: ignore[arg-type]  # a head


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("备案和信息安全规范表20261120.xls", date(2026, 11, 20)),
        ("备案和信息安全规范表20110301.xlsx", date(2011, 3, 1)),
        ("规范表2026-11-20.xls", date(2026, 11, 20)),
        ("2026-11-20", date(2026, 11, 20)),
    ],
)
def test_a_sheet_is_of_the_day_at_the_end_of_its_name(name: str, day: date) -> None:
    assert sheet_day(name) == day


@pytest.mark.parametrize("name", ["规范表.xls", "规范表2011****.xls", "规范表20261320.xls", "20261120规范表.xls", ""])
def test_a_name_without_a_day_is_refused_with_the_next_step(name: str) -> None:
    with pytest.raises(UnreadableInput, match="请保留原文件名"):
        sheet_day(name)


@pytest.mark.parametrize(
    "head",
    [
        ("域名", "备案号", "IP", "原因"),
        ("网站网址", "ICP备案号", "服务器IP地址", "涉嫌内容"),
        ("URL", "备案/许可证号", "IP 地址", "问题说明"),
    ],
)
@pytest.mark.parametrize("write", [workbook, old_workbook, lambda t: csv_text(t).encode()])
def test_columns_are_found_by_what_their_names_hold_in_each_kind_of_file(head: tuple[str, ...], write: object) -> None:
    rows = (("http://www.Example.com/a", "苏ICP备12345678号-1", "198.51.100.7", "涉嫌非法"), ("", "", "", "空行"))
    content = write([Table("x", "表", head, rows)])  # type: ignore[operator]  # one of three writers
    (row,) = listed_rows(content)

    assert (row.domains, row.numbers, row.addresses) == (("example.com",), (NUMBER,), ("198.51.100.7",))
    assert row.reason == "涉嫌非法"


def test_names_may_stand_below_a_title_and_beside_unknown_columns() -> None:
    rows = (("", "", ""), ("编制", "域名", "检测人"), ("1", "a.example、b.example", "某人"))
    (row,) = listed_rows(sheet(*rows, head=("备案和信息安全规范表", "", "")))

    assert (row.row, row.domains, row.reason) == (4, ("a.example", "b.example"), "表中没有写原因")


def test_what_is_no_such_sheet_is_refused_with_the_next_step() -> None:
    for content in (sheet(("a.example", "x"), head=("甲", "乙")), b"a.example\nb.example\n"):
        with pytest.raises(UnreadableInput, match="没有找到列名") as refused:
            list(listed_rows(content))
        assert "请核对" in refused.value.advice
    with pytest.raises(UnreadableInput, match="5 MB"):
        list(listed_rows(b"x" * (LARGEST + 1)))
    with pytest.raises(UnreadableInput, match="超过 1999 行"):
        list(listed_rows(csv_text([Table("x", "", ("域名",), (("a.example",),) * 2100)]).encode()))


@pytest.mark.parametrize(
    "row",
    [("{domain}", "", ""), ("http://shop.{domain}/x", "", ""), ("", NUMBER, ""), ("", "苏ICP备12345678号", "")],
)
def test_a_filed_case_is_found_by_its_domain_or_its_number(bench: DeskBench, filed: str, row: tuple[str, ...]) -> None:
    domain = enterprise_case().domains[0]
    taken = take(bench, tuple(cell.format(domain=domain) for cell in (*row, "涉嫌非法")))

    assert [site.case_id for site, _ in taken.hits] == [filed]
    assert (taken.fresh, taken.rest) == (1, ())


@pytest.mark.parametrize("row", [("other.example", "", "198.51.100.7"), ("", "苏ICP备12345678号-2", "")])
def test_what_is_not_filed_here_is_told_as_such(bench: DeskBench, filed: str, row: tuple[str, ...]) -> None:
    taken = take(bench, (*row, "涉嫌非法"))

    assert (taken.hits, len(taken.rest)) == ((), 1)
    assert "没有对应备案的 1 行" in taken.text


def test_what_was_never_approved_is_not_filed(bench: DeskBench) -> None:
    bench.comes(enterprise_case())

    assert take(bench, (enterprise_case().domains[0], "", "", "x")).hits == ()


def test_a_hit_waits_for_a_person_and_nothing_else_happens(bench: DeskBench, filed: str) -> None:
    replies, before = bench.replies(filed), len(bench.told())
    take(bench, (enterprise_case().domains[0], "", "", "涉嫌非法，联系人 13812345678"))
    kinds = [event.kind for event in bench.told()[before:]]

    assert kinds == [EventKind.SECURITY_SHEET, EventKind.SECURITY_LISTED]
    assert bench.replies(filed) == replies
    ((site, hit),) = desk(bench).store.waiting(EVERYTHING)
    assert (site.case_id, site.icp_number, hit.row) == (filed, NUMBER, 2)
    assert "13812345678" not in hit.reason, "the ledger holds no personal number"
    assert bench.fsck().problems == ()


def test_the_same_sheet_again_tells_nothing_twice(bench: DeskBench, filed: str) -> None:
    row = (enterprise_case().domains[0], "", "", "涉嫌非法")
    take(bench, row)
    bench.clock.pass_(minutes=60 * 24)

    assert take(bench, row).fresh == 0
    assert len(desk(bench).store.waiting(EVERYTHING)) == 1


def test_it_waits_until_a_person_tells_what_was_done(bench: DeskBench, filed: str) -> None:
    row = (enterprise_case().domains[0], "", "", "涉嫌非法")
    take(bench, row)
    with pytest.raises(Refused, match="理由"):
        bench.desk.security_done(ZHANG, filed, bench.version(filed), Done.KEPT)
    done = bench.desk.security_done(ZHANG, filed, bench.version(filed), Done.CANCELLED)

    assert "已取消接入" in done.text
    assert desk(bench).store.waiting(EVERYTHING) == ()
    with pytest.raises(Refused):
        bench.desk.security_done(ZHANG, filed, bench.version(filed), Done.CANCELLED)
    assert take(bench, row).fresh == 1, "listed once more after that: told once more"


def test_a_case_of_another_province_is_told_there_and_counted_here(bench: DeskBench, filed: str) -> None:
    content = sheet((enterprise_case().domains[0], "", "", "涉嫌非法"))
    taken = desk(bench).take(FAR, bench.clock.now().date(), content)

    assert (taken.hits, taken.elsewhere) == ((), 1)
    assert "另有 1 件属其他接入省" in taken.text
    assert desk(bench).store.waiting(FAR.scope) == ()
    assert len(desk(bench).store.waiting(ZHANG.scope)) == 1
    with pytest.raises(Refused, match="备案专员"):
        bench.desk.security_done(BOSS, filed, bench.version(filed), Done.CANCELLED)


def test_a_sheet_of_tomorrow_is_refused(bench: DeskBench) -> None:
    with pytest.raises(Refused, match="晚于今天"):
        desk(bench).take(ZHANG, bench.clock.now().date() + timedelta(days=1), sheet())


def test_a_day_with_an_empty_sheet_has_its_sheet(bench: DeskBench) -> None:
    today = bench.clock.now().date()
    assert desk(bench).store.received(today) is None
    take(bench)
    receipt = desk(bench).store.received(today)

    assert receipt
    assert (receipt.day, receipt.rows, receipt.by) == (today, 0, ZHANG.id)
    assert desk(bench).store.received(today - timedelta(days=1)) is None


def test_the_list_runs_nothing_in_a_spreadsheet(bench: DeskBench, filed: str) -> None:
    take(bench, (enterprise_case().domains[0], "", "", "=cmd|' /C calc'!A0"))

    assert "'=cmd" in csv_text([cancellations(desk(bench).store.waiting(EVERYTHING))])
