"""A licence of somebody else beside the entity's own speaks for nobody, and a person is told."""

from dataclasses import replace

import pytest

from filing.case import Case
from filing.terms import Verdict
from tests.fakes.cases import enterprise_case, paper
from tests.unit.checks.judging import found, judged

OWN, OTHER = "苏州甲乙科技有限公司", "南京丙丁文具有限公司"


def other(name: str = OTHER) -> object:
    return paper("business_license", {"entity_name": name, "legal_representative": "王五"}, sha256="sha-other")


def told(case: Case) -> list[tuple[str, Verdict]]:
    return [(f.code, f.verdict) for f in judged(case).findings if f.code.startswith(("NAM", "NUM"))]


@pytest.mark.parametrize("first", [True, False], ids=["before", "behind"])
def test_the_own_licence_is_compared_wherever_the_other_lies(first: bool) -> None:
    case = enterprise_case(add=[other()])
    if first:
        papers = (case.latest.papers[-1], *case.latest.papers[:-1])
        case = replace(case, submissions=(*case.submissions[:-1], replace(case.latest, papers=papers)))

    assert told(case) == [("NAM001", Verdict.UNSURE)]


def test_the_only_licence_is_compared_whatever_it_says() -> None:
    (finding,) = found(enterprise_case(without=["business_license"], add=[other()]), "NAM001")

    assert (finding.verdict, finding.facts["paper"]) == (Verdict.FAIL, OTHER)


def test_a_wrong_licence_that_was_replaced_is_no_matter_any_more() -> None:
    wrong = enterprise_case(without=["business_license"], add=[other()])
    right = next(p for p in enterprise_case().papers if p.material == "business_license")
    case = wrong.with_(replace(wrong.latest, papers=(replace(right, sha256="sha-right"),)))

    assert told(case) == []
