"""Files come in any order and in any number of mails: the judgement is the same (T196)."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from filing.case import Case, Submission
from filing.paper import Paper
from tests.fakes.cases import enterprise_case, id_facts, mail, paper
from tests.fakes.people import Person
from tests.unit.checks.judging import judged

BOSS, KEEPER = Person("张三"), Person("李四", sequence="002")


def mixed() -> Case:
    """A case with faults, and cards in four files."""
    cards = [
        paper("id_card", {**id_facts(BOSS), "sides": ("portrait",)}, name="法人正.jpg", sha256="s1"),
        paper("id_card", {"sides": ("emblem",)}, name="法人反.jpg", sha256="s2"),
        paper("id_card", {**id_facts(KEEPER), "sides": ("portrait",)}, name="负责人正.jpg", sha256="s3", size=100_000),
        paper("id_card", {"sides": ("emblem",)}, name="负责人反.jpg", sha256="s4"),
    ]
    left_out = ["website_principal_id", "legal_representative_id", "authorization_letter"]
    return enterprise_case(manager="李四", without=left_out, add=cards, entity_name="甲乙科技")


CASE = mixed()


def verdicts(case: Case) -> object:
    decision = judged(case)
    found = {(f.code, f.verdict, f.material, str(f.facts.get("file"))) for f in decision.findings}
    return decision.outcome, set(decision.missing), found


def sent(papers: list[Paper], cut: int) -> Case:
    """The same papers in two mails, or in one."""
    case = Case(CASE.access_province)
    for number, part in enumerate(p for p in (papers[:cut], papers[cut:]) if p):
        one = replace(CASE.latest, mail=mail(message_id=f"<{number}@customer.example>"), papers=tuple(part))
        case = case.with_(Submission(one.mail, one.subject_line, one.papers))
    return case


@settings(max_examples=60, deadline=None)
@given(st.permutations(CASE.papers), st.integers(0, len(CASE.papers)))
def test_order_and_number_of_mails_decide_nothing(papers: list[Paper], cut: int) -> None:
    assert verdicts(sent(papers, cut)) == verdicts(CASE)
