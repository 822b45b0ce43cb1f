from dataclasses import replace

from checks.roles import settle_roles
from filing.case import Case, Submission
from filing.paper import Paper
from filing.terms import Fate, Material
from tests.fakes.cases import Fields, case_of, enterprise_case, id_facts, individual_case, mail, paper
from tests.fakes.people import Person
from tests.unit.checks.judging import asked, holding, judged

BOSS, KEEPER = Person("张三"), Person("李四", sequence="002")
WEBSITE, LEGAL = Material.WEBSITE_PRINCIPAL_ID, Material.LEGAL_REPRESENTATIVE_ID
CARDS = ("website_principal_id", "legal_representative_id")


def card(person: Person, file: str, **changes: object) -> Paper:
    facts: Fields = {**id_facts(person), **changes}  # type: ignore[dict-item]  # only str, tuple or None are passed
    return paper("id_card", facts, name=file, sha256=f"sha-{file}")


def front(person: Person, name: str) -> Paper:
    return card(person, name, sides=("portrait",), issued_by=None, valid_from=None, valid_to=None)


def back(name: str, issued_by: str = "某某市公安局") -> Paper:
    return paper("id_card", {"sides": ("emblem",), "issued_by": issued_by}, name=name, sha256=f"sha-{name}")


def roles(case: Case) -> dict[str, tuple[Material | None, tuple[Material, ...]]]:
    return {p.name: (p.material, p.also) for p in settle_roles(case).papers if p.name.endswith(".jpg")}


def later(case: Case, *papers: Paper) -> Case:
    return case.with_(Submission(mail(message_id="<2@customer.example>"), case.latest.subject_line, papers))


def test_one_card_of_principal_and_legal_representative_serves_twice() -> None:
    case = enterprise_case(without=CARDS, add=[card(BOSS, "a.jpg")])

    assert roles(case)["a.jpg"] == (WEBSITE, (LEGAL,))
    assert holding(judged(case)) == []


def test_two_cards_go_to_the_people_of_the_form() -> None:
    case = enterprise_case(manager="李四", without=CARDS, add=[card(BOSS, "a.jpg"), card(KEEPER, "b.jpg")])

    assert roles(case)["a.jpg"] == (LEGAL, ())
    assert roles(case)["b.jpg"] == (WEBSITE, ())


def test_the_number_decides_where_the_name_was_misread() -> None:
    misread = card(KEEPER, "b.jpg", name="李囚")
    case = enterprise_case(manager="李四", without=CARDS, add=[card(BOSS, "a.jpg"), misread])

    assert roles(case)["b.jpg"][0] is WEBSITE


def test_front_and_back_in_two_files_belong_together() -> None:
    files = [front(BOSS, "法人1.jpg"), back("法人2.jpg"), front(KEEPER, "负责人1.jpg"), back("负责人2.jpg")]
    case = enterprise_case(manager="李四", without=CARDS, add=files)

    given = roles(case)

    assert {given["法人1.jpg"][0], given["法人2.jpg"][0]} == {LEGAL}
    assert {given["负责人1.jpg"][0], given["负责人2.jpg"][0]} == {WEBSITE}
    assert holding(judged(case)) == []


def test_the_issuing_authority_finds_its_address() -> None:
    here = card(BOSS, "IMG_1.jpg", sides=("portrait",), address="江苏省苏州市样例路1号")
    there = card(KEEPER, "IMG_2.jpg", sides=("portrait",), address="安徽省滁州市样例路2号")
    case = enterprise_case(
        manager="李四",
        without=CARDS,
        add=[here, there, back("IMG_3.jpg", "滁州市公安局"), back("IMG_4.jpg", "苏州市公安局")],
    )

    given = roles(case)

    assert given["IMG_3.jpg"][0] is WEBSITE
    assert given["IMG_4.jpg"][0] is LEGAL


def test_an_individual_is_asked_for_one_card_only() -> None:
    person = Person("李四", sequence="003")
    case = individual_case(without=CARDS, add=[card(person, "a.jpg")])

    assert roles(case)["a.jpg"] == (WEBSITE, ())


