"""Letters after the submission, and reminders: for every filing, profile and code, as clean as any other reply."""

from datetime import date, datetime, timedelta
from itertools import product

import pytest

from filing.authority import Milestone, Stage
from filing.case import Case
from filing.mail import SHANGHAI
from filing.reply import Reply
from filing.terms import EntityType, FilingKind, MailClass
from policy.result_codes import result_codes
from replies.after_submission import Pending, news, reminder
from replies.letterhead import Letterhead
from replies.returns import explained
from tests.fakes.cases import enterprise_case
from tests.unit.checks.judging import asked, judged
from tests.unit.replies.test_every_reply import LACKS, a_case, spotless
from tests.unit.replies.writing import from_mail

NOW = datetime(2026, 9, 18, 9, 30, tzinfo=SHANGHAI)
DAY = date(2026, 9, 17)
HEAD = Letterhead("jsba@filing.example", "备案专员", "BA-20260915-0001", "<a@filing.example>", NOW)
TOLD = (
    Milestone(Stage.SUBMITTED, DAY, "江苏"),
    Milestone(Stage.RETURNED, DAY, "江苏", "1008", "法定代表人身份证已过期"),
    Milestone(Stage.APPROVED, DAY, "江苏", icp_number="苏ICP备12345678号-1"),
)


def told(milestone: Milestone, case: Case, profile: str = "chinanet") -> Reply:
    made = news(milestone, judged(case, profile), case, asked(case, profile), HEAD, 20)
    assert made is not None
    return made


def reminded(case: Case, profile: str = "chinanet", **pending: object) -> Reply | None:
    known = Pending(NOW - timedelta(days=3), **pending)  # type: ignore[arg-type]  # keywords of Pending
    return reminder(known, judged(case, profile), case, asked(case, profile), HEAD)


@pytest.mark.parametrize("profile", ["chinanet", "modern-2026"])
def test_each_letter_is_clean_for_every_entity_and_filing(profile: str) -> None:
    for entity, kind in product((EntityType.INDIVIDUAL, EntityType.ENTERPRISE), FilingKind):
        case = a_case(entity, kind, "江苏", "江苏", without=LACKS)
        for milestone in TOLD:
            made = told(milestone, case, profile)
            spotless(made)
            assert not made.auto
        again = reminded(case, profile)
        assert again
        assert again.auto
        spotless(again)


def test_the_password_is_told_of_where_there_is_one() -> None:
    classic, modern = (told(TOLD[2], enterprise_case(), p).text for p in ("chinanet", "modern-2026"))

    assert "管局发送至您登记的手机和邮箱的备案密码" in classic
    assert "不设备案密码" in modern
    assert "核验短信" not in told(TOLD[0], enterprise_case()).text
    assert "24小时内" in told(TOLD[0], enterprise_case(), "modern-2026").text
    assert "公安备案" in modern
    assert "公安备案" not in classic


def test_an_approval_names_the_number_and_what_to_do_with_it() -> None:
    text = told(TOLD[2], enterprise_case()).text
    for said in ("苏ICP备12345678号-1", "2026年9月17日", "首页底部", "公共查询", "我公司机房的IP"):
        assert said in text


@pytest.mark.parametrize("code", ["", *result_codes()])
def test_every_code_of_the_administration_has_words_and_something_to_do(code: str) -> None:
    back = explained(Milestone(Stage.RETURNED, DAY, "江苏", code, "照片不清。"))
    assert back.advice.endswith("。")
    assert back.reason.rstrip("）").endswith(code or "照片不清")
    assert "再次报备" not in back.reason


def test_a_return_names_reason_mend_and_way() -> None:
    text = told(TOLD[1], enterprise_case()).text
    for said in ("无效证件；法定代表人身份证已过期（代码 1008）", "重新提供清晰", "直接回复本邮件", "请勿就同一网站"):
        assert said in text


def test_a_reminder_names_what_is_missing_and_when_we_wrote() -> None:
    made = reminded(enterprise_case(without=("backdrop_photo",)))
    assert made
    assert made.template == "reminder_pending"
    for said in ("半身照片", "2026年9月15日", "特此提醒"):
        assert said in made.text
    back = reminded(enterprise_case(), returned=TOLD[1])
    assert back
    assert "无效证件" in back.text
    spotless(back)


def test_a_machine_is_never_reminded_and_a_doubtful_address_by_a_person_only() -> None:
    case = enterprise_case(without=("backdrop_photo",))

    assert reminded(from_mail(case, mail_class=MailClass.AUTO_REPLY)) is None
    assert reminded(from_mail(case, never_answer="noreply")) is None
    assert reminded(from_mail(case, sender="nobody")) is None
    for unsure in (reminded(from_mail(case, reply_to="a@else.example")), reminded(case, as_sent=False)):
        assert unsure
        assert not unsure.auto
        assert "自动核对" not in unsure.text
