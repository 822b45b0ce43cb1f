"""Every page, light and dark: nothing that keeps people out (axe-core), nothing that the content policy reports."""

import pytest
from playwright.sync_api import Browser

from tests.e2e.running import Running
from tests.e2e.window import Scheme, Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_has_a_barrier_or_breaks_the_content_policy(desk: Running, browser: Browser, scheme: Scheme) -> None:
    found = {}
    with Window.opened(browser, desk.address, scheme, wide=1280) as window:
        for name, path in desk.pages().items():
            window.go(path)
            found[name] = window.barriers()
        window.go("/")
        window.press("?")
        found["help"] = window.barriers()

    assert {name: barriers for name, barriers in found.items() if barriers} == {}
    assert [c for c in window.complaints if "404" not in c] == []
