"""Loops and storms: bounded replies, and nobody else notices."""

import os
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from filing.event import EventKind
from filing.mail import RawMail
from filing.people import EVERYTHING
from filing.terms import MailClass, MailStatus, ReplyStatus
from intake.receive import receive
from service.settings import ReplySettings
from store.fsck import Trouble, fsck
from store.ledger import StoreLedger
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission
from tests.fakes.inbox import FakeInbox

ROUNDS = 14 * 24  # one an hour, for two weeks
STORM, TURNS = 10_000, 300  # the rest of the storm waits behind these


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DeskStore:
    """Without waiting for the disk: these tests are about counts."""
    monkeypatch.setattr(os, "fsync", lambda _: None)
    store = DeskStore(tmp_path)
    event.listen(store.engine, "connect", lambda c, _: c.execute("PRAGMA synchronous=OFF"))
    store.engine.dispose()
    return store


def round_(desk: DeskStore, number: int, **over: Any) -> ReplyStatus | None:
    """One mail from somebody, and what becomes of its reply."""
    reply = desk.settled(desk.received(f"round {number}", uid=number), **over)[1]
    return desk.outbox.status(reply) if reply else None


def test_t087_two_desks_that_write_to_each_other_fall_silent(desk: DeskStore) -> None:
    """The other side answers whatever it is told, and goes on for two weeks even when nothing comes back."""
    fates: Counter[ReplyStatus | None] = Counter()
    for number in range(1, ROUNDS + 1):
        fates[round_(desk, number)] += 1
        desk.clock.pass_(minutes=60)
    days = ROUNDS / 24

    assert fates[ReplyStatus.QUEUED] <= 5 * (days + 1)
    assert fates[ReplyStatus.QUEUED] + fates[ReplyStatus.DRAFT] == ROUNDS
    assert "24 小时内已自动回复 5 次" in desk.outbox.drafts()[0].error
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).count(Trouble.DOUBLED) == 0


def test_t088_an_auto_responder_that_opens_a_new_case_each_time_is_bounded(desk: DeskStore) -> None:
    """The ladder of a correspondent: 30 in ten minutes, 60 in thirty …"""
    fates: Counter[ReplyStatus | None] = Counter()
    for number in range(1, 101):
        fates[round_(desk, number, name=f"苏州甲{number}科技有限公司", domains=(f"a{number}.example",))] += 1
        desk.clock.pass_(seconds=3)

    assert fates == {ReplyStatus.QUEUED: 30, ReplyStatus.DRAFT: 70}
    assert "10 分钟内已自动回复 30 次" in desk.outbox.drafts()[0].error


def test_t088_many_senders_in_one_case_are_bounded(desk: DeskStore) -> None:
    fates: Counter[ReplyStatus | None] = Counter()
    for number in range(1, 16):
        mail = desk.received(f"mail {number}", uid=number)
        case_id = desk.placed(submission(mail, sender=f"p{number}@people.example"))
        reply = outgoing(mail.sha256)
        reply = type(reply)(
            reply.template, reply.sender, f"p{number}@people.example", reply.message_id, reply.mime, True
        )
        settled = desk.ledger.settle(mail.sha256, case_id, SUMMARY, INCOMPLETE, reply)
        fates[desk.outbox.status(settled or "")] += 1

    assert fates == {ReplyStatus.QUEUED: 10, ReplyStatus.DRAFT: 5}


def test_the_breaker_halts_all_replies_and_says_so_once(desk: DeskStore) -> None:
    limits = ReplySettings.model_validate({"breaker": [[3, 60]]}).caps
    desk.ledger = StoreLedger(desk.engine, desk.blobs, desk.clock, desk.enqueue, limits)
    fates = [round_(desk, n, name=f"苏州甲{n}有限公司", domains=(f"a{n}.example",)) for n in range(1, 7)]

    assert fates == [ReplyStatus.QUEUED] * 3 + [ReplyStatus.DRAFT] * 3
    told = [e for e in desk.queries.events() if e.kind is EventKind.REPLIES_HALTED]
    assert len(told) == 1
    assert "已暂停" in desk.outbox.drafts()[0].error

    desk.clock.pass_(minutes=61)

    assert round_(desk, 9, name="苏州乙有限公司", domains=("b.example",)) is ReplyStatus.QUEUED


