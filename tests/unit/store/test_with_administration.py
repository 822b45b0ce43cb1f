"""After a case was handed in, what it says of its papers is no answer: a person reads the reply first."""

import pytest

from filing.event import Event, EventKind
from filing.terms import ReplyStatus
from store import events
from store.database import writing
from tests.fakes.desk_store import DeskStore

SUBMITTED, RETURNED = EventKind.AUTHORITY_SUBMITTED, EventKind.AUTHORITY_RETURNED
APPROVED, RECALLED = EventKind.AUTHORITY_APPROVED, EventKind.AUTHORITY_RECALLED


@pytest.mark.parametrize(
    ("way", "status"),
    [
        ((), ReplyStatus.QUEUED),
        ((SUBMITTED,), ReplyStatus.DRAFT),
        ((SUBMITTED, APPROVED), ReplyStatus.DRAFT),
        ((SUBMITTED, RETURNED), ReplyStatus.QUEUED),
        ((SUBMITTED, RECALLED), ReplyStatus.QUEUED),
    ],
    ids=["before", "handed-in", "approved", "returned", "taken-back"],
)
def test_replies_to_later_mails_are_drafts(desk: DeskStore, way: tuple[EventKind, ...], status: ReplyStatus) -> None:
    case_id, _ = desk.settled(desk.received("a", uid=1))
    with writing(desk.engine) as connection:
        for kind in way:
            told = {"on": "2026-11-20"}
            events.append(connection, Event(kind, desk.clock.now(), None, case_id, None, told, "p1"))

    same, reply = desk.settled(desk.received("b", uid=2))
    assert (same, desk.outbox.status(reply or "")) == (case_id, status)
    if status is ReplyStatus.DRAFT:
        assert "回复先作草稿" in desk.outbox.drafts()[0].error
