"""空壳网站: the notice to the owner of a filed domain that points elsewhere, and what became of it [001:232]."""

from collections.abc import Iterable, Mapping, Sequence

from checks.domains import plain_domain, split_list
from desk.bench import Bench, Outcome
from desk.errors import Refused
from filing.authority import Stage, progress
from filing.errors import DeskError
from filing.event import Event, EventKind
from filing.people import Person
from filing.rulings import ruled
from filing.shells import OUTCOME_CHINESE, Shell, ShellNotice, ShellOutcome, shell_notices
from filing.unasked import ACCESS_CANCELLED, SHELL_NOTICE
from policy.shell_check import back_by
from policy.worktime import shanghai
from store.acts import File, Step
from store.unasked import News, Unasked

BY_PERSON = (ShellOutcome.BACK, ShellOutcome.AWAY, ShellOutcome.CANCELLED)
"""What a person may tell; the fourth one only says that nobody could look."""


class ShellLetters(Bench):
    """Each takes who does it, the case and the version they saw."""

    def shell_notices(self, by: Person, case_id: str) -> Mapping[str, ShellNotice]:
        """Domain → its last notice. Raises NoSuchCase."""
        self.file(by, case_id)
        return shell_notices(self.acts.events(case_id))

    def notify_shell(self, by: Person, case_id: str, version: int, domain: str, addresses: Sequence[str]) -> Outcome:
        """A draft to the customer: a domain of theirs was found at these addresses just now."""
        file, events = self.file(by, case_id, version), self.acts.events(case_id)
        shell = self._shell(file, events, plain_domain(domain), addresses)
        self._may_notify(shell, shell_notices(events).get(shell.domain))
        letter = self.judge.shell_letter(file, SHELL_NOTICE, shell)
        if letter is None:
            raise Refused("这件备案没有可以回信的地址，没有起草。", "请电话或QQ通知客户，并记录联系。")
        written = self.write(by, file, [Step(EventKind.SHELL_NOTICED, shell.data)], news=News(letter=letter))
        until = f"{shell.until:%Y-%m-%d %H:%M}"
        return Outcome(
            written.version,
            f"已起草空壳网站通知：{shell.domain}，转回期限 {until}。请核对后今天发出。",
            written.reply_id,
        )

    def follow_shell(self, by: Person, case_id: str, version: int, domain: str, told: ShellOutcome) -> Outcome:
        """What became of a domain whose owner was told. A cancelled access is told to them by another draft."""
        file, name = self.file(by, case_id, version), plain_domain(domain)
        notice = shell_notices(self.acts.events(case_id)).get(name)
        if notice is None:
            raise Refused(f"没有给 {name[:80]} 起草过空壳网站通知。", "请核对域名。")
        self._may_follow_shell(notice, told)
        news, said = self._cancelled(file, notice.shell, told)
        step = Step(EventKind.SHELL_FOLLOWED, {"domain": name, "result": told.value})
        written = self.write(by, file, [step], news=news)
        return Outcome(written.version, f"已登记 {name}：{OUTCOME_CHINESE[told]}。{said}", written.reply_id)

    def _shell(self, file: File, events: Sequence[Event], domain: str, addresses: Sequence[str]) -> Shell:
        if progress(events).stage is not Stage.APPROVED:
            raise Refused("只通知已备案成功的网站。", "请先登记备案成功。")
        if domain not in case_domains(ruled(file.case).domains):
            raise Refused(f"域名 {domain[:80]} 不属于这件备案。", "请核对域名。")
        try:
            found = self.judge.outside(dict.fromkeys(text.strip() for text in addresses))
        except ValueError:
            raise Refused("IP 地址不正确。", "请填写检查时解析到的 IP，多个以顿号分隔。") from None
        if not found:
            raise Refused("没有不在我公司机房的 IP，不需要通知。", "请核对检查时解析到的 IP。")
        now = shanghai(self.now())
        return Shell(domain, found, now, back_by(self.calendar, now.date()))

    def _may_notify(self, shell: Shell, last: ShellNotice | None) -> None:
        """Once for a domain and the day of a check; not again while a customer still has time, or a draft waits."""
        if self.letters.there(shell.letter):
            raise Refused(f"今天已经为 {shell.domain} 起草或发出过通知。", "请在收件台搜索该域名查看。")
        if last is None or last.over:
            return
        if last.sent_at is None and last.shell.until >= shell.until:  # an older one may not leave any more
            raise Refused("这个域名的上一份通知还没有发出。", "请先发出，或废弃那份草稿后重新起草。")
        if last.in_time and shell.checked < last.shell.until:
            raise Refused(f"已通知过，转回期限 {last.shell.until:%Y-%m-%d %H:%M} 还没有到。", "请到期后再检查。")

    def _may_follow_shell(self, notice: ShellNotice, told: ShellOutcome) -> None:
        if told not in BY_PERSON or told is notice.outcome:
            raise Refused("处理结果没有变化。", "可登记：" + "、".join(OUTCOME_CHINESE[one] for one in BY_PERSON))
        if told is ShellOutcome.BACK:
            return
        if not notice.in_time:
            raise Refused("通知还没有发出，或发出时期限已过。", "客户没有按期得到通知，请重新检查并通知。")
        if self.now() < notice.shell.until:
            raise Refused(f"转回期限 {notice.shell.until:%Y-%m-%d %H:%M} 还没有到。", "请到期后再登记。")
        if told is ShellOutcome.CANCELLED and notice.outcome is ShellOutcome.BACK:
            raise Refused("已登记为“已转回”，不能取消接入。", "登记有误的，请先登记“未转回”；又转出的，请重新通知。")

    def _cancelled(self, file: File, shell: Shell, told: ShellOutcome) -> tuple[News, str]:
        """The letter that belongs to what was told, and a sentence about it."""
        if told is not ShellOutcome.CANCELLED:
            return News(withdrawn=shell.cancelled_letter), ""
        if self.letters.there(shell.cancelled_letter):
            return News(), "给客户的通知此前已起草或发出。"
        letter = self._letter_of_cancelling(file, shell)
        said = "给客户的通知已起草，请核对后发送。" if letter else "未能起草给客户的通知，请另行联系客户。"
        return News(letter=letter), said

    def _letter_of_cancelling(self, file: File, shell: Shell) -> Unasked | None:
        """What was told is kept even where no letter can be written."""
        try:
            return self.judge.shell_letter(file, ACCESS_CANCELLED, shell)
        except DeskError:
            return None


def case_domains(named: Iterable[str]) -> tuple[str, ...]:
    """A case's domains as they are compared, each once."""
    return tuple(dict.fromkeys(plain_domain(d) for text in named for d in split_list(text)))
