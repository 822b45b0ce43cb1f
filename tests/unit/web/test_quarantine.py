"""A mail that stopped: its original is taken away with a purpose, and it is put back into the queue."""

from collections.abc import Callable
from dataclasses import replace
from typing import cast

import pytest

from filing.people import Person, Role, Step
from filing.terms import MailStatus
from tests.fakes.browser import Browser
from tests.fakes.tools import FakeAgain, fake_tools
from tests.fakes.views import LOOSE_ID, MAIL_ID, FakeViews, case_view, desk, letter, render
from web.access import Visit
from web.app import make_app
from web.tools import Tools
from web.views import MailView

Made = tuple[Browser, FakeAgain]
Make = Callable[[MailStatus], Made]


class Supervisor:
    """Everybody sees all and acts on nothing."""

    def visit(self, token: str, *, used: bool = True) -> Visit:
        return Visit(Person("s", "s", "王主管", Role.SUPERVISOR, frozenset()), "token", Step.IN)


@pytest.fixture
def make() -> Make:
    def one(status: MailStatus) -> Made:
        stopped = MailView(letter(papers=(), id=LOOSE_ID, status=status, reason="附件过大"))
        return visiting(replace(desk(), loose=[stopped]), f"/mails/{LOOSE_ID}")

    return one


def visiting(views: FakeViews, address: str) -> Made:
    tools: Tools = fake_tools(views)
    browser = Browser(make_app(views, tools, render))
    browser.get(address)
    return browser, cast("FakeAgain", tools.again)


@pytest.mark.parametrize("status", [MailStatus.HELD, MailStatus.FAILED])
def test_a_mail_that_stopped_is_put_back_by_whoever_asks(make: Make, status: MailStatus) -> None:
    browser, again = make(status)
    page = browser.get(f"/mails/{LOOSE_ID}").text
    answer = browser.post(f"/mails/{LOOSE_ID}/again")

    assert f'action="/mails/{LOOSE_ID}/raw"' in page
    assert f'action="/mails/{LOOSE_ID}/again"' in page
    assert (answer.status, answer.headers["location"]) == (303, f"/mails/{LOOSE_ID}?again=yes")
    assert again.asked == [(LOOSE_ID, "demo")]
    assert "已重新排队" in browser.get(answer.headers["location"]).text


def test_a_mail_that_was_settled_is_not_handled_again_from_its_page(make: Make) -> None:
    browser, again = make(MailStatus.SETTLED)
    page = browser.get(f"/mails/{LOOSE_ID}").text
    answer = browser.post(f"/mails/{LOOSE_ID}/again")

    assert "下载原件" in page
    assert "重新处理</button>" not in page
    assert again.asked == []
    assert "没有重新处理" in browser.get(answer.headers["location"]).text


def test_a_stopped_mail_of_a_case_is_handled_on_the_page_of_the_case() -> None:
    held = letter(case_id="case-0007", status=MailStatus.HELD)
    views = replace(desk(), details={"case-0007": case_view(letters=(held,))})
    browser, again = visiting(views, "/cases/case-0007")
    page = browser.get("/cases/case-0007").text
    answer = browser.post(f"/mails/{MAIL_ID}/again")

    assert f'action="/mails/{MAIL_ID}/again"' in page
    assert answer.headers["location"] == f"/cases/case-0007?again=yes#mail-{MAIL_ID[:12]}"
    assert again.asked == [(MAIL_ID, "demo")]
    assert "已重新排队" in browser.get("/cases/case-0007?again=yes").text


def test_a_mail_that_is_not_there_is_not_handled_again(make: Make) -> None:
    browser, again = make(MailStatus.HELD)

    assert browser.post(f"/mails/{'9' * 64}/again").status == 404
    assert again.asked == []


def test_whoever_only_oversees_is_offered_neither(make: Make) -> None:
    views = replace(desk(), loose=[MailView(letter(id=LOOSE_ID, status=MailStatus.HELD))])
    page = Browser(make_app(views, fake_tools(views), render, Supervisor())).get(f"/mails/{LOOSE_ID}").text

    assert "/again" not in page
    assert "/raw" not in page
