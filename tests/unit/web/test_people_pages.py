"""What administrators and auditors do and see, and what they do not."""

import re
from pathlib import Path

import pytest

from filing.access import Access, AccessKind, Purpose
from filing.people import Role
from tests.fakes.browser import Browser
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import ADDRESS, Staff


@pytest.fixture
def staff(tmp_path: Path) -> Staff:
    return Staff(DeskStore(tmp_path))


@pytest.fixture
def admin(staff: Staff) -> Browser:
    browser = staff.browser("admin", Role.ADMINISTRATOR)
    browser.get("/people")
    return browser


def test_an_administrator_adds_a_specialist_who_can_sign_in(staff: Staff, admin: Browser) -> None:
    page = admin.post("/people", {"login": "LiSi", "name": "李四", "role": "specialist", "province": "江苏"}).text
    password = re.search(r"<code>(\w{4}-\w{4}-\w{4}-\w{4})</code>", page)

    assert password
    assert staff.session(staff.entrance.sign_in("lisi", password[1], ADDRESS)).person.provinces == {"江苏"}
    assert password[1] not in admin.get("/people").text


@pytest.mark.parametrize(
    ("fields", "status", "said"),
    [
        ({"login": "admin", "name": "x", "role": "auditor"}, 400, "已存在"),
        ({"login": "x", "name": "", "role": "auditor"}, 400, "没有填写姓名"),
        ({"login": "x", "name": "x", "role": "specialist"}, 400, "没有指定专员负责的接入省"),
        ({"login": "x", "name": "x", "role": "root"}, 400, "不合要求"),
        ({"login": "x", "name": "x", "role": "specialist", "province": "火星"}, 400, "不合要求"),
    ],
)
def test_a_wrong_form_adds_nobody_and_says_why(
    staff: Staff, admin: Browser, fields: dict[str, str], status: int, said: str
) -> None:
    answer = admin.post("/people", fields)

    assert (answer.status, len(staff.people.all())) == (status, 1)
    assert said in answer.text


@pytest.mark.parametrize(
    ("act", "fields", "seen"),
    [
        ("disable", {}, "已停用"),
        ("reset_code", {}, "未绑定"),
        ("reset_password", {}, "首次密码"),
        ("place", {"role": "supervisor"}, "已保存"),
    ],
)
def test_every_act_on_a_person_ends_their_sessions_and_is_logged(
    staff: Staff, admin: Browser, act: str, fields: dict[str, str], seen: str
) -> None:
    token = staff.settled("lisi")
    person = staff.people.named("lisi").person
    admin.get(f"/people/{person.id}")

    assert seen in admin.post(f"/people/{person.id}", {"act": act, **fields}).text
    assert staff.entrance.session(token) is None
    told = staff.log.page(_changed(), 1, 0)[0]
    assert (told.login, "lisi" in told.about) == ("admin", True)


def _changed():  # type: ignore[no-untyped-def]  # a filter
    from store.accesses import Filters

    return Filters((AccessKind.PERSON_CHANGED,))


def test_nobody_changes_their_own_account_there(staff: Staff, admin: Browser) -> None:
    own = staff.people.named("admin").person
    admin.get(f"/people/{own.id}")

    assert "不能在这里修改自己的账号" in admin.post(f"/people/{own.id}", {"act": "disable"}).text
    assert not staff.people.named("admin").disabled
    assert admin.post(f"/people/{own.id}", {"act": "delete"}).status == 400
    assert admin.get("/people/u-nobody").status == 404


def test_an_administrator_sees_no_customer(admin: Browser) -> None:
    assert admin.get("/").headers["location"] == "/people"
    for address in ("/mails", "/cases/case-0007", "/audit"):
        assert admin.get(address).status == 403


def test_t131_the_audit_page_tells_who_looked_at_what_and_how_often(staff: Staff) -> None:
    for n in range(3):
        staff.log.record(
            Access(
                AccessKind.PICTURE_OPENED, staff.desk.clock.now(), "lisi", "u-1", mail_id="a" * 64, paper=n + 1,
                purpose=Purpose.CHECK,
            )
        )  # fmt: skip
    auditor = staff.browser("shen", Role.AUDITOR)
    page = auditor.get("/audit?kind=picture_opened&login=lisi").text

    assert re.search(r"<bdi>lisi</bdi></td><td>打开证件图片</td><td class=\"num\">3</td>", page)
    assert "核对材料" in page
    assert "第 3 件" in page
    assert auditor.get("/").headers["location"] == "/audit"
    assert auditor.get("/mails").status == 403


@pytest.mark.parametrize("query", ["kind=nothing", "from=yesterday", "to=2026-13-01"])
def test_a_filter_that_is_none_is_refused(staff: Staff, query: str) -> None:
    assert staff.browser("shen", Role.AUDITOR).get(f"/audit?{query}").status == 400


def test_the_audit_page_leads_on(staff: Staff) -> None:
    for _ in range(101):
        staff.log.record(Access(AccessKind.EXPORTED, staff.desk.clock.now(), "lisi"))
    page = staff.browser("shen", Role.AUDITOR).get("/audit?kind=exported").text

    assert page.count("<td>导出</td>") == 101  # with the tally
    assert 'rel="next" href="?kind=exported&amp;login=&amp;from=&amp;to=&amp;page=2"' in page
