"""The day's report to the supervisors: once a working day and recipient, whatever crashes and however many hosts."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from desk.sla import SlaDesk
from filing.ports import Transport
from filing.sla import Period
from reports import daily
from reports.recheck import said
from service.chores import Chore
from service.internal_mail import InternalMail, sending_mailbox
from service.reporting import words
from service.settings import MailboxSettings, Settings
from store.notices import Notices

AGAIN = (timedelta(), timedelta(minutes=10), timedelta(minutes=60))  # for recipients whose server did not take it


@dataclass(frozen=True, slots=True)
class DailyMail:
    """A chore of every day, at each of `times`: it sends what has not left yet."""

    desk: SlaDesk
    notices: Notices
    transport: Transport
    sender: str
    to: tuple[str, ...]
    rechecked: Callable[[date], tuple[int, int]]
    shells: Callable[[], str]

    def __call__(self, day: date) -> None:
        """Count the day, write to everybody. A day off has no report."""
        if not self.to or not self.desk.calendar.is_workday(day):
            return
        self.desk.catch_up()
        detail = self.desk.detail(Period(day, day))
        subject, text = daily.subject(detail), daily.text(detail, words(self.desk), tuple(self._besides(day)))
        post = InternalMail(self.notices, self.transport, self.sender, self.desk.clock.now)
        for recipient in self.to:
            post.send("sla", recipient, subject, text, day)

    def _besides(self, day: date) -> Iterator[str]:
        """每日核查 (A28), and empty shells (C127), once there is anything to look at."""
        done, known = self.rechecked(day)
        if known:
            yield f"每日核查备案成功的网站：{said(done, self.desk.calendar.levels(day).daily_recheck_min)}"
        if shells := self.shells():
            yield shells


def daily_mail(
    settings: Settings,
    desk: SlaDesk,
    notices: Notices,
    transport: Callable[[MailboxSettings], Transport],
    counts: tuple[Callable[[date], tuple[int, int]], Callable[[], str]],
) -> Iterator[Chore]:
    """One a look; none if nobody gets the report. `counts`: of rechecks and of empty shells.

    Raises ConfigurationRefused for a mailbox that is not there.
    """
    report = settings.report
    if not report.to or not settings.mailbox:
        return
    mailbox = sending_mailbox(settings, "report", report.mailbox)
    mail = DailyMail(desk, notices, transport(mailbox), mailbox.address, report.to, *counts)
    for moment in times(report.at):
        yield Chore(f"sla-mail-{moment:%H%M}", moment, mail)


def times(at: time) -> Iterator[time]:
    """When to look; never on the next day, whose report is another one."""
    first = datetime.combine(date(2000, 1, 1), at)
    yield from (moment.time() for moment in (first + pause for pause in AGAIN) if moment.date() == first.date())
