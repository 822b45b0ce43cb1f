"""A mail of the desk to its own people: plain text, marked as a machine's, so that no desk ever answers it."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from replies.threading import MARK, POLICY


@dataclass(frozen=True, slots=True)
class Notice:
    """`message_id` is made from what the notice is about: written twice it is the same mail."""

    sender: str
    to: str
    subject: str
    text: str
    message_id: str
    at: datetime


def build_notice(notice: Notice) -> bytes:
    """The mail's bytes: one text part, base64 in UTF-8, lines ending in CRLF."""
    message = EmailMessage(policy=POLICY)
    message["From"] = Address("备案初审台", addr_spec=notice.sender)
    message["To"] = notice.to
    message["Subject"] = notice.subject
    message["Date"] = format_datetime(notice.at)
    message["Message-ID"] = notice.message_id
    message["Auto-Submitted"] = "auto-generated"
    message[MARK] = "notice"
    message["Content-Language"] = "zh-CN"
    message.set_content(notice.text, charset="utf-8", cte="base64")
    return bytes(message)
