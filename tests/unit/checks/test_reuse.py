"""Papers of earlier filings (A09, [000:157])."""

from dataclasses import replace

import pytest

from filing.case import Case
from filing.records import Records
from filing.terms import Material, Outcome, Verdict
from tests.fakes.cases import enterprise_case, id_facts, paper
from tests.fakes.people import Organisation, Person
from tests.unit.checks.judging import found, judged

LICENCE = {"entity_name": "苏州甲乙科技有限公司", "uscc": Organisation().uscc, "valid_to": "长期"}
REFERENCE = "BA-20260801-0001"


def without_licence(**read: str) -> Case:
    earlier = paper("business_license", {**LICENCE, **read}, name="旧执照.jpg")
    return replace(enterprise_case(without=["business_license"]), records=Records(earlier=((REFERENCE, earlier),)))


def test_an_earlier_licence_is_proposed_to_a_specialist_where_the_policy_allows_it() -> None:
    decision = judged(without_licence(), "gaojie")

    (finding,) = [f for f in decision.findings if f.code == "MAT001"]
    assert (finding.verdict, finding.facts["reuse"]) == (Verdict.UNSURE, REFERENCE)
    assert decision.outcome is Outcome.FOR_SPECIALIST
    assert decision.missing == ()


def test_the_classic_policy_asks_for_everything_again() -> None:
    assert judged(without_licence()).missing == (Material.BUSINESS_LICENSE,)


@pytest.mark.parametrize(
    "read", [{"entity_name": "苏州甲乙有限公司"}, {"uscc": "91320000000000000X"}, {"valid_to": "2026-09-14"}]
)
def test_another_name_or_number_or_an_expired_paper_is_not_proposed(read: dict[str, str]) -> None:
    assert judged(without_licence(**read), "gaojie").missing == (Material.BUSINESS_LICENSE,)


def test_an_id_card_is_proposed_for_its_holder_only() -> None:
    card = paper("id_card", id_facts(Person("张三")), name="身份证.jpg")
    case = enterprise_case(without=["website_principal_id"])
    known = replace(case, records=Records(earlier=((REFERENCE, card),)))
    other = replace(case, records=Records(earlier=((REFERENCE, paper("id_card", id_facts(Person("李四")))),)))

    assert judged(known, "gaojie").missing == ()
    assert Material.WEBSITE_PRINCIPAL_ID in judged(other, "gaojie").missing
    assert {f.verdict for f in found(other, "MAT001")} == {Verdict.FAIL}


def test_neither_form_nor_photo_comes_by_mail_where_papers_go_by_post() -> None:
    case = enterprise_case(without=["backdrop_photo"])
    decision = judged(case, "gaojie")
    lines = [f.facts["key"] for f in decision.findings if f.code == "QUA004"]

    assert decision.outcome is Outcome.COMPLETE
    assert {"paper_originals", "photo_on_site", "paper_copy"} <= set(lines)
