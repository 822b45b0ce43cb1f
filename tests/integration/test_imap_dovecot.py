"""The inbox against a real Dovecot, over verified TLS."""

import resource
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from filing.errors import LoginRefused, MailboxTrouble
from filing.ports import Cursor
from intake import inbox as inbox_module
from intake.inbox import ImapInbox, ImapSettings
from intake.receive import receive
from store.fsck import fsck
from tests.fakes.desk_store import DeskStore
from tests.fakes.dovecot import CHINESE_PASSWORD, CHINESE_USER, PASSWORD, USER, Dovecot

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]


@pytest.fixture(scope="module")
def server() -> Iterator[Dovecot]:
    with Dovecot() as running:
        yield running


@pytest.fixture
def dovecot(server: Dovecot) -> Dovecot:
    server.expunge(b"")
    return server


@pytest.fixture
def settings(dovecot: Dovecot) -> ImapSettings:
    return ImapSettings("jiangsu", "localhost", dovecot.tls_port, USER, PASSWORD, "tls", ca_file=dovecot.ca_file)


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def take(settings: ImapSettings, desk: DeskStore) -> int:
    inbox = ImapInbox(settings)
    try:
        return receive(inbox, desk.ledger)
    finally:
        inbox.close()


def letter(text: str, size: int = 0) -> bytes:
    return f"Subject: {text}\r\n\r\n".encode() + (b"x" * 74 + b"\r\n") * (size // 76)


def test_every_mail_is_received_once_byte_for_byte(dovecot: Dovecot, settings: ImapSettings, desk: DeskStore) -> None:
    letters = {letter("small"), letter("medium", 2_000_000), letter("large", 34_000_000)}
    for raw in letters:
        dovecot.put(raw)

    assert take(settings, desk) == 3
    assert take(settings, desk) == 0
    assert {desk.ledger.raw(job[2]).raw for job in desk.jobs} == letters


def test_the_servers_mails_are_those_of_the_ledger(dovecot: Dovecot, settings: ImapSettings, desk: DeskStore) -> None:
    for number in range(5):
        dovecot.put(letter(f"mail {number}"))
    take(settings, desk)
    inbox = ImapInbox(settings)
    uids = inbox.uids()
    inbox.close()

    assert len(uids) == 5
    assert fsck(desk.engine, desk.blobs, desk.clock.now(), {("jiangsu", "INBOX", inbox.uidvalidity): uids}).clean


@pytest.mark.parametrize("security", ["starttls", "none"])
def test_the_other_kinds_of_connection(
    dovecot: Dovecot, settings: ImapSettings, desk: DeskStore, security: str
) -> None:
    dovecot.put(letter("hello"))

    assert take(replace(settings, port=dovecot.plain_port, security=security), desk) == 1


def test_t143_a_changed_uidvalidity_loses_and_doubles_nothing(
    dovecot: Dovecot, settings: ImapSettings, desk: DeskStore
) -> None:
    for text in ("one", "two"):
        dovecot.put(letter(text))
    take(settings, desk)
    before = desk.ledger.cursor("jiangsu", "INBOX")
    dovecot.renumber()
    dovecot.put(letter("three"))

    assert take(settings, desk) == 1
    after = desk.ledger.cursor("jiangsu", "INBOX")
    assert before is not None
    assert after is not None
    assert after == Cursor(after.uidvalidity, 3)
    assert after.uidvalidity != before.uidvalidity
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_a_mail_wakes_the_one_who_waits(dovecot: Dovecot, settings: ImapSettings, desk: DeskStore) -> None:
    inbox = ImapInbox(settings)
    receive(inbox, desk.ledger)
    threading.Timer(0.5, dovecot.put, (letter("wake"),)).start()
    started = time.monotonic()
    inbox.wait(20)
    waited = time.monotonic() - started

    assert receive(inbox, desk.ledger) == 1
    assert waited < 10
    inbox.close()


def test_a_mail_that_comes_between_search_and_idle_is_found_after_the_slice(
    dovecot: Dovecot, settings: ImapSettings, desk: DeskStore
) -> None:
    inbox = ImapInbox(settings)
    receive(inbox, desk.ledger)
    dovecot.put(letter("between"))
    inbox.wait(2)

    assert receive(inbox, desk.ledger) == 1
    inbox.close()


def test_t149_a_mail_that_is_expunged_meanwhile_is_left_out(
    dovecot: Dovecot, settings: ImapSettings, desk: DeskStore
) -> None:
    for text in ("stays", "goes"):
        dovecot.put(letter(text))
    inbox = ImapInbox(settings)
    uids = inbox.uids()
    dovecot.expunge(b"goes")
    mails = [mail.raw for mail in inbox.since(min(uids) - 1)]
    inbox.close()

    assert letter("stays") in mails
    assert len(mails) <= 2


def test_a_wrong_password_is_told_in_chinese_without_it(settings: ImapSettings) -> None:
    with pytest.raises(LoginRefused, match="jiangsu") as refused:
        ImapInbox(replace(settings, password="not-the-password"))

    assert "not-the-password" not in str(refused.value)
    assert "授权码" in refused.value.advice


def test_a_password_may_be_chinese(settings: ImapSettings) -> None:
    inbox = ImapInbox(replace(settings, user=CHINESE_USER, password=CHINESE_PASSWORD))

    assert list(inbox.since(0)) == []
    inbox.close()


def test_t146_an_unknown_certificate_is_refused(settings: ImapSettings) -> None:
    with pytest.raises(MailboxTrouble, match="证书"):
        ImapInbox(replace(settings, ca_file=None))


def test_t152_a_folder_that_does_not_exist_is_told(settings: ImapSettings) -> None:
    with pytest.raises(MailboxTrouble, match="jiangsu"):
        ImapInbox(replace(settings, folder="没有这个文件夹"))


def test_fetching_costs_little_cpu(dovecot: Dovecot, settings: ImapSettings) -> None:
    """imapclient's debug level makes the same fetch cost about ten times as much."""
    for number in range(6):
        dovecot.put(letter(f"{number}", 8_000_000))
    inbox = ImapInbox(settings)
    started = resource.getrusage(resource.RUSAGE_THREAD)
    total = sum(len(mail.raw) for mail in inbox.since(0))
    ended = resource.getrusage(resource.RUSAGE_THREAD)
    inbox.close()
    seconds = ended.ru_utime + ended.ru_stime - started.ru_utime - started.ru_stime

    assert total > 47_000_000
    assert seconds < 0.3


def test_t155_a_backlog_comes_in_slices_newest_first(
    dovecot: Dovecot, settings: ImapSettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox_module, "SLICE", 2)
    for text in "abcde":
        dovecot.put(letter(text))
    box = ImapInbox(settings)
    slices: list[list[int]] = []
    up_to = box.last_before(datetime.now(UTC) + timedelta(days=1))
    while batch := box.newest(up_to):
        slices.append([mail.uid for mail in batch])
        up_to = slices[-1][-1] - 1
    assert box.last_before(datetime(2000, 1, 1, tzinfo=UTC)) == 0
    box.close()

    assert [len(piece) for piece in slices] == [2, 2, 1]
    uids = [uid for piece in slices for uid in piece]
    assert uids == sorted(uids, reverse=True)
