"""Why a case is asked for what it is: each value with the file it stands in and its source (`beian policy explain`)."""

from collections.abc import Iterator
from typing import NamedTuple

from filing.case import Case
from filing.terms import CHINESE
from policy.form_fields import landline
from policy.in_force import figure, in_force
from policy.materials import marks_due, version_of
from policy.requirements import Requirements
from policy.resolve import PolicyOfDay
from policy.situation import Situation, situation_of

FOUND_IN = {
    "form": "登记表",
    "subject": "邮件主题",
    "body": "邮件正文",
    "icp_number": "备案号",
    "default": "没有说明，按默认",
    "certificate": "证件",
    "uscc": "证件号码",
    "name": "名称",
    "cert_address": "登记表的证件住所",
    "paper_address": "证件上的住所",
    "id_number": "身份证号码",
    "landline": "固定电话区号",
    "": "没有依据",
}
FIGURES = {
    "legal_name": "接入商全称",
    "brand": "接入商简称",
    "mailbox": "备案邮箱",
    "system_url": "备案系统",
    "system_note": "备案系统说明",
    "phone": "咨询电话",
    "qq": "咨询QQ",
    "address": "备案地址",
    "download_url": "空表下载",
    "miit_url": "工信部备案网站",
    "sessions": "受理时间",
    "ack_seconds": "首次回复（秒）",
    "ack_counts": "收信确认算首次回复",
    "same_day_reply": "当日邮件当日回复",
    "draft_minutes": "草稿时限（下班前分钟）",
    "at_deadline": "草稿到时限",
    "escalation_minutes": "催办（下班前分钟：经办人、代办人、主管）",
    "reminder_days": "提醒客户（未回信天数）",
    "reminders_most": "一件备案最多提醒（次）",
    "authority_workdays": "管局审核（工作日）",
    "stale_platform_months": "平台信息保留（月）",
    "correction_hours": "整改期限（小时）",
    "daily_recheck_min": "每日核查（个）",
    "shell_check_weekday": "空壳检查（星期）",
    "shell_check_at": "空壳检查（时刻）",
    "shell_check_if_holiday": "空壳检查逢放假",
    "after_close": "下班后到的邮件",
    "min_bytes": "单文件下限（字节，须大于）",
    "min_bytes_for": "适用下限的材料",
    "max_bytes": "单文件上限（字节，仅提示）",
    "both_id_sides": "身份证须两面",
    "password_required": "须备案密码",
    "suspensions_apply": "执行暂停备案",
    "domain_owner_policy": "域名所有人规则",
    "expiry_warning_months": "证件到期提示（月）",
    "not_asked": "不经邮件收取的材料",
    "reuse": "可沿用的材料",
    "server_location": "服务器放置地须填",
    "today_notes": "答复附现状说明",
}


class Explanation(NamedTuple):
    """One line; `file` and `source` are those of the policy, or where the case said so."""

    what: str
    value: str
    file: str
    source: str


def explain(policy: PolicyOfDay, case: Case) -> list[Explanation]:
    """Everything that bears on a case, in the order in which it is decided."""
    asks, situation = policy.asks(case), situation_of(case)
    return [
        *_situation(asks),
        *_suspension(policy, asks),
        *_materials(policy, asks, situation),
        *_marks(policy, situation),
        *_form(policy, asks, situation),
        *_figures(policy, case.access_province),
    ]


def _situation(asks: Requirements) -> Iterator[Explanation]:
    yield Explanation("接入省", asks.access_province, "", "收件邮箱")
    yield Explanation("备案类型", CHINESE[asks.filing_kind], "", FOUND_IN[asks.filing_kind_source])
    nature = CHINESE[asks.entity_type] if asks.entity_type else "不明"
    yield Explanation("主办单位性质", nature, "", FOUND_IN[asks.entity_type_source])
    yield Explanation("用户属地", asks.entity_province or "不明", "", FOUND_IN[asks.entity_province_source])
    if len(asks.entity_provinces_seen) > 1:
        yield Explanation("其他属地线索", "、".join(asks.entity_provinces_seen[1:]), "", "登记表和证件")


def _suspension(policy: PolicyOfDay, asks: Requirements) -> Iterator[Explanation]:
    for province in asks.entity_provinces_seen:
        if row := policy.suspension_row(province, asks.access_province):
            proved = asks.suspension is not None and asks.suspension.entity_province == province
            yield Explanation("暂停备案", province if proved else f"{province}（存疑）", row.file, row.source)


def _materials(policy: PolicyOfDay, asks: Requirements, situation: Situation) -> Iterator[Explanation]:
    book, day = policy.policy.book, policy.day
    texts = {text.key: text for text in in_force(book.materials.materials, day)}
    for ask in asks.materials:
        row = version_of(book, day, situation, ask.material) or texts[ask.material]
        yield Explanation("材料", ask.title, row.file, row.source)
    for number in in_force(book.materials.numbers, day):
        if asks.number and asks.filing_kind in number.kinds:
            which = "主体备案号" if number.which == "entity" else "网站备案号"
            yield Explanation("备案号", which, number.file, number.source)


def _marks(policy: PolicyOfDay, situation: Situation) -> Iterator[Explanation]:
    for mark in marks_due(policy.policy.book, policy.day, situation):
        yield Explanation("人工核对", mark.text, mark.file, mark.source)


def _form(policy: PolicyOfDay, asks: Requirements, situation: Situation) -> Iterator[Explanation]:
    book, day = policy.policy.book, policy.day
    if row := landline(book, day, situation):
        yield Explanation("必填项", "固定电话", row.file, row.source)
    rows = {field.key: field for field in in_force(book.form.fields, day)}
    for ask in asks.fields:
        yield Explanation("必填项", ask.label, rows[ask.key].file, ask.cites)


def _figures(policy: PolicyOfDay, access_province: str) -> Iterator[Explanation]:
    book = policy.policy.book
    for place in (book.access[access_province], book.profile):
        for name in (key for key in FIGURES if key in type(place).model_fields):
            row = figure(getattr(place, name), policy.day)
            yield Explanation(FIGURES[name], _shown(row.value), row.file, row.source)


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple):
        return "、".join(CHINESE.get(item, str(item)) for item in value) or "无"
    return str(value)
