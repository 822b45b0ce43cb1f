"""Who files: by the form, the certificate, the number, the name."""

import pytest

from filing.mail import SubjectLine
from policy.entity_type import entity_type, type_of_name, type_of_nature, type_of_uscc
from tests.fakes.cases import case_of, enterprise_case, form_paper, paper
from tests.fakes.people import id_number, uscc


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("企业", "enterprise"),
        ("4 企业", "enterprise"),
        ("4", "enterprise"),
        ("企业单位", "enterprise"),
        ("个体工商户", "enterprise"),
        ("个人独资企业", "enterprise"),
        ("有限责任公司(自然人独资)", None),
        ("个人", "individual"),
        ("5个人", "individual"),
        ("自然人", "individual"),
        ("事业单位", "public_institution"),
        ("政府机关", "government"),
        ("社会团体", "social_organization"),
        ("民办非企业单位", "private_non_enterprise"),
        ("9", "private_non_enterprise"),
        ("基金会", "foundation"),
        ("律师事务所", "law_firm"),
        ("17 医疗机构", "other"),
        ("20", "other"),
        ("单位", None),
        ("企业/个人", None),
        ("99", None),
        ("", None),
    ],
)
def test_a_nature_in_words_or_as_a_code(text: str, kind: str | None) -> None:
    assert type_of_nature(text) == kind


@pytest.mark.parametrize(
    ("prefix", "kind"),
    [
        ("91", "enterprise"),
        ("92", "enterprise"),
        ("11", "government"),
        ("12", "public_institution"),
        ("51", "social_organization"),
        ("52", "private_non_enterprise"),
        ("53", "foundation"),
        ("31", "law_firm"),
        ("54", "other"),
    ],
)
def test_a_code_tells_by_its_first_two_characters(prefix: str, kind: str) -> None:
    assert type_of_uscc(uscc("江苏", prefix)) == kind


def test_a_code_with_a_wrong_check_tells_nothing() -> None:
    assert type_of_uscc("913205000000000000") is None


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("李四", "individual"),
        ("阿依古丽·买买提", "individual"),
        ("苏州甲乙科技有限公司", "enterprise"),
        ("某某市某某商行", "enterprise"),
        ("某某市羽毛球协会", "social_organization"),
        ("某某实验小学", "other"),
        ("甲乙", "individual"),
        ("甲乙科技", "individual"),
        ("某某网络科技工作", None),
    ],
)
def test_a_name_tells_by_its_shape(name: str, kind: str | None) -> None:
    assert type_of_name(name) == kind


def test_the_form_is_believed_first() -> None:
    assert entity_type(enterprise_case(nature="个人")).entity_type == "individual"


def test_the_certificate_on_file_comes_next() -> None:
    silent = form_paper({"entity_name": "某某中心"})
    nature = entity_type(case_of([silent, paper("business_license", {"title": "事业单位法人证书"})]))
    assert (nature.entity_type, nature.source) == ("public_institution", "certificate")
    unread = entity_type(case_of([silent, paper("business_license")]))
    assert (unread.entity_type, unread.source) == ("enterprise", "certificate")


@pytest.mark.parametrize(("number", "kind"), [(uscc("江苏", "12"), "public_institution"), (id_number(), "individual")])
def test_then_the_number_on_the_form(number: str, kind: str) -> None:
    nature = entity_type(case_of([form_paper({"entity_cert_no": number})]))
    assert (nature.entity_type, nature.source) == (kind, "uscc")


def test_then_the_name_of_form_or_subject() -> None:
    nature = entity_type(case_of([], subject_line=SubjectLine("苏州甲乙科技有限公司")))
    assert (nature.entity_type, nature.source) == ("enterprise", "name")


def test_a_unit_without_further_evidence_is_an_enterprise() -> None:
    assert entity_type(case_of([form_paper({"entity_nature": "单位"})])).entity_type == "enterprise"
    assert entity_type(case_of([])).entity_type is None
