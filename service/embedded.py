"""Real mail servers inside this process, on loopback, for the demo and the tests: IMAP (pymap) and SMTP (aiosmtpd).

Everything is in memory and gone at the end. Nothing leaves the machine: mail to strangers is kept and can be looked at.
"""

import asyncio
import logging
import threading
from argparse import Namespace
from collections.abc import Callable, Coroutine, Mapping
from dataclasses import dataclass
from datetime import datetime
from types import TracebackType
from typing import Any, TypeVar

from aiosmtpd.smtp import SMTP, AuthResult
from proxyprotocol.reader import ProxyProtocolReader
from pymap.backend.dict import Config, Identity, Login
from pymap.imap import IMAPServer
from pymap.parsing.message import AppendMessage
from pymap.user import Passwords, UserMetadata

HOST = "127.0.0.1"
LARGEST = 70_000_000  # bytes of one mail
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Delivered:
    """A mail that left the desk: envelope and bytes as the server took them."""

    sender: str
    recipient: str
    message: bytes


class EmbeddedMail:
    """A context manager: both servers run in a thread of their own while it is entered.

    `own` are our filing mailboxes, `customers` people who may read their mail by IMAP: addresses with passwords; the
    address is the login name. Mail to one of `own` lands in its INBOX; mail to anybody else is listed by `delivered()`
    and, for a known customer, lands in the INBOX, too. `now` dates what arrives.
    """

    host = HOST

    def __init__(self, own: Mapping[str, str], customers: Mapping[str, str], now: Callable[[], datetime]) -> None:
        self._own = frozenset(address.lower() for address in own)
        self._passwords = {**customers, **own}
        self._names = {address.lower(): address for address in self._passwords}  # login names are case-sensitive
        self._now = now
        self._delivered: list[Delivered] = []
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="embedded-mail", daemon=True)
        self._servers: list[asyncio.Server] = []
        self.imap_port = 0
        self.smtp_port = 0

    def __enter__(self) -> "EmbeddedMail":
        logging.getLogger("mail.log").setLevel(logging.ERROR)  # aiosmtpd warns at each login of a name of its own
        self._thread.start()
        self._call(self._start())
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._call(self._stop())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def put(self, address: str, message: bytes, received_at: datetime) -> None:
        """Put a mail straight into the INBOX of a known address, as if it had come at that moment."""
        self._call(self._append(self._names[address.lower()], message, received_at))

    def delivered(self) -> tuple[Delivered, ...]:
        """What was sent to anybody but our own mailboxes, in order."""
        return tuple(self._delivered)

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        """Called by aiosmtpd for each mail."""
        for recipient in envelope.rcpt_tos:
            address = str(recipient).lower()
            if address not in self._own:
                self._delivered.append(Delivered(envelope.mail_from, address, envelope.content))
            if address in self._names:
                await self._append(self._names[address], envelope.content, self._now())
        return "250 OK"

    def _call(self, work: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(work, self._loop).result(timeout=60)

    async def _start(self) -> None:
        config = _config()
        config.apply_context()
        self._login = Login(config)
        for address, password in self._passwords.items():
            hashed = await Passwords(config).hash_password(password)
            await self._identity(address).set(UserMetadata(config, address, password=hashed))
        callback = ProxyProtocolReader(config.proxy_protocol).get_callback(IMAPServer(self._login, config))
        imap = await asyncio.start_server(callback, HOST, 0)
        smtp = await self._loop.create_server(self._smtp, HOST, 0)
        self._servers = [imap, smtp]
        self.imap_port, self.smtp_port = (server.sockets[0].getsockname()[1] for server in self._servers)

    async def _stop(self) -> None:
        for server in self._servers:
            server.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    def _identity(self, address: str) -> Identity:
        return Identity(address, self._login, None, frozenset())

    async def _append(self, address: str, message: bytes, at: datetime) -> None:
        async with self._identity(address).new_session() as session:
            await session.append_messages("INBOX", [AppendMessage(message, at, frozenset())])

    def _smtp(self) -> SMTP:
        return SMTP(
            self,
            data_size_limit=LARGEST,
            enable_SMTPUTF8=True,
            hostname="localhost",
            authenticator=self._authenticate,
            auth_require_tls=False,
            loop=self._loop,
        )

    def _authenticate(self, _server: object, _session: object, _envelope: object, _how: str, given: Any) -> AuthResult:
        right = self._passwords.get(given.login.decode()) == given.password.decode()
        return AuthResult(success=right, handled=right)


class _Config(Config):
    """Without the library's look-up of this machine's name, which may take seconds."""

    @property
    def greeting(self) -> bytes:
        """The first line that a client sees."""
        return b"Server ready"


def _config() -> Config:
    """No TLS: the servers listen on loopback only."""
    args = Namespace(passlib_cfg=None, proxy_protocol=None)
    return _Config(
        args,
        debug=False,
        host=HOST,
        port=0,
        tls_enabled=False,
        demo_data=False,
        demo_user="",
        demo_password="",
    )
