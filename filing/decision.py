"""What the desk decides."""

from dataclasses import dataclass

from filing.finding import Finding
from filing.terms import Material, Outcome


@dataclass(frozen=True, slots=True)
class Decision:
    """`missing`: materials of which nothing usable was received (MAT001, MAT004)."""

    outcome: Outcome
    findings: tuple[Finding, ...] = ()
    missing: tuple[Material, ...] = ()
