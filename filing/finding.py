"""What a rule found. No prose here: a finding is a code and facts; the wording lives in replies/templates/findings."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from filing.terms import Material, Verdict

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


@dataclass(frozen=True, slots=True)
class Finding:
    """`holds` is false for what does not keep a case from being complete (SUB001, SIZ002, QUA004 …).

    `mark` says what it is and stands on (checks.overrule); `overridden` why a person says that it is none, "" = nobody.
    """

    code: str
    verdict: Verdict
    material: Material | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)
    holds: bool = True
    cites: str = ""
    mark: str = ""
    overridden: str = ""


@dataclass(frozen=True, slots=True)
class CheckRun:
    """What ran and what it found: `passed` keeps the codes that found nothing, so that a decision can be explained."""

    findings: tuple[Finding, ...]
    passed: tuple[str, ...] = ()
