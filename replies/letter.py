"""What a reply says, before any template: who is greeted, what was received, what is asked for. Pure."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace

from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.terms import Fate, Material, Outcome, Verdict
from policy.requirements import Requirements
from replies.addresses import one_line
from replies.echo import echoed, plain_host, safe_name

SOFT = ("SUB001", "SUB002")
LACKING = ("MAT001", "MAT004")
MERGED = frozenset({"FRM001", "FRM002", "FRM003", "FIL001", "FIL002", "FIL003", "FIL004", "FIL005", "SIZ001"})
"""Codes of which many findings make one item: a reply is read on one screen."""

AGAIN = "后重新发送登记表。"
"""How an advice ends that asks for the form once more."""

SILENT = frozenset({"QUA005"})
"""Never told to the customer, whatever the verdict (A30)."""

GROUPS = (
    ("登记表", frozenset({Material.REGISTRATION_FORM, Material.ICP_NUMBER_AND_PASSWORD})),
    (
        "核验单、责任书与委托书",
        frozenset({Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT, Material.AUTHORIZATION_LETTER}),
    ),
)
ON_THE_FORM = frozenset({"NAM002", "NUM001", "NUM002", "FRM011"})  # found beside a paper, mended on the form
EITHER = frozenset({"NAM001", "NAM003", "NAM004", "NAM005", "NAM006"})  # on the form or by another paper
OTHERS = "证件、照片与其他"
MANY = 8  # items from which a list is grouped
FEW = 3  # missing papers up to which each is explained although a file that did not open may hold it
SEVERITY = ("ELI", "ICP", "MAT", "FRM", "NAM", "NUM", "SIZ", "QUA", "SIT")
"""Most severe first: what cannot be filed, then papers, fields, differences, quality, advice."""


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


def says_only(case: Case) -> bool:
    """A mail to a case that brings nothing to check: thanks, a question, a wish. The last letter is no answer to it."""
    new, told = case.latest, ("website_icp_number", "entity_icp_number", "icp_password")
    brings = any(p.fate is not Fate.DECORATION for p in new.papers) or any(key in new.body for key in told)
    return len(case.submissions) > 1 and not (brings or new.mail.cloud_links)


def greeted(case: Case, decision: Decision) -> str:
    """The entity, if its name has the shape of one: free text of a stranger is not echoed.

    Where the form abbreviates the name, the licence's is used: we do not greet by what we ask to correct.
    """
    full = next((str(f.facts["paper"]) for f in decision.findings if f.code == "NAM002"), case.entity_name or "")
    return safe_name(full) or "用户"


def shown_domains(case: Case) -> str:
    """The domains, at most three, each shaped as one."""
    named = [d for d in dict.fromkeys(one_line(d, 80).lower().removeprefix("www.") for d in case.domains) if _domain(d)]
    return "、".join(named[:3]) + (f" 等{len(named)}个" if len(named) > 3 else "")


def own_domains(case: Case) -> frozenset[str]:
    """The domains that the sender names as the case's, in the form and in subjects: these may be repeated (T104)."""
    named = [*case.domains, *(d for s in case.submissions for d in s.subject_line.domains)]
    return frozenset(d.strip().lower().removeprefix("www.") for d in named if _domain(d))


def _domain(text: str) -> bool:
    """A domain, or the address of a site that has only an IP."""
    return plain_host(text) is not None or re.fullmatch(r"\d{1,3}(?:\.\d{1,3}){3}", text.strip()) is not None


def subject_example(case: Case, decision: Decision) -> str:
    """The subject as it should have been, with their own name and domain (G18); "" if one of them is not known."""
    name, domains = greeted(case, decision), shown_domains(case)
    return f"{name}+{domains}" if name != "用户" and domains else ""


def topics(decision: Decision, codes_of: str) -> list[Topic]:
    """What is told of one kind: `files`, `lacking`, `other`, `soft`. Doubts are not: they wait for a specialist."""
    told = [f for f in decision.findings if f.verdict is Verdict.FAIL and not f.overridden and f.code not in SILENT]
    wanted = sorted((f for f in told if _kind(f) == codes_of), key=_severity)
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


