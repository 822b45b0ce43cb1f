"""What the desk's pages work with beyond reading cases: the queue, who else is there, what has changed, the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from desk.desk import Desk
from desk.security import SecurityDesk
from filing.access import Access
from filing.people import Person, Scope
from filing.standing import View
from store.changes import Change
from store.presence import Looker
from store.queue import Filters, QueuePage, QueueRow
from web.report import Reports
from web.worksheets import Books


class Queue(Protocol):
    """store.queue.QueueQueries."""

    def views(self, scope: Scope, person_id: str, now: datetime) -> Mapping[View, int]:
        """How many rows each view has."""
        ...

    def page(
        self,
        scope: Scope,
        view: View,
        person_id: str,
        now: datetime,
        filters: Filters | None = None,
        after: str | None = None,
    ) -> QueuePage:
        """One page, the earliest due first. Raises ValueError for a cursor that is none."""
        ...

    def row(self, scope: Scope, row_id: str) -> QueueRow | None:
        """One row, or None."""
        ...


class Feed(Protocol):
    """store.changes.Changes."""

    def last(self) -> int:
        """The number of the newest entry."""
        ...

    def since(self, seq: int, scope: Scope) -> Sequence[Change]:
        """The entries after a number that the scope holds."""
        ...


class Company(Protocol):
    """store.presence.Presence."""

    def look(self, case_id: str, person: Person, now: datetime) -> tuple[Looker, ...]:
        """Note that somebody looks at a case; who else does."""
        ...

    def leave(self, case_id: str, person: Person) -> None:
        """The page was closed."""
        ...

    def everywhere(self, now: datetime) -> Mapping[str, tuple[Looker, ...]]:
        """Case → who looks at it."""
        ...


class LookLog(Protocol):
    """What of the access log the pages of cases need."""

    def record(self, access: Access) -> None:
        """Write one entry. Whatever it tells of may be done only after this has returned."""
        ...

    def opened(self, person_id: str, mail_id: str, paper: int, since: datetime) -> bool:
        """Whether this person has opened this paper since then."""
        ...

    def opened_by(self, person_id: str, since: datetime) -> frozenset[tuple[str, int]]:
        """All papers that this person has opened since then: mail id and ordinal."""
        ...


@dataclass(frozen=True, slots=True)
class Tools:
    """All of them. `names`: person id → name, of everybody who may be assigned a case."""

    desk: Desk
    queue: Queue
    feed: Feed
    company: Company
    now: Callable[[], datetime]
    names: Callable[[], Mapping[str, str]] = dict
    reports: Reports | None = field(default=None, kw_only=True)
    books: Books | None = field(default=None, kw_only=True)
    security: SecurityDesk | None = field(default=None, kw_only=True)
    mailboxes: Mapping[str, str] = field(default_factory=dict)
    """Mailbox → its access province."""
    looks: LookLog = field(kw_only=True)
    raw: Callable[[str], bytes] = field(kw_only=True)
    """Mail id → the bytes as they were received."""
    again: Callable[[str, str], bool] = field(kw_only=True)
    """(mail id, person id) → whether a stopped mail was put back into the queue."""
