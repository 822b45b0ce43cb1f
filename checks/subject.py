"""Rules on the mail's subject: 「主题为网站主办者全称+备案域名」 [001:118]."""

from collections.abc import Iterator

from checks.compare import compare_names
from checks.domains import form_domains, plain_domain
from checks.facts import form_fact
from checks.rule import rule
from filing.case import Case
from filing.finding import Finding, Json
from filing.paper import Fact
from filing.terms import Verdict
from policy.requirements import Requirements

CITES = "001 P1 第二步「主题为网站主办者全称+备案域名」"


@rule("SUB001", "邮件主题不是主办者全称+域名", cites=CITES)
def subject_without_name_or_domain(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Soft: the papers are processed all the same (G18). One good subject in the thread is enough."""
    lines = [s.subject_line for s in case.submissions]
    if any(line.entity_name and line.domains for line in lines):
        return
    line = lines[-1]
    absent = [("name", line.entity_name), ("domain", line.domains)]
    lacks: list[Json] = [key for key, value in absent if not value]
    yield Finding("SUB001", Verdict.FAIL, facts={"subject": case.latest.mail.subject, "lacks": lacks}, holds=False)


@rule("SUB002", "主题中的主办者与登记表不一致", cites=CITES)
def subject_names_another_entity(case: Case, asks: Requirements) -> Iterator[Finding]:
    """Soft too: the form speaks, the subject only files the mail."""
    line, form = case.latest.subject_line, form_fact(case, "entity_name")
    if not line.entity_name or form is None:
        return
    verdict = compare_names(form, Fact(line.entity_name, sure=line.confident, source="body"))
    if verdict is not Verdict.PASS:
        yield Finding("SUB002", verdict, facts={"subject": line.entity_name, "form": form.text}, holds=False)


@rule("SUB003", "主题中的域名与登记表不一致", cites=CITES)
def subject_names_another_domain(case: Case, asks: Requirements) -> Iterator[Finding]:
    """A domain of the subject that the form does not list: one of the two is not the site that is meant."""
    line, listed = case.latest.subject_line, form_domains(case)
    if not listed:
        return
    strange: list[Json] = [d for d in line.domains if plain_domain(d) not in map(plain_domain, listed)]
    if strange:
        form = form_fact(case, "domains")
        proven = line.confident and form is not None and form.sure
        facts: dict[str, Json] = {"subject": strange, "form": list(listed)}
        yield Finding("SUB003", Verdict.FAIL if proven else Verdict.UNSURE, facts=facts)
