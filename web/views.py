"""What the pages ask of the desk's memory, as nouns: the store answers in production, a fake in the tests."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Generic, Protocol, TypeVar

from filing.case import Submission
from filing.event import Event, EventKind
from filing.finding import Finding
from filing.masking import mask_email
from filing.people import Scope
from filing.terms import MailClass, MailStatus, Outcome, ReplyStatus
from reports.learning import Lessons
from store.health import Health
from store.queries import CaseLine, MailLine

PAGE_SIZE = 50
Line = TypeVar("Line")

Render = Callable[[str, int, int, str], bytes | None]
"""(mail id, ordinal of the paper in its submission from 1, page from 1, mark) → our own JPEG, or None for no picture.

The mark is written all over it.

It opens a stranger's bytes, so it runs them through a limited child; what it returns holds none of the sender's bytes.
"""


@dataclass(frozen=True, slots=True)
class Sheet(Generic[Line]):
    """One page of a list, newest first. `number` counts from 1, `total` is the number of rows of all pages."""

    rows: tuple[Line, ...]
    number: int
    total: int

    @property
    def last(self) -> int:
        """The number of the last page; 1 for an empty list."""
        return max(1, -(-self.total // PAGE_SIZE))


@dataclass(frozen=True, slots=True)
class ReplyView:
    """A reply as its bytes say it, and how far it is. `at` is when it came to that status.

    `leaves_at`: when it will be tried; None: at once, or it waits for a person. `asked`: whether it answers a mail.
    """

    mail_id: str
    status: ReplyStatus
    recipient: str
    subject: str
    text: str
    at: datetime
    auto: bool = True
    smtp_code: int | None = None
    error: str = ""
    id: str = ""
    leaves_at: datetime | None = None
    asked: bool = True


@dataclass(frozen=True, slots=True)
class Replaced:
    """Words that a person (`by`: their id) put into a draft, before a later judgement took its place."""

    text: str
    at: datetime
    by: str | None


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail with what was read from it. `submission` is None until it was parsed (and if it cannot be).

    `others`: our other letters to it, newest first: earlier replies, reminders, news of the administration.
    """

    row: MailLine
    submission: Submission | None = None
    reply: ReplyView | None = None
    others: tuple[ReplyView, ...] = ()


@dataclass(frozen=True, slots=True)
class CaseView:
    """All of one case: its mails oldest first, the last judgement's findings, the ledger's entries oldest first.

    `sharing`: other cases of the same domain or certificate number, as (domain | cert, reference). `replaced`: edited
    words that stand in no letter.
    """

    row: CaseLine
    letters: tuple[Letter, ...]
    findings: tuple[Finding, ...] = ()
    events: tuple[Event, ...] = ()
    sharing: tuple[tuple[str, str], ...] = ()
    replaced: Replaced | None = None

    @property
    def doubted(self) -> frozenset[str]:
        """Who writes here though nobody has said that they belong to it: filing.case.Case.senders_unconfirmed."""
        wrote = {x.row.sender.lower() for x in self.letters if x.submission and x.row.mail_class is MailClass.NORMAL}
        replies = (reply for letter in self.letters for reply in (letter.reply, *letter.others))
        reached = {reply.recipient.lower() for reply in replies if reply and reply.status is ReplyStatus.SENT}
        said: list[str] = []
        for event in self.events:
            if event.kind is EventKind.SENDER_CONFIRMED:
                said.append(str(event.data["sender"]))
            elif event.kind is EventKind.ACT_REVOKED and event.data.get("kind") == EventKind.SENDER_CONFIRMED and said:
                said.pop()
        unsaid = {sender for sender in wrote - reached if mask_email(sender) not in said}
        elsewhere = any(event.data.get("possible") for event in self.events)
        return frozenset(unsaid) if len(wrote) > 1 or elsewhere else frozenset()


@dataclass(frozen=True, slots=True)
class MailView:
    """One mail by itself, with the ledger's entries on it."""

    letter: Letter
    events: tuple[Event, ...] = ()


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases an outcome has (None: not judged yet), and how many loose mails each status has."""

    cases: Mapping[Outcome | None, int] = field(default_factory=dict)
    mails: Mapping[MailStatus, int] = field(default_factory=dict)


class Views(Protocol):
    """The reading side of the store. No method writes; none shows or counts what is outside the asker's scope."""

    def health(self) -> Health:
        """How the desk is."""
        ...

    def counts(self, scope: Scope) -> Counts:
        """The figures of the filter links and of the health page."""
        ...

    def cases(self, scope: Scope, outcome: Outcome | None, page: int) -> Sheet[CaseLine]:
        """The cases of an outcome (None: all), newest mail first, PAGE_SIZE a page. An empty page beyond the last."""
        ...

    def loose_mails(self, scope: Scope, statuses: tuple[MailStatus, ...], page: int) -> Sheet[MailLine]:
        """The mails in one of these statuses, newest first: those without a case, and whatever is held or failed."""
        ...

    def case(self, scope: Scope, case_id: str) -> CaseView | None:
        """One case, or None."""
        ...

    def lessons(self) -> Lessons:
        """What people's acts teach: figures of all provinces, nothing of a person."""
        ...

    def mail(self, scope: Scope, mail_id: str) -> MailView | None:
        """One mail, or None."""
        ...
