"""Which mails of a mailbox are settled, and not told to its server yet.

How far it has been told is a number of the ledger's entries, so that a new start tells nothing anew. A mail that is
told twice is none the worse for it, and one whose entry came late and was passed over is left as it is: a courtesy.
"""

from dataclasses import dataclass
from datetime import timedelta

from sqlalchemy import Engine, func, insert, select, update

from filing.event import EventKind
from filing.ports import Clock
from store.database import reading, writing
from store.running_tables import tidied
from store.tables import events, mail_places, mails

AT_ONCE = 200  # mails
LATE = timedelta(seconds=30)  # an entry is numbered before it is committed: others may be seen first


@dataclass(frozen=True, slots=True)
class Settled:
    """Where settled mails stand, as (UIDVALIDITY, UID), and the number of the last entry that was looked at."""

    places: tuple[tuple[int, int], ...]
    seq: int


class Tidying:
    """Of all mailboxes."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine = engine
        self._now = clock.now

    def settled(self, mailbox: str, folder: str) -> Settled | None:
        """The next ones, if there are any. At the first look there is no place: what was settled before stays so."""
        with reading(self._engine) as connection:
            told = connection.execute(select(tidied.c.seq).where(tidied.c.mailbox == mailbox)).scalar_one_or_none()
            if told is None:
                return Settled((), connection.execute(select(func.coalesce(func.max(events.c.seq), 0))).scalar_one())
            entries = (
                select(events.c.seq, events.c.mail_id, events.c.data)
                .join(mails, mails.c.id == events.c.mail_id)
                .where(events.c.seq > told, events.c.kind == EventKind.MAIL_SETTLED, mails.c.mailbox == mailbox)
                .where(events.c.at <= self._now() - LATE)
                .order_by(events.c.seq)
                .limit(AT_ONCE)
            )
            rows = connection.execute(entries).all()
            ours = [row.mail_id for row in rows if not row.data.get("historic")]
            places = select(mail_places.c.uidvalidity, mail_places.c.uid).where(
                mail_places.c.mailbox == mailbox, mail_places.c.folder == folder, mail_places.c.mail_id.in_(ours)
            )
            found = tuple((row.uidvalidity, row.uid) for row in connection.execute(places))
        return Settled(found, rows[-1].seq) if rows else None

    def told(self, mailbox: str, seq: int) -> None:
        """The server knows of all up to this entry."""
        with writing(self._engine) as connection:
            moved = update(tidied).where(tidied.c.mailbox == mailbox).values(seq=seq)
            if connection.execute(moved).rowcount == 0:
                connection.execute(insert(tidied).values(mailbox=mailbox, seq=seq))
