"""Generated traffic: events as the desk would write them, and what is true of each mail, told by the generator itself.

The truth is not computed by the code under test: deadlines come from the minute counter, causes from the script that
was played.
"""

import hashlib
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Engine, insert

from filing.event import EventKind
from filing.mail import SHANGHAI
from store.tables import cases, events, mails
from tests.unit.policy import minute_counter

MAILBOXES = {"jiangsu": "江苏", "anhui": "安徽"}
PROVINCES = ("江苏", "安徽", "浙江", "上海", "广东", "")
PEOPLE = ("p-li", "p-wang", "p-zhao")
MATERIALS = ("backdrop_photo", "verification_form", "security_commitment", "domain_certificate")
CODES = ("MAT001", "SIZ001", "FRM001", "NAM001")
SCRIPTS = {
    "machine": 50,
    "person": 20,
    "late": 4,
    "next_day": 4,
    "never": 2,
    "send_failed": 2,
    "bounced": 2,
    "held": 2,
    "failed": 1,
    "fetched_late": 1,
    "just_before_close": 1,
    "acknowledged": 2,
    "enquiry": 4,
    "robot": 3,
    "observed": 2,
}
"""What may happen to a mail, and how often of a hundred."""

Row = dict[str, Any]


@dataclass
class Truth:
    """What is true of a mail. `sent_at`: of the reply that counts by the end of its day."""

    mail_id: str
    case_id: str | None
    mailbox: str
    access: str
    province: str
    script: str
    received_at: datetime
    due_at: datetime
    sent_at: datetime | None = None
    first_at: datetime | None = None
    answered_at: datetime | None = None
    by: str = ""
    person: str = ""
    cause: str = ""


@dataclass
class Traffic:
    """Everything that was generated."""

    truths: list[Truth] = field(default_factory=list)
    entries: list[Row] = field(default_factory=list)
    cases: list[Row] = field(default_factory=list)
    missing: set[tuple[str, str, str, date, str]] = field(default_factory=set)  # case, code, province, day, access
    complete: list[tuple[str, int, date]] = field(default_factory=list)


