"""What a reply says, before any template: who is greeted, what was received, what is asked for. Pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.names import looks_like_organisation, looks_like_person
from filing.terms import Fate, Material, Verdict
from policy.requirements import Requirements
from replies.addresses import one_line

SOFT = ("SUB001", "SUB002", "SUB003")
LACKING = ("MAT001", "MAT004")
MERGED = frozenset({"FRM001", "FRM002", "FRM003", "FIL001", "FIL002", "FIL003", "FIL004", "FIL005", "SIZ001"})
"""Codes of which many findings make one item: a reply is read on one screen."""

SILENT = frozenset({"QUA005"})
"""Never told to the customer, whatever the verdict (A30)."""

GROUPS = (
    ("登记表", frozenset({Material.REGISTRATION_FORM, Material.ICP_NUMBER_AND_PASSWORD})),
    (
        "核验单、责任书与委托书",
        frozenset({Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT, Material.AUTHORIZATION_LETTER}),
    ),
)
OTHERS = "证件、照片与其他"
MANY = 8
_DOMAIN = re.compile(r"[0-9a-z\u3400-\u9fff.-]{3,80}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Item:
    """One line of a list: the paper or field, what is the matter, what to do."""

    what: str
    problem: str
    advice: str


@dataclass(frozen=True, slots=True)
class Topic:
    """Findings that make one item."""

    code: str
    findings: tuple[Finding, ...]


def greeted(case: Case, decision: Decision) -> str:
    """The entity, if its name has the shape of one: free text of a stranger is not echoed.

    Where the form abbreviates the name, the licence's is used: we do not greet by what we ask to correct.
    """
    full = next((str(f.facts["paper"]) for f in decision.findings if f.code == "NAM002"), case.entity_name or "")
    name = one_line(full, 60)
    plain = not re.search(r"https?|www\.|[@/\\<>{}%]", name, re.IGNORECASE)
    return name if plain and (looks_like_organisation(name) or looks_like_person(name)) else "用户"


def shown_domains(case: Case) -> str:
    """The domains, at most three, each shaped as one."""
    listed = dict.fromkeys(one_line(d, 80).lower().removeprefix("www.") for d in case.domains)
    named = [d for d in listed if _DOMAIN.fullmatch(d) and "." in d]
    return "、".join(named[:3]) + (f" 等{len(named)}个" if len(named) > 3 else "")


def subject_example(case: Case, decision: Decision) -> str:
    """The subject as it should have been, with their own name and domain (G18); "" if one of them is not known."""
    name, domains = greeted(case, decision), shown_domains(case)
    return f"{name}+{domains}" if name != "用户" and domains else ""


def topics(decision: Decision, codes_of: str) -> list[Topic]:
    """What is told of one kind: `files`, `lacking`, `other`, `soft`. Doubts are not: they wait for a specialist."""
    told = [f for f in decision.findings if f.verdict is Verdict.FAIL and f.code not in SILENT]
    wanted = [f for f in told if _kind(f) == codes_of]
    merged: dict[object, list[Finding]] = {}
    for number, finding in enumerate(wanted):
        merged.setdefault(finding.code if finding.code in MERGED else number, []).append(finding)
    return [Topic(group[0].code, tuple(group)) for group in merged.values()]


def _kind(finding: Finding) -> str:
    if finding.code in SOFT:
        return "soft"
    if finding.code.startswith("FIL"):
        return "files"
    return "lacking" if finding.code in LACKING else "other"


def group_of(topic: Topic) -> str:
    """Under which heading a long list has it."""
    material = topic.findings[0].material
    return next((name for name, materials in GROUPS if material in materials), OTHERS)


def accepted(case: Case, asks: Requirements, decision: Decision) -> list[str]:
    """Titles of what was received and need not be sent again."""
    told = {f.material for f in decision.findings if f.verdict is Verdict.FAIL and f.holds}
    there = (a for a in asks.materials if any(True for _ in case.of(a.material)) and a.material not in told)
    number = any(a.material is Material.ICP_NUMBER_AND_PASSWORD for a in asks.materials) and asks.number is not None
    titles = [a.title for a in there]
    if number and not any(m is Material.ICP_NUMBER_AND_PASSWORD for m in told):
        titles += [a.title for a in asks.materials if a.material is Material.ICP_NUMBER_AND_PASSWORD]
    return list(dict.fromkeys(titles))


def doubtful_files(case: Case) -> list[str]:
    """Names of the newest mail's files that a person will look at."""
    papers = case.latest.papers
    return file_names(p.name for p in papers if p.fate is Fate.UNRECOGNISED)


def unopened(case: Case) -> bool:
    """Whether a file could not be opened, which may hold what seems to be missing."""
    return any(p.fate in (Fate.UNREADABLE, Fate.LINK_ONLY) for p in case.latest.papers) or bool(
        case.latest.mail.cloud_links
    )


def file_names(names: Iterable[str], most: int = 6) -> list[str]:
    """Cleaned and shortened."""
    cleaned = [one_line(name, 60) or "未命名文件" for name in names]
    return cleaned if len(cleaned) <= most else [*cleaned[:most], f"等{len(cleaned)}个文件"]
