"""Every route x everybody who may ask, generated from the routes: a new one cannot be forgotten [T121, T127]."""

import pytest
from starlette.applications import Starlette
from starlette.routing import Route

from filing.people import Person, Role, Step
from tests.fakes.browser import Answer, Browser, get
from tests.fakes.desk_store import DeskStore
from tests.fakes.staff import Staff
from tests.fakes.tools import page_app
from tests.fakes.views import LOOSE_ID, MAIL_ID, desk, render
from web.access import HOMES, ROLES, Visit

NAMES = {
    "act": "note",
    "kind": "xlsx",
    "case_id": "case-0007",
    "mail_id": MAIL_ID,
    "part": "3",
    "person_id": "u-1",
    "name": "icon.svg",
}
ACTS = "POST /cases/{case_id}/acts/{act}"  # is held to the scope by the desk: tried act by act in test_acts_scope
ENDLESS = {"GET /live"}  # answers as long as somebody listens: who may ask is decided before, as for the others


class OneDoor:
    """Everybody is this person; without a role, nobody is signed in."""

    def __init__(self, role: Role | None, *provinces: str) -> None:
        own = Person("p", "p", "张三", role, frozenset(provinces)) if role else None
        self._visit = Visit(own, "token", Step.IN) if own else None

    def visit(self, token: str, *, used: bool = True) -> Visit | None:
        return self._visit


@pytest.fixture(scope="module")
def staff(tmp_path_factory: pytest.TempPathFactory) -> Staff:
    return Staff(DeskStore(tmp_path_factory.mktemp("desk")))


def app_for(staff: Staff, role: Role | None, *provinces: str) -> Starlette:
    return page_app(desk(), render, OneDoor(role, *provinces), staff.office)


def keys(app: Starlette) -> set[str]:
    return {f"{m} {r.path}" for r in app.routes if isinstance(r, Route) for m in (r.methods or ()) if m != "HEAD"}


def ask(app: Starlette, key: str, **names: str) -> Answer:
    method, _, path = key.partition(" ")
    address = path.format(**NAMES | names)
    if method == "GET":
        return Browser(app).get(address)
    return Browser(app, csrf="token").post(address)


def test_t127_every_route_is_in_the_table_and_every_line_of_the_table_is_a_route(staff: Staff) -> None:
    app = app_for(staff, None)

    assert keys(app) == set(ROLES)
    assert all(isinstance(route, Route) for route in app.routes)


@pytest.mark.parametrize("key", sorted(set(ROLES) - ENDLESS))
def test_t121_each_role_gets_what_the_table_says(staff: Staff, key: str) -> None:
    allowed = ROLES[key]
    for role in Role:
        answer = ask(app_for(staff, role, *(("江苏",) if role is Role.SPECIALIST else ())), key)
        if allowed is None or role in allowed:
            assert answer.status != 403 or key.endswith("image.jpg"), (key, role)
        elif key == "GET /":
            assert answer.headers["location"] == HOMES[role]
        else:
            assert answer.status == 403, (key, role)


@pytest.mark.parametrize("key", sorted(set(ROLES) - ENDLESS))
def test_t121_without_a_session_there_is_the_sign_in_page_only(staff: Staff, key: str) -> None:
    answer = ask(app_for(staff, None), key)

    if ROLES[key] is None:
        assert answer.status != 401 or key == "POST /sign-in"
    elif key.startswith("GET "):
        assert answer.status == 303
        assert answer.headers["location"].startswith("/sign-in")
    else:
        assert answer.status == 401


@pytest.mark.parametrize("key", sorted(k for k, roles in ROLES.items() if roles is None))
def test_public_routes_tell_no_customer_and_no_person(staff: Staff, key: str) -> None:
    page = ask(app_for(staff, None), key).content.decode("utf-8", "replace")

    for secret in ("苏州甲乙", "example.com", "BA-2026"):
        assert secret not in page


@pytest.mark.parametrize(
    "key",
    sorted(
        k for k in ROLES if ("{case_id}" in k or "{mail_id}" in k) and Role.SPECIALIST in (ROLES[k] or ()) and k != ACTS
    ),
)
def test_t121_what_belongs_to_another_province_is_not_there(staff: Staff, key: str) -> None:
    foreign = app_for(staff, Role.SPECIALIST, "安徽")
    there, nowhere = ask(foreign, key), ask(foreign, key, case_id="case-9999", mail_id="9" * 64)

    assert there.status == 404
    assert (nowhere.status, nowhere.content) == (404, there.content)


@pytest.mark.parametrize("address", ["/", "/mails", f"/mails/{LOOSE_ID}", "/?view=all", "/?search=example"])
def test_t122_lists_and_searches_hold_to_the_scope(staff: Staff, address: str) -> None:
    answer = get(app_for(staff, Role.SPECIALIST, "安徽"), address)

    assert "BA-20260915-0007" not in answer.text
    assert "咨询备案流程" not in answer.text


def test_t117_every_route_that_changes_something_asks_for_the_token(staff: Staff) -> None:
    for key in sorted(k for k in ROLES if not k.startswith("GET ")):
        for role in ROLES[key] or Role:
            app = app_for(staff, role, *(("江苏",) if role is Role.SPECIALIST else ()))
            path = key.partition(" ")[2].format(**NAMES)
            assert Browser(app).post(path, {"csrf": "wrong"}).status == 403
            assert Browser(app, csrf="token").post(path, origin="https://evil.example").status == 403
            assert Browser(app, csrf="token").post(path, sec_fetch_site="cross-site").status == 403
