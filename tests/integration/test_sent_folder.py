"""The folder of sent mails, on a real server, and cuts around the final dot."""

import imaplib
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from bench.cuts import run
from filing.errors import MailboxTrouble
from intake.inbox import ImapSettings
from intake.sent import SentFolder
from service.jobs import SendJob
from tests.fakes.desk_store import DeskStore
from tests.fakes.dovecot import PASSWORD, USER, Dovecot
from tests.fakes.transport import FakeTransport

pytestmark = [pytest.mark.servers, pytest.mark.enable_socket]
AT = datetime(2026, 9, 15, 1, tzinfo=UTC)


@pytest.fixture(scope="module")
def settings() -> Iterator[ImapSettings]:
    with Dovecot() as server:
        with imaplib.IMAP4("localhost", server.plain_port) as client:
            client.login(USER, PASSWORD)
            client.create("&XfJT0ZAB-")
        yield ImapSettings("jiangsu", "localhost", server.plain_port, USER, PASSWORD, "none", folder="已发送")


def test_a_copy_that_was_kept_is_found_by_its_message_id(settings: ImapSettings) -> None:
    folder = SentFolder(settings)
    assert folder.message_ids() == frozenset()
    folder.keep(b"Subject: x\r\nMessage-ID:\r\n <one@filing.example>\r\n\r\nbody\r\n", AT)
    folder.keep(b"Subject: no id\r\n\r\nMessage-ID: <two@filing.example>\r\n", AT)

    assert folder.message_ids() == {"<one@filing.example>"}
    folder.close()


def test_t164_a_copy_that_fails_leaves_the_reply_sent_with_a_remark(settings: ImapSettings, tmp_path: Path) -> None:
    desk = DeskStore(tmp_path)
    reply = desk.settled(desk.received())[1] or ""

    def broken() -> SentFolder:
        raise MailboxTrouble("邮箱空间已满。")

    address = desk.outbox.load(reply).sender
    SendJob(desk.outbox, {address: FakeTransport()}, desk.clock.now, {address: broken})(reply)

    assert desk.outbox.load(reply).status.value == "sent"
    assert "副本" in desk.outbox.load(reply).error


def test_t158_fifty_cuts_around_the_final_dot_double_nothing_and_leave_nothing_unseen() -> None:
    tally = run(cuts=50, seed=20261121)

    assert tally.sound, str(tally)
    assert tally.resolved > 10
    assert tally.shown > 0
