"""Scenarios of the field (G01-G36) that a decision alone shows."""

import pytest

from filing.case import Case, Submission
from filing.terms import Material, Outcome
from tests.fakes.cases import enterprise_case, individual_case, mail, paper
from tests.fakes.people import Person
from tests.unit.checks.judging import holding, judged


def asks_for(case: Case, code: str) -> list[object]:
    return [f.facts["title"] for f in judged(case).findings if f.code == code]


@pytest.mark.parametrize(
    ("province", "title"),
    [
        ("江苏", "《网站负责人委托书》"),
        ("上海", "《网站负责人委托书-上海》"),
        ("湖南", "《湖南和安徽企业备案委托书》"),
        ("安徽", "《湖南和安徽企业备案委托书》"),
    ],
)
def test_g03_to_g05_the_letter_bears_the_province_s_title(province: str, title: str) -> None:
    case = enterprise_case(province=province, manager="李四", without=["authorization_letter"])

    assert asks_for(case, "MAT001") == [title]


def test_g06_guangdong_needs_its_own_sheet() -> None:
    case = enterprise_case(province="广东", facts={"verification_form": {"title": "网站备案真实性核验单"}})

    assert asks_for(case, "MAT002") == ["《网站备案真实性核验单-广东》"]
    assert judged(case).missing == ()


def test_g07_a_fingerprint_is_a_line_of_the_checklist_for_individuals_of_jiangxi() -> None:
    def fingerprints(case: Case) -> list[object]:
        return [f for f in judged(case).findings if f.facts.get("key") == "fingerprint"]

    assert judged(individual_case(province="江西")).outcome is Outcome.COMPLETE
    assert fingerprints(individual_case(province="江西"))
    assert not fingerprints(enterprise_case(province="江西"))


def test_g08_individuals_of_liaoning_need_a_landline() -> None:
    empty = {"entity_principal_landline": None, "website_principal_landline": None}

    assert holding(judged(individual_case(province="辽宁", **empty))) == ["FRM007"]
    assert holding(judged(individual_case(province="江苏", **empty))) == []


@pytest.mark.parametrize("province", ["新疆", "西藏", "山东", "甘肃"])
def test_g09_suspended_provinces_are_not_accepted(province: str) -> None:
    assert judged(enterprise_case(province=province)).outcome is Outcome.NOT_ACCEPTED


def test_g10_shanxi_is_neither_suspended_nor_forgotten() -> None:
    decision = judged(enterprise_case(province="山西"))

    assert decision.outcome is Outcome.COMPLETE
    assert any(f.facts.get("key") == "machine_typed_domain" for f in decision.findings)


def test_g12_and_g13_only_scans_have_a_lower_bound() -> None:
    assert holding(judged(enterprise_case(sizes={"business_license": 512_000}))) == ["SIZ001"]
    small = {"registration_form": 38_000, "domain_certificate": 120_000}
    assert judged(enterprise_case(sizes=small)).outcome is Outcome.COMPLETE


def test_g16_an_access_filing_needs_number_and_password() -> None:
    body = {"website_icp_number": "苏ICP备12345678号-1", "icp_password": "Ab12cd"}

    assert judged(enterprise_case(kind="备案接入")).missing == (Material.ICP_NUMBER_AND_PASSWORD,)
    assert judged(enterprise_case(kind="备案接入", body=body)).outcome is Outcome.COMPLETE


def test_g20_papers_of_two_mails_make_one_case() -> None:
    first = enterprise_case(without=["backdrop_photo"])
    second = Submission(mail(message_id="<2@x.example>"), first.latest.subject_line, (paper("backdrop_photo"),))

    assert judged(first.with_(second)).outcome is Outcome.COMPLETE


def test_g28_a_public_institution_shows_its_own_certificate() -> None:
    case = enterprise_case(name="苏州甲乙博物馆", uscc_kind="12", nature="事业单位")

    assert judged(case).outcome is Outcome.COMPLETE


def test_g29_one_side_of_a_card_asks_for_the_other() -> None:
    decision = judged(enterprise_case(facts={"website_principal_id": {"sides": ("portrait",)}}))

    assert [(f.code, f.facts["lacks"]) for f in decision.findings if f.holds] == [("MAT003", "emblem")]


def test_g30_numbers_of_people_older_than_their_county_are_valid() -> None:
    assert judged(enterprise_case()).outcome is Outcome.COMPLETE
    assert Person().id_number[6:10] == "1980"


def test_g34_a_change_across_provinces_is_not_accepted() -> None:
    number = {"entity_icp_number": "苏ICP备12345678号", "icp_password": "Ab12cd"}
    decision = judged(enterprise_case(province="浙江", kind="变更备案", **number))

    assert decision.outcome is Outcome.NOT_ACCEPTED
    assert "ELI006" in holding(decision)
