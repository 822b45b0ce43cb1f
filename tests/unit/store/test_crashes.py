"""A crash at any statement or file operation of any step, then a re-run: nothing lost, doubled or stuck."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from filing.mail import digest
from intake.receive import receive
from intake.send import send_reply
from store.fsck import fsck
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission
from tests.fakes.inbox import FakeInbox
from tests.fakes.transport import FakeTransport


class PowerCut(BaseException):
    """Not an Exception: nothing may catch it."""


class Fuse:
    """Counts down operations and cuts the power at zero; without a count it only counts up."""

    def __init__(self, left: int | None) -> None:
        self.left = left
        self.seen = 0

    def burn(self) -> None:
        self.seen += 1
        if self.left is not None and self.seen == self.left:
            raise PowerCut

    def before(self, function: Callable[..., Any]) -> Callable[..., Any]:
        def burning(*arguments: Any, **named: Any) -> Any:
            self.burn()
            return function(*arguments, **named)

        return burning


@contextmanager
def power(desk: DeskStore, monkeypatch: pytest.MonkeyPatch, left: int | None) -> Iterator[Fuse]:
    """Every SQL statement, commit, fsync and rename passes the fuse."""
    fuse = Fuse(left)

    def statement(*_: object) -> None:
        fuse.burn()

    event.listen(desk.engine, "before_cursor_execute", statement)
    event.listen(desk.engine, "commit", statement)
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fuse.before(os.fsync))
        patch.setattr(os, "rename", fuse.before(os.rename))
        yield fuse
    event.remove(desk.engine, "before_cursor_execute", statement)
    event.remove(desk.engine, "commit", statement)


def whole_way(desk: DeskStore, transport: FakeTransport) -> None:
    """What the service does with one mail, as jobs that are repeated until they are done."""
    inbox = FakeInbox({1: b"raw"}, desk.clock.now())
    receive(inbox, desk.ledger)
    raw = next(inbox.since(0))
    if desk.ledger.start(raw.sha256):
        desk.ledger.attempt(raw.sha256, "part")
        read = submission(raw)
        desk.ledger.keep_submission(raw.sha256, read)
        case_id = desk.ledger.place(raw.sha256, read, "江苏")
        assert case_id is not None
        desk.ledger.case_of(case_id)
        desk.ledger.settle(raw.sha256, case_id, SUMMARY, INCOMPLETE, outgoing(raw.sha256))
    for row in desk.outbox.due():
        send_reply(desk.outbox, transport, row.id)
    desk.outbox.settle_interrupted()


def operations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    desk = DeskStore(tmp_path)
    with power(desk, monkeypatch, None) as fuse:
        whole_way(desk, FakeTransport())
    return fuse.seen


def test_t162_t166_t167_a_crash_before_any_operation_leaves_nothing_lost_or_doubled(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "count").mkdir()
    points = operations(tmp_path / "count", monkeypatch)
    assert points > 80
    for point in range(1, points + 1):
        folder = tmp_path / str(point)
        folder.mkdir()
        desk, transport = DeskStore(folder), FakeTransport()
        with suppress(PowerCut), power(desk, monkeypatch, point):
            whole_way(desk, transport)
        desk.engine.dispose()
        after = DeskStore(folder, desk.clock)
        whole_way(after, transport)
        report = fsck(after.engine, after.blobs, after.clock.now(), {("jiangsu", "INBOX", 1): {1}})

        assert report.problems == (), f"cut before operation {point}"
        assert (report.mails, report.replies) == (1, 1)
        assert len(transport.sent) <= 1
        assert transport.sent or after.outbox.due() == ()
        after.engine.dispose()


def group_of_three(desk: DeskStore) -> int:
    """Two mails of which one came twice; what the service does with a whole fetched group."""
    return receive(FakeInbox({1: b"one", 2: b"other", 3: b"one"}, desk.clock.now()), desk.ledger)


def test_t166_t167_a_crash_while_a_group_is_stored_leaves_all_of_it_or_bytes_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "count").mkdir()
    counted = DeskStore(tmp_path / "count")
    with power(counted, monkeypatch, None) as fuse:
        group_of_three(counted)
    assert fuse.seen > 15
    for point in range(1, fuse.seen + 1):
        folder = tmp_path / str(point)
        folder.mkdir()
        desk = DeskStore(folder)
        with suppress(PowerCut), power(desk, monkeypatch, point):
            group_of_three(desk)
        desk.engine.dispose()
        after = DeskStore(folder, desk.clock)
        left = after.ledger.cursor("jiangsu", "INBOX")
        new = group_of_three(after)
        assert new == (0 if left and left.last_uid == 3 else 2), f"cut before operation {point}"
        report = fsck(after.engine, after.blobs, after.clock.now(), {("jiangsu", "INBOX", 1): {1, 2, 3}})
        assert (report.problems, report.mails) == ((), 2), f"cut before operation {point}"
        assert {job[1] for job in (*desk.jobs, *after.jobs)} == {f"mail-{digest(b'one')}", f"mail-{digest(b'other')}"}
        after.engine.dispose()
