"""Counts and pages of the queue against a plain recount of random rows; and no scope ever sees another's."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, insert

from filing.mail import SHANGHAI
from filing.people import EVERYTHING, Scope
from filing.standing import Standing, View
from filing.terms import FilingKind
from store.database import writing
from store.queue import PAGE_SIZE, Filters, QueueQueries, QueueRow
from store.tables import cases, mails, queue
from tests.fakes.desk_store import DeskStore

NOW = datetime(2026, 9, 16, 11, tzinfo=SHANGHAI)
TONIGHT = NOW.replace(hour=23, minute=59, second=59)
PROVINCES = {"jiangsu": "江苏", "anhui": "安徽"}
OTHERS = {"安徽", "浙江", "江苏"}
DONE = ("complete", "refused", "aside")


def due(received: datetime) -> datetime:
    """Two days later, at the same time: never earlier for a later receipt."""
    return received + timedelta(days=2)


@dataclass(frozen=True)
class Line:
    """One row of the queue, as a test would draw it up by hand."""

    number: int
    has_case: bool
    province: str
    mailbox: str
    standing: str
    waited: int | None  # hours until NOW
    assignee: str | None
    held: int | None  # hours from NOW
    kind: str | None

    @property
    def id(self) -> str:
        return f"case-{self.number:03}" if self.has_case else f"{self.number:064}"

    @property
    def seen_in(self) -> str | None:
        """The access province to which it belongs."""
        return self.province if self.has_case else PROVINCES.get(self.mailbox)

    @property
    def since(self) -> datetime | None:
        return None if self.waited is None else NOW - timedelta(hours=self.waited)

    @property
    def sleeps(self) -> bool:
        return self.held is not None and self.held > 0

    @property
    def rank(self) -> int:
        return int(self.since.timestamp()) if self.since else 10**11 - int(NOW.timestamp())

    def is_in(self, view: View, person: str) -> bool:
        """The views in words."""
        if view is View.TODAY:
            return self.since is not None and due(self.since) <= TONIGHT and not self.sleeps
        if view is View.MINE:
            return self.assignee == person and self.standing not in DONE
        if view is View.PERSON:
            return self.standing == "person" and not self.sleeps
        return view is View.ALL or self.standing == view.value


lines = st.lists(
    st.builds(
        Line,
        number=st.integers(0, 999),
        has_case=st.booleans(),
        province=st.sampled_from(sorted(OTHERS)),
        mailbox=st.sampled_from(["jiangsu", "anhui", "closed"]),
        standing=st.sampled_from([s.value for s in Standing]),
        waited=st.none() | st.integers(0, 100),
        assignee=st.none() | st.sampled_from(["li", "wang"]),
        held=st.none() | st.integers(-3, 3),
        kind=st.none() | st.sampled_from([k.value for k in FilingKind]),
    ),
    unique_by=lambda line: line.number,
    max_size=70,
)
scopes = st.builds(Scope, st.none() | st.frozensets(st.sampled_from(sorted(OTHERS))))


@pytest.fixture(scope="module", params=["sqlite", "postgresql"])
def desk(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[DeskStore]:
    url = request.getfixturevalue("postgres").database() if request.param == "postgresql" else ""
    store = DeskStore(tmp_path_factory.mktemp("queue"), url=url)
    yield store
    store.engine.dispose()


def stored(desk: DeskStore, rows: list[Line]) -> QueueQueries:
    with writing(desk.engine) as connection:
        for table in (queue, mails, cases):
            connection.execute(delete(table))
        for line in rows:
            if line.has_case:
                connection.execute(insert(cases).values(_case(line)))
            else:
                connection.execute(insert(mails).values(_mail(line)))
            connection.execute(insert(queue).values(_row(line)))
    return QueueQueries(desk.engine, desk.blobs, PROVINCES, due)


def everything(queries: QueueQueries, scope: Scope, view: View, filters: Filters | None = None) -> list[QueueRow]:
    """All pages of a view."""
    page = queries.page(scope, view, "li", NOW, filters)
    found = list(page.rows)
    pages = [page]
    while page.after is not None:
        assert len(page.rows) == PAGE_SIZE
        page = queries.page(scope, view, "li", NOW, filters, page.after)
        found += page.rows
        pages.append(page)
    for last, page in reversed(list(pairwise(pages))):  # and the way back
        assert page.before is not None
        back = queries.page(scope, view, "li", NOW, filters, before=page.before)
        assert (back.rows, back.after, back.before is None) == (last.rows, last.after, last is pages[0])
    assert pages[0].before is None
    return found


@settings(max_examples=25, deadline=None)
@given(rows=lines, scope=scopes)
def test_every_view_counts_and_shows_what_a_plain_recount_finds(
    desk: DeskStore, rows: list[Line], scope: Scope
) -> None:
    queries = stored(desk, rows)
    seen = [line for line in rows if scope.provinces is None or line.seen_in in scope.provinces]
    counts = queries.views(scope, "li", NOW)

    for view in View:
        wanted = sorted((line for line in seen if line.is_in(view, "li")), key=lambda line: (line.rank, line.id))
        assert [row.id for row in everything(queries, scope, view)] == [line.id for line in wanted], view
        assert counts[view] == len(wanted), view


@settings(max_examples=15, deadline=None)
@given(rows=lines, scope=scopes, province=st.sampled_from(sorted(OTHERS)))
def test_no_filter_or_search_opens_what_the_scope_closes(
    desk: DeskStore, rows: list[Line], scope: Scope, province: str
) -> None:
    queries = stored(desk, rows)
    own = scope.provinces if scope.provinces is not None else OTHERS | {None}
    filters = [Filters(province=province), Filters(mailbox="anhui"), Filters(search="name"), Filters(search="%")]
    for narrowed in [*filters, *(Filters(kind=kind) for kind in FilingKind)]:
        for row in everything(queries, scope, View.ALL, narrowed):
            assert row.access_province in own
    for line in rows:
        assert (queries.row(scope, line.id) is not None) == (line.seen_in in own)
    found = everything(queries, EVERYTHING, View.ALL, Filters(province=province))
    assert {row.id for row in found} == {line.id for line in rows if line.seen_in == province}


def _row(line: Line) -> dict[str, Any]:
    return {
        "id": line.id,
        "case_id": line.id if line.has_case else None,
        "place": line.province if line.has_case else f"@{line.mailbox}",
        "mailbox": line.mailbox,
        "filing_kind": line.kind,
        "standing": line.standing,
        "waiting_since": line.since,
        "active_at": NOW,
        "rank": line.rank,
        "assignee": line.assignee,
        "held_until": None if line.held is None else NOW + timedelta(hours=line.held),
        "words": f"name{line.number}",
    }


def _case(line: Line) -> dict[str, Any]:
    values = {"id": line.id, "reference": line.id, "access_province": line.province, "domains": [], "missing": []}
    return values | {"opened_at": NOW, "updated_at": NOW}


def _mail(line: Line) -> dict[str, Any]:
    values = {"id": line.id, "mailbox": line.mailbox, "received_at": NOW, "size": 1, "status": "held", "reason": ""}
    return values | {"attempts": 1, "stored_at": NOW, "updated_at": NOW}
