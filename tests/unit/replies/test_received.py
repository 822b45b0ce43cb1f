"""What a letter calls received is not what it asks for in the next line."""

import re
from dataclasses import replace

import pytest

from filing.case import Case
from filing.terms import Fate, Problem
from tests.fakes.cases import enterprise_case
from tests.unit.checks.specimens import file
from tests.unit.replies.writing import reply

FORM, LICENCE = "《网站备案资料登记表-用户.xls》", "营业执照副本原件扫描件"
OWN_ID, LEGAL_ID = "网站负责人的身份证原件扫描件", "法定代表人身份证原件扫描件"
OTHER = {"legal_representative": "李四光"}


def received(case: Case) -> str:
    found = re.search(r"^已收到、无需重发（\d+项）：(.*)$", reply(case).text, re.MULTILINE)
    assert found
    return found[1]


@pytest.mark.parametrize(
    ("case", "there", "asked"),
    [
        (enterprise_case(entity_name="甲乙科技"), (LICENCE, OWN_ID), (FORM,)),
        (enterprise_case(entity_name="苏州丙丁科技有限公司"), (OWN_ID,), (FORM, LICENCE)),
        (enterprise_case(facts={"business_license": OTHER}), (), (FORM, LICENCE, LEGAL_ID)),
        (
            enterprise_case(facts={"website_principal_id": {"sides": ("portrait",)}}),
            (FORM, LICENCE),
            (OWN_ID, LEGAL_ID),
        ),
        (enterprise_case(sizes={"website_principal_id": 1000}), (FORM, LICENCE), (OWN_ID, LEGAL_ID)),
        (enterprise_case(manager="李四", sizes={"website_principal_id": 1000}), (LEGAL_ID,), (OWN_ID,)),
        (enterprise_case(website_principal_mobile="1380000"), (LICENCE, OWN_ID, LEGAL_ID), (FORM,)),
    ],
    ids=["abbreviated", "another-name", "another-boss", "one-side", "small", "small-of-two", "mobile"],
)
def test_what_is_to_be_sent_again_is_not_called_received(
    case: Case, there: tuple[str, ...], asked: tuple[str, ...]
) -> None:
    said = received(case)

    assert not [title for title in there if title not in said]
    assert not [title for title in asked if title in said]


def test_a_form_that_could_not_be_opened_is_asked_for_by_name() -> None:
    lost = file("网站备案资料登记表.doc", Fate.UNREADABLE, Problem.NOT_ACCEPTED)
    text = reply(enterprise_case(without=["registration_form"], add=[lost])).text

    assert "登记表请用 Excel 或 Word 另存为 xls、docx 格式后重新发送" in text
    assert "可不必理会" not in text


def test_only_a_certificate_of_a_domain_is_renewed() -> None:
    text = reply(enterprise_case(facts={"business_license": {"valid_to": "2019-01-01"}})).text

    assert "请提供有效期内的证件。" in text
    assert "续费" not in text


def test_a_blank_picture_is_called_blank_and_asked_for_by_its_name() -> None:
    blank = replace(file("核验单.jpg", Fate.UNREADABLE, Problem.EMPTY), about="图片是空白的。")
    text = reply(enterprise_case(without=["verification_form"], add=[blank])).text

    assert "核验单.jpg（图片是空白的）。" in text
    assert "内容完整后重新发送：网站备案真实性核验单。" in text
    assert "损坏" not in text
