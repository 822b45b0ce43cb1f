"""From the events of a case to what the report counts. Pure: the same events give the same rows, today and in a year.

A mail's day ends at midnight. Until then a reply counts, or a bounce takes it back; what happens later changes nothing
that was counted, only where the mail is now.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from filing.event import Event, EventKind
from filing.mail import SHANGHAI
from filing.sla import Cause, MailKind, SlaCase, SlaHistory, SlaItem, SlaMail
from filing.terms import Outcome
from policy.worktime import WorkTime, shanghai
from reports.history import (
    DISCARDED,
    FAILED,
    HELD,
    QUEUED,
    RECEIVED,
    SENT,
    UNSENT,
    Answer,
    History,
    Letter,
    history,
    states_at,
)

DAY = timedelta(days=1)
INSTANT = timedelta(microseconds=1)
Stuck = tuple[Cause | None, datetime | None]
"""Where a mail hangs, and since when."""
IN_TIME: Stuck = (None, None)
SOON = timedelta(minutes=10)  # a mail that is fetched so soon after it came was not kept waiting by an outage


@dataclass(frozen=True, slots=True)
class Counting:
    """`access`: mailbox → the access province it serves, for mails that never came to a case."""

    calendar: WorkTime
    access: dict[str, str]

    def of(self, events: Sequence[Event]) -> SlaHistory:
        """All rows of one case with all that was ever merged with it or split from it, or of one mail without a case;
        the events oldest first.
        """
        now = history(events)
        mails = [mail for mail in now.mails.values() if not mail.historic]
        terms = {mail.mail_id: self._term(mail) for mail in mails}
        causes: dict[str, Stuck] = {}
        ends: dict[str, _End] = {}
        for moment, told in states_at(events, [m for term in terms.values() for m in (term.due, term.end)]):
            for mail in mails:
                if terms[mail.mail_id].due == moment:
                    causes[mail.mail_id] = _stuck(mail, told, moment)
                if terms[mail.mail_id].end == moment:
                    ends[mail.mail_id] = _end(told, mail.mail_id, acks=self._acks(mail))
        rows = {m.mail_id: self._row(m, terms[m.mail_id], ends[m.mail_id], causes[m.mail_id], now) for m in mails}
        return SlaHistory(tuple(rows.values()), tuple(_items(events, rows)), tuple(_completed(events, rows)))

    def _acks(self, mail: Letter) -> bool:
        """Whether an automatic acknowledgement of this mail counts as its first reply (A23)."""
        return self.calendar.levels(shanghai(mail.received_at).date()).ack_counts

    def _term(self, mail: Letter) -> "_Term":
        """A mail never counts on a day that was over before it was seen."""
        due = self.calendar.due(mail.received_at)
        day = max((shanghai(due) - INSTANT).date(), shanghai(mail.stored_at).date())
        return _Term(due, day, datetime.combine(day + DAY, time(), SHANGHAI) - INSTANT)

    def _row(self, mail: Letter, term: "_Term", end: "_End", cause: Stuck, now: History) -> SlaMail:
        ack, answered = self._seconds(mail, end.acked_at), now.first_sent(mail)
        on_time = end.replied_at is not None and end.replied_at <= term.due
        stuck = IN_TIME if answered else _stuck(mail, now, now.last or term.end)
        if stuck[0] is Cause.DECLINED:  # it waits for nobody
            stuck = IN_TIME
        if stuck[0] is Cause.AFTER_CLOSE:  # that is why a mail was late; as long as it is open, the desk is at it
            stuck = (Cause.OUTAGE, stuck[1])
        received = shanghai(mail.received_at).date()
        return SlaMail(
            mail_id=mail.mail_id,
            case_id=mail.case_id,
            mailbox=mail.mailbox,
            access_province=end.access_province or self.access.get(mail.mailbox, ""),
            province=end.province,
            specialist=end.specialist,
            kind=end.kind,
            observed=end.observed,
            received_at=mail.received_at,
            due_at=term.due,
            day=term.day,
            after_close=received < shanghai(term.due).date(),
            acked=ack is not None and ack <= self.calendar.levels(received).ack_seconds,
            ack_seconds=ack,
            on_time=on_time,
            reply_seconds=self._seconds(mail, end.replied_at),
            replied_by=end.replied_by,
            cause=None if on_time else cause[0],
            cause_since=None if on_time else cause[1],
            answered_at=answered.sent_at if answered else None,
            stuck=stuck[0],
            stuck_since=stuck[1],
        )

    def _seconds(self, mail: Letter, until: datetime | None) -> float | None:
        return self.calendar.seconds(mail.received_at, until) if until else None


@dataclass(frozen=True, slots=True)
class _Term:
    """Until when a mail is to be answered, the day on which it counts, and the last moment of that day."""

    due: datetime
    day: date
    end: datetime


@dataclass(frozen=True, slots=True)
class _End:
    """A mail at the end of its day."""

    kind: MailKind
    access_province: str
    province: str
    specialist: str
    observed: bool
    acked_at: datetime | None
    replied_at: datetime | None
    replied_by: str


def _end(told: History, mail_id: str, *, acks: bool) -> _End:
    mail = told.mails[mail_id]
    case = mail.case_id or ""
    reply, first = told.first_sent(mail), told.first_sent(mail, any_kind=acks)
    return _End(
        kind=_kind(mail, told),
        access_province=told.access_provinces.get(case, ""),
        province=mail.province,
        specialist=(reply.person if reply else None) or told.assignees.get(case, ""),
        observed=any(r.observed for r in told.covering(mail)),
        acked_at=first.sent_at if first else None,
        replied_at=reply.sent_at if reply else None,
        replied_by="" if reply is None else "machine" if reply.person is None else "person",
    )


def _kind(mail: Letter, told: History) -> MailKind:
    """What nobody has judged by the end of the day counts as material: doubt is no excuse."""
    if mail.outcome is None:
        return MailKind.MATERIAL
    if any(reply.mail_id == mail.mail_id for reply in told.covering(mail)):
        return MailKind.ENQUIRY if mail.outcome is Outcome.NOT_A_SUBMISSION else MailKind.MATERIAL
    return MailKind.MATERIAL if mail.expects else MailKind.MACHINE


def _stuck(mail: Letter, told: History, moment: datetime) -> Stuck:
    """Where a mail without a reply was when the history ended, and since when; `moment`: whether a hold was over."""
    seen = told.mails.get(mail.mail_id)
    if seen is None:
        soon = mail.stored_at - mail.received_at <= SOON
        return (Cause.AFTER_CLOSE if soon else Cause.OUTAGE), mail.received_at
    if seen.status == RECEIVED and moment - seen.received_at <= SOON:  # nobody could have answered it yet
        return Cause.AFTER_CLOSE, seen.since
    if seen.status in (RECEIVED, FAILED):
        return Cause.OUTAGE, seen.since
    if seen.status == HELD:
        return Cause.HELD, seen.since
    return _stuck_reply(seen, told, moment)


def _stuck_reply(mail: Letter, told: History, moment: datetime) -> Stuck:
    """The same for a mail that was judged: it hangs on its last reply, or on a person who has to write one."""
    replies = told.covering(mail)
    last = next((reply for reply in reversed(replies) if reply.status != DISCARDED), None)
    if last is None and replies and mail.outcome is not Outcome.FOR_SPECIALIST:
        return Cause.DECLINED, replies[-1].since  # a person has decided to answer nothing
    if last is None and not mail.expects:
        return IN_TIME  # nothing is owed
    if last and (last.bounced or (last.status == SENT and last.substantive)):  # sent, and yet it came to nothing
        return Cause.BOUNCED, last.since
    if last and last.status in (QUEUED, UNSENT):
        return _leaving(mail, last, moment), last.since
    since, until = told.held.get(mail.case_id or "", (moment, moment))
    if moment < until:
        return Cause.HELD, since
    return Cause.PERSON, last.since if last else mail.judged_at


def _leaving(mail: Letter, reply: Answer, moment: datetime) -> Cause:
    """A reply that was on its way only just now was not kept from leaving: whoever wrote it was late, or the mail."""
    if reply.status == UNSENT or moment - reply.since > SOON:
        return Cause.SEND_FAILED
    if reply.person is not None:
        return Cause.PERSON
    return Cause.AFTER_CLOSE if moment - mail.received_at <= SOON else Cause.OUTAGE


def _judgements(events: Sequence[Event], rows: dict[str, SlaMail]) -> Iterator[tuple[str, Event, SlaMail, History]]:
    """The judgements of material mails, oldest first: of which case, its mail's row, and how it all was then."""
    told = History()
    for event in events:
        told.take(event)
        if event.kind is not EventKind.CASE_JUDGED or not event.case_id or event.mail_id not in rows:
            continue
        if event.data["outcome"] != Outcome.NOT_A_SUBMISSION:
            yield event.case_id, event, rows[event.mail_id], told


