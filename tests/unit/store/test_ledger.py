"""The ledger: received once, settled once."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from filing.event import EventKind
from filing.mail import RawMail
from filing.ports import Cursor
from filing.terms import MailStatus, Outcome, ReplyStatus
from store import mails
from store.database import reading, writing
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission


def status(desk: DeskStore, mail_id: str) -> MailStatus:
    with reading(desk.engine) as connection:
        row = mails.find(connection, mail_id)
        assert row is not None
        return MailStatus(row.status)


def events(desk: DeskStore) -> list[str]:
    with reading(desk.engine) as connection:
        return list(connection.execute(text("SELECT kind FROM events ORDER BY seq")).scalars())


def test_a_received_mail_is_stored_with_its_job_and_the_cursor(desk: DeskStore) -> None:
    mail = RawMail(b"raw", "jiangsu", datetime(2026, 9, 15, 1, tzinfo=UTC), "INBOX", 7, 42)

    assert desk.ledger.receive(mail)
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(7, 42)
    assert desk.jobs == [("ocr", f"mail-{mail.sha256}", mail.sha256, "jiangsu")]
    assert desk.ledger.raw(mail.sha256).raw == b"raw"
    assert desk.ledger.raw(mail.sha256).received_at == mail.received_at


def test_the_same_bytes_in_another_place_are_one_mail_with_one_job(desk: DeskStore) -> None:
    first = RawMail(b"raw", "jiangsu", desk.clock.now(), "INBOX", 7, 42)
    again = RawMail(b"raw", "jiangsu", desk.clock.now(), "INBOX", 7, 43)

    assert desk.ledger.receive(first)
    assert not desk.ledger.receive(again)
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(7, 43)
    assert len(desk.jobs) == 1
    assert events(desk) == ["mail_received"]


def test_a_rescan_starts_at_zero_and_absorbs_what_is_known(desk: DeskStore) -> None:
    mail = desk.received(uid=9)

    desk.ledger.rescan("jiangsu", "INBOX", 2)

    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(2, 0)
    assert not desk.ledger.receive(RawMail(mail.raw, "jiangsu", mail.received_at, "INBOX", 2, 1))
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(2, 1)


def test_the_cursor_never_goes_backwards(desk: DeskStore) -> None:
    desk.received("b", uid=9)
    desk.received("a", uid=3)

    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(1, 9)


def test_a_place_that_was_renumbered_holds_the_newer_mail(desk: DeskStore) -> None:
    desk.received("old", uid=1)
    new = desk.received("new", uid=1)

    with reading(desk.engine) as connection:
        assert list(connection.execute(text("SELECT mail_id FROM mail_places")).scalars()) == [new.sha256]


def test_events_can_be_neither_changed_nor_deleted(desk: DeskStore) -> None:
    desk.received()

    for statement in ("UPDATE events SET kind = 'x'", "DELETE FROM events"):
        with pytest.raises(DatabaseError, match="append-only"), writing(desk.engine) as connection:
            connection.execute(text(statement))


def test_a_mail_goes_from_received_to_settled_with_one_queued_reply(desk: DeskStore) -> None:
    mail = desk.received()

    case_id, reply_id = desk.settled(mail)

    assert status(desk, mail.sha256) is MailStatus.SETTLED
    assert reply_id is not None
    assert desk.outbox.load(reply_id).status is ReplyStatus.QUEUED
    assert desk.jobs[-1] == ("smtp", f"out-{reply_id}", reply_id, None)
    assert desk.ledger.case_of(case_id).latest.mail.sha256 == mail.sha256
    assert desk.ledger.case_of(case_id).reference == "BA-20260915-0001"


def test_settling_twice_makes_neither_a_second_reply_nor_a_second_event(desk: DeskStore) -> None:
    mail = desk.received()
    case_id, reply_id = desk.settled(mail)
    before = events(desk), len(desk.jobs)

    again = desk.ledger.settle(mail.sha256, case_id, SUMMARY, INCOMPLETE, outgoing(mail.sha256))

    assert again == reply_id
    assert (events(desk), len(desk.jobs)) == before


def test_a_finished_mail_is_not_started_held_or_failed(desk: DeskStore) -> None:
    mail = desk.received()
    desk.settled(mail)

    desk.ledger.hold(mail.sha256, "请人工查看")
    desk.ledger.fail(mail.sha256, "程序出错")

    assert desk.ledger.start(mail.sha256) == 0
    assert status(desk, mail.sha256) is MailStatus.SETTLED


def test_a_failed_mail_can_be_run_again_under_a_new_job(desk: DeskStore) -> None:
    mail = desk.received()
    assert desk.ledger.start(mail.sha256) == 1
    assert desk.ledger.start(mail.sha256) == 2
    assert [desk.ledger.attempt(mail.sha256, "part") for _ in range(3)] == [1, 2, 3]
    desk.ledger.fail(mail.sha256, "处理这封邮件时程序出错")

    assert desk.ledger.requeue(mail.sha256)
    assert not desk.ledger.requeue(mail.sha256)
    assert desk.jobs[-1] == ("ocr", f"mail-{mail.sha256}-1", mail.sha256, "jiangsu")
    assert desk.ledger.start(mail.sha256) == 1
    assert desk.ledger.attempt(mail.sha256, "part") == 1


def test_the_history_tells_who_had_a_mail_handled_again(desk: DeskStore) -> None:
    mail = desk.received()
    desk.ledger.hold(mail.sha256, "附件过大")
    desk.ledger.requeue(mail.sha256, "li")

    assert [e.by for e in desk.queries.events() if e.kind is EventKind.MAIL_REQUEUED] == ["li"]


def test_a_mail_judged_again_replaces_its_draft_and_keeps_a_reply_that_is_on_its_way(desk: DeskStore) -> None:
    mail = desk.received()
    case_id, draft = desk.settled(mail, auto=False)
    desk.ledger.requeue(mail.sha256)
    desk.ledger.start(mail.sha256)
    other = type(INCOMPLETE)(Outcome.COMPLETE)

    queued = desk.ledger.settle(mail.sha256, case_id, SUMMARY, other, outgoing(mail.sha256))
    desk.ledger.requeue(mail.sha256)
    desk.ledger.start(mail.sha256)
    kept = desk.ledger.settle(mail.sha256, case_id, SUMMARY, INCOMPLETE, outgoing(mail.sha256))

    assert queued not in (None, draft)
    assert kept == queued
    assert [job for job in desk.jobs if job[0] == "smtp"] == [("smtp", f"out-{queued}", queued, None)]


def test_a_machine_mail_can_be_settled_without_a_case(desk: DeskStore) -> None:
    mail = desk.received()
    desk.ledger.start(mail.sha256)

    assert desk.ledger.settle(mail.sha256, None, None, type(INCOMPLETE)(Outcome.NOT_A_SUBMISSION), None) is None
    assert status(desk, mail.sha256) is MailStatus.SETTLED


def test_a_submission_of_another_mail_is_refused(desk: DeskStore) -> None:
    one, two = desk.received("one"), desk.received("two", uid=2)

    with pytest.raises(ValueError, match="another mail"):
        desk.ledger.keep_submission(one.sha256, submission(two))


def test_text_that_no_database_takes_is_stored_all_the_same(desk: DeskStore) -> None:
    mail = desk.received()

    desk.ledger.keep_submission(mail.sha256, submission(mail, subject="a\udc80b\0"))

    kept = desk.ledger.submission(mail.sha256)
    assert kept is not None
    assert kept.mail.subject == "a\udc80b\0"
