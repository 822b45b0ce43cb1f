"""Several forms in one mail, of several filings (A38) or of one: what is meant a specialist decides."""

from collections.abc import Iterator
from dataclasses import dataclass

from checks.compare import compare_names
from checks.domains import plain_domain, split_list
from checks.facts import blank, items, owned_label, shown
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.names import fold, same_name
from filing.paper import Paper
from filing.terms import Fate, Material, Verdict
from policy.requirements import Requirements

FORM = Material.REGISTRATION_FORM
NAMED = ("entity_name", "website_principal_name", "entity_principal_name", "legal_rep_name")
BEARERS = ("entity_name", "holder", "name")
"""On a paper: whose it is."""


@dataclass(frozen=True, slots=True)
class Filing:
    """One of the filings in a mail: its form, its domains, the papers that can be nobody else's."""

    form: Paper
    domains: tuple[str, ...]
    papers: tuple[Paper, ...]


@rule("SUB004", "一封邮件含多件备案", cites="001 P1 第二步「主题为网站主办者全称+备案域名」")
def several_filings(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Forms of several entities, or of one for unlike domains, in the newest mail that has any form."""
    found = proposed(case)
    if not found:
        return
    sure = {id(p) for filing in found for p in filing.papers}
    filings: list[Json] = [_filing(filing) for filing in found]
    loose: list[Json] = [p.name for p in _papers(case, found[0].form) if id(p) not in sure]
    yield Finding("SUB004", Verdict.UNSURE, facts={"filings": filings, "unassigned": loose})


@rule("FRM014", "一封邮件中的几份登记表不一致", cites="001 P1 第二步「用户真实完整填写」")
def forms_of_one_mail_differ(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Which of two forms for one filing is right cannot be known; a form of a later mail corrects the earlier ones."""
    chosen = case.form
    for other in (p for p in case.papers if chosen and p.fate is Fate.FORM and p.mail == chosen.mail):
        if chosen and other is not chosen and _same_filing(chosen, other):
            fields: list[Json] = list(_contradictions(chosen, other))
            if fields:
                yield Finding("FRM014", Verdict.UNSURE, FORM, {"files": [other.name, chosen.name], "fields": fields})


def _contradictions(one: Paper, other: Paper) -> Iterator[Json]:
    """The fields that both fill in, and certainly with another value each."""
    for key, fact in one.facts.items():
        beside = other.facts.get(key)
        if beside and not blank(fact.text) and not blank(beside.text) and compare_names(fact, beside) is Verdict.FAIL:
            filled: list[Json] = [shown(key, beside.text), shown(key, fact.text)]
            yield {"label": owned_label(key, fact), "filled": filled}


def proposed(case: Case) -> tuple[Filing, ...]:
    """The filings of a mail that holds several; () for one that holds one."""
    forms = _forms(case)
    if len(forms) < 2:
        return ()
    papers = _papers(case, forms[0])
    owned = [tuple(p for p in papers if _owners(p, forms) == [form]) for form in forms]
    return tuple(Filing(form, _domains(form), own) for form, own in zip(forms, owned, strict=True))


def _papers(case: Case, form: Paper) -> list[Paper]:
    return [p for p in case.papers if p.mail == form.mail and p.fate is Fate.MATERIAL]


def _filing(filing: Filing) -> Json:
    name = filing.form.text("entity_name")
    return {"entity_name": name, "domains": list(filing.domains), "files": [p.name for p in filing.papers]}


def _forms(case: Case) -> list[Paper]:
    """One form for each filing: a second copy of the same filing is none of its own."""
    of_newest = [p for p in case.papers if p.fate is Fate.FORM and case.form and p.mail == case.form.mail]
    kept: list[Paper] = []
    for form in of_newest:
        if form.text("entity_name") and not any(_same_filing(form, other) for other in kept):
            kept.append(form)
    return kept


def _same_filing(a: Paper, b: Paper) -> bool:
    """A corrected form beside the old one still names a domain of it, or the same owner and no domain."""
    if not same_name(a.text("entity_name") or "", b.text("entity_name") or ""):
        return False
    left, right = set(_domains(a)), set(_domains(b))
    return bool(left & right) or not left or not right


def _domains(paper: Paper) -> tuple[str, ...]:
    found = items(paper.facts.get("domains") or paper.facts.get("domain"))
    return tuple(plain_domain(d) for item in found for d in split_list(item))


def _owners(paper: Paper, forms: list[Paper]) -> list[Paper]:
    """The forms that a paper may belong to: by its domain, by the name that it bears, else by its file's name."""
    domains = set(_domains(paper))
    by_domain = [f for f in forms if domains & set(_domains(f))]
    borne = [t for key in BEARERS if (t := paper.text(key))]
    by_name = [f for f in forms if any(same_name(t, n) for t in borne for n in _names(f))]
    by_file = [f for f in forms if any(fold(n) in fold(paper.name) for n in _names(f))]
    return by_domain or by_name or by_file


def _names(form: Paper) -> list[str]:
    return [t for key in NAMED if (t := form.text(key))]
