"""Rules on who has signed what: papers are signed by the website's principal, and that may change on the way."""

from collections.abc import Iterator

from checks.facts import title
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding
from filing.names import confusable, same_name
from filing.paper import Paper
from filing.terms import Fate, Material, Verdict
from policy.requirements import Requirements

SIGNED = (Material.VERIFICATION_FORM, Material.SECURITY_COMMITMENT)
KEY = "website_principal_name"


@rule("QUA007", "网站负责人已更换，此前签字的材料待核对", cites="001 P1 第二步「注：2和3需签名，企业加盖公章后扫描」")
def signed_by_the_former_principal(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A later form names somebody else, and the sheets came with the earlier one: whose signature is it?

    Only if the former had shown their ID card: otherwise the later form corrects a slip of the earlier.
    """
    former = _former(case)
    for material in SIGNED if case.form and former else ():
        papers = list(case.of(material))
        if papers and case.form and all(p.mail < case.form.mail for p in papers):
            facts = {"title": title(asks, material), "former": former, "now": case.form_text(KEY)}
            yield Finding("QUA007", Verdict.UNSURE, material, facts)


def _former(case: Case) -> str | None:
    """The last principal of an earlier form who is another person than the present one, with a card of their own."""
    now = case.form_text(KEY)
    forms = [p for p in case.papers if p.fate is Fate.FORM and case.form and p.mail < case.form.mail]
    names = [t for p in forms if (t := p.text(KEY)) and now and not same_name(t, now) and not confusable(t, now)]
    shown = [t for p in case.papers if _is_card(p) and (t := p.text("name"))]
    return next((n for n in reversed(names) if any(same_name(n, t) for t in shown)), None)


def _is_card(paper: Paper) -> bool:
    return paper.text("id_number") is not None
