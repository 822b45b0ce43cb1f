"""A whole running desk with one mailbox, on the embedded mail servers."""

import hashlib
import time
from datetime import datetime
from pathlib import Path

from filing.people import EVERYTHING
from filing.terms import MailStatus
from service.clock import SHANGHAI
from service.embedded import Delivered, EmbeddedMail
from service.service import Service
from service.settings import Settings
from store.fsck import Report, fsck
from store.queries import MailDetail

OWN = "jsba@filing.example"
PATIENCE = 180.0


class SmallDesk:
    """A context manager."""

    def __init__(self, folder: Path) -> None:
        self.mail = EmbeddedMail({OWN: "pw"}, {}, lambda: datetime.now(SHANGHAI))
        self._folder = folder

    def __enter__(self) -> "SmallDesk":
        self.mail.__enter__()
        secret = self._folder / "password"
        secret.write_text("pw")
        box = {
            "address": OWN, "access": "jiangsu", "user": OWN, "password_file": secret, "poll_seconds": 1,
            "imap_host": self.mail.host, "imap_port": self.mail.imap_port, "imap_security": "none",
            "smtp_host": self.mail.host, "smtp_port": self.mail.smtp_port, "smtp_security": "none",
        }  # fmt: skip
        table = {"data": self._folder / "data", "mailbox": {"jiangsu": box}, "ocr": {"workers": 1}}
        self.service = Service(Settings.model_validate(table), ("imap", "ocr", "case", "smtp"))
        self.service.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.service.stop(0)
        self.mail.__exit__(None, None, None)

    def put(self, raw: bytes) -> str:
        """Deliver a mail; its id."""
        crlf = raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        self.mail.put(OWN, crlf, datetime.now(SHANGHAI))
        return hashlib.sha256(crlf).hexdigest()

    def settled(self, mail_id: str) -> MailDetail:
        """Wait until the mail has come to its end."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            detail = self.service.queries.mail_detail(EVERYTHING, mail_id)
            if detail and detail.line.status not in (MailStatus.RECEIVED, MailStatus.PROCESSING):
                return detail
            time.sleep(0.2)
        raise AssertionError("the mail has no visible state")

    def delivered(self, count: int) -> tuple[Delivered, ...]:
        """Wait until so many replies have left."""
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline and len(self.mail.delivered()) < count:
            time.sleep(0.2)
        return self.mail.delivered()

    def fsck(self) -> Report:
        """Is anything lost, doubled or stuck?"""
        return fsck(self.service.database, self.service.blobs, datetime.now(SHANGHAI))
