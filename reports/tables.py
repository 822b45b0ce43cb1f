"""The report as plain tables: the page, the workbook and the CSV show these, so that they cannot differ."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from filing.mail import SHANGHAI
from filing.sla import CAUSE_CHINESE, CAUSE_MEANS, Counts, Group, Miss, OpenMail, Ranked
from filing.terms import CHINESE, Material
from reports.definitions import definitions
from reports.duties import lines, reasons
from reports.report import Detail, Report

Cell = str | int | float | None

COUNTS = (
    *("应回邮件", "当日已回", "超时", "未到时限", "当日回复率%", "5分钟确认率%"),
    *("系统回复", "专员回复", "超时后当天已回", "当天未回"),
)
MISS = (
    *("责任日", "备案编号", "邮件", "邮箱", "主办者省", "专员", "收到", "时限", "回复"),
    *("超时（分钟）", "原因", "停在此处自", "下班后收到", "接入省"),
)


@dataclass(frozen=True, slots=True)
class Table:
    """`key` names it in addresses and files; every row has as many cells as the head. None = nothing to show."""

    key: str
    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """`titles`: rule code → what it finds; `names`: person id → name."""

    titles: Mapping[str, str]
    names: Mapping[str, str]

    def person(self, person_id: str) -> str:
        """A name; what no person sent or has is told as such."""
        return self.names.get(person_id, person_id) if person_id else "（系统或未分配）"

    def item(self, ranked: Ranked) -> str:
        """A material's or a rule's name."""
        if ranked.what == "missing":
            return CHINESE[Material(ranked.code)] if ranked.code in list(Material) else ranked.code
        return f"{ranked.code} {self.titles.get(ranked.code, '')}".strip()


def tables(report: Report, words: Words) -> tuple[Table, ...]:
    """What the page shows."""
    return (
        Table("summary", "概况", ("指标", "数值", "口径"), tuple(_summary(report))),
        _counted("day", "按日", "日期", ((str(day), counts) for day, counts in report.by_day)),
        _counted("mailbox", "按邮箱", "邮箱", report.by_mailbox),
        _counted("province", "按主办者省", "主办者省", ((key or "（不明）", c) for key, c in report.by_province)),
        _counted("specialist", "按专员", "专员", ((words.person(key), c) for key, c in report.by_specialist)),
        Table("cause", "超时原因", ("原因", "封数", "口径"), tuple(_caused(report))),
        _ranking("missing", "缺少的材料", report, words),
        _ranking("finding", "发现的问题", report, words),
        Table("duties", "其他日常工作", ("项目", "情况", "口径"), tuple(lines(report.duties))),
        Table("returned", "管局退回原因", ("原因", "次数", "按主办者省"), tuple(_reasons(report))),
        Table("rounds", "来信几次后材料齐全", ("来信次数", "备案数"), tuple(report.rounds.items())),
        Table("waiting", "现在待回复", WAITING, tuple(_all_waiting(report, words))),
    )


def all_tables(detail: Detail, words: Words) -> tuple[Table, ...]:
    """The same, and what is too long for a page: every miss, every group."""
    head = ("日期", "邮箱", "接入省", "主办者省", "专员", *COUNTS)
    groups = tuple(_group(group, words) for group in detail.groups)
    return (*tables(detail.report, words), miss_table(detail.misses, words), Table("group", "分组明细", head, groups))


def miss_table(misses: Iterable[Miss], words: Words) -> Table:
    """One row a miss."""
    return Table("miss", "超时明细", MISS, tuple(_miss(miss, words) for miss in misses))


WAITING = ("时限", "预计", "备案编号", "邮件", "邮箱", "主办者省", "专员", "收到", "停在", "停在此处自")


def minute(moment: datetime | None) -> str | None:
    """2026-11-20 17:30"""
    return f"{moment.astimezone(SHANGHAI):%Y-%m-%d %H:%M}" if moment else None


def _summary(report: Report) -> Iterable[tuple[Cell, ...]]:
    total, aside = report.total, report.aside
    values: dict[str, Cell] = {
        "rate": total.rate,
        "due": total.due,
        "on_time": total.on_time,
        "missed": total.missed,
        "pending": total.pending,
        "ack_rate": total.ack_rate,
        "half": _minutes(report.reply_seconds.get(50)),
        "nine_tenths": _minutes(report.reply_seconds.get(90)),
        "machine": total.machine,
        "person": total.person,
        "completed": report.completed,
        "rounds": report.mean_rounds,
        "median_rounds": report.median_rounds,
        "enquiries": f"{aside.enquiries}（当日已回 {aside.enquiries_on_time}）",
        "machine_mails": aside.machine_mails,
        "observed": aside.observed,
    }
    return ((d.name, values[d.key], d.text) for d in definitions(report.ack_rules))


def _caused(report: Report) -> Iterator[tuple[Cell, ...]]:
    return ((CAUSE_CHINESE[cause], number, CAUSE_MEANS[cause]) for cause, number in report.causes.items())


def _reasons(report: Report) -> Iterator[tuple[Cell, ...]]:
    return ((one.text, one.count, _places(one.provinces)) for one in reasons(report.duties.returned))


def _places(provinces: Iterable[tuple[str, int]]) -> str:
    return "、".join(f"{place or '不明'} {number}" for place, number in provinces)


def _minutes(seconds: float | None) -> Cell:
    return "当天未回" if seconds is None else round(seconds / 60, 1)


def _counted(key: str, title: str, first: str, groups: Iterable[tuple[str, Counts]]) -> Table:
    return Table(key, title, (first, *COUNTS), tuple((name, *_cells(counts)) for name, counts in groups))


def _cells(c: Counts) -> tuple[Cell, ...]:
    return (c.due, c.on_time, c.missed, c.pending, c.rate, c.ack_rate, c.machine, c.person, c.late, c.open)


def _ranking(what: str, title: str, report: Report, words: Words) -> Table:
    rows = [(words.item(r), r.count, _places(r.provinces)) for r in report.ranking if r.what == what]
    return Table(what, title, ("名称", "备案数", "按主办者省"), tuple(rows))


def _miss(miss: Miss, words: Words) -> tuple[Cell, ...]:
    return (
        str(miss.day),
        miss.reference or None,
        miss.mail_id[:12],
        miss.mailbox,
        miss.province or None,
        words.person(miss.specialist),
        minute(miss.received_at),
        minute(miss.due_at),
        minute(miss.answered_at) or "未回复",
        miss.minutes_late,
        CAUSE_CHINESE[miss.cause],
        minute(miss.cause_since),
        "是" if miss.after_close else None,
        miss.access_province,
    )


def _all_waiting(report: Report, words: Words) -> Iterator[tuple[Cell, ...]]:
    """The most urgent first, which is the order in which they are answered."""
    for place, mail in enumerate(report.most_urgent):
        told = report.forecast.says(place, mail.due_at) if report.forecast else ""
        yield _waiting(mail, "已超时" if mail.due_at <= report.now else told, words)


def _waiting(mail: OpenMail, told: str, words: Words) -> tuple[Cell, ...]:
    where = (mail.reference or None, mail.mail_id[:12], mail.mailbox, mail.province or None)
    stuck = (CAUSE_CHINESE[mail.stuck], minute(mail.stuck_since))
    return (minute(mail.due_at), told or None, *where, words.person(mail.specialist), minute(mail.received_at), *stuck)


def _group(group: Group, words: Words) -> tuple[Cell, ...]:
    key = group.key
    where = (key["mailbox"], key["access_province"], key["province"] or "（不明）", words.person(key["specialist"]))
    return (str(key["day"]), *where, *_cells(group.counts))