class Generator:
    """`days`: the calendar days on which mails come in."""

    def __init__(self, seed: int, first: date, days: int) -> None:
        self._random = random.Random(seed)  # noqa: S311 - made-up mails, not keys
        self._first, self._days = first, days
        self.made = Traffic()

    def fill(self, count: int) -> Traffic:
        """About so many mails, in cases of one to four."""
        while len(self.made.truths) < count:
            self._case(len(self.made.cases))
        self.made.entries.sort(key=lambda row: row["at"])
        return self.made

    def _case(self, number: int) -> None:
        pick = self._random
        case_id, mailbox = f"case-{number:06}", pick.choice(list(MAILBOXES))
        row = {"id": case_id, "access_province": MAILBOXES[mailbox], "reference": f"BA-20260101-{number:06}"}
        self.made.cases.append(row)
        opened = False
        moment = self._moment(self._first + timedelta(pick.randrange(self._days)))
        rounds, seen, complete = 0, set[str](), False
        for _ in range(pick.randint(1, 4)):
            truth = self._mail(case_id, mailbox, moment)
            if truth.script not in ("robot", "held", "failed"):
                if not opened:
                    self._put(
                        EventKind.CASE_OPENED, truth.received_at, truth, case=case_id, access_province=truth.access
                    )
                    opened = True
                if truth.script != "enquiry":
                    rounds += 1
                    complete = self._judge(truth, rounds, seen, done=complete)
            self._play(truth)
            moment = self._moment(moment.date() + timedelta(pick.randint(12, 14)))

    def _moment(self, day: date) -> datetime:
        """Mostly by day; sometimes at night."""
        hour = self._random.choice((*range(8, 18), *range(8, 18), self._random.randrange(24)))
        clock = time(hour, self._random.randrange(60), self._random.randrange(60))
        return datetime.combine(day, clock, SHANGHAI)

    def _mail(self, case_id: str, mailbox: str, moment: datetime) -> Truth:
        script = self._random.choices(list(SCRIPTS), list(SCRIPTS.values()))[0]
        if script == "just_before_close":
            moment = minute_counter.due(moment) - timedelta(seconds=10)
        mail_id = hashlib.sha256(f"{case_id} {moment}".encode()).hexdigest()
        judged = script not in ("held", "failed", "robot")
        province = self._random.choice(PROVINCES) if judged and script != "enquiry" else ""
        due = minute_counter.due(moment)
        truth = Truth(mail_id, case_id if judged else None, mailbox, MAILBOXES[mailbox], province, script, moment, due)
        self.made.truths.append(truth)
        stored = self._stored(truth)
        self._put(EventKind.MAIL_RECEIVED, stored, truth, mailbox=mailbox, received_at=moment.isoformat())
        if judged:
            self._put(EventKind.MAIL_JOINED_CASE, stored + timedelta(seconds=1), truth, case=case_id, by="opened")
        return truth

    def _judge(self, truth: Truth, rounds: int, seen: set[str], *, done: bool) -> bool:
        outcome = {"person": "FOR_SPECIALIST", "acknowledged": "FOR_SPECIALIST"}.get(truth.script, "INCOMPLETE")
        missing = self._random.sample(MATERIALS, 2) if outcome == "INCOMPLETE" else []
        if not done and outcome == "INCOMPLETE" and self._random.random() < 0.4:
            outcome, missing = "COMPLETE", []
        at = self._stored(truth) + timedelta(seconds=5)
        codes = [*self._random.sample(CODES, 2)] if outcome == "INCOMPLETE" else []
        said = {"outcome": outcome, "codes": codes, "missing": missing, "judgement": "x"}
        province = truth.province or None
        self._put(EventKind.CASE_JUDGED, at, truth, case=truth.case_id, entity_province=province, **said)
        if truth.script != "observed":
            items = {("missing", code) for code in missing} | {("finding", code) for code in codes}
            new = {f"{what} {code}" for what, code in items} - seen
            self.made.missing |= {(truth.case_id or "", key, truth.province, at.date(), truth.access) for key in new}
        seen |= {f"missing {code}" for code in missing} | {f"finding {code}" for code in codes}
        if outcome == "COMPLETE" and not done and truth.script != "observed":
            self.made.complete.append((truth.case_id or "", rounds, at.date()))
        return done or outcome == "COMPLETE"

    def _stored(self, truth: Truth) -> datetime:
        late = truth.script == "fetched_late"
        return truth.due_at + timedelta(hours=1) if late else truth.received_at + timedelta(seconds=20)

    def _play(self, truth: Truth) -> None:
        at = self._stored(truth) + timedelta(seconds=6)
        getattr(self, f"_play_{truth.script}")(truth, at)
        done = at + timedelta(seconds=9 if truth.script in ("send_failed", "bounced", "acknowledged") else 0)
        if truth.cause and truth.script != "fetched_late" and done > truth.due_at:
            truth.cause = "after_close"  # the desk was still at it

    def _play_machine(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "incomplete")
        self._sent(truth, at + timedelta(seconds=self._random.choice((4, 60, 200, 400))), "machine")

    def _play_person(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "for_specialist", draft=True)
        room = (truth.due_at - at).total_seconds() - 60
        self._release(truth, at + timedelta(seconds=self._random.random() * max(room, 0)))

    def _play_late(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "for_specialist", draft=True)
        self._release(truth, max(at, truth.due_at) + timedelta(minutes=self._random.randint(1, 300)))
        truth.cause = "person"

    def _play_next_day(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "for_specialist", draft=True)
        self._release(truth, truth.due_at + timedelta(hours=self._random.randint(15, 60)))
        truth.answered_at, truth.sent_at, truth.by, truth.person, truth.first_at = truth.sent_at, None, "", "", None
        truth.cause = "person"

    def _play_never(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "for_specialist", draft=True)
        truth.cause = "person"

    def _play_send_failed(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "incomplete")
        self._told(EventKind.REPLY_FAILED, at + timedelta(seconds=9), truth)
        truth.cause = "send_failed"

    def _play_bounced(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "incomplete")
        sent = at + timedelta(seconds=9)
        self._told(EventKind.REPLY_SENT, sent, truth)
        back = sent + timedelta(seconds=30)
        robot = hashlib.sha256(f"bounce {truth.mail_id}".encode()).hexdigest()
        bounce = Truth(robot, truth.case_id, truth.mailbox, truth.access, "", "robot", back, minute_counter.due(back))
        self.made.truths.append(bounce)
        self._put(EventKind.MAIL_RECEIVED, back, bounce, mailbox=truth.mailbox, received_at=back.isoformat())
        joined = self._put(EventKind.MAIL_JOINED_CASE, back, bounce, case=truth.case_id, by="bounce")
        joined["reply_id"] = _reply_id(truth)
        self._play_robot(bounce, back)
        truth.cause = "bounced"

    def _play_held(self, truth: Truth, at: datetime) -> None:
        self._put(EventKind.MAIL_HELD, at, truth, reason="邮件结构损坏，无法解析。")
        truth.cause = "held"

    def _play_failed(self, truth: Truth, at: datetime) -> None:
        self._put(EventKind.MAIL_FAILED, at, truth, reason="程序内部错误")
        truth.cause = "outage"

    def _play_fetched_late(self, truth: Truth, at: datetime) -> None:
        self._play_machine(truth, at)
        truth.cause = "outage"

    def _play_just_before_close(self, truth: Truth, at: datetime) -> None:
        self._play_machine(truth, at)
        truth.cause = "after_close"

    def _play_acknowledged(self, truth: Truth, at: datetime) -> None:
        """The machine says only that the mail has come in."""
        self._reply(truth, at, "for_specialist")
        truth.first_at = at + timedelta(seconds=9)
        self._told(EventKind.REPLY_SENT, truth.first_at, truth)
        truth.cause = "person"

    def _play_enquiry(self, truth: Truth, at: datetime) -> None:
        said = {"outcome": "NOT_A_SUBMISSION", "codes": [], "missing": [], "judgement": "x"}
        self._put(EventKind.CASE_JUDGED, at, truth, case=truth.case_id, **said)
        self._reply(truth, at, "enquiry", draft=True)
        self._release(truth, at + timedelta(minutes=30))

    def _play_robot(self, truth: Truth, at: datetime) -> None:
        said = {"outcome": "NOT_A_SUBMISSION", "codes": [], "missing": [], "judgement": "x"}
        self._put(EventKind.CASE_JUDGED, at, truth, case=truth.case_id, **said)
        self._put(EventKind.MAIL_SETTLED, at, truth, case=truth.case_id, outcome="NOT_A_SUBMISSION", reply=None)

    def _play_observed(self, truth: Truth, at: datetime) -> None:
        self._reply(truth, at, "incomplete", draft=True, observed=True, would_send=True)

    def _reply(self, truth: Truth, at: datetime, template: str, *, draft: bool = False, **data: Any) -> None:
        kind = EventKind.REPLY_DRAFTED if draft else EventKind.REPLY_QUEUED
        self._told(kind, at, truth, template=template, **data)
        settled = self._put(EventKind.MAIL_SETTLED, at, truth, case=truth.case_id, outcome="x", reply=_reply_id(truth))
        settled["reply_id"] = _reply_id(truth)

    def _release(self, truth: Truth, at: datetime) -> None:
        person = self._random.choice(PEOPLE)
        queued = self._told(EventKind.REPLY_QUEUED, at, truth)
        queued["by"] = person
        self._sent(truth, at + timedelta(seconds=16), "person", person)

    def _sent(self, truth: Truth, at: datetime, by: str, person: str = "") -> None:
        self._told(EventKind.REPLY_SENT, at, truth)
        truth.sent_at = truth.first_at = truth.answered_at = at
        truth.by, truth.person = by, person
        if at > truth.due_at and not truth.cause:  # in the last minutes, or at night under way
            close = truth.due_at - truth.received_at <= timedelta(minutes=10)
            truth.cause = "person" if person else "after_close" if close else "outage"

    def _told(self, kind: EventKind, at: datetime, truth: Truth, **data: Any) -> Row:
        row = self._put(kind, at, truth, case=truth.case_id, **data)
        row["reply_id"] = _reply_id(truth)
        return row

    def _put(self, kind: EventKind, at: datetime, truth: Truth, *, case: str | None = None, **data: Any) -> Row:
        row = {"kind": kind, "at": at, "mail_id": truth.mail_id, "case_id": case, "reply_id": None, "by": None}
        self.made.entries.append(row | {"data": data})
        return self.made.entries[-1]


def _reply_id(truth: Truth) -> str:
    return truth.mail_id[:40]


def store(engine: Engine, made: Traffic) -> None:
    """Put it into the tables, as much of the rows as reports read."""
    plain = {"domains": [], "missing": [], "opened_at": made.entries[0]["at"], "updated_at": made.entries[0]["at"]}
    with engine.begin() as connection:
        connection.execute(insert(cases), [plain | row for row in made.cases])
        connection.execute(insert(mails), [_mail_row(truth) for truth in made.truths])
        for part in _parts(made.entries):
            connection.execute(insert(events), part)


def _mail_row(truth: Truth) -> Row:
    moment = truth.received_at
    row = {"id": truth.mail_id, "mailbox": truth.mailbox, "received_at": moment, "size": 1, "status": "settled"}
    return row | {"reason": "", "attempts": 1, "case_id": truth.case_id, "stored_at": moment, "updated_at": moment}


def _parts(rows: list[Row], size: int = 5_000) -> Iterator[list[Row]]:
    yield from (rows[start : start + size] for start in range(0, len(rows), size))
