"""One thread for each mailbox: who is in trouble waits, alone."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from filing.errors import LoginRefused, MailboxTrouble
from service.poller import Poller, Rounds, pause_after
from store.health import Pulse
from tests.fakes.desk_store import DeskStore
from tests.fakes.inbox import FakeInbox

REFUSED, BROKEN = LoginRefused("拒绝登录。"), MailboxTrouble("连接中断。")


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def until(true: Callable[[], object]) -> None:
    deadline = time.monotonic() + 10
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_t145_a_refused_login_is_tried_at_most_three_times_in_a_quarter_of_an_hour() -> None:
    pauses = [pause_after(failures, REFUSED, 0.5) for failures in range(1, 6)]

    assert pauses == [60, 300, 1800, 1800, 1800]
    assert sum(sum(pauses[:n]) < 900 for n in range(len(pauses))) == 3


def test_t153_other_trouble_backs_off_with_jitter_up_to_ten_minutes() -> None:
    assert [pause_after(n, BROKEN, 0.5) for n in range(1, 5)] == [5, 10, 20, 40]
    assert (pause_after(1, BROKEN, 0), pause_after(1, BROKEN, 1)) == (3.75, 6.25)
    assert pause_after(60, BROKEN, 1) <= 750


def test_t142_a_mailbox_in_trouble_is_told_of_and_the_other_is_read(desk: DeskStore) -> None:
    def broken() -> FakeInbox:
        raise REFUSED

    class Patient(FakeInbox):
        def wait(self, seconds: float) -> None:
            time.sleep(0.05)

    good = Patient({1: b"a"}, desk.clock.now())
    pulse = Pulse(desk.engine, desk.clock)
    pollers = [
        Poller(Rounds(key, 1, desk.clock.now()), connect, desk.ledger, time.monotonic, pulse)
        for key, connect in (("anhui", broken), ("jiangsu", lambda: good))
    ]
    for poller in pollers:
        poller.start()
    until(lambda: len(desk.jobs) == 1 and len(pulse.health().mailboxes) == 2)
    for poller in pollers:
        poller.stop()
        poller.join(10)

    assert "anhui" in pulse.health().alarms[0]
    assert "拒绝登录" in pulse.health().alarms[0]
    assert good.closed
