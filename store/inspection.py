"""The nightly check and its result, which the health page shows until the next one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, Engine

from filing.finding import Json
from filing.ports import Clock
from store import desk_facts
from store.blobs import Blobs
from store.database import writing
from store.fsck import Report, fsck
from store.rescue import Live

CHECKED = "fsck"
OVERDUE = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Checked:
    """When everything was checked last, and how many problems there were; `first`: the first one, in Chinese."""

    at: datetime
    problems: int
    first: str = ""


class Inspection:
    """A check whose result is kept. May be repeated."""

    def __init__(self, engine: Engine, blobs: Blobs, clock: Clock, live: Live | None = None) -> None:
        self._engine = engine
        self._blobs = blobs
        self._clock = clock
        self._live = live

    def __call__(self) -> Report:
        """Check everything that can be checked without the mail servers."""
        now = self._clock.now()
        report = fsck(self._engine, self._blobs, now, live=self._live, night=now.date())
        first = report.problems[0].text if report.problems else ""
        with writing(self._engine, CHECKED) as connection:
            told: dict[str, Json] = {"problems": len(report.problems), "first": first}
            desk_facts.put(connection, CHECKED, told, now)
        return report


def find(connection: Connection) -> Checked | None:
    """The last result, or None before the first."""
    row = desk_facts.find(connection, CHECKED)
    return Checked(row.at, int(row.data["problems"]), str(row.data["first"])) if row else None
