"""One desk and one browser for all tests of a session; each test gets windows of its own."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, sync_playwright
from pytest_socket import enable_socket

from tests.e2e.running import Running, running_desk
from tests.e2e.window import Window

ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


@pytest.fixture(scope="session")
def desk() -> Iterator[Running]:
    enable_socket()
    with running_desk() as running:
        yield running


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    enable_socket()
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        yield started
        started.close()


@pytest.fixture
def window(desk: Running, browser: Browser) -> Iterator[Window]:
    with Window.opened(browser, desk.address) as opened:
        yield opened
        assert opened.complaints == []
