"""What people say of a case goes before what the machine saw."""

from dataclasses import replace

from checks.overrule import ACCEPTED
from filing.acts import (
    Accepted,
    Act,
    CopyAsked,
    FactCorrected,
    FindingOverridden,
    MaterialCorrected,
    Narrowed,
    ReuseConfirmed,
    SenderConfirmed,
    SetAside,
)
from filing.case import Case
from filing.decision import Decision
from filing.finding import Finding
from filing.records import Listed, Records
from filing.rulings import ruled
from filing.terms import Fate, Material, Outcome, Verdict
from tests.fakes.cases import enterprise_case, paper
from tests.fakes.people import Person
from tests.unit.checks.judging import holding, judged
from tests.unit.checks.specimens import blurred, file


def after(case: Case, *acts: Act) -> Decision:
    return judged(ruled(replace(case, acts=(*case.acts, *acts))))


def one(decision: Decision, code: str) -> Finding:
    return next(f for f in decision.findings if f.code == code)


def other_name(name: str = "张四") -> Case:
    return enterprise_case(facts={"website_principal_id": {"name": name}})


def test_an_overridden_finding_is_shown_and_holds_no_longer() -> None:
    case = enterprise_case(sizes={"business_license": 90_000})
    found = one(judged(case), "SIZ001")

    decision = after(case, FindingOverridden(found.mark, "清晰可辨"))

    assert decision.outcome is Outcome.COMPLETE
    assert (one(decision, "SIZ001").overridden, one(decision, "SIZ001").holds) == ("清晰可辨", False)


def test_an_overridden_missing_paper_is_not_missing() -> None:
    case = enterprise_case(without=["backdrop_photo"])

    decision = after(case, FindingOverridden(one(judged(case), "MAT001").mark, "现场已拍"))

    assert (decision.outcome, decision.missing) == (Outcome.COMPLETE, ())


def test_another_paper_that_says_otherwise_revives_it() -> None:
    case = enterprise_case(facts={"website_principal_id": {"id_number": Person("张三", "江苏", "008").id_number}})
    act = FindingOverridden(one(judged(case), "NUM002").mark, "登记表笔误")
    assert "NUM002" not in holding(after(case, act))
    masked_alike = Person("张三", "江苏", "008").id_number[:6] + "1981" + Person("张三", "江苏", "008").id_number[10:]
    newer = replace(case.latest.papers[-1], sha256="sha-new")
    cards = [p for p in case.papers if p.material is Material.WEBSITE_PRINCIPAL_ID]
    facts = dict(cards[0].facts) | {"id_number": replace(cards[0].facts["id_number"], value=masked_alike)}
    newer = replace(cards[0], sha256="sha-new", facts=facts)

    decision = after(case.with_(replace(case.latest, papers=(newer,))), act)

    assert one(decision, "NUM002").overridden == ""


def test_a_paper_that_says_the_same_does_not_revive_it() -> None:
    case = enterprise_case(sizes={"business_license": 90_000})
    act = FindingOverridden(one(judged(case), "SIZ001").mark, "清晰可辨")

    decision = after(case.with_(replace(case.latest, papers=(paper("backdrop_photo", sha256="sha-2"),))), act)

    assert decision.outcome is Outcome.COMPLETE


def test_accepting_settles_the_doubts_it_names() -> None:
    case = blurred(read=False)
    doubts = tuple(f.mark for f in judged(case).findings if f.holds and f.verdict is Verdict.UNSURE)
    assert doubts

    decision = after(case, Accepted(doubts))

    assert decision.outcome is Outcome.COMPLETE
    assert {f.overridden for f in decision.findings if f.mark in doubts} == {ACCEPTED}


def test_nobody_overrides_the_blacklist() -> None:
    case = replace(enterprise_case(), records=Records(blacklist=(Listed(domain="example.com"),)))
    mark = one(judged(case), "ELI007").mark

    assert after(case, FindingOverridden(mark, "熟客"), Accepted((mark,))).outcome is Outcome.FOR_SPECIALIST


