"""Replies of which nobody knows whether they arrived."""

from datetime import timedelta
from pathlib import Path

import pytest

from filing.errors import DeliveryUnknown
from filing.terms import ReplyStatus
from intake.reconcile import NOT_FOUND, Reconciler
from intake.send import send_reply
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport

OWN = "jsba@chinanet.example"


class FakeSent:
    def __init__(self, *ids: str) -> None:
        self.ids = frozenset(ids)
        self.looks = 0

    def message_ids(self) -> frozenset[str]:
        self.looks += 1
        return self.ids

    def close(self) -> None:
        """Nothing to close."""


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    store = DeskStore(tmp_path)
    reply = store.settled(store.received())[1]
    send_reply(store.outbox, FakeTransport(codes=[DeliveryUnknown("没有收到确认。")]), reply or "")
    return store


def look(desk: DeskStore, sent: FakeSent, sender: str = OWN) -> int:
    return Reconciler(desk.outbox, sender, lambda: sent, desk.clock.now, timedelta(minutes=30))()


def test_t158_what_is_found_among_the_sent_mails_is_sent(desk: DeskStore) -> None:
    (row,) = desk.outbox.unknown()

    assert look(desk, FakeSent("<x@y>", row.message_id)) == 1
    assert desk.outbox.status(row.id) is ReplyStatus.SENT
    assert desk.outbox.load(row.id).error == ""
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_t158_what_is_not_found_in_time_waits_for_a_person_and_is_not_looked_for_again(desk: DeskStore) -> None:
    (row,), empty = desk.outbox.unknown(), FakeSent()
    assert look(desk, empty) == 0
    assert desk.outbox.load(row.id).error != NOT_FOUND

    desk.clock.pass_(minutes=30)
    look(desk, empty)
    look(desk, empty)

    assert empty.looks == 2
    assert (desk.outbox.status(row.id), desk.outbox.load(row.id).error) == (ReplyStatus.UNKNOWN, NOT_FOUND)
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_other_mailboxes_replies_are_not_looked_for_here(desk: DeskStore) -> None:
    empty = FakeSent()

    assert look(desk, empty, "ahba@chinanet.example") == 0
    assert empty.looks == 0
