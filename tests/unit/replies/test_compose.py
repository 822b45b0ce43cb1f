import re
from datetime import datetime, timedelta, timezone

import pytest

from checks.rules import RULES
from filing.case import Case
from filing.mail import SubjectLine
from filing.terms import Fate, MailClass, Problem
from replies.compose import wording
from tests.fakes.cases import case_of, enterprise_case, individual_case
from tests.unit.checks.judging import asked, found
from tests.unit.checks.specimens import RANGED, TRIPS, file, subject
from tests.unit.replies.writing import from_mail, reply, written

WORST = enterprise_case(
    manager="李四",
    without=["authorization_letter", "security_commitment", "verification_form", "backdrop_photo"],
    facts={"domain_certificate": {"holder": "王五"}, "website_principal_id": {"sides": ("portrait",)}},
    sizes={"business_license": 400_000, "website_principal_id": 1000, "legal_representative_id": 2000},
    subject_line=SubjectLine(),
    entity_name="甲乙科技",
    domains=("www.example.com",),
    home_url="a.example、b.example",
    site_name="中国甲乙网",
    access_provider="中网科技",
    website_principal_mobile="1380000",
    entity_principal_email=None,
    entity_cert_address=None,
    service_type=None,
)
CASES = {
    "complete": enterprise_case(),
    "incomplete": WORST,
    "not_accepted_suspended": enterprise_case(province="新疆"),
    "not_accepted_mailbox": enterprise_case(access="安徽", server_ips=("203.0.113.7",)),
    "not_accepted_cross_province": enterprise_case(
        province="浙江", kind="变更备案", entity_icp_number="苏ICP备12345678号", icp_password="Ab12cd"
    ),
    "for_specialist": enterprise_case(add=[file("a.jpg", Fate.UNRECOGNISED)]),
    "enquiry": case_of([]),
}


@pytest.mark.parametrize("template", CASES)
def test_each_situation_has_its_template(template: str) -> None:
    made = reply(CASES[template], ranges=template == "not_accepted_mailbox")

    assert made.template == template
    assert made.auto is (template not in ("for_specialist", "enquiry"))
    assert made.text.startswith("尊敬的")
    assert "0512-88868888" in made.text
    assert len(made.text.splitlines()) <= 60
    assert not re.search(r"\{\{|\}\}|\{%|None|Undefined", made.text + made.html)


@pytest.mark.parametrize("template", CASES)
def test_no_reply_commands_or_refuses(template: str) -> None:
    made = reply(CASES[template], ranges=template == "not_accepted_mailbox")
    said = made.text.replace("登录错误将不能备案", "").replace(
        "域名解析必须是我公司机房的IP", ""
    )  # the seed's own words

    assert not re.search(r"你|必须|错误|不合格|拒绝", said)


@pytest.mark.parametrize("template", CASES)
def test_text_and_html_say_the_same(template: str) -> None:
    made = reply(CASES[template], ranges=template == "not_accepted_mailbox")
    page = re.sub(r"<[^>]+>|\s", "", made.html.partition("<body")[2])

    for line in made.text.splitlines():
        words = re.sub(r"\s|^\d+\.|^[（(].*|^温馨提示：|[）：]$", "", line)
        assert words in page


def test_a_complete_case_is_told_what_comes_next() -> None:
    text = reply(enterprise_case()).text

    assert "已收到（8项）" in text
    assert "20个工作日" in text
    assert "备案信息务必准确，域名解析必须是我公司机房的IP，否则工信部会随时取消备案" in text


def test_a_missing_photo_offers_three_ways_and_only_that() -> None:
    text = reply(enterprise_case(without=["backdrop_photo"])).text

    assert "仍需您补充（1项）" in text
    assert all(way in text for way in ("现场拍照", "幕布文件", "购买幕布"))
    assert "https://www.chinanet.cc/service/file/beian/" in text


def test_both_values_of_a_difference_stand_side_by_side() -> None:
    text = reply(enterprise_case(entity_name="甲乙科技")).text

    assert "登记表填写“甲乙科技”，营业执照副本显示“苏州甲乙科技有限公司”" in text
    assert text.startswith("尊敬的苏州甲乙科技有限公司：")


def test_a_file_that_is_too_small_is_told_with_both_sizes() -> None:
    assert "实际 500 KB，要求大于 500 KB" in reply(enterprise_case(sizes={"business_license": 512_000})).text


def test_a_subject_that_says_nothing_is_shown_how_with_their_own_name() -> None:
    made = reply(enterprise_case(subject_line=subject(None)))

    assert made.template == "complete"
    assert "即“苏州甲乙科技有限公司+example.com”" in made.text


def test_doubts_are_not_told() -> None:
    case = enterprise_case(without=["backdrop_photo"], facts={"verification_form": {"domain": "example.org"}})

    assert "example.org" not in reply(case).text


