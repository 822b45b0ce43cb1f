"""The benchmark's desk is a sound one, and its queue is what plain SQL counts."""

from datetime import datetime
from pathlib import Path

from sqlalchemy import text

from bench.desk_data import fill
from filing.mail import SHANGHAI
from filing.people import EVERYTHING, Scope
from filing.standing import View
from policy.worktime import load_worktime
from store import queue_rows
from store.database import reading
from store.queries import Queries
from store.queue import Filters, QueueQueries
from tests.fakes.desk_store import DeskStore

NOW = datetime(2026, 11, 20, 15, tzinfo=SHANGHAI)
PROVINCES = {"jiangsu": "江苏", "anhui": "安徽"}
BY_HAND = {
    View.ALL: "SELECT count(*) FROM cases",
    View.COMPLETE: "SELECT count(*) FROM cases WHERE outcome = 'COMPLETE'",
    View.QUARANTINE: "SELECT count(DISTINCT case_id) FROM mails WHERE status = 'held'",
    View.BOUNCED: "SELECT count(DISTINCT case_id) FROM mails WHERE mail_class = 'bounce'",
    View.PERSON: "SELECT count(DISTINCT case_id) FROM outbox JOIN cases ON cases.id = case_id "
    "WHERE outbox.status = 'draft' AND held_until IS NULL",
}


def test_a_filled_desk_counts_as_plain_sql_does(tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    fill(desk.engine, desk.blobs, 60, NOW)
    queries = QueueQueries(desk.engine, desk.blobs, PROVINCES, load_worktime().due)
    everything = queries.views(EVERYTHING, "person-1", NOW)
    halves = [queries.views(Scope(frozenset({province})), "person-1", NOW) for province in PROVINCES.values()]

    with reading(desk.engine) as connection:
        counted = {view: connection.execute(text(query)).scalar_one() for view, query in BY_HAND.items()}
        assert list(queue_rows.differing(connection)) == []
    assert {view: everything[view] for view in BY_HAND} == counted
    assert {view: sum(half[view] for half in halves) for view in View} == dict(everything)

    row = queries.page(EVERYTHING, View.COMPLETE, "person-1", NOW).rows[0]
    found = queries.page(EVERYTHING, View.ALL, "person-1", NOW, Filters(search=row.reference or "")).rows
    assert [other.id for other in found] == [row.id]
    detail = Queries(desk.engine, desk.blobs, PROVINCES).case_detail(EVERYTHING, row.id)
    assert detail is not None
    assert detail.mails[-1].reply is not None
