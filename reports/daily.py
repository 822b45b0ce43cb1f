"""The day's report as plain text, for the supervisors' mail: figures and case numbers only, nobody's data."""

import re
from collections.abc import Iterator, Sequence

from filing.sla import CAUSE_CHINESE, Counts, Miss
from reports.definitions import CLOCK, ack_note
from reports.report import SHARES, Detail
from reports.tables import Words, minute

SENTENCE = re.compile(r"(?<=[。，])(?!$)")
LISTED = 20  # misses in the mail; the page has them all
WIDE = 38  # characters of Chinese; any client shows as many on a line


def subject(detail: Detail) -> str:
    """【备案时效日报】2026-11-20：当日回复率 98.2%，超时 2 封"""
    total = detail.report.total
    rate = "无应回邮件" if total.rate is None else f"当日回复率 {total.rate:g}%，超时 {total.missed} 封"
    return f"【备案时效日报】{detail.report.period.last}：{rate}"


def text(detail: Detail, words: Words, besides: Sequence[str] = ()) -> str:
    """The letter. Lines are short enough for any client, and no table needs a fixed font.

    `besides`: what else is told of the day.
    """
    blocks = (
        _head(detail),
        (*_duties(detail), *besides),
        _groups(detail, words),
        _misses(detail.misses, words),
        _now(detail),
        _foot(detail),
    )
    return "\n\n".join("\n".join(lines) for lines in map(list, blocks) if lines) + "\n"


def _head(detail: Detail) -> Iterator[str]:
    report, total = detail.report, detail.report.total
    yield f"{report.period.last} 备案邮件当日回复情况（截至 {minute(report.now)}）"
    yield ""
    yield f"应回邮件：{total.due} 封"
    yield f"当日已回：{total.on_time} 封{_percent(total.rate)}"
    yield f"超时：{total.missed} 封{f'（其中 {total.late} 封已在当天补回）' if total.late else ''}"
    if total.pending:
        yield f"未到时限：{total.pending} 封"
    yield f"当天发出的回复：系统 {total.machine} 封，专员 {total.person} 封"
    half, most = (_minutes(report.reply_seconds.get(share)) for share in SHARES)
    yield f"首次实质回复用时（工作时间）：半数 {half}，九成 {most}"
    rate = "—" if total.ack_rate is None else f"{total.ack_rate:g}%"
    yield f"5 分钟确认率（{ack_note(report.ack_rules)}）：{rate}"
    yield f"咨询 {report.aside.enquiries} 封、机器来信 {report.aside.machine_mails} 封，不计入上面的数字"
    if report.aside.observed:
        yield f"观察邮箱 {report.aside.observed} 封（只起草不发送），不计入"


def _duties(detail: Detail) -> Iterator[str]:
    duties = detail.report.duties
    yield f"信息安全规范表：{duties.sheet}"
    yield f"待取消接入 {duties.cancelling} 项；管局审核超期 {duties.overdue} 件；当天管局退回 {len(duties.returned)} 次"


def _groups(detail: Detail, words: Words) -> Iterator[str]:
    report = detail.report
    named = [(key, counts) for key, counts in report.by_mailbox]
    yield from _list("按邮箱", named)
    yield from _list("按专员", [(words.person(key), counts) for key, counts in report.by_specialist])


def _list(title: str, groups: Sequence[tuple[str, Counts]]) -> Iterator[str]:
    if groups:
        yield f"【{title}】"
    for name, counts in groups:
        yield f"- {name}：应回 {counts.due}，已回 {counts.on_time}，超时 {counts.missed}{_percent(counts.rate)}"


def _misses(misses: Sequence[Miss], words: Words) -> Iterator[str]:
    if not misses:
        return
    yield f"【超时 {len(misses)} 封】"
    for number, miss in enumerate(misses[:LISTED], 1):
        what = miss.reference or f"邮件 {miss.mail_id[:12]}"
        since = f"（自 {minute(miss.cause_since)}）" if miss.cause_since else ""
        done = f"{minute(miss.answered_at)} 已回" if miss.answered_at else "仍未回复"
        yield f"{number}. {what}，{miss.mailbox}，{words.person(miss.specialist)}"
        yield f"　 {minute(miss.received_at)} 收到，{minute(miss.due_at)} 到期，{done}"
        yield f"　 原因：{CAUSE_CHINESE[miss.cause]}{since}"
    if len(misses) > LISTED:
        yield f"……其余 {len(misses) - LISTED} 封见网页“时效报表”。"


def _now(detail: Detail) -> Iterator[str]:
    report = detail.report
    if report.waiting:
        yield f"此刻仍有 {report.waiting} 封来信待回复（含以前各日的），请在收件台的“今日必回”中处理。"


def _foot(detail: Detail) -> Iterator[str]:
    for text in (*(f"注意：{warning}" for warning in detail.report.warnings), CLOCK):
        yield from _lines(text)
    yield "本邮件由备案初审台自动发出，请勿回复。"


def _lines(text: str) -> Iterator[str]:
    """Broken at the end of a sentence, and before a clause that would make a line too long."""
    line = ""
    for clause in SENTENCE.split(text):
        if line and (line.endswith("。") or len(line) + len(clause) > WIDE):
            yield line
            line = ""
        line += clause
    yield line


def _minutes(seconds: float | None) -> str:
    return "当天未回" if seconds is None else f"{seconds / 60:.1f} 分钟内"


def _percent(rate: float | None) -> str:
    return "" if rate is None else f"（{rate:g}%）"
