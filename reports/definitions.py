"""What each figure means, as it stands beside the figure."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date


@dataclass(frozen=True, slots=True)
class Definition:
    """`key` is the figure's name in the code."""

    key: str
    name: str
    text: str


CLOCK = (
    "时间均为北京时间（UTC+8），收到时间以邮件服务器收信时间为准，发出时间以对方服务器收下为准。"
    "每封邮件计入其时限所在的工作日；每天的数字在当天 24:00 定格，以后发生的事不改变已过去的日子。"
)
"""The clock of the whole report."""

ACKS = {
    True: "收到后 300 秒工作时间内有任何回复（含系统的收信确认）的",
    False: "收到后 300 秒工作时间内发出实质回复（系统的收信确认不算）的",
}
"""Whether automatic acknowledgements count (A23)."""
ACKS_SHORT = {True: "含系统的收信确认", False: "只计实质回复"}
AckRules = Sequence[tuple[date, bool]]

_FIGURES = (
    Definition("rate", "当日回复率（%）", "当日已回 ÷（当日已回 + 超时）。"),
    Definition(
        "due",
        "应回邮件（封）",
        "时限在所选日期内的备案资料来信。工作日 17:30 前收到的当日 17:30 到期；"
        "之后或休息日收到的，下一工作日 17:30 到期。",
    ),
    Definition(
        "on_time",
        "当日已回（封）",
        "时限内发出实质回复。系统的收信确认、管局进度通知、提醒、发送失败、被退信的都不算；"
        "回复本案后来的来信，也算回复了之前的。",
    ),
    Definition(
        "missed",
        "超时（封）",
        "时限已过，仍没有实质回复。明细中的超时分钟按自然时间计（含夜间和休息日），未回复的算到所选日期末（或此刻）。",
    ),
    Definition("pending", "未到时限（封）", "还没有回复，但时限未到；不计入当日回复率。"),
    Definition("ack_rate", "5分钟确认率（%）", "{acks}，占已到时限的。"),
    Definition(
        "half",
        "首次实质回复用时：半数在此之内（分钟）",
        "从收到至首次实质回复（不含系统的收信确认）的工作时间；当天未回的排在最后。",
    ),
    Definition(
        "nine_tenths", "首次实质回复用时：九成在此之内（分钟）", "同上；九成之内都没有当天回复时，显示“当天未回”。"
    ),
    Definition("machine", "系统回复（封）", "系统自动发出的实质回复（含超时后当天发出的）。"),
    Definition("person", "专员回复（封）", "专员确认或改写后发出的实质回复（含超时后当天发出的）。"),
    Definition("completed", "材料齐全（件）", "所选日期内首次核对为资料齐全的备案。"),
    Definition("rounds", "平均来信几次后齐全", "齐全之前该备案的资料来信数，含最后一次。"),
    Definition("median_rounds", "半数备案来信几次内齐全", "同上，取中位数。"),
    Definition("enquiries", "咨询（封）", "没有资料、只是提问的来信，不计入当日回复率。"),
    Definition("machine_mails", "机器来信（封）", "自动回复、退信、群发等，不需回复，不计入。"),
    Definition("observed", "观察邮箱（封）", "处于观察模式的邮箱只起草、不发送，单独列出，不计入。"),
)


def definitions(rules: AckRules) -> tuple[Definition, ...]:
    """As they hold under the rules of a period: (from which day on, whether automatic acknowledgements count)."""
    return tuple(replace(one, text=one.text.format(acks=_dated(rules, ACKS))) for one in _FIGURES)


def ack_note(rules: AckRules) -> str:
    """The same in a few words, for beside the figure."""
    return _dated(rules, ACKS_SHORT)


def _dated(rules: AckRules, words: dict[bool, str]) -> str:
    if len(rules) == 1:
        return words[rules[0][1]]
    return "；".join(f"{day} 起{words[counts]}" for day, counts in rules)
