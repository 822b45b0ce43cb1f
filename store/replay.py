"""The statuses as the events tell them: what the projections in `mails` and `outbox` must agree with."""

from collections import Counter
from dataclasses import dataclass, field

from sqlalchemy import Connection, true

from filing.event import Event, EventKind
from filing.finding import Json
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
    EventKind.REPLY_EDITED: ReplyStatus.DRAFT,
    EventKind.REPLY_RECALLED: ReplyStatus.DRAFT,
}
_NOW = {
    EventKind.CASE_OPENED: ("access_province", "access_province"),
    EventKind.CASE_ASSIGNED: ("assignee", "to"),
    EventKind.CASE_HELD: ("held_until", "until"),
    EventKind.CASE_UNHELD: ("held_until", "until"),
    EventKind.CASES_MERGED: ("merged_into", "into"),
    EventKind.CASE_MOVED: ("access_province", "to"),
}
"""Kind → the column of the case that it sets, and where in its data the value stands."""


@dataclass
class Replay:
    """What the events say of each mail, reply and case.

    answers: mail → the reply that its settlement named, or what a person put in its place.
    columns: (case, column) → what people's acts made of it; moments in ISO 8601.
    acts: where the nouns of people's acts are kept.
    """

    mails: dict[str, MailStatus] = field(default_factory=dict)
    replies: dict[str, ReplyStatus] = field(default_factory=dict)
    placed: dict[str, str] = field(default_factory=dict)
    answers: dict[str, str] = field(default_factory=dict)
    judgements: dict[str, set[str]] = field(default_factory=dict)
    versions: Counter[str] = field(default_factory=Counter)
    received: Counter[str] = field(default_factory=Counter)
    sent: Counter[str] = field(default_factory=Counter)
    columns: dict[tuple[str, str], Json] = field(default_factory=dict)
    acts: list[str] = field(default_factory=list)

    def take(self, event: Event) -> None:
        """One more event."""
        if event.mail_id and event.kind in _MAIL:
            self.mails[event.mail_id] = _MAIL[event.kind]
        if event.reply_id and event.kind in _REPLY:
            self.replies.pop(str(event.data.get("replaces")), None)
            self.replies[event.reply_id] = _REPLY[event.kind]
        self._take_case(event)
        self._take_answer(event)
        self._take_act(event)
        self._count(event)

    def _take_case(self, event: Event) -> None:
        if event.case_id and event.changes_case:
            self.versions[event.case_id] += 1
        if event.mail_id and event.case_id and event.kind is EventKind.MAIL_JOINED_CASE:
            self.placed[event.mail_id] = event.case_id
        if event.case_id and event.kind is EventKind.CASE_JUDGED:
            self.judgements.setdefault(event.case_id, set()).add(str(event.data["judgement"]))

    def _take_answer(self, event: Event) -> None:
        """What a mail's settlement promised, until a person writes another draft in its place, or discards it."""
        mail_id = event.mail_id or ""
        if event.kind is EventKind.MAIL_SETTLED:
            self.answers.pop(mail_id, None)
            if event.data["reply"]:
                self.answers[mail_id] = str(event.data["reply"])
        if event.reply_id and event.data.get("replaces") == self.answers.get(mail_id, ""):
            self.answers[mail_id] = event.reply_id
        if event.reply_id and event.kind is EventKind.REPLY_DISCARDED:
            self.replies.pop(event.reply_id, None)
            if self.answers.get(mail_id) == event.reply_id:
                del self.answers[mail_id]

    def _take_act(self, event: Event) -> None:
        if event.case_id and event.kind in _NOW:
            column, key = _NOW[event.kind]
            self.columns[event.case_id, column] = event.data.get(key)
        if "act" in event.data:
            self.acts.append(str(event.data["act"]))

    def _count(self, event: Event) -> None:
        if event.mail_id and event.kind is EventKind.MAIL_RECEIVED:
            self.received[event.mail_id] += 1
        if event.reply_id and event.kind is EventKind.REPLY_SENT:
            self.sent[event.reply_id] += 1


def replay(connection: Connection) -> Replay:
    """All events, in order."""
    told = Replay()
    for event in events.read(connection, true()):
        told.take(event)
    return told
