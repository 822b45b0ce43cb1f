"""A person's word on a finding: it holds no longer, for as long as what it stands on is unchanged."""

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checks.facts import shown
from filing.acts import Accepted, FindingOverridden
from filing.case import Case
from filing.finding import Finding

NEVER = frozenset({"ELI007"})
"""Only the blacklist itself takes somebody off the blacklist (C115)."""

ACCEPTED = "初审通过"


def overruled(case: Case, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """The findings with their marks; those that a person has overridden no longer hold, and say why."""
    said = _said(case)
    return tuple(_marked(finding, mark(case, finding), said) for finding in findings)


def _said(case: Case) -> dict[str, str]:
    said: dict[str, str] = {}
    for act in case.acts:
        if isinstance(act, FindingOverridden):
            said[act.mark] = act.reason
        elif isinstance(act, Accepted):
            said |= dict.fromkeys(act.marks, ACCEPTED)
    return said


def _marked(finding: Finding, own: str, said: dict[str, str]) -> Finding:
    if own not in said or finding.code in NEVER:
        return replace(finding, mark=own)
    return replace(finding, mark=own, holds=False, overridden=said[own])


def mark(case: Case, finding: Finding) -> str:
    """What the finding is and stands on, as 16 hex digits: another paper that says otherwise makes another finding.

    Numbers are masked in a finding's facts, so that whole ones are taken from the case where a masked one is shown.
    What is said of how a paper looks (QUA…) is said of that copy: another one, however like it, was seen by nobody.
    """
    stands_on = json.dumps(dict(finding.facts), sort_keys=True, ensure_ascii=True)
    hidden = sorted(set(_numbers(case, finding))) if "*" in stands_on else []
    whole = json.dumps([finding.code, finding.verdict, finding.material, stands_on, hidden, *_copies(case, finding)])
    return hashlib.sha256(whole.encode()).hexdigest()[:16]


def _copies(case: Case, finding: Finding) -> list[str]:
    if finding.material is None or not finding.code.startswith("QUA"):
        return []
    return sorted({paper.sha256 for paper in case.of(finding.material)})


def _numbers(case: Case, finding: Finding) -> Iterator[tuple[str, str]]:
    papers = list(case.of(finding.material)) if finding.material else list(case.papers)
    for paper in (*papers, *([case.form] if case.form else [])):
        for key, fact in paper.facts.items():
            if shown(key, fact.text) != fact.text:
                yield key, fact.text
