import pytest

from checks.compare import compare_ids, compare_licence_numbers, compare_names
from filing.paper import Fact
from filing.terms import Verdict
from tests.fakes.people import Person, uscc

CELL = "cell"


def form(text: str) -> Fact:
    return Fact(text, sure=True, source=CELL)


@pytest.mark.parametrize(
    ("typed", "read", "verdict"),
    [
        ("苏州甲乙（中国）有限公司", Fact("苏州甲乙(中国)有限公司", sure=True), Verdict.PASS),
        ("买买提·艾力", Fact("买买提•艾力", sure=True), Verdict.PASS),
        ("张三", Fact("张三", sure=False), Verdict.PASS),
        ("张三", Fact("张二", sure=False, other="张三"), Verdict.UNSURE),
        ("张三", Fact("李四", sure=True), Verdict.FAIL),
        ("张三", Fact("李四", sure=False), Verdict.UNSURE),
        ("张赟", Fact("张赞", sure=True), Verdict.UNSURE),
        ("苏州甲乙有限公司", Fact("苏州甲乙有限责任公司", sure=True), Verdict.FAIL),
        ("苏州甲乙科技有限公司上海分公司", Fact("苏州甲乙科技有限公司", sure=True), Verdict.UNSURE),
        ("苏州甲乙科技有限公司", Fact("苏州甲己科技有限公司", sure=True, source="text"), Verdict.FAIL),
        ("苏州甲乙传动设备有限公司", Fact("苏州甲乙傳動設備有限公司", sure=True), Verdict.UNSURE),
        ("苏州甲乙科技有限公司", Fact("蘇州甲乙科技有限公司", sure=True, source="body"), Verdict.UNSURE),
        ("苏州甲乙科技有限公司", Fact("苏州甲乙科技有限公司上海分公司", sure=True), Verdict.FAIL),
    ],
)
def test_names_differ_only_where_it_is_provable(typed: str, read: Fact, verdict: Verdict) -> None:
    assert compare_names(form(typed), read) is verdict


def test_a_form_read_by_ocr_proves_no_difference() -> None:
    assert compare_names(Fact("张三", sure=False), Fact("李四", sure=True)) is Verdict.UNSURE


def test_an_old_id_number_equals_its_upgrade() -> None:
    new = Person().id_number

    assert compare_ids(new[:6] + new[8:17], Fact(new, sure=True)) is Verdict.PASS


def test_a_repaired_id_number_counts_as_unread() -> None:
    assert compare_ids(Person().id_number, Fact(Person(sequence="009").id_number, sure=False)) is Verdict.UNSURE


def test_an_organisation_code_equals_the_uscc_that_holds_it() -> None:
    number = uscc()

    assert compare_licence_numbers(f"{number[8:16]}-{number[16]}", Fact(number, sure=True)) is Verdict.PASS


def test_numbers_of_two_kinds_prove_nothing() -> None:
    assert compare_licence_numbers("440301103448669", Fact(uscc(), sure=True)) is Verdict.UNSURE
