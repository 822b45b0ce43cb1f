"""What the queues do: one mail through the straight line, one reply out. Every job may be repeated after a crash."""

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from threading import Lock

import structlog

from filing.case import Submission
from filing.decision import Decision
from filing.errors import DeskError
from filing.mail import Mail, Part, RawMail
from filing.paper import Paper
from filing.ports import Transport
from filing.terms import Fate, MailClass, Outcome, Problem, ReplyStatus
from intake.judgement import Judgement
from intake.pipeline import judge
from intake.send import send_reply
from intake.sent import SentFolder
from parsers.submission import read_submission
from policy.resolve import Policy
from replies.threading import build_message
from service.hands import Hands
from service.letterhead import letterhead
from service.on_file import OnFile
from service.settings import MailboxSettings
from store.ledger import StoreLedger
from store.outbox import Outbox, OutboxRow, Outgoing
from store.pace import Pace
from store.readings import Readings
from store.settling import CaseSummary

STARTS_BEFORE_A_PERSON = 20  # a mail whose handling was cut off so often is looked at by a person
STRIKES = 3  # attempts at one attachment before it is a person's

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class MailJob:
    """Queue `case`: parse, read, join the case, judge, settle. One mail at a time for each mailbox, in order."""

    ledger: StoreLedger
    readings: Readings
    policy: Policy
    hands: Hands
    mailboxes: Mapping[str, MailboxSettings]
    now: Callable[[], datetime]
    wordings: Path | None = None  # the operator's own
    on_file: OnFile | None = None

    def __call__(self, mail_id: str) -> str | None:
        """Run to its end; whatever happens, the mail has a visible state afterwards."""
        start = self.ledger.start(mail_id)
        if start > STARTS_BEFORE_A_PERSON:
            self.ledger.hold(mail_id, "处理过程多次被中断，请专员查看原邮件。")
        elif start:
            self._guarded(mail_id)
        return None

    def _guarded(self, mail_id: str) -> None:
        try:
            self._handle(mail_id)
        except Exception as error:
            log.exception("处理邮件出错", mail=mail_id[:12])
            reason = str(error) if isinstance(error, DeskError) else f"程序内部错误（{type(error).__name__}）"
            self.ledger.fail(mail_id, f"{reason} 邮件原文已保存，修复后可重新处理。")

    def _handle(self, mail_id: str) -> None:
        raw = self.ledger.raw(mail_id)
        mail = self.hands.parse(raw)
        if self.ledger.hold_storm(mail):
            return
        submission = self._read(raw, mail)
        if mail.mail_class is MailClass.UNPARSABLE:
            self.ledger.hold(mail_id, "；".join(mail.defects) or "邮件结构损坏，无法解析。")
            return
        access = self.policy.book.access_keys[self.mailboxes[mail.mailbox].access]
        case_id = self.ledger.place(mail_id, submission, access)
        if case_id is None or mail.mail_class is not MailClass.NORMAL:
            self.ledger.settle(mail_id, case_id, None, Decision(Outcome.NOT_A_SUBMISSION), None)
            return
        self._judge(mail, case_id)

    def _judge(self, mail: Mail, case_id: str) -> None:
        case = self.ledger.case_of(case_id).ending_with(mail.sha256)
        if self.on_file:
            case = self.on_file.about(case, self.ledger.records(case_id))
        mailbox = self.mailboxes[mail.mailbox]
        token = self.ledger.thread_token(case_id, mail)
        head = letterhead(mailbox.address, mailbox.display_name, case, self.now(), self.wordings, token)
        judged = judge(case, self.policy, head)
        outgoing = _outgoing(judged, mailbox)
        self.ledger.settle(mail.sha256, case_id, _summary(judged), judged.decision, outgoing)

    def _read(self, raw: RawMail, mail: Mail) -> Submission:
        """Every part in a child of its own, as many at a time as there are children."""
        with self.hands.reading(mail.parts, lambda part: self._papers(raw, part)) as read:
            submission = read_submission(mail, read)
        self.ledger.keep_submission(raw.sha256, submission)
        return submission

    def _papers(self, raw: RawMail, part: Part) -> tuple[Paper, ...]:
        key = self.hands.key(part)
        known = self.readings.get(key, self.hands.engine)
        if known is not None:
            return known
        if self.ledger.attempt(raw.sha256, key) > STRIKES:
            return (_poison(part),)
        papers = self.hands.read(part)
        if all(paper.problem is not Problem.CRASHED for paper in papers):  # a crash of ours is tried again, not kept
            self.readings.keep(key, self.hands.engine, papers)
        return papers


def _poison(part: Part) -> Paper:
    about = "打开此附件时程序多次中断，请专员人工查看。"
    sha256 = hashlib.sha256(part.content).hexdigest()
    return Paper(part.name, len(part.content), sha256, Fate.UNREADABLE, problem=Problem.CRASHED, about=about)


def _summary(judged: Judgement) -> CaseSummary:
    case, asks = judged.case, judged.asks
    return CaseSummary(case.entity_name, case.domains, asks.filing_kind, asks.entity_type, asks.entity_province)


def _outgoing(judged: Judgement, mailbox: MailboxSettings) -> Outgoing | None:
    reply = judged.reply
    if reply is None:
        return None
    message_id = reply.headers["Message-ID"]
    mime = build_message(reply)
    return Outgoing(reply.template, mailbox.address, reply.to, message_id, mime, reply.auto, observed=mailbox.observe)


@dataclass(frozen=True, slots=True)
class SendJob:
    """Queue `smtp`: one try; a reply that the server put off wants to run again later."""

    outbox: Outbox
    transports: Mapping[str, Transport]
    now: Callable[[], datetime]
    copies: Mapping[str, Callable[[], SentFolder]] = field(default_factory=dict)
    paces: Mapping[str, Pace] = field(default_factory=dict)
    observed: frozenset[str] = frozenset()  # own addresses from which nothing leaves
    turn: Lock = field(default_factory=Lock)

    def __call__(self, reply_id: str) -> str | None:
        """Seconds until the next try, or None."""
        row = self.outbox.load(reply_id)
        if row.sender in self.observed:
            self.outbox.withhold(reply_id)
            return None
        pace = self.paces.get(row.sender, Pace())
        if not pace.steps:
            return self._send(row)
        with self.turn:  # two senders of one mailbox do not both take the last place
            pause = self.outbox.put_off(row, pace)
            if pause and row.status is ReplyStatus.QUEUED:
                return str(max(1.0, pause.total_seconds()))
            return self._send(row)

    def _send(self, row: OutboxRow) -> str | None:
        reply_id = row.id
        status = send_reply(self.outbox, self.transports[row.sender], reply_id)
        log.info("回复", reply=reply_id[:12], status=status.value)
        if status is ReplyStatus.SENT and row.status is not ReplyStatus.SENT and row.sender in self.copies:
            self._keep_copy(row)
        if status is not ReplyStatus.QUEUED:
            return None
        due = self.outbox.load(reply_id).next_try_at or self.now()
        return str(max(1.0, (due - self.now()).total_seconds()))

    def _keep_copy(self, row: OutboxRow) -> None:
        """A courtesy: if it fails, the reply was sent all the same (T164)."""
        try:
            folder = self.copies[row.sender]()
            folder.keep(row.message, self.now())
            folder.close()
        except DeskError as error:
            log.warning("回复已发送，但未能存入“已发送”文件夹", reply=row.id[:12], reason=str(error))
            self.outbox.note(row.id, f"回复已发送，但未能在“已发送”文件夹留存副本：{error}")
