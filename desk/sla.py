"""The same-day report put together: the ledger counted up to now, the tables asked, the calendar's warnings added."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from desk.duties import duties
from filing.ports import Clock
from filing.sla import Cause, Counts, Miss, OpenMail, Period
from policy.worktime import WorkTime, shanghai
from reports.forecast import Forecast, forecast
from reports.report import SHARES, Detail, Report, regrouped
from store.sla import DIMENSIONS, SlaQueries
from store.sla_rollup import Rollup

SHOWN = 100  # of the mails that wait, on the page; the exports have them all
LITTLE = 2_000  # entries that a page may count while it is waited for; more is the service's, in the background


@dataclass(frozen=True, slots=True)
class SlaDesk:
    """`names`: person id → name, of everybody who ever acted."""

    rollup: Rollup
    queries: SlaQueries
    calendar: WorkTime
    clock: Clock
    names: Callable[[], Mapping[str, str]] = dict

    def catch_up(self) -> None:
        """Count everything that the ledger has."""
        while self.rollup.behind() and self.rollup.catch_up():
            pass

    def report(self, period: Period) -> Report:
        """All figures of a period. Whatever a little counting can bring up to date is."""
        now = self.clock.now()
        if 0 < self.rollup.behind() <= LITTLE:
            self.rollup.catch_up()
        by_day = self.queries.counts(period, now, "day")
        groups = self.queries.counts(period, now, *DIMENSIONS)
        total = sum((group.counts for group in groups), Counts())
        number, urgent = self.queries.waiting(period, self.calendar.close(shanghai(now).date()))
        return Report(
            period=period,
            now=now,
            total=total,
            by_day=tuple((group.key["day"], group.counts) for group in by_day),
            by_mailbox=regrouped(groups, "mailbox"),
            by_province=regrouped(groups, "province"),
            by_specialist=regrouped(groups, "specialist"),
            aside=self.queries.aside(period),
            ack_rules=self.calendar.ack_rules(period.first, period.last),
            causes=self.queries.causes(period, now),
            reply_seconds=self.queries.percentiles(period, now, total.on_time + total.missed, SHARES),
            ranking=self.queries.ranking(period),
            rounds=self.queries.rounds(period),
            waiting=number,
            most_urgent=self.queries.open_mails(period, SHOWN),
            forecast=self._forecast(period, now, urgent),
            warnings=self._warnings(period, now),
            duties=duties(self.queries.duties, self.calendar, period, now),
            names=self.names(),
        )

    def detail(self, period: Period) -> Detail:
        """The same with every miss and every group: what the exports hold."""
        report = self.report(period)
        waiting = replace(report, most_urgent=self.queries.open_mails(period))
        misses = self.queries.misses(period, report.now)
        return Detail(waiting, misses, self.queries.counts(period, report.now, "day", *DIMENSIONS))

    def open_mails(self) -> tuple[OpenMail, ...]:
        """Everything that waits for a reply now, the most urgent first."""
        self.catch_up()
        today = shanghai(self.clock.now()).date()
        return self.queries.open_mails(Period(today, today))

    def misses(self, period: Period, cause: Cause | None, page: tuple[int, int]) -> tuple[Miss, ...]:
        """A page (limit, offset) of the misses, oldest first."""
        return self.queries.misses(period, self.clock.now(), cause, page)

    def choices(self, period: Period) -> Mapping[str, tuple[str, ...]]:
        """Mailboxes, provinces and specialists that the scope has mails of."""
        return self.queries.names(period.scope)

    def _forecast(self, period: Period, now: datetime, urgent: int) -> Forecast | None:
        return forecast(self.calendar, now, urgent, lambda since: self.queries.answered(period, since, now))

    def _warnings(self, period: Period, now: datetime) -> tuple[str, ...]:
        ahead = self.calendar.warnings(shanghai(now).date())
        return tuple(dict.fromkeys((*self.calendar.guessed(period.first, period.last), *ahead)))
