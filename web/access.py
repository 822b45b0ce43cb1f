"""Who asks, whether they may, and whether it was really they who asked: settled before any handler runs.

`ROLES` is the only list of who may do what. A route that is not in it is refused to everybody.
"""

import hmac
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import BaseRoute, Match, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from filing.people import Person, Role, Step
from filing.people import Scope as CaseScope
from store.sessions import Session
from web.forms import TOKEN, Form, read_form
from web.guard import READING, Refuse, behind_tls, own_origin

PUBLIC: frozenset[Role] | None = None
ANYBODY = frozenset(Role)
SEES_CASES = frozenset({Role.SPECIALIST, Role.SUPERVISOR})
ACTS = frozenset({Role.SPECIALIST})
MANAGES = frozenset({Role.ADMINISTRATOR})

ROLES: Mapping[str, frozenset[Role] | None] = {
    "GET /": SEES_CASES,
    "GET /live": SEES_CASES,
    "GET /mails": SEES_CASES,
    "GET /cases/{case_id}": SEES_CASES,
    "POST /cases/{case_id}/look": SEES_CASES,
    "POST /cases/{case_id}/leave": SEES_CASES,
    "GET /cases/{case_id}/sort": ACTS,
    "POST /cases/{case_id}/acts/{act}": ACTS,
    "POST /queue/acts": ACTS,
    "GET /away": ACTS,
    "POST /away": ACTS,
    "GET /mails/{mail_id}": SEES_CASES,
    "GET /papers/{mail_id}/{part}/image.jpg": SEES_CASES,
    "GET /report": SEES_CASES,
    "GET /report/misses": SEES_CASES,
    "GET /report/export.{kind}": SEES_CASES,
    "GET /worksheets": SEES_CASES,
    "GET /worksheets/export.{kind}": SEES_CASES,
    "POST /worksheets/platform": SEES_CASES,
    "POST /worksheets/security": SEES_CASES,
    "GET /learning": frozenset({Role.SPECIALIST, Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "GET /health": frozenset({Role.SPECIALIST, Role.SUPERVISOR, Role.ADMINISTRATOR}),
    "GET /healthz": PUBLIC,
    "GET /static/{name}": PUBLIC,
    "GET /sign-in": PUBLIC,
    "POST /sign-in": PUBLIC,
    "GET /sign-in/code": ANYBODY,
    "POST /sign-in/code": ANYBODY,
    "GET /sign-in/company": PUBLIC,
    "GET /sign-in/company/return": PUBLIC,
    "POST /sign-out": ANYBODY,
    "GET /account": ANYBODY,
    "POST /account/sessions": ANYBODY,
    "GET /account/password": ANYBODY,
    "POST /account/password": ANYBODY,
    "GET /account/code": ANYBODY,
    "POST /account/code": ANYBODY,
    "GET /people": MANAGES,
    "POST /people": MANAGES,
    "GET /people/{person_id}": MANAGES,
    "POST /people/{person_id}": MANAGES,
    "GET /audit": frozenset({Role.AUDITOR, Role.SUPERVISOR}),
    "POST /papers/{mail_id}/{part}/open": ACTS,
    "POST /papers/{mail_id}/{part}/reveal": ACTS,
    "POST /mails/{mail_id}/raw": ACTS,
    "POST /mails/{mail_id}/again": ACTS,
}
"""Method and path, as the route has it → who may. PUBLIC: no sign-in; HEAD is as GET."""

BY_ITSELF = frozenset({"GET /live"})
"""What an open page asks while nobody is there: it keeps no session from running out [T120]."""

log = logging.getLogger("web")


@dataclass(frozen=True, slots=True)
class Visit:
    """A session as a request sees it. `csrf`: what each form must bear; `demo`: nobody signed in, the desk did it.

    `session`: None in the demo.
    """

    person: Person
    csrf: str
    step: Step = Step.IN
    demo: bool = False
    session: Session | None = None


class Door(Protocol):
    """What knows the sessions."""

    def visit(self, token: str, *, used: bool = True) -> Visit | None:
        """The session of a cookie's value ("" = no cookie), or None if there is none that is good now.

        `used`: whether a person does something with it, which keeps it from running out.
        """
        ...


def current(request: Request) -> Person:
    """Who asks. Only for routes that are not PUBLIC."""
    return visit_of(request).person


def scope_of(request: Request) -> CaseScope:
    """What of the cases and mails they may see: the argument of every query."""
    return current(request).scope


def visit_of(request: Request) -> Visit:
    """The session of a request that the table has let in. Raises HTTPException(401) without one."""
    visit = visitor(request)
    if visit is None:
        raise HTTPException(401)
    return visit


def visitor(request: Request) -> Visit | None:
    """The session of any request; None: nobody is signed in."""
    visit: Visit | None = getattr(request.state, "visit", None)
    return visit


class Access:
    """Pure ASGI middleware between the guard and the routes."""

    def __init__(self, app: ASGIApp, door: Door, routes: Sequence[BaseRoute], refuse: Refuse) -> None:
        self._app = app
        self._door = door
        self._routes = routes
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let one request in, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request = Request(scope)
        try:
            refusal = await self._refusal(request)
            if refusal is None and scope["method"] not in READING:
                form, receive = await read_form(scope, receive)
                request.state.form = form
                refusal = self._unproved(request, form)
        except HTTPException as error:
            refusal = self._refuse(request, error.status_code, "")
        await (refusal or self._app)(scope, receive, send)

    async def _refusal(self, request: Request) -> Response | None:
        """Sets `request.state.visit`. The answer to whoever may not, else None."""
        key = route_key(self._routes, request.scope)
        token = request.cookies.get(cookie_name(request), "")
        visit = await run_in_threadpool(self._door.visit, token, used=key not in BY_ITSELF)
        request.state.visit = visit
        if key is None:  # the router says 404 or 405
            return None
        if key not in ROLES:
            log.error("route %s is not in the table of roles", key)
            return self._refuse(request, 403, "")
        allowed = ROLES[key]
        return None if allowed is None else self._judge(request, visit, allowed)

    def _judge(self, request: Request, visit: Visit | None, allowed: frozenset[Role]) -> Response | None:
        if visit is None:
            return self._to_sign_in(request)
        if visit.step is not Step.IN:
            return None if request.url.path in STEP_PAGES[visit.step] else _go(STEP_PAGES[visit.step][0])
        if visit.person.role in allowed:
            return None
        if request.url.path == "/":
            return _go(HOMES[visit.person.role])
        return self._refuse(request, 403, "")

    def _to_sign_in(self, request: Request) -> Response:
        """People are led to the sign-in page; what a page loads or posts is told 401."""
        if request.method in READING and request.headers.get("sec-fetch-dest", "document") == "document":
            path = request.url.path + (f"?{request.url.query}" if request.url.query else "")
            return _go(SIGN_IN if path == "/" else f"{SIGN_IN}?next={quote(path, safe='')}")
        return self._refuse(request, 401, "")

    def _unproved(self, request: Request, form: Form) -> Response | None:
        """A submission must come from a page of ours, and bear its session's token [T117]."""
        visit = visitor(request)
        token = form.get(TOKEN, "")
        if not own_origin(request) or (
            visit is not None and not hmac.compare_digest(visit.csrf.encode(), token.encode())
        ):
            log.warning("submission to %s refused: not from a page of this session", request.url.path)
            return self._refuse(request, 403, "")
        return None


SIGN_IN = "/sign-in"
SIGN_OUT = "/sign-out"
STEP_PAGES: Mapping[Step, tuple[str, ...]] = {
    Step.CODE: ("/sign-in/code", SIGN_OUT),
    Step.PASSWORD: ("/account/password", SIGN_OUT),
    Step.ENROL: ("/account/code", SIGN_OUT),
}
HOMES = {Role.ADMINISTRATOR: "/people", Role.AUDITOR: "/audit", Role.SPECIALIST: "/", Role.SUPERVISOR: "/"}


def route_key(routes: Sequence[BaseRoute], scope: Scope) -> str | None:
    """The key in ROLES of the route that would answer; None if none would."""
    for route in routes:
        if route.matches(scope)[0] is Match.FULL:
            method = "GET" if scope["method"] == "HEAD" else scope["method"]
            return f"{method} {route.path}" if isinstance(route, Route) else "no plain route"
    return None


def cookie_name(request: Request) -> str:
    """With TLS the browser itself holds the cookie to this host and to TLS (`__Host-`)."""
    return "__Host-beian" if behind_tls(request) else "beian"


def _go(path: str) -> Response:
    return RedirectResponse(path, 303)
