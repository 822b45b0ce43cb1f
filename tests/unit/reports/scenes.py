"""Mails as the ledger tells of them, a line each; on Friday 2026-11-20 unless said otherwise."""

from datetime import datetime
from typing import Any

from filing.event import Event, EventKind
from filing.mail import SHANGHAI
from filing.sla import SlaHistory, SlaMail
from policy.worktime import load_worktime
from reports.sla import Counting

COUNTING = Counting(load_worktime(), {"jiangsu": "江苏"})
CASE = "case-1"


def at(clock: str, day: str = "2026-11-20") -> datetime:
    return datetime.fromisoformat(f"{day}T{clock}").replace(tzinfo=SHANGHAI)


class Scene:
    """Events in the order in which they were told."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def told(self, kind: EventKind, when: datetime, mail: str, reply_id: str | None = None, /, **data: Any) -> "Scene":
        by = data.pop("by_person", None)
        self.events.append(Event(kind, when, mail, CASE, reply_id, data, by))
        return self

    def received(self, mail: str, when: datetime, stored: datetime | None = None) -> "Scene":
        said = {"mailbox": "jiangsu", "received_at": when.isoformat()}
        self.events.append(Event(EventKind.MAIL_RECEIVED, stored or when, mail, data=said))
        return self.told(EventKind.MAIL_JOINED_CASE, stored or when, mail, by="opened")

    def judged(self, mail: str, when: datetime, outcome: str = "INCOMPLETE", **data: Any) -> "Scene":
        said = {"outcome": outcome, "codes": [], "missing": [], "judgement": "x", "entity_province": "江苏"} | data
        return self.told(EventKind.CASE_JUDGED, when, mail, **said)

    def settled(self, mail: str, when: datetime, reply: str | None) -> "Scene":
        return self.told(EventKind.MAIL_SETTLED, when, mail, reply, outcome="x", reply=reply)

    def queued(self, mail: str, when: datetime, template: str = "incomplete", by: str | None = None) -> "Scene":
        return self.told(EventKind.REPLY_QUEUED, when, mail, f"r-{mail}", template=template, by_person=by)

    def drafted(self, mail: str, when: datetime, template: str = "for_specialist", **data: Any) -> "Scene":
        return self.told(EventKind.REPLY_DRAFTED, when, mail, f"r-{mail}", template=template, **data)

    def sent(self, mail: str, when: datetime) -> "Scene":
        return self.told(EventKind.REPLY_SENT, when, mail, f"r-{mail}")

    def machine(self, mail: str, received: datetime, sent: datetime) -> "Scene":
        """The whole way without a person."""
        self.received(mail, received).judged(mail, received).queued(mail, received)
        return self.settled(mail, received, f"r-{mail}").sent(mail, sent)

    def counted(self, counting: Counting = COUNTING) -> SlaHistory:
        return counting.of(self.events)

    def row(self, mail: str = "m1", counting: Counting = COUNTING) -> SlaMail:
        return next(row for row in self.counted(counting).mails if row.mail_id == mail)
