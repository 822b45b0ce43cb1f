"""A mailbox that already holds years of mail: only what came after a chosen moment is judged."""

from datetime import datetime, timedelta

import pytest

from filing.mail import RawMail
from filing.people import EVERYTHING
from filing.ports import Sight
from filing.terms import MailStatus
from intake.receive import receive, receive_backlog
from reports.arrivals import arrivals
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore
from tests.fakes.inbox import FakeInbox

SIGHT = Sight("jiangsu", "INBOX", 1, 100)


def arrive(desk: DeskStore, at: datetime, uid: int, text: str = "", uidvalidity: int = 1) -> str:
    mail = RawMail(f"mail {text or uid}".encode(), "jiangsu", at, "INBOX", uidvalidity, uid)
    desk.ledger.receive(mail)
    return mail.sha256


def everything(inbox: FakeInbox, desk: DeskStore) -> None:
    receive(inbox, desk.ledger)
    while receive_backlog(inbox, desk.ledger):
        pass


def line(desk: DeskStore, mail_id: str) -> tuple[MailStatus, str]:
    detail = desk.queries.mail_detail(EVERYTHING, mail_id)
    assert detail is not None
    return detail.line.status, detail.line.reason


def test_what_was_there_before_the_first_start_is_stored_and_shown_and_nothing_else_happens_to_it(
    desk: DeskStore,
) -> None:
    now = desk.clock.now()
    desk.ledger.meet(SIGHT, now, None)
    old, new = arrive(desk, now - timedelta(days=900), 1), arrive(desk, now + timedelta(minutes=1), 100)

    assert line(desk, old) == (MailStatus.SETTLED, "历史邮件，未处理")
    assert line(desk, new)[0] is MailStatus.RECEIVED
    assert [job[2] for job in desk.jobs] == [new]
    assert desk.ledger.start(old) == 0
    assert not desk.ledger.requeue(old)
    report = fsck(desk.engine, desk.blobs, now, {("jiangsu", "INBOX", 1): {1, 100}})
    assert (report.clean, report.mails, report.historic) == (True, 2, 1)
    assert [row.mail_id for row in arrivals(desk.queries.events())] == [new]


def test_a_later_start_does_not_move_the_moment(desk: DeskStore) -> None:
    first = desk.clock.now()
    desk.ledger.meet(SIGHT, first, None)
    desk.ledger.meet(SIGHT, first + timedelta(days=3), None)

    assert line(desk, arrive(desk, first + timedelta(days=1), 100))[0] is MailStatus.RECEIVED


def test_servers_date_mails_to_the_second(desk: DeskStore) -> None:
    desk.ledger.meet(SIGHT, desk.clock.now().replace(microsecond=700_000), None)

    assert line(desk, arrive(desk, desk.clock.now().replace(microsecond=0), 5))[0] is MailStatus.RECEIVED


def test_a_new_mail_of_a_server_whose_clock_is_behind_is_new_and_an_old_one_that_is_moved_in_is_not(
    desk: DeskStore,
) -> None:
    now = desk.clock.now()
    desk.ledger.meet(SIGHT, now, None)

    assert line(desk, arrive(desk, now - timedelta(minutes=20), 100))[0] is MailStatus.RECEIVED
    assert line(desk, arrive(desk, now - timedelta(minutes=20), 99))[0] is MailStatus.SETTLED
    assert line(desk, arrive(desk, now - timedelta(days=20), 101))[0] is MailStatus.SETTLED


@pytest.mark.parametrize("uidvalidity", [2, 1])
def test_t143_a_restored_or_renumbered_mailbox_does_not_make_old_mail_new(desk: DeskStore, uidvalidity: int) -> None:
    now = desk.clock.now()
    desk.ledger.meet(SIGHT, now, None)
    past = now - timedelta(days=400)
    everything(FakeInbox({8: b"a", 9: b"b"}, past), desk)
    renumbered = FakeInbox({1: b"a", 2: b"b", 3: b"c"}, past, uidvalidity)
    desk.ledger.meet(Sight("jiangsu", "INBOX", uidvalidity, 4), now + timedelta(days=1), None)

    everything(renumbered, desk)
    assert fsck(desk.engine, desk.blobs, now).mails == 3
    assert desk.jobs == []


def test_the_operator_may_choose_a_moment_in_the_past_and_later_an_earlier_one(desk: DeskStore) -> None:
    now = desk.clock.now()
    desk.ledger.meet(SIGHT, now, now - timedelta(days=7))
    week, month, year = (arrive(desk, now - timedelta(days=days), days) for days in (5, 20, 300))
    assert [job[2] for job in desk.jobs] == [week]

    desk.ledger.meet(SIGHT, now, now - timedelta(days=30))

    assert [job[2] for job in desk.jobs] == [week, month]
    assert line(desk, month) == (MailStatus.RECEIVED, "")
    assert line(desk, year)[0] is MailStatus.SETTLED
    assert fsck(desk.engine, desk.blobs, now).clean


def test_a_moment_in_the_future_lets_everything_pass_until_then(desk: DeskStore) -> None:
    now = desk.clock.now()
    desk.ledger.meet(SIGHT, now, now + timedelta(days=1))

    assert line(desk, arrive(desk, now + timedelta(hours=23, minutes=30), 100))[0] is MailStatus.SETTLED