def _severity(finding: Finding) -> int:
    prefix = finding.code[:3]
    return SEVERITY.index(prefix) if prefix in SEVERITY else len(SEVERITY)


def group_of(topic: Topic) -> str:
    """Under which heading a long list has it."""
    material = Material.REGISTRATION_FORM if topic.code in ON_THE_FORM else topic.findings[0].material
    return next((name for name, materials in GROUPS if material in materials), OTHERS)


def accepted(case: Case, asks: Requirements, decision: Decision) -> list[str]:
    """Titles of what was received and need not be sent again."""
    told = [f for f in decision.findings if f.verdict is Verdict.FAIL and f.holds]
    again = {m for f in told for m in _asked_again(f)} | set(_pending(decision))
    files = {f.facts.get("file") for f in told if f.code not in ON_THE_FORM}
    there = (a for a in asks.materials if a.material not in again and _sound(case, a.material, files))
    number = any(a.material is Material.ICP_NUMBER_AND_PASSWORD for a in asks.materials) and asks.number is not None
    titles = [a.title for a in there]
    if number and Material.ICP_NUMBER_AND_PASSWORD not in again:
        titles += [a.title for a in asks.materials if a.material is Material.ICP_NUMBER_AND_PASSWORD]
    return list(dict.fromkeys(titles))


def pending(asks: Requirements, decision: Decision) -> list[str]:
    """Titles of what came and waits for a person's look, where a list is told: nobody says yet that it will do."""
    return [a.title for a in asks.materials if a.material in set(_pending(decision))]


def _pending(decision: Decision) -> Iterator[Material]:
    if decision.outcome is Outcome.INCOMPLETE:
        told = {m for f in decision.findings if f.verdict is Verdict.FAIL and f.holds for m in _asked_again(f)}
        doubts = (f.material for f in decision.findings if f.verdict is Verdict.UNSURE and f.holds)
        yield from (m for m in doubts if m and m not in told)


def _sound(case: Case, material: Material, told: Collection[object]) -> bool:
    """Whether a paper of it came that nothing is told of: one card may stand for one person in two roles."""
    return any(paper.name not in told for paper in case.of(material))


def _asked_again(finding: Finding) -> tuple[Material | None, ...]:
    """What the letter asks for because of it: that is not received, and what lies beside it is."""
    if finding.code in ON_THE_FORM:
        return (Material.REGISTRATION_FORM,)
    persons = (Material.LEGAL_REPRESENTATIVE_ID,) if finding.code == "NAM004" else ()
    return (finding.material, *persons, *((Material.REGISTRATION_FORM,) if finding.code in EITHER else ()))


def corrected_once(items: list[Item]) -> list[Item]:
    """Several corrections of the form are one form to send again: only the last item says so."""
    last = max((n for n, item in enumerate(items) if item.advice.endswith(AGAIN)), default=-1)
    many = sum(item.advice.endswith(AGAIN) for item in items) > 1
    return [
        _once(item, last=n == last) if many and item.advice.endswith(AGAIN) else item for n, item in enumerate(items)
    ]


def _once(item: Item, *, last: bool) -> Item:
    advice = item.advice.removesuffix(AGAIN)
    return replace(
        item, advice=f"{advice}{AGAIN[:-1]}（登记表的各项改在同一份中，发送一次即可）。" if last else f"{advice}。"
    )


def doubtful_files(case: Case) -> list[str]:
    """Names of the newest mail's files that a person will look at."""
    own = own_domains(case)
    return [echoed(p.name, own, 60) or "未命名文件" for p in case.latest.papers if p.fate is Fate.UNRECOGNISED]


def unopened(case: Case) -> bool:
    """Whether a file could not be opened, which may hold what seems to be missing."""
    return any(p.fate in (Fate.UNREADABLE, Fate.LINK_ONLY) for p in case.latest.papers) or bool(
        case.latest.mail.cloud_links
    )
