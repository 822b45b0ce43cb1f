"""What is done once a day by one of the hosts: the first that comes by after the hour puts it into a queue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time

from store.turns import Turns


@dataclass(frozen=True, slots=True)
class Chore:
    """`run` gets the day; it may be repeated after a crash."""

    name: str
    at: time
    run: Callable[[date], None]


@dataclass(frozen=True, slots=True)
class Chores:
    """Asked often on every host. Each chore of each day becomes one job."""

    turns: Turns
    chores: Sequence[Chore]
    done: set[tuple[str, date]] = field(default_factory=set)

    def look(self, now: datetime) -> None:
        """Queue what is due today and was queued by nobody yet."""
        for chore in self.chores:
            mark = (chore.name, now.date())
            if now.time() < chore.at or mark in self.done:
                continue
            self.turns.queue(*mark)
            self.done.add(mark)

    def __call__(self, job: str) -> str | None:
        """Queue `chores`."""
        name, day = job.rsplit(" ", 1)
        for chore in self.chores:
            if chore.name == name:
                chore.run(date.fromisoformat(day))
        return None
