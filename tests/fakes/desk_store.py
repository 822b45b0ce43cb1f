"""A store on a temporary folder, with an `enqueue` that remembers, and mails to put into it."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection

from filing.case import Submission
from filing.decision import Decision
from filing.finding import Finding
from filing.mail import Mail, RawMail, SubjectLine
from filing.paper import Paper
from filing.terms import MailClass, Material, Outcome, Verdict
from store.blobs import Blobs
from store.database import migrate, open_engine
from store.ledger import StoreLedger
from store.master_keys import MasterKeys
from store.outbox import Outbox, Outgoing
from store.queries import Queries
from store.settling import CaseSummary
from tests.fakes.clock import FakeClock

INCOMPLETE = Decision(
    Outcome.INCOMPLETE,
    (Finding("MAT001", Verdict.FAIL, Material.BACKDROP_PHOTO, {"title": "网站负责人幕布半身照片"}),),
    (Material.BACKDROP_PHOTO,),
)
SUMMARY = CaseSummary("苏州甲乙科技有限公司", ("example.com",), "initial", "enterprise", "江苏")


@dataclass
class DeskStore:
    """Everything of store/, opened on `folder`. `jobs` are (queue, workflow id, argument, partition key).

    `url`: of another database than the SQLite file in the folder.
    """

    folder: Path
    clock: FakeClock = field(default_factory=FakeClock)
    jobs: list[tuple[str, str, str, str | None]] = field(default_factory=list)
    url: str = ""

    def __post_init__(self) -> None:
        self.engine = open_engine(self.url or f"sqlite:///{self.folder / 'beian.db'}")
        migrate(self.engine)
        self.blobs = Blobs(self.folder / "blobs", MasterKeys(self.folder / "master.key"))
        self.ledger = StoreLedger(self.engine, self.blobs, self.clock, self.enqueue)
        self.outbox = Outbox(self.engine, self.blobs, self.clock, self.enqueue)
        self.queries = Queries(self.engine, self.blobs, {"jiangsu": "江苏", "anhui": "安徽"})

    def enqueue(
        self,
        connection: Connection,
        queue: str,
        workflow: str,
        argument: str,
        partition: str | None = None,
        due: datetime | None = None,
    ) -> None:
        assert connection.in_transaction()
        self.jobs.append((queue, workflow, argument, partition))

    def received(self, text: str = "", uid: int = 1, mailbox: str = "jiangsu") -> RawMail:
        """A mail that is in the store."""
        mail = RawMail(f"mail {text or uid}".encode(), mailbox, self.clock.now(), "INBOX", 1, uid)
        self.ledger.receive(mail)
        return mail

    def placed(self, submission: Submission, access_province: str = "江苏") -> str | None:
        """The case that a received mail ends up in."""
        mail_id = submission.mail.sha256
        self.ledger.start(mail_id)
        self.ledger.keep_submission(mail_id, submission)
        return self.ledger.place(mail_id, submission, access_province)

    def settled(self, raw: RawMail, *, auto: bool = True, **over: object) -> tuple[str, str | None]:
        """A mail that went the whole way: (case id, reply id)."""
        case_id = self.placed(submission(raw, **over))
        assert case_id is not None
        reply = outgoing(raw.sha256, auto=auto)
        return case_id, self.ledger.settle(raw.sha256, case_id, SUMMARY, INCOMPLETE, reply)


def submission(
    raw: RawMail,
    *,
    name: str | None = "苏州甲乙科技有限公司",
    domains: tuple[str, ...] = ("example.com",),
    papers: tuple[Paper, ...] = (),
    **over: object,
) -> Submission:
    """What might have been read from a raw mail."""
    values: dict[str, object] = {
        "mail_class": MailClass.NORMAL,
        "message_id": f"<{raw.sha256[:8]}@customer.example>",
        "sender": "customer@customer.example",
        "subject": "+".join((name or "", *domains)),
    }
    mail = Mail(raw.mailbox, raw.sha256, raw.received_at, **{**values, **over})  # type: ignore[arg-type]  # keywords of Mail
    return Submission(mail, SubjectLine(name, domains, confident=True), papers)


def outgoing(mail_id: str, *, auto: bool = True) -> Outgoing:
    """A reply to a mail."""
    message_id = f"<reply-{mail_id[:16]}@chinanet.example>"
    mime = f"Message-ID: {message_id}\r\n\r\nbody\r\n".encode()
    return Outgoing("missing_materials", "jsba@chinanet.example", "customer@customer.example", message_id, mime, auto)
