"""A browser of an ASGI application, without a socket: single requests, or a visit that keeps its cookies."""

import asyncio
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import unquote, urlencode

from starlette.types import ASGIApp, Message


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    content: bytes
    cookies: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        return self.content.decode("utf-8")


Headers = Mapping[str, str]
HOST = "127.0.0.1:8580"
FORM = "application/x-www-form-urlencoded"


def get(
    app: ASGIApp, address: str, *, method: str = "GET", hosts: tuple[str, ...] = (HOST,), headers: Headers | None = None
) -> Answer:
    """Ask for an address (raw: a path as the client wrote it, with its query)."""
    told = [("host", host) for host in hosts] + list((headers or {}).items())
    return asyncio.run(_ask(app, _scope(address, method, told), b""))


async def ask(app: ASGIApp, address: str) -> Answer:
    """The same in a loop that runs already, as a page that a person opens."""
    return await _ask(app, _scope(address, "GET", [("host", HOST), ("sec-fetch-dest", "document")]), b"")


def post(app: ASGIApp, address: str, body: bytes, headers: Headers) -> Answer:
    """Send these bytes, with these headers beside the Host."""
    told = [("host", HOST), *headers.items()] if "host" not in headers else list(headers.items())
    return asyncio.run(_ask(app, _scope(address, "POST", told), body))


@dataclass
class Browser:
    """One person's browser: it keeps cookies, puts a page's token into its forms, and says where it comes from."""

    app: ASGIApp
    host: str = HOST
    scheme: str = "http"
    cookies: dict[str, str] = field(default_factory=dict)
    csrf: str = ""

    def get(self, address: str, **headers: str) -> Answer:
        """Open a page; the token of its forms is remembered."""
        told = {"sec-fetch-dest": "document"} | self._cookie() | {k.replace("_", "-"): v for k, v in headers.items()}
        answer = self._kept(get(self.app, address, hosts=(self.host,), headers=told))
        token = re.search(rb'name="csrf" value="([^"]*)"', answer.content)
        self.csrf = token[1].decode() if token else self.csrf
        return answer

    def post(self, address: str, fields: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Submit a form of the page that was opened last."""
        body = urlencode({"csrf": self.csrf} | dict(fields or {})).encode()
        own = {"host": self.host, "content-type": FORM, "origin": f"{self.scheme}://{self.host}"}
        told = own | self._cookie() | {k.replace("_", "-"): v for k, v in headers.items()}
        return self._kept(post(self.app, address, body, told))

    def _cookie(self) -> dict[str, str]:
        return {"cookie": "; ".join(f"{k}={v}" for k, v in self.cookies.items())} if self.cookies else {}

    def _kept(self, answer: Answer) -> Answer:
        for cookie in answer.cookies:
            name, _, value = cookie.partition(";")[0].partition("=")
            self.cookies[name] = value
        return answer


async def _ask(app: ASGIApp, scope: dict[str, Any], body: bytes) -> Answer:
    sent: list[Message] = []
    asked: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Message:
        return asked.pop() if asked else {"type": "http.disconnect"}  # nobody waits for a stream without an end

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    cookies = tuple(value.decode() for name, value in sent[0]["headers"] if name == b"set-cookie")
    return Answer(sent[0]["status"], headers, b"".join(m.get("body", b"") for m in sent[1:]), cookies)


def _scope(address: str, method: str, headers: Sequence[tuple[str, str]]) -> dict[str, Any]:
    path, _, query = address.partition("?")
    return {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in headers],
        "client": ("127.0.0.1", 1),
        "server": ("127.0.0.1", 8580),
    }
