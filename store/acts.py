"""What people do with a case, written down: the act, the new judgement and the new draft in one transaction."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, select, update

from filing.case import Case
from filing.decision import Decision
from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.terms import MailClass
from store import absences, codec, dossier, events, ruling, unasked
from store.blobs import Blobs
from store.database import reading, writing
from store.dossier import Kept
from store.ruling import Judged
from store.tables import cases, mails
from store.unasked import News


class Moved(Exception):
    """The case has changed since it was read; `changes` are the entries since, oldest first."""

    def __init__(self, changes: Sequence[Event]) -> None:
        super().__init__(f"{len(changes)} changes")
        self.changes = tuple(changes)


@dataclass(frozen=True, slots=True)
class File:
    """A case as it lies before a person.

    mail_id: the newest mail that somebody wrote. turn: of its next reply. answered: its last reply is no draft.
    free_turn: of a letter beside its replies.
    """

    case_id: str
    version: int
    access_province: str
    reference: str
    assignee: str | None
    held_until: datetime | None
    merged_into: str | None
    decision: Decision | None
    case: Case
    kept: tuple[Kept, ...]
    mail_id: str
    mailbox: str
    turn: int
    answered: bool = False
    free_turn: int = 0


@dataclass(frozen=True, slots=True)
class Step:
    """One entry. `noun` is kept encrypted beside it; `values` are columns of the case that change with it."""

    kind: EventKind
    data: Mapping[str, Json] = field(default_factory=dict)
    noun: object | None = None
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Written:
    """The version after an act, and the draft that it led to."""

    version: int
    reply_id: str | None = None


class Acts:
    """The writing side of the desk. Every method is one transaction; Moved is raised before anything is changed."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock

    def open(self, case_id: str) -> File:
        """The case in one unchanging view. Raises LookupError."""
        with reading(self._engine) as connection:
            return open_file(connection, self._blobs, case_id)

    def changes(self, case_id: str, version: int) -> tuple[Event, ...]:
        """What has changed the case since it had this version."""
        with reading(self._engine) as connection:
            return dossier.changes(connection, case_id, version)

    def events(self, case_id: str) -> tuple[Event, ...]:
        """Everything that happened to a case, oldest first."""
        with reading(self._engine) as connection:
            return tuple(events.read(connection, events.of_case(case_id)))

    def write(
        self,
        case_id: str,
        version: int,
        by: str,
        steps: Iterable[Step],
        judged: Judged | None = None,
        news: News | None = None,
    ) -> Written:
        """Write the steps, what the case is judged to be after them, and the letter that tells of them."""
        steps, kept, told = self.keep(steps), ruling.keep(self._blobs, judged), unasked.keep(self._blobs, news)
        with writing(self._engine) as connection:
            expect(connection, case_id, version)
            now = self._clock.now()
            for step in steps:
                put(connection, case_id, by, step, now)
            reply_id = ruling.rule(connection, case_id, judged, kept, now, by) if judged else None
            if news:
                reply_id = unasked.tell(connection, case_id, news, told, now, by)
            return Written(dossier.version_of(connection, case_id), reply_id)

    def turn(self, mail_id: str, case_id: str) -> int:
        """Which reply to the mail, in this case, the next one is."""
        with reading(self._engine) as connection:
            return ruling.next_turn(connection, (mail_id, case_id))

    def stand_in(self, person_id: str) -> str:
        """Who does a person's new work now."""
        with reading(self._engine) as connection:
            return absences.stand_in(connection, person_id, self._clock.now())

    def absence(self, person_id: str) -> absences.Absence | None:
        """When a person is away, if that is not over."""
        with reading(self._engine) as connection:
            return absences.of_person(connection, person_id, self._clock.now())

    def away(self, by: str, person_id: str, since: datetime, until: datetime, delegate: str) -> None:
        """From one moment to another somebody's new work is a delegate's."""
        with writing(self._engine) as connection:
            absences.put(connection, absences.Absence(person_id, since, until, delegate), by, self._clock.now())

    def keep(self, steps: Iterable[Step]) -> list[Step]:
        """The steps, their nouns stored and named in their data."""
        return [
            Step(s.kind, {**s.data, "act": self._blobs.put(codec.dump(s.noun))}, None, s.values) if s.noun else s
            for s in steps
        ]


def open_file(connection: Connection, blobs: Blobs, case_id: str) -> File:
    """Everything of a case that an act may need."""
    case = dossier.assemble(connection, blobs, case_id)
    row = connection.execute(select(cases).where(cases.c.id == case_id, cases.c.erased_at.is_(None))).one_or_none()
    if row is None:
        raise LookupError(case_id)
    mail = _newest(connection, case_id)
    owner = (mail.id if mail else "", case_id)
    return File(
        case_id=case_id,
        version=row.version,
        access_province=row.access_province,
        reference=row.reference,
        assignee=row.assignee,
        held_until=row.held_until,
        merged_into=row.merged_into,
        decision=codec.load(Decision, blobs.get(row.judgement)) if row.judgement else None,
        case=case,
        kept=dossier.standing(connection, blobs, case_id),
        mail_id=owner[0],
        mailbox=mail.mailbox if mail else "",
        turn=ruling.next_turn(connection, owner),
        answered=ruling.answered(connection, owner),
        free_turn=ruling.free_turn(connection, owner[0]),
    )


def _newest(connection: Connection, case_id: str) -> Row[Any, Any] | None:
    written = (dossier.of_case(case_id), mails.c.mail_class == MailClass.NORMAL)
    query = select(mails.c.id, mails.c.mailbox).where(*written).order_by(mails.c.received_at.desc(), mails.c.id.desc())
    return connection.execute(query.limit(1)).one_or_none()


def expect(connection: Connection, case_id: str, version: int) -> None:
    """The optimistic lock: raises Moved if the case is not any more as it was read, LookupError if it is not there."""
    if dossier.version_of(connection, case_id) != version:
        raise Moved(dossier.changes(connection, case_id, version))


def put(connection: Connection, case_id: str, by: str, step: Step, at: datetime) -> int:
    """Write one step; the number of its entry."""
    values = {**step.values, "updated_at": at}
    connection.execute(update(cases).where(cases.c.id == case_id).values(values))
    return events.append(connection, Event(step.kind, at, None, case_id, None, step.data, by))
