"""The statuses as the events tell them: what the projections in `mails` and `outbox` must agree with."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, true

from filing.event import Event, EventKind
from filing.terms import MailStatus, ReplyStatus
from store import events

_MAIL = {
    EventKind.MAIL_RECEIVED: MailStatus.RECEIVED,
    EventKind.MAIL_STARTED: MailStatus.PROCESSING,
    EventKind.MAIL_SETTLED: MailStatus.SETTLED,
    EventKind.MAIL_HELD: MailStatus.HELD,
    EventKind.MAIL_FAILED: MailStatus.FAILED,
    EventKind.MAIL_REQUEUED: MailStatus.RECEIVED,
}
_REPLY = {
    EventKind.REPLY_DRAFTED: ReplyStatus.DRAFT,
    EventKind.REPLY_QUEUED: ReplyStatus.QUEUED,
    EventKind.REPLY_RETRIED: ReplyStatus.QUEUED,
    EventKind.REPLY_COMMITTING: ReplyStatus.COMMITTING,
    EventKind.REPLY_SENT: ReplyStatus.SENT,
    EventKind.REPLY_UNKNOWN: ReplyStatus.UNKNOWN,
    EventKind.REPLY_FAILED: ReplyStatus.FAILED,
}


@dataclass
class Replay:
    """What the events say of each mail, reply and case. `answers`: mail → the reply that its settlement named."""

    mails: dict[str, MailStatus] = field(default_factory=dict)
    replies: dict[str, ReplyStatus] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    judgements: dict[str, set[str]] = field(default_factory=dict)
    versions: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)

    def take(self, event: Event) -> None:
        """One more event."""
        if event.mail_id and event.kind in _MAIL:
            self.mails[event.mail_id] = _MAIL[event.kind]
        if event.reply_id and event.kind in _REPLY:
            self.replies[event.reply_id] = _REPLY[event.kind]
            self.replies.pop(str(event.data.get("replaces")), None)
        self._take_case(event)
        self._count(event)

    def _take_case(self, event: Event) -> None:
        if event.case_id and event.changes_case:
            self.versions[event.case_id] += 1
        if event.mail_id and event.case_id and event.kind is EventKind.MAIL_JOINED_CASE:
            self.placed[event.mail_id] = event.case_id
        if event.case_id and event.kind is EventKind.CASE_JUDGED:
            self.judgements.setdefault(event.case_id, set()).add(str(event.data["judgement"]))
        if event.mail_id and event.kind is EventKind.MAIL_SETTLED:
            self.answers.pop(event.mail_id, None)
            if event.data["reply"]:
                self.answers[event.mail_id] = str(event.data["reply"])

    def _count(self, event: Event) -> None:
        if event.mail_id and event.kind is EventKind.MAIL_RECEIVED:
            self.received[event.mail_id] += 1
        if event.mail_id and event.kind is EventKind.REPLY_SENT:
            self.sent[event.mail_id] += 1


def replay(connection: Connection) -> Replay:
    """All events, in order."""
    told = Replay()
    for event in events.read(connection, true()):
        told.take(event)
    return told
