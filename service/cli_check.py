"""`beian check`: mails through the straight line, nothing stored, nothing sent."""

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import typer

from filing.case import Case
from filing.errors import DeskError, UnreadableInput
from filing.mail import SHANGHAI, Mail, RawMail
from intake.judgement import Judgement
from intake.pipeline import judge, take
from policy.load import load_policy
from policy.resolve import Policy
from replies.wordings import require_wordings
from service.clock import SystemClock
from service.contract import judgement_json
from service.hands import Hands
from service.letterhead import letterhead
from service.on_file import on_file
from service.progress import progress
from service.settings import Settings, load_settings
from service.show import show_judgement


@dataclass(frozen=True, slots=True)
class Desk:
    """What judging needs when nothing is stored."""

    settings: Settings
    policy: Policy
    hands: Hands
    now: datetime

    def judge_history(self, files: Sequence[Path], mailbox: str | None, received: datetime | None) -> Judgement:
        """The case after these mails in order, judged."""
        return self.judged(self.history(files, mailbox, received))

    def history(self, files: Sequence[Path], mailbox: str | None, received: datetime | None) -> Case:
        """The case after these mails in order. `received` dates the last; the others keep their own Date."""
        mails = [self._parse(file) for file in files]
        moments = [mail.sent_at or self.now for mail in mails[:-1]] + [received or mails[-1].sent_at or self.now]
        key = mailbox or self._mailbox_of(mails[-1])
        case = Case(self.policy.book.access_keys[key])
        for mail, moment in zip(mails, moments, strict=True):
            dated = replace(mail, received_at=moment.astimezone(SHANGHAI), mailbox=key)
            with self.hands.reading(dated.parts, self.hands.read) as read:
                case = take(case, dated, read)
        return on_file(self.settings).about(case)

    def judged(self, case: Case) -> Judgement:
        """What this desk's policy says of a case."""
        own = self.policy.on(case.latest.mail.day).provider(case.access_province).mailbox
        return judge(case, self.policy, letterhead(own, "备案专员", case, self.now, self.settings.wording.folder))

    def _parse(self, file: Path) -> Mail:
        try:
            raw = file.read_bytes()
        except OSError as error:
            raise UnreadableInput(f"邮件文件 {file} 无法读取：{error.strerror}。", "请检查路径与权限。") from error
        mail = self.hands.parse(RawMail(raw, "", self.now))
        ours = mail.sender.lower() in self._own_addresses() and not mail.never_answer
        return replace(mail, never_answer="发件人是备案邮箱自身，不回复。") if ours else mail

    def _own_addresses(self) -> dict[str, str]:
        """Our mailboxes, by the settings and by the policy: address → access key."""
        day = self.policy.on(self.now.date())
        own = {day.provider(p).mailbox.lower(): key for key, p in self.policy.book.access_keys.items()}
        return own | {m.address.lower(): m.access for m in self.settings.mailbox.values()}

    def _mailbox_of(self, mail: Mail) -> str:
        """By whom it was sent to; jiangsu if that does not say."""
        own = self._own_addresses()
        locals_ = {address.partition("@")[0]: key for address, key in own.items()}
        for address in mail.recipients:
            key = own.get(address.lower()) or locals_.get(address.lower().partition("@")[0])
            if key:
                return key
        return "jiangsu"


def open_desk(config: Path | None) -> Desk:
    """A desk from the service's settings, or from the defaults."""
    settings = load_settings(config) if config else Settings()
    policy = load_policy(settings.profile, ip_ranges=settings.ip_ranges)
    require_wordings(settings.wording.folder)
    hands = Hands(settings.ocr.engine, settings.ocr.workers, settings.own_addresses, settings.authserv_ids)
    return Desk(settings, policy, hands, SystemClock().now())


def check_mails(
    files: Sequence[Path], mailbox: str | None, received: str | None, *, each: bool, as_json: bool, config: Path | None
) -> int:
    """Judge one history, or with `each` every mail by itself. Returns the exit status."""
    moment = _moment(received)
    desk = open_desk(config)
    if mailbox is not None and mailbox not in desk.policy.book.access_keys:
        typer.echo(f"没有备案邮箱“{mailbox}”。可选：{'、'.join(desk.policy.book.access_keys)}。", err=True)
        return 2
    with desk.hands:
        if not each:
            _print(desk.judge_history(files, mailbox, moment), as_json=as_json)
            return 0
        worst = 0
        for file, judged in _each(desk, files, mailbox, moment):
            worst = max(worst, _print_one(file, judged, as_json=as_json))
        return worst


def _each(
    desk: Desk, files: Sequence[Path], mailbox: str | None, moment: datetime | None
) -> Iterator[tuple[Path, Judgement | DeskError]]:
    for file in progress(files, "核对邮件", len(files)):
        try:
            yield file, desk.judge_history([file], mailbox, moment)
        except DeskError as error:
            yield file, error


def _print_one(file: Path, judged: Judgement | DeskError, *, as_json: bool) -> int:
    if isinstance(judged, Judgement):
        _print(judged, as_json=as_json, indent=None)
        return 0
    if as_json:
        sys.stdout.write(json.dumps({"file": str(file), "error": str(judged)}, ensure_ascii=False) + "\n")
    else:
        typer.echo(f"{file}：{judged}", err=True)
    return 0 if as_json else judged.exit_status


def _print(judged: Judgement, *, as_json: bool, indent: int | None = 1) -> None:
    if as_json:
        sys.stdout.write(json.dumps(judgement_json(judged), ensure_ascii=False, indent=indent) + "\n")
        sys.stdout.flush()
    else:
        show_judgement(judged)


def _moment(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"“{text}”不是 ISO-8601 时间，例：2026-09-22T09:00+08:00") from None
    return moment if moment.tzinfo else moment.replace(tzinfo=SHANGHAI)
