"""The door to smtplib, in two steps: all but the final dot, then the final dot."""

import contextlib
import re
import smtplib
import ssl
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from filing.errors import DeliveryUnknown, DeskError, TransportRefused, TransportTrouble
from filing.masking import mask_text
from replies.tls import tls_context

CONNECT_SECONDS = 30.0
ANSWER_SECONDS = 120.0  # RFC 5321 allows a server ten minutes after the dot; what takes longer than this is `unknown`

# Providers answer "too many, too fast" with 5xx (NetEase 554 DT:SPM, 550 MI:STC; Tencent 550): try later.
_TOO_FAST = re.compile(
    r"frequen|too (many|fast|often)|rate.?limit|try (again )?later|MI:STC|MI:SFQ|DT:SPM|频率|频繁", re.I
)


@dataclass(frozen=True, slots=True)
class SmtpSettings:
    """Where replies leave. `security` is tls, starttls or none (loopback only); without `user` there is no login.

    `token` gives a fresh OAuth token, which then stands for the password (XOAUTH2).
    """

    host: str
    port: int
    user: str = ""
    password: str = field(default="", repr=False)
    security: str = "tls"
    ca_file: Path | None = None
    token: Callable[[], str] | None = field(default=None, repr=False)


class SmtpTransport:
    """filing.ports.Transport over SMTP, one connection a reply."""

    def __init__(self, settings: SmtpSettings) -> None:
        """Raises ConfigurationRefused for an unprotected connection to another machine."""
        self._settings = settings
        self._context = tls_context(settings.host, settings.security, settings.ca_file)

    def offer(self, sender: str, recipient: str, message: bytes) -> "SmtpCommitting":
        """Connect, log in, MAIL, RCPT, DATA, the body. Raises TransportTrouble or TransportRefused: nothing is sent."""
        connection: smtplib.SMTP | None = None
        try:
            connection = self._connect()
            self._protect_and_log_in(connection)
            _envelope(connection, sender, recipient, message)
            _body(connection, message)
        except (TransportTrouble, TransportRefused):
            _hang_up(connection)
            raise
        except (OSError, smtplib.SMTPException, UnicodeError) as trouble:
            _hang_up(connection)
            raise self._told(trouble) from trouble
        return SmtpCommitting(connection)

    def _connect(self) -> smtplib.SMTP:
        host, port = self._settings.host, self._settings.port
        if self._settings.security == "tls":
            return smtplib.SMTP_SSL(host, port, timeout=CONNECT_SECONDS, context=self._context)
        return smtplib.SMTP(host, port, timeout=CONNECT_SECONDS)

    def _protect_and_log_in(self, connection: smtplib.SMTP) -> None:
        """STARTTLS that is not offered raises: there is no plain fallback."""
        if self._settings.security == "starttls":
            connection.starttls(context=self._context)
        connection.ehlo_or_helo_if_needed()
        if self._settings.token is not None:
            _show_token(connection, self._settings.user, self._settings.token)
        elif self._settings.user:
            connection.login(self._settings.user, self._settings.password)
        if connection.sock is not None:
            connection.sock.settimeout(ANSWER_SECONDS)

    def _told(self, trouble: Exception) -> TransportTrouble:
        """Whatever fails around the envelope is ours or the network's: the reply stays and is tried again."""
        where = f"发信服务器 {self._settings.host}:{self._settings.port}"
        if isinstance(trouble, smtplib.SMTPAuthenticationError):
            advice = "请核对发信用户名和客户端授权码；回复已保留，改正后会自动发出。"
            return TransportTrouble(f"{where}拒绝登录（{trouble.smtp_code}）。", advice)
        if isinstance(trouble, ssl.SSLError):
            return TransportTrouble(f"{where}的加密连接失败：{trouble.reason}。", "请核对服务器地址、端口和证书。")
        if isinstance(trouble, smtplib.SMTPResponseException):
            return TransportTrouble(f"{where}应答 {trouble.smtp_code}。", "程序会自动重试。")
        return TransportTrouble(f"{where}连接失败：{mask_text(str(trouble))[:200]}。", "程序会自动重试；请检查网络。")


