"""The chip of a reply's time goes on while its page is open, in the server's words, without asking the server."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import Browser, expect

from filing.mail import SHANGHAI
from tests.e2e.running import Running
from tests.e2e.window import Window
from web.filters import Left, until
from web.static import address

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
DUE = datetime(2026, 11, 20, 17, 30, tzinfo=SHANGHAI)
BEFORE = [
    *(timedelta(seconds=s) for s in (-1, 0, 1, 59, 60, 61, 7199, 7200, 7201, 3600 * 17 + 1800, 3600 * 18)),
    *(timedelta(hours=h) for h in (-100, -48, -25, -24, -23, -3, 5, 17, 18, 24, 41, 42, 70, 200)),
]
ASK = """async ([module, due, moments]) => {
  const { left } = await import(module);
  return moments.map((now) => Object.values(left(Date.parse(due), Date.parse(now))));
}"""


def test_the_browser_says_what_the_server_says(window: Window) -> None:
    moments = [DUE - before for before in BEFORE]
    window.go("/")
    asked = [address("ticking.js"), DUE.isoformat(), [moment.isoformat() for moment in moments]]

    for moment, said in zip(moments, window.page.evaluate(ASK, asked), strict=True):
        assert Left(*said) == until(DUE, moment), moment


def test_a_chip_goes_on_and_the_server_is_not_asked(desk: Running, browser: Browser) -> None:
    with Window.opened(browser, desk.address) as window:
        page = window.page
        page.clock.install(time=datetime(2030, 1, 1, 3))  # noqa: DTZ001 - a browser whose clock is years ahead
        window.go("/?view=all")
        page.locator("tr[data-row]:has([data-due]) a.main").first.click()
        page.wait_for_selector("body.case-page")
        chip = page.locator("header.head [data-due]")
        before = chip.inner_text()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.clock.fast_forward(96 * 3_600_000)

        expect(chip).to_contain_text("已超时")
        expect(chip).to_have_class("chip bad")
        assert "#alert-triangle" in (chip.locator("use").get_attribute("href") or "")
        assert "天" not in before, "the chip began by the server's clock"
        assert [url for url in asked if "/look" not in url and "/live" not in url] == []
        assert window.complaints == []
