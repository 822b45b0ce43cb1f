"""What the pages of accounts work with, and the door that knows their sessions."""

import hashlib
import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from filing.people import Step
from store.accesses import AccessLog
from store.entrance import Entrance
from store.people import People
from store.sessions import Session
from web.access import STEP_PAGES, Visit, cookie_name, visit_of
from web.guard import behind_tls
from web.oidc import Oidc


@dataclass(frozen=True, slots=True)
class Office:
    """Who may sign in, and how. `provinces`: the access provinces that a specialist may be given."""

    entrance: Entrance
    people: People
    log: AccessLog
    now: Callable[[], datetime]
    provinces: tuple[str, ...]
    oidc: Oidc | None = None


class SessionDoor:
    """web.access.Door over the stored sessions."""

    def __init__(self, entrance: Entrance) -> None:
        self._entrance = entrance

    def visit(self, token: str, *, used: bool = True) -> Visit | None:
        """The visit of a cookie's value, or None."""
        session = self._entrance.session(token, used=used)
        if session is None:
            return None
        csrf = hmac.new(token.encode(), b"csrf", hashlib.sha256).hexdigest()  # says nothing of the token itself
        return Visit(session.person, csrf, session.step, session=session)


def session_of(request: Request) -> Session:
    """The session behind a visit. Only for routes of the office, where everybody has one."""
    session = visit_of(request).session
    if session is None:
        raise HTTPException(401)
    return session


def keep(response: Response, request: Request, token: str) -> Response:
    """The token goes into the browser: for this host only, not for scripts, not to other sites [T120]."""
    name, tls = cookie_name(request), behind_tls(request)
    response.set_cookie(name, token, path="/", secure=tls, httponly=True, samesite="lax")
    return response


def forget(response: Response, request: Request) -> Response:
    """The cookie is taken away, and whatever the browser has kept of the pages [T125]."""
    name, tls = cookie_name(request), behind_tls(request)
    response.delete_cookie(name, path="/", secure=tls, httponly=True, samesite="lax")
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


def onward(request: Request, token: str, step: Step, after: str) -> Response:
    """To the page of the next step, or where the person was going; with the new token."""
    place = after if step is Step.IN else STEP_PAGES[step][0]
    return keep(RedirectResponse(place, 303), request, token)


def local_path(text: str) -> str:
    """A path of ours, or "/": nobody is led elsewhere by a link to the sign-in page [T136]."""
    plain = text.isascii() and text.isprintable() and "\\" not in text
    return text if plain and text.startswith("/") and not text.startswith(("//", "/sign-")) else "/"