class SmtpCommitting:
    """filing.ports.Committing: the server holds the body and waits for the final dot."""

    def __init__(self, connection: smtplib.SMTP) -> None:
        self._connection = connection

    def final_dot(self) -> int:
        """Write the final dot; the server's code. A 5xx that only says "too fast" is reported as 451.

        Raises DeliveryUnknown if no answer comes: the server may or may not have kept the mail.
        """
        try:
            _write(self._connection, b".\r\n")
            code, text = self._connection.getreply()
        except (OSError, smtplib.SMTPException) as trouble:
            self.abort()
            message = "邮件已全部传出，但没有收到对方服务器的确认，无法确定是否送达。"
            raise DeliveryUnknown(message, "请在发件箱或对方处核实后再决定是否重发。") from trouble
        self._leave()
        return 451 if code >= 500 and _too_fast(text) else code

    def abort(self) -> None:
        """Drop the connection without the final dot: nothing was sent."""
        _hang_up(self._connection)

    def _leave(self) -> None:
        with contextlib.suppress(OSError, smtplib.SMTPException):
            self._connection.quit()
        _hang_up(self._connection)


def _show_token(connection: smtplib.SMTP, user: str, token: Callable[[], str]) -> None:
    """AUTH XOAUTH2. A refusal comes as a challenge, which an empty answer ends."""
    try:
        told = f"user={user}\1auth=Bearer {token()}\1\1"
    except DeskError as refused:
        raise TransportTrouble(refused.message, refused.advice) from refused
    connection.auth("XOAUTH2", lambda challenge=None: told if challenge is None else "")


def _envelope(connection: smtplib.SMTP, sender: str, recipient: str, message: bytes) -> None:
    """MAIL with SIZE where the server wants to know it, RCPT, DATA."""
    options = [f"size={len(message)}"] if connection.has_extn("size") else []
    if not (sender + recipient).isascii():
        if not connection.has_extn("smtputf8"):
            raise TransportRefused("发信服务器不支持中文邮箱地址。", "请人工通过其他方式联系客户。")
        options += ["SMTPUTF8", "BODY=8BITMIME"]
    _expect(connection.mail(sender, options), "发件人")
    _expect(connection.rcpt(recipient), "收件人")
    _expect(connection.docmd("DATA"), "邮件内容")


def _expect(answer: tuple[int, bytes], what: str) -> None:
    """2xx and 354 go on; 5xx is for good, unless it only says "too fast"; anything else may be tried again."""
    code, text = answer
    if 200 <= code < 400:
        return
    said = mask_text(text.decode("utf-8", "replace"))[:200]
    message = f"对方服务器不接受{what}（{code} {said}）。"
    if code >= 500 and not _too_fast(text):
        raise TransportRefused(message, "请人工核对收件地址和邮件内容，必要时改用电话联系客户。")
    raise TransportTrouble(message, "程序会稍后自动重试。")


def _too_fast(text: bytes) -> bool:
    return _TOO_FAST.search(text.decode("utf-8", "replace")) is not None


def _body(connection: smtplib.SMTP, message: bytes) -> None:
    """The message with CRLF line ends and its leading dots doubled, without the final dot."""
    lines = re.sub(rb"\r\n|\r|\n", b"\r\n", message)
    lines = lines if lines.endswith(b"\r\n") else lines + b"\r\n"
    _write(connection, re.sub(rb"^\.", b"..", lines, flags=re.M))


def _write(connection: smtplib.SMTP, content: bytes) -> None:
    if connection.sock is None:
        raise smtplib.SMTPServerDisconnected("connection is closed")
    connection.sock.sendall(content)


def _hang_up(connection: smtplib.SMTP | None) -> None:
    if connection is not None:
        connection.close()
