"""Looking at personal data: a purpose first, an entry in the log before anything leaves."""

from dataclasses import replace

import pytest

from filing.access import AccessKind, Purpose
from filing.paper import Fact, Paper
from filing.terms import Fate, Material
from tests.fakes.browser import Browser
from tests.fakes.tools import fake_tools
from tests.fakes.views import MAIL_ID, NOON, FakeViews, case_view, desk, letter, render
from web.app import make_app
from web.papers import is_personal

NUMBER = "320199199003071234"
EVIL = "<img src=x onerror=alert(1)>"


@pytest.fixture
def views() -> FakeViews:
    facts = {"id_number": Fact(NUMBER), "name": Fact(EVIL), "domains": Fact(("a.example", "b.example"))}
    card = Paper("id.jpg", 1, "x", Fate.MATERIAL, Material.ID_CARD, facts=facts)
    licence = Paper("licence.jpg", 1, "y", Fate.MATERIAL, Material.BUSINESS_LICENSE)
    view = case_view(letters=(letter(None, (card, licence), case_id="case-0007"),))
    return replace(desk(), details={"case-0007": view})


@pytest.fixture
def browser(views: FakeViews) -> Browser:
    tools = fake_tools(views)
    visitor = Browser(make_app(views, tools, render))
    visitor.get("/cases/case-0007")
    visitor.tools = tools  # type: ignore[attr-defined]  # to look behind the pages
    return visitor


def entries(browser: Browser):  # type: ignore[no-untyped-def]  # of the fake log
    return browser.tools.looks.entries  # type: ignore[attr-defined]  # as above


def test_t129_revealing_a_number_needs_a_purpose_and_is_logged(browser: Browser) -> None:
    answer = browser.post(f"/papers/{MAIL_ID}/1/reveal", {"key": "id_number", "purpose": "contact"})
    (told,) = entries(browser)

    assert NUMBER in answer.text
    assert (told.kind, told.field, told.purpose, told.at) == (
        AccessKind.NUMBER_REVEALED, "id_number", Purpose.CONTACT, NOON
    )  # fmt: skip
    assert (told.mail_id, told.paper, told.case_id, told.login) == (MAIL_ID, 1, "case-0007", "demo")
    assert NUMBER not in str(told)


@pytest.mark.parametrize("purpose", ["", "curiosity", "CHECK"])
def test_t129_without_a_purpose_of_the_list_nothing_is_told(browser: Browser, purpose: str) -> None:
    for address, fields in (
        (f"/papers/{MAIL_ID}/1/reveal", {"key": "id_number"}),
        (f"/papers/{MAIL_ID}/1/open", {}),
        (f"/mails/{MAIL_ID}/raw", {}),
    ):
        answer = browser.post(address, fields | {"purpose": purpose})
        assert answer.status == 400
        assert NUMBER not in answer.text
    assert entries(browser) == []


def test_t129_what_cannot_be_logged_is_not_told(browser: Browser) -> None:
    browser.tools.looks.broken = True  # type: ignore[attr-defined]  # as above
    for address, fields in (
        (f"/papers/{MAIL_ID}/1/reveal", {"key": "id_number"}),
        (f"/papers/{MAIL_ID}/1/open", {}),
        (f"/mails/{MAIL_ID}/raw", {}),
    ):
        answer = browser.post(address, fields | {"purpose": "check"})
        assert answer.status == 500
        assert NUMBER not in answer.text
    assert browser.get(f"/papers/{MAIL_ID}/1/image.jpg").status == 403


def test_what_a_stranger_wrote_is_escaped_when_it_is_revealed(browser: Browser) -> None:
    answer = browser.post(f"/papers/{MAIL_ID}/1/reveal", {"key": "name", "purpose": "check"})

    assert answer.text == '<bdi class="revealed">&lt;img src=x onerror=alert(1)&gt;</bdi>'


def test_a_fact_or_paper_that_is_not_there_is_not_revealed(browser: Browser) -> None:
    for part, key in (("1", "nothing"), ("9", "id_number"), ("0", "id_number")):
        assert browser.post(f"/papers/{MAIL_ID}/{part}/reveal", {"key": key, "purpose": "check"}).status == 404


def test_a_card_is_shown_for_half_an_hour_after_its_purpose_was_told(browser: Browser) -> None:
    picture = f"/papers/{MAIL_ID}/1/image.jpg"
    locked = browser.get(picture)
    assert (locked.status, "请先选择查看目的" in locked.text) == (403, True)
    assert browser.post(f"/papers/{MAIL_ID}/1/open", {"purpose": "check"}).status == 204
    assert browser.get(picture).content.startswith(b"\xff\xd8")

    entries(browser)[0] = replace(entries(browser)[0], at=NOON.replace(hour=11, minute=29))
    assert browser.get(picture).status == 403


def test_opening_leads_back_to_a_page_of_ours(browser: Browser) -> None:
    address = f"/papers/{MAIL_ID}/1/open"

    assert browser.post(address, {"purpose": "check", "next": "/cases/x#p"}).headers["location"] == "/cases/x#p"
    assert browser.post(address, {"purpose": "check", "next": "//evil.example"}).headers["location"] == "/"


def test_a_licence_is_no_personal_paper_and_every_picture_bears_who_looks(views: FakeViews) -> None:
    marks: list[str] = []

    def draw(mail_id: str, part: int, page: int, mark: str) -> bytes | None:
        marks.append(mark)
        return b"\xff\xd8"

    assert Browser(make_app(views, fake_tools(views), draw)).get(f"/papers/{MAIL_ID}/2/image.jpg").status == 200
    assert marks == ["演示专员 demo 2026-09-15 12:00"]


def test_what_nobody_has_recognised_may_be_a_card() -> None:
    assert is_personal(Paper("x.jpg", 1, "x", Fate.UNRECOGNISED))
    assert is_personal(Paper("x.jpg", 1, "x", Fate.MATERIAL, Material.BUSINESS_LICENSE, unsure=True))
    assert is_personal(Paper("x.jpg", 1, "x", Fate.MATERIAL, Material.BUSINESS_LICENSE, also=(Material.ID_CARD,)))
    assert not is_personal(Paper("x.jpg", 1, "x", Fate.MATERIAL, Material.DOMAIN_CERTIFICATE))


def test_t107_a_mail_is_downloaded_as_a_file_and_never_shown(browser: Browser) -> None:
    answer = browser.post(f"/mails/{MAIL_ID}/raw", {"purpose": "inspection"})

    assert answer.content == b"Subject: " + MAIL_ID.encode()
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"] == f'attachment; filename="mail-{MAIL_ID[:12]}.eml"'
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert [e.kind for e in entries(browser)] == [AccessKind.MAIL_DOWNLOADED]


def test_the_case_page_asks_for_the_purpose_beside_every_card_and_beside_nothing_else(browser: Browser) -> None:
    page = browser.get("/cases/case-0007").text

    assert f'action="/papers/{MAIL_ID}/1/open"' in page
    assert f'action="/papers/{MAIL_ID}/2/open"' not in page
    assert "核对材料" in page