def _items(events: Sequence[Event], rows: dict[str, SlaMail]) -> list[SlaItem]:
    """Each once a case; what was told of a case before it became part of another is not told again of that."""
    found: dict[tuple[str, str, str], SlaItem] = {}
    for case, event, row, told in _judgements(events, rows):
        whole = told.whole(case)
        for what, key in (("missing", "missing"), ("finding", "codes")):
            for code in _texts(event, key):
                if not any((part, what, code) in found for part in whole):
                    found[case, what, code] = SlaItem(what=what, code=code, **_about(case, event, row, told))
    return list(found.values())


def _completed(events: Sequence[Event], rows: dict[str, SlaMail]) -> list[SlaCase]:
    """Each once, the same way: rounds are the mails that were in the case when it became complete."""
    judged: set[str] = set()
    done: dict[str, SlaCase] = {}
    for case, event, row, told in _judgements(events, rows):
        judged.add(row.mail_id)
        if event.data["outcome"] == Outcome.COMPLETE and done.keys().isdisjoint(told.whole(case)):
            own = {mail for mail in judged if told.mails[mail].case_id == case} | {row.mail_id}
            done[case] = SlaCase(rounds=len(own), **_about(case, event, row, told))
    return list(done.values())


def _about(case: str, event: Event, row: SlaMail, told: History) -> dict[str, Any]:
    """What items and completed cases have in common."""
    return {
        "case_id": case,
        "day": shanghai(event.at).date(),
        "mailbox": row.mailbox,
        "access_province": row.access_province,
        "province": str(event.data.get("entity_province") or ""),
        "specialist": event.by or told.assignees.get(case, ""),
        "observed": row.observed,
    }


def _texts(event: Event, key: str) -> list[str]:
    values = event.data.get(key)
    return list(dict.fromkeys(map(str, values))) if isinstance(values, list) else []
