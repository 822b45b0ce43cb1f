"""What customers call their filing."""

import pytest

from filing.mail import SubjectLine
from policy.filing_kind import filing_kind, kind_of
from tests.fakes.cases import case_of, enterprise_case, form_paper


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("新增备案", "initial"),
        ("首次备案", "initial"),
        ("新增", "initial"),
        ("新的主体备案", "initial"),
        ("新增网站", "add_website"),
        ("新增网站备案", "add_website"),
        ("原主体新增网站", "add_website"),
        ("新增接入", "add_access"),
        ("新增接入备案", "add_access"),
        ("备案接入", "add_access"),
        ("接入 备案", "add_access"),
        ("转入", "add_access"),
        ("变更接入商", "add_access"),
        ("接入商变更", "add_access"),
        ("变更备案", "change"),
        ("备案信息变更", "change"),
        ("新增域名", "change"),
        ("注销", "cancel"),
        ("注销备案", "cancel"),
        ("取消接入", "cancel"),
        ("撤销备案", "cancel"),
        ("add_access", "add_access"),
        ("重新备案", None),
        ("备案", None),
        ("新增备案/新增网站/新增接入/变更备案", None),
        ("", None),
    ],
)
def test_a_wording_means_one_kind_or_none(text: str, kind: str | None) -> None:
    assert kind_of(text) == kind


def test_the_form_speaks_before_the_subject_and_the_subject_before_the_body() -> None:
    line = SubjectLine(filing_kind="change")
    body = {"kind": "备案接入"}
    assert filing_kind(enterprise_case(subject_line=line, body=body)) == ("initial", "form")
    assert filing_kind(enterprise_case(kind=None, subject_line=line, body=body)) == ("change", "subject")
    assert filing_kind(enterprise_case(kind=None, body=body)) == ("add_access", "body")


def test_a_cancellation_after_the_form_cancels_and_one_before_it_does_not() -> None:
    filed, wish = enterprise_case(), case_of([], subject_line=SubjectLine(filing_kind="注销备案"))
    assert filing_kind(filed.with_(wish.latest)) == ("cancel", "subject")
    assert filing_kind(wish.with_(filed.latest)) == ("initial", "form")


def test_without_a_word_a_number_on_the_form_tells() -> None:
    site = enterprise_case(kind=None, website_icp_number="苏ICP备12345678号-1")
    assert filing_kind(site) == ("add_access", "icp_number")
    entity = enterprise_case(kind=None, entity_icp_number="苏ICP备12345678号")
    assert filing_kind(entity) == ("add_website", "icp_number")


@pytest.mark.parametrize("filler", ["无", "申请中", "/"])
def test_a_filler_in_the_number_field_is_no_number(filler: str) -> None:
    assert filing_kind(enterprise_case(kind=None, entity_icp_number=filler)) == ("initial", "default")


def test_a_number_in_the_mail_counts_only_beside_a_password() -> None:
    number = {"website_icp_number": "苏ICP备12345678号-1"}
    assert filing_kind(case_of([form_paper({})], body=number))[0] == "initial"
    assert filing_kind(case_of([form_paper({})], body=number | {"icp_password": "Ab12"}))[0] == "add_access"
