"""What the desk's pages work with, over the plain lists of tests.fakes.views; and the application on top of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import cast

from starlette.applications import Starlette

from desk.desk import Desk
from desk.errors import NoSuchCase
from filing.access import Access
from filing.people import Person, Scope
from filing.standing import Standing, View
from filing.terms import Outcome
from store.changes import Change
from store.presence import Looker
from store.queries import CaseLine, MailLine
from store.queue import PAGE_SIZE, Filters, QueuePage, QueueRow
from tests.fakes.views import NOON, FakeViews
from web.access import Door
from web.app import make_app
from web.office import Office
from web.tools import Tools
from web.views import Render

STANDINGS = {
    Outcome.COMPLETE: Standing.COMPLETE,
    Outcome.INCOMPLETE: Standing.CUSTOMER,
    Outcome.NOT_ACCEPTED: Standing.REFUSED,
    Outcome.FOR_SPECIALIST: Standing.PERSON,
}
PROVINCES = {"jiangsu": "江苏", "anhui": "安徽"}


@dataclass
class FakeQueue:
    """web.tools.Queue. `versions`: case id → how often it has changed."""

    views_: FakeViews
    versions: dict[str, int] = field(default_factory=dict)

    def views(self, scope: Scope, person_id: str, now: datetime) -> Mapping[View, int]:
        self.views_._break()
        return {view: len(self._rows(scope, view, person_id)) for view in View}

    def page(
        self,
        scope: Scope,
        view: View,
        person_id: str,
        now: datetime,
        filters: Filters | None = None,
        after: str | None = None,
        *,
        before: str | None = None,
    ) -> QueuePage:
        begin = int(after or 0) if before is None else max(0, int(before) - PAGE_SIZE)
        rows = [r for r in self._rows(scope, view, person_id) if _matches(r, filters or Filters())]
        shown = tuple(rows[begin : begin + PAGE_SIZE])
        more = begin + PAGE_SIZE < len(rows)
        return QueuePage(shown, str(begin + PAGE_SIZE) if more else None, str(begin) if begin else None)

    def row(self, scope: Scope, row_id: str) -> QueueRow | None:
        return next((r for r in self._rows(scope, View.ALL, "") if r.id == row_id), None)

    def _rows(self, scope: Scope, view: View, person_id: str) -> list[QueueRow]:
        cases = [_of_case(row, self.versions.get(row.id, 1)) for row in self.views_.rows]
        mails = [_of_mail(m.letter.row) for m in self.views_.loose if m.letter.row.reason]
        rows = [r for r in (*mails, *cases) if scope.holds(r.access_province or "")]
        if view is View.ALL:
            return rows
        if view is View.TODAY:
            return [r for r in rows if r.due_at]
        return [r for r in rows if r.standing == view.value or (view is View.MINE and r.assignee == person_id)]


@dataclass
class FakeFeed:
    """web.tools.Feed over a list."""

    changes: list[Change] = field(default_factory=list)

    def last(self) -> int:
        return max((c.seq for c in self.changes), default=0)

    def since(self, seq: int, scope: Scope) -> Sequence[Change]:
        return [c for c in self.changes if c.seq > seq and c.within(scope)]


@dataclass
class FakeCompany:
    """web.tools.Company: who looks at which case."""

    there: dict[str, dict[str, Looker]] = field(default_factory=dict)

    def look(self, case_id: str, person: Person, now: datetime) -> tuple[Looker, ...]:
        self.there.setdefault(case_id, {})[person.id] = Looker(person.id, person.name, now)
        return tuple(x for x in self.there[case_id].values() if x.person_id != person.id)

    def leave(self, case_id: str, person: Person) -> None:
        self.there.get(case_id, {}).pop(person.id, None)

    def everywhere(self, now: datetime) -> Mapping[str, tuple[Looker, ...]]:
        return {case_id: tuple(people.values()) for case_id, people in self.there.items()}


@dataclass
class FakeLooks:
    """web.tools.LookLog over a list. `broken`: nothing can be written."""

    entries: list[Access] = field(default_factory=list)
    broken: bool = False

    def record(self, access: Access) -> None:
        if self.broken:
            raise RuntimeError("the log cannot be written")
        self.entries.append(access)

    def opened(self, person_id: str, mail_id: str, paper: int, since: datetime) -> bool:
        mine = [e for e in self.entries if (e.person_id, e.mail_id, e.paper) == (person_id, mail_id, paper)]
        return any(e.at >= since for e in mine)

    def opened_by(self, person_id: str, since: datetime) -> frozenset[tuple[str, int]]:
        mine = [e for e in self.entries if e.person_id == person_id and e.at >= since]
        return frozenset((e.mail_id, e.paper) for e in mine if e.mail_id and e.paper)


@dataclass
class FakeAgain:
    """The queue for mails that a person wants handled again: (mail id, person id)."""

    asked: list[tuple[str, str]] = field(default_factory=list)

    def __call__(self, mail_id: str, person_id: str) -> bool:
        self.asked.append((mail_id, person_id))
        return True


class NoDesk:
    """A desk that knows no case: for pages on which nobody acts."""

    def absence(self, _: object) -> None:
        """Everybody is here."""

    def __getattr__(self, act: str) -> Callable[..., None]:
        def refuse(*_: object) -> None:
            raise NoSuchCase

        return refuse


def fake_tools(views: FakeViews) -> Tools:
    """All of them, at noon."""
    names = {"demo": "演示专员", "li": "李四"}
    desk, queue = cast("Desk", NoDesk()), FakeQueue(views)
    feed, company = FakeFeed(), FakeCompany()
    return Tools(
        desk,
        queue,
        feed,
        company,
        lambda: NOON,
        lambda: names,
        PROVINCES,
        looks=FakeLooks(),
        raw=raw,
        again=FakeAgain(),
    )


def raw(mail_id: str) -> bytes:
    """What might have been received."""
    return b"Subject: " + mail_id.encode()


def page_app(views: FakeViews, render: Render, door: Door | None = None, office: Office | None = None) -> Starlette:
    """The application over fakes."""
    return make_app(views, fake_tools(views), render, door, office)


def _of_case(row: CaseLine, version: int) -> QueueRow:
    standing = STANDINGS[row.outcome] if row.outcome else Standing.READING
    waits = standing in (Standing.PERSON, Standing.READING)
    return QueueRow(
        id=row.id,
        case_id=row.id,
        mail_id=None,
        reference=row.reference,
        entity_name=row.entity_name,
        domains=row.domains,
        access_province=row.access_province,
        mailbox="jiangsu",
        filing_kind=row.filing_kind,
        outcome=row.outcome,
        standing=standing,
        due_at=NOON + timedelta(minutes=330) if waits else None,
        waiting_since=row.received_at if waits else None,
        active_at=row.received_at,
        assignee=None,
        held_until=None,
        version=version,
        subject="",
        sender="",
        reason="",
        cursor="",
    )


def _of_mail(row: MailLine) -> QueueRow:
    return QueueRow(
        id=row.id,
        case_id=None,
        mail_id=row.id,
        reference=None,
        entity_name=None,
        domains=(),
        access_province="江苏",
        mailbox=row.mailbox,
        filing_kind=None,
        outcome=None,
        standing=Standing.QUARANTINE,
        due_at=NOON - timedelta(minutes=35),
        waiting_since=row.received_at,
        active_at=row.received_at,
        assignee=None,
        held_until=None,
        version=0,
        subject=row.subject,
        sender=row.sender,
        reason=row.reason,
        cursor="",
    )


def _matches(row: QueueRow, filters: Filters) -> bool:
    text = f"{row.entity_name} {row.domains} {row.reference} {row.sender}"
    return filters.search in text and filters.province in (None, row.access_province)
