"""docs/specialist.zh-CN.md as a new specialist follows it, alone: the first reply leaves in three minutes."""

import re
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.running import Running
from tests.e2e.staffed import OWN, first_sign_in, hire, with_sign_in
from tests.e2e.window import Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
GUIDE = Path(__file__).parents[2] / "docs" / "specialist.zh-CN.md"
MINUTES = 3


@pytest.fixture(scope="module")
def door(desk: Running, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address where people sign in; one new specialist was told hers."""
    words = ("qian", "--name", "钱多", "--role", "specialist", "--province", "江苏")
    hire(desk, tmp_path_factory.mktemp("operator"), *words)
    with with_sign_in(desk) as address:
        yield address


def test_the_first_reply_leaves_within_three_minutes_of_the_first_sign_in(
    door: str, desk: Running, browser: Browser, record_testsuite_property: Callable[[str, object], None]
) -> None:
    with Window.opened(browser, door) as window:
        page, began = window.page, time.monotonic()
        window.go("/")
        first_sign_in(page, "qian")
        view = page.locator('nav.views a[aria-current="page"]')
        expect(view).to_contain_text(re.compile("今日必回|待人工"))  # after the close nothing is due today any more
        window.press("j", "Enter")
        page.wait_for_selector("body.case-page")
        reference = page.inner_text(".about .mono >> nth=0")
        window.press("]", "[", "e")
        page.locator("#reply-text").press("Control+End")
        page.keyboard.insert_text("\n如有疑问，请直接回复本邮件。")
        window.press("Escape", "2")
        expect(page.locator(".undo")).to_contain_text("撤销")
        assert desk.delivered(reference)
        seconds = time.monotonic() - began
        assert [c for c in window.complaints if "401" not in c] == []

    record_testsuite_property("seconds from the sign-in page to the customer's mailbox", round(seconds))
    assert seconds < 60 * MINUTES
    assert any("如有疑问，请直接回复本邮件。" in text for text in desk.texts(reference))


def test_the_second_sign_in_asks_for_the_telephone(door: str, desk: Running, browser: Browser) -> None:
    with Window.opened(browser, door) as window:
        page = window.page
        window.go("/people")
        page.get_by_label("账号").fill("qian")
        page.get_by_label("密码").fill(OWN)
        page.get_by_role("button", name="登录").click()
        expect(page.get_by_role("heading", level=1)).to_contain_text("动态口令")
        assert window.barriers() == []


def test_every_key_that_the_guide_names_is_in_the_help(window: Window) -> None:
    window.go("/")
    window.press("?")
    told = {key.inner_text() for key in window.page.locator("#help kbd").all()}

    named = {part.split("</kbd>")[0] for part in GUIDE.read_text(encoding="utf-8").split("<kbd>")[1:]}
    assert named <= told
