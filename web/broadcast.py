"""One reader of the ledger's news for all open pages of this process."""

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from starlette.concurrency import run_in_threadpool

from filing.people import EVERYTHING, Scope
from store.changes import Change
from web.tools import Feed

PAUSE = 1.0  # seconds between two looks at the ledger
LATE = 200  # entries that are read again: with several writers, a lower number may appear after a higher one
BEHIND = 32  # batches that a slow page may leave unread before it has to come again
MOST = 256  # open pages of one process
MOST_EACH = 12  # open pages of one person

Batch = tuple[Change, ...]


class TooMany(Exception):
    """No more pages can be told of news."""


@dataclass(eq=False)
class Listener:
    """An open page. `dropped`: it was too slow; what it missed it is told when it comes again."""

    person_id: str
    scope: Scope
    batches: asyncio.Queue[Batch] = field(default_factory=lambda: asyncio.Queue(BEHIND))
    dropped: bool = False

    def tell(self, batch: Batch) -> None:
        """Hand over what of it the page may know."""
        mine = tuple(change for change in batch if change.within(self.scope))
        if self.batches.full():
            self.dropped = True
        elif mine:
            self.batches.put_nowait(mine)


class Broadcast:
    """Reads while anybody listens. All of it runs in the event loop, but for the reading itself."""

    def __init__(self, feed: Feed, pause: float = PAUSE) -> None:
        self._feed = feed
        self._pause = pause
        self._listeners: set[Listener] = set()
        self._reader: asyncio.Task[None] | None = None

    @contextmanager
    def listening(self, listener: Listener) -> Iterator[Listener]:
        """Tell a listener of all that comes from now on. Raises TooMany: of all, or of one person's pages."""
        own = sum(other.person_id == listener.person_id for other in self._listeners)
        if len(self._listeners) >= MOST or own >= MOST_EACH:
            raise TooMany
        self._listeners.add(listener)
        if self._reader is None or self._reader.done():
            self._reader = asyncio.create_task(self._read())
        try:
            yield listener
        finally:
            self._listeners.discard(listener)

    async def _read(self) -> None:
        last = await run_in_threadpool(self._feed.last)
        known = {change.seq for change in await self._since(last - LATE)}
        while self._listeners:
            await asyncio.sleep(self._pause)
            batch = tuple(change for change in await self._since(last - LATE) if change.seq not in known)
            last = max([last, *(change.seq for change in batch)])
            known = {seq for seq in known if seq > last - LATE} | {change.seq for change in batch}
            for listener in self._listeners if batch else ():
                listener.tell(batch)

    async def _since(self, seq: int) -> Batch:
        return tuple(await run_in_threadpool(self._feed.since, max(seq, 0), EVERYTHING))
