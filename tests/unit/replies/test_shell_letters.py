"""Letters about empty shells: for every filing and profile as clean as any other reply, with all that C125 asks for."""

from datetime import datetime
from itertools import product

import pytest

from filing.case import Case
from filing.mail import SHANGHAI
from filing.reply import Reply
from filing.shells import Shell
from filing.terms import EntityType, FilingKind
from filing.unasked import ACCESS_CANCELLED, SHELL_NOTICE, SHELLS
from replies.letterhead import Letterhead
from replies.shells import letter
from tests.fakes.cases import enterprise_case
from tests.unit.checks.judging import asked, judged
from tests.unit.replies.test_every_reply import LACKS, a_case, spotless
from tests.unit.replies.writing import from_mail

CHECKED = datetime(2026, 6, 18, 13, 5, tzinfo=SHANGHAI)
SHELL = Shell("example.com", ("192.0.2.9", "2001:db8::9"), CHECKED, datetime(2026, 6, 22, 17, 30, tzinfo=SHANGHAI))
HEAD = Letterhead("jsba@filing.example", "备案专员", "BA-20260601-0001", "<a@filing.example>", CHECKED)


def made(template: str, case: Case, profile: str = "chinanet", home: tuple[str, ...] = ()) -> Reply | None:
    return letter(template, SHELL, home, judged(case, profile), case, asked(case, profile), HEAD)


def told(template: str, home: tuple[str, ...] = ()) -> str:
    reply = made(template, enterprise_case(), home=home)
    assert reply
    return reply.text


@pytest.mark.parametrize("profile", ["chinanet", "modern-2026"])
@pytest.mark.parametrize("template", sorted(SHELLS))
def test_each_letter_is_clean_for_every_entity_and_filing(template: str, profile: str) -> None:
    for entity, kind in product((EntityType.INDIVIDUAL, EntityType.ENTERPRISE), FilingKind):
        for home in ((), ("203.0.113.7",)):
            reply = made(template, a_case(entity, kind, "江苏", "江苏", without=LACKS), profile, home)
            assert reply
            assert (reply.template, reply.auto) == (template, False)
            spotless(reply)


def test_c125_g39_the_notice_has_the_three_statements_the_deadline_and_the_way_back() -> None:
    text = told(SHELL_NOTICE, ("203.0.113.7",))
    for said in (
        "example.com 目前解析到 192.0.2.9、2001:db8::9",
        "2026年6月18日 13:05",
        "工信部要求对非我公司接入的网站取消接入",
        "会成为空壳网站，将会被工信部注销备案号",
        "建议您继续使用我公司接入",
        "转回期限：2026年6月22日 17:30",
        "备案时登记的是 203.0.113.7",
        "逾期未转回的，我们将取消该网站的备案接入",
        "电话",
    ):
        assert said in text
    assert "不清楚IP的，请联系我们" in told(SHELL_NOTICE)


def test_a_cancelled_access_is_told_with_its_consequence_and_what_comes_next() -> None:
    text = told(ACCESS_CANCELLED)
    for said in ("2026年6月22日 17:30", "已取消该网站的备案接入", "备案号将会被工信部注销", "重新办理接入备案"):
        assert said in text


def test_nobody_is_written_to_where_there_is_no_address() -> None:
    assert made(SHELL_NOTICE, from_mail(enterprise_case(), sender="nobody")) is None
