import pytest
from stdnum import numdb

from filing.numbers import id_number_ok, registration_number_ok, uscc_ok
from filing.places import PROVINCES, province_of_id
from samples.companies import KINDS, company
from samples.people import minority_person, person
from samples.places import CITIES


@pytest.mark.parametrize("province", PROVINCES)
def test_a_person_of_every_province_has_a_valid_number_of_that_province(province: str) -> None:
    number = person("any", province).id_number

    assert id_number_ok(number)
    assert province == province_of_id(number)


def test_names_may_be_rare_or_of_a_minority() -> None:
    assert "·" in minority_person(0).name or minority_person(0).ethnicity != "汉"
    assert 2 <= len(person("rare", rare=True).name) <= 4


def test_odd_sequences_are_men() -> None:
    somebody = person("sex")

    assert ("男" if int(somebody.id_number[16]) % 2 else "女") == somebody.sex


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_company_has_valid_numbers(kind: str) -> None:
    one = company("any", kind=kind)

    assert uscc_ok(one.uscc)
    assert registration_number_ok(one.registration_number)
    assert one.uscc.startswith(KINDS[kind].head)


def test_no_county_code_was_ever_assigned() -> None:
    register = numdb.get("cn/loc")
    codes = {f"{city.code}{last}" for city in CITIES for last in range(90, 100)}

    assert [code for code in codes if "county" in register.info(code)[-1][1]] == []


def test_the_register_of_that_test_knows_real_counties() -> None:
    assert "county" in numdb.get("cn/loc").info("320506")[-1][1]
