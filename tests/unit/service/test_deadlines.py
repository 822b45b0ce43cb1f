"""Drafts with doubts before 17:30: held, or what is certain sent; with a moved clock."""

from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path
from types import MappingProxyType

import pytest

from filing.event import Event, EventKind
from filing.mail import SHANGHAI
from filing.terms import Outcome, ReplyStatus
from policy.dated import Figure
from policy.worktime import load_worktime
from service.deadlines import HELD, SENT, DraftsDue
from store import events
from store.database import writing
from store.deadlines import Deadlines
from store.fsck import fsck
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission

TUESDAY = date(2026, 9, 15)
DECISION = replace(INCOMPLETE, outcome=Outcome.FOR_SPECIALIST, findings=(), missing=())


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def chore(desk: DeskStore, policy: str) -> DraftsDue:
    """The chore under a policy that holds, or sends what is certain."""
    worktime = load_worktime()
    row = Figure[str](value=policy, effective_from=date(2011, 1, 1), source="test")
    profile = worktime.profile.model_copy(update={"at_deadline": (row,)})
    return DraftsDue(Deadlines(desk.engine, desk.blobs, desk.clock, desk.enqueue), replace(worktime, profile=profile))


def drafted(desk: DeskStore, at: datetime, *, certain: bool = True, template: str = "for_specialist") -> str:
    """A draft for a mail that came at a moment."""
    desk.clock.moment = at
    raw = desk.received(f"{at} {template}", uid=len(desk.jobs) + 1)
    case_id = desk.placed(submission(raw))
    reply = replace(outgoing(raw.sha256, auto=False), template=template, certain=certain)
    return desk.ledger.settle(raw.sha256, case_id, SUMMARY, DECISION, reply) or ""


def at(hour: int, minute: int = 0, day: int = 15) -> datetime:
    return datetime(2026, 9, day, hour, minute, tzinfo=SHANGHAI)


def met(desk: DeskStore) -> dict[str, dict[str, object]]:
    """What the ledger says of deadlines, by reply."""
    found = [e for e in desk.queries.events() if e.kind is EventKind.DRAFT_DUE]
    assert len(found) == len({e.reply_id for e in found})
    return {str(e.reply_id): dict(e.data) for e in found}


def test_it_is_looked_at_twice_before_the_close(desk: DeskStore) -> None:
    assert chore(desk, "hold").times(TUESDAY) == (time(17), time(17, 25))


def test_under_hold_the_draft_stays_and_the_ledger_says_why(desk: DeskStore) -> None:
    reply = drafted(desk, at(9))

    chore(desk, "hold")(TUESDAY)
    chore(desk, "hold")(TUESDAY)

    assert desk.outbox.status(reply) is ReplyStatus.DRAFT
    assert met(desk)[reply] == {"due": "2026-09-15T17:30:00+08:00", "sent": False, "cause": HELD}


def test_otherwise_what_is_certain_goes_out_as_a_machines_mail(desk: DeskStore) -> None:
    reply = drafted(desk, at(9))

    chore(desk, "certain_only")(TUESDAY)
    chore(desk, "certain_only")(TUESDAY)

    row = desk.outbox.load(reply)
    assert (row.status, row.auto) == (ReplyStatus.QUEUED, True)
    assert row.message.startswith(b"Auto-Submitted: auto-replied\r\n")
    assert [job for job in desk.jobs if job[0] == "smtp"] == [("smtp", f"out-{reply}-1", reply, None)]
    assert met(desk)[reply]["cause"] == SENT
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


@pytest.mark.parametrize("template", ["several_filings", "for_specialist"])
def test_a_draft_that_is_not_certain_is_never_sent(desk: DeskStore, template: str) -> None:
    reply = drafted(desk, at(9), certain=False, template=template)

    chore(desk, "certain_only")(TUESDAY)

    assert desk.outbox.status(reply) is ReplyStatus.DRAFT
    assert met(desk)[reply]["sent"] is False


def test_a_draft_that_a_person_has_taken_up_is_theirs(desk: DeskStore) -> None:
    reply = drafted(desk, at(9))
    row = desk.outbox.load(reply)
    with writing(desk.engine) as connection:
        moment = desk.clock.now()
        events.append(connection, Event(EventKind.NOTE_ADDED, moment, row.mail_id, row.case_id, reply, by="p-1"))

    chore(desk, "certain_only")(TUESDAY)

    assert desk.outbox.status(reply) is ReplyStatus.DRAFT


def test_what_came_after_the_close_is_due_on_the_next_working_day(desk: DeskStore) -> None:
    late = drafted(desk, at(17, 45))

    chore(desk, "hold")(TUESDAY)
    assert met(desk) == MappingProxyType({})

    chore(desk, "hold")(date(2026, 9, 16))
    assert met(desk)[late]["due"] == "2026-09-16T17:30:00+08:00"


def test_a_day_off_has_no_deadline(desk: DeskStore) -> None:
    drafted(desk, at(9, day=18))

    chore(desk, "hold")(date(2026, 9, 19))

    assert met(desk) == {}


def test_a_question_or_a_capped_reply_waits_without_it(desk: DeskStore) -> None:
    drafted(desk, at(9), template="enquiry")

    chore(desk, "certain_only")(TUESDAY)

    assert met(desk) == {}
