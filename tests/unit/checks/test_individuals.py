"""What private people write wrong, and what is told of it: each fault once, and nothing that is not so."""

from filing.terms import Verdict
from tests.fakes.cases import enterprise_case, individual_case
from tests.fakes.people import Person
from tests.unit.checks.judging import found, judged


def test_an_organisation_that_files_with_an_id_card_is_asked_what_it_is() -> None:
    person = Person("李四", "江苏", "003")
    case = individual_case(entity_nature="企业", entity_cert_type="居民身份证", entity_cert_no=person.id_number)
    (finding,) = found(case, "ELI002")

    assert finding.verdict is Verdict.FAIL
    assert not found(case, "NUM003"), "the number is right, whatever the nature"


def test_a_person_s_name_alone_is_a_hint() -> None:
    (finding,) = found(enterprise_case(entity_name="李四", without=["business_license"]), "ELI002")

    assert finding.verdict is Verdict.UNSURE


def test_a_word_in_place_of_the_name_is_told_once() -> None:
    told = [f.code for f in judged(individual_case(entity_name="个人")).findings if f.verdict is Verdict.FAIL]

    assert told == ["NAM001"]


def test_a_letter_for_quite_another_domain_is_a_doubt_although_it_was_not_read_for_sure() -> None:
    letter = "authorization_letter"
    other = enterprise_case(manager="李四", facts={letter: {"domain": "other-shop.cn"}}, unsure={letter})
    near = enterprise_case(manager="李四", facts={letter: {"domain": "exarnple.com"}}, unsure={letter})

    assert [f.verdict for f in found(other, "NAM006")] == [Verdict.UNSURE]
    assert not found(near, "NAM006")
