"""Two policies on the same case, side by side: what would change if the second went live."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from filing.case import Case
from filing.terms import Verdict
from intake.judgement import Judgement
from policy.explain import Explanation, explain
from policy.resolve import Policy
from service.contract import finding_json

Pair = tuple[Any, Any]
"""(before, after)"""


@dataclass(frozen=True, slots=True)
class Change:
    """One case. `gone` and `new` are findings as in `beian check --json`; `asked_…` the lines of policy behind them."""

    case: str
    outcome: Pair
    missing: Pair
    auto: Pair
    gone: tuple[dict[str, Any], ...]
    new: tuple[dict[str, Any], ...]
    asked_gone: tuple[dict[str, str], ...]
    asked_new: tuple[dict[str, str], ...]
    reply: bool

    @property
    def changed(self) -> bool:
        """Whether decision, findings or reply differ. A line of the policy that changes nothing here is no change."""
        pairs = (self.outcome, self.missing, self.auto)
        return any(before != after for before, after in pairs) or bool(self.gone or self.new) or self.reply

    def as_json(self) -> dict[str, Any]:
        """For `--json`."""
        return {"case": self.case, "changed": self.changed} | asdict(self)


def compare(name: str, before: tuple[Policy, Judgement], after: tuple[Policy, Judgement]) -> Change:
    """The same case judged twice."""
    (old_policy, old), (new_policy, new) = before, after
    findings, lines = (_findings(old), _findings(new)), (_lines(old_policy, old), _lines(new_policy, new))
    return Change(
        name,
        outcome=(old.decision.outcome.value, new.decision.outcome.value),
        missing=(_missing(old), _missing(new)),
        auto=(_auto(old), _auto(new)),
        gone=_without(findings[0], findings[1]),
        new=_without(findings[1], findings[0]),
        asked_gone=tuple(_line(row) for row in lines[0] if row[:2] not in {other[:2] for other in lines[1]}),
        asked_new=tuple(_line(row) for row in lines[1] if row[:2] not in {other[:2] for other in lines[0]}),
        reply=_text(old) != _text(new),
    )


def dated(case: Case, day: date | None) -> Case:
    """The case as if its newest mail had come on another day."""
    if day is None:
        return case
    last = case.latest
    moment = last.mail.received_at.replace(year=day.year, month=day.month, day=day.day)
    moved = replace(last, mail=replace(last.mail, received_at=moment))
    return replace(case, submissions=(*case.submissions[:-1], moved))


def _findings(judged: Judgement) -> list[dict[str, Any]]:
    return [finding_json(f) for f in judged.decision.findings if f.verdict is not Verdict.PASS]


def _missing(judged: Judgement) -> list[str]:
    return [material.value for material in judged.decision.missing]


def _auto(judged: Judgement) -> bool | None:
    return judged.reply.auto if judged.reply else None


def _lines(policy: Policy, judged: Judgement) -> list[Explanation]:
    return explain(policy.on(judged.case.latest.mail.day), judged.case)


def _line(row: Explanation) -> dict[str, str]:
    return {"what": row.what, "value": row.value, "source": row.source}


def _without(rows: Iterable[dict[str, Any]], others: list[dict[str, Any]]) -> tuple[dict[str, Any], ...]:
    return tuple(row for row in rows if row not in others)


def _text(judged: Judgement) -> str | None:
    return judged.reply.text if judged.reply else None
