"""A case accumulates."""

from datetime import datetime, timedelta, timezone

from filing.case import Case, Submission
from filing.mail import Mail, SubjectLine
from filing.paper import Fact, Paper
from filing.terms import Fate, MailClass, Material

NINE = datetime(2026, 9, 22, 9, 0, tzinfo=timezone(timedelta(hours=8)))


def _mail(sha: str, *papers: Paper, subject: SubjectLine | None = None) -> Submission:
    return Submission(Mail("jiangsu", sha, NINE, MailClass.NORMAL), subject or SubjectLine(), papers)


def _paper(sha: str, material: Material = Material.BUSINESS_LICENSE) -> Paper:
    return Paper(f"{sha}.jpg", 600_000, sha, Fate.MATERIAL, material)


def test_the_same_file_in_a_later_mail_is_a_duplicate() -> None:
    case = Case("江苏").with_(_mail("m1", _paper("a"))).with_(_mail("m2", _paper("a"), _paper("b")))

    assert [p.fate for p in case.papers] == [Fate.MATERIAL, Fate.DUPLICATE, Fate.MATERIAL]
    assert [p.mail for p in case.papers] == [1, 2, 2]


def test_a_case_can_end_with_any_of_its_mails() -> None:
    case = Case("江苏").with_(_mail("m1", _paper("a"))).with_(_mail("m2", _paper("a")))

    turned = case.ending_with("m1")

    assert turned.latest.mail.sha256 == "m1"
    assert [p.fate for p in turned.papers] == [Fate.MATERIAL, Fate.DUPLICATE]


def test_the_form_speaks_before_the_subject() -> None:
    form = Paper("f.xls", 9, "f", Fate.FORM, Material.REGISTRATION_FORM, facts={"entity_name": Fact("甲公司")})
    case = Case("江苏").with_(_mail("m1", form, subject=SubjectLine("乙公司", ("b.cn",))))

    assert case.entity_name == "甲公司"
    assert case.domains == ("b.cn",)


def test_an_empty_template_beside_a_form_or_after_it_is_not_the_form() -> None:
    filled = Paper("f.xls", 9, "f", Fate.FORM, Material.REGISTRATION_FORM, facts={"entity_name": Fact("甲公司")})
    template = Paper("e.xls", 9, "e", Fate.FORM, Material.REGISTRATION_FORM)
    alone = Case("江苏").with_(_mail("m1", template))

    assert alone.form is not None
    assert alone.form_text("entity_name") is None
    for case in (alone.with_(_mail("m2", filled)), Case("江苏").with_(_mail("m1", filled, template))):
        assert case.form_text("entity_name") == "甲公司"
