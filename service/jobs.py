"""What the queues do: one mail through the straight line, one reply out. Every job may be repeated after a crash."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from threading import Lock

import structlog

from filing.decision import Decision
from filing.errors import DeskError
from filing.ports import Transport
from filing.terms import MailClass, Outcome, ReplyStatus
from intake.machines import may_be_papers
from intake.send import send_reply
from intake.sent import SentFolder
from service.guard import guarded
from service.judging import Judging
from store.acts import Moved
from store.ledger import StoreLedger
from store.outbox import Outbox, OutboxRow
from store.pace import Pace
from store.sending import LOOK_AGAIN
from store.stages import Stages

LOOKS = 10  # at a case that others keep changing, before a mail is given up
WAIT = "1"  # seconds until a mail looks again whether the older ones of its sender have been read
UNANSWERED = "群发或自动回复的邮件，但带有附件，可能是备案资料。系统不自动回复，请专员查看。"
OVERTAKEN = "15"  # seconds until a sender looks what became of a reply that another one was sending: he may be dead

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class JudgeJob:
    """Queue `case`: judge a mail that was read, and settle it. The mails of a case one at a time, in order."""

    ledger: StoreLedger
    stages: Stages
    judging: Judging

    def __call__(self, mail_id: str) -> str | None:
        """Run to its end, or come again in a moment; whatever happens, the mail has a visible state afterwards."""
        if self.stages.must_wait(mail_id):
            return WAIT
        return guarded(self.ledger, mail_id, self._handle)

    def _handle(self, mail_id: str) -> None:
        submission, case_id = self.ledger.submission(mail_id), self.stages.case_of(mail_id)
        if submission is None:  # queued by a version that read and judged in one go
            self.stages.to_readers(mail_id)
        elif may_be_papers(submission.mail):
            self.ledger.hold(mail_id, UNANSWERED)
        elif case_id is None or submission.mail.mail_class is not MailClass.NORMAL:
            self.ledger.settle(mail_id, case_id, None, Decision(Outcome.NOT_A_SUBMISSION), None)
        else:
            self._judge(mail_id)

    def _judge(self, mail_id: str) -> None:
        """Until nobody has changed the case between our look and our word: no colleague's ruling is passed over."""
        for _ in range(LOOKS):
            case_id = self.stages.case_of(mail_id) or ""
            seen, case = self.ledger.opened(case_id)
            judged = self.judging.after_mail(case_id, case, mail_id)
            with suppress(Moved):
                self.ledger.settle(mail_id, case_id, judged.summary, judged.decision, judged.reply, seen)
                return
        raise DeskError("这件备案正被同事频繁修改，未能完成核对。")


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
        if row.status is ReplyStatus.QUEUED and self.outbox.stopped():
            return str(LOOK_AGAIN)
        if row.status is ReplyStatus.QUEUED and row.next_try_at and row.next_try_at > self.now():
            return str(max(1.0, (row.next_try_at - self.now()).total_seconds()))  # whoever released it may recall it
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
        if status is ReplyStatus.COMMITTING:  # another sender took it meanwhile; if he dies, nobody else would look
            return OVERTAKEN
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
