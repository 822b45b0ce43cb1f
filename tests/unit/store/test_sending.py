"""The kill switch: nothing leaves while it is off, whoever released it, whatever a sender is doing just then."""

from pathlib import Path

import pytest

from filing.event import EventKind
from filing.terms import ReplyStatus
from intake.send import send_reply
from service.jobs import OVERTAKEN, SendJob
from store.sending import LOOK_AGAIN, Sending
from tests.fakes.desk_store import DeskStore
from tests.fakes.transport import FakeTransport


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


@pytest.fixture
def sending(desk: DeskStore) -> Sending:
    return Sending(desk.engine, desk.clock)


def queued(desk: DeskStore) -> str:
    reply = desk.settled(desk.received())[1]
    assert reply is not None
    return reply


def test_nothing_is_even_offered_while_sending_is_stopped_and_all_of_it_leaves_afterwards(
    desk: DeskStore, sending: Sending
) -> None:
    reply, transport = queued(desk), FakeTransport()
    job = SendJob(desk.outbox, {"jsba@chinanet.example": transport}, desk.clock.now)
    sending.stop("演练", "p1")

    assert job(reply) == str(LOOK_AGAIN)
    assert send_reply(desk.outbox, transport, reply) is ReplyStatus.QUEUED
    assert transport.sent == []

    sending.start("p1")
    assert job(reply) is None
    assert len(transport.sent) == 1


def test_what_a_server_holds_already_does_not_get_its_final_dot(desk: DeskStore, sending: Sending) -> None:
    reply, transport = queued(desk), FakeTransport()
    offer = transport.offer

    def offer_and_stop(*arguments: str | bytes) -> object:
        offered = offer(*arguments)  # type: ignore[arg-type]  # as the protocol has it
        sending.stop("演练", "p1")
        return offered

    transport.offer = offer_and_stop  # type: ignore[method-assign, assignment]  # the moment between body and dot
    assert send_reply(desk.outbox, transport, reply) is ReplyStatus.QUEUED
    assert transport.sent == []


def test_the_switch_is_in_the_database_and_in_the_ledger_with_who_turned_it(desk: DeskStore, sending: Sending) -> None:
    assert sending.stopped() is None
    assert sending.stop("客户投诉", "p1")
    assert not sending.stop("第二个原因", "p2")
    other = Sending(DeskStore(desk.folder).engine, desk.clock)
    stopped = other.stopped()
    assert stopped is not None
    assert (stopped.reason, stopped.by) == ("客户投诉", "p1")
    assert other.start("p2")
    assert not other.start("p2")

    told = [(e.kind, e.by) for e in desk.queries.events()]
    assert told == [(EventKind.REPLIES_STOPPED, "p1"), (EventKind.REPLIES_STARTED, "p2")]


def test_a_sender_who_was_overtaken_by_one_who_died_comes_back_and_says_so(desk: DeskStore) -> None:
    reply, transport = queued(desk), FakeTransport()
    offer = transport.offer

    def offer_and_lose(*arguments: str | bytes) -> object:
        desk.outbox.mark(reply, ReplyStatus.QUEUED, ReplyStatus.COMMITTING)  # the other one, who is killed now
        return offer(*arguments)  # type: ignore[arg-type]  # as the protocol has it

    transport.offer = offer_and_lose  # type: ignore[method-assign, assignment]  # as above
    job = SendJob(desk.outbox, {"jsba@chinanet.example": transport}, desk.clock.now)

    assert job(reply) == OVERTAKEN
    assert (transport.sent, transport.aborted) == ([], 1)
    assert job(reply) is None
    assert desk.outbox.status(reply) is ReplyStatus.UNKNOWN
    assert transport.sent == []
