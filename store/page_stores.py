"""What the desk's pages read and write with beside the cases themselves, opened on one store."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from filing.ports import Clock
from store.accesses import AccessLog
from store.blobs import Blobs
from store.changes import Changes
from store.colleagues import Colleagues
from store.presence import Presence
from store.queue import QueueQueries
from store.security import SecuritySheets
from store.worksheets import Worksheets


@dataclass(frozen=True, slots=True)
class PageStores:
    """`provinces`: mailbox → its access province."""

    engine: Engine
    blobs: Blobs
    clock: Clock
    provinces: Mapping[str, str]

    def queue(self, due: Callable[[datetime], datetime]) -> QueueQueries:
        """The list of cases. `due`: until when a mail is answered."""
        return QueueQueries(self.engine, self.blobs, self.provinces, due)

    def changes(self) -> Changes:
        """What is new."""
        return Changes(self.engine, self.provinces)

    def presence(self) -> Presence:
        """Who looks at what."""
        return Presence(self.engine)

    def names(self) -> Mapping[str, str]:
        """Person id → name."""
        return Colleagues(self.engine).names()

    def worksheets(self) -> Worksheets:
        """Cases for the worksheets."""
        return Worksheets(self.engine, self.blobs)

    def security(self) -> SecuritySheets:
        """The day's security sheets."""
        return SecuritySheets(self.engine, self.clock)

    def looks(self) -> AccessLog:
        """The access log."""
        return AccessLog(self.engine, self.blobs)
