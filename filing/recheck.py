"""What became of approved filings: 每日核查早期已备案成功的网站备案信息进行核查>3个 [001:217]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from filing.event import Event, EventKind


class Truth(StrEnum):
    """对于部分不真实用户进行通知更改，对于虚假信息及时录入黑名单表 [001:217]."""

    TRUE = "true"
    UNTRUE = "untrue"
    FAKE = "fake"


TRUTH_CHINESE = {Truth.TRUE: "属实", Truth.UNTRUE: "需更改", Truth.FAKE: "虚假"}
NEXT_STEP = {
    Truth.TRUE: "",
    Truth.UNTRUE: "请通知用户更改备案信息。",
    Truth.FAKE: "请录入黑名单表，与销售等相关人员核对后取消接入。",
}
"""What is to be done then."""


@dataclass(frozen=True, slots=True)
class Recheck:
    """A person looked at an approved filing again."""

    at: datetime
    truth: Truth


def rechecks(events: Iterable[Event]) -> tuple[Recheck, ...]:
    """Of one case, oldest first."""
    return tuple(Recheck(e.at, Truth(str(e.data["truth"]))) for e in events if e.kind is EventKind.CASE_RECHECKED)
