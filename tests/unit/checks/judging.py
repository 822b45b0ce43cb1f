"""Judging a case of a test as the service does: roles, the policy of the day, rules, decision."""

from checks.decide import decide
from checks.roles import settle_roles
from checks.rules import RULES
from checks.run import run
from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.terms import Verdict
from policy.load import load_policy
from policy.requirements import Requirements

RANGES = {"jiangsu": ("203.0.113.0/24",), "anhui": ("198.51.100.0/24",)}


def asked(case: Case, profile: str = "chinanet", *, ranges: bool = False) -> Requirements:
    day = case.latest.mail.received_at.date()
    return load_policy(profile, ip_ranges=RANGES if ranges else None).on(day).asks(case)


def judged(case: Case, profile: str = "chinanet", *, ranges: bool = False) -> Decision:
    settled = settle_roles(case)
    return decide(settled, run(RULES, settled, asked(settled, profile, ranges=ranges)))


def found(case: Case, code: str, profile: str = "chinanet", *, ranges: bool = False) -> list[Finding]:
    settled = settle_roles(case)
    rule = next(r for r in RULES if r.code == code)
    return list(run([rule], settled, asked(settled, profile, ranges=ranges)).findings)


def holding(decision: Decision, verdict: Verdict = Verdict.FAIL) -> list[str]:
    return [f.code for f in decision.findings if f.holds and f.verdict is verdict]
