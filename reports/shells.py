"""空壳网站: filed domains whose address lies outside our machine rooms, with what their owners are told [001:232].

对于域名IP地址不属于我公司的IP的备案域名进行先通知用户. Nothing is called ours that was not seen in our ranges (A39).
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from ipaddress import ip_address

from filing.mail import SHANGHAI
from policy.server_ip import Ranges
from policy.shell_check import back_by
from policy.worktime import WorkTime
from reports.tables import Cell, Table

KEY, TITLE = "shells", "空壳网站"
SHELLS = ("主办者名称", "域名", "备案号", "解析到的IP", "检查时间", "转回期限", "通知要点")
NO_ADDRESS, NOT_FOUND_OUT, NOT_CONFIGURED = "无解析", "未查到", "未配置"
ASK_FIRST = "域名没有解析到任何IP。请先与客户核实网站是否仍在我公司接入，再决定是否通知。"
LOOK_AGAIN = "这次没有查到，不能判断。请重新检查后再决定是否通知。"
NO_RANGES = "未配置机房IP段（设置 [access.*] ip_ranges），不能判断，未列出域名"
NO_RESULTS = "未打开域名查询（设置 [dns] resolve），请用 beian export shells --results 导入 PingInfoView 的结果"

Addresses = Mapping[str, tuple[str, ...] | None]
"""Domain → its IP addresses; () = it has none. None, or not in it: it could not be looked up."""


@dataclass(frozen=True, slots=True)
class FiledDomain:
    """A domain that is filed through us; as it is compared: lower case, without www."""

    domain: str
    entity_name: str
    icp_number: str
    access_province: str


def shells(filed: Iterable[FiledDomain], found: Addresses, ranges: Ranges, calendar: WorkTime, now: datetime) -> Table:
    """Those that point elsewhere, then those that point nowhere, then those of which nothing is known.

    Any province's ranges are ours; of a domain in none of them nothing is said unless its own province's are set.
    """
    if not ranges:
        return without(NO_RANGES)
    checked, rows, unjudged = now.astimezone(SHANGHAI), list[tuple[Cell, ...]](), dict[str, int]()
    for one in filed:
        seen = found.get(one.domain)
        said = NOT_FOUND_OUT if seen is None else "、".join(_outside(seen, ranges)) if seen else NO_ADDRESS
        if said and seen and one.access_province not in ranges:
            unjudged[one.access_province] = unjudged.get(one.access_province, 0) + 1
        elif said:
            rows.append(_row(one, said, calendar, checked))
    rows.sort(key=lambda row: (row[3] == NOT_FOUND_OUT, row[3] == NO_ADDRESS))
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


def summary(filed: int, table: Table) -> str:
    """What a check has found, in a sentence."""
    if table.head != SHELLS:
        return f"{NO_RANGES}。"
    seen = [row[3] for row in table.rows if row[1]]
    nowhere, unknown = seen.count(NO_ADDRESS), seen.count(NOT_FOUND_OUT)
    said = f"已备案域名 {filed} 个：不在我公司机房 {len(seen) - nowhere - unknown} 个，"
    notes = [f"\n{row[6]}" for row in table.rows if not row[1]]
    return f"{said}{NO_ADDRESS} {nowhere} 个，{NOT_FOUND_OUT} {unknown} 个。" + "".join(notes)


def _outside(addresses: Iterable[str], ranges: Ranges) -> list[str]:
    ours = [network for networks in ranges.values() for network in networks]
    return [text for text in addresses if not any(ip_address(text) in network for network in ours)]


def _row(one: FiledDomain, said: str, calendar: WorkTime, checked: datetime) -> tuple[Cell, ...]:
    until = back_by(calendar, checked.date())
    due, told = f"{until:%Y-%m-%d %H:%M}", notice(one.domain, said, until)
    if said in (NO_ADDRESS, NOT_FOUND_OUT):
        due, told = "", ASK_FIRST if said == NO_ADDRESS else LOOK_AGAIN
    return (one.entity_name, one.domain, one.icp_number, said, f"{checked:%Y-%m-%d %H:%M}", due, told)


def _unjudged(counts: Mapping[str, int], checked: datetime) -> Iterator[tuple[Cell, ...]]:
    for province, count in counts.items():
        told = f"{province}接入的机房IP段未配置，{count} 个域名不能判断，未列出。"
        yield ("", "", "", NOT_CONFIGURED, f"{checked:%Y-%m-%d %H:%M}", "", told)
