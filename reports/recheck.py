"""The day's list of approved filings to look at again: >3个 is at least four each working day (A28)."""

from collections.abc import Iterable
from datetime import date, datetime, time

from filing.authority import Stage
from filing.mail import SHANGHAI
from filing.recheck import TRUTH_CHINESE
from filing.worksheet import Dossier
from reports.tables import Cell, Table

RECHECK = ("备案号", "备案成功日期", "主办者名称", "域名", "接入省", "上次核查", "核查结果", "今日", "备案编号")


def recheck(dossiers: Iterable[Dossier], today: date, least: int) -> Table:
    """What was looked at today, then what has waited longest, until there are `least` (or no more)."""
    approved = [one for one in dossiers if one.progress.stage is Stage.APPROVED]
    done = [one for one in approved if _day(one) == today]
    waiting = sorted((one for one in approved if _day(one) != today), key=lambda one: (_last(one), one.reference))
    rows = tuple(_row(one, today) for one in (*done, *waiting[: max(0, least - len(done))]))
    return Table("recheck", f"每日核查 {today} {said(len(done), least)}", RECHECK, rows)


def said(done: int, least: int) -> str:
    """已核查 3，应至少 4，未达标"""
    return f"已核查 {done}，应至少 {least}，{'已达标' if done >= least else '未达标'}"


def _last(one: Dossier) -> datetime:
    """When it was looked at last; never: when it was approved."""
    told = one.progress.milestones[-1]
    return one.rechecks[-1].at if one.rechecks else datetime.combine(told.on, time(), SHANGHAI)


def _day(one: Dossier) -> date | None:
    return one.rechecks[-1].at.astimezone(SHANGHAI).date() if one.rechecks else None


def _row(one: Dossier, today: date) -> tuple[Cell, ...]:
    told, day = one.progress.milestones[-1], _day(one)
    return (
        told.icp_number,
        told.on.isoformat(),
        one.entity_name or "",
        "、".join(one.case.domains),
        one.access_province,
        day.isoformat() if day else "",
        TRUTH_CHINESE[one.rechecks[-1].truth] if one.rechecks else "",
        "已核查" if day == today else "待核查",
        one.reference,
    )
