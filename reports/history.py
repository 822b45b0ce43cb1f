"""The events of one case, or of cases that were merged or split, as a state that is brought forward entry by entry: how
far the mails and replies are, and in which case each mail was when.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

from filing.event import Event, EventKind
from filing.terms import Outcome
from filing.unasked import UNASKED

ACKNOWLEDGEMENTS = frozenset({"for_specialist"})
"""Templates that say only that a mail has come in. Sent by the machine they acknowledge, and are no reply."""

RECEIVED, SETTLED, HELD, FAILED = "received", "settled", "held", "failed"
DRAFT, QUEUED, SENT, UNSENT, DISCARDED = "draft", "queued", "sent", "unsent", "discarded"

_MAIL = {
    EventKind.MAIL_SETTLED: SETTLED,
    EventKind.MAIL_HELD: HELD,
    EventKind.MAIL_FAILED: FAILED,
    EventKind.MAIL_REQUEUED: RECEIVED,
}
_REPLY = {
    EventKind.REPLY_DRAFTED: DRAFT,
    EventKind.REPLY_RECALLED: DRAFT,
    EventKind.REPLY_QUEUED: QUEUED,
    EventKind.REPLY_SENT: SENT,
    EventKind.REPLY_FAILED: UNSENT,
    EventKind.REPLY_UNKNOWN: UNSENT,
    EventKind.REPLY_RETRIED: UNSENT,
    EventKind.REPLY_DISCARDED: DISCARDED,
}


@dataclass
class Letter:
    """A mail. `judged`: at which entry it was judged first, 0 = not yet; `expects`: whether a reply is owed at all."""

    mail_id: str
    mailbox: str
    received_at: datetime
    stored_at: datetime
    since: datetime
    status: str = RECEIVED
    historic: bool = False
    places: list[tuple[int, str]] = field(default_factory=list)  # since which entry in which case
    judged: int = 0
    judged_at: datetime | None = None
    outcome: Outcome | None = None
    province: str = ""
    expects: bool = True

    @property
    def case_id(self) -> str | None:
        """The case that it is in now."""
        return self.places[-1][1] if self.places else None

    def place(self, entry: int) -> str | None:
        """The case that it was in at an entry."""
        return next((case for since, case in reversed(self.places) if since <= entry), None)


@dataclass
class Answer:
    """A reply. `composed`: at which entry it was written, so that it knows of what came before in its case."""

    mail_id: str
    case_id: str | None
    composed: int
    template: str
    since: datetime
    status: str = DRAFT
    sent_at: datetime | None = None
    person: str | None = None  # who sent it; "" = somebody; None = the machine
    observed: bool = False
    bounced: bool = False

    @property
    def substantive(self) -> bool:
        """Whether it says more than that a mail has come in."""
        return self.person is not None or self.template not in ACKNOWLEDGEMENTS


@dataclass
class History:
    """Mails by their id, replies by theirs, and what holds for a whole case by the id of the case.

    `held`: since and until when; `merged`: of which other case it is a part.
    """

    mails: dict[str, Letter] = field(default_factory=dict)
    replies: dict[str, Answer] = field(default_factory=dict)
    access_provinces: dict[str, str] = field(default_factory=dict)
    assignees: dict[str, str] = field(default_factory=dict)
    held: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)
    merged: dict[str, str] = field(default_factory=dict)
    entries: int = 0
    last: datetime | None = None

    def take(self, event: Event) -> None:
        """One more entry."""
        self.entries, self.last = self.entries + 1, event.at
        if event.reply_id:
            self._take_reply(event, event.reply_id)
        elif event.mail_id:
            self._take_mail(event, event.mail_id)
        if event.case_id:
            self._take_case(event, event.case_id)

    def _take_mail(self, event: Event, mail_id: str) -> None:
        if event.kind is EventKind.MAIL_RECEIVED:
            said = datetime.fromisoformat(str(event.data.get("received_at") or event.at.isoformat()))
            received = min(said, event.at)  # a server whose clock runs ahead of ours
            self.mails[mail_id] = Letter(mail_id, str(event.data["mailbox"]), received, event.at, event.at)
        elif mail_id in self.mails:
            self._move(self.mails[mail_id], event)

    def _move(self, mail: Letter, event: Event) -> None:
        if event.kind is EventKind.CASE_JUDGED:
            mail.judged, mail.judged_at = mail.judged or self.entries, event.at
            mail.outcome = Outcome(str(event.data["outcome"]))
            mail.province = str(event.data.get("entity_province") or "")
        elif event.kind is EventKind.MAIL_JOINED_CASE and event.case_id:
            mail.places.append((self.entries, event.case_id))
        elif event.kind in _MAIL:
            mail.status, mail.since = _MAIL[event.kind], event.at
        if event.kind is EventKind.MAIL_SETTLED:
            mail.historic = bool(event.data.get("historic"))
            mail.expects = bool(event.data.get("reply")) or mail.outcome is Outcome.FOR_SPECIALIST
        if event.kind is EventKind.MAIL_REQUEUED and mail.historic:  # the desk is asked to answer it from now on
            mail.historic, mail.received_at, mail.stored_at = False, event.at, event.at

    def _take_reply(self, event: Event, reply_id: str) -> None:
        if event.mail_id in self.mails and event.kind in (EventKind.MAIL_SETTLED, EventKind.MAIL_JOINED_CASE):
            self._move(self.mails[event.mail_id], event)
        if event.kind is EventKind.MAIL_JOINED_CASE and reply_id in self.replies:  # a bounce names what came back
            self.replies[reply_id].bounced = True
        if event.kind not in _REPLY or not event.mail_id:
            return
        self.replies.pop(str(event.data.get("replaces")), None)
        known = self.replies.get(reply_id)
        template = str(event.data.get("template") or "")
        new = known or Answer(event.mail_id, event.case_id, self.entries, template, event.at)
        if event.kind is EventKind.REPLY_QUEUED and (known or event.by):
            new.person = event.by or ""
        new.status, new.since = _REPLY[event.kind], event.at
        new.sent_at = event.at if new.status == SENT else new.sent_at
        new.observed = bool(event.data.get("observed", new.observed))
        self.replies[reply_id] = new

    def _take_case(self, event: Event, case: str) -> None:
        said = str(event.data.get("to") or "")
        if event.kind is EventKind.CASE_OPENED:
            self.access_provinces[case] = str(event.data.get("access_province") or "")
        elif event.kind is EventKind.CASE_ASSIGNED:
            self.assignees[case] = said
        elif event.kind is EventKind.CASE_MOVED and said:
            self.access_provinces[case] = said
        elif event.kind is EventKind.CASE_HELD:
            self.held[case] = (event.at, datetime.fromisoformat(str(event.data["until"])))
        elif event.kind is EventKind.CASE_UNHELD:
            self.held.pop(case, None)
        elif event.kind is EventKind.CASES_MERGED and "into" in event.data:  # none: the merge was undone
            self.merged[case] = str(event.data["into"] or "")

    def whole(self, case: str) -> set[str]:
        """A case with all that has become part of it."""
        found, new = set[str](), {case}
        while new:
            found |= new
            new = {part for part, into in self.merged.items() if into in new} - found
        return found

    def covering(self, mail: Letter) -> list[Answer]:
        """The replies that stand for a mail: its own, and those to later mails of the case that were written after it
        had been judged and while it was there, in the order in which they were written. Reminders and news of the
        administration stand for none.
        """
        replies = (r for r in self.replies.values() if r.template not in UNASKED)
        return [r for r in replies if r.mail_id == mail.mail_id or self._covers(r, mail)]

    def _covers(self, reply: Answer, mail: Letter) -> bool:
        answered = self.mails.get(reply.mail_id)
        later = answered is not None and mail.received_at <= answered.received_at
        return later and 0 < mail.judged < reply.composed and mail.place(reply.composed) == reply.case_id

    def first_sent(self, mail: Letter, *, any_kind: bool = False) -> Answer | None:
        """The first reply to a mail that left, did not come back, and says something; `any_kind`: even only that."""
        sent = [r for r in self.covering(mail) if r.sent_at and not r.bounced and (any_kind or r.substantive)]
        return min(sent, key=lambda r: r.sent_at or mail.since, default=None)


def history(events: Iterable[Event]) -> History:
    """The state after all entries."""
    told = History()
    for event in events:
        told.take(event)
    return told


def states_at(events: Iterable[Event], moments: Iterable[datetime]) -> Iterator[tuple[datetime, History]]:
    """Each moment, earliest first, with the state then: one object that is brought forward, so look at it at once."""
    told, rest = History(), deque(events)
    for moment in sorted(set(moments)):
        while rest and rest[0].at <= moment:
            told.take(rest.popleft())
        yield moment, told
