"""The queue: where cases stand, what the views count and show, and that nobody sees what is not theirs."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, insert, update

from filing.decision import Decision
from filing.event import Event, EventKind
from filing.people import EVERYTHING, Scope
from filing.standing import Standing, View
from filing.terms import FilingKind, MailClass, Outcome, ReplyStatus
from store import events, queue_rows
from store.database import reading, writing
from store.queue import Filters, QueueQueries, QueueRow
from store.tables import case_keys, cases, queue
from tests.fakes.desk_store import DeskStore, submission

CLOSE = 17 * 60 + 30
JIANGSU = Scope(frozenset({"江苏"}))
PROVINCES = {"jiangsu": "江苏", "anhui": "安徽"}


def due(received: datetime) -> datetime:
    """The same day's close; after it, the next day's."""
    close = received.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(minutes=CLOSE)
    return close if received < close else close + timedelta(days=1)


@pytest.fixture
def queries(desk: DeskStore) -> QueueQueries:
    return QueueQueries(desk.engine, desk.blobs, PROVINCES, due)


def sent(desk: DeskStore, reply: str | None) -> None:
    assert desk.outbox.mark(reply or "", ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    assert desk.outbox.mark(reply or "", ReplyStatus.COMMITTING, ReplyStatus.SENT, 250)


def only(desk: DeskStore, queries: QueueQueries, view: View = View.ALL, scope: Scope = EVERYTHING) -> QueueRow:
    """The one row there is; and the stored rows are what the tables say."""
    with reading(desk.engine) as connection:
        assert list(queue_rows.differing(connection)) == []
    (row,) = queries.page(scope, view, "li", desk.clock.now()).rows
    return row


def test_a_case_waits_from_its_mail_until_its_reply_is_sent(desk: DeskStore, queries: QueueQueries) -> None:
    raw = desk.received("a")
    reading_now = only(desk, queries)
    case_id, reply = desk.settled(raw)
    queued = only(desk, queries, View.TODAY)
    sent(desk, reply)
    row = only(desk, queries)

    assert (reading_now.standing, reading_now.case_id, reading_now.mail_id) == (Standing.READING, None, raw.sha256)
    assert (queued.case_id, queued.waiting_since, queued.due_at) == (case_id, raw.received_at, due(raw.received_at))
    assert (row.standing, row.waiting_since, row.due_at) == (Standing.CUSTOMER, None, None)
    assert (row.reference, row.domains, row.filing_kind) == ("BA-20260915-0001", ("example.com",), FilingKind.INITIAL)
    assert queries.page(EVERYTHING, View.TODAY, "li", desk.clock.now()).rows == ()


def test_a_draft_is_a_persons_until_it_is_released_and_sent(desk: DeskStore, queries: QueueQueries) -> None:
    _, reply = desk.settled(desk.received("a"), auto=False)
    assert only(desk, queries, View.PERSON).standing is Standing.PERSON

    desk.outbox.release(reply or "")
    sent(desk, reply)

    assert only(desk, queries).standing is Standing.CUSTOMER


def test_a_reply_answers_every_older_mail_and_the_oldest_unanswered_one_counts(
    desk: DeskStore, queries: QueueQueries
) -> None:
    first = desk.received("a", uid=1)
    desk.settled(first, auto=False)
    desk.clock.pass_(minutes=20)
    _, newer = desk.settled(desk.received("b", uid=2))
    assert only(desk, queries).waiting_since == first.received_at

    sent(desk, newer)

    assert only(desk, queries).waiting_since is None


def test_what_nobody_could_read_stays_in_quarantine(desk: DeskStore, queries: QueueQueries) -> None:
    held = desk.received("a")
    desk.placed(submission(held))
    desk.ledger.hold(held.sha256, "请专员查看原邮件。")
    desk.clock.pass_(minutes=5)
    _, reply = desk.settled(desk.received("b", uid=2))
    sent(desk, reply)

    assert only(desk, queries, View.QUARANTINE).standing is Standing.QUARANTINE
    desk.ledger.requeue(held.sha256)
    assert only(desk, queries).standing is Standing.READING


def test_a_failed_mail_without_a_case_is_shown_with_its_reason(desk: DeskStore, queries: QueueQueries) -> None:
    mail = desk.received("a", mailbox="anhui")
    desk.ledger.fail(mail.sha256, "程序内部错误")
    row = only(desk, queries, View.QUARANTINE)

    assert (row.mail_id, row.reason, row.access_province) == (mail.sha256, "程序内部错误", "安徽")
    assert queries.page(JIANGSU, View.QUARANTINE, "li", desk.clock.now()).rows == ()
    assert queries.row(JIANGSU, mail.sha256) is None


def test_a_bounce_stands_until_the_customer_writes_again(desk: DeskStore, queries: QueueQueries) -> None:
    _, reply = desk.settled(desk.received("a"))
    sent(desk, reply)
    desk.clock.pass_(minutes=1)
    bounce = desk.received("b", uid=2)
    over = {"mail_class": MailClass.BOUNCE, "bounced_message_id": desk.outbox.load(reply or "").message_id}
    case_id = desk.placed(submission(bounce, name=None, domains=(), sender="mailer-daemon@x.example", **over))
    desk.ledger.settle(bounce.sha256, case_id, None, Decision(Outcome.NOT_A_SUBMISSION), None)
    assert only(desk, queries, View.BOUNCED).standing is Standing.BOUNCED

    desk.clock.pass_(minutes=1)
    desk.settled(desk.received("c", uid=3))

    assert only(desk, queries).standing is Standing.CUSTOMER


def test_a_refused_reply_is_a_bounce(desk: DeskStore, queries: QueueQueries) -> None:
    _, reply = desk.settled(desk.received("a"))
    desk.outbox.mark(reply or "", ReplyStatus.QUEUED, ReplyStatus.FAILED, 550, "no such user")

    assert only(desk, queries, View.BOUNCED).due_at is not None


def test_machine_mail_that_is_about_no_case_leaves_the_queue(desk: DeskStore, queries: QueueQueries) -> None:
    raw = desk.received("a")
    desk.placed(submission(raw, mail_class=MailClass.AUTO_REPLY))
    desk.ledger.settle(raw.sha256, None, None, Decision(Outcome.NOT_A_SUBMISSION), None)

    assert queries.page(EVERYTHING, View.ALL, "li", desk.clock.now()).rows == ()


def test_today_holds_what_is_due_today_or_was_before(desk: DeskStore, queries: QueueQueries) -> None:
    raw = desk.received("a")
    desk.settled(raw)
    evening = raw.received_at.replace(hour=18, minute=0)
    late = desk.clock.now().replace(hour=17, minute=30)
    desk.clock.pass_(seconds=(late - desk.clock.now()).total_seconds())
    desk.settled(desk.received("b", uid=2), name="乙", domains=("b.example",))

    assert queries.views(EVERYTHING, "li", evening)[View.TODAY] == 1
    assert queries.views(EVERYTHING, "li", evening + timedelta(hours=7))[View.TODAY] == 2


def test_what_is_put_off_leaves_today_and_returns(desk: DeskStore, queries: QueueQueries) -> None:
    case_id, _ = desk.settled(desk.received("a"), auto=False)
    now = desk.clock.now()
    act(desk, case_id, held_until=now + timedelta(hours=1), assignee="li")

    counts, later = queries.views(EVERYTHING, "li", now), queries.views(EVERYTHING, "li", now + timedelta(hours=1))
    views = (View.TODAY, View.PERSON, View.MINE, View.ALL)
    assert [counts[view] for view in views] == [0, 0, 1, 1]
    assert [later[view] for view in views] == [1, 1, 1, 1]
    assert queries.views(EVERYTHING, "wang", now)[View.MINE] == 0


def test_a_case_that_was_merged_away_leaves_the_queue(desk: DeskStore, queries: QueueQueries) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    act(desk, case_id, merged_into="case-other")

    assert queries.row(EVERYTHING, case_id) is None


def test_pages_go_on_where_they_ended_the_earliest_due_first(desk: DeskStore, queries: QueueQueries) -> None:
    for number in range(60):
        desk.clock.pass_(minutes=1)
        desk.received(f"{number}", uid=number + 1)
    first = queries.page(EVERYTHING, View.ALL, "li", desk.clock.now())
    second = queries.page(EVERYTHING, View.ALL, "li", desk.clock.now(), after=first.after)
    since = [row.waiting_since for row in (*first.rows, *second.rows)]

    assert (len(first.rows), len(second.rows), second.after) == (50, 10, None)
    assert since == sorted(since, key=lambda moment: moment or desk.clock.now())
    with pytest.raises(ValueError, match="cursor"):
        queries.page(EVERYTHING, View.ALL, "li", desk.clock.now(), after="x")


def test_a_store_that_is_older_than_its_queue_gets_one(desk: DeskStore, queries: QueueQueries) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    with writing(desk.engine) as connection:
        connection.execute(delete(queue))
    queue_rows.fill(desk.engine)

    assert only(desk, queries).case_id == case_id


SEARCHES = {
    "甲乙": 1,
    "苏州甲乙科技": 1,
    "有限公司": 2,
    "苏州 example.com": 1,
    "WWW.Example.COM": 1,
    "ba-20260915-0002": 1,
    "customer@customer": 2,
    "91320500MA1WXY2Y3X": 1,
    "91320500": 0,
    "100%": 0,
    "丙": 0,
    " ": 2,
}


def test_a_search_finds_names_domains_references_senders_and_whole_numbers(
    desk: DeskStore, queries: QueueQueries
) -> None:
    case_id, _ = desk.settled(desk.received("a"))
    desk.placed(submission(desk.received("b", uid=2), name="合肥丁戊商贸有限公司", domains=("shop.example",)))
    with writing(desk.engine) as connection:
        values = {"case_id": case_id, "kind": "cert", "value": desk.blobs.fingerprint("91320500ma1wxy2y3x")}
        connection.execute(insert(case_keys).values(values))
    found = {
        search: len(queries.page(EVERYTHING, View.ALL, "li", desk.clock.now(), Filters(search=search)).rows)
        for search in SEARCHES
    }

    assert found == SEARCHES


def act(desk: DeskStore, case_id: str, **values: object) -> None:
    """What an act does: the case's row, then its event."""
    with writing(desk.engine) as connection:
        connection.execute(update(cases).where(cases.c.id == case_id).values(values))
        events.append(connection, Event(EventKind.CASE_JUDGED, desk.clock.now(), None, case_id, data={"judgement": ""}))
