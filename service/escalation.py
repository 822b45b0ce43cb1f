"""What is nearly due is said to colleagues: whose case it is, their delegate, the supervisors [001:209-210]."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from desk.sla import SlaDesk
from filing.people import Person, Role
from filing.ports import Transport
from filing.sla import OpenMail
from reports import alert
from service.alert_settings import AlertSettings
from service.chores import Chore
from service.internal_mail import InternalMail, sending_mailbox
from service.settings import MailboxSettings, Settings
from store.notices import Notices

AGAIN = (timedelta(), timedelta(minutes=5))  # for whom the mail server did not take it at first


class Level(StrEnum):
    """Who is told, in the order of the policy's `escalation_minutes`."""

    ASSIGNEE = "assignee"
    DELEGATE = "delegate"
    SUPERVISOR = "supervisor"


WHY = {
    Level.ASSIGNEE: "以下来信今日到期，还没有回复客户。请尽快核对并回复；离岗时请安排同事代办。",
    Level.DELEGATE: "经办人外出，以下来信今日到期，还没有回复客户。请您代为核对并回复。",
    Level.SUPERVISOR: "以下来信到今日下班仍没有回复客户。请安排同事处理。",
}


@dataclass(frozen=True, slots=True)
class Staff:
    """Who is there, who does whose work now, and under which address they are told."""

    everybody: Callable[[], Sequence[Person]]
    stand_in: Callable[[str], str]
    addresses: AlertSettings

    def told(self, mails: Iterable[OpenMail], level: Level) -> Mapping[str, list[OpenMail]]:
        """Address → what it is told of."""
        people, found = self.everybody(), dict[str, list[OpenMail]]()
        for mail in mails:
            for address in sorted(self._whom(mail, level, people)):
                found.setdefault(address, []).append(mail)
        return found

    def _whom(self, mail: OpenMail, level: Level, people: Sequence[Person]) -> set[str]:
        if level is Level.SUPERVISOR:
            bosses = [p for p in people if p.role is Role.SUPERVISOR]
            return self._addresses(bosses, self.addresses.supervisors)
        owner = self.stand_in(mail.specialist) if level is Level.DELEGATE and mail.specialist else mail.specialist
        if level is Level.DELEGATE and owner == mail.specialist:
            return set()
        whose = [p for p in people if p.id == owner and p.role is Role.SPECIALIST]
        fitting = [p for p in people if p.role is Role.SPECIALIST and p.scope.holds(mail.access_province)]
        return self._addresses(whose or fitting, self.addresses.specialists)

    def _addresses(self, people: Sequence[Person], shared: Iterable[str]) -> set[str]:
        """Their own; the shared ones if somebody has none, or nobody is there."""
        own = {p.login: self.addresses.people.get(p.login) for p in people}
        found = {address for address in own.values() if address}
        return found | set(shared) if not own or None in own.values() else found


@dataclass(frozen=True, slots=True)
class Escalation:
    """A chore of every working day, for one level."""

    desk: SlaDesk
    staff: Staff
    post: InternalMail
    level: Level

    def __call__(self, day: date) -> None:
        """Tell everybody once of what is due by the close of this day."""
        calendar, now = self.desk.calendar, self.desk.clock.now()
        if not calendar.is_workday(day):
            return
        close = calendar.close(day)
        if now >= close and self.level is not Level.SUPERVISOR:  # the desk was off: too late to hurry anybody
            return
        mails = [mail for mail in self.desk.open_mails() if mail.due_at <= close]
        link = self.staff.addresses.link or ""
        for address, theirs in self.staff.told(mails, self.level).items():
            said = alert.text(theirs, WHY[self.level], link, now)
            self.post.send(f"alert-{self.level}", address, alert.subject(theirs, close, now), said, day)


def escalating(
    settings: Settings,
    desk: SlaDesk,
    people: tuple[Callable[[], Sequence[Person]], Callable[[str], str]],
    notices: Notices,
    transport: Callable[[MailboxSettings], Transport],
) -> Iterator[Chore]:
    """None if nobody has an address. `people`: everybody, and who stands in for whom. Raises ConfigurationRefused."""
    if not settings.alerts.anybody or not settings.mailbox:
        return
    box = sending_mailbox(settings, "alerts", settings.alerts.mailbox)
    post = InternalMail(notices, transport(box), box.address, desk.clock.now)
    staff, today = Staff(*people, settings.alerts), desk.clock.now().date()
    for level, minutes in zip(Level, desk.calendar.levels(today).escalation_minutes, strict=True):
        chore = Escalation(desk, staff, post, level)
        for moment in _moments(desk.calendar.close(today) - timedelta(minutes=minutes)):
            yield Chore(f"alert-{level}-{moment:%H%M}", moment.time(), chore)


def _moments(first: datetime) -> Iterator[datetime]:
    return (first + pause for pause in AGAIN)
