"""The report in a browser: filter, drill from a bar to its misses, and the files equal the screen."""

import csv
import io
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import uvicorn
from playwright.sync_api import Browser
from pypdfium2 import PdfDocument

from filing.people import Person, Role
from tests.e2e.window import Window
from tests.fakes.report_desk import report_app, report_desk

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]

BOSS = Person("p-x", "boss", "主管甲", Role.SUPERVISOR)
MONTH = "/report?from=2026-10-20&to=2026-11-20"
MISSES = MONTH.replace("?", "/misses?")


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with report_desk(tmp_path_factory.mktemp("report"), mails=200) as desk:
        server = uvicorn.Server(uvicorn.Config(report_app(desk, BOSS), port=0, log_level="warning"))
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        yield f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"
        server.should_exit = True


@pytest.fixture
def window(address: str, browser: Browser) -> Iterator[Window]:
    with Window.opened(browser, address) as opened:
        yield opened
        assert opened.complaints == []


def cells(window: Window, table: str) -> list[list[str]]:
    rows = window.page.locator(f"[data-table={table}] tr").all()
    return [[cell.strip() for cell in row.locator("th,td").all_inner_texts()] for row in rows]


def test_filter_drill_and_export(window: Window) -> None:
    page = window.page
    window.go(MONTH)
    page.locator("select[name=mailbox]").select_option("anhui")
    page.get_by_role("button", name="查看").click()
    page.wait_for_url("**mailbox=anhui**")
    assert [row[0] for row in cells(window, "mailbox")[1:]] == ["anhui"]

    by_day = cells(window, "day")
    with page.expect_download() as download:
        page.get_by_role("link", name="导出 CSV").click()
    rows = list(csv.reader(io.StringIO(Path(download.value.path()).read_text(encoding="utf-8-sig"))))
    start = rows.index(["按日"]) + 1
    assert [[c or "—" for c in row] for row in rows[start : start + len(by_day)]] == by_day


def test_a_bar_of_the_chart_leads_to_its_misses(window: Window) -> None:
    page = window.page
    window.go(MONTH)
    name, number, _ = cells(window, "cause")[1]
    chart = page.locator("[data-chart=causes]")
    chart.scroll_into_view_if_needed()
    chart.locator("svg").wait_for()
    box = chart.bounding_box()
    assert box
    page.mouse.click(box["x"] + 150, box["y"] + 24)
    page.wait_for_url("**/report/misses**")

    assert f"共 {number} 封" in page.inner_text("h1")
    assert {row[10] for row in cells(window, "miss")[1:]} == {name}


def test_no_page_of_the_report_has_a_barrier(window: Window) -> None:
    found = {}
    for path in (MONTH, MISSES):
        window.go(path)
        found[path] = window.barriers()

    assert {path: barriers for path, barriers in found.items() if barriers} == {}


def test_nothing_is_cut_off_on_paper(window: Window) -> None:
    """The width of A4 without its margins; charts were drawn for the screen and are wider."""
    page = window.page
    window.go(MONTH)
    page.locator("[data-chart] svg").first.wait_for()
    page.set_viewport_size({"width": 703, "height": 1000})
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    right = "[...document.querySelectorAll('main svg, main table')].map((e) => e.getBoundingClientRect().right)"
    heights = page.evaluate("[...document.querySelectorAll('.chart svg')].map((e) => e.getBoundingClientRect().height)")

    assert max(page.evaluate(right)) <= 703
    assert [height > 80 for height in heights] == [True, True]


@pytest.mark.parametrize("wide", [1280, 1440])
def test_no_table_is_wider_than_its_page(address: str, browser: Browser, wide: int) -> None:
    wider = "[...document.querySelectorAll('.scroll')].map((e) => e.scrollWidth - e.clientWidth)"
    with Window.opened(browser, address, wide=wide) as opened:
        for path in (MONTH, MISSES):
            opened.go(path)
            assert set(opened.page.evaluate(wider)) == {0}, path


def test_the_misses_go_on_wide_paper_and_begin_below_their_title(window: Window) -> None:
    window.go(MISSES)
    mails = [row[2] for row in cells(window, "miss")[1:]]
    with PdfDocument(window.page.pdf(prefer_css_page_size=True)) as paper:
        width, height = paper[0].get_size()
        texts = [page.get_textpage().get_text_bounded() for page in paper]

    assert width > height
    assert "超时明细" in texts[0]
    assert [mail in texts[0] for mail in mails[:5]] == [True] * 5
    assert [mail for mail in mails if mail not in "".join(texts)] == []


@pytest.mark.parametrize("table", ["province", "specialist"])
def test_the_mails_of_nobody_and_of_nowhere_lead_to_their_misses(window: Window, table: str) -> None:
    window.go(MONTH)
    last = window.page.locator(f"[data-table={table}] tbody tr").last
    number = last.locator("a").inner_text()
    last.locator("a").click()
    window.page.wait_for_url(f"**{table}=-**")

    assert f"共 {number} 封" in window.page.inner_text("h1")
    assert len(cells(window, "miss")) - 1 == int(number)
