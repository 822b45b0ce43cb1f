"""How a mail goes from hand to hand: readers take mails as they come, judges take each case's mails in order."""

from sqlalchemy import Engine, and_, func, or_, select

from filing.event import EventKind
from store import events
from store.database import reading, writing
from store.outbox import Enqueue
from store.rescue import OPEN, renewals
from store.tables import events as event_rows
from store.tables import mails


class Stages:
    """Queue `ocr` (partition: the mailbox) → queue `case` (partition: the case, or the mail that has none)."""

    def __init__(self, engine: Engine, enqueue: Enqueue) -> None:
        self._engine = engine
        self._enqueue = enqueue

    def to_readers(self, mail_id: str) -> None:
        """A mail that nobody has read yet."""
        with writing(self._engine, mail_id) as connection:
            mail = connection.execute(select(mails).where(mails.c.id == mail_id)).one()
            self._enqueue(connection, "ocr", f"read-{mail_id}", mail_id, mail.mailbox, mail.received_at)

    def to_judges(self, mail_id: str, case_id: str | None) -> None:
        """A mail that was read and placed. Asked again it is the same job, until a person has the mail run anew.

        Or until its job was lost: the same job would be the lost one.
        """
        with writing(self._engine, mail_id) as connection:
            received = connection.execute(select(mails.c.received_at).where(mails.c.id == mail_id)).scalar_one()
            turn = events.count(connection, EventKind.MAIL_REQUEUED, event_rows.c.mail_id == mail_id)
            turn += renewals(connection, mail_id)
            job = f"judge-{mail_id}-{turn}"
            self._enqueue(connection, "case", job, mail_id, case_id or mail_id, received)

    def case_of(self, mail_id: str) -> str | None:
        """The case that a mail was placed in. Raises LookupError."""
        with reading(self._engine) as connection:
            row = connection.execute(select(mails.c.case_id).where(mails.c.id == mail_id)).one_or_none()
        if row is None:
            raise LookupError(mail_id)
        case_id: str | None = row.case_id
        return case_id

    def must_wait(self, mail_id: str) -> bool:
        """Whether an older mail that may be about the same case is being read: its sender's, or nobody knows whose.

        Customers send their papers in several mails within a minute; the large one is read long after the small one.
        """
        mine = mails.alias()
        sender = or_(mails.c.sender.is_(None), func.lower(mails.c.sender) == func.lower(mine.c.sender))
        older = or_(
            mails.c.received_at < mine.c.received_at,
            and_(mails.c.received_at == mine.c.received_at, mails.c.id < mine.c.id),
        )
        unread = (mails.c.status.in_(OPEN), mails.c.submission.is_(None))
        same = (mails.c.mailbox == mine.c.mailbox, mails.c.id != mine.c.id, sender, older)
        query = select(mails.c.id).join(mine, mine.c.id == mail_id).where(*unread, *same)
        with reading(self._engine) as connection:
            return connection.execute(query.limit(1)).first() is not None
