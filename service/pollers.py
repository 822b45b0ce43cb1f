"""The pollers of the configured mailboxes, and what each does besides."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from filing.errors import ConfigurationRefused
from intake.imap import ImapSettings
from intake.inbox import ImapInbox
from intake.reconcile import Reconciler
from intake.sent import SentFolder
from intake.tidy import Courtesy, Tidier, TidyFolder
from service.clock import SystemClock
from service.mail_doors import imap_settings
from service.poller import Aside, Poller, Rounds
from service.settings import MailboxSettings, Settings
from store.health import Pulse
from store.hosts import Hosts
from store.ledger import StoreLedger
from store.outbox import Outbox
from store.tidying import Tidying


@dataclass(frozen=True, slots=True)
class Pollers:
    """What all of them share."""

    tidying: Tidying
    ledger: StoreLedger
    outbox: Outbox
    pulse: Pulse
    hosts: Hosts
    clock: SystemClock

    def of(self, settings: Settings) -> list[Poller]:
        """One for each mailbox, not started. Raises ConfigurationRefused if a password cannot be read."""
        return [self._poller(key, mailbox) for key, mailbox in settings.mailbox.items()]

    def _poller(self, key: str, mailbox: MailboxSettings) -> Poller:
        settings = imap_settings(key, mailbox)
        ours = partial(self.hosts.holds, f"mailbox {key}")
        rounds = Rounds(key, mailbox.poll_seconds, self.clock.now(), mailbox.answer_from, ours)
        asides = (*self._looking(mailbox, settings), *self._tidying(mailbox, settings))
        return Poller(rounds, lambda: ImapInbox(settings), self.ledger, self.clock.seconds, self.pulse, asides)

    def _looking(self, mailbox: MailboxSettings, settings: ImapSettings) -> Iterator[Aside]:
        """For replies whose fate is unknown."""
        if mailbox.sent_folder is None:
            return
        sent, patience = replace(settings, folder=mailbox.sent_folder), timedelta(minutes=mailbox.unknown_minutes)
        look = Reconciler(self.outbox, mailbox.address, lambda: SentFolder(sent), self.clock.now, patience)
        yield Aside(look, "发送结果不明的回复已在“已发送”中找到", "无法查找“已发送”文件夹")

    def _tidying(self, mailbox: MailboxSettings, settings: ImapSettings) -> Iterator[Aside]:
        """Settled mails are marked on the server, where that is wanted."""
        courtesy = Courtesy(mailbox.settled_flag, mailbox.settled_folder)
        if courtesy == Courtesy():
            return
        if courtesy.folder == settings.folder:
            message = f"邮箱 {settings.mailbox} 的 settled_folder 就是收信的文件夹 {settings.folder}。"
            raise ConfigurationRefused(message, "请换一个文件夹，或去掉该项。")
        tidy = Tidier(settings.mailbox, settings.folder, courtesy, self.tidying, lambda: TidyFolder(settings))
        yield Aside(tidy, "已在邮箱中标记处理完的邮件", "无法在邮箱中标记处理完的邮件，稍后再试")
