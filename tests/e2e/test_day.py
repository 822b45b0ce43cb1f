"""A specialist's day in a real browser, on the demo's mails."""

import pytest
from playwright.sync_api import expect

from tests.e2e.window import Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
TEN = 10


def waiting(window: Window) -> int:
    """How many cases wait for a person."""
    window.go("/?view=person")
    return int(window.page.inner_text('nav.views a[aria-current="page"] b'))


def test_ten_cases_are_cleared_with_the_keyboard_alone(window: Window) -> None:
    before = waiting(window)
    assert before > TEN

    window.press("j", "Enter")
    for _ in range(TEN):
        window.page.wait_for_selector("body.case-page [data-key='2']")
        reference = window.page.inner_text(".about .mono >> nth=0")
        window.press("2")
        expect(window.page.locator(".undo")).to_contain_text(reference)

    assert waiting(window) == before - TEN
