"""The report's pages: what is asked for, what is shown, and that every file holds just that."""

import csv
import io
import re
from collections.abc import Iterator
from html import unescape

import pytest
from python_calamine import CalamineWorkbook
from starlette.applications import Starlette

from desk.sla import SlaDesk
from filing.access import AccessKind
from filing.people import Person, Role
from tests.fakes.browser import get
from tests.fakes.report_desk import report_app, report_desk
from tests.fakes.tools import FakeLooks
from web.report import PAGE

BOSS = Person("p-x", "boss", "主管甲", Role.SUPERVISOR)
ANHUI = Person("p-y", "li", "李四", Role.SPECIALIST, frozenset({"安徽"}))
ADMINISTRATOR = Person("p-z", "root", "管理员", Role.ADMINISTRATOR)
MONTH = "from=2026-10-20&to=2026-11-20"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SlaDesk]:
    with report_desk(tmp_path_factory.mktemp("report")) as opened:
        yield opened


@pytest.fixture(scope="module")
def app(desk: SlaDesk) -> Starlette:
    return report_app(desk, BOSS)


def shown(page: str, key: str) -> list[list[str]]:
    """The cells of a table of the page, head first."""
    table = re.search(rf'data-table="{key}">(.*?)</table>', page, re.DOTALL)
    assert table, key
    rows = re.findall(r"<tr>(.*?)</tr>", table[1], re.DOTALL)
    cells = [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in rows]
    return [[unescape(re.sub(r"<[^>]*>", "", cell)) for cell in row] for row in cells]


def page(app: Starlette, address: str) -> str:
    answer = get(app, address)
    assert answer.status == 200, address
    return answer.text


def test_the_last_thirty_days_are_shown_unless_others_are_asked_for(app: Starlette) -> None:
    assert "2026-10-22 至 2026-11-20" in page(app, "/report")
    assert "2026-11-02 至 2026-11-06" in page(app, "/report?from=2026-11-02&to=2026-11-06")


@pytest.mark.parametrize(
    "question", ["from=x", "from=2026-13-01", "from=2026-11-20&to=2026-11-19", "from=2001-01-01", "to=20261120"]
)
def test_what_cannot_be_meant_is_not_there(app: Starlette, question: str) -> None:
    assert get(app, f"/report?{question}").status == 404


@pytest.mark.parametrize("address", ["/report/misses?cause=x", "/report/misses?page=0", "/report/export.exe"])
def test_an_address_that_is_none_is_not_there(app: Starlette, address: str) -> None:
    assert get(app, address).status == 404


def test_the_workbook_holds_what_the_page_shows(app: Starlette) -> None:
    text = page(app, f"/report?{MONTH}")
    book = CalamineWorkbook.from_filelike(io.BytesIO(get(app, f"/report/export.xlsx?{MONTH}").content))
    for key, title in {
        "day": "按日",
        "mailbox": "按邮箱",
        "specialist": "按专员",
        "cause": "超时原因",
        "missing": "缺少的材料",
    }.items():
        sheet = book.get_sheet_by_name(title).to_python()
        assert [[_plain(cell) for cell in row] for row in sheet] == [
            [_plain(c) for c in row] for row in shown(text, key)
        ]


def _plain(cell: object) -> str:
    text = "" if cell in ("—", None) else str(cell)
    return text.removesuffix(".0")


def test_the_csv_holds_every_miss_and_runs_no_formula(app: Starlette, desk: SlaDesk) -> None:
    answer = get(app, f"/report/export.csv?{MONTH}")
    rows = list(csv.reader(io.StringIO(answer.text.removeprefix("\ufeff"))))
    start = rows.index(["超时明细"]) + 2
    misses = rows[start : rows.index([], start)]

    assert len(misses) == int(shown(page(app, f"/report?{MONTH}"), "summary")[4][1])
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert any("'=赵六" in cell for row in rows for cell in row)
    assert 'filename="sla-2026-10-20-2026-11-20.csv"' in answer.headers["content-disposition"]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_an_export_is_in_the_access_log_before_it_leaves(desk: SlaDesk, kind: str) -> None:
    log = FakeLooks()
    address = f"/report/export.{kind}?{MONTH}"
    assert get(report_app(desk, BOSS, log), address).status == 200
    (told,) = log.entries

    assert (told.kind, told.login, told.address) == (AccessKind.EXPORTED, "boss", "127.0.0.1")
    assert told.about == f"时效报表 2026-10-20 至 2026-11-20（{kind}）"
    assert get(report_app(desk, BOSS, FakeLooks(broken=True)), address).status == 500


