"""A judgement and a paper as a person at a terminal reads them. Personal numbers are masked."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from filing.masking import mask_text
from filing.paper import Paper
from filing.terms import CHINESE, Fate, Outcome, Verdict
from intake.judgement import Judgement

FATES = {
    Fate.MATERIAL: "材料",
    Fate.FORM: "登记表",
    Fate.DUPLICATE: "重复",
    Fate.DECORATION: "签名图片",
    Fate.CONTAINER: "打包文件",
    Fate.LINK_ONLY: "仅有下载链接",
    Fate.UNREADABLE: "无法打开",
    Fate.UNRECOGNISED: "未识别",
}
COLOURS = {
    Outcome.COMPLETE: "green",
    Outcome.INCOMPLETE: "yellow",
    Outcome.NOT_ACCEPTED: "red",
    Outcome.FOR_SPECIALIST: "cyan",
    Outcome.NOT_A_SUBMISSION: "white",
}


def show_judgement(judged: Judgement) -> None:
    """What came, what was found, what would be answered."""
    console, case = Console(), judged.case
    where = f"{judged.asks.access_province}接入，主办者属地{judged.asks.entity_province or '未识别'}"
    console.print(Text(f"{case.entity_name or '主办者未识别'}　{'、'.join(case.domains)}　（{where}）", style="bold"))
    console.print(paper_table(judged.case.papers))
    console.print(_finding_table(judged))
    outcome = judged.decision.outcome
    console.print(Text(f"结论：{CHINESE[outcome]}", style=f"bold {COLOURS[outcome]}"))
    if judged.reply is not None:
        kind = "将自动回复" if judged.reply.auto else "草稿，待专员确认"
        console.rule(kind)
        console.print(Text(f"主题：{judged.reply.subject}\n\n{judged.reply.text}"))


def paper_table(papers: tuple[Paper, ...]) -> Table:
    """Every part with its fate."""
    table = Table(title="收到的材料")
    for heading in ("邮件", "文件", "大小", "结果", "识别为"):
        table.add_column(heading)
    for paper in papers:
        kind = CHINESE[paper.material] if paper.material else paper.about
        also = "".join(f"、{CHINESE[m]}" for m in paper.also)
        table.add_row(
            str(paper.mail), Text(paper.name), f"{paper.size / 1024:.0f} KB", FATES[paper.fate], Text(kind + also)
        )
    return table


def _finding_table(judged: Judgement) -> Table:
    table = Table(title="核对结果")
    for heading in ("编号", "结论", "材料", "内容", "依据"):
        table.add_column(heading)
    for finding in judged.decision.findings:
        verdict = "告知用户" if finding.verdict is Verdict.FAIL else "请专员核对"
        facts = "；".join(f"{value}" for value in finding.facts.values() if value not in (None, "", [], {}))
        material = CHINESE[finding.material] if finding.material else ""
        table.add_row(finding.code, verdict, material, Text(mask_text(facts)), Text(finding.cites))
    return table