def test_the_wrong_mailbox_is_told_the_right_one() -> None:
    text = reply(CASES["not_accepted_mailbox"], ranges=True).text

    for due in (
        "JSBA@ChinaNet.CC",
        "https://202.102.95.212:8443/ispis/login/doLogin.action",
        "中网科技（苏州）股份有限公司",
    ):
        assert due in text


def test_a_suspended_province_gets_no_list() -> None:
    text = reply(enterprise_case(province="甘肃", without=["backdrop_photo"])).text

    assert "目前暂停备案甘肃用户" in text
    assert "暂缺" not in text


def test_a_password_protected_archive_comes_first() -> None:
    case = case_of([file("资料.zip", Fate.UNREADABLE, Problem.PASSWORD)], subject_line=subject("李四", "example.net"))
    text = reply(case).text

    assert text.index("资料.zip") < text.index("登记表-用户")
    assert "重新发送该文件即可" in text


@pytest.mark.parametrize("machine", [MailClass.AUTO_REPLY, MailClass.BOUNCE, MailClass.LIST, MailClass.RECEIPT])
def test_machines_are_never_answered(machine: MailClass) -> None:
    assert written(from_mail(enterprise_case(), mail_class=machine)) is None


def test_nobody_to_write_to_is_no_reply() -> None:
    assert written(from_mail(enterprise_case(), sender="")) is None


@pytest.mark.parametrize(
    ("changes", "auto", "to"),
    [
        ({"reply_to": "other@customer.example"}, True, "other@customer.example"),
        ({"reply_to": "thief@evil.example"}, False, "customer@customer.example"),
        ({"reply_to": "a@mail.customer.example"}, True, "a@mail.customer.example"),
        ({"never_answer": "发件人验证未通过"}, False, "customer@customer.example"),
        ({"sender": "lisi@示例.中国"}, True, "lisi@xn--fsq092h.xn--fiqs8s"),
    ],
)
def test_who_is_answered_and_whether_by_a_machine(changes: dict[str, str], auto: bool, to: str) -> None:
    made = reply(from_mail(enterprise_case(), **changes))

    assert (made.auto, made.to) == (auto, to)
    assert ("Auto-Submitted" in made.headers) is auto


@pytest.mark.parametrize(
    ("theirs", "ours"),
    [
        ("苏州甲乙+example.com", "答复: 苏州甲乙+example.com [BA-20260915-0007]"),
        ("回复：答复: Re[2]: 苏州甲乙+example.com [BA-20260915-0007]", "答复: 苏州甲乙+example.com [BA-20260915-0007]"),
        ("甲乙\r\nBcc: 丙丁\u2028\u202e", "答复: 甲乙 Bcc: 丙丁 [BA-20260915-0007]"),
        ("甲乙\r\nBcc: x@evil.example", "答复: 备案资料 [BA-20260915-0007]"),
        ("领奖请访问 prize.example", "答复: 备案资料 [BA-20260915-0007]"),
        ("", "答复: 备案资料 [BA-20260915-0007]"),
        ("{{7*7}} %s {0.__class__}", "答复: {{7*7}} %s {0.__class__} [BA-20260915-0007]"),
    ],
)
def test_the_subject_is_theirs_with_one_prefix_and_our_reference(theirs: str, ours: str) -> None:
    assert reply(from_mail(enterprise_case(), subject=theirs)).subject == ours


def test_free_text_of_a_stranger_is_not_greeted() -> None:
    case = individual_case(entity_name="点击 http://evil.example 领奖 {{7*7}}<script>alert(1)</script>有限公司")
    made = reply(case)

    assert made.text.startswith("尊敬的用户：")
    assert "<script>" not in made.html
    assert "49" not in made.text


def test_the_moment_of_receipt_is_written_as_people_write_it() -> None:
    at = datetime(2026, 9, 5, 8, 5, tzinfo=timezone(timedelta(hours=8)))

    assert "2026年9月5日 08:05" in reply(from_mail(enterprise_case(), received_at=at)).text


@pytest.mark.parametrize("code", [r.code for r in RULES])
def test_each_wording_has_its_three_lines_filled(code: str) -> None:
    case: Case = TRIPS[code][0]
    for finding in found(case, code, ranges=code in RANGED):
        item = wording(finding, asked(case))

        assert all((item.what, item.problem, item.advice))
        assert not re.search(r"\{|None|\d{17}", item.problem + item.advice)


def test_several_corrections_of_the_form_are_one_form_to_send_again() -> None:
    wrong = {"domains": ("www.example.com",), "access_provider": "别的公司", "site_name": "中国甲乙网"}
    text = reply(enterprise_case(**wrong)).text

    assert text.count("重新发送登记表") == 1
    assert "登记表的各项改在同一份中，发送一次即可" in text


def test_an_individual_is_not_told_of_a_seal() -> None:
    case = individual_case(without=["verification_form", "security_commitment"])

    assert "公章" not in reply(case).text
    assert "由网站负责人签字" in reply(case).text
