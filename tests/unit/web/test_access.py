"""Who may open what. The table is held to the routes; a route that nobody thought of is closed."""

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from filing.people import Person, Role, Step
from tests.fakes.browser import HOST, Browser, get, post
from tests.fakes.tools import page_app
from tests.fakes.views import NOON, desk, render
from web.access import ROLES, Access, Visit
from web.guard import LOOPBACK, Guard
from web.rate import Rate
from web.static import address
from web.writing import refuse

FORM = "application/x-www-form-urlencoded"
OWN = {"content-type": FORM, "origin": f"http://{HOST}"}


class OneDoor:
    """Everybody is this person; without one, nobody is signed in."""

    def __init__(self, role: Role | None, step: Step = Step.IN) -> None:
        person = Person("p", "p", "张三", role, frozenset({"江苏"})) if role else None
        self._visit = Visit(person, "token", step) if person else None

    def visit(self, token: str, *, used: bool = True) -> Visit | None:
        return self._visit


def one_route(role: Role | None, path: str = "/cases/{case_id}", step: Step = Step.IN) -> Guard:
    """An app of one route that takes anything."""

    async def answer(request: Request) -> Response:
        return Response(f"done {(await request.form()).get('a')}")

    routes = [Route(path, answer, methods=["GET", "POST"])]

    async def inner(scope, receive, send) -> None:  # type: ignore[no-untyped-def]  # ASGI
        await routes[0].handle(scope | routes[0].matches(scope)[1], receive, send)

    return Guard(Access(inner, OneDoor(role, step), routes, refuse), refuse, LOOPBACK, Rate(lambda: NOON))


def test_a_route_outside_the_table_is_closed_to_everybody() -> None:
    for role in Role:
        assert get(one_route(role, "/new"), "/new").status == 403


def test_whoever_is_not_signed_in_is_led_to_the_sign_in_page_and_back() -> None:
    app = page_app(desk(), render, OneDoor(None))

    assert get(app, "/mails?page=2").headers["location"] == "/sign-in?next=%2Fmails%3Fpage%3D2"
    assert get(app, "/").headers["location"] == "/sign-in"
    assert get(app, "/mails", headers={"sec-fetch-dest": "image"}).status == 401
    assert get(app, address("icon.svg")).status == 200


@pytest.mark.parametrize(("step", "page"), [(Step.CODE, "/sign-in/code"), (Step.ENROL, "/account/code")])
def test_half_a_sign_in_opens_the_next_step_only(step: Step, page: str) -> None:
    app = page_app(desk(), render, OneDoor(Role.SPECIALIST, step))

    answer = get(app, "/cases/case-0007")

    assert (answer.status, answer.headers["location"]) == (303, page)


def test_a_form_of_this_session_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLES, "POST /cases/{case_id}", frozenset({Role.SPECIALIST}))  # type: ignore[arg-type]  # a dict
    app = one_route(Role.SPECIALIST)

    assert post(app, "/cases/1", b"csrf=token&a=1", OWN).text == "done 1"
    assert Browser(app, csrf="token").post("/cases/1", {"a": "2"}).text == "done 2"


@pytest.mark.parametrize(
    ("body", "headers", "status"),
    [
        (b"a=1", OWN, 403),
        (b"csrf=other&a=1", OWN, 403),
        (b"csrf=token", {"content-type": FORM}, 403),
        (b"csrf=token", OWN | {"origin": "https://evil.example"}, 403),
        (b"csrf=token", OWN | {"origin": "null"}, 403),
        (b"csrf=token", OWN | {"origin": f"https://{HOST}"}, 403),
        (b"csrf=token", OWN | {"sec-fetch-site": "cross-site"}, 403),
        (b"csrf=token", OWN | {"sec-fetch-site": "same-site"}, 403),
        (b"csrf=token", OWN | {"content-type": "text/plain"}, 415),
        (b"csrf=token", OWN | {"content-type": "multipart/form-data; boundary=x"}, 415),
        (b"csrf=token", {"origin": f"http://{HOST}"}, 415),
        (b"csrf=token&" + b"x=1&" * 100_000, OWN, 413),
        (b"csrf=token&" + b"x=1&" * 1_000, OWN, 400),
        (b"csrf=token&a=%ff", OWN, 400),
        ("csrf=token&a=样".encode(), OWN, 400),
    ],
)
def test_t117_a_submission_that_no_page_of_ours_made_is_refused(
    monkeypatch: pytest.MonkeyPatch, body: bytes, headers: dict[str, str], status: int
) -> None:
    monkeypatch.setitem(ROLES, "POST /cases/{case_id}", frozenset({Role.SPECIALIST}))  # type: ignore[arg-type]  # a dict

    assert post(one_route(Role.SPECIALIST), "/cases/1", body, headers).status == status


def test_a_submission_without_a_session_is_told_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(ROLES, "POST /cases/{case_id}", frozenset({Role.SPECIALIST}))  # type: ignore[arg-type]  # a dict

    assert post(one_route(None), "/cases/1", b"csrf=token", OWN).status == 401
