"""A whole mail system on loopback: a real SMTP server that delivers into a real Dovecot."""

import threading
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult

from filing.mail import RawMail
from intake.inbox import ImapInbox, ImapSettings
from service.settings import Settings
from tests.fakes.dovecot import Dovecot, free_port

JIANGSU, ANHUI = "jsba@filing.example", "ahba@filing.example"
CUSTOMER = "customer@customer.example"
USERS = {JIANGSU: "js-secret", ANHUI: "ah-secret", CUSTOMER: "customer-secret"}


class PostOffice:
    """A context manager. Mail to one of USERS lands in his INBOX; to anybody else it is refused, nothing leaves."""

    def __init__(self) -> None:
        self.dovecot = Dovecot(USERS)
        self.senders: list[str] = []
        self._lock = threading.Lock()
        self._smtp = Controller(
            self, hostname="127.0.0.1", port=free_port(), data_size_limit=70_000_000, enable_SMTPUTF8=True,
            authenticator=_authenticate, auth_require_tls=False, server_hostname="localhost",
        )  # fmt: skip

    def __enter__(self) -> "PostOffice":
        self.dovecot.__enter__()
        self._smtp.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._smtp.stop()
        self.dovecot.__exit__()

    @property
    def smtp_port(self) -> int:
        return int(self._smtp.port)

    async def handle_RCPT(  # noqa: N802 - aiosmtpd's name
        self, _server: object, _session: object, envelope: Any, address: str, _options: object
    ) -> str:
        if address.lower() not in USERS:
            return "550 no such user here"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: object, _session: object, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        with self._lock:
            self.senders.append(envelope.mail_from)
            for recipient in envelope.rcpt_tos:
                self.dovecot.put(envelope.content.replace(b"\r\n", b"\n"), recipient.lower())
        return "250 kept"

    def letters(self, user: str) -> list[RawMail]:
        """What a person finds when he opens his mailbox by IMAP."""
        inbox = ImapInbox(ImapSettings("x", "localhost", self.dovecot.plain_port, user, USERS[user], "none"))
        try:
            return list(inbox.since(0))
        finally:
            inbox.close()

    def settings(self, folder: Path, **more: object) -> Settings:
        """Settings of a service with both filing mailboxes."""
        for user, password in USERS.items():
            (folder / f"{user}.password").write_text(password, encoding="utf-8")
        mailboxes = {key: self._mailbox(key, user, folder) for key, user in (("jiangsu", JIANGSU), ("anhui", ANHUI))}
        access = {"jiangsu": {"ip_ranges": ["203.0.113.0/24"]}, "anhui": {"ip_ranges": ["198.51.100.0/24"]}}
        return Settings.model_validate({"data": folder / "data", "mailbox": mailboxes, "access": access, **more})

    def _mailbox(self, key: str, user: str, folder: Path) -> dict[str, object]:
        return {
            "address": user, "access": key, "user": user, "password_file": folder / f"{user}.password",
            "imap_host": "localhost", "imap_port": self.dovecot.tls_port, "ca_file": self.dovecot.ca_file,
            "smtp_host": "127.0.0.1", "smtp_port": self.smtp_port, "smtp_security": "none", "poll_seconds": 1,
        }  # fmt: skip


def _authenticate(_server: object, _session: object, _envelope: object, _how: str, given: Any) -> AuthResult:
    right = USERS.get(given.login.decode()) == given.password.decode()
    return AuthResult(success=right, handled=right)
