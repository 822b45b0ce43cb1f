"""①发给技术部进行处理，并跟踪结果。②发给市场部与用户后续沟通 [001:232]: the words of these two mails."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from filing.shells import OUTCOME_CHINESE, ShellOutcome
from reports.shell_looks import FiledDomain


class Department(StrEnum):
    """Who does what with those that did not come back."""

    TECHNICIANS = "empty-shell-tech"
    MARKETING = "empty-shell-market"


ASKED = {
    Department.TECHNICIANS: "请技术部处理，并跟踪结果；处理后请告知备案专员登记。",
    Department.MARKETING: "请市场部与用户后续沟通；用户愿意转回的，请告知备案专员。",
}


def subject(which: Department, sites: Sequence[FiledDomain]) -> str:
    """One line."""
    what = "请处理并跟踪结果" if which is Department.TECHNICIANS else "请与用户后续沟通"
    return f"【空壳网站】到期未转回 {len(sites)} 个，{what}"


def text(which: Department, sites: Sequence[FiledDomain], until: datetime) -> str:
    """The list; nothing of a person beyond the name under which the site is filed."""
    lines = "\n".join(f"{number}. {_line(one)}" for number, one in enumerate(sites, 1))
    return (
        f"以下网站的域名解析不在我公司机房，已通知用户于 {until:%Y-%m-%d %H:%M} 前转回，期限已过。{ASKED[which]}\n\n"
        f"{lines}\n\n"
        "“未确认”的没有查到现在的解析，请先核实。\n\n"
        "本邮件由备案初审台自动发送，请勿回复。\n"
    )


def _line(one: FiledDomain) -> str:
    told = one.notice
    result = OUTCOME_CHINESE[(told.outcome if told else None) or ShellOutcome.UNCONFIRMED]
    back = "（通知被退回）" if told and told.bounced else ""
    found = "、".join(told.shell.addresses) if told else ""
    return f"{one.entity_name}  {one.domain}  {one.icp_number}  检查时解析到 {found}  {result}{back}"
