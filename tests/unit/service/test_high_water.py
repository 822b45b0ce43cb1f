"""T174: after a database was restored from a backup nothing is sent until a person has looked."""

import shutil
from datetime import timedelta
from pathlib import Path

from filing.terms import ReplyStatus
from intake.reconcile import Reconciler
from intake.send import send_reply
from service.high_water import HighWater
from store.sending import RESTORED, Sending
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport


class Sent:
    """The folder of sent mails."""

    def __init__(self, *ids: str) -> None:
        self._ids = frozenset(ids)

    def message_ids(self) -> frozenset[str]:
        return self._ids

    def close(self) -> None:
        """Let go."""


def test_a_first_start_and_a_restart_do_not_stop_sending(tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    sending = Sending(desk.engine, desk.clock)
    water = HighWater(tmp_path / "high-water", sending)

    assert not water.check()
    desk.settled(desk.received())
    water.keep()
    assert not HighWater(tmp_path / "high-water", sending).check()
    assert sending.stopped() is None


def test_t174_a_restored_database_sends_nothing_again_and_finds_what_was_sent(tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    reply = desk.settled(desk.received())[1]
    assert reply is not None
    desk.engine.dispose()
    backup = shutil.copy(tmp_path / "beian.db", tmp_path / "backup.db")
    desk = DeskStore(tmp_path, desk.clock)
    assert send_reply(desk.outbox, FakeTransport(), reply) is ReplyStatus.SENT
    HighWater(tmp_path / "high-water", Sending(desk.engine, desk.clock)).keep()
    own_id = desk.outbox.load(reply).message_id
    desk.engine.dispose()
    for old in tmp_path.glob("beian.db*"):
        old.unlink()
    shutil.copy(backup, tmp_path / "beian.db")

    after, transport = DeskStore(tmp_path, desk.clock), FakeTransport()
    sending = Sending(after.engine, after.clock)
    assert HighWater(tmp_path / "high-water", sending).check()
    stopped = sending.stopped()
    assert stopped is not None
    assert stopped.reason == RESTORED
    assert send_reply(after.outbox, transport, reply) is ReplyStatus.QUEUED

    sender = after.outbox.load(reply).sender
    look = Reconciler(after.outbox, sender, lambda: Sent(own_id), after.clock.now, timedelta(minutes=30))
    assert look() == 1
    sending.start("p1")
    assert send_reply(after.outbox, transport, reply) is ReplyStatus.SENT
    assert transport.sent == []
