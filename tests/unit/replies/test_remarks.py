from dataclasses import replace

from checks.roles import settle_roles
from filing.case import Case
from filing.paper import Paper
from policy.load import load_policy
from replies.compose import compose
from tests.fakes.cases import enterprise_case, form_paper, individual_case, paper
from tests.unit.checks.judging import judged
from tests.unit.replies.writing import HEAD, reply

LICENCE = {"title": "营业执照", "entity_name": "苏州甲乙科技有限公司"}


def later(case: Case, *papers: Paper) -> Case:
    """The case after one more mail with these papers."""
    return case.with_(replace(case.latest, papers=papers))


def by_size(case: Case) -> str:
    """The reply as the service writes it: roles settled with what is asked, so that sizes are known."""
    asks = load_policy("chinanet").on(case.latest.mail.day).asks(settle_roles(case))
    made = compose(judged(case), settle_roles(case, asks), asks, HEAD)
    assert made is not None
    return made.text


def test_a_file_that_came_twice_is_named_as_a_double() -> None:
    text = reply(later(enterprise_case(), paper("backdrop_photo", name="照片2.jpg"))).text

    assert "重复的文件：照片2.jpg 与此前收到的文件完全相同" in text


def test_a_copy_that_was_replaced_is_named() -> None:
    text = reply(later(enterprise_case(), paper("business_license", LICENCE, sha256="sha-new", size=900_000))).text

    assert "营业执照副本原件扫描件已改用您这次发来的版本" in text


def test_a_worse_copy_is_told_that_the_better_one_stays() -> None:
    worse = paper("business_license", LICENCE, sha256="sha-new", size=90_000, name="执照小图.jpg")
    text = by_size(later(enterprise_case(), worse))

    assert "此前收到的营业执照副本原件扫描件更为清晰完整，我们继续使用此前的版本，这次的执照小图.jpg 仅作留存" in text


def test_a_password_that_nobody_needs_any_more_is_answered_so() -> None:
    """A11: modern-2026 asks for the number only."""
    fields = {"kind": "备案接入", "website_icp_number": "苏ICP备12345678号-1"}
    case = enterprise_case(**fields, body={"icp_password": "Zq83kd"})
    asks = load_policy("modern-2026").on(case.latest.mail.day).asks(case)
    made = compose(judged(case, "modern-2026"), settle_roles(case), asks, HEAD)

    assert made is not None
    assert "备案密码现已不再需要" in made.text
    assert "Zq83kd" not in made.text
    assert "不再需要" not in reply(case).text  # the classic policy asks for it


def test_forms_of_several_entities_wait_for_a_person_who_sorts_them() -> None:
    other = form_paper({"entity_name": "上海丙丁贸易有限公司"}, sha256="sha-2")
    made = reply(enterprise_case(add=[other]))

    assert (made.template, made.auto) == ("several_filings", False)
    assert "2个主办者的登记表：苏州甲乙科技有限公司、上海丙丁贸易有限公司" in made.text


def test_a_form_sent_twice_is_not_several_filings() -> None:
    again = form_paper({"entity_name": "李四"}, sha256="sha-2")

    assert reply(individual_case(add=[again])).template != "several_filings"


def test_the_most_severe_comes_first() -> None:
    case = enterprise_case(
        site_name="中国甲乙网",
        sizes={"business_license": 400_000},
        facts={"domain_certificate": {"holder": "王五"}, "website_principal_id": {"sides": ("portrait",)}},
    )
    text = reply(case).text
    order = [text.index(words) for words in ("国徽面", "王五", "实际 390.6 KB", "含有“中国”")]

    assert order == sorted(order)


def test_what_does_not_apply_is_not_told() -> None:
    text = reply(enterprise_case()).text

    assert not any(word in text for word in ("重复的文件", "已更新的材料", "沿用的材料", "备案密码", "等0个"))
    assert text.index("温馨提示") < text.index("如有疑问")


def test_names_that_are_baits_are_only_counted() -> None:
    bait = paper("backdrop_photo", name="访问 prize.example 领奖.jpg")
    text = reply(later(enterprise_case(), bait)).text

    assert "重复的文件：1个文件与此前收到的文件完全相同" in text
    assert "prize" not in text
