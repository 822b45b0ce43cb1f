"""Where the entity is: the order of A04, and what weak evidence may not do."""

import pytest

from filing.case import Case
from filing.terms import Material
from policy.resolve import PolicyOfDay
from tests.fakes.cases import case_of, enterprise_case, form_paper, individual_case, paper
from tests.fakes.people import id_number, uscc


@pytest.mark.parametrize(
    ("case", "province", "source", "strong"),
    [
        (enterprise_case(province="广东"), "广东", "form", True),
        (enterprise_case(province="广东", entity_province=None), "广东", "cert_address", True),
        (case_of([form_paper({"entity_province": "苏州市"})]), "江苏", "form", True),
        (case_of([form_paper({"entity_province": "320000"})]), "江苏", "form", True),
        (case_of([form_paper({"entity_city": "苏州市"})]), "江苏", "form", True),
        (case_of([paper("business_license", {"address": "山西省某某市某某路1号"})]), "山西", "paper_address", True),
        (case_of([form_paper({"entity_cert_no": uscc("山西")})]), "山西", "uscc", False),
        (case_of([form_paper({"entity_cert_no": id_number("陕西")})]), "陕西", "id_number", False),
        (case_of([form_paper({"entity_principal_landline": "0898-80000001"})]), "海南", "landline", False),
        (case_of([form_paper({"entity_icp_number": "渝ICP备12345678号"})]), "重庆", "icp_number", False),
        (case_of([], body={"website_icp_number": "渝ICP备12345678号-1"}), "重庆", "icp_number", False),
        (case_of([form_paper({"entity_province": "南京路"})]), None, "", False),
        (case_of([]), None, "", False),
    ],
)
def test_evidence_is_taken_in_its_order(
    today: PolicyOfDay, case: Case, province: str | None, source: str, strong: bool
) -> None:
    asks = today.asks(case)
    assert (asks.entity_province, asks.entity_province_source, asks.entity_province_strong) == (
        province,
        source,
        strong,
    )


def test_an_individual_lives_where_the_id_card_says(today: PolicyOfDay) -> None:
    silent = dict.fromkeys(("entity_province", "entity_city", "entity_cert_address"))
    asks = today.asks(individual_case(province="江西", **silent))
    assert (asks.entity_province, asks.entity_province_source) == ("江西", "paper_address")
    company = today.asks(enterprise_case(province="江西", without=["business_license"], **silent))
    assert company.entity_province_source == "uscc"


def test_access_province_and_entity_province_are_never_conflated(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case(access="安徽", province="江苏"))
    assert (asks.access_province, asks.entity_province) == ("安徽", "江苏")


def test_where_strong_evidence_conflicts_the_exceptions_of_all_apply(today: PolicyOfDay) -> None:
    case = enterprise_case(facts={"business_license": {"address": "广东省某某市某某路1号"}}, manager="李四")
    asks = today.asks(case)
    assert asks.entity_province == "江苏"
    assert asks.entity_provinces_strong == ("江苏", "广东")
    sheet = asks.ask(Material.VERIFICATION_FORM)
    assert sheet is not None
    assert sheet.special
    assert sheet.doubtful


@pytest.mark.parametrize(
    ("case", "doubtful"),
    [
        (enterprise_case(province="广东"), False),
        (case_of([form_paper({"entity_principal_landline": "020-80000001"})]), True),
        (case_of([paper("business_license", {"address": "广东省某某市某某路1号"}, sure=False)]), True),
    ],
)
def test_a_version_is_certain_only_where_the_province_is(today: PolicyOfDay, case: Case, doubtful: bool) -> None:
    sheet = today.asks(case).ask(Material.VERIFICATION_FORM)
    assert sheet is not None
    assert (sheet.special, sheet.doubtful) == (True, doubtful)


def test_an_individual_from_elsewhere_needs_a_landline_only_where_they_file(today: PolicyOfDay) -> None:
    assert not today.asks(individual_case(province="辽宁", entity_province="江苏省")).landline_required
    assert today.asks(individual_case(province="江苏", entity_province="辽宁省")).landline_required


def test_weak_evidence_beside_strong_is_seen_and_changes_nothing(today: PolicyOfDay) -> None:
    asks = today.asks(enterprise_case(entity_principal_cert_no=id_number("山东"), entity_principal_landline="020-8000"))
    assert asks.entity_provinces_seen == ("江苏", "山东", "广东")
    assert asks.suspension is None
    assert not asks.suspension_unsure
    sheet = asks.ask(Material.VERIFICATION_FORM)
    assert sheet is not None
    assert not sheet.special


@pytest.mark.parametrize(
    "case",
    [
        case_of([form_paper({"entity_cert_no": uscc("山东")})]),
        case_of([form_paper({"entity_principal_landline": "0991-8000001"})]),
        case_of([paper("business_license", {"address": "甘肃省某某市某某路1号"}, sure=False)]),
        enterprise_case(facts={"business_license": {"address": "山东省某某市某某路1号"}}),
    ],
)
def test_only_strong_sure_evidence_suspends_the_rest_is_asked_about(today: PolicyOfDay, case: Case) -> None:
    asks = today.asks(case)
    assert asks.suspension is None
    assert asks.suspension_unsure


def test_the_word_of_the_form_suspends_even_if_a_paper_says_otherwise(today: PolicyOfDay) -> None:
    suspension = today.asks(enterprise_case(entity_province="甘肃省")).suspension
    assert suspension is not None
    assert suspension.entity_province == "甘肃"
