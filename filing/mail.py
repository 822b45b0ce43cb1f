"""A mail before and after parsing."""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta, timezone

from filing.terms import MailClass

CLOCKS_APART = timedelta(minutes=10)  # a larger difference of the Date header is told (A24)
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991


@dataclass(frozen=True, slots=True)
class RawMail:
    """The bytes of one mail and where they were found. `mailbox` is the key of the settings, such as `jiangsu`.

    `received_at` is the server's INTERNALDATE, with its time zone: the Date header can be forged. `sha256`, the hex
    digest of the bytes, is the identity of the mail: reckoned once, by the thread that fetches.
    """

    raw: bytes
    mailbox: str
    received_at: datetime
    folder: str = "INBOX"
    uidvalidity: int = 0
    uid: int = 0
    sha256: str = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "sha256", digest(self.raw))


def digest(raw: bytes) -> str:
    """SHA-256 in hex."""
    return hashlib.sha256(raw).hexdigest()


@dataclass(frozen=True, slots=True)
class Head:
    """What a list shows of a mail that nobody has opened. Decoded, one line each; "" = not there."""

    message_id: str = ""
    sender: str = ""
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One leaf of a mail. `inside` names the container (nested mail) that it came from."""

    name: str
    content: bytes
    content_type: str = "application/octet-stream"
    inside: str | None = None
    content_id: str | None = None
    inline: bool = False
    referenced: bool = False  # an <img src="cid:…"> of the body shows it
    truncated: bool = False  # the mail ended in the middle of it


@dataclass(frozen=True, slots=True)
class Mail:
    """A parsed mail. Text is decoded, one-line fields hold no control characters.

    `sender` is the bare address ("" if there is none that is valid); `text` is the body as plain text,
    `own_text` the same without quoted older mails. `cloud_links` are links to a provider's large attachments:
    they are recognised, never fetched. `defects` are Chinese sentences for the specialist.
    """

    mailbox: str
    sha256: str
    received_at: datetime
    mail_class: MailClass
    message_id: str = ""
    sender: str = ""
    sender_name: str = ""
    reply_to: str = ""
    recipients: tuple[str, ...] = ()
    subject: str = ""
    sent_at: datetime | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    text: str = ""
    own_text: str = ""
    cloud_links: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    defects: tuple[str, ...] = ()
    auto_submitted: str = ""
    bounced_message_id: str = ""  # of our mail that this bounce speaks of
    bounced_recipients: tuple[str, ...] = ()  # whom it did not reach, as far as the bounce says; lower case
    never_answer: str = ""  # Chinese reason why no machine may answer this mail although it is `normal`; "" = may

    @property
    def other_clock(self) -> datetime | None:
        """The Date header where it is far from `received_at`. It can be forged: shown beside it, it decides nothing."""
        far = self.sent_at is not None and abs(self.sent_at - self.received_at) > CLOCKS_APART
        return self.sent_at if far else None

    @property
    def day(self) -> date:
        """The day in Shanghai on which the mail was received: the day whose policy applies."""
        return self.received_at.astimezone(SHANGHAI).date()

    def without_bytes(self) -> "Mail":
        """The same mail with the parts' content left out: what a stored submission keeps."""
        return replace(self, parts=tuple(replace(p, content=b"") for p in self.parts))


@dataclass(frozen=True, slots=True)
class SubjectLine:
    """What the subject says: 主办者全称+域名 [001:118]. `confident` is false where a person should look."""

    entity_name: str | None = None
    domains: tuple[str, ...] = ()
    filing_kind: str | None = None
    confident: bool = False
    icp_numbers: tuple[str, ...] = field(default=())