def test_a_strange_file_that_a_person_names_counts() -> None:
    case = enterprise_case(without=["backdrop_photo"], add=[file("IMG_1.jpg", Fate.UNRECOGNISED)])

    decision = after(case, MaterialCorrected("sha-IMG_1.jpg", Material.BACKDROP_PHOTO))

    assert decision.missing == ()
    assert "FIL001" not in [f.code for f in decision.findings]


def test_a_card_stays_in_the_role_that_a_person_gave_it() -> None:
    case = enterprise_case(manager="李四")
    boss = next(p for p in case.papers if p.material is Material.LEGAL_REPRESENTATIVE_ID)

    turned = judged(ruled(replace(case, acts=(MaterialCorrected(boss.sha256, Material.WEBSITE_PRINCIPAL_ID),))))

    assert Material.LEGAL_REPRESENTATIVE_ID in turned.missing


def test_what_is_no_paper_of_the_case_is_left_out() -> None:
    case = enterprise_case()

    assert Material.BUSINESS_LICENSE in after(case, MaterialCorrected("sha-business_license", None)).missing


def test_a_corrected_value_is_the_one_compared() -> None:
    case = other_name()
    assert "NAM003" in holding(judged(case)) + holding(judged(case), Verdict.UNSURE)

    decision = after(case, FactCorrected("sha-website_principal_id", "name", "张三"))

    assert decision.outcome is Outcome.COMPLETE


def test_the_last_correction_counts_and_an_empty_one_takes_the_value_away() -> None:
    acts = [FactCorrected("sha-form", "entity_name", name) for name in ("甲", "")]
    case = ruled(replace(enterprise_case(), acts=tuple(acts)))

    assert case.form_text("entity_name") is None
    assert ruled(case) == case


def test_a_better_copy_is_asked_for_until_there_is_one() -> None:
    case = enterprise_case()
    act = CopyAsked("sha-business_license", "blurred", "字迹模糊", "请重新扫描")
    asked = after(case, act)
    assert (asked.outcome, holding(asked)) == (Outcome.INCOMPLETE, ["ASK001"])

    newer = replace(next(p for p in case.papers if p.sha256 == "sha-business_license"), sha256="sha-2")

    assert after(case.with_(replace(case.latest, papers=(newer,))), act).outcome is Outcome.COMPLETE


def test_a_confirmed_sender_belongs_to_the_case() -> None:
    case = enterprise_case()
    mail = replace(case.latest.mail, sender="agent@agency.example", sha256="sha-mail-2")
    two = case.with_(replace(case.latest, mail=mail, papers=()))
    assert two.senders_unconfirmed

    both = tuple(SenderConfirmed(s.mail.sender) for s in two.submissions)

    assert not replace(two, acts=both).senders_unconfirmed


def test_what_was_set_aside_is_no_submission_until_the_next_mail() -> None:
    case = replace(enterprise_case(), acts=(SetAside("sha-mail"),))
    assert judged(case).outcome is Outcome.NOT_A_SUBMISSION

    newer = replace(case.latest, mail=replace(case.latest.mail, sha256="sha-mail-2"), papers=())

    assert judged(case.with_(newer)).outcome is Outcome.COMPLETE


def test_of_a_mail_with_two_filings_only_a_part_counts() -> None:
    case = enterprise_case()
    act = Narrowed("sha-mail", ("sha-business_license",), "苏州丙丁有限公司", ("example.org",))

    narrowed = ruled(replace(case, acts=(act,)))

    assert [p.fate for p in narrowed.papers if p.sha256 == "sha-business_license"] == [Fate.DECORATION]
    assert narrowed.latest.subject_line.entity_name == "苏州丙丁有限公司"


def test_a_confirmed_reuse_is_not_missing() -> None:
    act = ReuseConfirmed(Material.BUSINESS_LICENSE, "BA-20260901-0001")

    assert Material.BUSINESS_LICENSE not in after(enterprise_case(without=["business_license"]), act).missing
