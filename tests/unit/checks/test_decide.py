from dataclasses import replace

import pytest

from filing.case import Case
from filing.paper import FormNote
from filing.terms import Fate, MailClass, Material, Outcome, Problem, Verdict
from tests.fakes.cases import case_of, enterprise_case, individual_case, paper
from tests.unit.checks.judging import holding, judged
from tests.unit.checks.specimens import BAD_ID, OTHER_ID, file, subject


def of_class(case: Case, mail_class: MailClass) -> Case:
    latest = replace(case.latest, mail=replace(case.latest.mail, mail_class=mail_class))
    return replace(case, submissions=(*case.submissions[:-1], latest))


def codes(case: Case, **how: bool) -> list[str]:
    return holding(judged(case, **how))


@pytest.mark.parametrize("case", [enterprise_case(), individual_case(), enterprise_case(manager="李四")])
def test_a_complete_case_is_complete(case: Case) -> None:
    decision = judged(case)

    assert decision.outcome is Outcome.COMPLETE
    assert decision.missing == ()
    assert not any(f.holds for f in decision.findings)


@pytest.mark.parametrize("machine", [MailClass.AUTO_REPLY, MailClass.BOUNCE, MailClass.LIST, MailClass.RECEIPT])
def test_machine_mail_is_no_submission(machine: MailClass) -> None:
    assert judged(of_class(enterprise_case(), machine)).outcome is Outcome.NOT_A_SUBMISSION


def test_a_question_without_papers_is_no_submission() -> None:
    assert judged(case_of([])).outcome is Outcome.NOT_A_SUBMISSION
    assert judged(case_of([file("logo.png", Fate.DECORATION)])).outcome is Outcome.NOT_A_SUBMISSION


def test_a_link_alone_is_a_submission() -> None:
    case = case_of([file("资料.zip", Fate.LINK_ONLY)], subject_line=subject("苏州甲乙科技有限公司", "example.com"))

    assert "FIL003" in codes(case)
    assert judged(case).outcome is Outcome.INCOMPLETE


def test_a_suspended_province_stands_alone() -> None:
    decision = judged(enterprise_case(province="新疆", without=["backdrop_photo"]))

    assert decision.outcome is Outcome.NOT_ACCEPTED
    assert [f.code for f in decision.findings] == ["ELI001"]
    assert decision.missing == ()


def test_the_wrong_mailbox_is_not_also_the_wrong_provider() -> None:
    case = enterprise_case(access="安徽", server_ips=("203.0.113.7",), access_provider="中网科技（苏州）股份有限公司")

    assert codes(case, ranges=True) == ["ROU001"]
    assert judged(case, ranges=True).outcome is Outcome.NOT_ACCEPTED


def test_doubt_alone_is_for_the_specialist() -> None:
    decision = judged(enterprise_case(unsure={"business_license"}, entity_name="苏州甲己科技有限公司"))

    assert holding(decision) == []
    assert "NAM001" in holding(decision, Verdict.UNSURE)
    assert decision.outcome is Outcome.FOR_SPECIALIST


def test_certain_items_go_out_although_others_are_doubtful() -> None:
    case = enterprise_case(without=["backdrop_photo"], facts={"verification_form": {"domain": "example.org"}})

    assert judged(case).outcome is Outcome.INCOMPLETE


def test_soft_findings_do_not_hold_a_case() -> None:
    assert judged(enterprise_case(subject_line=subject(None))).outcome is Outcome.COMPLETE


def test_an_abbreviated_name_is_told_once() -> None:
    assert codes(enterprise_case(entity_name="甲乙科技")) == ["NAM002"]


def test_another_company_s_licence_is_one_fault() -> None:
    facts = {"business_license": {"entity_name": "上海丙丁贸易有限公司", "uscc": "91310199MA000073XX"}}

    assert codes(enterprise_case(facts=facts)) == ["NAM001"]


def test_another_person_s_card_is_one_fault() -> None:
    facts = {"website_principal_id": {"name": "王五六", "id_number": OTHER_ID}}

    assert codes(individual_case(facts=facts)) == ["NAM001"]


def test_a_number_that_excel_rounded_is_told_once() -> None:
    note = FormNote("lost_digits", "website_principal_cert_no", "网站负责人证件号码", "3.20199E+17")

    assert codes(enterprise_case(website_principal_cert_no=None, notes=(note,))) == ["FRM003"]


def test_a_wrong_check_digit_is_told_with_the_paper_s_number() -> None:
    decision = judged(enterprise_case(entity_principal_cert_no=BAD_ID, website_principal_cert_no=BAD_ID))

    assert holding(decision) == ["NUM003"]
    assert "*" in str(next(f for f in decision.findings if f.code == "NUM003").facts["paper"])


def test_a_damaged_file_that_names_its_material_is_not_also_missing() -> None:
    broken = file("营业执照.jpg", Fate.UNREADABLE, Problem.DAMAGED)
    decision = judged(enterprise_case(without=["business_license"], add=[broken]))

    assert [(f.code, f.material) for f in decision.findings if f.holds] == [("FIL004", Material.BUSINESS_LICENSE)]
    assert decision.missing == ()


def test_a_photo_that_nothing_recognised_is_not_called_missing() -> None:
    case = enterprise_case(without=["backdrop_photo"], add=[file("DSC01.jpg", Fate.UNRECOGNISED)])

    assert judged(case).outcome is Outcome.FOR_SPECIALIST


@pytest.mark.parametrize("name", ["身份证.jpg", "网站负责人身份证.jpg", "IMG_0012.jpg"])
def test_one_card_that_nothing_recognised_may_be_of_both_roles_of_one_person(name: str) -> None:
    case = enterprise_case(without=["website_principal_id"], add=[file(name, Fate.UNRECOGNISED)])

    assert judged(case).outcome is Outcome.FOR_SPECIALIST


def test_of_two_people_the_card_that_no_file_may_be_is_missing() -> None:
    without = ["website_principal_id", "legal_representative_id"]
    case = enterprise_case(manager="李四", without=without, add=[file("网站负责人身份证.jpg", Fate.UNRECOGNISED)])

    assert judged(case).missing == (Material.LEGAL_REPRESENTATIVE_ID,)


@pytest.mark.parametrize(
    ("material", "facts"),
    [
        ("security_commitment", {"entity_name": "无锡丙丁网络有限公司"}),
        ("security_commitment", {"domain": "example.org"}),
        ("authorization_letter", {"name": "欧阳秋月"}),
        ("authorization_letter", {"name": "王五", "id_number": OTHER_ID}),
    ],
)
def test_a_letter_that_certainly_is_of_another_is_looked_at(material: str, facts: dict[str, str]) -> None:
    decision = judged(enterprise_case(manager="李四", facts={material: facts}))

    assert [f.code for f in decision.findings if f.verdict is Verdict.UNSURE and f.code == "NAM006"] == ["NAM006"]
    assert decision.outcome is Outcome.FOR_SPECIALIST


def test_a_case_of_two_domains_wants_two_certificates() -> None:
    decision = judged(enterprise_case(domains=("example.com", "example.org")))

    assert holding(decision) == ["MAT001"]
    assert decision.missing == (Material.DOMAIN_CERTIFICATE,)


def test_an_individual_s_superfluous_licence_is_ignored() -> None:
    extra = paper("business_license", {"entity_name": "苏州甲乙科技有限公司"})

    assert judged(individual_case(add=[extra])).outcome is Outcome.COMPLETE
