"""The outbox's state machine, with every answer that a server may give."""

from pathlib import Path

import pytest

from filing.errors import DeliveryUnknown, TransportRefused, TransportTrouble
from filing.terms import ReplyStatus
from intake.send import send_reply
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport

UNKNOWN = DeliveryUnknown("没有收到确认。", "请核实。")


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


@pytest.fixture
def reply(desk: DeskStore) -> str:
    reply_id = desk.settled(desk.received())[1]
    assert reply_id is not None
    return reply_id


@pytest.mark.parametrize(
    ("offers", "codes", "status", "copies"),
    [
        ([], [250], ReplyStatus.SENT, 1),
        ([TransportTrouble("对方服务器应答 451。")], [], ReplyStatus.QUEUED, 0),
        ([TransportRefused("收件人不存在。")], [], ReplyStatus.FAILED, 0),
        ([], [451], ReplyStatus.QUEUED, 0),
        ([], [554], ReplyStatus.FAILED, 0),
        ([], [UNKNOWN], ReplyStatus.UNKNOWN, 1),
    ],
)
def test_each_answer_leads_to_its_status(
    desk: DeskStore, reply: str, offers: list[Exception], codes: list[int | Exception], status: ReplyStatus, copies: int
) -> None:
    transport = FakeTransport(offers, codes)

    assert send_reply(desk.outbox, transport, reply) is status
    assert len(transport.sent) == copies
    assert bool(desk.outbox.load(reply).error) == (status is not ReplyStatus.SENT)


def test_envelope_and_bytes_are_those_of_the_row(desk: DeskStore, reply: str) -> None:
    transport = FakeTransport()
    send_reply(desk.outbox, transport, reply)
    row = desk.outbox.load(reply)

    assert transport.sent == [(row.sender, row.recipient, row.message)]


@pytest.mark.parametrize("answer", [250, 554, UNKNOWN])
def test_what_has_an_end_is_never_sent_again(desk: DeskStore, reply: str, answer: int | Exception) -> None:
    transport = FakeTransport(codes=[answer])
    status = send_reply(desk.outbox, transport, reply)
    copies = len(transport.sent)

    assert send_reply(desk.outbox, transport, reply) is status
    assert len(transport.sent) == copies


def test_a_crash_after_committing_is_unknown_and_nothing_is_sent_blindly(desk: DeskStore, reply: str) -> None:
    def power_cut() -> None:
        raise KeyboardInterrupt

    transport = FakeTransport(before_dot=power_cut)
    with pytest.raises(KeyboardInterrupt):
        send_reply(desk.outbox, transport, reply)
    transport.before_dot = lambda: None

    assert send_reply(desk.outbox, transport, reply) is ReplyStatus.UNKNOWN
    assert transport.sent == []


def test_of_two_senders_one_sends(desk: DeskStore, reply: str) -> None:
    other = FakeTransport()

    class Racing(FakeTransport):
        def offer(self, sender: str, recipient: str, message: bytes):  # type: ignore[no-untyped-def]  # as the parent
            send_reply(desk.outbox, other, reply)
            return super().offer(sender, recipient, message)

    slow = Racing()

    assert send_reply(desk.outbox, slow, reply) is ReplyStatus.SENT
    assert (len(other.sent), len(slow.sent), slow.aborted) == (1, 0, 1)


def test_a_sender_that_was_taken_for_dead_knows_better(desk: DeskStore, reply: str) -> None:
    transport = FakeTransport(before_dot=lambda: desk.outbox.settle_interrupted() and None)

    assert send_reply(desk.outbox, transport, reply) is ReplyStatus.SENT


def test_without_a_database_nothing_is_sent(desk: DeskStore, reply: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def locked(*_: object, **__: object) -> bool:
        raise OSError("database is locked")

    transport = FakeTransport()
    monkeypatch.setattr(desk.outbox, "mark", locked)
    with pytest.raises(OSError, match="locked"):
        send_reply(desk.outbox, transport, reply)

    assert (transport.sent, transport.aborted) == ([], 1)


def test_a_draft_is_not_sent(desk: DeskStore) -> None:
    draft = desk.settled(desk.received("b", uid=2), auto=False)[1]
    transport = FakeTransport()

    assert send_reply(desk.outbox, transport, draft or "") is ReplyStatus.DRAFT
    assert transport.sent == []
