"""What holds for every answer: asked under a name of ours, to read or to post; strict headers; no traceback leaves.

A page on the internet could reach the desk through a name that it has re-pointed to our address (DNS rebinding). Such
a request bears that name in Host, and is refused: only this machine's own names and the configured ones are answered.
"""

import logging
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from ipaddress import ip_address

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from web.rate import Rate

LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
READING = ("GET", "HEAD")
METHODS = (*READING, "POST")

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "font-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "frame-src 'self'",
        "object-src 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with no-referrer, forms would be posted with `Origin: null`
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

Refuse = Callable[[Request, int, str], Response]
"""(request, status, incident id or "") → the error page."""

log = logging.getLogger("web")


@dataclass(frozen=True, slots=True)
class Names:
    """`public`: names under which a proxy serves the desk with TLS; lower case, with the port if it is not 443.

    `proxies`: the addresses of those proxies; from others such a name is refused, and what they forward not believed.
    """

    public: frozenset[str] = frozenset()
    proxies: frozenset[str] = frozenset({"127.0.0.1", "::1"})


LOOPBACK = Names()


class Guard:
    """Pure ASGI middleware, so that nothing can answer around it, the error page included."""

    def __init__(self, app: ASGIApp, refuse: Refuse, names: Names, rate: Rate) -> None:
        self._app = app
        self._rate = rate
        self._refuse = refuse
        self._names = names

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse, one request. Sets `request.state.public` and `request.state.address`."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        host, peer = _host(scope), (scope.get("client") or ("",))[0]
        public = host in self._names.public and peer in self._names.proxies
        address = _forwarded(scope) or peer if public else peer
        scope.setdefault("state", {}).update(public=public, address=address)
        send, status = _with_headers(send), self._refusal(scope, host)
        if status:
            await self._refuse(Request(scope), status, "")(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    def _refusal(self, scope: Scope, host: str) -> int:
        """The status of a request that is refused unread, else 0."""
        if not scope["state"]["public"] and not LOCAL_HOST.fullmatch(host):
            return 421
        if not self._rate.allows(scope["state"]["address"]):
            return 429
        return 0 if scope["method"] in METHODS else 405

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:  # the last wall: whatever broke, the reader gets an incident id and no trace [T189]
            incident = secrets.token_hex(4)
            log.exception("incident %s", incident)
            await self._refuse(Request(scope), 500, incident)(scope, receive, send)


def _forwarded(scope: Scope) -> str:
    """Whom our proxy answers: the last one in its list. What stands before it, the asker may have written [T138]."""
    lists = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    last = lists[-1].rpartition(",")[2].strip() if lists else ""
    try:
        return str(ip_address(last))
    except ValueError:
        return ""


def address_of(request: Request) -> str:
    """Where the request comes from, as the guard made it out."""
    return str(request.state.address)


def at_this_machine(request: Request) -> bool:
    """Asked on this machine itself, and not through a proxy that stands here for the world."""
    try:
        return not behind_tls(request) and ip_address(address_of(request)).is_loopback
    except ValueError:
        return False


def behind_tls(request: Request) -> bool:
    """Public names are served behind TLS only, this machine's own names without."""
    return bool(request.state.public)


def own_origin(request: Request) -> bool:
    """Whether a page of ours sent it: what the browser says of the page's origin, in one of two headers or both."""
    site, origin = request.headers.get("sec-fetch-site"), request.headers.get("origin")
    if site not in (None, "same-origin"):
        return False
    if origin is None:
        return site is not None
    scheme = "https" if behind_tls(request) else "http"
    return origin.lower() == f"{scheme}://{_host(request.scope)}"


def _host(scope: Scope) -> str:
    """The one Host header in lower case; "" if there are none or several."""
    hosts = [value.decode("latin-1").lower() for name, value in scope["headers"] if name == b"host"]
    return hosts[0] if len(hosts) == 1 else ""


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update({**HEADERS, "Cache-Control": headers.get("Cache-Control", HEADERS["Cache-Control"])})
            if message["status"] == 405:
                headers["Allow"] = ", ".join(METHODS)
        await send(message)

    return sending
