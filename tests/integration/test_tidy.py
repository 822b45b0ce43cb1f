"""Settled mails are marked on a real server, if that is wanted; the inbox itself is never changed by reading it."""

import imaplib
from collections.abc import Iterator
from pathlib import Path

import pytest

from filing.errors import MailboxTrouble
from intake.imap import ImapSettings
from intake.inbox import ImapInbox
from intake.receive import receive
from intake.tidy import Courtesy, Tidier, TidyFolder
from store.fsck import fsck
from store.tidying import LATE, Tidying
from tests.fakes.desk_store import DeskStore
from tests.fakes.dovecot import PASSWORD, USER, Dovecot

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
DONE = "已初审"


@pytest.fixture
def server() -> Iterator[Dovecot]:
    with Dovecot() as server:
        yield server


@pytest.fixture
def settings(server: Dovecot) -> ImapSettings:
    return ImapSettings("jiangsu", "localhost", server.plain_port, USER, PASSWORD, "none")


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def tidier(desk: DeskStore, settings: ImapSettings, courtesy: Courtesy) -> Tidier:
    store = Tidying(desk.engine, desk.clock)
    return Tidier("jiangsu", "INBOX", courtesy, store, lambda: TidyFolder(settings))


def received(desk: DeskStore, server: Dovecot, settings: ImapSettings, *texts: str) -> None:
    for text in texts:
        server.put(f"Subject: {text}\r\n\r\nbody of {text}\r\n".encode())
    inbox = ImapInbox(settings)
    receive(inbox, desk.ledger)
    inbox.close()


def settle(desk: DeskStore, settings: ImapSettings, uid: int) -> None:
    inbox = ImapInbox(settings)
    desk.settled(next(m for m in inbox.since(0) if m.uid == uid))
    inbox.close()


def seen_by_another(server: Dovecot, folder: str = "INBOX") -> dict[int, str]:
    """UID → flags, as any other program sees them."""
    with imaplib.IMAP4("localhost", server.plain_port) as client:
        client.login(USER, PASSWORD)
        if client.select(folder, readonly=True)[0] != "OK":
            return {}
        lines = client.uid("FETCH", "1:*", "(FLAGS)")[1]
        return {int(str(x).split("UID ")[1].split()[0]): str(x) for x in lines if x}


def test_only_what_was_settled_since_is_flagged(desk: DeskStore, server: Dovecot, settings: ImapSettings) -> None:
    received(desk, server, settings, "a", "b", "c")
    settle(desk, settings, 1)
    tidy = tidier(desk, settings, Courtesy(flag="$BeianDone"))
    assert tidy() == 0  # the courtesy begins here
    settle(desk, settings, 2)
    desk.clock.pass_(seconds=LATE.total_seconds())

    assert tidy() == 1
    assert tidy() == 0
    assert {uid: "$BeianDone" in flags for uid, flags in seen_by_another(server).items()} == {
        1: False,
        2: True,
        3: False,
    }
    assert not any("Seen" in flags for flags in seen_by_another(server).values())


def test_what_is_moved_is_neither_lost_nor_received_again(
    desk: DeskStore, server: Dovecot, settings: ImapSettings
) -> None:
    tidy = tidier(desk, settings, Courtesy("\\Flagged", DONE))
    tidy()
    received(desk, server, settings, "a", "b")
    settle(desk, settings, 1)
    desk.clock.pass_(seconds=LATE.total_seconds())
    tidy()
    received(desk, server, settings, "c")
    inbox = ImapInbox(settings)
    uids = inbox.uids()
    inbox.close()

    assert uids == {2, 3}
    assert len(seen_by_another(server, "&XfJSHVuh-")) == 1
    where = {("jiangsu", "INBOX", inbox.uidvalidity): uids}
    assert not fsck(desk.engine, desk.blobs, desk.clock.now(), where).problems
    assert len(desk.jobs) == 4  # three mails, one reply


def test_a_mail_that_somebody_else_has_moved_is_passed_over(
    desk: DeskStore, server: Dovecot, settings: ImapSettings
) -> None:
    tidy = tidier(desk, settings, Courtesy("$Done", DONE))
    tidy()
    received(desk, server, settings, "a", "b")
    settle(desk, settings, 1)
    settle(desk, settings, 2)
    server.expunge(b"body of a")
    desk.clock.pass_(seconds=LATE.total_seconds())

    tidy()
    assert len(seen_by_another(server, "&XfJSHVuh-")) == 1


def test_what_was_not_told_is_told_the_next_time(desk: DeskStore, server: Dovecot, settings: ImapSettings) -> None:
    courtesy = Courtesy(flag="$Done")
    tidier(desk, settings, courtesy)()
    received(desk, server, settings, "a")
    settle(desk, settings, 1)
    desk.clock.pass_(seconds=LATE.total_seconds())
    server.renumber()
    with pytest.raises(MailboxTrouble):
        Tidier("jiangsu", "INBOX", courtesy, Tidying(desk.engine, desk.clock), _broken)()
    assert Tidying(desk.engine, desk.clock).settled("jiangsu", "INBOX") is not None

    # a folder that was numbered anew holds other mails under these numbers
    assert tidier(desk, settings, courtesy)() == 0
    assert not any("$Done" in flags for flags in seen_by_another(server).values())


def _broken() -> TidyFolder:
    raise MailboxTrouble("连接中断。", "")
