"""After the deadline of a notice: who did not come back goes to the technicians and to marketing (C127) [001:232]."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from desk.shells import filed_domains
from desk.sla import SlaDesk
from filing.people import EVERYTHING, Person, Role
from filing.ports import Transport
from filing.shells import ShellNotice
from policy.server_ip import Ranges
from reports import shell_followup
from reports.shell_followup import Department
from reports.shell_looks import FiledDomain, looks
from service.alert_settings import AlertSettings
from service.chores import Chore
from service.domain_lookup import Lookup, lookup
from service.internal_mail import InternalMail, sending_mailbox
from service.settings import MailboxSettings, Settings
from service.shell_reminder import AGAIN, Filed
from store.notices import Notices
from store.shell_book import ShellBook

LASTING = timedelta(days=14)
"""What is older is told to nobody any more, for instance to an address that was configured later."""


@dataclass(frozen=True, slots=True)
class ShellFollowUp:
    """A chore of every working day's morning. `ask`: None, if nothing is asked of the network."""

    desk: SlaDesk
    book: ShellBook
    filed: Filed
    ranges: Ranges
    ask: Lookup | None
    to: Callable[[], Mapping[Department, tuple[str, ...]]]
    post: InternalMail

    def __call__(self, day: date) -> None:
        """Look once at each domain whose deadline has passed; tell each department once of each deadline."""
        if not self.desk.calendar.is_workday(day):
            return
        if unseen := [(case_id, told) for case_id, told in self._expired() if told.outcome is None]:
            self._look(unseen)
        groups: dict[datetime, list[ShellNotice]] = {}
        for _, told in self._expired():
            groups.setdefault(told.shell.until, []).append(told)
        for until, group in groups.items():
            self._tell(until, group)

    def _expired(self) -> list[tuple[str, ShellNotice]]:
        since = self.desk.clock.now() - LASTING
        return [(case_id, told) for case_id, told in self.book.expired() if told.shell.until > since]

    def _look(self, unseen: Sequence[tuple[str, ShellNotice]]) -> None:
        sites = {site.domain: site for site in self._sites([told for _, told in unseen])}
        found = self.ask(sites) if self.ask and self.ranges else {}
        now, looked = self.desk.clock.now(), looks(sites.values(), found, self.ranges)
        seen = {look.one.domain: look.result(now) for look in looked}
        for case_id, told in unseen:
            if result := seen.get(told.shell.domain):
                self.book.record(case_id, told, result)

    def _tell(self, until: datetime, group: Sequence[ShellNotice]) -> None:
        day = until.date()
        asked = [(which, to) for which, every in self.to().items() for to in every]
        left = [(which, to) for which, to in asked if not self.post.notices.left(which, to, day)]
        sites = self._sites(group) if left else ()
        for which, to in left if sites else ():
            said = shell_followup.text(which, sites, until)
            self.post.send(which, to, shell_followup.subject(which, sites), said, day)

    def _sites(self, notices: Sequence[ShellNotice]) -> tuple[FiledDomain, ...]:
        """Those that are filed still, with these notices."""
        told = {notice.shell.domain: notice for notice in notices}
        filed = filed_domains(self.filed(EVERYTHING))
        return tuple(replace(one, notice=told[one.domain]) for one in filed if one.domain in told)


def recipients(alerts: AlertSettings, people: Sequence[Person]) -> Mapping[Department, tuple[str, ...]]:
    """Department → addresses; the specialists' for one that has none."""
    own = (alerts.people.get(person.login) for person in people if person.role is Role.SPECIALIST)
    instead = alerts.specialists or tuple(dict.fromkeys(address for address in own if address))
    return {
        Department.TECHNICIANS: alerts.technicians or instead,
        Department.MARKETING: alerts.marketing or instead,
    }


def still_away(book: ShellBook, alerts: AlertSettings) -> str:
    """A line of the day's report; "" if nobody is to be followed."""
    number = len(book.expired())
    told = alerts.technicians or alerts.marketing or alerts.specialists or alerts.people
    nobody = "" if told else "（[alerts] 没有配置邮箱，没有发给技术部和市场部）"
    return f"空壳网站：已过转回期限、待处理 {number} 个{nobody}" if number else ""


def shells_following(
    settings: Settings,
    desk: SlaDesk,
    parts: tuple[Callable[[], Sequence[Person]], Filed, ShellBook, Ranges],
    notices: Notices,
    transport: Callable[[MailboxSettings], Transport],
) -> Iterator[Chore]:
    """None without a mailbox. `parts`: everybody, the approved cases, the notices, our ranges."""
    if not settings.mailbox:
        return
    people, filed, book, ranges = parts
    box = sending_mailbox(settings, "alerts", settings.alerts.mailbox)
    post = InternalMail(notices, transport(box), box.address, desk.clock.now)

    def to() -> Mapping[Department, tuple[str, ...]]:
        return recipients(settings.alerts, people())

    chore, today = ShellFollowUp(desk, book, filed, ranges, lookup(settings), to, post), desk.clock.now().date()
    opening = time.fromisoformat(desk.calendar.levels(today).sessions[0].partition("-")[0])
    for pause in AGAIN:
        at = datetime.combine(today, opening) + pause
        yield Chore(f"shell-followup-{at:%H%M}", at.time(), chore)
