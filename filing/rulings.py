"""What people have said of a case, applied to it before any rule runs. Pure, and the same however often it is done."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from filing.acts import FactCorrected, MaterialCorrected, Narrowed
from filing.case import Case, Submission
from filing.mail import SubjectLine
from filing.paper import Fact, Paper
from filing.terms import Fate, Material

PERSON = "person"
"""The source of a fact that a person has read."""

ELSEWHERE = "归入另一件备案。"


def ruled(case: Case) -> Case:
    """The case as its acts say: later ones count more."""
    corrected = (MaterialCorrected, FactCorrected)
    for act in case.acts:
        if isinstance(act, corrected):
            found = {i: p for i, p in enumerate(case.papers) if p.sha256 == act.paper}
            case = case.with_papers({i: _corrected(p, act) for i, p in found.items()})
        elif isinstance(act, Narrowed):
            case = replace(case, submissions=tuple(_narrowed(case.submissions, act)))
    return case


def _corrected(paper: Paper, act: MaterialCorrected | FactCorrected) -> Paper:
    return _as_material(paper, act) if isinstance(act, MaterialCorrected) else _with_fact(paper, act)


def _as_material(paper: Paper, act: MaterialCorrected) -> Paper:
    """A duplicate stays one: the copy before it is corrected as well."""
    if act.material is None:
        return replace(paper, fate=Fate.DECORATION, material=None, also=(), unsure=False)
    fate = Fate.FORM if act.material is Material.REGISTRATION_FORM else Fate.MATERIAL
    fate = Fate.DUPLICATE if paper.fate is Fate.DUPLICATE else fate
    fixed = act.material is not Material.ID_CARD
    return replace(paper, fate=fate, material=act.material, also=(), unsure=False, problem=None, ruled=fixed)


def _with_fact(paper: Paper, act: FactCorrected) -> Paper:
    facts = {key: fact for key, fact in paper.facts.items() if key != act.key}
    if act.value:
        old = paper.facts.get(act.key, Fact(""))
        facts[act.key] = replace(old, value=act.value, sure=True, source=PERSON, other=None)
    return replace(paper, facts=facts)


def _narrowed(submissions: Iterable[Submission], act: Narrowed) -> Iterator[Submission]:
    for submission in submissions:
        if submission.mail.sha256 != act.mail:
            yield submission
            continue
        papers = tuple(_apart(p) if p.sha256 in act.elsewhere else p for p in submission.papers)
        own = submission.subject_line
        line = SubjectLine(act.entity_name, act.domains, own.filing_kind, confident=True)
        yield replace(submission, papers=papers, subject_line=line if act.entity_name or act.domains else own)


def _apart(paper: Paper) -> Paper:
    return replace(paper, fate=Fate.DECORATION, material=None, also=(), about=ELSEWHERE)
