"""待取消接入: filed sites that the security sheet lists, for a person to cancel or to keep [001:230]."""

from collections.abc import Iterable
from datetime import date, datetime

from filing.security import Hit, Receipt, Site
from policy.worktime import WorkTime, shanghai
from reports.tables import Table

KEY, TITLE = "cancellations", "待取消接入"
CANCELLATIONS = (
    *("备案编号", "主办者名称", "域名", "备案号", "接入省", "规范表日期", "表中行号"),
    *("表中所列", "原因", "经办提示"),
)
ADVICE = "请核实后由技术部取消接入，再在备案页登记结果；核实后保留的也请登记。"
MISSING = "未收到今日规范表"


def cancellations(found: Iterable[tuple[Site, Hit]]) -> Table:
    """A row for each thing that a sheet says of a case."""
    rows = tuple(
        (
            *(site.reference, site.entity_name, "、".join(site.domains), site.icp_number, site.access_province),
            *(hit.day.isoformat(), hit.row, hit.listed, hit.reason, ADVICE),
        )
        for site, hit in found
    )
    return Table(KEY, TITLE, CANCELLATIONS, rows)


def sheet_said(receipt: Receipt | None, day: date, calendar: WorkTime, now: datetime) -> str:
    """Whether the sheet of a day was imported; a day off has none, and until the close it may still come."""
    if receipt:
        return f"已收到（{shanghai(receipt.at):%Y-%m-%d %H:%M} 导入，{receipt.rows} 行，待取消接入 {receipt.hits} 件）"
    if not calendar.is_workday(day):
        return "休息日，不要求"
    if shanghai(now) < calendar.close(day):
        return f"尚未收到（{calendar.close(day):%H:%M} 前应导入）"
    return MISSING if day == shanghai(now).date() else f"未收到 {day} 规范表"
