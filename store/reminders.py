"""Customers who do not answer, and reminders into the outbox: each day-step of each word of ours once."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, and_, func, or_, select

from filing.authority import Milestone, Stage, progress
from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.standing import Standing
from filing.terms import MailClass, Outcome, ReplyStatus
from filing.unasked import REMINDER
from store import caps, dossier, events, ruling, sending, unasked
from store.blobs import Blobs
from store.database import reading, writing
from store.outbox import Enqueue
from store.tables import cases, mails, outbox, queue
from store.unasked import Unasked

ASKING = ("incomplete", Stage.RETURNED.value)
"""Templates of letters that wait for the customer's answer."""

QUIET = (Standing.CUSTOMER, Standing.COMPLETE)
"""Where a case stands that nobody here owes anything: nothing unread, unsent, held back or bounced."""


@dataclass(frozen=True, slots=True)
class Silent:
    """A case whose customer has not answered our last word, the reply `word`.

    as_sent: nobody had changed its text. returned: why the administration sent the case back, if it did. reminded: ids
    of all reminders that this case ever had.
    """

    case_id: str
    version: int
    word: str
    said_at: datetime
    as_sent: bool = True
    returned: Milestone | None = None
    reminded: frozenset[str] = frozenset()

    def reminder(self, days: int) -> str:
        """The id of the reminder after so many days: always the same, so that it is written once."""
        return hashlib.sha256(f"{self.case_id}/{self.word}/{days}".encode()).hexdigest()[:40]


class Reminders:
    """The reading and the writing of them."""

    def __init__(
        self, engine: Engine, blobs: Blobs, clock: Clock, enqueue: Enqueue, limits: caps.Caps | None = None
    ) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._enqueue = enqueue
        self._caps = limits or caps.Caps()

    def silent(self, since: datetime, until: datetime) -> tuple[Silent, ...]:
        """Cases that we last wrote to between two moments, silent from then on; none while sending is stopped."""
        last = func.max(outbox.c.updated_at)
        asked = select(outbox.c.case_id).where(outbox.c.status == ReplyStatus.SENT, outbox.c.template.in_(ASKING))
        asked = asked.group_by(outbox.c.case_id).having(and_(last >= since, last < until)).order_by(last)
        with reading(self._engine) as connection:
            if sending.find(connection):
                return ()
            wanted = list(connection.execute(asked).scalars())
            found = (_silent(connection, case_id, self._clock.now()) for case_id in wanted if case_id)
            return tuple(case for case in found if case)

    def remind(self, case: Silent, days: int, letter: Unasked) -> bool:
        """Put the reminder after `days` into the outbox, if the case is still as it was seen; whether it was done.

        What the caps do not let leave is a draft, as with replies.
        """
        mime = self._blobs.put(letter.reply.mime)
        with writing(self._engine) as connection:
            now = self._clock.now()
            fresh = sending.find(connection) is None and _silent(connection, case.case_id, now) == case
            if not fresh or case.reminder(days) in case.reminded:
                return False
            if ruling.taken(connection, letter.mail_id, letter.turn):
                return False
            self._put(connection, case, days, letter, mime, now)
            return True

    def _put(self, connection: Connection, case: Silent, days: int, letter: Unasked, mime: str, now: datetime) -> None:
        over = letter.reply.auto and caps.too_many(connection, letter.reply, case.case_id, self._caps, now)
        if over:
            letter = replace(letter, reply=replace(letter.reply, auto=False, reason=over))
        leaves, new_id = letter.reply.leaves, case.reminder(days)
        status = ReplyStatus.QUEUED if leaves else ReplyStatus.DRAFT
        unasked.put(connection, new_id, case.case_id, letter, mime, now, status=status)
        told: dict[str, Json] = {"template": REMINDER, "days": days, "word": case.word}
        told |= {"reason": letter.reply.reason} if letter.reply.reason else {}
        kind = EventKind.REPLY_QUEUED if leaves else EventKind.REPLY_DRAFTED
        events.append(connection, Event(kind, now, letter.mail_id, case.case_id, new_id, told))
        if leaves:
            self._enqueue(connection, "smtp", f"out-{new_id}", new_id, None)


def _silent(connection: Connection, case_id: str, now: datetime) -> Silent | None:
    row = _quiet(connection, case_id, now)
    word = _last_word(connection, case_id) if row else None
    if row is None or word is None or _heard(connection, case_id, word):
        return None
    told = tuple(events.read(connection, events.of_case(case_id)))
    last = progress(told).milestones[-1:]
    returned = next((m for m in last if m.stage is Stage.RETURNED), None)
    expected = row.outcome == Outcome.INCOMPLETE and (returned or not last) if word.template == ASKING[0] else returned
    if not expected or _unreachable(connection, word, told):
        return None
    edited = any(e.kind is EventKind.REPLY_EDITED and e.reply_id == word.id for e in told)
    reminded = frozenset(e.reply_id for e in told if e.reply_id and e.data.get("template") == REMINDER)
    back = returned if word.template == Stage.RETURNED.value else None
    return Silent(case_id, row.version, word.id, word.updated_at, not edited, back, reminded)


def _quiet(connection: Connection, case_id: str, now: datetime) -> Row[Any, Any] | None:
    free = or_(cases.c.held_until.is_(None), cases.c.held_until <= now)
    here = (cases.c.id == case_id, cases.c.merged_into.is_(None), free, queue.c.standing.in_(QUIET))
    query = select(cases.c.version, cases.c.outcome).join(queue, queue.c.case_id == cases.c.id).where(*here)
    return connection.execute(query).first()


def _last_word(connection: Connection, case_id: str) -> Row[Any] | None:
    """Our last letter that was no reminder, if it asks for something and nothing else is under way."""
    letters = connection.execute(select(outbox).where(outbox.c.case_id == case_id)).all()
    if any(letter.status != ReplyStatus.SENT for letter in letters):
        return None
    words = [letter for letter in letters if letter.template != REMINDER]
    last = max(words, key=lambda letter: (letter.updated_at, letter.turn), default=None)
    return last if last is not None and last.template in ASKING else None


def _heard(connection: Connection, case_id: str, word: Row[Any]) -> bool:
    """Whether somebody has written since our word was composed."""
    person = or_(mails.c.mail_class.is_(None), mails.c.mail_class.in_((MailClass.NORMAL, MailClass.UNPARSABLE)))
    later = (dossier.of_case(case_id), mails.c.stored_at > word.created_at, person)
    return connection.execute(select(mails.c.id).where(*later)).first() is not None


def _unreachable(connection: Connection, word: Row[Any], told: tuple[Event, ...]) -> bool:
    """Whether anything came back since their last mail."""
    since = connection.execute(select(mails.c.stored_at).where(mails.c.id == word.mail_id)).scalar_one()
    return any(e.kind is EventKind.CUSTOMER_UNREACHABLE and e.at >= since for e in told)
