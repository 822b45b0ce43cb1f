"""Replies on their way."""

from datetime import timedelta

import pytest

from filing.terms import ReplyStatus
from store.outbox import GIVE_UP_AFTER
from tests.fakes.desk_store import DeskStore

QUEUED, COMMITTING, SENT = ReplyStatus.QUEUED, ReplyStatus.COMMITTING, ReplyStatus.SENT
FAILED, UNKNOWN, DRAFT = ReplyStatus.FAILED, ReplyStatus.UNKNOWN, ReplyStatus.DRAFT


def filed(desk: DeskStore, *, auto: bool = True) -> str:
    reply_id = desk.settled(desk.received(), auto=auto)[1]
    assert reply_id is not None
    return reply_id


def test_a_status_moves_only_from_where_it_is(desk: DeskStore) -> None:
    reply = filed(desk)

    assert not desk.outbox.mark(reply, COMMITTING, SENT)
    assert desk.outbox.mark(reply, QUEUED, COMMITTING)
    assert not desk.outbox.mark(reply, QUEUED, COMMITTING)
    assert desk.outbox.mark(reply, COMMITTING, SENT, 250)
    assert (desk.outbox.load(reply).status, desk.outbox.load(reply).smtp_code) == (SENT, 250)


def test_the_pauses_between_tries_grow(desk: DeskStore) -> None:
    reply = filed(desk)
    pauses = []
    for _ in range(4):
        desk.outbox.mark(reply, QUEUED, QUEUED, 451, "对方服务器应答 451。")
        due = desk.outbox.load(reply).next_try_at
        assert due is not None
        pauses.append(due - desk.clock.now())

    assert pauses == [timedelta(minutes=m) for m in (2, 10, 60, 60)]
    assert desk.outbox.due() == ()
    desk.clock.pass_(minutes=60)
    assert [row.id for row in desk.outbox.due()] == [reply]


def test_after_three_days_of_tries_it_is_a_persons(desk: DeskStore) -> None:
    reply = filed(desk)
    for _ in range(GIVE_UP_AFTER):
        assert desk.outbox.mark(reply, QUEUED, QUEUED, 451)

    assert desk.outbox.status(reply) is FAILED


def test_a_draft_waits_for_a_person_who_may_change_it(desk: DeskStore) -> None:
    reply = filed(desk, auto=False)
    assert [row.id for row in desk.outbox.drafts()] == [reply]
    assert not [job for job in desk.jobs if job[0] == "smtp"]

    assert desk.outbox.release(reply, b"edited")

    assert desk.outbox.load(reply).message == b"edited"
    assert desk.outbox.status(reply) is QUEUED
    assert desk.jobs[-1] == ("smtp", f"out-{reply}-1", reply, None)
    assert not desk.outbox.release(reply)


def test_a_person_may_have_an_unknown_reply_sent_again_under_a_new_job(desk: DeskStore) -> None:
    reply = filed(desk)
    desk.outbox.mark(reply, QUEUED, COMMITTING)
    desk.outbox.mark(reply, COMMITTING, UNKNOWN)

    assert desk.outbox.release(reply)
    assert desk.jobs[-1] == ("smtp", f"out-{reply}-2", reply, None)


def test_what_was_being_committed_when_the_power_went_is_unknown(desk: DeskStore) -> None:
    reply = filed(desk)
    desk.outbox.mark(reply, QUEUED, COMMITTING)

    assert desk.outbox.settle_interrupted() == (reply,)
    assert desk.outbox.settle_interrupted() == ()
    assert desk.outbox.status(reply) is UNKNOWN


def test_a_reply_that_does_not_exist_is_an_error_of_the_caller(desk: DeskStore) -> None:
    with pytest.raises(LookupError):
        desk.outbox.load("nothing")
