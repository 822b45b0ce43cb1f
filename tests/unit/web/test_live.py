"""What open pages are told while they are open."""

import asyncio
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any

import pytest
from sse_starlette import ServerSentEvent
from starlette.exceptions import HTTPException
from starlette.requests import Request

from filing.event import EventKind
from filing.people import EVERYTHING, Person, Role, Scope, Step
from store.changes import Change
from web.access import Visit
from web.broadcast import BEHIND, MOST_EACH, Broadcast, Listener, TooMany
from web.live import Live, notices
from web.tools import Tools

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
LI = Person("li", "li", "李四", Role.SPECIALIST, frozenset({"江苏"}))


def change(seq: int, kind: EventKind = EventKind.MAIL_SETTLED, **over: Any) -> Change:
    values = {"case_id": None, "mail_id": f"mail-{seq}", "province": "江苏", "by": None}
    return Change(seq, kind, NOW, **(values | over))


@dataclass
class Ledger:
    """A feed whose entries a test adds. `scopes`: for whom it was asked."""

    changes: list[Change] = field(default_factory=list)
    scopes: list[Scope] = field(default_factory=list)

    def last(self) -> int:
        return max((c.seq for c in self.changes), default=0)

    def since(self, seq: int, scope: Scope) -> Sequence[Change]:
        found = [c for c in self.changes if c.seq > seq and c.within(scope)]
        self.scopes.append(scope)
        return found


@dataclass
class Desk:
    """A door behind which LI has a session, until it is ended. `used`: how often that counted as use of it."""

    visit_: Visit | None = field(default_factory=lambda: Visit(LI, "token"))
    used: int = 0

    def visit(self, token: str, *, used: bool = True) -> Visit | None:
        self.used += used
        return self.visit_


def tools(ledger: Ledger) -> Tools:
    def names() -> Mapping[str, str]:
        return {"wang": "王五"}

    return Tools(None, None, ledger, None, lambda: NOW, names, looks=None, raw=None, again=None)  # type: ignore[arg-type]  # what the stream does not ask


def asked(query: str, **headers: str) -> Request:
    told = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    scope = {"type": "http", "method": "GET", "path": "/live", "query_string": query.encode(), "headers": told}
    return Request(scope | {"state": {"visit": Visit(LI, "token"), "public": False}})


async def told(live: Live, request: Request, count: int) -> list[tuple[str | None, str | None]]:
    """The first events of a stream, after its greeting."""
    response = await live.live(request)
    events: Any = response.body_iterator  # type: ignore[attr-defined]  # it is a stream
    await anext(events)
    found = [await anext(events) for _ in range(count)]
    await events.aclose()
    return [(event.event, event.data) for event in found]


def test_a_page_is_told_what_it_missed_and_then_what_comes() -> None:
    ledger = Ledger([change(1), change(2), change(3, province="安徽")])
    live = Live(tools(ledger), Desk(), Broadcast(ledger, pause=0))

    async def later() -> list[tuple[str | None, str | None]]:
        async def add() -> None:
            await asyncio.sleep(0.05)
            ledger.changes += [change(4, province="安徽"), change(5), change(6)]

        adding = asyncio.create_task(add())
        found = await told(live, asked("since=1"), 2)
        await adding
        return found

    assert asyncio.run(later()) == [("mail", "1"), ("mail", "2")]


@pytest.mark.parametrize(
    "later",
    [None, Visit(replace(LI, provinces=frozenset({"安徽"})), "token"), Visit(LI, "token", Step.CODE)],
    ids=["signed out", "other provinces", "not wholly in"],
)
def test_t122_a_page_is_told_nothing_after_its_session_has_ended(later: Visit | None) -> None:
    ledger, door = Ledger(), Desk()
    live = Live(tools(ledger), door, Broadcast(ledger, pause=0))

    async def listen() -> list[ServerSentEvent]:
        response = await live.live(asked("since=0"))
        events: Any = response.body_iterator  # type: ignore[attr-defined]  # it is a stream
        await anext(events)
        next_event = asyncio.ensure_future(anext(events, None))
        while LI.scope not in ledger.scopes:
            await asyncio.sleep(0.01)
        door.visit_ = later
        ledger.changes += [change(1)]
        return [event for event in [await next_event] if event]

    assert asyncio.run(listen()) == []
    assert door.used == 0  # nor does an open page keep its session alive


