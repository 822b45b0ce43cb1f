"""What a rule is: a code, a title, a citation and a small function from a case and what is asked to findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from filing.case import Case
from filing.finding import Finding
from policy.requirements import Requirements

Body = Callable[[Case, Requirements], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A stable code (never reused), its Chinese title, the seed line it stands on, and the check itself."""

    code: str
    title: str
    cites: str
    check: Body


def rule(code: str, title: str, *, cites: str) -> Callable[[Body], Rule]:
    """Make a rule of a function."""
    return lambda body: Rule(code, title, cites, body)
