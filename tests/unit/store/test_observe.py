"""A mailbox that is only observed: everything is drafted, nothing is sent, and what would have been is on file."""

from dataclasses import replace
from pathlib import Path

import pytest

from filing.event import EventKind
from filing.terms import ReplyStatus
from service.jobs import SendJob
from store.caps import Caps
from store.fsck import fsck
from store.health import Pulse
from store.ledger import StoreLedger
from store.outbox import OBSERVED
from tests.fakes.desk_store import INCOMPLETE, SUMMARY, DeskStore, outgoing, submission
from tests.fakes.transport import FakeTransport

OWN = "jsba@chinanet.example"


@pytest.fixture
def desk(tmp_path: Path) -> DeskStore:
    return DeskStore(tmp_path)


def observed(desk: DeskStore, *, auto: bool = True) -> str:
    """A reply of an observed mailbox."""
    raw = desk.received(f"{auto} {len(desk.jobs)}", uid=len(desk.jobs) + 1)
    case_id = desk.placed(submission(raw))
    reply = replace(outgoing(raw.sha256, auto=auto), observed=True)
    return desk.ledger.settle(raw.sha256, case_id, SUMMARY, INCOMPLETE, reply) or ""


def drafted(desk: DeskStore, reply: str) -> dict[str, object]:
    """What the ledger says of the draft."""
    events = desk.queries.events()
    return next(dict(e.data) for e in reversed(events) if e.reply_id == reply and e.kind is EventKind.REPLY_DRAFTED)


def test_what_would_leave_by_itself_is_a_draft_that_says_so(desk: DeskStore) -> None:
    reply = observed(desk)

    row = desk.outbox.load(reply)
    assert (row.status, row.auto, row.error) == (ReplyStatus.DRAFT, True, OBSERVED)
    assert drafted(desk, reply) == {"template": "missing_materials", "observed": True, "would_send": True}
    assert not [job for job in desk.jobs if job[0] == "smtp"]


def test_what_would_have_waited_for_a_person_anyway_is_told_apart(desk: DeskStore) -> None:
    reply = observed(desk, auto=False)

    assert drafted(desk, reply) == {"template": "missing_materials", "observed": True, "would_send": False}
    assert desk.outbox.load(reply).error == ""


def test_the_caps_count_what_would_have_been_sent(desk: DeskStore) -> None:
    desk.ledger = StoreLedger(desk.engine, desk.blobs, desk.clock, desk.enqueue, Caps(per_day=1))

    first, second = observed(desk), observed(desk)

    assert (drafted(desk, first)["would_send"], drafted(desk, second)["would_send"]) == (True, False)


def test_not_even_what_a_person_releases_leaves(desk: DeskStore) -> None:
    reply, transport = observed(desk), FakeTransport()
    job = SendJob(desk.outbox, {OWN: transport}, desk.clock.now, observed=frozenset({OWN}))

    assert desk.outbox.release(reply)
    assert job(reply) is None

    assert transport.sent == []
    assert desk.outbox.status(reply) is ReplyStatus.DRAFT
    assert fsck(desk.engine, desk.blobs, desk.clock.now()).clean


def test_the_health_page_knows(desk: DeskStore) -> None:
    assert Pulse(desk.engine, desk.clock, ("jiangsu",)).health().observed == ("jiangsu",)
