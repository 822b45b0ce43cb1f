"""Mails of the desk to its own people: each once a day and recipient, whatever crashes, on however many hosts."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

import structlog

from filing.errors import ConfigurationRefused, DeliveryUnknown, DeskError
from filing.ports import Transport
from replies.notice import Notice, build_notice
from service.settings import MailboxSettings, Settings
from store.notices import Notices

log = structlog.get_logger()


@dataclass(frozen=True, slots=True)
class InternalMail:
    """`sender`: the mailbox that they come from."""

    notices: Notices
    transport: Transport
    sender: str
    now: Callable[[], datetime]

    def send(self, what: str, to: str, subject: str, text: str, day: date) -> None:
        """One of `what` for a day and recipient; what is not taken may be tried again, what is unknown is not."""
        mark = hashlib.sha256(to.lower().encode()).hexdigest()[:16]
        message_id = f"<{what}-{day}-{mark}@{self.sender.partition('@')[2]}>"
        notice = Notice(self.sender, to, subject, text, message_id, self.now())
        try:
            offered = self.transport.offer(notice.sender, notice.to, build_notice(notice))
            if not self.notices.may_leave(what, notice.to, day):
                offered.abort()
                return
            log.info("内部邮件已发送", what=what, day=str(day), code=offered.final_dot())
        except DeliveryUnknown as unknown:
            log.warning("内部邮件发送结果不明，不再重发", what=what, day=str(day), reason=str(unknown))
        except DeskError as trouble:
            log.warning("内部邮件未能发送，稍后再试", what=what, day=str(day), reason=str(trouble))


def sending_mailbox(settings: Settings, table: str, wanted: str | None) -> MailboxSettings:
    """The mailbox that a table of the settings names, else the first. Raises ConfigurationRefused."""
    key = wanted or next(iter(settings.mailbox))
    if key not in settings.mailbox:
        known = "、".join(settings.mailbox)
        raise ConfigurationRefused(f"[{table}] mailbox = “{key}” 不是已配置的邮箱。", f"可选：{known}。")
    return settings.mailbox[key]
