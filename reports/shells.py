"""空壳网站: filed domains whose address lies outside our machine rooms, what their owners were told, what became of it.

对于域名IP地址不属于我公司的IP的备案域名进行先通知用户 [001:232].
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from filing.mail import SHANGHAI
from filing.shells import OUTCOME_CHINESE, ShellNotice, ShellOutcome
from policy.server_ip import Ranges
from policy.shell_check import back_by
from policy.worktime import WorkTime
from reports.shell_looks import Addresses, FiledDomain, Look, Where, looks
from reports.tables import Cell, Table

KEY, TITLE = "shells", "空壳网站"
SHELLS = (
    *("主办者名称", "域名", "备案号", "解析到的IP", "检查时间", "转回期限"),
    *("通知情况", "处理结果", "备案编号", "通知要点"),
)
NO_ADDRESS, NOT_FOUND_OUT, NOT_CONFIGURED = "无解析", "未查到", "未配置"
UNCLEAR = {Where.NOWHERE: NO_ADDRESS, Where.UNKNOWN: NOT_FOUND_OUT}
ASK_FIRST = "域名没有解析到任何IP。请先与客户核实网站是否仍在我公司接入，再决定是否通知。"
LOOK_AGAIN = "这次没有查到，不能判断。请重新检查后再决定是否通知。"
NO_RANGES = "未配置机房IP段（设置 [access.*] ip_ranges），不能判断，未列出域名"
NO_RESULTS = "未打开域名查询（设置 [dns] resolve），请用 beian export shells --results 导入 PingInfoView 的结果"


def shells(filed: Iterable[FiledDomain], found: Addresses, ranges: Ranges, calendar: WorkTime, now: datetime) -> Table:
    """Those that point elsewhere, then those that came back, point nowhere, are unknown; at the end the cancelled."""
    if not ranges:
        return without(NO_RANGES)
    checked, seen = now.astimezone(SHANGHAI), list(looks(filed, found, ranges))
    listed = sorted((look for look in seen if _listed(look)), key=_place)
    unjudged = Counter(look.one.access_province for look in seen if look.where is Where.UNJUDGED)
    rows = (_row(look, calendar, checked) for look in listed)
    return Table(KEY, TITLE, SHELLS, (*rows, *_unjudged(unjudged, checked)))


def without(why: str) -> Table:
    """No sheet, and why: a list without rows would be read as “there are none”."""
    return Table(KEY, TITLE, (why,), ())


def notice(domain: str, addresses: str, until: datetime) -> str:
    """The three statements that a customer is told, and until when to come back (C125, C126)."""
    return (
        f"您的域名 {domain} 目前解析到 {addresses}，不在我公司机房。"
        "1. 工信部要求对非我公司接入的网站取消接入。"
        "2. 取消接入后，该网站会成为空壳网站，将会被工信部注销备案号。"
        f"3. 建议您继续使用我公司接入：请于 {until:%Y-%m-%d %H:%M} 前将域名解析转回我公司机房的IP；"
        "逾期未转回的，我们将取消该网站的备案接入。"
    )


def letter_state(told: ShellNotice, now: datetime) -> str:
    """How far a notice is, for people."""
    if told.sent_at is None:
        return "通知待发出" if now < told.shell.until else "通知未发出"
    if told.bounced:
        return "通知被退回"
    return f"已通知（{told.sent_at:%m-%d %H:%M}）" if told.in_time else "通知发出过晚"


def summary(filed: int, table: Table) -> str:
    """What a check has found, in a sentence."""
    if table.head != SHELLS:
        return f"{NO_RANGES}。"
    seen = [row[3] for row in table.rows if row[1]]
    nowhere, unknown = seen.count(NO_ADDRESS), seen.count(NOT_FOUND_OUT)
    away = len(seen) - nowhere - unknown - [row[7] for row in table.rows].count(OUTCOME_CHINESE[ShellOutcome.BACK])
    said = f"已备案域名 {filed} 个：不在我公司机房 {away} 个，"
    notes = [f"\n{row[-1]}" for row in table.rows if not row[1]]
    return f"{said}{NO_ADDRESS} {nowhere} 个，{NOT_FOUND_OUT} {unknown} 个。" + "".join(notes)


def _listed(look: Look) -> bool:
    if look.where is Where.OURS:
        return look.notice is not None and not look.notice.over
    return look.where is not Where.UNJUDGED


def _place(look: Look) -> tuple[bool, int]:
    cancelled = look.notice is not None and look.notice.over
    return cancelled, (Where.OUTSIDE, Where.OURS, Where.NOWHERE, Where.UNKNOWN).index(look.where)


def _row(look: Look, calendar: WorkTime, checked: datetime) -> tuple[Cell, ...]:
    one, told, result = look.one, look.notice, look.result(checked)
    said = UNCLEAR.get(look.where) or "、".join(look.addresses)
    until = back_by(calendar, checked.date())
    fresh = look.untold(until)
    due = until if fresh else told.shell.until if told else None
    state = "" if fresh or told is None else letter_state(told, checked)
    return (
        *(one.entity_name, one.domain, one.icp_number, said, f"{checked:%Y-%m-%d %H:%M}"),
        *(f"{due:%Y-%m-%d %H:%M}" if due else "", state or "未通知", OUTCOME_CHINESE[result] if result else ""),
        *(one.reference, notice(one.domain, said, until) if fresh else _next(look, result)),
    )


def _next(look: Look, result: ShellOutcome | None) -> str:
    """What is to be done where nobody is to be told now."""
    if look.notice is None:
        return ASK_FIRST if look.where is Where.NOWHERE else LOOK_AGAIN
    if result is ShellOutcome.CANCELLED:
        return ""
    if result is ShellOutcome.BACK:
        return "请登记“已转回”。"
    if result:
        return "期限已过：请交技术部处理、市场部跟进，并登记处理结果。"
    if look.notice.sent_at is None:
        return "通知草稿在备案页，请核对后发出；已转回的请废弃草稿。"
    return "已通知，等客户转回。"


def _unjudged(counts: Mapping[str, int], checked: datetime) -> Iterator[tuple[Cell, ...]]:
    for province, count in counts.items():
        told = f"{province}接入的机房IP段未配置，{count} 个域名不能判断，未列出。"
        yield ("", "", "", NOT_CONFIGURED, f"{checked:%Y-%m-%d %H:%M}", "", "", "", "", told)