def test_a_stranger_s_card_stands_where_one_is_lacking_and_is_found_out() -> None:
    stranger = Person("赵六六", sequence="009")
    case = enterprise_case(manager="李四", without=CARDS, add=[card(BOSS, "a.jpg"), card(stranger, "b.jpg")])

    assert roles(case)["b.jpg"][0] is WEBSITE
    assert "NAM003" in holding(judged(case))


def test_a_card_that_nobody_lacks_stays_an_id_card() -> None:
    case = enterprise_case(without=CARDS, add=[card(BOSS, "a.jpg"), card(KEEPER, "b.jpg")])

    assert roles(case)["b.jpg"] == (Material.ID_CARD, ())


def test_without_a_form_one_card_is_not_called_only_half_of_what_is_due() -> None:
    case = enterprise_case(without=[*CARDS, "registration_form"], add=[card(BOSS, "a.jpg")])

    assert judged(case).missing == (Material.REGISTRATION_FORM,)


def test_settling_twice_changes_nothing() -> None:
    case = settle_roles(enterprise_case(manager="李四"))

    assert settle_roles(case) == case


def test_a_newer_copy_replaces_the_older_one() -> None:
    case = later(
        enterprise_case(sizes={"business_license": 400_000}),
        paper("business_license", {"entity_name": "苏州甲乙科技有限公司"}, name="new.jpg", sha256="sha-new"),
    )

    old, new = [p for p in settle_roles(case).papers if p.material is Material.BUSINESS_LICENSE]

    assert (old.superseded, new.superseded) == (True, False)
    assert "SIZ001" not in holding(judged(case))


def test_a_worse_copy_never_replaces_a_better_one() -> None:
    small = paper("business_license", {"entity_name": "苏州甲乙科技有限公司"}, size=90_000, sha256="sha-small")
    case = later(enterprise_case(), small)

    old, new = [p for p in settle_roles(case, asked(case)).papers if p.material is Material.BUSINESS_LICENSE]

    assert (old.superseded, new.superseded) == (False, True)
    assert holding(judged(case)) == []


def test_a_blurred_copy_that_nobody_can_read_replaces_nothing_even_before_anything_is_asked() -> None:
    unread = paper("business_license", {"entity_name": "苏州甲乙科技有限"}, sha256="sha-blurred")
    blurred = replace(
        unread, quality={"blur": 40.0}, facts={k: replace(f, sure=False) for k, f in unread.facts.items()}
    )
    case, looks = later(enterprise_case(), blurred), asked(enterprise_case()).looks

    old, new = [p for p in settle_roles(case, looks=looks).papers if p.material is Material.BUSINESS_LICENSE]

    assert (old.superseded, new.superseded) == (False, True)
    assert holding(judged(case)) == []


def test_two_pages_of_one_mail_do_not_replace_each_other() -> None:
    second = paper("verification_form", {}, name="page2.jpg", sha256="sha-page2")

    assert not any(p.superseded for p in settle_roles(enterprise_case(add=[second])).papers)


def test_a_back_sent_later_completes_the_card() -> None:
    case = enterprise_case(without=CARDS, add=[front(BOSS, "a.jpg")])

    assert "MAT003" in holding(judged(case))
    assert holding(judged(later(case, back("b.jpg")))) == []


def test_certificates_of_two_domains_live_side_by_side() -> None:
    second = paper("domain_certificate", {"domain": "example.org", "holder": "苏州甲乙科技有限公司"}, sha256="sha-2")
    case = later(enterprise_case(domains=("example.com", "example.org")), second)

    assert not any(p.superseded for p in settle_roles(case).papers)
    assert holding(judged(case)) == []


def test_a_lone_back_is_still_an_id_card_of_somebody() -> None:
    case = case_of([replace(back("b.jpg"), fate=Fate.MATERIAL)])

    assert roles(case)["b.jpg"][0] in (WEBSITE, Material.ID_CARD)
