"""What holds for every answer: only this machine may ask, only to read, under strict headers; no traceback leaves.

The service listens on loopback without sign-in, so a page on the internet could reach it through a name that it has
re-pointed to 127.0.0.1 (DNS rebinding). Such a request bears that name in Host, and is refused.
"""

import logging
import re
import secrets
from collections.abc import Callable

from starlette.datastructures import MutableHeaders
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?", re.IGNORECASE | re.ASCII)
READING = ("GET", "HEAD")

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
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), display-capture=(), geolocation=(), microphone=(), payment=(), usb=()",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}

Refuse = Callable[[Request, int, str], Response]
"""(request, status, incident id or "") → the error page."""

log = logging.getLogger("web")


class Guard:
    """Pure ASGI middleware, so that nothing can answer around it, the error page included."""

    def __init__(self, app: ASGIApp, refuse: Refuse) -> None:
        self._app = app
        self._refuse = refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or refuse, one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        send, status = _with_headers(send), _refusal(scope)
        if status:
            await self._refuse(Request(scope), status, "")(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await self._app(scope, receive, send)
        except Exception:  # the last wall: whatever broke, the reader gets an incident id and no trace [T189]
            incident = secrets.token_hex(4)
            log.exception("incident %s", incident)
            await self._refuse(Request(scope), 500, incident)(scope, receive, send)


def _refusal(scope: Scope) -> int:
    """The status of a request that is refused unread, else 0."""
    hosts = [value.decode("latin-1") for name, value in scope["headers"] if name == b"host"]
    if len(hosts) != 1 or not LOCAL_HOST.fullmatch(hosts[0]):
        return 421
    return 0 if scope["method"] in READING else 405


def _with_headers(send: Send) -> Send:
    async def sending(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            headers.update(HEADERS)
            if message["status"] == 405:
                headers["Allow"] = ", ".join(READING)
        await send(message)

    return sending
