"""Running the rules. A rule that raises is a crash, which is no finding: it is let through."""

from collections.abc import Iterable
from dataclasses import replace

from checks.roles import settle_roles
from checks.rule import Rule
from filing.case import Case
from filing.finding import CheckRun, Finding
from policy.requirements import Requirements


def run(rules: Iterable[Rule], case: Case, asks: Requirements) -> CheckRun:
    """All findings in the order of the rules, each with its own or its rule's citation, and the codes that found none.

    The case is settled once more with what is asked, because only that says how small a scan may be (A37).
    """
    settled = settle_roles(case, asks)
    findings: list[Finding] = []
    passed: list[str] = []
    for rule in rules:
        found = [f if f.cites else replace(f, cites=rule.cites) for f in rule.check(settled, asks)]
        findings += found
        passed += [] if found else [rule.code]
    return CheckRun(tuple(findings), tuple(passed))
