"""What a specialist has asked the customer for, until a newer copy is there."""

from collections.abc import Iterator

from checks.rule import rule
from filing.acts import CopyAsked
from filing.case import Case
from filing.finding import Finding, Json
from filing.paper import Paper
from filing.terms import CHINESE, Fate, Verdict
from policy.requirements import Requirements


@rule("ASK001", "专员要求重新提供", cites="000 第4步「都应该清晰可见，不然不予审核」")
def better_copy_asked(case: Case, asks: Requirements) -> Iterator[Finding]:
    """One paper is asked for once, with the reason that was given last."""
    wanted = {act.paper: act for act in case.acts if isinstance(act, CopyAsked)}
    for paper in case.papers:
        act = wanted.pop(paper.sha256, None)
        if act and not _sent_again(case, paper):
            what = CHINESE[paper.material] if paper.material else ""
            facts: dict[str, Json] = {"file": paper.name, "paper": what, "problem": act.problem, "advice": act.advice}
            yield Finding("ASK001", Verdict.FAIL, paper.material, facts)


def _sent_again(case: Case, paper: Paper) -> bool:
    """Whether a later mail holds another copy. What nobody knows the material of is answered by any later paper."""
    usable = (Fate.MATERIAL, Fate.FORM)
    later = [p for p in case.papers if p.mail > paper.mail and p.fate in usable]
    return any(paper.material in (None, p.material, *p.also) for p in later)
