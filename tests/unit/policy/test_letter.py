"""When a letter of authorisation is due [001:104], and when nobody can tell."""

import pytest

from filing.case import Case
from policy.letter import letter
from tests.fakes.cases import case_of, enterprise_case, form_paper, paper


def test_the_same_person_needs_no_letter() -> None:
    assert letter(enterprise_case()) == "not_due"


def test_the_licence_speaks_before_the_form() -> None:
    assert letter(enterprise_case(facts={"business_license": {"legal_representative": "王五"}})) == "due"


@pytest.mark.parametrize(
    "licence",
    [{"legal_representative": "张叁"}, {"legal_representative": "王五", "entity_name": "无锡丙丁餐饮管理有限公司"}],
)
def test_a_licence_that_looks_alike_or_is_of_another_company_asks_for_no_letter(licence: dict[str, str]) -> None:
    assert letter(enterprise_case(facts={"business_license": licence})) == "doubtful"


def test_without_a_licence_the_form_speaks() -> None:
    assert letter(enterprise_case(manager="李四", without=["business_license"])) == "due"


def test_a_separate_legal_representative_on_the_form_comes_before_the_principal() -> None:
    case = enterprise_case(without=["business_license"], entity_principal_name="王五", legal_rep_name="张三")
    assert letter(case) == "not_due"


@pytest.mark.parametrize("read", ["张二", "王五"])
def test_a_licence_read_with_doubt_against_the_form_is_left_to_a_person(read: str) -> None:
    case = enterprise_case(facts={"business_license": {"legal_representative": read}}, unsure={"business_license"})
    assert letter(case) == "doubtful"


def test_a_licence_read_with_doubt_that_the_form_confirms_is_enough() -> None:
    assert letter(enterprise_case(manager="张四", unsure={"business_license"})) == "due"


@pytest.mark.parametrize(
    "case",
    [
        case_of([]),
        case_of([paper("business_license", {"legal_representative": "张三"})]),
        case_of([form_paper({"website_principal_name": " ", "entity_principal_name": "张三"})]),
        case_of([form_paper({"website_principal_name": "张三"})]),
    ],
)
def test_one_name_alone_says_nothing(case: Case) -> None:
    assert letter(case) == "unknown"


def test_doubtful_look_alikes_are_left_to_a_person() -> None:
    facts = {"website_principal_name": "张三"}
    case = case_of([form_paper(facts), paper("business_license", {"legal_representative": "张二"}, sure=False)])
    assert letter(case) == "doubtful"
