"""A mail to a case that brings nothing to check is read by a person; the last letter is no answer to it."""

from dataclasses import replace

import pytest

from filing.case import Case
from filing.mail import SubjectLine
from tests.fakes.cases import enterprise_case, fact, paper
from tests.unit.replies.writing import reply


def followed_by(case: Case, text: str, **over: object) -> Case:
    mail = replace(case.latest.mail, text=text, own_text=text, subject="回复：备案资料")
    return case.with_(replace(case.latest, mail=mail, **{"papers": (), "body": {}, **over}))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "case", [enterprise_case(), enterprise_case(without=["backdrop_photo"])], ids=["whole", "lacking"]
)
@pytest.mark.parametrize(
    "text", ["非常感谢！辛苦了！", "我想把网站名称改成“木工坊”，请帮忙修改。", "备案需要多长时间？"]
)
def test_thanks_wishes_and_questions_wait_for_a_person(case: Case, text: str) -> None:
    made = reply(followed_by(case, text))

    assert (made.template, made.auto) == ("enquiry", False)
    assert made.text.startswith("尊敬的苏州甲乙科技有限公司：")
    assert "资料已齐全" not in made.text
    assert "如需办理网站备案" not in made.text


def test_a_question_of_the_faq_is_answered_in_the_draft() -> None:
    assert "20个工作日" in reply(followed_by(enterprise_case(), "请问备案需要多长时间？")).text


def test_what_brings_a_paper_or_a_number_is_checked_and_answered() -> None:
    lacking = enterprise_case(without=["backdrop_photo"])
    photo = followed_by(lacking, "补上照片。", papers=(paper("backdrop_photo", sha256="sha-photo"),))
    number = followed_by(lacking, "备案号 苏ICP备12345678号", body={"entity_icp_number": fact("苏ICP备12345678号")})

    assert (reply(photo).template, reply(photo).auto) == ("complete", True)
    assert reply(number).template == "incomplete"


def test_a_subject_with_another_domain_is_an_item_of_the_list() -> None:
    line = SubjectLine("苏州甲乙科技有限公司", ("other.example",), confident=True)
    text = reply(enterprise_case(subject_line=line)).text

    assert "需更换或更正（1项）：\n1. 备案域名：邮件主题中写有 other.example" in text