def test_t119_a_line_on_which_nothing_is_said_ends_with_its_session(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.live.PING", 0.05)
    live = Live(tools(Ledger()), Desk(None), Broadcast(Ledger(), pause=1))

    async def listen() -> list[ServerSentEvent]:
        response = await live.live(asked("since=0"))
        return [event async for event in response.body_iterator]  # type: ignore[attr-defined]  # it is a stream

    assert [event.comment for event in asyncio.run(listen())] == [""]


def test_the_last_thing_it_was_told_counts_more_than_what_it_was_drawn_from() -> None:
    ledger = Ledger([change(1), change(2), change(3)])
    live = Live(tools(ledger), Desk(), Broadcast(ledger, pause=0))

    assert asyncio.run(told(live, asked("since=0", last_event_id="2"), 1)) == [("mail", "1")]
    assert asyncio.run(told(live, asked("since=0", last_event_id="1"), 1)) == [("mail", "2")]


def test_a_case_page_is_told_what_others_do_with_its_case() -> None:
    batch = (
        change(1, EventKind.MAIL_JOINED_CASE, case_id="case-1"),
        change(2, EventKind.CASE_JUDGED, case_id="case-1", by="wang"),
        change(3, EventKind.REPLY_SENT, case_id="case-9"),
        change(4, EventKind.REPLY_QUEUED, case_id="case-1", by="li"),
    )
    (notice,) = notices(batch, "case-1", LI, {"wang": "王五"})

    assert (notice.event, notice.id) == ("changed", "4")
    assert "系统：" in str(notice.data)
    assert "王五：" in str(notice.data)
    assert list(notices(batch[3:], "case-1", LI, {})) == []
    assert list(notices(batch, "", LI, {})) == []


@pytest.mark.parametrize("query", ["", "since=x", "since=1&case=../x", f"since={'9' * 30}"])
def test_what_is_no_number_or_no_case_is_not_found(query: str) -> None:
    with pytest.raises(HTTPException) as refused:
        asyncio.run(Live(tools(Ledger()), Desk()).live(asked(query)))

    assert refused.value.status_code == 404


def test_a_number_that_appears_late_is_told_all_the_same_and_only_once() -> None:
    ledger = Ledger([change(1), change(4)])

    async def listen() -> list[int]:
        listener = Listener("li", EVERYTHING)
        with Broadcast(ledger, pause=0).listening(listener):
            await asyncio.sleep(0.05)
            ledger.changes += [change(5)]
            first = await listener.batches.get()
            ledger.changes += [change(3)]
            second = await listener.batches.get()
        return [c.seq for c in (*first, *second)]

    assert asyncio.run(listen()) == [5, 3]


def test_nobody_has_more_open_pages_than_a_few() -> None:
    broadcast = Broadcast(Ledger())

    async def many() -> None:
        with ExitStack() as stack:
            for _ in range(MOST_EACH):
                stack.enter_context(broadcast.listening(Listener("li", EVERYTHING)))
            stack.enter_context(broadcast.listening(Listener("wang", EVERYTHING)))
            with pytest.raises(TooMany):
                stack.enter_context(broadcast.listening(Listener("li", EVERYTHING)))
        with broadcast.listening(Listener("li", EVERYTHING)):
            pass

    asyncio.run(many())


def test_a_page_that_does_not_read_is_dropped_and_holds_nobody_up() -> None:
    listener = Listener("li", EVERYTHING)
    for number in range(BEHIND + 1):
        listener.tell((change(number),))

    assert listener.dropped
    assert listener.batches.qsize() == BEHIND