def test_a_bar_leads_to_its_misses(app: Starlette) -> None:
    text = page(app, f"/report?{MONTH}")
    table = re.search(r'data-table="day">(.*?)</table>', text, re.DOTALL)
    assert table
    href, number = re.findall(r'<a href="([^"]+)">(\d+)</a>', table[1])[0]
    misses = page(app, unescape(href))

    assert f"共 {number} 封" in misses
    assert len(shown(misses, "miss")) - 1 == int(number)


def test_every_cause_leads_to_its_own_misses(app: Starlette) -> None:
    text = page(app, f"/report?{MONTH}")
    table = re.search(r'data-table="cause">(.*?)</table>', text, re.DOTALL)
    assert table
    links = re.findall(r'<a href="([^"]+)">(\d+)</a>', table[1])
    names = [row[0] for row in shown(text, "cause")[1:]]

    assert len(links) == len(names)
    for (href, number), name in zip(links, names, strict=True):
        rows = shown(page(app, unescape(href)), "miss")[1:]
        assert (len(rows), {row[10] for row in rows}) == (int(number), {name})


@pytest.mark.parametrize("table", ["mailbox", "province", "specialist", "day"])
def test_every_row_leads_to_its_own_misses_the_unknown_ones_as_well(app: Starlette, table: str) -> None:
    text = page(app, f"/report?{MONTH}")
    found = re.search(rf'data-table="{table}">(.*?)</table>', text, re.DOTALL)
    assert found
    links = [(unescape(href), int(number)) for href, number in re.findall(r'<a href="([^"]+)">(\d+)</a>', found[1])]
    rows = [row for row in shown(text, table)[1:] if row[3] != "0"]

    assert [str(number) for _, number in links] == [row[3] for row in rows]
    for (href, number), row in zip(links, rows, strict=True):
        misses = page(app, href)
        assert f"共 {number} 封" in misses, row[0]
        assert len(shown(misses, "miss")) - 1 == min(number, PAGE), row[0]
    if table in ("province", "specialist"):
        assert rows[-1][0] == {"province": "（不明）", "specialist": "（系统或未分配）"}[table]


@pytest.mark.parametrize(("filtered", "column", "said"), [("province", 4, "—"), ("specialist", 5, "（系统或未分配）")])
def test_what_is_not_known_can_be_asked_for(app: Starlette, filtered: str, column: int, said: str) -> None:
    text = page(app, f"/report/misses?{MONTH}&{filtered}=-")

    assert {row[column] for row in shown(text, "miss")[1:]} == {said}
    assert '<option value="-" selected>' in text
    assert f"{filtered}=-" in re.search(r'href="(/report/export.csv[^"]+)"', text)[1]  # type: ignore[index]  # it is there


def test_filters_cut_every_table(app: Starlette) -> None:
    text = page(app, f"/report?{MONTH}&mailbox=anhui&province=%E6%B5%99%E6%B1%9F")

    assert [row[0] for row in shown(text, "mailbox")[1:]] == ["anhui"]
    assert [row[0] for row in shown(text, "province")[1:]] == ["浙江"]


def test_filters_cut_what_waits_now_as_well(app: Starlette) -> None:
    whole, part = (shown(page(app, f"/report?{MONTH}{more}"), "waiting")[1:] for more in ("", "&mailbox=anhui"))

    assert [row[3] for row in part] == [row[3] for row in whole if row[4] == "anhui"]
    assert 0 < len(part) < len(whole)


def test_a_specialist_sees_the_own_provinces_only(desk: SlaDesk) -> None:
    text = page(report_app(desk, ANHUI), f"/report?{MONTH}")

    assert [row[0] for row in shown(text, "mailbox")[1:]] == ["anhui"]
    assert "jiangsu" not in text
    assert get(report_app(desk, ANHUI), f"/report/export.csv?{MONTH}").text.count("jiangsu") == 0


def test_who_sees_no_cases_sees_no_report(desk: SlaDesk) -> None:
    assert get(report_app(desk, ADMINISTRATOR), "/report").status == 403


def test_definitions_stand_beside_the_figures_and_warnings_above_them(app: Starlette) -> None:
    text = page(app, "/report")

    assert all(len(row[2]) > 5 for row in shown(text, "summary")[1:])
    assert "2027 年的放假和调休安排尚未录入" in text
    assert "按当前速度" in text
    assert "24:00 定格" in text


def test_an_empty_period_says_so(app: Starlette) -> None:
    text = page(app, "/report?from=2025-01-01&to=2025-01-31")

    assert "所选范围内没有。" in text
    assert "没有超时的邮件。" in page(app, "/report/misses?from=2025-01-01&to=2025-01-31")


def test_nothing_of_the_address_gets_into_the_page_as_markup(app: Starlette) -> None:
    for question in ("mailbox=%3Cscript%3E", "province=%27%3E%3Cimg%20src%3Dx%3E", "specialist=%22onload%3D1"):
        text = page(app, f"/report?{MONTH}&{question}")
        assert "<script>" not in text
        assert "<img" not in text
