"""docs/specialist.zh-CN.md as a new specialist follows it, alone: the first reply leaves in three minutes."""

import time
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.running import Running
from tests.e2e.window import Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
GUIDE = Path(__file__).parents[2] / "docs" / "specialist.zh-CN.md"
MINUTES = 3


def test_the_first_reply_leaves_within_three_minutes_of_opening_the_desk(window: Window, desk: Running) -> None:
    began = time.monotonic()
    window.go("/")
    expect(window.page.locator(".who")).to_contain_text("演示：已以备案专员身份登录")
    window.press("j", "Enter")
    window.page.wait_for_selector("body.case-page")
    reference = window.page.inner_text(".about .mono >> nth=0")
    window.press("]", "[", "e")
    window.page.keyboard.insert_text("您好！\n")
    window.press("Escape", "2")

    expect(window.page.locator(".undo")).to_contain_text("撤销")
    assert desk.delivered(reference)
    assert time.monotonic() - began < 60 * MINUTES


def test_every_key_that_the_guide_names_is_in_the_help(window: Window) -> None:
    window.go("/")
    window.press("?")
    told = {key.inner_text() for key in window.page.locator("#help kbd").all()}

    named = {part.split("</kbd>")[0] for part in GUIDE.read_text(encoding="utf-8").split("<kbd>")[1:]}
    assert named <= told
