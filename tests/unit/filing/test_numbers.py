"""Numbers: vectors made for the purpose (births 1980-01-01, sequence 000-009: nobody's), and properties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filing.numbers import (
    clean_number,
    clean_phone,
    find_icp_numbers,
    find_police_numbers,
    id_number_ok,
    landline_ok,
    mobile_ok,
    org_code_ok,
    registration_number_ok,
    upgrade_id,
    uscc_ok,
)

VECTORS = {
    "浙江": ("330302198001010000", "330302800101000", "91330302MA11000186", "330302000000017"),
    "江苏": ("320506198001010013", "320506800101001", "91320506MA11000261", "320506000000020"),
    "广东": ("44010619800101006X", "440106800101006", "91440106MA1100077K", None),
}


@pytest.mark.parametrize("province", VECTORS)
def test_valid_numbers_are_valid_whatever_the_holders_year_of_birth(province: str) -> None:
    id18, id15, uscc, registration = VECTORS[province]

    assert id_number_ok(id18)
    assert id_number_ok(id15)
    assert uscc_ok(uscc)
    assert registration is None or registration_number_ok(registration)
    assert id18[:17] == upgrade_id(id15)[:17]


@given(st.sampled_from(sorted(VECTORS)), st.integers(0, 17), st.sampled_from("0123456789X"))
def test_one_changed_digit_never_passes(province: str, position: int, digit: str) -> None:
    number = VECTORS[province][0]
    changed = number[:position] + digit + number[position + 1 :]

    assert (changed == number) == id_number_ok(changed)


def test_full_width_lower_case_and_spaced_numbers_are_the_same_number() -> None:
    assert clean_number("４４０１０６ 19800101 006ｘ") == "44010619800101006X"
    assert clean_number("44010619800101006乂") == "44010619800101006X"


@pytest.mark.parametrize("code", ["60003734-1", "D2143569-X"])
def test_organisation_codes(code: str) -> None:
    assert org_code_ok(code)
    assert not org_code_ok(code[:-1] + "5")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("京ICP备06003845号-1", ["京ICP备06003845号-1"]),
        ("苏icp备１２３４５６７８号－２", ["苏ICP备12345678号-2"]),
        ("备案号：川ICP备2021003158", ["蜀ICP备2021003158号"]),
        ("甘 ICP 备 12345678 号", ["陇ICP备12345678号"]),
        ("苏ICP备12345678号-1，密码 Ab12", ["苏ICP备12345678号-1"]),
        ("粤B2-20090059-1", []),
        ("浙公网安备33010002000001号", []),
    ],
)
def test_icp_numbers_in_every_form(text: str, expected: list[str]) -> None:
    assert expected == [n.text for n in find_icp_numbers(text)]


def test_a_police_number_is_told_from_an_icp_number() -> None:
    assert find_police_numbers("浙公网安备33010002000001号") == ("浙公网安备33010002000001号",)
    assert find_police_numbers("浙ICP备33010002号") == ()


@pytest.mark.parametrize(
    "phone", ["0512-88868888", "0577-88800022-8007", "086-0577-88800022", "010 88886666", "0512-88868888转12"]
)
def test_landlines_as_people_write_them(phone: str) -> None:
    assert landline_ok(phone)


@pytest.mark.parametrize("phone", ["400-800-8888", "13912345678", "88868888", "", "0512"])
def test_what_is_no_landline(phone: str) -> None:
    assert not landline_ok(phone)


def test_mobiles() -> None:
    assert mobile_ok("+86 139 1234 5678")
    assert mobile_ok("19912345678")
    assert not mobile_ok("12345678901")


@given(st.text())
def test_nothing_raises(text: str) -> None:
    for check in (uscc_ok, org_code_ok, registration_number_ok, id_number_ok, mobile_ok, landline_ok):
        check(text)
    for find in (find_icp_numbers, find_police_numbers, clean_phone, upgrade_id):
        find(text)
