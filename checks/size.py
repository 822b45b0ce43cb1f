"""Rules on a file's size: 「以上单文件>500K」 [001:111-113] is a lower bound, strict, of the file itself (A01, A02)."""

from collections.abc import Iterator

from checks.facts import title
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.paper import Paper
from filing.terms import Fate, Material, Verdict
from policy.requirements import Requirements

CITES = "001 P1 第二步「以上单文件>500K」"


@rule("SIZ001", "附件不大于下限", cites=CITES)
def undersized_file(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A scan of exactly the bound is too small (G12). Forms and electronic certificates are exempt (G13)."""
    for paper, material in _files(case):
        if asks.min_bytes_for & {material, *paper.also} and paper.size <= asks.min_bytes:
            yield Finding("SIZ001", Verdict.FAIL, material, _measure(paper, material, asks, asks.min_bytes))


@rule("SIZ002", "附件超过建议上限", cites=CITES)
def oversized_file(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Advice only: the file has arrived already."""
    for paper, material in _files(case):
        if 0 < asks.max_bytes < paper.size:
            facts = _measure(paper, material, asks, asks.max_bytes)
            yield Finding("SIZ002", Verdict.UNSURE, material, facts, holds=False)


def _files(case: Case) -> Iterator[tuple[Paper, Material]]:
    """Each file once: the pages of one PDF share its size, and are one fault."""
    seen = set()
    for paper in case.papers:
        file = (paper.mail, paper.inside, paper.name.partition("#page=")[0])
        if paper.fate is Fate.MATERIAL and paper.material and not paper.superseded and file not in seen:
            seen.add(file)
            yield paper, paper.material


def _measure(paper: Paper, material: Material, asks: Requirements, limit: int) -> dict[str, Json]:
    name = paper.name.partition("#page=")[0]
    return {"file": name, "size": paper.size, "limit": limit, "title": title(asks, material)}