def test_what_a_person_sends_is_neither_counted_nor_stopped(desk: DeskStore) -> None:
    for number in range(1, 9):
        round_(desk, number)
    drafts = desk.outbox.drafts()

    assert len(drafts) == 3
    assert all(desk.outbox.release(row.id) for row in drafts)


def test_t091_a_storm_of_one_sender_is_journalled_and_not_read_and_others_are_answered(desk: DeskStore) -> None:
    """10,000 mails: all are stored, 100 are read, 5 are answered, the others held; another customer is answered."""
    mails = {number: b"storm %d" % number for number in range(1, STORM + 1)}
    assert receive(FakeInbox(mails, desk.clock.now()), desk.ledger) == STORM
    fates: Counter[ReplyStatus | None] = Counter()
    for number in range(1, TURNS + 1):
        mail = RawMail(mails[number], "jiangsu", desk.clock.now(), "INBOX", 1, number)
        desk.ledger.start(mail.sha256)
        about = submission(mail, sender="Storm@storm.example")
        if not desk.ledger.hold_storm(about.mail):
            reply = desk.settled(mail, sender="Storm@storm.example")[1]
            fates[desk.outbox.status(reply) if reply else None] += 1

    assert fates == {ReplyStatus.QUEUED: 5, ReplyStatus.DRAFT: 95}
    counts = desk.queries.mail_counts(EVERYTHING)
    assert counts == {MailStatus.HELD: TURNS - 100, MailStatus.RECEIVED: STORM - TURNS}
    held = desk.queries.list_loose_mails(EVERYTHING, (MailStatus.HELD,), 1, 0)[0][0]
    assert (held.sender, "来信过多" in held.reason) == ("Storm@storm.example", True)
    assert round_(desk, STORM + 1, name="苏州乙有限公司", domains=("b.example",)) is ReplyStatus.QUEUED


def test_t092_the_same_bytes_five_hundred_times_are_one_mail_with_one_reply(desk: DeskStore) -> None:
    raw = desk.received("same", uid=1)
    for uid in range(2, 502):
        desk.ledger.receive(RawMail(raw.raw, "jiangsu", desk.clock.now(), "INBOX", 1, uid))
    first = desk.settled(raw)[1]
    again = desk.ledger.settle(raw.sha256, None, None, INCOMPLETE, outgoing(raw.sha256))

    assert again == first
    assert [job[0] for job in desk.jobs] == ["ocr", "smtp"]
    report = fsck(desk.engine, desk.blobs, desk.clock.now(), {("jiangsu", "INBOX", 1): set(range(1, 502))})
    assert (report.clean, report.mails, report.replies) == (True, 1, 1)


def test_t093_out_of_office_after_every_reply_is_never_answered(desk: DeskStore) -> None:
    desk.settled(desk.received("first"))
    ours = desk.outbox.due()[0].message_id
    for day in range(1, 31):
        desk.clock.pass_(days=1)
        mail = desk.received(f"away {day}", uid=day)
        about = {"mail_class": MailClass.AUTO_REPLY, "in_reply_to": ours, "name": None, "domains": ()}
        assert desk.placed(submission(mail, **about)) is None  # type: ignore[arg-type]  # keywords of Mail

    assert fsck(desk.engine, desk.blobs, desk.clock.now()).replies == 1


def test_a_cap_of_nothing_is_refused() -> None:
    with pytest.raises(ValueError, match="max_per_day"):
        ReplySettings.model_validate({"max_per_day": 0})
