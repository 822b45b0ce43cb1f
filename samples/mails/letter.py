"""What somebody writes, before a mail program makes bytes of it."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

CHINA = timezone(timedelta(hours=8))

TYPES = {
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "pdf": "application/pdf",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
}


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file by name and bytes."""

    name: str
    content: bytes

    @property
    def content_type(self) -> str:
        """By the name's suffix."""
        return TYPES.get(self.name.rsplit(".", 1)[-1].lower(), "application/octet-stream")


@dataclass(frozen=True, slots=True)
class Letter:
    """`text` is plain text with \\n; `sender` a bare address; `in_reply_to` a Message-ID with its brackets;
    `logo` a PNG that the signature shows by Content-ID (programs that write HTML only).
    """

    sender: str
    sender_name: str
    to: str
    subject: str
    text: str
    sent: datetime = datetime(2026, 11, 16, 9, 12, tzinfo=CHINA)
    attachments: tuple[Attachment, ...] = ()
    in_reply_to: str = ""
    logo: bytes = b""

    @property
    def mark(self) -> str:
        """32 hex digits that stand for this letter in boundaries and Message-IDs."""
        known = f"{self.sender}|{self.subject}|{self.sent.isoformat()}|{self.text}"
        return hashlib.sha256(known.encode()).hexdigest()[:32]
