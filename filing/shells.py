"""空壳网站: filed domains that were seen outside our machine rooms, whose owners are told, and what became of them.

Seed: 对于域名IP地址不属于我公司的IP的备案域名进行先通知用户…24小时内用户未能转回接入，将取消网站备案接入 [001:232].
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from filing.event import Event, EventKind
from filing.finding import Json
from filing.mail import SHANGHAI
from filing.unasked import ACCESS_CANCELLED, SHELL_NOTICE


class ShellOutcome(StrEnum):
    """What became of a domain after its notice: a person's word, or what was seen after the deadline."""

    BACK = "back"
    AWAY = "away"
    UNCONFIRMED = "unconfirmed"
    CANCELLED = "cancelled"


OUTCOME_CHINESE = {
    ShellOutcome.BACK: "已转回",
    ShellOutcome.AWAY: "未转回",
    ShellOutcome.UNCONFIRMED: "未确认",
    ShellOutcome.CANCELLED: "已取消接入",
}
FINAL = frozenset({ShellOutcome.BACK, ShellOutcome.CANCELLED})
"""After these nothing more is done about a notice."""


@dataclass(frozen=True, slots=True)
class Shell:
    """A domain (lower case, without www) as it was found, and until when its owner may come back."""

    domain: str
    addresses: tuple[str, ...]
    checked: datetime
    until: datetime

    @property
    def letter(self) -> str:
        """The id of its notice: one for a domain and the day of a check, whatever case it is written in."""
        return _id(SHELL_NOTICE, self.domain, self.checked.astimezone(SHANGHAI).date().isoformat())

    @property
    def cancelled_letter(self) -> str:
        """The id of the letter that its access was cancelled."""
        return _id(ACCESS_CANCELLED, self.letter)

    @property
    def data(self) -> dict[str, Json]:
        """As the ledger's entry bears it."""
        return {
            "domain": self.domain,
            "addresses": list(self.addresses),
            "checked": self.checked.isoformat(),
            "until": self.until.isoformat(),
        }


@dataclass(frozen=True, slots=True)
class ShellNotice:
    """A notice that was written and not thrown away. `sent_at`: None while it has not left; `bounced`: it came back."""

    shell: Shell
    sent_at: datetime | None = None
    bounced: bool = False
    outcome: ShellOutcome | None = None

    @property
    def in_time(self) -> bool:
        """Whether its customer could still do what it asks for."""
        return self.sent_at is not None and self.sent_at < self.shell.until

    @property
    def over(self) -> bool:
        """Whether nothing more is to be done about it."""
        return self.outcome in FINAL

    def expired(self, now: datetime) -> bool:
        """Whether the deadline that its customer was told in time has passed, and something is to be done."""
        return self.in_time and self.shell.until <= now and not self.over


def shell_notices(events: Iterable[Event]) -> Mapping[str, ShellNotice]:
    """Domain → its last notice, of what the entries of one case say, oldest first."""
    told = dict[str, ShellNotice]()
    for event in events:
        if event.kind is EventKind.SHELL_NOTICED:
            shell = _shell(event)
            told.pop(shell.letter, None)
            told[shell.letter] = ShellNotice(shell)
        elif event.kind is EventKind.SHELL_FOLLOWED:
            named = [key for key, notice in told.items() if notice.shell.domain == event.data["domain"]]
            told |= {key: replace(told[key], outcome=ShellOutcome(str(event.data["result"]))) for key in named[-1:]}
        elif event.reply_id in told:
            _follow(told, event, event.reply_id)
    return {notice.shell.domain: notice for notice in told.values()}


def _follow(told: dict[str, ShellNotice], event: Event, letter: str) -> None:
    """What happened to the letter itself."""
    if event.kind is EventKind.REPLY_DISCARDED:
        del told[letter]
    elif event.kind is EventKind.REPLY_SENT:
        told[letter] = replace(told[letter], sent_at=event.at)
    elif event.kind is EventKind.MAIL_JOINED_CASE:  # a bounce names what came back
        told[letter] = replace(told[letter], bounced=True)


def _shell(event: Event) -> Shell:
    moments = (datetime.fromisoformat(str(event.data[key])) for key in ("checked", "until"))
    addresses = event.data["addresses"]
    return Shell(str(event.data["domain"]), tuple(map(str, addresses if isinstance(addresses, list) else ())), *moments)


def _id(*parts: str) -> str:
    return hashlib.sha256("/".join(parts).encode()).hexdigest()[:40]
