"""The same-day reply: what the ledger's events say of one mail, and what is counted of many (A23)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from filing.people import EVERYTHING, Scope


class MailKind(StrEnum):
    """What a mail is to the report. Only `material` is in the denominator."""

    MATERIAL = "material"
    ENQUIRY = "enquiry"
    MACHINE = "machine"


class Cause(StrEnum):
    """Where a mail was stuck when its time was up; or, of a mail that is still open, where it is now."""

    PERSON = "person"
    HELD = "held"
    SEND_FAILED = "send_failed"
    BOUNCED = "bounced"
    OUTAGE = "outage"
    AFTER_CLOSE = "after_close"
    DECLINED = "declined"


CAUSE_CHINESE = {
    Cause.PERSON: "等待专员处理",
    Cause.HELD: "暂缓或待人工查看",
    Cause.SEND_FAILED: "回复未能发出",
    Cause.BOUNCED: "回复被退信",
    Cause.OUTAGE: "系统未及时处理",
    Cause.AFTER_CLOSE: "临近下班才收到",
    Cause.DECLINED: "专员决定不回复",
}
"""The causes for people."""

CAUSE_MEANS = {
    Cause.PERSON: "时限到时，回复还等专员撰写、确认或发送。",
    Cause.HELD: "时限到时，邮件待人工查看，或专员已将备案暂缓。",
    Cause.SEND_FAILED: "邮件服务器没有收下回复，或结果不明，或 10 分钟以上未能发出。",
    Cause.BOUNCED: "回复发出后被退回，客户没有收到。",
    Cause.OUTAGE: "系统出错，或邮件到达 10 分钟以上仍未收取、核对、发出回复。",
    Cause.AFTER_CLOSE: "时限前 10 分钟内才收到，系统已在处理。",
    Cause.DECLINED: "专员废弃了回复草稿，没有另写（例如已电话联系）。",
}
"""When a miss counts as which."""


@dataclass(frozen=True, slots=True)
class SlaMail:
    """One mail. All but the last four fields are settled at the end of `day` and never change afterwards.

    `day`: on which it is due; a mail that reached the desk later counts on the day of its arrival. `province`: of the
    entity, "" = not known; `specialist`: id of the person who sent the reply, or whose case it is; "" = nobody.
    Seconds are working time from `received_at`, None = not by the end of the day. `replied_by`: machine | person | "".
    `answered_at` is the first reply that counts as of now, `stuck` and `stuck_since` where an open mail is now.
    """

    mail_id: str
    case_id: str | None
    mailbox: str
    access_province: str
    province: str
    specialist: str
    kind: MailKind
    observed: bool
    received_at: datetime
    due_at: datetime
    day: date
    after_close: bool
    acked: bool
    ack_seconds: float | None
    on_time: bool
    reply_seconds: float | None
    replied_by: str
    cause: Cause | None
    cause_since: datetime | None
    answered_at: datetime | None
    stuck: Cause | None
    stuck_since: datetime | None


@dataclass(frozen=True, slots=True)
class SlaItem:
    """A material that was missing, or a finding, of a case: counted once, on the day when it was first told."""

    case_id: str
    what: str  # missing | finding
    code: str
    day: date
    mailbox: str
    access_province: str
    province: str
    specialist: str
    observed: bool


@dataclass(frozen=True, slots=True)
class SlaCase:
    """A case that became complete: on which day, and after how many mails with materials."""

    case_id: str
    day: date
    rounds: int
    mailbox: str
    access_province: str
    province: str
    specialist: str
    observed: bool


@dataclass(frozen=True, slots=True)
class SlaHistory:
    """What the events of one case (or of one mail without a case) come to."""

    mails: tuple[SlaMail, ...]
    items: tuple[SlaItem, ...] = ()
    cases: tuple[SlaCase, ...] = ()


@dataclass(frozen=True, slots=True)
class Period:
    """What is asked for: days, both included, and perhaps one mailbox, entity province or specialist. None = all."""

    first: date
    last: date
    mailbox: str | None = None
    province: str | None = None
    specialist: str | None = None
    scope: Scope = EVERYTHING


@dataclass(frozen=True, slots=True)
class Counts:
    """Mails of a group. `due` = on_time + missed + pending; a pending mail's time is not up yet.

    `acked`: acknowledged within the promised seconds, as the policy counts that; `machine` and `person`: who sent the
    reply of those that had one by the end of the day; `late`: replied to after the deadline, the same day; `open`: not
    at all that day.
    """

    due: int = 0
    on_time: int = 0
    missed: int = 0
    pending: int = 0
    acked: int = 0
    machine: int = 0
    person: int = 0
    late: int = 0
    open: int = 0

    def __add__(self, other: "Counts") -> "Counts":
        """Both groups together."""
        return Counts(*(getattr(self, name) + getattr(other, name) for name in Counts.__slots__))

    @property
    def rate(self) -> float | None:
        """Same-day replies, in per cent of the mails whose time is up; None if there are none."""
        return percent(self.on_time, self.on_time + self.missed)

    @property
    def ack_rate(self) -> float | None:
        """Acknowledged in time, in per cent of the mails whose time is up."""
        return percent(self.acked, self.on_time + self.missed)


@dataclass(frozen=True, slots=True)
class Aside:
    """What is not in the denominator, and shown apart."""

    enquiries: int = 0
    enquiries_on_time: int = 0
    machine_mails: int = 0
    observed: int = 0


@dataclass(frozen=True, slots=True)
class Miss:
    """A mail that was not answered in time. `minutes_late`: up to the reply, or to `as_of` where there is none."""

    mail_id: str
    case_id: str | None
    reference: str
    day: date
    mailbox: str
    access_province: str
    province: str
    specialist: str
    received_at: datetime
    due_at: datetime
    after_close: bool
    cause: Cause
    cause_since: datetime | None
    answered_at: datetime | None
    minutes_late: int


@dataclass(frozen=True, slots=True)
class Ranked:
    """How often something was missing or found: in all, and by the entity's province."""

    what: str
    code: str
    count: int
    provinces: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """The counts of one group; `key` by the names of the columns it was grouped by."""

    key: Mapping[str, Any]
    counts: Counts


@dataclass(frozen=True, slots=True)
class OpenMail:
    """A mail with materials that waits for its reply now."""

    mail_id: str
    case_id: str | None
    reference: str
    mailbox: str
    access_province: str
    province: str
    specialist: str
    received_at: datetime
    due_at: datetime
    stuck: Cause
    stuck_since: datetime | None


def percent(part: int, whole: int) -> float | None:
    """To one decimal; None of nothing. What is not all of it is never rounded up to 100."""
    if not whole:
        return None
    rounded = round(100 * part / whole, 1)
    return 99.9 if rounded == 100.0 and part < whole else rounded
