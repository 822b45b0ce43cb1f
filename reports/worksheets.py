"""The worksheets that the desk hands on: what is entered, how it stands with the administration, what is filed.

Seed: 录入《网站备案资料登记表-省份.xls》 [001:154-159]; 备案进程跟进工作表 [001:226]; 备案成功后将信息录入到备案工作表
[001:227].
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time

from filing.authority import Stage
from filing.mail import SHANGHAI
from filing.masking import mask_email, mask_number, mask_phone
from filing.terms import CHINESE, Outcome
from filing.worksheet import Dossier
from policy.worktime import WorkTime
from reports.tables import Cell, Table

TRACKING = (
    *("主办者名称", "网站负责人姓名", "域名", "IP", "备案类型", "备案资料递交哪省管局", "管局是否收到备案资料"),
    *("备案是否被退回", "备案是否成功", "备案号"),
)
"""The ten columns of the seed, in its order [001:226]."""

FILED = (
    *("备案号", "备案成功日期", "主办者名称", "主办单位性质", "网站名称", "域名", "IP", "接入省", "管局"),
    *("网站负责人姓名", "备案编号"),
)
OVERDUE = ("备案编号", "主办者名称", "域名", "管局", "提交日期", "管局收到日期", "应审结日期", "已过工作日", "经办提示")

Labels = Mapping[str, str]
"""Key of a form's field → its label, in the order of the form."""

_MASKS: tuple[tuple[str, Callable[[str], str]], ...] = (
    ("_cert_no", mask_number),
    ("_mobile", mask_phone),
    ("_landline", mask_phone),
    ("_email", mask_email),
)
COMPANY = "entity_cert_no"  # an organisation's number is public; an individual's is an ID number


def register(dossiers: Iterable[Dossier], labels: Labels, *, plain: bool = False) -> Mapping[tuple[str, str], Table]:
    """登记表-省份: (access province, entity province) → a row for each case that passed the preliminary review (A05).

    Personal numbers are masked unless `plain`; the ICP password is not among the columns.
    """
    files: dict[tuple[str, str], list[tuple[Cell, ...]]] = {}
    for one in dossiers:
        if _passed(one):
            key = (one.access_province, one.entity_province or "属地不明")
            files.setdefault(key, []).append(_registered(one, labels, plain=plain))
    head = ("备案编号", "备案类型", *labels.values())
    return {
        key: Table("register", f"网站备案资料登记表-{key[1]}", head, tuple(rows)) for key, rows in sorted(files.items())
    }


def tracking(dossiers: Iterable[Dossier]) -> Table:
    """备案进程跟进工作表: every case that passed the preliminary review or was submitted, with its status."""
    rows = tuple(_tracked(one) for one in dossiers if _passed(one) or one.progress.stage)
    return Table("tracking", "备案进程跟进工作表", TRACKING, rows)


def filed(dossiers: Iterable[Dossier]) -> Table:
    """备案工作表: a row for each approved case, in the order in which the desk was told, so that a later export only
    adds rows: an approval that is entered days late comes after what was exported meanwhile.
    """
    done = [one for one in dossiers if one.progress.stage is Stage.APPROVED]
    rows = tuple(_filed(one) for one in sorted(done, key=lambda one: (_approval(one), one.reference)))
    return Table("filed", "备案工作表", FILED, rows)


def overdue(dossiers: Iterable[Dossier], calendar: WorkTime, today: date) -> Table:
    """是否超过备案正常审核时间 [001:225]: cases with the administration for more than the promised working days (A26).

    Counted from the day after the administration received the materials, else after the submission.
    """
    late = []
    for one in dossiers:
        with_them = one.progress.stage in (Stage.SUBMITTED, Stage.RECEIVED)
        if with_them and too_long(one.progress.round[-1].on, calendar, today):
            late.append((due_day(one, calendar), one))
    late.sort(key=lambda pair: (pair[0], pair[1].reference))
    return Table("overdue", "超过审核时限", OVERDUE, tuple(_late(one, due, calendar, today) for due, one in late))


def too_long(start: date, calendar: WorkTime, today: date) -> bool:
    """Whether the administration's time, which began after `start`, is over: on the 21st working day (A26)."""
    return calendar.workdays_between(start, today) > calendar.levels(start).authority_workdays


def due_day(one: Dossier, calendar: WorkTime) -> date:
    """The last day of the administration's time for a submitted case."""
    start = one.progress.round[-1].on
    return calendar.workday_after(start, calendar.levels(start).authority_workdays)


def _passed(one: Dossier) -> bool:
    return one.outcome is Outcome.COMPLETE


def _approval(one: Dossier) -> datetime:
    last = one.progress.milestones[-1]
    return last.told_at or datetime.combine(last.on, time(), SHANGHAI)


def _text(one: Dossier, key: str) -> str:
    return one.case.form_text(key) or ""


def _registered(one: Dossier, labels: Labels, *, plain: bool) -> tuple[Cell, ...]:
    kind = CHINESE[one.filing_kind] if one.filing_kind else ""
    return (one.reference, kind, *(_shown(one, key, plain=plain) for key in labels))


def _shown(one: Dossier, key: str, *, plain: bool) -> str:
    text = _text(one, key)
    if plain or (key == COMPANY and one.entity_type not in (None, "individual")):
        return text
    return next((mask(text) for ending, mask in _MASKS if ending in key), text)


def _tracked(one: Dossier) -> tuple[Cell, ...]:
    way = one.progress
    submitted, received, returned = way.last(Stage.SUBMITTED), way.last(Stage.RECEIVED), way.last(Stage.RETURNED)
    approved = way.last(Stage.APPROVED)
    answered = received or returned or approved  # who answers has received
    back = f"是（{' '.join(filter(None, (returned.code, returned.reason)))}）" if returned else ""
    return (
        one.entity_name or "",
        _text(one, "website_principal_name"),
        "、".join(one.case.domains),
        _text(one, "server_ips"),
        CHINESE[one.filing_kind] if one.filing_kind else "",
        f"{submitted.administration}（{submitted.on}）" if submitted else "",
        ("是" if answered else "否") if submitted else "",
        back or (("曾退回" if way.ever_returned else "否") if submitted else ""),
        ("是" if approved else "否") if submitted else "",
        approved.icp_number if approved else "",
    )


def _filed(one: Dossier) -> tuple[Cell, ...]:
    last = one.progress.milestones[-1]
    return (
        last.icp_number,
        last.on.isoformat(),
        one.entity_name or "",
        CHINESE[one.entity_type] if one.entity_type else "",
        _text(one, "site_name"),
        "、".join(one.case.domains),
        _text(one, "server_ips"),
        one.access_province,
        last.administration,
        _text(one, "website_principal_name"),
        one.reference,
    )


def _late(one: Dossier, due: date, calendar: WorkTime, today: date) -> tuple[Cell, ...]:
    way = one.progress
    submitted, received = way.last(Stage.SUBMITTED), way.last(Stage.RECEIVED)
    start = way.round[-1].on
    return (
        one.reference,
        one.entity_name or "",
        "、".join(one.case.domains),
        way.round[-1].administration,
        submitted.on.isoformat() if submitted else "",
        received.on.isoformat() if received else "",
        due.isoformat(),
        calendar.workdays_between(start, today),
        f"已超过{calendar.levels(start).authority_workdays}个工作日，请向管局查询进度。",
    )
