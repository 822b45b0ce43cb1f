"""What has happened since a page was drawn, as server-sent events: the page tells it and moves nothing by itself.

`GET /live?since=SEQ[&case=ID]`, the door to sse-starlette. A list is told `mail`: how many mails there are to look at;
the page of a case `changed`: what was done with it, and by whom.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from contextlib import ExitStack

from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from filing.event import EventKind
from filing.people import Person, Step
from store.changes import Change
from web import labels
from web.access import Door, cookie_name, current
from web.broadcast import Batch, Broadcast, Listener, TooMany
from web.pages import CASE_ID
from web.tools import Tools

LIFE = 60.0  # seconds; then the page comes again, and its session is looked at anew
PING = 15  # seconds: a proxy drops a line on which nothing is said
SOON = 2000  # milliseconds until a page whose line broke comes again
ARRIVED = frozenset({EventKind.MAIL_SETTLED, EventKind.MAIL_HELD, EventKind.MAIL_FAILED})
"""A mail that was read: now there is something to look at."""


class Live:
    """The handler; each open page holds one of its answers."""

    def __init__(self, tools: Tools, door: Door, broadcast: Broadcast | None = None) -> None:
        self._tools = tools
        self._door = door
        self._broadcast = broadcast or Broadcast(tools.feed)

    async def live(self, request: Request) -> Response:
        """The news until the page is closed or its session ends, a minute at most. `case` may be any id: the scope is
        the asker's.
        """
        case_id, person, stack = request.query_params.get("case", ""), current(request), ExitStack()
        since = request.headers.get("last-event-id") or request.query_params.get("since", "")
        if not (since.isascii() and since.isdigit()) or len(since) > 18 or (case_id and not CASE_ID.fullmatch(case_id)):
            raise HTTPException(404)
        listener = Listener(person.id, person.scope)
        try:
            stack.enter_context(self._broadcast.listening(listener))
        except TooMany as many:
            raise HTTPException(429) from many
        return EventSourceResponse(self._told(request, int(since), case_id, listener, stack), ping=PING)

    async def _told(
        self, request: Request, since: int, case_id: str, listener: Listener, stack: ExitStack
    ) -> AsyncIterator[ServerSentEvent]:
        person, end = current(request), asyncio.get_running_loop().time() + LIFE
        with stack:
            yield ServerSentEvent(comment="", retry=SOON)
            names = await run_in_threadpool(self._tools.names)
            batch = tuple(await run_in_threadpool(self._tools.feed.since, since, person.scope))
            known = {change.seq for change in batch}
            while True:
                for event in notices(batch, case_id, person, names):
                    yield event
                left = end - asyncio.get_running_loop().time()
                if listener.dropped or left <= 0:
                    return
                batch = tuple(change for change in await _next(listener, min(left, PING)) if change.seq not in known)
                if not await run_in_threadpool(self._still_in, request):
                    return

    def _still_in(self, request: Request) -> bool:
        """Whether the session is as it was when the line was opened: asked before news are told, and at each ping."""
        visit = self._door.visit(request.cookies.get(cookie_name(request), ""), used=False)
        return visit is not None and visit.step is Step.IN and visit.person == current(request)


def notices(batch: Batch, case_id: str, person: Person, names: Mapping[str, str]) -> Iterator[ServerSentEvent]:
    """What a page is told of a batch: a list ("" for `case_id`) of mails, the page of a case of its changes."""
    last = str(max((change.seq for change in batch), default=0))
    arrived = {change.mail_id for change in batch if change.kind in ARRIVED}
    if arrived and not case_id:
        yield ServerSentEvent(str(len(arrived)), event="mail", id=last)
    others = [c for c in batch if c.case_id == case_id and c.by != person.id] if case_id else []
    if others:
        yield ServerSentEvent(_words(others, names), event="changed", id=last)


def _words(changes: Sequence[Change], names: Mapping[str, str]) -> str:
    told = dict.fromkeys(f"{names.get(c.by or '', '系统')}：{labels.EVENTS[c.kind]}" for c in changes)
    return f"这件备案刚有变化（{'；'.join(told)}）。"


async def _next(listener: Listener, seconds: float) -> Batch:
    try:
        return await asyncio.wait_for(listener.batches.get(), seconds)
    except TimeoutError:
        return ()
