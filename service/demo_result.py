"""Did a sample come out as its expectation file says? And the table that the demo prints."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table
from rich.text import Text

from filing.decision import Decision
from filing.terms import CHINESE, Outcome, Verdict
from samples.expectation import Expectation
from service.show import COLOURS


@dataclass(frozen=True, slots=True)
class Result:
    """One sample: what the desk made of it. `answered`: a reply went out by itself."""

    name: str
    mailbox: str
    subject: str
    decision: Decision
    answered: bool
    seconds: float | None
    expected: Expectation
    trouble: str = ""

    @property
    def differences(self) -> tuple[str, ...]:
        """Chinese sentences; none if all is as expected."""
        found = differences(self.expected, self.decision, answered=self.answered)
        return (self.trouble, *found) if self.trouble else found


def differences(expected: Expectation, decision: Decision, *, answered: bool) -> tuple[str, ...]:
    """Where a decision and an expectation part. `allowed` codes may be there or not; only what holds is asked."""
    found = {(f.code, f.verdict) for f in decision.findings if f.holds}
    fails = {code for code, verdict in found if verdict is Verdict.FAIL}
    doubts = {code for code, verdict in found if verdict is Verdict.UNSURE}
    allowed = set(expected.allowed)
    missing = None if expected.missing is None else set(expected.missing)
    told = [
        ("结论", expected.outcome, decision.outcome.value),
        ("缺少的材料", missing, None if missing is None else {m.value for m in decision.missing}),
        ("告知用户", set(expected.codes) - allowed, fails - allowed),
        ("请专员核对", set(expected.unsure) - allowed, doubts - allowed),
        ("自动回复", expected.reply, answered),
    ]
    return tuple(f"{what}应为 {_shown(want)}，实为 {_shown(got)}" for what, want, got in told if want != got)


def _shown(value: object) -> str:
    if isinstance(value, set):
        return "、".join(sorted(str(v) for v in value)) or "无"
    return {True: "是", False: "否"}.get(value, str(value)) if isinstance(value, bool) else str(value)


def show(console: Console, results: Sequence[Result]) -> None:
    """Mailbox, subject, outcome, what is missing, seconds from arrival to reply; then what was not as expected."""
    table = Table(title="演示结果")
    for heading in ("邮箱", "主题", "结论", "缺少 / 需更正", "回复用时", "与预期"):
        table.add_column(heading, overflow="fold")
    for result in results:
        outcome = result.decision.outcome
        table.add_row(
            result.mailbox,
            Text(result.subject or "（无主题）"),
            Text(result.trouble or CHINESE[outcome], style=COLOURS[outcome]),
            _told(result.decision),
            f"{result.seconds:.1f} 秒" if result.seconds is not None else _no_reply(outcome),
            "一致" if not result.differences else "不一致",
        )
    console.print(table)
    wrong = [r for r in results if r.differences]
    for result in wrong:
        console.print(Text(f"{result.name}：{'；'.join(result.differences)}", style="red"))
    console.print(f"{len(results) - len(wrong)} / {len(results)} 个样例与预期一致")


def _no_reply(outcome: Outcome) -> str:
    return "草稿待专员" if outcome is Outcome.FOR_SPECIALIST else "不自动回复"


def _told(decision: Decision) -> str:
    missing = [CHINESE[m] for m in decision.missing]
    codes = {
        f.code
        for f in decision.findings
        if f.holds and f.verdict is Verdict.FAIL and f.code not in ("MAT001", "MAT004")
    }
    return "、".join([*missing, *sorted(codes)]) or "—"
