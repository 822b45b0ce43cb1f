"""The connection of intake.inbox to its server: how it is made and cut off, and how its failures are told."""

import contextlib
import imaplib
import ssl
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from imapclient import IMAPClient, SocketTimeout
from imapclient.exceptions import IMAPClientError, LoginError

from filing.errors import DeskError, LoginRefused, MailboxTrouble
from filing.masking import mask_text
from intake.line import TlsContext
from replies.tls import tls_context

PATIENCE = 60.0  # seconds without any byte, and for any command but a fetch
LARGEST = 128 * 2**20  # what is beyond is left on the server; the cut mail goes to a person
IDENTITY = {"name": "beian-desk", "version": "1.0", "vendor": "beian-desk"}
_NOT_REFUSED = ("[UNAVAILABLE]", "[INUSE]", "[LIMIT]", "SOCKET ERROR")
"""A login failed by these, not by its password: the client's library tells a line that broke then as a refusal, too."""


@dataclass(frozen=True, slots=True)
class ImapSettings:
    """Where a mailbox is. `mailbox` is its key in the settings; `security` is tls, starttls or none (loopback only).

    `token` gives a fresh OAuth token, which then stands for the password (XOAUTH2).
    """

    mailbox: str
    host: str
    port: int
    user: str
    password: str = field(repr=False)
    security: str = "tls"
    folder: str = "INBOX"
    ca_file: Path | None = None
    token: Callable[[], str] | None = field(default=None, repr=False)


def connect(settings: ImapSettings) -> Any:  # the client's library has no types
    """A client, not logged in yet. Raises whatever the library or the network raises."""
    client = IMAPClient(
        settings.host,
        settings.port,
        ssl=settings.security == "tls",
        ssl_context=_context(settings),
        timeout=SocketTimeout(connect=15, read=PATIENCE),
    )
    client.normalise_times = False  # INTERNALDATE with its time zone
    client._imap.debug = 0
    _cap_literals(client._imap)
    return client


def _context(settings: ImapSettings) -> TlsContext | None:
    context = tls_context(settings.host, settings.security, settings.ca_file)
    return TlsContext(context) if context else None


def _cap_literals(imap: Any) -> None:
    """A server that announces a literal of gigabytes is hung up on."""
    read = imap.read

    def capped(size: int) -> bytes:
        if size > LARGEST:
            raise imaplib.IMAP4.abort(f"literal of {size} bytes")
        content: bytes = read(size)
        return content

    imap.read = capped


def log_in(client: Any, settings: ImapSettings) -> None:
    """STARTTLS where it is asked for, login, ID."""
    if settings.security == "starttls":
        client.starttls(ssl_context=_context(settings))
    plain = settings.user.isascii() and settings.password.isascii()
    if settings.token is not None:
        client.oauth2_login(settings.user, settings.token())
    else:
        (client.login if plain else client.plain_login)(settings.user, settings.password)
    client._cached_capabilities = None  # some servers offer more after the login
    with contextlib.suppress(IMAPClientError):
        _introduce(client)


def _introduce(client: Any) -> None:
    """NetEase answers SELECT with "Unsafe Login" unless an ID was sent, which it does not always announce."""
    if client.has_capability("ID"):
        client.id_(IDENTITY)
    else:
        client._imap._simple_command("ID", "(" + " ".join(f'"{k}" "{v}"' for k, v in IDENTITY.items()) + ")")


@contextlib.contextmanager
def deadline(client: Any, seconds: float) -> Iterator[None]:
    """Cut the connection after `seconds`, from another thread: only shutting the socket down frees a blocked read."""
    watchdog = threading.Timer(seconds, drop, (client,))
    watchdog.daemon = True
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()


def drop(client: Any) -> None:
    """Close the socket, whatever state it is in."""
    with contextlib.suppress(OSError):
        client.socket().shutdown(2)
    with contextlib.suppress(Exception):
        client.shutdown()


def classified(settings: ImapSettings, trouble: Exception) -> DeskError:
    """What happened, for the operator. The password is in none of these texts."""
    where = f"邮箱 {settings.mailbox}（{settings.host}:{settings.port}）"
    said = mask_text(str(trouble).removeprefix("b'").removesuffix("'"))[:200]
    if isinstance(trouble, DeskError):
        return trouble
    if isinstance(trouble, LoginError) and not any(word in said.upper() for word in _NOT_REFUSED):
        advice = "请核对用户名和客户端授权码（不是网页登录密码），并确认邮箱已开启 IMAP 服务。"
        return LoginRefused(f"{where}拒绝登录：{said}。", advice)
    if isinstance(trouble, ssl.SSLCertVerificationError):
        return MailboxTrouble(
            f"{where}的证书无法验证：{trouble.verify_message}。", "请核对服务器地址，或配置 ca_file。"
        )
    if isinstance(trouble, TimeoutError):
        return MailboxTrouble(f"{where}在规定时间内没有应答。", "程序会自动重试；若持续出现，请检查网络。")
    if isinstance(trouble, OSError):
        return MailboxTrouble(f"{where}无法连接：{said}。", "程序会自动重试；若持续出现，请检查地址、端口和网络。")
    return MailboxTrouble(f"{where}应答异常：{said}。", "程序会自动重新连接；若持续出现，请联系邮箱服务商。")
