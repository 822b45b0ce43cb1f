"""What became of each mail, derived from the ledger's events alone."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from filing.event import Event, EventKind
from filing.terms import Material, Outcome


@dataclass(frozen=True, slots=True)
class Arrival:
    """One mail: when it was stored, what the case was judged after it, when its reply was accepted for delivery."""

    mail_id: str
    mailbox: str
    stored_at: datetime
    outcome: Outcome | None = None
    missing: tuple[Material, ...] = ()
    settled_at: datetime | None = None
    replied_at: datetime | None = None
    drafted: bool = False
    ended: str = ""  # held | failed, where it did not come to a judgement

    @property
    def seconds(self) -> float | None:
        """From arrival to reply; None without a reply."""
        return (self.replied_at - self.stored_at).total_seconds() if self.replied_at else None


def arrivals(events: Iterable[Event]) -> tuple[Arrival, ...]:
    """All mails in the order of their arrival. The same events give the same rows, today and in a year."""
    rows: dict[str, Arrival] = {}
    for event in events:
        if event.mail_id is None:
            continue
        if event.data.get("historic"):  # from before the mailbox was connected: nobody's to answer
            rows.pop(event.mail_id, None)
        elif event.kind is EventKind.MAIL_RECEIVED:
            rows[event.mail_id] = Arrival(event.mail_id, str(event.data.get("mailbox", "")), event.at)
        elif event.mail_id in rows:
            rows[event.mail_id] = _after(rows[event.mail_id], event)
    return tuple(rows.values())


def _after(row: Arrival, event: Event) -> Arrival:
    match event.kind:
        case EventKind.CASE_JUDGED:
            missing = event.data.get("missing")
            named = tuple(Material(str(m)) for m in missing) if isinstance(missing, list) else ()
            return replace(row, outcome=Outcome(str(event.data["outcome"])), missing=named)
        case EventKind.MAIL_SETTLED:
            return replace(row, settled_at=event.at, ended="")
        case EventKind.MAIL_HELD | EventKind.MAIL_FAILED:
            return replace(row, settled_at=event.at, ended=event.kind.value.removeprefix("mail_"))
        case EventKind.REPLY_DRAFTED:
            return replace(row, drafted=True)
        case EventKind.REPLY_SENT:
            return replace(row, replied_at=event.at)
    return row
