"""备案信息录入超过一个月且您的备案资料未发送至邮箱 [001:170]: from the platform's export and what has come by mail."""

import calendar
from collections.abc import Callable, Iterable
from datetime import date

from filing.platform import PlatformEntry
from reports.tables import Table

STALE = ("主办者名称", "域名", "录入日期", "保留至", "已超过天数", "表中行号", "经办提示")
ADVICE = "未收到备案资料邮件，请核实后在平台删除；客户仍要备案的，请其重新录入。"


def stale(entries: Iterable[PlatformEntry], mailed: Callable[[PlatformEntry], bool], today: date, months: int) -> Table:
    """The entries that were kept for `months` and have no mail, the oldest first (A27: strictly after that day)."""
    late = [(kept_until(one.entered_on, months), one) for one in entries if not mailed(one)]
    overdue = sorted(((day, one) for day, one in late if day < today), key=lambda pair: (pair[0], pair[1].row))
    rows = tuple(
        (one.entity_name, one.domain, str(one.entered_on), str(day), (today - day).days, one.row, ADVICE)
        for day, one in overdue
    )
    return Table("platform", "平台录入超期清单", STALE, rows)


def kept_until(entered: date, months: int) -> date:
    """The same day of a later month; 31 January and a month are 28 February."""
    year, month = divmod(entered.year * 12 + entered.month - 1 + months, 12)
    return date(year, month + 1, min(entered.day, calendar.monthrange(year, month + 1)[1]))
