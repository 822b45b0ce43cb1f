"""A mailbox sends no faster than its provider allows (T163)."""

from datetime import timedelta
from pathlib import Path

import pytest

from filing.terms import ReplyStatus
from service.jobs import SendJob
from store.fsck import fsck
from store.pace import Pace, wait
from tests.fakes.clock import FakeClock
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport

NOW = FakeClock().now()
OWN = "jsba@chinanet.example"


@pytest.mark.parametrize(
    ("pace", "ago", "seconds"),
    [
        (Pace(), (0, 0, 0), 0),
        (Pace(min_seconds=10), (), 0),
        (Pace(min_seconds=10), (4, 20), 6),
        (Pace(min_seconds=10), (11,), 0),
        (Pace(per_minute=2), (5, 30, 50), 30),
        (Pace(per_minute=3), (5, 30), 0),
        (Pace(per_hour=1, per_minute=1), (30,), 3570),
        (Pace(per_day=2), (100, 200), 86200),
    ],
)
def test_the_next_mail_waits_until_every_limit_allows_it(pace: Pace, ago: tuple[int, ...], seconds: int) -> None:
    assert wait([NOW - timedelta(seconds=s) for s in ago], pace, NOW).total_seconds() == seconds


def test_t163_what_is_above_the_limit_stays_queued_and_leaves_in_its_time(tmp_path: Path) -> None:
    desk, transport = DeskStore(tmp_path), FakeTransport()
    job = SendJob(desk.outbox, {OWN: transport}, desk.clock.now, paces={OWN: Pace(per_hour=2)})
    replies = [desk.settled(desk.received(str(n)), domains=(f"a{n}.example",))[1] or "" for n in range(3)]

    assert [job(reply) for reply in replies] == [None, None, "3600.0"]
    assert len(transport.sent) == 2
    assert desk.outbox.load(replies[2]).attempts == 0

    desk.clock.pass_(minutes=61)

    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean
    assert job(replies[2]) is None
    assert desk.outbox.status(replies[2]) is ReplyStatus.SENT
