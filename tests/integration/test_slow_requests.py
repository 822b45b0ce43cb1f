"""Requests that never come to their end, and too large ones: over the network, as strangers send them [T137]."""

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress

import pytest

from service import web_server
from tests.fakes.tools import page_app
from tests.fakes.views import desk, render

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
PATIENCE, SURELY = 0.6, 20.0  # seconds: a busy machine may be slow
HOST = b"Host: 127.0.0.1\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(web_server, "PATIENCE", PATIENCE)
    server = web_server.web_server(page_app(desk(), render), "127.0.0.1", 0)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield server.servers[0].sockets[0].getsockname()[1]
    server.should_exit = True
    thread.join(10)


def dripped(port: int, head: bytes, drip: bytes) -> float:
    """Send the head at once and then a drip, again and again; seconds until the other side had enough."""
    begin = time.monotonic()
    with socket.create_connection(("127.0.0.1", port), timeout=SURELY) as connection:
        connection.sendall(head)
        connection.settimeout(0.05)
        while time.monotonic() < begin + SURELY:
            try:
                if drip:
                    connection.sendall(drip)
                if connection.recv(65536) == b"":
                    break
            except TimeoutError:
                continue
            except OSError:
                break
    return time.monotonic() - begin


@pytest.mark.parametrize(
    ("head", "drip"),
    [
        (b"", b""),
        (b"GET / HTTP/1.1\r\n" + HOST + b"X: ", b"a"),
        (b"POST /queue/acts HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 99999\r\n\r\n", b"a"),
        (b"GET /healthz HTTP/1.1\r\n" + HOST + b"\r\nGET /healthz HTTP/1.1\r\n", b"a"),
    ],
    ids=["nothing", "head", "form", "second request"],
)
def test_t137_a_drip_is_cut_off_and_others_are_answered(port: int, head: bytes, drip: bytes) -> None:
    assert dripped(port, head, drip) < SURELY
    assert answer(port, b"GET /healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n").startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/1.1\r\n" + HOST + b"X: " + b"a" * 400_000 + b"\r\n\r\n",
        b"POST /queue/acts HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 300000\r\n\r\n" + b"a" * 300_000,
        b"POST /queue/acts HTTP/1.1\r\n" + HOST + FORM + b"Content-Length: 4000\r\n\r\n" + b"a=&" * 1333 + b"b",
    ],
    ids=["head", "form", "fields"],
)
def test_t137_what_is_too_large_is_refused(port: int, request_: bytes) -> None:
    status = answer(port, request_.replace(HOST, HOST + b"Connection: close\r\n"))[:12]

    assert status in (b"", b"HTTP/1.1 400", b"HTTP/1.1 413")  # or cut off in the middle of it


def answer(port: int, request: bytes) -> bytes:
    """All that comes back."""
    got = b""
    with socket.create_connection(("127.0.0.1", port), timeout=SURELY) as connection, suppress(OSError):
        connection.sendall(request)
        while piece := connection.recv(65536):
            got += piece
    return got
