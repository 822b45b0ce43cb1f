"""Greylisting, a database that is away, two versions at once: late, yet once, and dated by the moment of receipt."""

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from filing.errors import TransportTrouble
from filing.mail import digest
from filing.people import EVERYTHING
from filing.terms import ReplyStatus
from intake.receive import receive
from intake.send import send_reply
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore, submission
from tests.fakes.inbox import FakeInbox
from tests.fakes.transport import FakeTransport


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def test_t159_a_server_that_greylists_for_a_quarter_of_an_hour_gets_one_copy_when_it_takes_it(desk: DeskStore) -> None:
    reply = desk.settled(desk.received())[1] or ""
    grey = TransportTrouble("对方服务器不接受收件人（451 greylisted）。", "程序会稍后自动重试。")
    transport, until = FakeTransport(), desk.clock.now() + timedelta(minutes=15)
    while desk.outbox.status(reply) is not ReplyStatus.SENT:
        transport.offers = [grey] if desk.clock.now() < until else []
        send_reply(desk.outbox, transport, reply)
        desk.clock.moment = desk.outbox.load(reply).next_try_at or desk.clock.now()

    assert len(transport.sent) == 1
    assert desk.outbox.load(reply).updated_at >= until
    assert desk.clock.now() - until < timedelta(hours=2)


def test_t170_after_ten_minutes_without_a_database_mails_count_from_their_receipt(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_at = desk.clock.now()
    inbox = FakeInbox({1: b"a", 2: b"b", 3: b"c"}, sent_at)

    def away(*_: object) -> bool:
        raise OperationalError("SELECT", {}, Exception("server closed the connection unexpectedly"))

    with monkeypatch.context() as patch:
        patch.setattr("store.mails.add", away)
        for _ in range(10):
            desk.clock.pass_(minutes=1)
            with pytest.raises(OperationalError):
                receive(inbox, desk.ledger)

    assert receive(inbox, desk.ledger) == 3
    detail = desk.queries.mail_detail(EVERYTHING, digest(b"a"))
    assert detail is not None
    assert detail.line.received_at == sent_at
    assert fsck(desk.engine, desk.blobs, desk.clock.now(), {("jiangsu", "INBOX", 1): {1, 2, 3}}).clean


def test_t175_two_versions_at_once_do_nothing_twice(desk: DeskStore) -> None:
    other = DeskStore(desk.folder, desk.clock)
    raw = desk.received("a")
    assert not other.ledger.receive(raw)
    assert [job[1] for job in desk.jobs] == [f"mail-{raw.sha256}"]
    assert other.jobs == []

    first, second = desk.settled(raw), other.settled(raw)
    assert first == second
    transport = FakeTransport()
    for store in (desk, other):
        send_reply(store.outbox, transport, first[1] or "")
    assert len(transport.sent) == 1


def test_t177_a_part_that_has_ended_three_attempts_is_a_persons(desk: DeskStore) -> None:
    raw = desk.received("a")
    desk.ledger.start(raw.sha256)
    counts = [desk.ledger.attempt(raw.sha256, "part") for _ in range(4)]
    assert counts == [1, 2, 3, 4]

    desk.placed(submission(raw))
    desk.ledger.hold(raw.sha256, "演练")
    assert desk.ledger.requeue(raw.sha256)
    assert desk.ledger.attempt(raw.sha256, "part") == 1
