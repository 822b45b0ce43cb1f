"""Signing in and out, as a browser sees it."""

import re
from pathlib import Path

import pytest

from filing.people import Role
from tests.fakes.browser import Browser
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import FIRST, OWN, Staff
from tests.fakes.tools import page_app
from tests.fakes.views import desk, render
from web.app import make_app
from web.guard import Names
from web.office import SessionDoor, local_path

PUBLIC = Names(public=frozenset({"beian.example"}))


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return Staff(DeskStore(tmp_path))


def enrolled(staff: Staff, browser: Browser) -> None:
    page = browser.get("/account/code").text
    secret = re.search(r"<code>([A-Z2-7]{32})</code>", page)
    assert secret
    staff.telephones["zhangsan"] = secret[1]
    shown = browser.post("/account/code", {"code": staff.code()})
    assert len(re.findall(r"<code>\w{5}-\w{5}</code>", shown.text)) == 8


def test_a_first_sign_in_leads_from_page_to_page_until_the_desk_opens(staff: Staff) -> None:
    staff.hire()
    browser = Browser(staff.app())
    browser.get("/sign-in")
    answer = browser.post("/sign-in", {"login": "zhangsan", "password": FIRST, "next": "/"})
    assert answer.headers["location"] == "/account/password"
    assert browser.get("/cases/case-0007").headers["location"] == "/account/password"

    assert "由他人设置" in browser.get("/account/password").text
    answer = browser.post("/account/password", {"old": FIRST, "new": OWN, "again": OWN})
    assert answer.headers["location"] == "/account/code"
    assert browser.get("/").headers["location"] == "/account/code"
    enrolled(staff, browser)

    assert "苏州甲乙" in browser.get("/?view=all").text
    assert browser.get("/account/code").status == 403


def test_a_later_sign_in_asks_for_the_code_and_leads_where_one_was_going(staff: Staff) -> None:
    staff.settled()
    staff.desk.clock.pass_(minutes=1)
    browser = Browser(staff.app())
    asked = browser.get("/mails?page=1").headers["location"]
    after = re.search(r'name="next" value="([^"]*)"', browser.get(asked).text)
    assert after
    assert after[1] == "/mails?page=1"
    step = browser.post("/sign-in", {"login": "zhangsan", "password": OWN, "next": "/mails?page=1"})
    browser.get(step.headers["location"])
    answer = browser.post("/sign-in/code", {"code": staff.code(), "next": "/mails?page=1"})

    assert answer.headers["location"] == "/mails?page=1"
    assert browser.get("/mails?page=1").status == 200
    assert browser.get("/sign-in").headers["location"] == "/"


def test_t132_a_wrong_password_and_an_unknown_account_look_alike(staff: Staff) -> None:
    staff.hire()
    browser, pages = Browser(staff.app()), []
    for login in ("zhangsan", "nobodyxx"):
        browser.get("/sign-in")
        answer = browser.post("/sign-in", {"login": login, "password": "wrong", "next": "/"})
        pages.append((answer.status, answer.text.replace(login, "")))

    assert pages[0] == pages[1]
    assert "账号或密码不正确" in pages[0][1]
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "evil",
    ["//evil.example", "/\\evil.example", "https:evil.example", "https://evil.example/", "\t//evil", "/%0a/evil\n",
     "evil", "/sign-in?next=/", "/http://evil\r\nX: y", "javascript:alert(1)", "///evil", "/路径"],
)  # fmt: skip
def test_t136_nobody_is_led_to_another_site(evil: str) -> None:
    assert local_path(evil) == "/"


def test_t136_a_path_of_ours_is_kept() -> None:
    assert local_path("/cases/case-0007?view=today#x") == "/cases/case-0007?view=today#x"


def test_t119_the_token_changes_with_every_step_and_dies_at_sign_out(staff: Staff) -> None:
    staff.settled()
    staff.desk.clock.pass_(minutes=1)
    browser = Browser(staff.app(), cookies={"beian": "planted"})
    seen = ["planted"]
    browser.get("/sign-in")
    browser.post("/sign-in", {"login": "zhangsan", "password": OWN, "next": "/"})
    seen.append(browser.cookies["beian"])
    browser.get("/sign-in/code")
    browser.post("/sign-in/code", {"code": staff.code(), "next": "/"})
    seen.append(browser.cookies["beian"])
    assert len(set(seen)) == 3

    browser.get("/account")
    answer = browser.post("/sign-out")
    assert answer.headers["clear-site-data"] == '"cache", "storage"'
    for token in seen:
        assert Browser(browser.app, cookies={"beian": token}).get("/").headers["location"] == "/sign-in"


