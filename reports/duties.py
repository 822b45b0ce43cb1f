"""What the desk does besides answering mails (§7.4): rechecks, the security sheet, empty shells, the administration."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from filing.duties import Returned, ShellCheck
from filing.mail import SHANGHAI
from policy.result_codes import result_codes

NEVER = "还没有检查过"
NOTHING_FILED = "还没有备案成功的网站"
AS_OF_NOW = "截至此刻，不按上面的条件筛选；清单见“工作表”"


@dataclass(frozen=True, slots=True)
class Duties:
    """As of `day` and now. `rechecked` of at least `recheck_least` (None: nothing was ever approved); `sheet`: whether
    the day's security sheet has come, in Chinese; `overdue`: with the administration for more than `authority_days`.
    """

    day: date
    rechecked: int | None
    recheck_least: int
    sheet: str
    sheet_missing: bool
    cancelling: int
    shells: ShellCheck | None
    overdue: int
    authority_days: int
    returned: tuple[Returned, ...]


@dataclass(frozen=True, slots=True)
class Reason:
    """Why cases were sent back: how often, and by the entity's province, the most frequent first."""

    text: str
    count: int
    provinces: tuple[tuple[str, int], ...]


def rechecked(duties: Duties) -> str:
    """已核查 3，应至少 4，未达标"""
    done, least = duties.rechecked, duties.recheck_least
    if done is None:
        return NOTHING_FILED
    return f"已核查 {done}，应至少 {least}，{'已达标' if done >= least else '未达标'}"


def shells(duties: Duties) -> str:
    """When, and what was found."""
    last = duties.shells
    return f"{last.at.astimezone(SHANGHAI):%Y-%m-%d %H:%M}：{' '.join(last.found.split())}" if last else NEVER


def reasons(returned: Iterable[Returned]) -> tuple[Reason, ...]:
    """By the administration's code, else by its words."""
    found: dict[str, Counter[str]] = {}
    for one in returned:
        found.setdefault(_reason(one), Counter())[one.province] += 1
    named = (Reason(text, by.total(), tuple(_ordered(by))) for text, by in found.items())
    return tuple(sorted(named, key=lambda reason: (-reason.count, reason.text)))


def _reason(one: Returned) -> str:
    return f"{one.code} {result_codes().get(one.code, '')}".strip() if one.code else one.reason


def _ordered(by: Counter[str]) -> Iterator[tuple[str, int]]:
    yield from sorted(by.items(), key=lambda item: (-item[1], item[0]))


def lines(duties: Duties) -> Iterator[tuple[str, str | int, str]]:
    """(what, how it is, what that means), as page and exports list them."""
    least, days, day = duties.recheck_least, duties.authority_days, duties.day
    yield (
        f"每日核查（{day}）",
        rechecked(duties),
        f"备案成功后再核查、登记了结果的备案；每个工作日至少 {least} 个，各接入省合计。",
    )
    yield f"信息安全规范表（{day}）", duties.sheet, "当天的规范表在下班前导入；各接入省共一份。"
    yield "待取消接入（项）", duties.cancelling, f"规范表列出、还没有登记处理结果的，{AS_OF_NOW}。"
    yield "空壳网站（最近一次检查）", shells(duties), "最近一次导出空壳网站清单时的结果，按导出人负责的接入省。"
    what = f"管局收到（没有登记的按提交）之后超过 {days} 个工作日没有结果的，{AS_OF_NOW}。"
    yield "管局审核超期（件）", duties.overdue, what
    yield "管局退回（次）", len(duties.returned), "退回日期在所选日期内的，不按邮箱和专员筛选；原因见下表。"
