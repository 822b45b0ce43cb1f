"""How the desk is."""

import pytest
from sqlalchemy import update

from filing.event import EventKind
from filing.terms import MailStatus, ReplyStatus
from store.database import writing
from store.health import MailboxHealth, Pulse
from store.inspection import Inspection
from store.sending import Sending
from store.tables import mails
from tests.fakes.desk_store import DeskStore


@pytest.fixture
def pulse(desk: DeskStore) -> Pulse:
    return Pulse(desk.engine, desk.clock)


def test_a_quiet_desk_is_well(desk: DeskStore, pulse: Pulse) -> None:
    pulse.polled("jiangsu", 0)

    assert pulse.health().mailboxes == (MailboxHealth("jiangsu", desk.clock.now()),)
    assert pulse.health().alarms == ()


def test_t145_trouble_is_an_alarm_at_once_and_one_event_and_is_over_with_the_next_look(
    desk: DeskStore, pulse: Pulse
) -> None:
    began = desk.clock.now()
    for _ in range(3):
        pulse.failed("jiangsu", "邮箱 jiangsu 拒绝登录。")
        desk.clock.pass_(minutes=5)
    (box,) = pulse.health().mailboxes

    assert (box.failing_since, box.failures, box.trouble) == (began, 3, "邮箱 jiangsu 拒绝登录。")
    assert "拒绝登录" in pulse.health().alarms[0]
    told = [e for e in desk.queries.events() if e.kind is EventKind.MAILBOX_FAILED]
    assert len(told) == 1

    pulse.polled("jiangsu", 0)

    assert pulse.health().alarms == ()
    assert pulse.health().mailboxes[0].failures == 0


def test_a_mailbox_that_nobody_looks_into_and_a_mail_that_nobody_judges_are_alarms(
    desk: DeskStore, pulse: Pulse
) -> None:
    pulse.polled("jiangsu", 1)
    desk.received()
    received = desk.clock.now()
    desk.clock.pass_(minutes=61)
    health = pulse.health()

    assert (health.oldest_waiting, health.mails_waiting) == (received, 1)
    assert health.mailboxes[0].last_mail_at == received
    assert len(health.alarms) == 2


def test_what_waits_for_a_person_is_counted(desk: DeskStore, pulse: Pulse) -> None:
    desk.settled(desk.received("a"), auto=False)
    reply = desk.settled(desk.received("b"), domains=("b.example",))[1]
    desk.outbox.mark(reply or "", ReplyStatus.QUEUED, ReplyStatus.COMMITTING)
    desk.outbox.settle_interrupted()
    desk.ledger.hold(desk.received("c").sha256, "请看。")
    health = pulse.health()

    assert (health.replies_draft, health.replies_unknown, health.mails_held) == (1, 1, 1)


def test_idle_looks_are_not_all_written_down(desk: DeskStore, pulse: Pulse) -> None:
    first = desk.clock.now()
    pulse.polled("jiangsu", 0)
    desk.clock.pass_(seconds=20)
    pulse.polled("jiangsu", 0)
    assert pulse.health().mailboxes[0].last_poll_at == first

    desk.clock.pass_(seconds=20)
    pulse.polled("jiangsu", 0)

    assert pulse.health().mailboxes[0].last_poll_at == desk.clock.now()


def test_a_stopped_desk_and_a_bad_or_late_check_are_alarms(desk: DeskStore, pulse: Pulse) -> None:
    check = Inspection(desk.engine, desk.blobs, desk.clock)
    check()
    assert pulse.health().alarms == ()
    Sending(desk.engine, desk.clock).stop("演练", "p1")
    desk.clock.pass_(hours=27)

    health = pulse.health()
    assert health.stopped is not None
    assert health.checked is not None
    assert health.checked.problems == 0
    assert "演练" in health.alarms[0]
    assert any("没有完成" in alarm for alarm in health.alarms)


def test_what_the_nightly_check_finds_is_an_alarm(desk: DeskStore, pulse: Pulse) -> None:
    mail = desk.received()
    with writing(desk.engine) as connection:
        connection.execute(update(mails).where(mails.c.id == mail.sha256).values(status=MailStatus.SETTLED))
    report = Inspection(desk.engine, desk.blobs, desk.clock)()

    assert not report.clean
    assert any("发现" in alarm and "beian fsck" in alarm for alarm in pulse.health().alarms)
