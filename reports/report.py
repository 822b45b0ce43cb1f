"""The report as one noun: what the screen shows, and what every export holds."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from filing.sla import Aside, Cause, Counts, Group, Miss, OpenMail, Period, Ranked
from reports.duties import Duties
from reports.forecast import Forecast

SHARES = (50, 90)  # per cent of the first replies


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of a period as of a moment. Groups are in the order in which people read them.

    `ack_rules`: from which day on an automatic acknowledgement counts within the first minutes, or does not (A23);
    `reply_seconds`: share in per cent → working seconds, None = not the same day; `rounds`: mails → completed cases;
    `waiting`: how many wait for a reply now, of which the page shows the most urgent ones.
    """

    period: Period
    now: datetime
    total: Counts
    by_day: tuple[tuple[date, Counts], ...]
    by_mailbox: tuple[tuple[str, Counts], ...]
    by_province: tuple[tuple[str, Counts], ...]
    by_specialist: tuple[tuple[str, Counts], ...]
    aside: Aside
    ack_rules: tuple[tuple[date, bool], ...]
    causes: Mapping[Cause, int]
    reply_seconds: Mapping[int, float | None]
    ranking: tuple[Ranked, ...]
    rounds: Mapping[int, int]
    waiting: int
    most_urgent: tuple[OpenMail, ...]
    forecast: Forecast | None
    warnings: tuple[str, ...]
    duties: Duties
    names: Mapping[str, str]  # person id → name

    @property
    def completed(self) -> int:
        """How many cases became complete."""
        return sum(self.rounds.values())

    @property
    def mean_rounds(self) -> float | None:
        """Mails with materials until a case was complete, on the average; None if none was."""
        mails = sum(number * cases for number, cases in self.rounds.items())
        return round(mails / self.completed, 2) if self.completed else None

    @property
    def median_rounds(self) -> int | None:
        """The number of mails that half of the completed cases did with."""
        place = math.ceil(self.completed / 2)
        for number, cases in sorted(self.rounds.items()):
            place -= cases
            if place <= 0:
                return number if self.completed else None
        return None


@dataclass(frozen=True, slots=True)
class Detail:
    """What the exports hold beyond the page: every miss, and every group of day × mailbox × province × specialist."""

    report: Report
    misses: tuple[Miss, ...]
    groups: tuple[Group, ...]


def regrouped(groups: Iterable[Group], name: str) -> tuple[tuple[str, Counts], ...]:
    """The same mails by one column only, the largest group first, the unknown one last."""
    found: dict[str, Counts] = {}
    for group in groups:
        found[group.key[name]] = found.get(group.key[name], Counts()) + group.counts
    return tuple(sorted(found.items(), key=lambda item: (not item[0], -item[1].due, item[0])))
