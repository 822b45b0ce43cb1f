"""The door to uvicorn: how the desk's pages are served."""

import asyncio

import uvicorn
from starlette.types import ASGIApp
from uvicorn.protocols.http.h11_impl import H11Protocol

Server = uvicorn.Server

PATIENCE = 20.0  # seconds for a whole request to come in: a page of ours sends one in a blink
IDLE = 10  # seconds that a connection is kept after an answer
MOST = 500  # connections: open pages listen; beyond that: 503, before memory is short
LONGEST_HEAD = 32 * 1024  # bytes


class Hurried(H11Protocol):
    """Closes a connection whose request does not come to its end, so that a drip holds no place for long [T137]."""

    _late: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """A new connection has to ask for something."""
        super().connection_made(transport)
        self._watch()

    def data_received(self, data: bytes) -> None:
        """More of a request."""
        super().data_received(data)
        self._watch()

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing more comes."""
        super().connection_lost(exc)
        self._calm()

    def _watch(self) -> None:
        """The time runs from the first byte to the last, whatever comes in between."""
        asking = self.cycle is None or self.cycle.response_complete or self.cycle.more_body
        if not asking:
            self._calm()
        elif self._late is None:
            self._late = self.loop.call_later(PATIENCE, self.transport.close)

    def _calm(self) -> None:
        if self._late is not None:
            self._late.cancel()
            self._late = None


def web_server(app: ASGIApp, host: str, port: int) -> uvicorn.Server:
    """A server that has not begun. Its log is ours (service.logs), which masks; it keeps no list of what was asked."""
    config = uvicorn.Config(
        app,
        host=host,
        port=port,
        http=Hurried,
        log_config=None,
        log_level="warning",
        access_log=False,
        proxy_headers=False,  # web.guard decides whom to believe
        server_header=False,
        timeout_keep_alive=IDLE,
        limit_concurrency=MOST,
        h11_max_incomplete_event_size=LONGEST_HEAD,
    )
    return uvicorn.Server(config)
