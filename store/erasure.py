"""Erasing a case or a loose mail: the files are shredded, the rows lose what is personal, the ledger keeps its bones.

What is left says that there was such a case, when, what became of it, and who did what: an entry of an erased case
loses its words, which a trigger lets happen to no other (docs/decisions/0014).
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Connection, Engine, Row, and_, delete, or_, select, update

from filing.case import Submission
from filing.errors import DeskError
from filing.event import Event, EventKind
from filing.finding import Json
from filing.ports import Clock
from filing.terms import MailStatus, ReplyStatus
from store import codec, events, queue_rows, ruling, shredding
from store.blobs import BlobDamaged, Blobs
from store.database import writing
from store.rescue import OPEN
from store.tables import case_keys, cases, mail_places, mails, outbox, presence, readings, shares
from store.tables import events as event_rows

ON_THE_WAY = (ReplyStatus.QUEUED, ReplyStatus.COMMITTING, ReplyStatus.UNKNOWN)
KEPT = frozenset(
    {
        *("access_province", "administration", "again", "attempt", "by", "carried", "certain", "channel", "code"),
        *("codes", "confirmed", "count", "days", "entity_province", "from", "historic", "instead_of", "into"),
        *("judgement", "key", "kind", "mailbox", "material", "missing", "new_sender", "observed", "on", "outcome"),
        *("reader", "received_at", "reference", "rejoined", "release_at", "replaces", "reply", "revokes", "smtp_code"),
        *("split", "stage", "template", "to", "until", "was_read", "was_sure", "would_send"),
    }
)
"""What an entry of an erased case still says: codes, ids and moments, never somebody's words."""
KEYED = (EventKind.FINDING_OVERRIDDEN, EventKind.COPY_ASKED)  # their reasons are words of ours, which teach something


class MustStay(DeskError):
    """It cannot be erased now. The message is Chinese and says why."""


@dataclass(frozen=True, slots=True)
class Erased:
    """What was erased. `places`: where the mails may still lie on their server: mailbox, folder, UID."""

    mails: int
    replies: int
    places: tuple[tuple[str, str, int], ...]


class Erasure:
    """Each method is one transaction. The files go with `shredding.shred`, which may come later."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock

    def erase(self, case_id: str, by: str | None, reason: str) -> Erased:
        """The case with all that was merged into it. `by`: a person's id; `reason`: a word of ours. Raises MustStay."""
        with writing(self._engine) as connection:
            family = _family(connection, case_id)
            letters = _mails_of(connection, family)
            _refuse(connection, family, letters)
            done = self._erase(connection, family, letters, by)
            told: dict[str, Json] = {"code": reason, "count": done.mails}
            events.append(connection, Event(EventKind.CASE_ERASED, self._clock.now(), None, case_id, None, told, by))
            return done

    def erase_mail(self, mail_id: str, by: str | None, reason: str) -> Erased:
        """A mail that belongs to no case, and is settled. Raises MustStay."""
        with writing(self._engine) as connection:
            row = connection.execute(select(mails).where(mails.c.id == mail_id)).one()
            if row.case_id or row.status != MailStatus.SETTLED:
                raise MustStay("这封邮件属于某件备案，或尚未处理完。", "请清除该备案，或先处理这封邮件。")
            done = self._erase(connection, [], [row], by)
            told: dict[str, Json] = {"code": reason, "count": 1}
            events.append(connection, Event(EventKind.MAIL_ERASED, self._clock.now(), mail_id, None, None, told, by))
            return done

    def hold(self, case_id: str, by: str | None, reason: str | None) -> None:
        """From now on the case must not be erased, or (None) may be again."""
        kind = EventKind.ERASURE_BARRED if reason else EventKind.ERASURE_ALLOWED
        with writing(self._engine) as connection:
            _family(connection, case_id)
            connection.execute(update(cases).where(cases.c.id == case_id).values(legal_hold=reason))
            told: dict[str, Json] = {"text": reason} if reason else {}
            events.append(connection, Event(kind, self._clock.now(), None, case_id, None, told, by))

    def _erase(
        self, connection: Connection, family: Sequence[str], letters: Sequence[Row[Any]], by: str | None
    ) -> Erased:
        now, own = self._clock.now(), [row.id for row in letters]
        mine = and_(or_(outbox.c.case_id.in_(family), outbox.c.mail_id.in_(own)))
        for draft in connection.execute(select(outbox).where(mine, outbox.c.status == ReplyStatus.DRAFT)).all():
            ruling.discard(connection, draft, now, by, "资料已清除")
        replies = connection.execute(select(outbox).where(mine)).all()
        about = _about(family, own)
        gone = [*_files(connection, family, letters, replies), *_told(connection, about)]
        gone += self._read(connection, letters)
        _blank(connection, family, own, replies, now)
        _silence(connection, about)
        for mail_id in own:
            queue_rows.follow_mail(connection, mail_id)
        for case_id in family:
            queue_rows.keep(connection, case_id)
        shredding.mark(connection, gone)
        return Erased(len(own), len(replies), _places(connection, own))

    def _read(self, connection: Connection, letters: Iterable[Row[Any]]) -> Iterator[str]:
        """What was read from the papers, by any engine: kept by content, so that it goes for whoever sent the same."""
        for row in letters:
            for paper in self._papers(row.submission):
                where = readings.c.content == paper
                yield from connection.execute(select(readings.c.papers).where(where)).scalars().all()
                connection.execute(delete(readings).where(where))

    def _papers(self, address: str | None) -> list[str]:
        try:
            read = codec.load(Submission, self._blobs.get(address)) if address else None
        except BlobDamaged:
            return []
        return [paper.sha256 for paper in read.papers] if read else []


