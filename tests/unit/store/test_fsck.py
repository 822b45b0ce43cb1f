"""The proof that nothing is lost, doubled or stuck."""

from pathlib import Path

import pytest
from sqlalchemy import text

from filing.event import Event, EventKind
from filing.terms import ReplyStatus
from store import events
from store.database import writing
from store.fsck import Report, Trouble, fsck
from tests.fakes.desk_store import DeskStore


@pytest.fixture
def desk(desk: DeskStore) -> DeskStore:
    """One mail answered, one waiting."""
    desk.settled(desk.received("a", uid=1))
    desk.received("b", uid=2)
    return desk


def check(desk: DeskStore, server: set[int] | None = None) -> Report:
    uids = {("jiangsu", "INBOX", 1): server} if server is not None else None
    return fsck(desk.engine, desk.blobs, desk.clock.now(), uids)


def change(desk: DeskStore, statement: str) -> None:
    with writing(desk.engine) as connection:
        connection.execute(text(statement))


def test_a_sound_store_is_clean(desk: DeskStore) -> None:
    report = check(desk, {1, 2, 3})

    assert report.clean
    assert (report.mails, report.replies) == (2, 1)


@pytest.mark.parametrize(
    ("statement", "trouble", "words"),
    [
        ("UPDATE mails SET status = 'held' WHERE status = 'received'", Trouble.INCONSISTENT, "事件记录"),
        ("UPDATE mails SET case_id = NULL", Trouble.INCONSISTENT, "所属备案"),
        ("UPDATE outbox SET status = 'sent'", Trouble.INCONSISTENT, "事件记录"),
        ("DELETE FROM outbox", Trouble.LOST, "发件箱"),
        ("UPDATE cursors SET last_uid = 7", Trouble.LOST, "7 号"),
        ("UPDATE queue SET rank = 7", Trouble.INCONSISTENT, "待办列表"),
        ("DELETE FROM queue", Trouble.INCONSISTENT, "待办列表"),
        ("UPDATE cases SET judgement = 'x'", Trouble.INCONSISTENT, "审核结论"),
        ("DELETE FROM mail_places WHERE uid = 1", Trouble.LOST, "1 号"),
    ],
)
def test_a_row_that_was_changed_behind_our_back_is_found(
    desk: DeskStore, statement: str, trouble: Trouble, words: str
) -> None:
    change(desk, statement)
    found = [p for p in check(desk, {1, 2}).problems if p.trouble is trouble]

    assert any(words in problem.text for problem in found)


def test_a_mail_whose_row_is_gone_is_lost(desk: DeskStore) -> None:
    change(desk, "DELETE FROM mail_places WHERE uid = 2")
    change(desk, "DELETE FROM mails WHERE status = 'received'")

    assert any("登记已不存在" in p.text for p in check(desk).problems)


def test_lost_bytes_are_found(desk: DeskStore, tmp_path: Path) -> None:
    for file in (tmp_path / "blobs").rglob("*"):
        if len(file.name) == 64:
            file.unlink()

    assert check(desk).count(Trouble.LOST) == 5  # two raw mails, a submission, a judgement, a reply


def test_what_was_sent_twice_is_found(desk: DeskStore) -> None:
    with writing(desk.engine) as connection:
        mail_id, reply_id = connection.execute(text("SELECT mail_id, id FROM outbox")).one()
        for _ in range(2):
            events.append(connection, Event(EventKind.REPLY_SENT, desk.clock.now(), mail_id, None, reply_id))

    assert check(desk).count(Trouble.DOUBLED) == 1


def test_what_nothing_has_happened_to_for_an_hour_is_stuck(desk: DeskStore) -> None:
    desk.clock.pass_(minutes=61)

    assert check(desk).count(Trouble.STUCK) == 2  # a mail that waits, a reply that is queued


def test_a_reply_that_stays_in_committing_is_stuck_but_a_living_sender_has_time(desk: DeskStore) -> None:
    reply = desk.outbox.due()[0].id
    desk.outbox.mark(reply, ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    assert check(desk).count(Trouble.STUCK) == 0

    desk.clock.pass_(minutes=11)

    assert check(desk).count(Trouble.STUCK) == 1


def test_what_the_server_has_before_the_cursor_and_we_do_not_is_lost(desk: DeskStore) -> None:
    desk.received("c", uid=9)

    assert check(desk, {1, 2, 5, 9}).count(Trouble.LOST) == 1
