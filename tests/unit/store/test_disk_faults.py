"""A full or failing disk, a busy or restored database: nothing is called safe that is not, and work goes on alone."""

import errno
import os
import shutil
import threading
import time
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from intake.receive import receive
from store.database import writing
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore
from tests.fakes.inbox import FakeInbox


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EROFS])
def test_t168_t179_what_the_disk_did_not_keep_is_not_received_and_comes_with_the_next_poll(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    inbox = FakeInbox({1: b"a", 2: b"b"}, desk.clock.now())

    def failing(_descriptor: int) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", failing)
        with pytest.raises(OSError, match=os.strerror(code)):
            receive(inbox, desk.ledger)
    assert desk.jobs == []
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).mails == 0

    assert receive(inbox, desk.ledger) == 2
    assert fsck(desk.engine, desk.blobs, desk.clock.now(), {("jiangsu", "INBOX", 1): {1, 2}}).clean


def test_t167_bytes_whose_row_was_never_committed_are_taken_in_again(
    desk: DeskStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = FakeInbox({1: b"a"}, desk.clock.now())

    def failing(*_: object) -> bool:
        raise OperationalError("INSERT", {}, Exception("database or disk is full"))

    with monkeypatch.context() as patch:
        patch.setattr("store.mails.add", failing)
        with pytest.raises(OperationalError):
            receive(inbox, desk.ledger)

    assert receive(inbox, desk.ledger) == 1
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_t169_a_locked_database_is_waited_for(desk: DeskStore) -> None:
    locked = threading.Event()

    def hold() -> None:
        with writing(desk.engine):
            locked.set()
            time.sleep(0.5)

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(5)
    started = time.monotonic()

    assert desk.ledger.receive(next(FakeInbox({1: b"a"}, desk.clock.now()).since(0)))
    assert time.monotonic() - started > 0.2
    holder.join()


def test_t174_a_restored_backup_reads_again_and_gives_each_reply_the_same_id(desk: DeskStore, tmp_path: Path) -> None:
    inbox = FakeInbox({1: b"mail 1"}, desk.clock.now())
    desk.engine.dispose()
    shutil.copy(tmp_path / "beian.db", tmp_path / "backup.db")
    receive(inbox, desk.ledger)
    raw = next(inbox.since(0))
    first = desk.settled(raw)[1]
    sent = desk.outbox.load(first or "").message_id
    desk.engine.dispose()
    for left in tmp_path.glob("beian.db*"):
        left.unlink()
    shutil.copy(tmp_path / "backup.db", tmp_path / "beian.db")

    restored = DeskStore(tmp_path, desk.clock)
    assert receive(inbox, restored.ledger) == 1
    again = restored.settled(raw)[1]

    assert again == first
    assert restored.outbox.load(again or "").message_id == sent
