"""Specialists are told in the afternoon of the check for empty shells that it is due: 每周4下午 [001:232]."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from desk.shells import filed_domains
from desk.sla import SlaDesk
from filing.people import EVERYTHING, Person, Role, Scope
from filing.ports import Transport
from filing.worksheet import Dossier
from policy.shell_check import back_by, is_check_day
from service.alert_settings import AlertSettings
from service.chores import Chore
from service.internal_mail import InternalMail, sending_mailbox
from service.settings import MailboxSettings, Settings
from store.notices import Notices

AGAIN = (timedelta(), timedelta(minutes=5))  # for whom the mail server did not take it at first
COMMAND = "beian export shells --by 账号 --out 空壳网站.xlsx"
Filed = Callable[[Scope], Iterable[Dossier]]


@dataclass(frozen=True, slots=True)
class ShellReminder:
    """A chore of every day; it speaks on the day of the check, if anything is filed. Customers are told by people."""

    desk: SlaDesk
    people: Callable[[], Sequence[Person]]
    filed: Filed
    addresses: AlertSettings
    post: InternalMail

    def __call__(self, day: date) -> None:
        """Tell each specialist once of the number of their provinces' domains."""
        if not is_check_day(self.desk.calendar, day):
            return
        counts = Counter(one.access_province for one in filed_domains(self.filed(EVERYTHING)))
        until = back_by(self.desk.calendar, day)
        for address, number in self._told(counts).items():
            if number:
                subject = f"【空壳检查】今天下午请做空壳检查：已备案域名 {number} 个"
                self.post.send("shell-check", address, subject, _text(number, until), day)

    def _told(self, counts: Mapping[str, int]) -> Mapping[str, int]:
        """Address → how many; the shared ones, for who has none of their own, are told of all."""
        theirs = [p for p in self.people() if p.role is Role.SPECIALIST]
        own = {self.addresses.people.get(p.login, ""): p.scope for p in theirs}
        found = {a: sum(n for access, n in counts.items() if scope.holds(access)) for a, scope in own.items() if a}
        shared = self.addresses.specialists if not own or "" in own else ()
        return found | dict.fromkeys(shared, sum(counts.values()))


def _text(number: int, until: datetime) -> str:
    return (
        f"今天下午请做空壳检查：已备案域名 {number} 个。\n\n"
        f"请运行：{COMMAND}\n"
        "如已用 PingInfoView 检查，请导出 CSV，并加上：--results 文件.csv\n\n"
        "表中列出解析不在我公司机房的域名。请于今天通知客户（成批：beian authority shells notify），"
        f"转回期限为 {until:%Y-%m-%d %H:%M}；"
        "到期仍未转回的，交技术部处理、市场部跟进。\n\n"
        "本邮件由备案初审台自动发送，请勿回复。\n"
    )


def shell_checking(
    settings: Settings,
    desk: SlaDesk,
    parts: tuple[Callable[[], Sequence[Person]], Filed],
    notices: Notices,
    transport: Callable[[MailboxSettings], Transport],
) -> Iterator[Chore]:
    """None if nobody has an address. `parts`: everybody, and the approved cases. Raises ConfigurationRefused."""
    if not settings.alerts.anybody or not settings.mailbox:
        return
    box = sending_mailbox(settings, "alerts", settings.alerts.mailbox)
    post = InternalMail(notices, transport(box), box.address, desk.clock.now)
    today = desk.clock.now().date()
    reminder = ShellReminder(desk, *parts, settings.alerts, post)
    for pause in AGAIN:
        at = datetime.combine(today, desk.calendar.levels(today).shell_check_at) + pause
        yield Chore(f"shell-check-{at:%H%M}", at.time(), reminder)
