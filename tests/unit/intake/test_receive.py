"""Mailbox → ledger."""

from datetime import timedelta
from pathlib import Path

import pytest

from filing.mail import digest
from filing.people import EVERYTHING
from filing.ports import Cursor, Sight
from intake.receive import receive, receive_backlog
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore
from tests.fakes.inbox import FakeInbox


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def test_every_new_mail_is_received_once(desk: DeskStore) -> None:
    inbox = FakeInbox({3: b"a", 5: b"b"}, desk.clock.now())

    assert receive(inbox, desk.ledger) == 2
    assert receive(inbox, desk.ledger) == 0
    inbox.mails[6] = b"c"
    inbox.uidnext = 7
    assert receive(inbox, desk.ledger) == 1
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(1, 6)


@pytest.mark.parametrize("uidvalidity", [2, 1])
def test_a_renumbered_folder_is_read_again_and_what_is_known_is_absorbed(desk: DeskStore, uidvalidity: int) -> None:
    receive(FakeInbox({8: b"a", 9: b"b"}, desk.clock.now()), desk.ledger)
    renumbered = FakeInbox({1: b"a", 2: b"b", 3: b"c"}, desk.clock.now(), uidvalidity)

    assert receive(renumbered, desk.ledger) == 1
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(uidvalidity, 3)


def test_a_cycle_that_breaks_in_the_middle_goes_on_from_there(desk: DeskStore) -> None:
    class Breaking(FakeInbox):
        def since(self, last_uid: int):  # type: ignore[no-untyped-def]  # the generator of the parent
            for mail in super().since(last_uid):
                yield mail
                raise ConnectionError

    for _ in range(3):
        with pytest.raises(ConnectionError):
            receive(Breaking({1: b"a", 2: b"b", 3: b"c"}, desk.clock.now()), desk.ledger)

    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(1, 3)
    assert len(desk.jobs) == 3


def test_t155_new_mail_does_not_wait_behind_years_of_old_mail(desk: DeskStore) -> None:
    now = desk.clock.now()
    inbox = FakeInbox({uid: f"Subject: old {uid}\r\n\r\n".encode() for uid in range(1, 10)}, now)
    inbox.dates = {uid: now - timedelta(days=100 - uid) for uid in range(1, 8)}
    desk.ledger.meet(Sight("jiangsu", "INBOX", 1, 10), now, None)

    assert receive(inbox, desk.ledger) == 2
    assert [job[1] for job in desk.jobs] == [f"mail-{digest(inbox.mails[uid])}" for uid in (8, 9)]
    slices = [receive_backlog(inbox, desk.ledger)]
    inbox.mails[10] = b"Subject: new\r\n\r\n"
    assert receive(inbox, desk.ledger) == 1
    while slices[-1]:
        slices.append(receive_backlog(inbox, desk.ledger))

    assert slices == [2, 2, 2, 1, 0]
    assert len(desk.jobs) == 3
    report = fsck(desk.engine, desk.blobs, now, {("jiangsu", "INBOX", 1): set(inbox.mails)})
    assert report.clean
    assert (report.mails, report.historic) == (10, 7)


def test_what_of_the_backlog_is_still_to_come_is_not_lost(desk: DeskStore) -> None:
    now = desk.clock.now()
    inbox = FakeInbox({uid: b"%d" % uid for uid in range(1, 6)}, now - timedelta(days=9))
    desk.ledger.meet(Sight("jiangsu", "INBOX", 1, 6), now, None)
    receive(inbox, desk.ledger)
    receive_backlog(inbox, desk.ledger)

    assert fsck(desk.engine, desk.blobs, now, {("jiangsu", "INBOX", 1): set(inbox.mails)}).clean
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(1, 5, backlog=3)


def test_old_mail_is_listed_with_sender_and_subject_though_nobody_opens_it(desk: DeskStore) -> None:
    now = desk.clock.now()
    raw = "From: 张 <Zhang@Customer.example>\r\nSubject: =?gb2312?B?uePW3Q==?=\r\nMessage-ID: <a@b>\r\n\r\nx".encode()
    inbox = FakeInbox({1: raw}, now - timedelta(days=9))
    desk.ledger.meet(Sight("jiangsu", "INBOX", 1, 2), now, None)
    receive(inbox, desk.ledger)
    receive_backlog(inbox, desk.ledger)

    detail = desk.queries.mail_detail(EVERYTHING, digest(raw))
    assert detail is not None
    assert (detail.line.sender, detail.line.subject) == ("Zhang@customer.example", "广州")


def test_a_renumbered_folder_is_read_from_its_end(desk: DeskStore) -> None:
    now = desk.clock.now()
    inbox = FakeInbox({uid: b"%d" % uid for uid in range(1, 6)}, now)
    inbox.dates = {1: now - timedelta(days=50), 2: now - timedelta(days=40)}
    receive(inbox, desk.ledger)
    inbox.uidvalidity = 2
    inbox.mails[6] = b"new"

    assert receive(inbox, desk.ledger) == 1
    assert desk.ledger.cursor("jiangsu", "INBOX") == Cursor(2, 6, backlog=2)
    assert receive_backlog(inbox, desk.ledger) == 2
    assert receive_backlog(inbox, desk.ledger) == 0
    assert fsck(desk.engine, desk.blobs, now, {("jiangsu", "INBOX", 2): set(inbox.mails)}).clean
