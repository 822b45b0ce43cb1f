"""A specialist's day in a real browser, on the demo's mails."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.e2e.running import Running
from tests.e2e.window import Window

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
TEN = 10


@pytest.fixture
def colleague(desk: Running, browser: Browser) -> Iterator[Window]:
    """A second window on the same desk."""
    with Window.opened(browser, desk.address) as opened:
        yield opened


def waiting(window: Window) -> int:
    """How many cases wait for a person."""
    window.go("/?view=person")
    return int(window.page.inner_text('nav.views a[aria-current="page"] b'))


def first_case(window: Window, view: str = "person") -> str:
    """Open the first case of a view; its reference."""
    window.go(f"/?view={view}")
    window.press("j", "Enter")
    window.page.wait_for_selector("body.case-page")
    return window.page.inner_text(".about .mono >> nth=0")


def test_a_new_mail_is_told_without_a_reload_and_moves_no_row(window: Window, desk: Running) -> None:
    window.go("/?view=all")
    rows = window.page.locator("[data-row]").evaluate_all("rows => rows.map(r => r.id)")

    desk.send("咨询：网站备案需要多久")

    bar = window.page.locator("#news")
    expect(bar).to_contain_text("1 封新邮件", timeout=20_000)
    assert window.page.locator("[data-row]").evaluate_all("rows => rows.map(r => r.id)") == rows
    assert window.page.title().startswith("(1) ")
    bar.get_by_role("link", name="显示").click()
    assert window.page.locator("[data-row]").count() == len(rows) + 1


def test_two_people_on_one_case_never_overwrite_each_other(window: Window, colleague: Window) -> None:
    reference = first_case(window)
    colleague.go(window.page.url.removeprefix(colleague.address))

    window.press("n")
    window.page.fill("details[open] textarea[name=text]", "已电话联系，客户明天补照片。")
    window.page.click("details[open] button:has-text('保存备注')")
    expect(window.page.locator("#history")).to_contain_text("已电话联系")
    colleague.press("2")

    told = colleague.page.locator("[role=alert]:visible")
    expect(told).to_contain_text("您打开后，这件备案已有变动")
    expect(told).to_contain_text("写备注")
    assert reference in colleague.text()
    assert "已电话联系" in colleague.text()
    colleague.complaints.clear()  # the 409 itself


def test_a_letter_that_was_released_is_taken_back_within_fifteen_seconds(window: Window, desk: Running) -> None:
    desk.at_rest()
    before = waiting(window)
    reference = first_case(window)
    case = window.page.url.partition("?")[0]

    window.press("2")
    bar = window.page.locator(".undo")
    expect(bar).to_contain_text(reference)
    expect(bar).to_contain_text(re.compile(r"1\d 秒"))
    window.press("z")

    window.page.wait_for_url(
        f"{case}?*acted=*"
    )  # the next case's page, on which z was pressed, has such an address too
    assert reference in window.text()
    expect(window.page.locator("#replies")).to_contain_text("草稿")
    assert waiting(window) == before


def test_what_is_written_into_the_reply_is_what_leaves(window: Window, desk: Running) -> None:
    reference = first_case(window)
    window.press("e")
    window.page.locator("#reply-text").press("Control+End")
    window.page.keyboard.insert_text("\n备案专员 张三 敬上")
    window.press("Escape", "2")

    expect(window.page.locator(".undo")).to_contain_text(reference)
    assert desk.delivered(reference)
    assert any("张三 敬上" in text for text in desk.texts(reference))


def test_a_correction_is_judged_at_once(window: Window) -> None:
    window.go("/?view=person&q=jiayi-cloud")
    window.press("j", "Enter")
    expect(window.page.locator("#findings")).to_contain_text("主办者名称为简写或缩写")

    row = window.page.locator("tr", has=window.page.locator("th", has_text="主办者名称")).first
    row.locator("summary").first.click()
    row.locator("input[name=value]").first.fill("苏州甲乙科技有限公司")
    row.get_by_role("button", name="更正并重新判断").first.click()

    expect(window.page.locator("#findings")).not_to_contain_text("主办者名称为简写或缩写")
    expect(window.page.locator(".undo")).to_contain_text("更正读出的内容")


def test_a_field_lights_up_its_box_and_the_box_its_field(window: Window) -> None:
    window.go("/?view=all&q=jiayi-cloud")
    window.press("j", "Enter")
    field = window.page.locator("#fields a[data-spot]").first
    spot = field.get_attribute("data-spot")
    field.click()

    box = window.page.locator(f"svg.page a[data-spot='{spot}']")
    expect(box).to_have_class(re.compile("lit"))
    expect(box).to_be_visible()
    other = window.page.locator("figure:not([hidden]) svg.page a[data-spot]").last
    other.focus()
    window.press("Enter")
    expect(other).to_have_class(re.compile("lit"))
    expect(box).not_to_have_class(re.compile("lit"))


def test_pages_of_papers_are_turned_over_zoomed_and_turned_by_keys(window: Window) -> None:
    window.go("/?view=all&q=jiayi-cloud")
    window.press("j", "Enter")
    place = window.page.locator("[data-place]")
    licence = window.page.locator("[data-sheets] option", has_text="营业执照副本").first.get_attribute("value")
    window.page.select_option("[data-sheets]", licence)
    window.page.locator("h1").click()
    first = place.inner_text()

    window.press("]")
    assert place.inner_text() != first
    window.press("[", "+")
    assert place.inner_text() == first
    assert window.page.inner_text("[data-zoom]") == "125%"
    drawing = window.page.locator("figure:not([hidden]) svg.page")
    box = drawing.get_attribute("viewBox")
    window.press("t")
    assert drawing.get_attribute("viewBox") != box


def test_keys_do_nothing_while_somebody_types_or_an_input_method_composes(window: Window) -> None:
    reference = first_case(window)

    window.page.focus("#reply-text")
    window.page.keyboard.type("2")
    window.page.evaluate("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: '2', isComposing: true}))")
    assert reference in window.text()

    window.press("Escape", "?")
    window.page.uncheck("[data-keys-toggle]")
    window.press("Escape", "2")
    assert reference in window.text()
    assert window.page.locator(".undo").count() == 0


def test_everything_that_is_done_works_without_scripts(desk: Running, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{desk.address}/?view=person")
    page.locator("[data-row] a.main").first.click()

    page.locator("summary", has_text="写备注").click()
    page.locator("#history textarea[name=text]").first.fill("没有脚本也能写。")
    page.get_by_role("button", name="保存备注").click()

    expect(page.locator("#history")).to_contain_text("没有脚本也能写。")
    context.close()


def test_any_command_is_found_by_typing_from_anywhere(window: Window) -> None:
    reference = first_case(window)
    window.page.focus("#reply-text")
    window.press("Control+k")
    window.page.keyboard.insert_text("稍后")
    expect(window.page.locator("#palette-list [role=option]")).to_have_count(2)  # the act, and a search for the word
    assert window.barriers() == []
    window.press("Enter")
    expect(window.page.get_by_role("heading", name="稍后处理")).to_be_visible()

    window.press("Escape", "Control+k")
    window.page.keyboard.insert_text(reference)
    window.press("Enter")
    window.page.wait_for_url("**view=all**")
    assert window.page.locator("[data-row]").count() == 1


def test_words_typed_into_a_reply_outlive_a_correction(window: Window) -> None:
    first_case(window)
    window.page.fill("#reply-text", "我刚写到一半的话")
    window.page.locator("summary", has_text="不采纳").first.click()
    window.page.locator("details[open] select[name=reason]").first.select_option(index=1)
    window.page.locator("details[open] input[name=note], details[open] textarea[name=note]").first.fill("已电话核实")
    window.page.locator("details[open] button", has_text="不采纳").first.click()

    kept = window.page.locator("[data-typed]")
    expect(kept).to_contain_text("我刚写到一半的话")
    kept.get_by_role("button", name="放回草稿").click()
    assert window.page.input_value("#reply-text") == "我刚写到一半的话"


def test_saved_words_that_a_correction_replaces_can_be_put_back(window: Window) -> None:
    first_case(window)
    window.page.fill("#reply-text", "保存过的话")
    window.page.get_by_role("button", name="只保存草稿").click()
    expect(window.page.locator("#replaced")).to_have_count(0)
    window.page.get_by_role("button", name="按现在的核对结果重新起草").click()

    expect(window.page.locator("#replaced")).to_contain_text("保存过的话")
    assert window.barriers() == []
    window.page.get_by_role("button", name="用改过的文字替换下面的草稿").click()
    expect(window.page.locator("#replaced")).to_have_count(0)
    assert window.page.input_value("#reply-text").strip() == "保存过的话"


def test_ten_cases_are_cleared_with_the_keyboard_alone(window: Window, desk: Running) -> None:
    desk.at_rest()
    before, drafts, cleared = waiting(window), desk.drafts, list[str]()
    assert before > TEN

    window.press("j", "Enter")
    for _ in range(TEN):
        window.page.wait_for_selector("body.case-page [data-key='2']")
        reference = window.page.inner_text(".about .mono >> nth=0")
        window.press("2")
        expect(window.page.locator(".undo")).to_contain_text(reference)
        cleared.append(reference)

    assert len(set(cleared)) == TEN
    assert desk.drafts <= drafts - TEN
    # the demo's case of two mails has a letter for each: if the older one was released, it waits on for the other
    assert before - TEN <= waiting(window) <= before - TEN + 1
