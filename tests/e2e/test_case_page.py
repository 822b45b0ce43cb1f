"""The page of a case under a specialist's hands: what keys meet, what stays in place, what is told when it fails."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Route, expect

from tests.e2e.running import Running
from tests.e2e.window import Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
LEAST = 380  # pixels in which a letter can be read


@pytest.fixture
def case(window: Window) -> Window:
    """The case whose name is shortened, open."""
    window.go("/?view=all&q=jiayi-cloud")
    window.press("j", "Enter")
    window.page.wait_for_selector("body.case-page")
    return window


def test_findings_are_walked_and_overridden_by_keys(case: Window) -> None:
    case.press("f", "f")
    second = case.page.locator("#findings .finding").nth(1)
    expect(second).to_be_focused()
    case.press("x")

    expect(second.locator("select[name=reason]")).to_be_focused()
    case.press("Escape", "F")
    expect(case.page.locator("#findings .finding").first).to_be_focused()


def test_a_better_copy_is_asked_of_the_paper_that_is_looked_at(case: Window) -> None:
    paper = case.page.locator("[data-sheets] option", has_text="域名证书").first.get_attribute("value")
    case.page.select_option("[data-sheets]", paper)
    case.page.locator("h1").click()
    case.press("r")

    row = case.page.locator("#papers tr", has=case.page.locator("details[open]"))
    expect(row).to_have_count(1)
    expect(row).to_contain_text("域名证书")
    expect(row.locator("select[name=reason]")).to_be_focused()


def test_lighting_up_a_box_leaves_the_page_where_it_is(case: Window) -> None:
    case.press("+", "+", "+", "+")
    field = case.page.locator("#fields a[data-spot]").nth(2)
    field.scroll_into_view_if_needed()
    before = case.page.evaluate("scrollY")
    field.click()

    expect(case.page.locator("svg.page a.lit")).to_be_in_viewport()
    assert case.page.evaluate("scrollY") == before


def test_a_field_of_a_paper_that_is_shut_shows_where_to_open_it(case: Window) -> None:
    case.page.locator("#fields a[data-spot]", has_text="3205***").first.click()

    expect(case.page.locator("[data-sheet]:not([hidden])").get_by_role("button", name="打开图片")).to_be_visible()


def test_far_down_the_page_its_head_and_the_verdicts_are_in_sight_and_undo_covers_neither(window: Window) -> None:
    window.go("/?view=person")
    window.press("j", "Enter")
    window.page.locator("#history").scroll_into_view_if_needed()
    expect(window.page.get_by_role("link", name="收件台", exact=True)).to_be_in_viewport()
    window.press("h")
    window.page.get_by_role("button", name="稍后处理，看下一件").click()
    window.page.wait_for_selector("body.case-page .undo")

    undo, verdicts = (window.page.locator(name).bounding_box() for name in (".undo", ".verdicts"))
    assert undo
    assert verdicts
    assert undo["y"] + undo["height"] <= verdicts["y"]
    window.press("z")
    expect(window.page.locator("#history")).to_contain_text("恢复处理")


@pytest.mark.parametrize(
    ("fail", "words"),
    [
        (lambda route: route.abort(), "没有连上服务器"),
        (lambda route: route.continue_(url=route.request.url + "/none"), "没有找到这一页"),
    ],
    ids=["no-line", "refused"],
)
def test_an_act_that_fails_is_told_and_the_page_stays(case: Window, fail: Callable[[Route], None], words: str) -> None:
    case.page.route("**/acts/override", fail)
    case.page.fill("#reply-text", "我刚写到一半的话")
    case.press("Escape", "x")
    case.page.locator("details[open] button", has_text="不采纳").first.click()

    told = case.page.locator("#failed")
    expect(told).to_contain_text(words)
    expect(case.page.locator("#findings .finding").first).to_be_visible()
    assert case.page.input_value("#reply-text") == "我刚写到一半的话"
    assert case.barriers() == []
    told.get_by_role("button", name="知道了").click()
    expect(told).to_be_hidden()
    case.complaints.clear()  # the failure itself


def test_at_1280_pixels_letters_are_wide_enough_to_be_read_and_fields_need_no_scrolling(
    desk: Running, browser: Browser
) -> None:
    with Window.opened(browser, desk.address, wide=1280) as window:
        for name in ("mail", "case", "case-missing"):
            window.go(desk.pages()[name])
            box = window.page.locator(".middle").bounding_box()
            assert box
            assert box["width"] >= LEAST, name
        window.go(desk.pages()["case"])
        assert window.page.locator("#fields .scroll").evaluate("table => table.scrollWidth <= table.clientWidth")


def test_new_mail_is_shown_in_the_list_as_it_is_narrowed_now(window: Window) -> None:
    window.go("/?view=all")
    window.page.fill("#q", "jiayi-cloud")
    expect(window.page.locator("[data-row]")).to_have_count(1)
    window.page.evaluate("document.getElementById('news').hidden = false")
    window.page.get_by_role("link", name="显示").click()

    window.page.wait_for_url("**q=jiayi-cloud*")
    expect(window.page.locator("[data-row]")).to_have_count(1)
