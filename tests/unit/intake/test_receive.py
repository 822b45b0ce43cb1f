"""Mailbox → ledger."""

from pathlib import Path

import pytest

from filing.ports import Cursor
from intake.receive import receive
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
