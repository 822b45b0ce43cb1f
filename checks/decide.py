"""From findings to an outcome. One fault is told once, by its most specific code."""

from collections.abc import Iterable

from checks.overrule import overruled
from filing.case import Case
from filing.decision import Decision
from filing.finding import CheckRun, Finding
from filing.terms import Fate, MailClass, Outcome, Verdict

MACHINES = frozenset({MailClass.AUTO_REPLY, MailClass.BOUNCE, MailClass.LIST, MailClass.RECEIPT})
NOT_ACCEPTED = ("ROU001", "ELI006")
MISSING = frozenset({"MAT001", "MAT004"})

WINS: tuple[tuple[str, str], ...] = (
    ("ROU001", "FRM005"),  # the other province's provider stands on the form because the mail went to the wrong box
    ("ROU001", "FRM006"),
    ("NAM002", "NAM001"),
    ("NAM001", "NUM001"),  # another company's licence: its number differs as well
    ("NAM001", "NUM002"),  # another person's card: its number differs as well
    ("NAM003", "NUM002"),
    ("NAM004", "NUM002"),
    ("FRM003", "NUM003"),
    ("NUM003", "NUM001"),  # the form's number cannot be right: told with what the paper says
    ("NUM003", "NUM002"),
    ("ELI002", "SIT002"),  # the place is part of the unit's name
    ("QUA002", "QUA003"),
    ("QUA006", "QUA002"),  # a fax is grey anyway
    ("QUA006", "QUA003"),
)
"""(wins, yields): the second is dropped where the first was found on the same material, or on the form."""

ON_THE_FORM = frozenset({"ROU001", "FRM003"})
SAME_VALUE = frozenset({"NUM003"})
"""Wins over what speaks of the same value of the form."""


def decide(case: Case, run: CheckRun) -> Decision:
    """The outcome of the case after its latest mail; the first that applies."""
    if not _is_submission(case):
        return Decision(Outcome.NOT_A_SUBMISSION)
    found = overruled(case, run.findings)
    standing = [f for f in found if not f.overridden]
    suspended = tuple(f for f in standing if f.code == "ELI001" and f.verdict is Verdict.FAIL)
    if suspended and not _blacklisted(standing):
        return Decision(Outcome.NOT_ACCEPTED, suspended)
    mixed = tuple(f for f in standing if f.code in ("SUB004", "ELI007"))
    if any(f.code == "SUB004" for f in mixed):  # what was compared across two filings proves nothing
        return Decision(Outcome.FOR_SPECIALIST, mixed)
    findings = tuple(_told_once(found))
    missing = dict.fromkeys(f.material for f in findings if f.code in MISSING and f.verdict is Verdict.FAIL and f.holds)
    return Decision(_outcome(findings), findings, tuple(m for m in missing if m))


def _blacklisted(findings: Iterable[Finding]) -> bool:
    """Held whatever else was found: the customer gets a neutral acknowledgement only (G35)."""
    return any(f.code == "ELI007" for f in findings)


def _outcome(findings: tuple[Finding, ...]) -> Outcome:
    holding = [f for f in findings if f.holds]
    if _blacklisted(holding):
        return Outcome.FOR_SPECIALIST
    failed = {f.code for f in holding if f.verdict is Verdict.FAIL}
    if failed.intersection(NOT_ACCEPTED):
        return Outcome.NOT_ACCEPTED
    if failed:
        return Outcome.INCOMPLETE
    return Outcome.FOR_SPECIALIST if any(f.verdict is Verdict.UNSURE for f in holding) else Outcome.COMPLETE


def _is_submission(case: Case) -> bool:
    """Machine mail is none, nor what a person set aside, nor a question in a case without any paper (G36, G37)."""
    if case.latest.mail.mail_class in MACHINES or case.set_aside:
        return False
    papers = any(p.fate is not Fate.DECORATION for p in case.papers)
    return papers or any(s.mail.cloud_links for s in case.submissions)


def _told_once(findings: tuple[Finding, ...]) -> Iterable[Finding]:
    return (f for f in findings if not any(_yields(f, other) for other in findings) and not _moot_subject(f, findings))


def _yields(finding: Finding, other: Finding) -> bool:
    if (other.code, finding.code) not in WINS or other.facts.get("unread") or other.overridden:
        return False
    if other.code in SAME_VALUE:
        return finding.facts.get("form") == other.facts.get("form")
    return other.code in ON_THE_FORM or other.material is finding.material


def _moot_subject(finding: Finding, findings: tuple[Finding, ...]) -> bool:
    """The subject bears the name of the paper: only the form is wrong, which NAM001 or NAM002 tells."""
    if finding.code != "SUB002":
        return False
    return any(f.code in ("NAM001", "NAM002") and f.facts.get("paper") == finding.facts["subject"] for f in findings)
