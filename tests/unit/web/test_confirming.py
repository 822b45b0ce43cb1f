"""What a person confirms on the page of a case: a sender, a copy of an earlier case."""

from dataclasses import replace

from filing.event import Event, EventKind
from filing.finding import Finding
from filing.terms import Material, ReplyStatus, Verdict
from tests.fakes.browser import get
from tests.fakes.tools import page_app
from tests.fakes.views import NOON, case_view, desk, letter, mail_row, render
from web.views import CaseView, Letter

AGENT = "agent@agency.example"


def two_wrote(*events: Event) -> CaseView:
    """The customer, and an agent whom nobody has answered."""
    own = letter()
    assert own.reply
    customer = replace(own, reply=replace(own.reply, status=ReplyStatus.SENT, recipient=own.row.sender or ""))
    agent = Letter(mail_row("a" * 64, sender=AGENT), own.submission)
    return case_view(letters=(customer, agent), events=events)


def page(case: CaseView) -> str:
    views = desk()
    views.details["case-0007"] = case
    return get(page_app(views, render), "/cases/case-0007").text


def test_a_sender_of_whom_nobody_has_said_that_they_belong_here_is_told_and_can_be_confirmed() -> None:
    shown = page(two_wrote())

    assert two_wrote().doubted == {AGENT}
    assert shown.count("acts/sender") == 2  # its action, and the same without scripts
    assert f'name="address" value="{AGENT}"' in shown
    assert "有发件人还没有确认与本件有关" in shown
    assert "acts/sender" not in page(case_view())


def test_a_sender_is_confirmed_until_that_is_taken_back() -> None:
    said = Event(EventKind.SENDER_CONFIRMED, NOON, data={"sender": "a**@agency.example"})
    gone = Event(EventKind.ACT_REVOKED, NOON, data={"kind": "sender_confirmed"})

    assert not two_wrote(said).doubted
    assert two_wrote(said, gone).doubted == {AGENT}


def test_a_copy_that_lies_in_an_earlier_case_is_taken_with_one_button() -> None:
    facts = {"reuse": "BA-20260901-0001", "file": "执照.jpg"}
    lacking = Finding("MAT001", Verdict.UNSURE, Material.BUSINESS_LICENSE, facts, mark="m")
    other = replace(lacking, material=Material.BACKDROP_PHOTO, facts={})
    shown = page(case_view(findings=(lacking, other)))

    assert shown.count('action="/cases/case-0007/acts/reuse"') == 1
    assert "沿用 BA-20260901-0001 的材料" in shown
    assert 'name="material" value="business_license"' in shown
    assert "此前的备案" in shown
