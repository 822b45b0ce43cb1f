"""Several filings in one mail (A38)."""

from typing import Any

from filing.case import Case, Submission
from filing.terms import Outcome
from tests.fakes.cases import enterprise_case, form_paper, individual_case, mail
from tests.unit.checks.judging import found, judged


def mixed() -> Case:
    """A company's filing and its boss's own, in one mail."""
    one, two = enterprise_case(), individual_case()
    theirs = [p for p in two.papers if p.facts and p.material != "security_commitment"]
    papers = (*one.papers, *theirs)
    return Case("江苏").with_(Submission(one.latest.mail, one.latest.subject_line, papers))


def test_two_filings_in_one_mail_are_for_the_specialist_alone() -> None:
    decision = judged(mixed())

    assert decision.outcome is Outcome.FOR_SPECIALIST
    assert [f.code for f in decision.findings] == ["SUB004"]
    assert decision.missing == ()


def test_papers_are_proposed_to_the_filing_whose_name_or_domain_they_bear() -> None:
    (finding,) = found(mixed(), "SUB004")

    facts: Any = finding.facts
    company, person = facts["filings"]
    assert company["entity_name"] == "苏州甲乙科技有限公司"
    assert person["domains"] == ["example.net"]
    assert "business_license.jpg" in company["files"]
    assert "backdrop_photo.jpg" in facts["unassigned"]


def test_a_corrected_form_beside_the_old_one_is_one_filing() -> None:
    again = form_paper({"entity_name": "苏州甲乙科技有限公司", "domains": ("example.com",)}, sha256="again")

    assert found(enterprise_case(add=[again]), "SUB004") == []


def test_one_owner_with_forms_for_two_domains_makes_two_filings() -> None:
    again = form_paper({"entity_name": "苏州甲乙科技有限公司", "domains": ("example.org",)}, sha256="again")

    assert found(enterprise_case(add=[again]), "SUB004")


def test_a_later_mail_with_one_form_is_about_that_one() -> None:
    case = mixed()
    form = form_paper({"entity_name": "李四", "domains": ("example.net",)}, sha256="later")
    later = case.with_(Submission(mail(sha256="second"), case.latest.subject_line, (form,)))

    assert found(later, "SUB004") == []


def test_a_form_of_a_later_mail_corrects_the_earlier_one() -> None:
    case = enterprise_case()
    form = form_paper(
        {"entity_name": "苏州甲乙科技有限公司", "domains": ("example.com", "example.org")}, sha256="later"
    )
    again = case.with_(Submission(mail(sha256="second"), case.latest.subject_line, (form,)))

    assert found(enterprise_case(add=[form]), "FRM014")
    assert found(again, "FRM014") == []
