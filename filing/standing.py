"""Where a case stands in the day's work, and the views of the queue that are cut from it."""

from enum import StrEnum


class Standing(StrEnum):
    """The one word for a case, or for a mail without one: what is to be done next, and by whom."""

    QUARANTINE = "quarantine"
    BOUNCED = "bounced"
    PERSON = "person"
    READING = "reading"
    CUSTOMER = "customer"
    COMPLETE = "complete"
    REFUSED = "refused"
    ASIDE = "aside"


class View(StrEnum):
    """The queue's views. A case is in several: `today` and `mine` cut across the standings."""

    TODAY = "today"
    PERSON = "person"
    CUSTOMER = "customer"
    COMPLETE = "complete"
    QUARANTINE = "quarantine"
    BOUNCED = "bounced"
    MINE = "mine"
    ALL = "all"


STANDING_CHINESE = {
    Standing.QUARANTINE: "隔离",
    Standing.BOUNCED: "退信",
    Standing.PERSON: "待人工",
    Standing.READING: "处理中",
    Standing.CUSTOMER: "等客户",
    Standing.COMPLETE: "已齐",
    Standing.REFUSED: "暂不受理",
    Standing.ASIDE: "非备案",
}
VIEW_CHINESE = {
    View.TODAY: "今日必回",
    View.PERSON: "待人工",
    View.CUSTOMER: "等客户",
    View.COMPLETE: "已齐",
    View.QUARANTINE: "隔离",
    View.BOUNCED: "退信",
    View.MINE: "我的",
    View.ALL: "全部",
}
SETTLED = frozenset({Standing.COMPLETE, Standing.REFUSED, Standing.ASIDE})
"""Where nothing is awaited any more, from anybody."""
