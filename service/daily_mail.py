"""The day's report to the supervisors: once a working day and recipient, whatever crashes and however many hosts."""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import structlog

from desk.sla import SlaDesk
from filing.errors import ConfigurationRefused, DeliveryUnknown, DeskError
from filing.ports import Transport
from filing.sla import Period
from replies.notice import Notice, build_notice
from reports import daily
from service.chores import Chore
from service.reporting import words
from service.settings import MailboxSettings, Settings
from store.notices import Notices

AGAIN = (timedelta(), timedelta(minutes=10), timedelta(minutes=60))  # for recipients whose server did not take it

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class DailyMail:
    """A chore of every day, at each of `times`: it sends what has not left yet."""

    desk: SlaDesk
    notices: Notices
    transport: Transport
    sender: str
    to: tuple[str, ...]

    def __call__(self, day: date) -> None:
        """Count the day, write to everybody. A day off has no report."""
        if not self.to or not self.desk.calendar.is_workday(day):
            return
        self.desk.catch_up()
        detail = self.desk.detail(Period(day, day))
        subject, text = daily.subject(detail), daily.text(detail, words(self.desk))
        for recipient in self.to:
            self._send(self._notice(recipient, subject, text, day), day)

    def _notice(self, recipient: str, subject: str, text: str, day: date) -> Notice:
        mark = hashlib.sha256(recipient.lower().encode()).hexdigest()[:16]
        message_id = f"<sla-{day}-{mark}@{self.sender.partition('@')[2]}>"
        return Notice(self.sender, recipient, subject, text, message_id, self.desk.clock.now())

    def _send(self, notice: Notice, day: date) -> None:
        try:
            offered = self.transport.offer(notice.sender, notice.to, build_notice(notice))
            if not self.notices.may_leave("sla", notice.to, day):
                offered.abort()
                return
            code = offered.final_dot()
            log.info("时效日报已发送", day=str(day), code=code)
        except DeliveryUnknown as unknown:
            log.warning("时效日报发送结果不明，不再重发", day=str(day), reason=str(unknown))
        except DeskError as trouble:
            log.warning("时效日报未能发送，稍后再试", day=str(day), reason=str(trouble))


def daily_mail(
    settings: Settings, desk: SlaDesk, notices: Notices, transport: Callable[[MailboxSettings], Transport]
) -> Iterator[Chore]:
    """One a look; none if nobody gets the report. Raises ConfigurationRefused for a mailbox that is not there."""
    report = settings.report
    if not report.to or not settings.mailbox:
        return
    key = report.mailbox or next(iter(settings.mailbox))
    if key not in settings.mailbox:
        known = "、".join(settings.mailbox)
        raise ConfigurationRefused(f"[report] mailbox = “{key}” 不是已配置的邮箱。", f"可选：{known}。")
    mailbox = settings.mailbox[key]
    mail = DailyMail(desk, notices, transport(mailbox), mailbox.address, report.to)
    for moment in times(report.at):
        yield Chore(f"sla-mail-{moment:%H%M}", moment, mail)


def times(at: time) -> Iterator[time]:
    """When to look; never on the next day, whose report is another one."""
    first = datetime.combine(date(2000, 1, 1), at)
    yield from (moment.time() for moment in (first + pause for pause in AGAIN) if moment.date() == first.date())
