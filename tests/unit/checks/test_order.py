"""Files come in any order and in any number of mails: the judgement is the same (T196)."""

from datetime import timedelta
from itertools import pairwise
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filing.case import Case, Submission
from filing.paper import Paper
from tests.fakes.cases import TUESDAY_NINE, enterprise_case, id_facts, individual_case, mail, paper
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


def sent(papers: list[Paper], cuts: list[int]) -> Case:
    """The same papers in as many mails as the cuts make; a mail may be empty, and one bears what the body said."""
    case = Case(CASE.access_province)
    bounds = [0, *sorted(cuts), len(papers)]
    for number, (start, end) in enumerate(pairwise(bounds)):
        moment = TUESDAY_NINE + timedelta(minutes=number)
        letter = mail(message_id=f"<{number}@customer.example>", sha256=f"mail-{number}", received_at=moment)
        body = CASE.latest.body if number == len(cuts) // 2 else {}
        case = case.with_(Submission(letter, CASE.latest.subject_line, tuple(papers[start:end]), body))
    return case


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.permutations(CASE.papers), st.lists(st.integers(0, len(CASE.papers)), max_size=4))
def test_order_and_number_of_mails_decide_nothing(papers: list[Paper], cuts: list[int]) -> None:
    assert verdicts(sent(papers, cuts)) == verdicts(CASE)


@pytest.mark.parametrize(
    "case",
    [
        enterprise_case(),
        enterprise_case(kind="备案接入", body={"website_icp_number": "苏ICP备12345678号-1", "icp_password": "Ab12cd"}),
        individual_case(province="辽宁", without=["backdrop_photo"], entity_principal_landline=None),
        enterprise_case(province="新疆", without=["domain_certificate"]),
        enterprise_case(province="上海", manager="李四", sizes={"business_license": 512_000}),
    ],
)
def test_each_paper_by_itself_in_any_order_decides_the_same(case: Case) -> None:
    for seed in range(20):
        papers = Random(seed).sample(case.papers, len(case.papers))  # noqa: S311 - an order, not a secret
        alone = Case(case.access_province)
        for number, paper_ in enumerate(papers):
            letter = mail(sha256=f"mail-{number}", received_at=TUESDAY_NINE + timedelta(minutes=number))
            alone = alone.with_(Submission(letter, case.latest.subject_line, (paper_,), case.latest.body))
        assert verdicts(alone) == verdicts(case)
