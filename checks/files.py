"""Rules on files that could not be used. One file, one finding: whatever it was, the customer sends it again."""

import re
from collections.abc import Iterator

from checks.completeness import ELSEWHERE, received
from checks.hints import ID_ROLES, hinted
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.paper import Paper
from filing.terms import CHINESE, Fate, Material, Problem, Verdict
from policy.requirements import Requirements

MAIL_RULE = "001 P1 第二步「按省别发邮件给备案专员」"


def _lacking(case: Case, asks: Requirements) -> bool:
    return any(a.material not in ELSEWHERE and not received(case, a.material) for a in asks.materials)


def _open(case: Case, asks: Requirements, *fates: Fate) -> Iterator[Paper]:
    """Files of these fates that still matter.

    A file of a known material matters until that material is there; a nameless one while it is in the newest mail, or
    anything is lacking that it may have been.
    """
    for paper in case.papers:
        material = hinted(paper)
        if paper.fate not in fates or (material and _there(case, material)):
            continue
        if material or paper.mail == len(case.submissions) or _lacking(case, asks):
            yield paper


def _there(case: Case, material: Material) -> bool:
    roles = ID_ROLES if material is Material.ID_CARD else (material,)
    return all(received(case, m) for m in roles)


def _finding(code: str, verdict: Verdict, paper: Paper) -> Finding:
    problem = paper.problem.value if paper.problem else None
    material = hinted(paper)
    known = material if material is not Material.ID_CARD else Material.WEBSITE_PRINCIPAL_ID
    facts: dict[str, Json] = {"file": paper.name, "problem": problem, "about": paper.about}
    if paper.problem is Problem.EMPTY:
        facts["state"] = re.split("[，。]", paper.about)[0] or "文件是空的"
    return Finding(code, verdict, known, facts | ({"what": CHINESE[known]} if known else {}))


def _unreadable(code: str, case: Case, asks: Requirements, *problems: Problem) -> Iterator[Finding]:
    for paper in _open(case, asks, Fate.UNREADABLE):
        if paper.problem in problems:
            yield _finding(code, Verdict.FAIL, paper)


@rule("FIL001", "文件类型不受理，或未能识别为任何材料", cites="001 P1 第二步「所有证件要原件扫描件」")
def unrecognised_file(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Not a scan at all: told. Readable but unknown, or our own reader failed: a specialist looks."""
    yield from _unreadable("FIL001", case, asks, Problem.NOT_ACCEPTED)
    for paper in _open(case, asks, Fate.UNREADABLE, Fate.UNRECOGNISED):
        if paper.fate is Fate.UNRECOGNISED or paper.problem in (Problem.CRASHED, None):
            yield _finding("FIL001", Verdict.UNSURE, paper)


@rule("FIL002", "文件或压缩包有密码", cites=MAIL_RULE)
def file_with_a_password(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Nobody can open it."""
    return _unreadable("FIL002", case, asks, Problem.PASSWORD)


@rule("FIL003", "仅有超大附件下载链接", cites=MAIL_RULE)
def download_link_only(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A provider's large attachment is a link: it expires and is never fetched (G25). Moot once nothing is lacking."""
    if not _lacking(case, asks):
        return
    papers = list(_open(case, asks, Fate.LINK_ONLY))
    yield from (_finding("FIL003", Verdict.FAIL, p) for p in papers)
    linked = any(s.mail.cloud_links for s in case.submissions)
    if linked and not papers:
        yield Finding("FIL003", Verdict.FAIL, facts={"file": "", "problem": None, "about": ""})


@rule("FIL004", "文件已损坏", cites=MAIL_RULE)
def damaged_file(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Cut short, not what it claims, or without a single byte."""
    return _unreadable("FIL004", case, asks, Problem.DAMAGED, Problem.EMPTY)


@rule("FIL005", "压缩包或图片超出安全限度", cites=MAIL_RULE)
def file_over_the_limits(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Too many members, too deep, too many pixels."""
    return _unreadable("FIL005", case, asks, Problem.OVER_LIMITS)