def _family(connection: Connection, case_id: str) -> list[str]:
    """The case, and those that were merged into it, and into those. Raises LookupError, MustStay."""
    row = connection.execute(select(cases).where(cases.c.id == case_id)).one_or_none()
    if row is None or row.erased_at:
        raise LookupError(case_id)
    if row.merged_into:
        raise MustStay("这件备案已并入另一件。", "请清除它并入的那一件。")
    found, fresh = [case_id], [case_id]
    while fresh:
        fresh = list(connection.execute(select(cases.c.id).where(cases.c.merged_into.in_(fresh))).scalars())
        found += fresh
    return found


def _mails_of(connection: Connection, family: Sequence[str]) -> list[Row[Any]]:
    """The mails that no other living case has a part of (A38): those go with the last of their cases."""
    shared = select(shares.c.mail_id).where(shares.c.case_id.in_(family))
    rows = connection.execute(select(mails).where(or_(mails.c.case_id.in_(family), mails.c.id.in_(shared)))).all()
    alive = and_(cases.c.erased_at.is_(None), cases.c.id.not_in(family))
    parts = select(shares.c.mail_id).join(cases, cases.c.id == shares.c.case_id).where(alive)
    homes = select(mails.c.id).join(cases, cases.c.id == mails.c.case_id).where(alive)
    own = [row.id for row in rows]
    others = set(connection.execute(parts.where(shares.c.mail_id.in_(own))).scalars())
    others |= set(connection.execute(homes.where(mails.c.id.in_(own))).scalars())
    return [row for row in rows if row.id not in others and row.erased_at is None]


def _refuse(connection: Connection, family: Sequence[str], letters: Sequence[Row[Any]]) -> None:
    held = select(cases.c.legal_hold).where(cases.c.id.in_(family), cases.c.legal_hold.is_not(None))
    if reason := connection.execute(held).scalars().first():
        raise MustStay(f"这件备案已设为留存（{reason}），不能清除。", "确需清除，先运行 beian privacy unhold。")
    leaving = select(outbox.c.id).where(outbox.c.case_id.in_(family), outbox.c.status.in_(ON_THE_WAY))
    if connection.execute(leaving).first() or any(row.status in OPEN for row in letters):
        raise MustStay("这件备案有邮件正在处理，或有回复正在发送、发送结果不明。", "请处理完再清除。")


def _about(family: Sequence[str], own: Sequence[str]) -> ColumnElement[bool]:
    return or_(event_rows.c.case_id.in_(family), event_rows.c.mail_id.in_(own))


def _files(
    connection: Connection, family: Sequence[str], letters: Sequence[Row[Any]], replies: Sequence[Row[Any]]
) -> Iterator[str]:
    yield from (row.id for row in letters)
    yield from (row.submission for row in letters if row.submission)
    yield from (row.mime for row in replies if row.mime)
    judged = select(cases.c.judgement).where(cases.c.id.in_(family), cases.c.judgement.is_not(None))
    yield from connection.execute(judged).scalars()


def _told(connection: Connection, about: ColumnElement[bool]) -> Iterator[str]:
    for data in connection.execute(select(event_rows.c.data).where(about)).scalars():
        yield from shredding.addresses_in(data)


def _blank(
    connection: Connection, family: Sequence[str], own: Sequence[str], replies: Sequence[Row[Any]], at: datetime
) -> None:
    """The rows without what is personal; what a search finds a case by is gone."""
    of_case: dict[str, object] = {"entity_name": None, "domains": [], "judgement": None, "erased_at": at}
    connection.execute(update(cases).where(cases.c.id.in_(family)).values(of_case))
    of_mail = {"sender": None, "subject": None, "message_id": None, "submission": None, "reason": "", "erased_at": at}
    connection.execute(update(mails).where(mails.c.id.in_(own)).values(of_mail))
    for row in replies:
        of_reply = {"recipient": "", "mime": "", "error": "", "message_id": f"<erased-{row.id}>"}
        connection.execute(update(outbox).where(outbox.c.id == row.id).values(of_reply))
    for table in (case_keys, presence):
        connection.execute(delete(table).where(table.c.case_id.in_(family)))


def _silence(connection: Connection, about: ColumnElement[bool]) -> None:
    """The entries without words. The trigger lets it happen, since their case or mail is erased by now."""
    for row in connection.execute(select(event_rows.c.seq, event_rows.c.kind, event_rows.c.data).where(about)).all():
        kept = KEPT | {"reason"} if row.kind in KEYED else KEPT
        data = {key: value for key, value in row.data.items() if key in kept}
        if data != row.data:
            connection.execute(update(event_rows).where(event_rows.c.seq == row.seq).values(data=data))


def _places(connection: Connection, own: Sequence[str]) -> tuple[tuple[str, str, int], ...]:
    query = select(mail_places.c.mailbox, mail_places.c.folder, mail_places.c.uid).where(mail_places.c.mail_id.in_(own))
    rows = connection.execute(query.order_by(mail_places.c.mailbox, mail_places.c.uid))
    return tuple((row.mailbox, row.folder, row.uid) for row in rows)
