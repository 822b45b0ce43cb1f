"""How long papers are kept once nothing is to be done with them: PIPL art. 19 and 47 ask for the shortest time.

The periods are the operator's, none is set by itself: what a province asks to be kept differs.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from filing.mail import SHANGHAI
from filing.terms import Outcome


@dataclass(frozen=True, slots=True)
class Retention:
    """Whole days after the day of the last change; None: for ever. `done`: cases whose papers were complete."""

    unfinished: int | None = None
    done: int | None = None

    def cutoff(self, outcome: Outcome | None, now: datetime) -> datetime | None:
        """What has not changed since before this moment is due: a midnight here, whatever zone `now` is in."""
        days = self.done if outcome is Outcome.COMPLETE else self.unfinished
        if days is None:
            return None
        today = now.astimezone(SHANGHAI).date()
        return datetime.combine(today - timedelta(days=days), time(), SHANGHAI)

    def is_due(self, outcome: Outcome | None, last: datetime, now: datetime) -> bool:
        """Whether something that changed last at `last` is to be erased now."""
        cutoff = self.cutoff(outcome, now)
        return cutoff is not None and last < cutoff