def test_t119_whoever_is_disabled_is_out_at_once(staff: Staff) -> None:
    browser = staff.browser()
    assert browser.get("/account").status == 200
    staff.people.disable("zhangsan", "admin")

    assert browser.get("/account").headers["location"].startswith("/sign-in")
    assert browser.post("/account/sessions").status == 401


def test_t120_the_cookie_is_held_to_this_host_and_to_tls(staff: Staff) -> None:
    staff.hire()
    app = make_app(desk(), page_tools(), render, SessionDoor(staff.entrance), staff.office, PUBLIC)
    browser = Browser(app, host="beian.example", scheme="https")
    browser.get("/sign-in")
    cookie = browser.post("/sign-in", {"login": "zhangsan", "password": FIRST, "next": "/"}).headers["set-cookie"]

    name, _, rest = cookie.partition("=")
    assert name == "__Host-beian"
    assert {"HttpOnly", "Path=/", "SameSite=lax", "Secure"} <= {part.strip() for part in rest.split(";")}
    assert "Domain" not in cookie


def page_tools():  # type: ignore[no-untyped-def]  # the fake ones
    from tests.fakes.tools import fake_tools

    return fake_tools(desk())


def test_t138_a_public_name_is_answered_through_our_proxy_only(staff: Staff) -> None:
    names = Names(frozenset({"beian.example"}), frozenset({"192.0.2.1"}))
    app = make_app(desk(), page_tools(), render, SessionDoor(staff.entrance), staff.office, names)

    assert Browser(app, host="beian.example", scheme="https").get("/sign-in").status == 421  # from 127.0.0.1
    assert Browser(app, host="evil.example").get("/sign-in").status == 421
    assert Browser(app).get("/sign-in", x_forwarded_host="evil.example").status == 200


def test_t138_the_address_is_what_our_proxy_saw_not_what_the_asker_says(staff: Staff) -> None:
    staff.hire()
    app = make_app(desk(), page_tools(), render, SessionDoor(staff.entrance), staff.office, PUBLIC)
    for host, said, seen in (
        ("beian.example", "198.51.100.1, 203.0.113.9", "203.0.113.9"),
        ("127.0.0.1:8580", "203.0.113.9", "127.0.0.1"),
        ("beian.example", "<script>", "127.0.0.1"),
    ):
        browser = Browser(app, host=host, scheme="https" if "example" in host else "http")
        browser.get("/sign-in")
        browser.post("/sign-in", {"login": "x", "password": "y", "next": "/"}, x_forwarded_for=said)
        assert staff.log.page(_all(), 1, 0)[0].address == seen


def _all():  # type: ignore[no-untyped-def]  # no filter
    from store.accesses import Filters

    return Filters()


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        ("/sign-in", {"login": "zhangsan", "password": "x", "next": "/", "role": "administrator"}),
        ("/account/password", {"old": OWN, "new": "x", "again": "x", "is_admin": "1"}),
        ("/account/sessions", {"user_id": "u-1"}),
        ("/people", {"login": "x", "name": "x", "role": "auditor", "imap_host": "evil.example"}),
        ("/sign-out", {"everybody": "1"}),
    ],
)
def test_t140_a_form_with_more_fields_than_its_own_is_refused(
    staff: Staff, address: str, fields: dict[str, str]
) -> None:
    browser = staff.browser("admin", Role.ADMINISTRATOR)
    browser.get("/account")
    before = len(staff.people.all())

    assert browser.post(address, fields).status == 400
    assert len(staff.people.all()) == before
    assert browser.get("/account").status == 200


@pytest.mark.parametrize("field", ["login", "code"])
def test_control_characters_and_endless_fields_are_refused(staff: Staff, field: str) -> None:
    browser = Browser(staff.app())
    for value in ("a\x00b", "a\nb", "x" * 10_000):
        address = "/sign-in" if field == "login" else "/sign-in/code"
        assert browser.post(address, {field: value}).status in (400, 401)


def test_the_demo_says_that_it_signed_its_visitor_in() -> None:
    page = Browser(page_app(desk(), render)).get("/").text

    assert "演示：已以备案专员身份登录" in page
    assert "/sign-out" not in page


def test_t125_no_page_is_kept_by_the_browser(staff: Staff) -> None:
    browser = staff.browser()
    for address in ("/", "/account", "/cases/case-0007", "/mails"):
        assert browser.get(address).headers["cache-control"] == "no-store"
